#include "page/rights.h"

#include "core/ascii.h"
#include "page/hints.h"
#include "text/html_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

namespace masthead::page {
namespace {

constexpr std::size_t stub_bytes = 2000;          // A text behind a wall is shorter.
constexpr std::size_t longest_license = 500;      // Bytes.
constexpr std::size_t longest_directives = 1000;  // Bytes of one value.

constexpr std::array stub_wording{
    std::string_view("subscribe to continue"),    std::string_view("subscribe to read"),
    std::string_view("to continue reading"),      std::string_view("already a subscriber"),
    std::string_view("subscribers only"),         std::string_view("this article is for subscribers"),
    std::string_view("log in to read"),           std::string_view("sign in to read"),
    std::string_view("create a free account to"), std::string_view("weiterlesen mit"),
    std::string_view("jetzt abonnieren"),         std::string_view("nur für abonnenten"),
    std::string_view("réservé aux abonnés"),      std::string_view("exclusivo para suscriptores"),
    std::string_view("purchase a subscription")};

bool is_creative_commons(std::string_view address) {
    return address.contains("creativecommons.org/licenses/") || address.contains("creativecommons.org/publicdomain/");
}

class RightsReader {
  public:
    RightsReader(const Material& material, ParsedPage& page) : material_(material), page_(page) {}

    void run(std::string_view robots_header) {
        license();
        robots(robots_header);
        access();
    }

  private:
    void note(std::string_view name, std::string_view where) { page_.evidence.emplace_back(name, where); }

    bool take_license(std::string_view value, std::string_view where) {
        std::string clean = text::plain_line(value);
        if (clean.empty() || clean.size() > longest_license) return false;
        const bool is_reference = clean.find(' ') == std::string::npos && clean.find('/') != std::string::npos;
        if (std::string address = is_reference ? absolute(material_, clean) : std::string(); !address.empty())
            clean = std::move(address);
        page_.license = std::move(clean);
        note("license", where);
        return true;
    }

    void license() {
        if (take_license(material_.survey.link("license"), "link rel=license")) return;
        if (take_license(material_.linked.license, "JSON-LD license")) return;
        if (take_license(material_.survey.meta({"dcterms.license", "dc.rights.license", "license", "cc:license"}),
                         "meta license"))
            return;
        for (const NodeIndex node : material_.survey.licenses) {
            if (take_license(material_.tree.attribute(node, AttributeName::href), "a rel=license")) return;
        }
        from_links();
    }

    // A Creative Commons licence that the page links to, if there is one only; under pictures it is theirs.
    void from_links() {
        std::string_view found;
        for (NodeIndex i = 1; i < material_.tree.size(); ++i) {
            if (material_.tree[i].tag != Tag::a) continue;
            const std::string_view address = material_.tree.attribute(i, AttributeName::href);
            if (!is_creative_commons(address) || is_in_caption(i)) continue;
            if (!found.empty() && found != address) return;
            found = address;
        }
        if (!found.empty()) take_license(found, "link to creativecommons.org");
    }

    [[nodiscard]] bool is_in_caption(NodeIndex node) const {
        for (NodeIndex i = node; i != 0; i = material_.tree[i].parent) {
            if ((material_.hints[i] & hint_caption) != 0 || material_.tree[i].tag == Tag::figure) return true;
        }
        return false;
    }

    void robots(std::string_view header) {
        std::string where;
        for (const MetaEntry& entry : material_.survey.metas) {
            if (entry.key != "robots" && entry.key != "googlebot" && entry.key != "googlebot-news") continue;
            read_robots(entry.content, page_.robots);
            if (!where.contains(entry.key)) where += (where.empty() ? "meta " : ", meta ") + entry.key;
        }
        if (!header.empty()) {
            for (const std::string_view line : core::split(header, '\n')) read_robots(line, page_.robots);
            where += where.empty() ? "X-Robots-Tag" : ", X-Robots-Tag";
        }
        if (where.empty()) return;
        const auto said = names_of(page_.robots);
        note("robots", said.empty() ? where : where + ": " + core::join(said, ", "));
    }

