#include "core/hash.h"
#include "story/clusterer.h"
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

using Stories = std::unordered_map<std::string, std::string>;  // By the article's id of a stream.

void add(Clusterer& clusterer, std::span<const StoryInput> batch, core::Instant now, Stories& stories) {
    for (auto& [article, story] : clusterer.add(batch, now).memberships) stories[article] = story;
}

// Day by day, as if a day's articles were found in any order.
void add_mixed(Clusterer& clusterer, const Stream& stream, const Arrival& arrival, core::Instant now,
               Stories& stories) {
    const auto day_of = [&](std::size_t i) {
        return std::chrono::floor<std::chrono::days>(stream.inputs[i].published);
    };
    auto order = stream.order;
    std::ranges::sort(order, {}, [&](std::size_t i) {
        return std::tuple(day_of(i), core::stable_hash(stream.ids[i], arrival.seed), i);
    });
    std::vector<StoryInput> batch;
    for (std::size_t at = 0; at < order.size(); ++at) {
        batch.push_back(stream.inputs[order[at]]);
        const bool is_full = batch.size() == arrival.batch;
        if (!is_full && at + 1 < order.size() && day_of(order[at + 1]) == day_of(order[at])) continue;
        add(clusterer, batch, now, stories);
        batch.clear();
    }
}

// The clusterer knows articles by their positions alone.
ClusterOptions by_position(std::span<const RunArticle> articles, const ClusterOptions& options) {
    auto own = options;
    if (options.model_of) {
        own.model_of = [articles, &options](std::string_view id) -> const StoryModel& {
            return options.model_of(articles[position_of(id)].id);
        };
    }
    return own;
}

}  // namespace

LabelledRun run_labelled(std::span<const RunArticle> articles, LabelScope scope, const ClusterOptions& options,
                         const std::optional<Arrival>& arrival) {
    const auto stream = stream_of(articles);
    core::Instant latest = core::Instant::min();
    for (const auto& input : stream.inputs) latest = std::max(latest, input.published);
    Clusterer clusterer(by_position(articles, options));
    Stories story_of;
    if (arrival) {
        add_mixed(clusterer, stream, *arrival, latest, story_of);
    } else {
        add(clusterer, stream.inputs, latest, story_of);
    }
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

void ask_labelled(std::span<const RunArticle> articles, const ClusterOptions& options,
                  std::vector<PairQuestion>& questions) {
    const auto stream = stream_of(articles);
    Clusterer clusterer(by_position(articles, options));
    std::vector<bool> has_come(articles.size(), false);
    std::vector<bool> is_answered(questions.size(), false);
    for_each_step(articles, [&](std::span<const StoryInput> inputs, std::span<const RunArticle* const> step) {
        (void)clusterer.add(inputs, inputs.back().published);
        for (const auto* article : step) has_come[static_cast<std::size_t>(article - articles.data())] = true;
        for (std::size_t i = 0; i < questions.size(); ++i) {
            auto& [left, right, answer] = questions[i];
            if (is_answered[i] || !has_come[left] || !has_come[right]) continue;
            answer = clusterer.explain(stream.ids[left], stream.ids[right]);
            is_answered[i] = true;
        }
    });
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
