#include "score/facts.h"

#include "core/ascii.h"
#include "core/hash.h"
#include "score/junk.h"
#include "score/patterns.h"
#include "text/normalize.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>

namespace masthead::score {

namespace {

// Words separated by white space; of scripts written without spaces two characters count as a word.
std::int64_t count_words(std::string_view text) {
    std::int64_t words = 0;
    std::int64_t dense = 0;  // Characters of Han, kana, Hangul and other three-byte scripts from U+2E80 on.
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

const model::Topic* find_topic(std::span<const model::Topic> topics, std::string_view id) {
    const auto found = std::ranges::find(topics, id, &model::Topic::id);
    return found == topics.end() ? nullptr : &*found;
}

void count(KeywordHits& hits, std::string_view words) {
    ++hits.count;
    hits.words.append(hits.words.empty() ? "" : ", ").append(words);
}

// Of each topic the first keyword that is a word of the title.
KeywordHits titled_keywords(const model::Article& article, std::span<const model::Topic> topics) {
    const std::string title = text::fold(article.title);
    KeywordHits hits;
    for (const auto& id : article.topics) {
        const auto* topic = find_topic(topics, id);
        if (topic == nullptr) continue;
        const auto hit = std::ranges::find_if(
            topic->keywords, [&](const auto& keyword) { return holds_word(title, text::fold(keyword)); });
        if (hit != topic->keywords.end()) count(hits, *hit);
    }
    return hits;
}

// Every keyword of every topic that is a part of the title counts, repeated and overlapping ones each.
KeywordHits contained_keywords(const model::Article& article, std::span<const model::Topic> topics) {
    const std::string title = text::to_lower(article.title);
    KeywordHits hits;
    for (const auto& id : article.topics) {
        const auto* topic = find_topic(topics, id);
        if (topic == nullptr) continue;
        for (const auto& keyword : topic->keywords) {
            if (title.find(keyword) != std::string::npos) count(hits, keyword + " (" + topic->name + ")");
        }
    }
    return hits;
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

// The end of a text, where a paywall speaks; a longer text was worth reading before it asked for money.
std::string_view ending_of(std::string_view text) {
    constexpr std::size_t ending_bytes = 600;
    constexpr std::size_t stub_bytes = 3000;
    if (text.size() > stub_bytes) return {};
    if (text.size() <= ending_bytes) return text;
    return text.substr(std::min(text.find(' ', text.size() - ending_bytes), text.size()));
}

std::vector<Remark> remarks_of(const model::Article& article) {
    auto hits = find_patterns({article.title, article.excerpt, article.web_url, ending_of(article.text)});
    const bool is_noted = std::ranges::find(article.notes, "paywall") != article.notes.end();
    if (is_noted && (hits.empty() || hits.back().kind != PatternKind::paywall))
        hits.push_back({PatternKind::paywall, "marked by the page"});
    std::vector<Remark> remarks;
    for (const auto& hit : hits) {
        const auto* row = std::ranges::find(pattern_terms, hit.kind, &PatternTerm::kind);
        remarks.push_back({std::string(row->name), std::string(row->says) + ": " + hit.phrases});
    }
    if (is_opinion(article.title, article.web_url)) remarks.push_back({"opinion", "an opinion piece"});
    if (is_shouting(article.title)) remarks.push_back({"shouting", "title in capitals"});
    return remarks;
}

}  // namespace

void keep_text_facts(const ScoreFacts& before, const JunkRules& junk, ScoreFacts& facts) {
    facts.words = std::max(facts.words, before.words);
    for (const auto& remark : before.remarks) {
        const bool is_there = std::ranges::find(facts.remarks, remark.name, &Remark::name) != facts.remarks.end();
        if (!is_there && junk.reads_text(remark.name)) facts.remarks.push_back(remark);
    }
}

ScoreFacts facts_of(const model::Article& article, std::span<const model::Topic> topics, const JunkRules* junk) {
    ScoreFacts facts;
    facts.article_id = article.id;
    facts.web_url = article.web_url;
    facts.title = article.title;
    facts.provider_domain = article.provider.domain;
    facts.provider_name = article.provider.name;
    facts.owner = article.provider.owner;
    facts.is_known = article.provider.is_known;
    facts.is_official = article.provider.is_official;
    facts.published = article.published;
    facts.date_origin = article.date_origin;
    facts.words = count_words(article.text);
    facts.title_characters = static_cast<std::int64_t>(text::count_characters(article.title));
    if (!article.authors.empty()) facts.author = article.authors.front();
    facts.has_excerpt = !article.excerpt.empty();
    facts.has_player = !article.featured_content.empty();
    facts.has_amp = !article.amp_url.empty();
    if (!article.images.empty()) {
        const auto& image = article.images.front();
        facts.image = std::max<std::uint64_t>(1, core::stable_hash(image.url));
        facts.image_width = image.width;
        facts.is_stand_in = is_stand_in(image.url);
    }
    facts.topics = static_cast<std::int64_t>(article.topics.size());
    if (!article.topics.empty()) {
        facts.titled = titled_keywords(article, topics);
        facts.contained = contained_keywords(article, topics);
    }
    facts.remarks = remarks_of(article);
    if (junk != nullptr) junk->apply(article, facts.remarks);
    return facts;
}

}  // namespace masthead::score
