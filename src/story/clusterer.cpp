#include "story/clusterer.h"

#include "story/correction_trees.h"
#include "story/grouping.h"
#include "story/story_index.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <ranges>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace masthead::story {

namespace {

IndexOptions index_options(const ClusterOptions& options) {
    IndexOptions out;
    out.window = options.window;
    out.max_candidates = options.max_candidates;
    out.vectors = options.vectors;
    out.model_of = options.model_of;
    return out;
}

// A batch is worked on in steps: what was published half a day later is not known yet, and a step's length bounds its
// repair.
constexpr std::chrono::hours longest_step{12};
// The window is swept no more often than this; pairs are held to the exact window anyway.
constexpr std::chrono::hours sweep_interval{1};
constexpr std::size_t explained_words = 12;

bool is_unchanged(const Document& known, const StoryInput& article) {
    return known.published == article.published && known.content == content_hash(article.title, article.text);
}

void append_term(std::vector<model::ScoreTerm>& terms, std::string_view name, float weight, float value) {
    const auto points = static_cast<int>(std::lround(weight * value * 1000));
    if (points == 0) return;
    const auto hundredths = std::to_string(std::lround(value * 100));
    terms.push_back({std::string(name), points, hundredths + " hundredths"});
}

void append_vectors(std::vector<model::ScoreTerm>& terms, float points, const Document& left, const Document& right) {
    const auto cosine = vector_cosine(left, right);
    const auto rounded = static_cast<int>(std::lround(points * 1000));
    if (!cosine || rounded == 0) return;
    terms.push_back({"vectors", rounded, std::to_string(std::lround(*cosine * 100)) + " hundredths"});
}

void append_bridge(std::vector<model::ScoreTerm>& terms, const BridgeEvidence& evidence, const BridgeOptions& options) {
    const auto append = [&](std::string_view name, double weight, double value) {
        append_term(terms, name, static_cast<float>(weight), static_cast<float>(value));
    };
    append("languages", options.bias, 1);
    append("shared-names", options.names, evidence.names);
    append("shared-places", options.places, evidence.places);
    append("shared-numbers", options.numbers, evidence.numbers);
    append("share-of-names", options.share, evidence.share);
    append("gap", options.gap, evidence.gap);
}

// What the trees add, by what they asked for.
void append_corrections(std::vector<model::ScoreTerm>& terms, const CorrectionTrees& trees,
                        const StoryIndex::Verdict& verdict, float share) {
    const auto answers = answers_of(verdict.features, verdict.support, share);
    float base = 0;
    const auto added = correction_by_question(trees, answers, base);
    const auto append = [&](std::string name, float value) {
        const auto points = static_cast<int>(std::lround(value * 1000));
        if (points != 0) terms.push_back({std::move(name), points, "by the trees"});
    };
    append("correction", base);
    for (std::size_t i = 0; i < added.size(); ++i) append("correction " + std::string(question_name(i)), added[i]);
}

}  // namespace

struct Clusterer::State {
    explicit State(const ClusterOptions& given)
        : options(given), index(index_options(given)), grouping(index, options) {}

    ClusterOptions options;
    StoryIndex index;
    Grouping grouping;
    core::Instant latest{};                                  // Of all published instants seen.
    core::Instant swept{};                                   // `latest` when the window was last swept.
    std::map<std::string, std::string> placed;               // New memberships of the call that is running.
    std::unordered_map<std::string, std::string> returning;  // Stories of revised articles that are read again.

    void forget(Number number, StoryIndex::Removal removal) {
        grouping.drop(number);
        index.remove(number, removal);
    }

    void sweep() {
        if (latest - swept < sweep_interval) return;
        swept = latest;
        for (const auto number : index.published_before(latest - options.window))
            forget(number, StoryIndex::Removal::past);
    }

    // Sorted by instant and id; of a repeated id the last counts; what is known and unchanged is left out, what has
    // changed is taken out of the index, to be read again.
    std::vector<StoryInput> prepare(std::span<const StoryInput> batch, core::Instant now) {
        std::vector<StoryInput> out;
        std::unordered_set<std::string_view> seen;
        for (const auto& article : std::views::reverse(batch)) {
            if (!seen.insert(article.id).second) continue;
            out.push_back(article);
            out.back().published = std::min(article.published, now);
            const auto known = index.number_of(article.id);
            if (!known) continue;
            if (is_unchanged(index.document(*known), out.back())) {
                out.pop_back();
                continue;
            }
            returning[std::string(article.id)] = grouping.story_of(*known);
            forget(*known, StoryIndex::Removal::replaced);
        }
        std::ranges::sort(out, [](const StoryInput& left, const StoryInput& right) {
            return std::tie(left.published, left.id) < std::tie(right.published, right.id);
        });
        return out;
    }

