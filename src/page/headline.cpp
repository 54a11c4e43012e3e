#include "page/headline.h"

#include "core/ascii.h"
#include "text/html_text.h"
#include "text/normalize.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace masthead::page {
namespace {

constexpr std::array separators{std::string_view(" | "),  std::string_view(" - "), std::string_view(" – "),
                                std::string_view(" — "),  std::string_view(" · "), std::string_view(" » "),
                                std::string_view(" :: "), std::string_view(" • "), std::string_view(" « "),
                                std::string_view(" * "),  std::string_view(" ‹ "), std::string_view(" // ")};
constexpr std::size_t shortest_shape = 3;  // Bytes; a shorter part of a site's name is in too many titles.
constexpr std::size_t shortest_word = 5;   // Bytes of a word that two titles of one article share.
constexpr std::size_t most_headings = 8;

// What titles are compared by: letters and digits, folded. Quotation marks, dashes and spaces differ from place to
// place.
std::string shape(std::string_view title) {
    if (std::ranges::all_of(title, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
        std::string plain = core::to_lower(title);
        std::erase_if(plain, [](char c) { return !core::is_alpha(c) && !core::is_digit(c); });
        return plain;
    }
    const std::string folded = text::fold(title);
    std::string out;
    out.reserve(folded.size());
    for (std::size_t at = 0; at < folded.size();) {
        const std::size_t begin = at;
        const char32_t c = text::next_character(folded, at);
        const bool is_ascii_mark =
            c < 0x80 && !core::is_alpha(static_cast<char>(c)) && !core::is_digit(static_cast<char>(c));
        const bool is_mark = is_ascii_mark || (c >= 0x80 && c < 0xC0 && c != 0xAA && c != 0xB5 && c != 0xBA) ||
                             (c >= 0x2000 && c < 0x2070) || (c >= 0x3000 && c < 0x3020 && c != 0x3005);
        if (!is_mark) out.append(folded, begin, at - begin);
    }
    return out;
}

bool agree(std::string_view left, std::string_view right) {
    return !left.empty() && !right.empty() && (left.starts_with(right) || right.starts_with(left));
}

bool is_site(std::string_view part, const SiteName& site) {
    const std::string found = shape(part);
    if (found.empty()) return false;
    const std::string name = shape(site.name);
    const std::string domain = shape(site.domain);
    const std::string label = shape(site.domain.substr(0, site.domain.find('.')));
    if (found == name || found == domain || found == label) return true;
    const bool holds_name = name.size() >= shortest_shape && found.find(name) != std::string::npos;
    const bool holds_domain = label.size() > shortest_shape && found.find(domain) != std::string::npos;
    const bool is_part = found.size() >= shortest_shape && name.find(found) != std::string::npos;
    // "The Daily Example" of example.org.
    const bool holds_label =
        label.size() > shortest_shape && found.find(label) != std::string::npos && found.size() <= 3 * label.size();
    return holds_name || holds_domain || is_part || holds_label;
}

struct Cut {
    std::size_t at = std::string_view::npos;
    std::size_t length = 0;
};

Cut last_separator(std::string_view title) {
    Cut cut;
    for (const std::string_view separator : separators) {
        const std::size_t at = title.rfind(separator);
        if (at != std::string_view::npos && (cut.at == std::string_view::npos || at > cut.at))
            cut = {at, separator.size()};
    }
    return cut;
}

Cut first_separator(std::string_view title) {
    Cut cut;
    for (const std::string_view separator : separators) {
        const std::size_t at = title.find(separator);
        if (at < cut.at) cut = {at, separator.size()};
    }
    return cut;
}

// The title up to the part that is the site's own name, wherever that stands but in front.
std::string_view before_site(std::string_view title, const SiteName& site) {
    const std::string name = shape(site.name);
    if (name.size() < shortest_shape) return title;
    for (std::string_view head = title;;) {
        const Cut cut = last_separator(head);
        if (cut.at == std::string_view::npos) return title;
        if (shape(head.substr(cut.at + cut.length)) == name) return core::trim(head.substr(0, cut.at));
        head = head.substr(0, cut.at);
    }
}

}  // namespace

std::string without_site_name(std::string_view title, const SiteName& site) {
    std::string_view rest = core::trim(title);
    if (const std::string_view before = before_site(rest, site); !before.empty()) rest = before;
    for (;;) {
        const Cut cut = last_separator(rest);
        if (cut.at == std::string_view::npos) break;
        const std::string_view head = core::trim(rest.substr(0, cut.at));
        if (head.empty() || !is_site(core::trim(rest.substr(cut.at + cut.length)), site)) break;
        rest = head;
    }
    const Cut first = first_separator(rest);
    if (first.at != std::string_view::npos) {
        const std::string lead = shape(rest.substr(0, first.at));
        const std::string_view tail = core::trim(rest.substr(first.at + first.length));
        if (!tail.empty() && lead.size() >= shortest_shape && (lead == shape(site.name) || lead == shape(site.domain)))
            rest = tail;
    }
    return std::string(rest);
}

namespace {

// One place that names the title, and how much its word counts: what people see and share is kept better than what
// machines read.
struct Candidate {
    std::string title;
    std::string shape;
    std::string_view evidence;
    double weight = 0;
};

// A headline that was cut for search engines: "Rain over the harbour keeps the ferries in …".
std::optional<std::string_view> cut_title(std::string_view title) {
    for (const std::string_view mark : {"…", "..."}) {
        if (title.ends_with(mark)) return core::trim(title.substr(0, title.size() - mark.size()));
    }
    return std::nullopt;
}

class TitleVote {
  public:
    explicit TitleVote(const SiteName& site) : site_(site) {}

