#include "topic/topic_matcher.h"

#include "core/ascii.h"
#include "text/normalize.h"
#include "text/utf8.h"
#include "topic/automaton.h"

#include <optional>

namespace masthead::topic {
namespace {

constexpr std::size_t text_characters = 1500;  // Where an article says what it is about; later mentions are asides.
constexpr std::size_t compound_letters = 5;    // Shorter words stand inside too many others.
constexpr int body_mentions = 2;               // Outside the title one mention is no topic.

// Scripts written without spaces: Thai, Lao, Khmer, Myanmar, Han, kana, Hangul and their neighbours.
bool is_dense(char32_t c) {
    return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF) ||
           (c >= 0x3040 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

// Letters, digits and marks; the rest of Unicode's blocks of signs and punctuation ends a word. Input is NFKC.
bool is_word(char32_t c) {
    if (c < 0x80) return core::is_alpha(static_cast<char>(c)) || core::is_digit(static_cast<char>(c));
    if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
    if (c == 0xD7 || c == 0xF7) return false;
    const bool is_sign = (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x2E00 && c <= 0x2E7F) || (c >= 0x3000 && c <= 0x3020) ||
                         (c >= 0xFE10 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF0F) || c >= 0x1F000;
    return !is_sign || (c >= 0x20000 && c <= 0x3FFFF);
}

bool is_space(char32_t c) {
    return (c < 0x80 && core::is_space(static_cast<char>(c))) || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x2028 || c == 0x2029 || c == 0x3000;
}

bool is_hyphen(char32_t c) {
    return c == '-' || (c >= 0x2010 && c <= 0x2012);
}

// Folded, white space and hyphens between words as one space: the form in which keywords and texts are compared.
std::string prepare(std::string_view given) {
    const std::string folded = text::fold(given);
    std::string out;
    out.reserve(folded.size());
    std::size_t at = 0;
    bool was_word = false;
    while (at < folded.size()) {
        const std::size_t begin = at;
        const char32_t c = text::next_character(folded, at);
        const bool ends_word = is_space(c) || (was_word && is_hyphen(c));
        if (ends_word && (out.empty() || out.back() != ' ')) out += ' ';
        if (!ends_word) out.append(folded, begin, at - begin);
        was_word = is_word(c);
    }
    return out;
}

std::string trimmed(std::string_view text) {
    const auto kept = core::trim(text);
    return std::string(kept);
}

std::optional<char32_t> character_before(std::string_view text, std::size_t at) {
    if (at == 0) return std::nullopt;
    std::size_t begin = at - 1;
    while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) --begin;
    return text::next_character(text, begin);
}

std::optional<char32_t> character_at(std::string_view text, std::size_t at) {
    if (at >= text.size()) return std::nullopt;
    return text::next_character(text, at);
}

// True if a keyword's edge character may stand beside `outside`: a word's end lies between them.
bool is_boundary(std::optional<char32_t> edge, std::optional<char32_t> outside) {
    if (!edge || !outside || !is_word(*outside)) return true;
    return is_dense(*edge) || is_dense(*outside);
}

// The first characters of a text, cut at a word's end.
std::string_view beginning(std::string_view text) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < text_characters && at < text.size(); ++i) text::next_character(text, at);
    if (at >= text.size()) return text;
    const auto space = text.substr(0, at).find_last_of(" \n\t");
    return text.substr(0, space == std::string_view::npos ? at : space);
}

struct Keyword {
    std::size_t topic = 0;
    std::string configured;
    std::size_t bytes = 0;           // Of the prepared pattern.
    bool has_any_ending = false;     // Written with a trailing `*`.
    bool may_be_compounded = false;  // One word of enough letters.
    bool ends_in_sign = false;       // "C++": whatever follows, the word has ended.
    bool is_letter = false;          // "C", which is neither "C++" nor "C#".
};

// What has been seen of one topic.
struct Seen {
    int title_mentions = 0;
    int body_mentions = 0;
    std::size_t counted_until = 0;  // Overlapping keywords count once.
    std::size_t title_keyword = 0;
    std::size_t body_keyword = 0;
};

}  // namespace

