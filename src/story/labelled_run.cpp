#include "story/evaluation.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace masthead::story {

namespace {

constexpr core::Instant undated{std::chrono::days{365 * 40}};  // Any instant: all undated articles share it.
constexpr std::chrono::hours noon{12};

core::Instant instant_of(const RunArticle& article) {
    if (article.published) return *article.published;
    const auto day = core::parse_instant(article.day);
    return day ? *day + noon : undated;
}

// Ids by position, so that equal instants keep the given order.
std::string position_id(std::size_t position) {
    auto digits = std::to_string(position);
    return std::string(10 - std::min<std::size_t>(10, digits.size()), '0') + digits;
}

std::size_t position_of(std::string_view id) {
    std::size_t out = 0;
    std::from_chars(id.data(), id.data() + id.size(), out);
    return out;
}

struct Stream {
    std::vector<std::string> ids;    // By position.
    std::vector<StoryInput> inputs;  // By position.
    std::vector<std::size_t> order;  // Positions in the order of entering.
};

Stream stream_of(std::span<const RunArticle> articles) {
    Stream out;
    out.ids.reserve(articles.size());
    for (std::size_t i = 0; i < articles.size(); ++i) {
        const auto& article = articles[i];
        out.ids.push_back(position_id(i));
        out.inputs.push_back(
            {out.ids.back(), article.title, article.text, article.url, article.language, instant_of(article)});
        out.order.push_back(i);
    }
    std::ranges::sort(out.order, {}, [&](std::size_t i) { return std::pair(out.inputs[i].published, i); });
    return out;
}

}  // namespace

LabelledRun run_labelled(std::span<const RunArticle> articles, LabelScope scope, const ClusterOptions& options) {
    const auto stream = stream_of(articles);
    core::Instant latest = core::Instant::min();
    for (const auto& input : stream.inputs) latest = std::max(latest, input.published);
    auto own = options;
    if (options.model_of) {
        own.model_of = [&](std::string_view id) -> const StoryModel& {
            return options.model_of(articles[position_of(id)].id);
        };
    }
    Clusterer clusterer(own);
    std::unordered_map<std::string, std::string> story_of;
    for (auto& [article, story] : clusterer.add(stream.inputs, latest).memberships) story_of[article] = story;
    LabelledRun out;
    std::vector<LabelledArticle> labelled;
    for (std::size_t i = 0; i < articles.size(); ++i) {
        const auto& story = story_of[stream.ids[i]];
        out.memberships.push_back({articles[i].id, story});
        if (articles[i].label.empty()) continue;
        labelled.push_back({articles[i].label, story, scope == LabelScope::same_day ? articles[i].day : std::string()});
    }
    out.figures = evaluate_grouping(labelled);
    return out;
}

void for_each_step(std::span<const RunArticle> articles,
                   const std::function<void(std::span<const StoryInput>, std::span<const RunArticle* const>)>& visit) {
    constexpr std::size_t longest = 500;
    const auto stream = stream_of(articles);
    std::vector<StoryInput> inputs;
    std::vector<const RunArticle*> step;
    const auto flush = [&] {
        if (!inputs.empty()) visit(inputs, step);
        inputs.clear();
        step.clear();
    };
    for (const auto position : stream.order) {
        const auto& input = stream.inputs[position];
        if (!inputs.empty() && (inputs.size() == longest || input.published - inputs.front().published >= noon))
            flush();
        inputs.push_back(input);
        step.push_back(&articles[position]);
    }
    flush();
}

}  // namespace masthead::story
