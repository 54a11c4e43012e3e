#include "topic/keyword_rules.h"

#include "core/ascii.h"
#include "text/normalize.h"
#include "text/utf8.h"
#include "topic/automaton.h"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace masthead::topic {
namespace {

constexpr std::size_t text_characters = 1500;  // Where an article says what it is about; later mentions are asides.
constexpr std::size_t compound_letters = 5;    // Shorter words stand inside too many others.
constexpr int body_mentions = 2;               // Outside the title one mention is no topic.
constexpr std::size_t most_tags = 20;          // A page with more of them names everything.

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

enum class KeywordKind : std::uint8_t { keyword, exclusion, hashtag };

struct Keyword {
    std::size_t topic = 0;
    KeywordKind kind = KeywordKind::keyword;
    std::string configured;
    std::size_t bytes = 0;           // Of the prepared pattern.
    bool has_any_ending = false;     // Written with a trailing `*`.
    bool may_be_compounded = false;  // One word of enough letters.
    bool ends_in_sign = false;       // "C++": whatever follows, the word has ended.
    bool is_letter = false;          // "C", which is neither "C++" nor "C#".
};

// Mentions of one kind in one place.
struct Mentions {
    int count = 0;
    std::size_t first = 0;          // The keyword that was met first.
    std::size_t counted_until = 0;  // Overlapping keywords count once.

    void add(std::size_t number, std::size_t begin, std::size_t end) {
        if (begin >= counted_until && count++ == 0) first = number;
        counted_until = std::max(counted_until, end);
    }
};

// What has been seen of one topic in one place, by kind.
struct Seen {
    Mentions keywords;
    Mentions exclusions;
    Mentions hashtags;
};

struct Mention {
    std::size_t keyword = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
};

}  // namespace

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

struct KeywordRules::State {
    std::size_t topics = 0;
    std::vector<Keyword> keywords;
    std::optional<Automaton> automaton;
    std::multimap<std::string, std::pair<std::size_t, std::string>, std::less<>> tags;  // Prepared -> topic, as given.

    explicit State(const std::vector<model::Topic>& given) : topics(given.size()) {
        std::vector<std::string> patterns;
        for (std::size_t i = 0; i < given.size(); ++i) {
            const auto& topic = given[i];
            for (const auto& word : topic.keywords) add(i, KeywordKind::keyword, word, patterns);
            for (const auto& word : topic.exclude) add(i, KeywordKind::exclusion, word, patterns);
            for (const auto& word : topic.hashtags) {
                if (core::trim(word).find_first_not_of('#') != std::string_view::npos)
                    add(i, KeywordKind::hashtag, word, patterns);
            }
            add_tag(i, topic.name);
            for (const auto& word : topic.keywords) add_tag(i, word);
            for (const auto& word : topic.hashtags) add_tag(i, word);
        }
        automaton.emplace(patterns);
    }

    void add(std::size_t topic, KeywordKind kind, const std::string& configured, std::vector<std::string>& patterns) {
        Keyword keyword{.topic = topic, .kind = kind, .configured = configured};
        auto word = core::trim(configured);
        keyword.has_any_ending = word.size() > 1 && word.ends_with('*');
        if (keyword.has_any_ending) word.remove_suffix(1);
        std::string pattern = trimmed(prepare(word));
        if (kind == KeywordKind::hashtag && !pattern.starts_with('#')) pattern.insert(0, 1, '#');
        keyword.bytes = pattern.size();
        keyword.may_be_compounded = kind != KeywordKind::hashtag && pattern.find(' ') == std::string::npos &&
                                    text::count_characters(pattern) >= compound_letters;
        const auto last = character_before(pattern, pattern.size());
        keyword.ends_in_sign = last && !is_word(*last);
        keyword.is_letter = pattern.size() == 1;
        keywords.push_back(std::move(keyword));
        patterns.push_back(std::move(pattern));
    }

