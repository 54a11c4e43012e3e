#include "page/headline.h"

#include "core/ascii.h"
#include "text/html_text.h"
#include "text/normalize.h"

#include <algorithm>
#include <array>
#include <vector>

namespace masthead::page {
namespace {

constexpr std::array separators{std::string_view(" | "),  std::string_view(" - "), std::string_view(" – "),
                                std::string_view(" — "),  std::string_view(" · "), std::string_view(" » "),
                                std::string_view(" :: "), std::string_view(" • "), std::string_view(" « ")};

// Letters and digits only, folded: what titles are compared by.
std::string shape(std::string_view title) {
    std::string folded = text::fold(title);
    std::erase_if(folded, [](char c) {
        return static_cast<unsigned char>(c) < 0x80 && !core::is_alpha(c) && !core::is_digit(c);
    });
    return folded;
}

bool agree(std::string_view left, std::string_view right) {
    if (left.empty() || right.empty()) return false;
    const std::string a = shape(left);
    const std::string b = shape(right);
    if (a.empty() || b.empty()) return false;
    return a.starts_with(b) || b.starts_with(a);
}

}  // namespace

std::string without_site_name(std::string_view title, std::string_view site) {
    std::size_t cut = std::string_view::npos;
    std::size_t length = 0;
    for (const std::string_view separator : separators) {
        const std::size_t at = title.rfind(separator);
        if (at != std::string_view::npos && (cut == std::string_view::npos || at > cut)) {
            cut = at;
            length = separator.size();
        }
    }
    if (cut == std::string_view::npos) return std::string(core::trim(title));
    const std::string_view head = core::trim(title.substr(0, cut));
    const std::string_view tail = core::trim(title.substr(cut + length));
    const std::string site_shape = shape(site);
    const std::string tail_shape = shape(tail);
    const bool is_site = !site_shape.empty() && (site_shape.find(tail_shape) != std::string::npos ||
                                                 tail_shape.find(site_shape) != std::string::npos);
    if (is_site && !head.empty()) return without_site_name(head, site);
    return std::string(core::trim(title));
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

class TitleVote {
  public:
    explicit TitleVote(std::string_view provider) : provider_(provider) {}

    void add(std::string_view title, std::string_view evidence, double weight) {
        Candidate candidate{
            .title = without_site_name(title, provider_), .shape = {}, .evidence = evidence, .weight = weight};
        candidate.shape = shape(candidate.title);
        if (candidate.shape.empty() || core::equals_ignoring_case(candidate.title, provider_)) return;
        candidates_.push_back(std::move(candidate));
    }

    // The title that most places agree on; between equals the one that was added first.
    [[nodiscard]] FoundTitle winner() const {
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
        if (best == nullptr) return {};
        // "Rain over the harbour | Weather": what another place names without the section is the title.
        for (const Candidate& other : candidates_) {
            const std::string_view rest = best->title.starts_with(other.title)
                                              ? std::string_view(best->title).substr(other.title.size())
                                              : std::string_view();
            if (std::ranges::any_of(separators, [&](std::string_view mark) { return rest.starts_with(mark); }))
                best = &other;
        }
        return {best->title, std::string(best->evidence)};
    }

  private:
    std::string_view provider_;
    std::vector<Candidate> candidates_;
};

}  // namespace

FoundTitle find_title(const Tree& tree, const Survey& survey, const LinkedArticle& linked, std::string_view provider) {
    constexpr std::size_t most_headings = 8;
    const std::string document =
        survey.title == 0 ? std::string() : text::plain_line(text::escape_html(tree.text_of(survey.title)));
    const std::string open_graph = text::plain_line(survey.meta({"og:title"}));
    TitleVote vote(provider);
    vote.add(open_graph, "og:title", 1.0);
    vote.add(linked.headline, "JSON-LD headline", 2.5);
    std::size_t headings = 0;
    for (const NodeIndex node : survey.headings) {
        const std::string heading = text::clean_line(tree.text_of(node));
        // Sites print their own name, or what a reader may do, as a heading too: another place must agree, or it must
        // be the only one.
        const bool is_alone = survey.headings.size() == 1;
        if (is_alone || agree(heading, open_graph) || agree(heading, document) || agree(heading, linked.headline))
            vote.add(heading, "h1", 1.0);
        if (++headings >= most_headings) break;
    }
    vote.add(text::plain_line(survey.meta({"twitter:title"})), "twitter:title", 0.2);
    vote.add(document, "title", 0.1);
    return vote.winner();
}

}  // namespace masthead::page
