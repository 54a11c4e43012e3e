// Bytes of an HTML page -> what it says: metadata and main text.
#pragma once

#include "core/result.h"
#include "core/time.h"
#include "html/budget.h"
#include "model/article.h"
#include "page/kind.h"
#include "page/main_text.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::page {

// What a page lets others do with it: meta robots and googlebot, X-Robots-Tag.
//   https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag
struct RobotsDirectives {
    bool noindex = false;
    bool nofollow = false;
    bool noarchive = false;
    bool nosnippet = false;
    bool noimageindex = false;
    std::optional<int> max_snippet;  // Characters; -1: no limit.
};

// A value that was found and not taken.
struct PassedOver {
    std::string name;      // As in the evidence: "title".
    std::string value;     // At most 300 bytes.
    std::string evidence;  // Where it stood.
};

struct ParsedPage {
    std::string url;           // As given.
    std::string title;         // Without the site's name.
    std::string excerpt;       // One paragraph, at most 340 characters.
    std::string text;          // Paragraphs separated by "\n\n".
    std::string content_html;  // The same with its structure, clean: see page/content.h.
    std::optional<core::Instant> published;
    std::optional<core::Instant> modified;
    std::string published_day;                      // "YYYY-MM-DD" in the page's own zone; empty if no date.
    std::vector<std::string> authors;               // Without "By", jobs and addresses.
    std::vector<std::string> author_organizations;  // Those of `authors` that are no persons.
    std::string section;
    std::vector<std::string> keywords;
    std::string language;              // BCP 47 as declared or detected.
    std::string canonical_url;         // Absolute; empty if none declared.
    std::string amp_url;               // The page's AMP form: declared, or the page itself.
    std::string amp_cache_url;         // Where the AMP cache keeps that.
    bool is_amp = false;               // The page itself is AMP; its canonical address is the original's.
    std::string provider;              // The site's name for itself; may be empty.
    std::string provider_domain;       // Registrable, of the page's address (of an AMP cache: of the page it keeps).
    std::vector<model::Image> logos;   // Of the provider, the best first.
    std::vector<model::Image> images;  // The lead image first.
    model::ArticleType type = model::ArticleType::article;
    PageKind kind = PageKind::article;           // Why is said in the evidence.
    std::string featured_content;                // Address of an embedded player.
    bool is_paywalled = false;                   // Declared or recognised as a stub.
    std::optional<bool> is_accessible_for_free;  // As declared.
    std::string license;                         // Address or name of the licence, as declared; empty: none.
    RobotsDirectives robots;
    std::vector<std::string> problems;        // One sentence each.
    std::vector<std::uint64_t> block_prints;  // For SiteTemplate::learn; filled if asked for.
    // What each value was taken from, for `explain`: ("title", "og:title"), ("text", "article > div.body, 12
    // paragraphs").
    std::vector<std::pair<std::string, std::string>> evidence;
    std::vector<PassedOver> passed_over;
};

class SiteRules;
class SiteTemplate;

struct PageOptions {
    std::size_t max_bytes = 10U << 20U;
    html::MarkupBudget markup;
    std::string robots_header;           // X-Robots-Tag as served, a line for each header; may be empty.
    std::string language_header;         // Content-Language as served; may be empty.
    const SiteRules* rules = nullptr;    // What a person says about pages of this site.
    const SiteTemplate* site = nullptr;  // What was learned from other pages of this site.
    bool prints_blocks = false;          // Fill ParsedPage::block_prints.
    MainTextOptions main_text;
};

// `content_type` as served (its charset counts). Cost O(n); memory about 8 times the input at most.
// Errors: too_large when a budget is passed; unsupported when the bytes are no HTML. Pure.
[[nodiscard]] core::Result<ParsedPage> parse_page(std::string_view bytes, std::string_view url,
                                                  std::string_view content_type, const PageOptions& options = {});

}  // namespace masthead::page
