#include "page/people.h"

#include "core/ascii.h"
#include "core/domain.h"
#include "page/day.h"
#include "page/hints.h"
#include "text/html_text.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>

namespace masthead::page {
namespace {

constexpr std::size_t longest_name = 80;     // Characters.
constexpr std::size_t longest_byline = 300;  // Bytes.
constexpr std::size_t most_words = 7;
constexpr std::size_t most_authors = 20;

constexpr std::array leads{std::string_view("by "),
                           std::string_view("by: "),
                           std::string_view("von "),
                           std::string_view("von: "),
                           std::string_view("par "),
                           std::string_view("por "),
                           std::string_view("di "),
                           std::string_view("door "),
                           std::string_view("av "),
                           std::string_view("af "),
                           std::string_view("written by "),
                           std::string_view("posted by "),
                           std::string_view("story by "),
                           std::string_view("ein artikel von "),
                           std::string_view("eine analyse von "),
                           std::string_view("ein kommentar von "),
                           std::string_view("text: "),
                           std::string_view("author: "),
                           std::string_view("autor: "),
                           std::string_view("autorin: "),
                           std::string_view("reported by "),
                           std::string_view("review by "),
                           std::string_view("from "),
                           std::string_view("aus "),
                           std::string_view("words by ")};
constexpr std::array separators{
    std::string_view(" and "), std::string_view(" und "), std::string_view(" & "), std::string_view(", "),
    std::string_view("; "),    std::string_view(" | "),   std::string_view(" / "), std::string_view(" with "),
    std::string_view(" et "),  std::string_view(" y "),   std::string_view(" e "), std::string_view("·"),
    std::string_view("•"),     std::string_view("\n"),    std::string_view(","),   std::string_view(";")};
// Pieces of a byline that name a job, a place or nothing.
constexpr std::array no_names{
    std::string_view("staff"),     std::string_view("reporter"),      std::string_view("writer"),
    std::string_view("editor"),    std::string_view("correspondent"), std::string_view("contributor"),
    std::string_view("redakteur"), std::string_view("follow"),        std::string_view("updated"),
    std::string_view("published"), std::string_view("minute"),        std::string_view("https"),
    std::string_view("@"),         std::string_view("admin"),         std::string_view("view all"),
    std::string_view("posts"),     std::string_view("more"),          std::string_view("share"),
    std::string_view("subscribe"), std::string_view("columnist"),     std::string_view("comment"),
    std::string_view("bio"),       std::string_view("contact")};

std::string_view without_lead(std::string_view name) {
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view lead : leads) {
            if (!core::starts_with_ignoring_case(name, lead)) continue;
            name = core::trim(name.substr(lead.size()));
            again = true;
        }
    }
    return name;
}

// `word` as a word of its own in `text`, any case.
bool holds_word(std::string_view text, std::string_view word) {
    for (std::size_t at = core::find_ignoring_case(text, word); at != std::string_view::npos;
         at = core::find_ignoring_case(text, word, at + 1)) {
        const std::size_t end = at + word.size();
        const bool begins = at == 0 || !core::is_alpha(text[at - 1]) || !core::is_alpha(word.front());
        const bool ends = end == text.size() || !core::is_alpha(word.back()) || !core::is_alpha(text[end]) ||
                          text.substr(end) == "s" || text.substr(end) == "s ";
        if (begins && ends) return true;
    }
    return false;
}

bool is_name(std::string_view name) {
    if (name.size() < 2 || text::count_characters(name) > longest_name) return false;
    if (static_cast<std::size_t>(std::ranges::count(name, ' ')) >= most_words) return false;
    const auto letters =
        std::ranges::count_if(name, [](char c) { return core::is_alpha(c) || static_cast<unsigned char>(c) >= 0x80; });
    if (letters < 2 || std::ranges::count_if(name, core::is_digit) > 2) return false;
    return std::ranges::none_of(no_names, [&](std::string_view word) { return holds_word(name, word); });
}

std::size_t next_separator(std::string_view text, std::size_t& length) {
    std::size_t first = std::string_view::npos;
    for (const std::string_view separator : separators) {
        const std::size_t at = core::find_ignoring_case(text, separator);
        if (at < first) {
            first = at;
            length = separator.size();
        }
    }
    return first;
}