struct TopicMatcher::State {
    std::vector<std::string> topic_ids;
    std::vector<Keyword> keywords;
    std::optional<Automaton> automaton;

    explicit State(const std::vector<model::Topic>& topics) {
        std::vector<std::string> patterns;
        for (const auto& topic : topics) {
            for (const auto& configured : topic.keywords) {
                Keyword keyword{.topic = topic_ids.size(), .configured = configured};
                auto word = core::trim(configured);
                keyword.has_any_ending = word.size() > 1 && word.ends_with('*');
                if (keyword.has_any_ending) word.remove_suffix(1);
                auto pattern = trimmed(prepare(word));
                keyword.bytes = pattern.size();
                keyword.may_be_compounded =
                    pattern.find(' ') == std::string::npos && text::count_characters(pattern) >= compound_letters;
                const auto last = character_before(pattern, pattern.size());
                keyword.ends_in_sign = last && !is_word(*last);
                keyword.is_letter = pattern.size() == 1;
                keywords.push_back(std::move(keyword));
                patterns.push_back(std::move(pattern));
            }
            topic_ids.push_back(topic.id);
        }
        automaton.emplace(patterns);
    }

    [[nodiscard]] bool stands_alone(const Keyword& keyword, std::string_view text, std::size_t end,
                                    bool is_german) const {
        if (is_german && keyword.may_be_compounded) return true;
        const std::size_t begin = end - keyword.bytes;
        if (!is_boundary(character_at(text, begin), character_before(text, begin))) return false;
        if (keyword.has_any_ending || keyword.ends_in_sign) return true;
        const auto next = character_at(text, end);
        if (keyword.is_letter && next && (*next == '+' || *next == '#')) return false;
        return is_boundary(character_before(text, end), next);
    }

    // Calls `seen(topic's state, keyword)` for each mention that does not overlap one counted before.
    template <typename Count>
    void scan(const std::string& text, bool is_german, std::vector<Seen>& topics, const Count& count) const {
        for (auto& topic : topics) topic.counted_until = 0;
        automaton->scan(text, [&](std::size_t number, std::size_t end) {
            const auto& keyword = keywords[number];
            if (!stands_alone(keyword, text, end, is_german)) return;
            auto& topic = topics[keyword.topic];
            const bool is_new = end - keyword.bytes >= topic.counted_until;
            topic.counted_until = end;
            if (is_new) count(topic, number);
        });
    }
};

TopicMatcher::TopicMatcher(const std::vector<model::Topic>& topics) : state_(std::make_unique<State>(topics)) {}
TopicMatcher::TopicMatcher(TopicMatcher&&) noexcept = default;
TopicMatcher& TopicMatcher::operator=(TopicMatcher&&) noexcept = default;
TopicMatcher::~TopicMatcher() = default;

std::vector<TopicHit> TopicMatcher::match(std::string_view title, std::string_view excerpt, std::string_view text,
                                          std::string_view language) const {
    const bool is_german = language == "de";
    std::vector<Seen> topics(state_->topic_ids.size());
    state_->scan(prepare(title), is_german, topics, [](Seen& topic, std::size_t keyword) {
        if (topic.title_mentions++ == 0) topic.title_keyword = keyword;
    });

    // Most excerpts are the beginning of the text; what they mention is not mentioned twice.
    std::string body = prepare(beginning(text));
    const std::string lead = trimmed(prepare(excerpt));
    constexpr std::size_t compared_bytes = 80;
    if (body.find(std::string_view(lead).substr(0, compared_bytes)) == std::string::npos) body += " \n " + lead;
    state_->scan(body, is_german, topics, [](Seen& topic, std::size_t keyword) {
        if (topic.body_mentions++ == 0) topic.body_keyword = keyword;
    });

    std::vector<TopicHit> hits;
    for (std::size_t i = 0; i < topics.size(); ++i) {
        const auto& topic = topics[i];
        const bool in_title = topic.title_mentions > 0;
        if (!in_title && topic.body_mentions < body_mentions) continue;
        const auto keyword = in_title ? topic.title_keyword : topic.body_keyword;
        hits.push_back({state_->topic_ids[i], state_->keywords[keyword].configured, in_title});
    }
    return hits;
}

}  // namespace masthead::topic
