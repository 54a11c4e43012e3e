#include "page/people.h"

#include "core/ascii.h"
#include "core/domain.h"
#include "page/bylines.h"
#include "page/day.h"
#include "page/hints.h"
#include "page/visible_days.h"
#include "text/html_text.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>

namespace masthead::page {
namespace {

constexpr std::size_t longest_byline = 300;  // Bytes.
constexpr std::size_t longest_line = 160;    // Bytes of a line that is searched for "by".
constexpr std::size_t most_authors = 20;

class AuthorFinder {
  public:
    AuthorFinder(const Material& material, std::string_view provider) : material_(material), provider_(provider) {}

    FoundAuthors run() {
        find();
        drop_repeated_agencies(found_.names);
        for (const std::string& name : found_.names) {
            const auto& declared = material_.linked.organizations;
            if (is_organization(name) || is_site(name) || std::ranges::find(declared, name) != declared.end())
                found_.organizations.push_back(name);
        }
        return std::move(found_);
    }

  private:
    void find() {
        for (const std::string& name : material_.linked.authors) add(name);
        if (finish("JSON-LD author")) return;
        for (const std::string_view key :
             {"parsely-author", "sailthru.author", "author", "article:author", "article:author_name", "dc.creator",
              "dcterms.creator", "citation_author", "byl", "og:article:author", "twitter:data1_author"}) {
            for (const MetaEntry& entry : material_.survey.metas) {
                if (entry.key != key) continue;
                const std::string line = text::plain_line(entry.content);
                add(key == "citation_author" ? in_spoken_order(line) : line);
            }
            if (finish("meta " + std::string(key))) return;
        }
        from_properties();
        if (finish("itemprop author")) return;
        for (const NodeIndex node : material_.survey.authors) add_element(node);
        if (finish("rel=author")) return;
        from_bylines();
        if (finish_as_persons("byline")) return;
        from_lines();
        if (finish_as_persons("line with a word for authors, beside the title")) return;
        from_links();
        if (finish_as_persons("link to a person's page, beside the title") || house_.empty()) return;
        found_.names.push_back(std::move(house_));
        finish("the publisher's own name");
    }

    bool finish(std::string evidence) {
        if (found_.names.empty()) return false;
        found_.evidence = std::move(evidence);
        return true;
    }

    // Where the publisher signs itself, a byline must look like a person's to be believed instead.
    bool finish_as_persons(std::string evidence) {
        if (!house_.empty()) std::erase_if(found_.names, [](const std::string& name) { return !is_full_name(name); });
        return finish(std::move(evidence));
    }

    // Journals write "Example, Ann".
    static std::string in_spoken_order(const std::string& name) {
        const std::size_t comma = name.find(", ");
        if (comma == std::string::npos || name.find(", ", comma + 2) != std::string::npos) return name;
        return name.substr(comma + 2) + " " + name.substr(0, comma);
    }

    void add(std::string_view byline) {
        if (byline.find("://") != std::string_view::npos || byline.size() > longest_byline) return;
        const bool is_signed_by_site = names_its_address(byline);
        for (std::string& name : names_of_byline(byline)) {
            if (is_signed_by_site || is_site(name)) {
                if (house_.empty()) house_ = std::move(name);
                break;  // What follows in that byline is its address.
            }
            const bool is_known = std::ranges::any_of(
                found_.names, [&](const std::string& one) { return core::equals_ignoring_case(one, name); });
            if (!is_known && found_.names.size() < most_authors) found_.names.push_back(std::move(name));
        }
    }

    // "The Example (www.example.org)"
    [[nodiscard]] bool names_its_address(std::string_view byline) const {
        if (material_.base == nullptr) return false;
        const std::string site = core::registrable_domain(material_.base->host());
        return !site.empty() && core::find_ignoring_case(byline, site) != std::string_view::npos;
    }

    // Sites sign with their own name where they know no author.
    [[nodiscard]] bool is_site(std::string_view name) const {
        constexpr std::size_t shortest_label = 3;  // Bytes; shorter ones stand in many names.
        const std::string letters = letters_of(name);
        if (letters == letters_of(provider_)) return true;
        const std::string site =
            material_.base == nullptr ? std::string() : core::registrable_domain(material_.base->host());
        const std::string label = letters_of(std::string_view(site).substr(0, site.find('.')));
        return label.size() >= shortest_label && letters.starts_with(label);
    }