class AuthorFinder {
  public:
    AuthorFinder(const Material& material, std::string_view provider) : material_(material), provider_(provider) {}

    FoundAuthors run() {
        for (const std::string& name : material_.linked.authors) add(name);
        if (finish("JSON-LD author")) return std::move(found_);
        for (const std::string_view key :
             {"parsely-author", "sailthru.author", "author", "article:author", "article:author_name", "dc.creator",
              "dcterms.creator", "citation_author", "byl", "og:article:author", "twitter:data1_author"}) {
            for (const MetaEntry& entry : material_.survey.metas) {
                if (entry.key == key) add(text::plain_line(entry.content));
            }
            if (finish("meta " + std::string(key))) return std::move(found_);
        }
        from_properties();
        if (finish("itemprop author")) return std::move(found_);
        for (const NodeIndex node : material_.survey.authors) add_element(node);
        if (finish("rel=author")) return std::move(found_);
        from_bylines();
        if (!house_.empty()) std::erase_if(found_.names, [](const std::string& name) { return !is_full_name(name); });
        if (finish("byline") || house_.empty()) return std::move(found_);
        found_.names.push_back(std::move(house_));
        finish("the publisher's own name");
        return std::move(found_);
    }

  private:
    bool finish(std::string evidence) {
        if (found_.names.empty()) return false;
        found_.evidence = std::move(evidence);
        return true;
    }

    void add(std::string_view byline) {
        if (byline.find("://") != std::string_view::npos || byline.size() > longest_byline) return;
        for (std::string& name : names_of_byline(byline)) {
            if (is_site(name)) {
                if (house_.empty()) house_ = std::move(name);
                break;  // What follows in that byline is its address.
            }
            const bool is_known = std::ranges::any_of(
                found_.names, [&](const std::string& one) { return core::equals_ignoring_case(one, name); });
            if (!is_known && found_.names.size() < most_authors) found_.names.push_back(std::move(name));
        }
    }

    // Where the publisher signs itself, a byline must look like a person's to be believed instead.
    static bool is_full_name(std::string_view name) {
        const bool has_lower_word =
            name.find(" von ") != std::string_view::npos || core::to_lower(name.front()) == name.front();
        return name.find(' ') != std::string_view::npos && name.find_first_of(":/") == std::string_view::npos &&
               !has_lower_word;
    }

    // Sites sign with their own name where they know no author.
    [[nodiscard]] bool is_site(std::string_view name) const {
        constexpr std::size_t shortest_label = 3;  // Bytes; shorter ones stand in many names.
        const std::string letters = letters_of(name);
        if (letters == letters_of(provider_)) return true;
        const std::string site =
            material_.base == nullptr ? std::string() : core::registrable_domain(material_.base->host());
        const std::string label = letters_of(std::string_view(site).substr(0, site.find('.')));
        if (!site.empty() && core::find_ignoring_case(name, site) != std::string_view::npos) return true;
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
            const std::string_view property = material_.tree.attribute(node, AttributeName::itemprop);
            if (property.find("author") == std::string_view::npos || is_elsewhere(node)) continue;
            if (const std::string_view content = material_.tree.attribute(node, AttributeName::content);
                !content.empty()) {
                add(content);
                continue;
            }
            NodeIndex name = 0;
            for (NodeIndex i = node + 1; i < material_.tree[node].end && name == 0; ++i) {
                if (material_.tree.attribute(i, AttributeName::itemprop) == "name") name = i;
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

    const Material& material_;
    std::string_view provider_;
    FoundAuthors found_;
    std::string house_;  // The publisher, where it names itself as the author.
};

}  // namespace

std::vector<std::string> names_of_byline(std::string_view byline) {
    std::vector<std::string> names;
    std::string_view rest = core::trim(byline);
    while (!rest.empty() && names.size() < most_authors) {
        std::size_t length = 0;
        const std::size_t at = next_separator(rest, length);
        const std::string_view name = without_lead(core::trim(rest.substr(0, at)));
        if (is_name(name)) names.emplace_back(name);
        if (at == std::string_view::npos) break;
        rest = core::trim(rest.substr(at + length));
    }
    return names;
}

FoundAuthors find_authors(const Material& material, std::string_view provider) {
    return AuthorFinder(material, provider).run();
}

}  // namespace masthead::page