    void step(std::span<const StoryInput> articles, GroupingChanges& changes) {
        latest = std::max(latest, articles.back().published);
        const auto added = index.add(articles);
        for (const auto number : added.numbers) {
            const auto before = returning.find(index.document(number).id);
            if (before != returning.end()) grouping.restore(number, before->second);
        }
        grouping.place(added.numbers, changes);
        grouping.repair(added.affected, changes);
        for (const auto number : changes.moved) placed[index.document(number).id] = grouping.story_of(number);
        changes.moved.clear();
        sweep();
    }
};

Clusterer::Clusterer(const ClusterOptions& options) : state_(std::make_unique<State>(options)) {}
Clusterer::Clusterer(Clusterer&&) noexcept = default;
Clusterer& Clusterer::operator=(Clusterer&&) noexcept = default;
Clusterer::~Clusterer() = default;

void Clusterer::obey(std::span<const EditorRule> rules, const std::map<std::string, std::string>& stories) {
    state_->grouping.obey(rules, stories);
}

void Clusterer::restore(std::span<const RestoredArticle> articles) {
    auto& state = *state_;
    std::vector<StoryInput> fresh;
    std::vector<std::string_view> stories;
    std::unordered_set<std::string_view> seen;
    for (const auto& [article, story_id] : articles) {
        if (state.index.find(article.id) != nullptr || !seen.insert(article.id).second) continue;
        state.latest = std::max(state.latest, article.published);
        fresh.push_back(article);
        stories.push_back(story_id);
    }
    if (fresh.empty()) return;
    const auto added = state.index.add(fresh);
    for (std::size_t i = 0; i < stories.size(); ++i) state.grouping.restore(added.numbers[i], stories[i]);
}

ClusterChange Clusterer::add(std::span<const StoryInput> batch, core::Instant now) {
    auto& state = *state_;
    const auto sorted = state.prepare(batch, now);
    GroupingChanges changes;
    for (std::size_t begin = 0, end = 0; begin < sorted.size(); begin = end) {
        const auto is_in_step = [&](const StoryInput& article) {
            return end - begin < state.options.max_step && article.published - sorted[begin].published < longest_step;
        };
        while (end < sorted.size() && is_in_step(sorted[end])) ++end;
        state.step(std::span(sorted).subspan(begin, end - begin), changes);
    }
    ClusterChange out;
    for (const auto& [article, story] : state.placed) out.memberships.push_back({article, story});
    state.placed.clear();
    state.returning.clear();
    out.redirects = std::move(changes.redirects);
    out.log = std::move(changes.log);
    return out;
}

PairExplanation Clusterer::explain(std::string_view left_id, std::string_view right_id) const {
    const auto& index = state_->index;
    const auto left = index.number_of(left_id);
    const auto right = index.number_of(right_id);
    if (!left || !right || *left == *right) return {};
    PairExplanation out;
    const auto verdict = index.judge(*left, *right);
    out.probability = static_cast<double>(verdict.probability);
    if (verdict.bridge) {
        out.shared = verdict.bridge->words;
        if (verdict.probability > 0) append_bridge(out.terms, *verdict.bridge, index.bridges().options());
        if (verdict.probability > 0)
            append_vectors(out.terms, verdict.vectors, index.document(*left), index.document(*right));
        return out;
    }
    const auto share = index.share(*left, *right);
    const auto& model = index.model(*left, *right);
    // The second model takes the first one's log-odds times a weight, so every term of the first counts times that
    // weight.
    constexpr auto first = static_cast<std::size_t>(SupportFeature::first);
    constexpr auto alone = static_cast<std::size_t>(SupportFeature::first_alone);
    const bool is_alone = verdict.support[static_cast<std::size_t>(SupportFeature::alone)] > 0;
    const float heard = model.support.weight(first, share) + (is_alone ? model.support.weight(alone, share) : 0.F);
    const float carried = verdict.has_second_look ? heard : 1.F;
    for (std::size_t i = 0; i < feature_count; ++i) {
        append_term(out.terms, name_of(static_cast<Feature>(i)), carried * model.pair.weight(i, share),
                    verdict.features[i]);
    }
    append_vectors(out.terms, carried * verdict.vectors, index.document(*left), index.document(*right));
    for (std::size_t i = 0; verdict.has_second_look && i < support_count; ++i) {
        if (i != first && i != alone)
            append_term(out.terms, name_of(static_cast<SupportFeature>(i)), model.support.weight(i, share),
                        verdict.support[i]);
    }
    if (verdict.has_second_look) append_corrections(out.terms, model.trees, verdict, share);
    out.shared = shared_words(index.document(*left), index.document(*right), index.vocabulary(), explained_words);
    return out;
}

std::size_t Clusterer::active() const {
    return state_->index.size();
}

}  // namespace masthead::story
