// robots.txt: https://www.rfc-editor.org/rfc/rfc9309
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::fetch {

struct RobotsOptions {
    std::size_t max_bytes = std::size_t{500} << 10U;    // Read of a file; the RFC asks for this much at least (2.5).
    std::size_t max_sitemaps = 1000;                    // Kept of a file.
    std::chrono::milliseconds max_crawl_delay{60'000};  // Longer ones count as this.
};

class RobotsRules {
  public:
    // The rules for `product` (what stands before the version in our User-Agent, any case).
    //
    // The groups that name it count, all together; a name that is the product up to a hyphen ("masthead" for
    // "masthead-news") counts if no longer one is there; if nobody names it, the groups of "*" count (2.2.1).
    // Any bytes are a file: what is no line of the protocol is passed over (2.2.4). Cost: O(bytes).
    [[nodiscard]] static RobotsRules parse(std::string_view text, std::string_view product,
                                           const RobotsOptions& options = {});
    [[nodiscard]] static RobotsRules allow_all() { return {}; }
    [[nodiscard]] static RobotsRules disallow_all();

    // `path`: path with query, as in the URL. The longest matching rule decides, `allow` on a tie; no rule allows, and
    // /robots.txt itself is always allowed (2.2.2). Cost: O(rules * path), stars included.
    [[nodiscard]] bool allows(std::string_view path) const;

    // The addresses of the file's Sitemap lines, as written, in their order; they belong to no group.
    [[nodiscard]] const std::vector<std::string>& sitemaps() const { return sitemaps_; }

    // The pause between two requests that the file asks for (Crawl-delay, which is no part of the RFC), at most
    // RobotsOptions::max_crawl_delay; none if it asks for none.
    [[nodiscard]] std::optional<std::chrono::milliseconds> crawl_delay() const { return crawl_delay_; }

  private:
    friend class RobotsReader;

    struct Rule {
        std::string pattern;        // Normalised; `*` for any characters, `$` at the end for the end.
        std::string query_pattern;  // The same with the query's delimiters encoded; empty: no difference.
        bool allow = false;
    };
    std::vector<Rule> rules_;
    std::vector<std::string> sitemaps_;
    std::optional<std::chrono::milliseconds> crawl_delay_;
};

}  // namespace masthead::fetch