    void add_tag(std::size_t topic, const std::string& configured) {
        auto word = std::string_view(configured);
        while (word.starts_with('#')) word.remove_prefix(1);
        std::string tag = trimmed(prepare(word));
        if (tag.empty() || tag.ends_with('*')) return;
        const auto [first, last] = tags.equal_range(tag);
        const bool is_known = std::any_of(first, last, [&](const auto& entry) { return entry.second.first == topic; });
        if (!is_known) tags.emplace(std::move(tag), std::pair(topic, configured));
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

    // What stands in one text, by topic. Exclusions are told apart first: a keyword inside one is not meant.
    [[nodiscard]] std::vector<Seen> scan(const std::string& text, bool is_german) const {
        std::vector<Mention> mentions;  // By their ends.
        automaton->scan(text, [&](std::size_t number, std::size_t end) {
            if (stands_alone(keywords[number], text, end, is_german))
                mentions.push_back({number, end - keywords[number].bytes, end});
        });
        std::vector<Seen> seen(topics);
        std::vector<Mention> excluded;
        for (const auto& mention : mentions) {
            const auto& keyword = keywords[mention.keyword];
            if (keyword.kind != KeywordKind::exclusion) continue;
            seen[keyword.topic].exclusions.add(mention.keyword, mention.begin, mention.end);
            excluded.push_back(mention);
        }
        for (const auto& mention : mentions) {
            const auto& keyword = keywords[mention.keyword];
            if (keyword.kind == KeywordKind::exclusion) continue;
            const bool is_covered = std::ranges::any_of(excluded, [&](const Mention& other) {
                return keywords[other.keyword].topic == keyword.topic && other.begin <= mention.begin &&
                       mention.end <= other.end;
            });
            if (is_covered) continue;
            auto& topic = seen[keyword.topic];
            auto& counted = keyword.kind == KeywordKind::hashtag ? topic.hashtags : topic.keywords;
            counted.add(mention.keyword, mention.begin, mention.end);
        }
        return seen;
    }

    [[nodiscard]] RuleVerdict verdict(const Seen& title, const Seen& body) const {
        const auto say = [&](HitBy by, const Mentions& mentions) {
            return RuleVerdict{
                .is_hit = true, .is_excluded = false, .by = by, .keyword = keywords[mentions.first].configured};
        };
        const auto out = [&](const Mentions& mentions) {
            return RuleVerdict{.is_hit = false,
                               .is_excluded = true,
                               .by = HitBy::title,
                               .keyword = keywords[mentions.first].configured};
        };
        if (title.exclusions.count > 0) return out(title.exclusions);
        if (title.keywords.count > 0) return say(HitBy::title, title.keywords);
        if (title.hashtags.count > 0) return say(HitBy::hashtag, title.hashtags);
        if (body.exclusions.count >= body_mentions) return out(body.exclusions);
        if (body.keywords.count >= body_mentions) return say(HitBy::text, body.keywords);
        if (body.hashtags.count > 0) return say(HitBy::hashtag, body.hashtags);
        return {};
    }

    void add_tagged(const TopicText& article, std::vector<RuleVerdict>& verdicts) const {
        if (article.tags.size() > most_tags) return;
        for (const auto& given : article.tags) {
            auto word = core::trim(given);
            while (word.starts_with('#')) word.remove_prefix(1);
            const auto [first, last] = tags.equal_range(trimmed(prepare(word)));
            std::for_each(first, last, [&](const auto& entry) {
                auto& verdict = verdicts[entry.second.first];
                if (!verdict.is_hit && !verdict.is_excluded)
                    verdict = {.is_hit = true, .is_excluded = false, .by = HitBy::tag, .keyword = entry.second.second};
            });
        }
    }
};

KeywordRules::KeywordRules(const std::vector<model::Topic>& topics) : state_(std::make_unique<State>(topics)) {}
KeywordRules::~KeywordRules() = default;

std::vector<RuleVerdict> KeywordRules::judge(const TopicText& article) const {
    const bool is_german = article.language == "de";
    const auto title = state_->scan(prepare(article.title), is_german);

    // Most excerpts are the beginning of the text; what they mention is not mentioned twice.
    std::string body = prepare(beginning(article.text));
    const std::string lead = trimmed(prepare(article.excerpt));
    constexpr std::size_t compared_bytes = 80;
    if (body.find(std::string_view(lead).substr(0, compared_bytes)) == std::string::npos) body += " \n " + lead;
    const auto rest = state_->scan(body, is_german);

    std::vector<RuleVerdict> verdicts;
    verdicts.reserve(title.size());
    for (std::size_t i = 0; i < title.size(); ++i) verdicts.push_back(state_->verdict(title[i], rest[i]));
    state_->add_tagged(article, verdicts);
    return verdicts;
}

}  // namespace masthead::topic
