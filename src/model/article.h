// The normalised article record: one document, wherever and however often it was found.
#pragma once

#include "core/time.h"
#include "model/image.h"
#include "model/provider.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::model {

enum class ArticleType : std::uint8_t { article, video };
[[nodiscard]] std::string_view name_of(ArticleType type);

// Where a published instant comes from.
enum class DateOrigin : std::uint8_t { feed, page, first_seen };
[[nodiscard]] std::string_view name_of(DateOrigin origin);

// Where a value of an article came from: ("title", "og:title"). Names that end in "_loser" tell what was passed over.
struct ValueOrigin {
    std::string value;
    std::string origin;
    friend bool operator==(const ValueOrigin&, const ValueOrigin&) = default;
};

struct Article {
    std::string id;            // 16 hexadecimal digits of the stable hash of web_url.
    std::string web_url;       // Canonical: the article's identity.
    std::string original_url;  // As the source gave it.
    std::string amp_url;
    std::string cdn_amp_url;
    std::string title;
    std::string excerpt;   // One paragraph, at most 340 characters, cut at a word.
    std::string text;      // Paragraphs separated by "\n\n"; may be empty.
    std::string language;  // BCP 47 primary tag, e.g. "en"; empty: unknown.
    ArticleType type = ArticleType::article;
    std::string featured_content;  // Address of the embedded player of a video.
    core::Instant published{};
    DateOrigin date_origin = DateOrigin::feed;
    std::optional<core::Instant> modified;
    core::Instant first_seen{};
    std::vector<std::string> authors;
    std::string section;
    std::vector<std::string> keywords;  // As the publisher gave them.
    Provider provider;
    std::string source_url;           // model::Source::url
    std::vector<Image> images;        // The lead image first.
    std::vector<std::string> topics;  // Ids, in the desk's order.
    std::vector<std::string> notes;   // What was odd, as stable keys: "paywall", "future-date", "no-page".
    bool is_removed = false;          // By an editor.
    std::string page_kind;            // What its page was seen to be ("article", "live blog"); empty: none was read.
};

}  // namespace masthead::model
