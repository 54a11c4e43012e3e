// The default profile: is this a good article, and does its story matter now?
#include "core/ascii.h"
#include "score/patterns.h"
#include "score/terms.h"
#include "text/normalize.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace masthead::score {
namespace {

using core::Instant;

// Words separated by white space; of scripts written without spaces two characters count as a word.
long long count_words(std::string_view text) {
    long long words = 0;
    long long dense = 0;  // Characters of Han, kana, Hangul and other three-byte scripts from U+2E80 on.
    bool in_word = false;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const bool is_dense = lead >= 0xE3 && lead <= 0xED;
        const bool is_space = core::is_space(text[at]);
        dense += is_dense ? 1 : 0;
        words += !is_space && !is_dense && !in_word ? 1 : 0;
        in_word = !is_space && !is_dense;
        at += is_dense ? 3 : 1;
    }
    return words + dense / 2;
}

void add_provider(TermList& terms, const ScoreInput& input, const Weights& weights) {
    const auto& provider = input.article->provider;
    if (provider.is_official) {
        terms.add("official", weights["official"], "the subject's own source");
    } else if (provider.is_known) {
        terms.add("known", weights["known"], provider.domain + " is a known organisation");
    }
    const double standing = std::clamp(input.provider_standing, -1.0, 1.0);
    terms.add("standing", standing * weights["standing"],
              standing < 0 ? "others seldom report what this provider reports"
                           : "others often report what this provider reports");
}

void add_completeness(TermList& terms, const model::Article& article, const Weights& weights) {
    const auto words = count_words(article.text);
    const double full = std::max(1.0, weights["depth-words"]);
    terms.add("depth", weights["depth"] * std::min(1.0, static_cast<double>(words) / full),
              "text of " + counted(words, "word", "words"));
    if (!article.authors.empty()) terms.add("author", weights["author"], "by " + article.authors.front());
    if (article.date_origin != model::DateOrigin::first_seen) {
        terms.add("dated", weights["dated"],
                  article.date_origin == model::DateOrigin::page ? "dated by the page" : "dated by the feed");
    }
    if (!article.excerpt.empty()) terms.add("excerpt", weights["excerpt"], "an excerpt");
    if (!article.featured_content.empty()) terms.add("video", weights["video"], "an embedded player");
}

// True if a file name says that the picture stands for nothing: "logo.png", "default-share.jpg".
bool is_stand_in(std::string_view url) {
    constexpr auto names =
        std::to_array<std::string_view>({"logo", "favicon", "placeholder", "default", "avatar", "icon", "blank",
                                         "spacer", "fallback", "noimage", "sprite"});
    const auto path = url.substr(0, url.find_first_of("?#"));
    const std::string file = core::to_lower(path.substr(path.rfind('/') + 1));
    const auto is_letter = [&file](std::size_t at) { return at < file.size() && core::is_alpha(file[at]); };
    for (const auto name : names) {
        // A word of its own: "logo" but not "logotherapy", "icon" but not "silicon".
        for (auto at = file.find(name); at != std::string::npos; at = file.find(name, at + 1)) {
            if ((at == 0 || !is_letter(at - 1)) && !is_letter(at + name.size())) return true;
        }
    }
    return false;
}

void add_image(TermList& terms, const ScoreInput& input, const Weights& weights) {
    if (input.article->images.empty()) return;
    const auto& image = input.article->images.front();
    if (is_stand_in(image.url) || input.image_uses > weights["image-uses"]) return;
    if (image.width == 0) {
        terms.add("image", weights["image"] / 2, "a picture of unknown size");
    } else if (image.width >= weights["image-width"]) {
        terms.add("image", weights["image"], "a picture " + std::to_string(image.width) + " pixels wide");
    }
}

