// `masthead eval stories --data DIR FILE`: the stories of a desk's own store, as all its stages left them, against
// labels by address.
#include "app/commands/commands.h"
#include "app/console.h"
#include "app/files.h"
#include "app/session.h"
#include "app/story_figures.h"
#include "core/url.h"
#include "dedupe/canonical_url.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

namespace masthead::app {

namespace {

using core::Json;
using core::Result;

struct Label {
    std::string url;
    std::string story;
};

Result<std::vector<Label>> read_labels(const std::string& path) {
    std::vector<Label> labels;
    const auto done = read_json_lines(path, [&](const Json& json) -> Result<void> {
        Label label{std::string(json["url"].string()), std::string(json["story"].string())};
        if (!label.url.empty() && !label.story.empty()) labels.push_back(std::move(label));
        return {};
    });
    if (!done) return std::unexpected(done.error());
    if (labels.empty())
        return core::fail(core::ErrorCode::invalid, fmt::format("{} holds no line with \"url\" and \"story\"", path));
    return labels;
}

// Whatever form of its address an article was stored under.
Result<std::optional<std::string>> article_of(const store::Store& store, const std::string& url) {
    auto known = store.article_at(url);
    if (!known || *known) return known;
    const auto address = core::Url::parse(url);
    return address ? store.article_at(dedupe::canonical_url(*address).str()) : known;
}

// The stories of a store by their articles' ids, and how many of a set's labels found none.
class StoredStories {
  public:
    static Result<StoredStories> load(const store::Store& store) {
        const auto memberships = store.memberships();
        if (!memberships) return std::unexpected(memberships.error());
        StoredStories out(store);
        for (const auto& [article, story] : *memberships) out.stories_.emplace(article, story);
        return out;
    }

    // An article that no story holds stands for itself.
    [[nodiscard]] Result<std::optional<std::string>> story_at(const std::string& url) const {
        auto article = article_of(*store_, url);
        if (!article || !*article) return article;
        const auto story = stories_.find(**article);
        return story == stories_.end() ? "article " + **article : story->second;
    }

    [[nodiscard]] Result<std::optional<std::string>> day_at(const std::string& url) const {
        const auto id = article_of(*store_, url);
        if (!id || !*id) return id;
        const auto article = store_->article(**id);
        if (!article) return std::unexpected(article.error());
        if (!*article) return std::nullopt;
        return core::format_day((*article)->published);
    }

  private:
    explicit StoredStories(const store::Store& store) : store_(&store) {}
    const store::Store* store_;  // Outlives this.
    std::unordered_map<std::string, std::string> stories_;
};

struct StoredRun {
    SetFigures set;
    std::string lines;  // What was decided, as --out writes it.
};

Result<StoredRun> score(const StoredStories& stories, const std::string& path, story::LabelScope scope) {
    const auto labels = read_labels(path);
    if (!labels) return std::unexpected(labels.error());
    StoredRun out;
    std::vector<story::LabelledArticle> found;
    for (const auto& label : *labels) {
        const auto story = stories.story_at(label.url);
        if (!story) return std::unexpected(story.error());
        if (!*story) {
            ++out.set.missing;
            continue;
        }
        found.push_back({label.story, **story, ""});
        if (scope == story::LabelScope::same_day) {
            const auto day = stories.day_at(label.url);
            if (!day) return std::unexpected(day.error());
            found.back().day = day->value_or("");
        }
        Json line;
        out.lines += line.add("url", label.url).add("story", **story).dump() + "\n";
    }
    if (found.empty())
        return core::fail(core::ErrorCode::not_found,
                          fmt::format("the store holds none of the {} addresses of {}; run the desk on what "
                                      "they label first, or name another folder with --data",
                                      labels->size(), path));
    out.set.name = std::filesystem::path(path).stem().string();
    out.set.scope = scope;
    out.set.figures = story::evaluate_grouping(found);
    return out;
}

}  // namespace

ExitCode evaluate_stored_stories(const Arguments& arguments) {
    const auto session = open_session(arguments, store::Access::read_only);
    if (!session) return report_setup(session.error());
    const auto stories = StoredStories::load(*session->store);
    if (!stories) return report(stories.error());
    std::vector<SetFigures> sets;
    std::string lines;
    for (const auto& path : arguments.files) {
        auto run = score(*stories, path,
                         arguments.view == "same-day" ? story::LabelScope::same_day : story::LabelScope::all_pairs);
        if (!run) return report_setup(run.error());
        sets.push_back(std::move(run->set));
        lines += run->lines;
    }
    print_figures(sets, arguments.json);
    if (arguments.out.empty()) return ExitCode::done;
    const auto done = write_file(arguments.out, lines);
    return done ? ExitCode::done : report(done.error());
}

}  // namespace masthead::app
