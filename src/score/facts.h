// What scoring needs to know of one article, found once in its title, its text and its addresses: the slow part of a
// score, and the part that no weight changes. A score is weights over facts, so a changed weight reads no text.
#pragma once

#include "core/time.h"
#include "model/article.h"
#include "model/topic.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::score {

// Something that costs points: the name of its term, which is its weight's as well, and what it was seen by.
struct Remark {
    std::string name;
    std::string detail;
    friend bool operator==(const Remark&, const Remark&) = default;
};

// Keywords of the article's topics in its title, and how many of them count.
struct KeywordHits {
    int count = 0;
    std::string words;  // For people.
    friend bool operator==(const KeywordHits&, const KeywordHits&) = default;
};

struct ScoreFacts {
    std::string article_id;
    std::string web_url;
    std::string title;
    std::string provider_domain;
    std::string provider_name;
    std::string owner;  // Empty: the provider itself.
    bool is_known = false;
    bool is_official = false;
    core::Instant published{};
    model::DateOrigin date_origin = model::DateOrigin::feed;
    std::int64_t words = 0;             // Of the text.
    std::int64_t title_characters = 0;  // Code points.
    std::string author;                 // The first named one.
    bool has_excerpt = false;
    bool has_player = false;
    bool has_amp = false;
    std::uint64_t image = 0;       // Stable hash of the lead image's address; 0: there is none.
    std::int64_t image_width = 0;  // Pixels; 0: unknown.
    bool is_stand_in = false;      // The picture's name says that it stands for nothing.
    std::int64_t topics = 0;
    KeywordHits titled;           // `masthead`: topics with a keyword as a word of the title.
    KeywordHits contained;        // `everyday`: keywords that are part of the title, each.
    std::vector<Remark> remarks;  // In the order of their terms.

    // What counts as one voice: the owner, or the provider itself.
    [[nodiscard]] const std::string& voice() const { return owner.empty() ? provider_domain : owner; }
    friend bool operator==(const ScoreFacts&, const ScoreFacts&) = default;
};

// Raised whenever the same article would give other facts, or they are written in another form: what was kept of an
// earlier version is found again.
inline constexpr std::uint64_t facts_version = 1;

class JunkRules;

//   topics   the desk's list: ids, names and keywords
//   junk     the desk's own junk rules; nullptr: it has none
//   cost     O(length of title, excerpt and text x phrases + keywords)
[[nodiscard]] ScoreFacts facts_of(const model::Article& article, std::span<const model::Topic> topics,
                                  const JunkRules* junk = nullptr);

// Puts back what the article's text said when it was there: for articles that have lost theirs (option keep.text_days).
void keep_text_facts(const ScoreFacts& before, const JunkRules& junk, ScoreFacts& facts);

// The facts as bytes: numbers as variable-length integers, texts after their lengths. O(n).
[[nodiscard]] std::string write_facts(const ScoreFacts& facts);
// What write_facts wrote; nothing where the bytes are something else.
[[nodiscard]] std::optional<ScoreFacts> read_facts(std::string_view bytes);

}  // namespace masthead::score