    void add(std::string_view title, std::string_view evidence, double weight) {
        Candidate candidate{
            .title = without_site_name(title, site_), .shape = {}, .evidence = evidence, .weight = weight};
        candidate.shape = shape(candidate.title);
        if (candidate.shape.empty() || candidate.shape == shape(site_.name)) return;
        candidates_.push_back(std::move(candidate));
    }

    [[nodiscard]] const Candidate* find(std::string_view evidence) const {
        const auto found = std::ranges::find(candidates_, evidence, &Candidate::evidence);
        return found == candidates_.end() ? nullptr : &*found;
    }

    [[nodiscard]] FoundTitle winner() const {
        const Candidate* best = newsrooms();
        if (best == nullptr) best = most_votes();
        if (best == nullptr) return {};
        best = whole(without_section(best));
        FoundTitle found{best->title, std::string(best->evidence), {}};
        for (const Candidate& other : candidates_) {
            if (other.shape != best->shape) found.passed_over.emplace_back(other.title, other.evidence);
        }
        return found;
    }

  private:
    // The title that most places agree on; between equals the one that was added first.
    [[nodiscard]] const Candidate* most_votes() const {
        const Candidate* best = nullptr;
        double best_votes = 0;
        for (const Candidate& candidate : candidates_) {
            double votes = 0;
            for (const Candidate& other : candidates_) {
                if (other.shape == candidate.shape) votes += other.weight;
            }
            if (votes <= best_votes) continue;
            best = &candidate;
            best_votes = votes;
        }
        return best;
    }

    // Of og:title and the JSON-LD headline the one that differs from the title element, if the other one does not: a
    // title of their own is something that people wrote. It must be about the same, for some sites say the same of
    // every page there.
    [[nodiscard]] const Candidate* newsrooms() const {
        const Candidate* const graph = find("og:title");
        const Candidate* const linked = find("JSON-LD headline");
        const Candidate* const document = find("title");
        if (graph == nullptr || linked == nullptr || document == nullptr) return nullptr;
        const bool graph_differs = !agree(graph->shape, document->shape);
        const bool linked_differs = !agree(linked->shape, document->shape);
        if (graph_differs == linked_differs) return nullptr;
        const Candidate* const own = graph_differs ? graph : linked;
        return share_word(own->title, document->title) ? own : nullptr;
    }

    [[nodiscard]] static bool share_word(std::string_view left, std::string_view right) {
        const std::string all = text::fold(right);
        const std::string words = text::fold(left);
        // Scripts without spaces: some characters in a row stand for a word.
        const bool is_spaced = words.contains(' ');
        for (std::size_t begin = 0; begin < words.size();) {
            std::size_t end = begin;
            while (end < words.size() && (core::is_alpha(words[end]) || core::is_digit(words[end]) ||
                                          static_cast<unsigned char>(words[end]) >= 0x80))
                ++end;
            if (!is_spaced) end = std::min(words.size(), begin + 6);
            const std::string_view word = std::string_view(words).substr(begin, end - begin);
            if (word.size() >= shortest_word && all.contains(word)) return true;
            begin = is_spaced ? end + 1 : begin + 3;
        }
        return false;
    }

    // "Rain over the harbour | Weather": what another place names without the section is the title.
    [[nodiscard]] const Candidate* without_section(const Candidate* best) const {
        for (const Candidate& other : candidates_) {
            const std::string_view rest = best->title.starts_with(other.title)
                                              ? std::string_view(best->title).substr(other.title.size())
                                              : std::string_view();
            if (std::ranges::any_of(separators, [&](std::string_view mark) { return rest.starts_with(mark); }))
                best = &other;
        }
        return best;
    }

    // The title of which `best` is but the beginning.
    [[nodiscard]] const Candidate* whole(const Candidate* best) const {
        const auto beginning = cut_title(best->title);
        if (!beginning) return best;
        for (const Candidate& other : candidates_) {
            if (&other != best && !cut_title(other.title) && other.title.starts_with(*beginning)) return &other;
        }
        return best;
    }

    SiteName site_;
    std::vector<Candidate> candidates_;
};

}  // namespace

FoundTitle find_title(const Tree& tree, const Survey& survey, const LinkedArticle& linked, const SiteName& site) {
    const std::string document =
        survey.title == 0 ? std::string() : text::plain_line(text::escape_html(tree.text_of(survey.title)));
    const std::string open_graph = text::plain_line(survey.meta({"og:title"}));
    TitleVote vote(site);
    vote.add(open_graph, "og:title", 1.0);
    vote.add(linked.headline, "JSON-LD headline", 2.5);
    const std::string shapes[] = {shape(open_graph), shape(document), shape(linked.headline)};
    std::size_t headings = 0;
    for (const NodeIndex node : survey.headings) {
        const std::string heading = text::clean_line(tree.text_of(node));
        const std::string heading_shape = shape(heading);
        // Sites print their own name, or what a reader may do, as a heading too: another place must agree, or it must
        // be the only one.
        const bool is_alone = survey.headings.size() == 1;
        const Candidate* const known = vote.find("h1");
        if (known != nullptr && known->shape == heading_shape) continue;
        if (is_alone || std::ranges::any_of(shapes, [&](const auto& one) { return agree(heading_shape, one); }))
            vote.add(heading, "h1", 1.0);
        if (++headings >= most_headings) break;
    }
    vote.add(text::plain_line(survey.meta(
                 {"twitter:title", "dc.title", "dcterms.title", "citation_title", "parsely-title", "sailthru.title"})),
             "twitter:title", 0.2);
    vote.add(document, "title", 0.1);
    return vote.winner();
}

}  // namespace masthead::page
