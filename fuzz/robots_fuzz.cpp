// robots.txt from arbitrary bytes. Properties: sitemaps and delay within their bounds, the file itself always allowed,
// and one rule decides as the plainest matcher does.
#include "fetch/robots.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

using namespace masthead;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

// A table of which beginnings of pattern and path go together: no cleverness, O(pattern * path).
bool matches_by_table(std::string_view pattern, std::string_view path) {
    const bool anchored = pattern.ends_with('$');
    if (anchored) pattern.remove_suffix(1);
    std::vector<char> row(path.size() + 1, 0);  // row[j]: the pattern so far can end after j bytes.
    row[0] = 1;
    for (const char c : pattern) {
        std::vector<char> next(path.size() + 1, 0);
        bool any = false;
        for (std::size_t j = 0; j <= path.size(); ++j) {
            any = any || row[j] != 0;
            const bool steps = j > 0 && row[j - 1] != 0 && path[j - 1] == c;
            next[j] = (c == '*' ? any : steps) ? 1 : 0;
        }
        row = std::move(next);
    }
    if (anchored) return row.back() != 0;
    return std::ranges::find(row, 1) != row.end();
}

// Bytes as letters of a few kinds, so that patterns and paths have a chance to meet.
std::string letters(std::string_view bytes, std::string_view alphabet) {
    std::string out = "/";
    for (const char c : bytes) out += alphabet[static_cast<unsigned char>(c) % alphabet.size()];
    return out;
}

void compare_one_rule(std::string_view bytes) {
    if (bytes.empty()) return;
    const std::size_t cut = std::min<std::size_t>(static_cast<unsigned char>(bytes.front()), bytes.size() - 1);
    const std::string pattern = letters(bytes.substr(1, cut), "a*b/");
    const std::string path = letters(bytes.substr(1 + cut, 300), "ab/");
    for (const std::string_view end : {"", "$"}) {
        const std::string rule = pattern + std::string(end);
        const auto rules = fetch::RobotsRules::parse("User-agent: *\nDisallow: " + rule, "Masthead");
        require(rules.allows(path) == !matches_by_table(rule, path));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const fetch::RobotsOptions options;
    for (const std::string_view product : {"Masthead", "Masthead-News/1.0", ""}) {
        const auto rules = fetch::RobotsRules::parse(bytes, product);
        require(rules.allows("/robots.txt"));
        require(rules.sitemaps().size() <= options.max_sitemaps);
        if (const auto delay = rules.crawl_delay()) require(delay->count() >= 0 && *delay <= options.max_crawl_delay);
        const auto end = bytes.rfind('\n');
        static_cast<void>(rules.allows(end == std::string_view::npos ? bytes : bytes.substr(end + 1)));
    }
    compare_one_rule(bytes);
    return 0;
}
