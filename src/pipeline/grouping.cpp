#include "pipeline/grouping.h"

#include "pipeline/editor_words.h"
#include "pipeline/scoring.h"
#include "pipeline/stage.h"
#include "pipeline/threads.h"
#include "pipeline/vectors.h"
#include "story/clusterer.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include <fmt/format.h>

namespace masthead::pipeline {

namespace {

using core::Result;

constexpr std::size_t batch_size = 500;  // Articles between two repairs.

story::StoryInput input_of(const model::Article& article, const ArticleVectors& vectors) {
    const auto vector = vectors.find(article.id);
    return {.id = article.id,
            .title = article.title,
            .text = article.text.empty() ? article.excerpt : article.text,
            .url = article.web_url,
            .language = article.language,
            .published = article.published,
            .vector = vector == vectors.end() ? std::span<const std::int8_t>() : std::span(vector->second)};
}

using StoryOf = std::map<std::string_view, std::string_view>;  // By article id.

// What editors said holds, with where the articles are that they spoke of.
void obey(const EditorWords& words, const StoryOf& stories, story::Clusterer& clusterer) {
    if (words.rules.empty()) return;
    std::map<std::string, std::string> homes;
    for (const auto& rule : words.rules) {
        for (const auto* ids : {&rule.together, &rule.apart}) {
            for (const auto& id : *ids) {
                if (const auto found = stories.find(id); found != stories.end()) homes.emplace(id, found->second);
            }
        }
    }
    clusterer.obey(words.rules, homes);
}

// The instants between which articles are near enough to those to be grouped.
struct Window {
    core::Instant from{};
    core::Instant to{};
};

// Puts the articles around the new ones back into the clusterer, with the stories they have. Gives the vectors of the
// new ones.
Result<ArticleVectors> restore_window(const config::Desk& desk, const World& world, story::Clusterer& clusterer,
                                      std::span<const model::Article> fresh, const Window& window) {
    const auto words = load_editor_words(*world.store);
    if (!words) return std::unexpected(words.error());
    const auto stored = world.store->memberships();
    if (!stored) return std::unexpected(stored.error());
    StoryOf stories;
    for (const auto& member : *stored) stories.emplace(member.article_id, member.story_id);
    obey(*words, stories, clusterer);
    if (stored->empty()) return vectors_of(desk, world, {}, fresh);
    const auto articles = world.store->articles(window.from, window.to, store::TextPart::with);
    if (!articles) return std::unexpected(articles.error());
    auto vectors = vectors_of(desk, world, *articles, fresh);
    std::vector<story::RestoredArticle> restored;
    for (const auto& article : *articles) {
        if (const auto found = stories.find(article.id); found != stories.end())
            restored.push_back({input_of(article, vectors), found->second});
    }
    clusterer.restore(restored);
    return vectors;
}

story::ClusterOptions options_of(const config::Desk& desk) {
    story::ClusterOptions options;
    options.window = std::chrono::hours(desk.story.window_hours);
    options.vectors = {.weight = desk.encoder.weight, .neutral = desk.encoder.neutral};
    return options;
}

void remember(const story::ClusterChange& change, store::ChangeSet& changes) {
    for (const auto& member : change.memberships) changes.memberships.push_back({member.article_id, member.story_id});
    changes.redirects.insert(changes.redirects.end(), change.redirects.begin(), change.redirects.end());
}

// What editors decided holds, whatever this run or another began before they did.
Result<void> keep_word(const World& world) {
    const auto words = load_editor_words(*world.store);
    if (!words) return std::unexpected(words.error());
    if (!words->rules.empty()) {
        const auto decisions = world.store->editor_decisions();
        if (!decisions) return std::unexpected(decisions.error());
        const auto members = world.store->memberships();
        if (!members) return std::unexpected(members.error());
        auto changes = mended(*decisions, *members);
        changes.at = world.clock->now();
        if (!changes.memberships.empty()) {
            if (const auto done = world.store->apply(changes, store::Durability::full); !done)
                return std::unexpected(done.error());
        }
    }
    return keep_removed(*world.store, *words, world.clock->now());
}

}  // namespace

Result<story::PairExplanation> explain_pair(const config::Desk& desk, const World& world, std::string_view left_id,
                                            std::string_view right_id) {
    std::vector<core::Instant> published;
    for (const auto id : {left_id, right_id}) {
        const auto article = world.store->article(id);
        if (!article) return std::unexpected(article.error());
        if (!*article) return core::fail(core::ErrorCode::not_found, fmt::format("there is no article {}", id));
        published.push_back((*article)->published);
    }
    const auto options = options_of(desk);
    const auto [first, last] = std::ranges::minmax(published);
    // What stands between them and a window around is what they were judged among.
    if (last - first > options.window) return story::PairExplanation{};
    story::Clusterer clusterer(options);
    const auto restored = restore_window(desk, world, clusterer, {}, {first - options.window, last + options.window});
    if (!restored) return std::unexpected(restored.error());
    return clusterer.explain(left_id, right_id);
}

Result<void> group_articles(const config::Desk& desk, const World& world, RunReport& report) {
    StageTimer timer(report, "story");
    const auto fresh = world.store->unassigned();
    if (!fresh) return std::unexpected(fresh.error());
    if (fresh->empty()) return {};
    const auto options = options_of(desk);
    story::Clusterer clusterer(options);
    const auto vectors =
        restore_window(desk, world, clusterer, *fresh,
                       {fresh->front().published - 2 * options.window, fresh->back().published + options.window});
    if (!vectors) return std::unexpected(vectors.error());
    store::ChangeSet changes;
    changes.at = world.clock->now();
    world.progress->begin("stories", fresh->size());
    std::vector<story::StoryInput> inputs;
    for (const auto& article : *fresh) inputs.push_back(input_of(article, *vectors));
    for (std::size_t at = 0; at < inputs.size() && !world.stop.stop_requested(); at += batch_size) {
        const auto batch = std::span(inputs).subspan(at, std::min(batch_size, inputs.size() - at));
        remember(clusterer.add(batch, changes.at), changes);
        world.progress->advance(batch.size());
    }
    world.progress->end();
    timer.count(fresh->size(), std::min(fresh->size(), changes.memberships.size()));  // Others may have moved as well.
    const auto counts = world.store->apply(changes, store::Durability::normal);
    if (!counts) return std::unexpected(counts.error());
    return {};
}

Result<void> group_and_score(const config::Desk& desk, const World& world, RunReport& report) {
    if (!world.stop.stop_requested()) {
        if (auto done = group_articles(desk, world, report); !done) return done;
    }
    if (!world.stop.stop_requested()) {
        if (auto done = keep_word(world); !done) return done;
        if (auto done = link_stories(world, report); !done) return done;
        if (auto done = score_stories(desk, world, report); !done) return done;
    }
    report.stopped = world.stop.stop_requested();
    return {};
}

}  // namespace masthead::pipeline