// True if `word` stands in `text` between characters that are no letters or digits; both folded.
bool holds_word(std::string_view text, std::string_view word) {
    if (word.ends_with('*')) word.remove_suffix(1);
    if (word.empty()) return false;
    const auto is_inner = [&](std::size_t at) {
        return at < text.size() &&
               (core::is_alpha(text[at]) || core::is_digit(text[at]) || static_cast<unsigned char>(text[at]) >= 0x80);
    };
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        // Chinese, Japanese and Thai have no gaps between words; a keyword beginning there may stand anywhere.
        const bool is_dense = static_cast<unsigned char>(word.front()) >= 0xE0;
        if (is_dense || ((at == 0 || !is_inner(at - 1)) && !is_inner(at + word.size()))) return true;
    }
    return false;
}

void add_topics(TermList& terms, const model::Article& article, std::span<const model::Topic> topics,
                const Weights& weights) {
    if (article.topics.empty()) return;
    const auto count = static_cast<long long>(article.topics.size());
    terms.add("topic", std::min(weights["topic-most"], static_cast<double>(count) * weights["topic"]),
              counted(count, "topic", "topics"));
    const std::string title = text::fold(article.title);
    int hits = 0;
    std::string detail;
    for (const auto& id : article.topics) {
        const auto* topic = find_topic(topics, id);
        if (topic == nullptr) continue;
        const auto hit = std::ranges::find_if(
            topic->keywords, [&](const auto& keyword) { return holds_word(title, text::fold(keyword)); });
        if (hit == topic->keywords.end()) continue;
        ++hits;
        detail += (detail.empty() ? "" : ", ") + *hit;
    }
    terms.add("keyword", std::min(weights["keyword-most"], hits * weights["keyword"]), "in the title: " + detail);
}

struct PatternTerm {
    PatternKind kind;
    std::string_view name;  // Of the term and of its weight.
    std::string_view says;
};
constexpr auto pattern_terms = std::to_array<PatternTerm>({
    {PatternKind::clickbait, "clickbait", "teasing title"},
    {PatternKind::deal, "deal", "shopping offer"},
    {PatternKind::sponsored, "sponsored", "paid content"},
    {PatternKind::exam_dump, "exam-dump", "exam questions for sale"},
    {PatternKind::market_report, "market-report", "advertisement for market research"},
    {PatternKind::paywall, "paywall", "text ends at a paywall"},
});

void add_patterns(TermList& terms, const model::Article& article, const Weights& weights) {
    constexpr std::size_t ending_bytes = 600;
    constexpr std::size_t stub_bytes = 3000;  // A longer text was worth reading before it asked for money.
    std::string_view ending = article.text;
    if (ending.size() > stub_bytes) {
        ending = {};
    } else if (ending.size() > ending_bytes) {
        ending = ending.substr(ending.find(' ', ending.size() - ending_bytes) == std::string_view::npos
                                   ? ending.size()
                                   : ending.find(' ', ending.size() - ending_bytes));
    }
    auto hits = find_patterns({article.title, article.excerpt, article.web_url, ending});
    const bool is_noted = std::ranges::find(article.notes, "paywall") != article.notes.end();
    if (is_noted && (hits.empty() || hits.back().kind != PatternKind::paywall))
        hits.push_back({PatternKind::paywall, "marked by the page"});
    for (const auto& hit : hits) {
        const auto* row = std::ranges::find(pattern_terms, hit.kind, &PatternTerm::kind);
        terms.add(row->name, -weights[row->name], std::string(row->says) + ": " + hit.phrases);
    }
    if (is_opinion(article.title, article.web_url)) terms.add("opinion", -weights["opinion"], "an opinion piece");
    if (is_shouting(article.title)) terms.add("shouting", -weights["shouting"], "title in capitals");
    const auto length = static_cast<long long>(text::count_characters(article.title));
    const double excess = std::max(0.0, static_cast<double>(length) - weights["long-title-from"]);
    terms.add("long-title", -std::min(weights["long-title-most"], std::floor(excess * weights["long-title"])),
              "title of " + std::to_string(length) + " characters");
}

