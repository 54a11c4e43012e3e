#include "page/logos.h"

#include "core/ascii.h"
#include "core/stable_order.h"

#include <algorithm>
#include <string>

namespace masthead::page {
namespace {

constexpr std::size_t most_logos = 8;
constexpr int largest_side = 4096;  // Pixels; larger numbers in an address are none of a logo's.

// The side of a square picture whose address says it: "icon-180x180.png"; 0: it does not.
int side_in_address(std::string_view address) {
    for (std::size_t x = address.find('x'); x != std::string_view::npos; x = address.find('x', x + 1)) {
        std::size_t begin = x;
        while (begin > 0 && core::is_digit(address[begin - 1])) --begin;
        const std::string_view digits = address.substr(begin, x - begin);
        if (digits.size() < 2 || digits.size() > 4 || address.substr(x + 1, digits.size()) != digits) continue;
        int side = 0;
        for (const char c : digits) side = side * 10 + (c - '0');
        if (side <= largest_side) return side;
    }
    return 0;
}

class LogoFinder {
  public:
    explicit LogoFinder(const Material& material) : material_(material) {}

    std::vector<model::Image> run(std::string& evidence) {
        for (const model::Image& logo : material_.linked.logos) add(logo.url, logo.width, logo.height);
        if (!found_.empty()) evidence = "JSON-LD publisher";
        add_one(material_.survey.meta({"og:logo"}), "og:logo", evidence);
        for (const NodeIndex node : material_.survey.properties) {
            if (property_of(material_.tree, node) != "logo") continue;
            for (const AttributeName name : {AttributeName::content, AttributeName::src, AttributeName::href})
                add_one(material_.tree.attribute(node, name), "itemprop logo", evidence);
        }
        add_icons("apple-touch-icon", evidence);
        add_one(material_.survey.meta({"msapplication-tileimage"}), "msapplication-TileImage", evidence);
        add_icons("icon", evidence);
        return std::move(found_);
    }

  private:
    void add(std::string_view reference, int width, int height) {
        if (found_.size() >= most_logos || core::trim(reference).starts_with("data:")) return;
        std::string address = absolute(material_, reference);
        if (address.empty() || std::ranges::find(found_, address, &model::Image::url) != found_.end()) return;
        model::Image logo;
        logo.url = std::move(address);
        const int side = side_in_address(logo.url);
        logo.width = width > 0 ? width : side;
        logo.height = height > 0 ? height : side;
        found_.push_back(std::move(logo));
    }

    void add_one(std::string_view reference, std::string_view where, std::string& evidence) {
        if (reference.empty()) return;
        add(reference, 0, 0);
        if (evidence.empty() && !found_.empty()) evidence = where;
    }

    void add_icons(std::string_view relation, std::string& evidence) {
        std::vector<std::string_view> icons;
        for (const LinkEntry& link : material_.survey.links) {
            const bool fits = core::starts_with_ignoring_case(link.relation, relation) ||
                              (relation == "icon" && core::equals_ignoring_case(link.relation, "shortcut icon"));
            if (fits && !link.address.empty()) icons.push_back(link.address);
        }
        core::sort_stably(icons, [](std::string_view left, std::string_view right) {
            return side_in_address(left) > side_in_address(right);
        });
        for (const std::string_view icon : icons) add_one(icon, relation, evidence);
    }

    const Material& material_;
    std::vector<model::Image> found_;
};

}  // namespace

void fill_logos(const Material& material, ParsedPage& page) {
    std::string evidence;
    page.logos = LogoFinder(material).run(evidence);
    if (!page.logos.empty()) page.evidence.emplace_back("logos", std::move(evidence));
}

}  // namespace masthead::page