    static std::string letters_of(std::string_view text) {
        std::string out = core::to_lower(text);
        std::erase_if(out, [](char c) {
            return static_cast<unsigned char>(c) < 0x80 && !core::is_alpha(c) && !core::is_digit(c);
        });
        return out;
    }

    void add_element(NodeIndex node) {
        if (is_elsewhere(node)) return;
        add(material_.tree.text_of(node, longest_byline));
    }

    // In comments, teasers and the like people are named too. The article's own byline may stand in a header or a meta
    // line.
    [[nodiscard]] bool is_elsewhere(NodeIndex node) const {
        for (NodeIndex i = node; i != 0; i = material_.tree[i].parent) {
            if ((material_.hints[i] & hint_comments) != 0 && material_.tree[i].tag != Tag::body) return true;
        }
        return false;
    }

    void from_properties() {
        for (const NodeIndex node : material_.survey.properties) {
            const std::string_view property = property_of(material_.tree, node);
            if (property.find("author") == std::string_view::npos || is_elsewhere(node)) continue;
            if (const std::string_view content = material_.tree.attribute(node, AttributeName::content);
                !content.empty()) {
                add(content);
                continue;
            }
            NodeIndex name = 0;
            for (NodeIndex i = node + 1; i < material_.tree[node].end && name == 0; ++i) {
                if (property_of(material_.tree, i) == "name") name = i;
            }
            if (name != 0 && material_.tree.has(name, AttributeName::content))
                add(material_.tree.attribute(name, AttributeName::content));
            else
                add_element(name != 0 ? name : node);
        }
    }

    void from_bylines() {
        for (NodeIndex i = 1; i < material_.tree.size(); ++i) {
            if ((material_.hints[i] & hint_byline) == 0 || material_.tree[i].tag == Tag::body ||
                material_.tree[i].end - i > 40)
                continue;
            const std::string text = material_.tree.text_of(i, longest_byline);
            if (text.empty() || text.size() > 120 || is_elsewhere(i)) continue;
            std::string_view line = text;
            if (const auto day = find_day(line)) line = core::trim(line.substr(0, day->begin));
            add(line);
            if (!found_.names.empty()) return;
        }
    }

    // Lines beside the title like "Thursday, 14:07 | By Ann Example".
    void from_lines() {
        for_blocks_near_title([&](const Block& block, std::string_view line) {
            if (line.size() > longest_line || is_elsewhere(block.parent)) return;
            const std::size_t at = find_byline(line);
            if (at == std::string_view::npos) return;
            line = line.substr(at);
            if (const auto day = find_day(line)) line = core::trim(line.substr(0, day->begin));
            for (const std::string& name : names_of_byline(line)) {
                if (is_full_name(name) && !is_site(name)) add(name);
            }
        });
    }

    // Links to /author/ann-example and the like.
    void from_links() {
        if (!title_block_) return;
        for (NodeIndex i = 1; i < material_.tree.size(); ++i) {
            if (material_.tree[i].tag != Tag::a) continue;
            const auto block = material_.blocks.of_node[i].begin;
            if (!is_near(block, title_block_) || !is_person_address(material_.tree.attribute(i, AttributeName::href)))
                continue;
            const std::string name = material_.tree.text_of(i, longest_byline);
            if (is_full_name(name) && !is_elsewhere(i)) add(name);
        }
    }

    static bool is_person_address(std::string_view address) {
        constexpr std::array folders{
            std::string_view("/author"),      std::string_view("/autor"),      std::string_view("/auteur"),
            std::string_view("/people/"),     std::string_view("/person"),     std::string_view("/profil"),
            std::string_view("/staff/"),      std::string_view("/journalist"), std::string_view("/writer"),
            std::string_view("/contributor"), std::string_view("/by/"),        std::string_view("/redakteur")};
        return std::ranges::any_of(folders, [&](std::string_view folder) {
            return core::find_ignoring_case(address, folder) != std::string_view::npos;
        });
    }

    template <typename Visitor>
    void for_blocks_near_title(Visitor visit) {
        const auto& blocks = material_.blocks.blocks;
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            if (is_near(i, title_block_)) visit(blocks[i], material_.blocks.text_of(blocks[i]));
        }
    }

    const Material& material_;
    std::string_view provider_;
    std::optional<std::size_t> title_block_ = find_title_block(material_);
    FoundAuthors found_;
    std::string house_;  // The publisher, where it names itself as the author.
};

}  // namespace

FoundAuthors find_authors(const Material& material, std::string_view provider) {
    return AuthorFinder(material, provider).run();
}

}  // namespace masthead::page