// An account that counts as a voice of its own.
bool is_voice(const Candidate& candidate, const Weights& weights) {
    return !candidate.input->is_duplicate && !candidate.input->article->is_removed &&
           candidate.total >= weights["owner-quality"];
}

// The newest account of each owner, by owner.
std::map<std::string_view, Instant> voices_of(std::span<const Candidate> members, const Weights& weights) {
    std::map<std::string_view, Instant> voices;
    for (const auto& member : members) {
        if (!is_voice(member, weights)) continue;
        const auto& article = *member.input->article;
        const auto [voice, is_new] = voices.emplace(article.provider.voice(), article.published);
        if (!is_new) voice->second = std::max(voice->second, article.published);
    }
    return voices;
}

std::string age_in_words(std::chrono::seconds age) {
    const auto hours = std::chrono::duration_cast<std::chrono::hours>(age).count();
    constexpr long long hours_a_day = 24;
    if (hours < 1) return "newest account less than an hour ago";
    if (hours < 2 * hours_a_day) return "newest account " + counted(hours, "hour", "hours") + " ago";
    return "newest account " + counted(hours / hours_a_day, "day", "days") + " ago";
}

}  // namespace

model::Score masthead_quality(const ScoreInput& input, std::span<const model::Topic> topics, const Weights& weights) {
    const auto& article = *input.article;
    TermList terms;
    add_provider(terms, input, weights);
    add_completeness(terms, article, weights);
    add_image(terms, input, weights);
    add_topics(terms, article, topics, weights);
    if (input.is_duplicate) terms.add("copy", -weights["copy"], "a syndicated copy");
    add_patterns(terms, article, weights);
    terms.add_floor();
    return terms.take();
}

void mark_first_account(std::span<Candidate> members, const Weights& weights) {
    if (voices_of(members, weights).size() < 2) return;
    Candidate* first = nullptr;
    for (auto& member : members) {
        if (!is_voice(member, weights)) continue;
        const auto key = [](const Candidate& c) { return std::tie(c.input->article->published, c.input->article->id); };
        if (first == nullptr || key(member) < key(*first)) first = &member;
    }
    const auto points = static_cast<int>(std::lround(weights["first"]));
    if (first == nullptr || points == 0) return;
    first->quality.terms.push_back({"first", points, "the first account of this story"});
    first->total = first->quality.total();
}

model::Score masthead_heat(std::span<const Candidate> lead_first, const Weights& weights, Instant now) {
    TermList terms;
    const auto& lead = lead_first.front();
    terms.add("quality", weights["quality-share"] * lead.total,
              "quality " + std::to_string(lead.total) + " of the lead");
    const auto voices = voices_of(lead_first, weights);
    const auto owners = static_cast<long long>(voices.size());
    if (owners > 1)
        terms.add("owners", weights["owners"] * std::log2(static_cast<double>(owners)),
                  counted(owners, "owner", "owners"));

    Instant newest = lead.input->article->published;
    for (const auto& [voice, at] : voices) newest = std::max(newest, at);
    const auto window =
        std::chrono::hours(static_cast<long long>(std::clamp(weights["velocity-hours"], 0.0, 10'000.0)));
    const auto fast = std::ranges::count_if(voices, [&](const auto& voice) { return newest - voice.second <= window; });
    if (fast > 1) {
        terms.add("velocity", std::min(weights["velocity-most"], static_cast<double>(fast - 1) * weights["velocity"]),
                  counted(fast, "owner", "owners") + " within " + counted(window.count(), "hour", "hours"));
    }

    const auto age = std::max(std::chrono::seconds{0}, std::chrono::seconds(now - newest));
    const double half_life = weights["half-life"] * 3600;
    if (half_life > 0) {
        const double left = std::exp2(-static_cast<double>(age.count()) / half_life);
        terms.add("age", -static_cast<double>(terms.total()) * (1 - left), age_in_words(age));
    }
    return terms.take();
}

}  // namespace masthead::score