    void access() {
        page_.is_accessible_for_free = material_.linked.is_free;
        std::string_view where = "JSON-LD isAccessibleForFree";
        if (!page_.is_accessible_for_free) {
            const std::string_view declared = material_.survey.meta({"isaccessibleforfree"});
            if (!declared.empty())
                page_.is_accessible_for_free = !core::equals_ignoring_case(core::trim(declared), "false");
            where = "itemprop isAccessibleForFree";
        }
        if (page_.is_accessible_for_free) note("is_accessible_for_free", where);
        if (page_.is_accessible_for_free && !*page_.is_accessible_for_free) {
            page_.is_paywalled = true;
            return note("is_paywalled", where);
        }
        const std::string_view tier = material_.survey.meta({"article:content_tier"});
        if (tier == "locked" || tier == "metered") {
            page_.is_paywalled = tier == "locked";
            return note("is_paywalled", "article:content_tier");
        }
        from_wording();
    }

    void from_wording() {
        if (page_.text.size() > stub_bytes) return;
        for (const Block& block : material_.blocks.blocks) {
            const std::string_view text = material_.blocks.text_of(block);
            const auto* const found = std::ranges::find_if(stub_wording, [&](std::string_view words) {
                return core::find_ignoring_case(text, words) != std::string_view::npos;
            });
            if (found == stub_wording.end()) continue;
            page_.is_paywalled = true;
            return note("is_paywalled", "short text beside \"" + std::string(*found) + "\"");
        }
    }

    const Material& material_;
    ParsedPage& page_;
};

void read_snippet_length(std::string_view value, RobotsDirectives& directives) {
    value = core::trim(value);
    int length = 0;
    if (std::from_chars(value.data(), value.data() + value.size(), length).ec != std::errc{} || length < -1) return;
    const auto known = directives.max_snippet;
    const bool is_stricter = !known || *known == -1 || (length >= 0 && length < *known);
    if (is_stricter) directives.max_snippet = length;
}

}  // namespace

void read_robots(std::string_view value, RobotsDirectives& directives) {
    bool is_for_others = false;
    for (std::string_view piece : core::split(value.substr(0, longest_directives), ',')) {
        piece = core::trim(piece);
        std::string name = core::to_lower(piece.substr(0, piece.find(':')));
        std::string_view rest = piece.substr(std::min(piece.size(), name.size() + 1));
        constexpr std::array with_values{std::string_view("max-snippet"), std::string_view("max-image-preview"),
                                         std::string_view("max-video-preview"), std::string_view("unavailable_after")};
        if (name.size() < piece.size() && std::ranges::find(with_values, name) == with_values.end()) {
            // "googlebot: noindex": what follows, in this value, is for that crawler.
            is_for_others = name != "googlebot" && name != "googlebot-news" && name != "*";
            rest = core::trim(rest);
            name = core::to_lower(rest.substr(0, rest.find(':')));
            rest = rest.substr(std::min(rest.size(), name.size() + 1));
        }
        if (is_for_others) continue;
        const bool is_none = name == "none";
        directives.noindex = directives.noindex || is_none || name == "noindex";
        directives.nofollow = directives.nofollow || is_none || name == "nofollow";
        directives.noarchive = directives.noarchive || name == "noarchive" || name == "nocache";
        directives.nosnippet = directives.nosnippet || name == "nosnippet";
        directives.noimageindex = directives.noimageindex || name == "noimageindex";
        if (name == "max-snippet") read_snippet_length(rest, directives);
    }
    if (directives.max_snippet == 0) directives.nosnippet = true;
}

void fill_rights(const Material& material, std::string_view robots_header, ParsedPage& page) {
    RightsReader(material, page).run(robots_header);
}

std::vector<std::string> names_of(const RobotsDirectives& robots) {
    std::vector<std::string> names;
    if (robots.noindex) names.emplace_back("noindex");
    if (robots.nofollow) names.emplace_back("nofollow");
    if (robots.noarchive) names.emplace_back("noarchive");
    if (robots.nosnippet) names.emplace_back("nosnippet");
    if (robots.noimageindex) names.emplace_back("noimageindex");
    if (robots.max_snippet) names.push_back("max-snippet:" + std::to_string(*robots.max_snippet));
    return names;
}

}  // namespace masthead::page
