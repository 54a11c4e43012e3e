// `masthead train stories` and `masthead eval stories`: the story model learned from labelled articles, and the figures
// of that model or, with --folds, of models that saw nothing of what they are scored on.
#include "app/commands/commands.h"
#include "app/console.h"
#include "app/files.h"
#include "app/labelled.h"
#include "app/session.h"
#include "app/story_figures.h"
#include "story/baseline.h"
#include "story/model_file.h"
#include "story/wrong_pairs.h"
#include "text/utf8.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <optional>
#include <span>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace masthead::app {

namespace {

using core::Json;

struct SetRun {
    story::LabelledRun run;
    SetFigures figures;
};

ExitCode write_memberships(const std::string& path, const std::vector<SetRun>& runs) {
    if (path.empty()) return ExitCode::done;
    std::string lines;
    for (const auto& done : runs) {
        for (const auto& member : done.run.memberships) {
            Json line;
            lines += line.add("id", member.article_id).add("story", member.story_id).dump() + "\n";
        }
    }
    if (auto done = write_file(path, lines); !done) return report(done.error());
    return ExitCode::done;
}

// The models that every set is scored with; none: the one that ships.
core::Result<std::vector<story::StoryModel>> shared_models(const Arguments& arguments,
                                                           const std::vector<story::TrainingSet>& sets) {
    std::vector<story::StoryModel> models;
    if (arguments.folds > 0) {
        story::TrainingOptions options;
        options.folds = static_cast<std::uint32_t>(arguments.folds);
        const auto material = story::with_copies(sets);
        for (std::uint32_t fold = 0; fold < options.folds; ++fold)
            models.push_back(story::train(material, options, fold).model);
    } else if (!arguments.model_file.empty()) {
        const auto bytes = read_file(arguments.model_file);
        if (!bytes) return std::unexpected(bytes.error());
        auto model = story::read_model(*bytes);
        if (!model) return std::unexpected(model.error());
        models.push_back(std::move(*model));
    }
    return models;
}

core::Result<story::StoryModel> model_of_strangers(const story::TrainingSet& set,
                                                   const std::vector<story::TrainingSet>& sets) {
    const auto others = story::strangers_of(set, sets);
    if (others.empty())
        return core::fail(core::ErrorCode::invalid,
                          set.name + ": --leave-one-out needs another file that has no articles in common with it");
    const story::TrainingOptions options;
    return story::train(story::with_copies(others), options, options.folds).model;
}

SetRun run_set(const story::TrainingSet& set, const std::vector<story::StoryModel>& models, int shuffles) {
    SetRun out;
    auto& figures = out.figures;
    const auto began = std::chrono::steady_clock::now();
    out.run = story::run_with_models(set, models);
    figures.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    figures.name = set.name;
    figures.scope = set.scope;
    figures.figures = out.run.figures;
    figures.entered = set.articles.size();
    std::vector<double> pair;
    std::vector<double> b3;
    for (int i = 1; i <= shuffles; ++i) {
        const auto run = story::run_with_models(set, models, {}, story::Arrival{.seed = static_cast<std::uint64_t>(i)});
        pair.push_back(run.figures.pair_f1);
        b3.push_back(run.figures.b3_f1);
    }
    if (shuffles > 0) {
        figures.pair_spread = story::spread_of(pair);
        figures.b3_spread = story::spread_of(b3);
    }
    return out;
}

// The floor under each set, learned from the sets that its own model was learned from.
class Floors {
  public:
    explicit Floors(const std::vector<story::TrainingSet>& sets) {
        sets_.reserve(sets.size());
        for (const auto& set : sets) sets_.emplace_back(set, options_);
    }

    [[nodiscard]] story::GroupingFigures under(const story::TrainingSet& set) const {
        const auto others = [&](const story::BaselineSet& other) {
            return !story::strangers_of(set, std::span(&other.set(), 1)).empty();
        };
        std::vector<const story::BaselineSet*> learned;
        const story::BaselineSet* own = nullptr;
        for (const auto& each : sets_) {
            if (&each.set() == &set) own = &each;
            if (others(each)) learned.push_back(&each);
        }
        return story::run_baseline(*own, story::learn_baseline(learned, options_), options_);
    }

  private:
    story::BaselineOptions options_;
    std::vector<story::BaselineSet> sets_;
};

Json side_json(const story::RunArticle& article) {
    constexpr std::size_t most_text = 300;
    Json out;
    return out.add("id", article.id)
        .add("title", article.title)
        .add("day", article.day)
        .add("story", article.label)
        .add("text", text::shorten(article.text, most_text));
}

// The terms that weigh most either way, in tenths of log-odds.
std::string heaviest(std::vector<model::ScoreTerm> terms) {
    constexpr std::size_t most = 8;
    std::ranges::sort(terms, std::greater(), [](const model::ScoreTerm& term) { return std::abs(term.points); });
    std::string out;
    for (std::size_t i = 0; i < std::min(most, terms.size()); ++i)
        out += fmt::format("{}{} {:+.1f}", i > 0 ? ", " : "", terms[i].name, terms[i].points / 1000.0);
    return out;
}

core::Json::Array errors_of(const story::TrainingSet& set, const std::vector<story::StoryModel>& models,
                            const story::LabelledRun& run, const Arguments& arguments) {
    core::Json::Array out;
    if (arguments.errors == 0) return out;
    auto pairs = story::draw_wrong_pairs(set, run.memberships, static_cast<std::size_t>(arguments.errors),
                                         static_cast<std::uint64_t>(arguments.seed));
    story::explain_wrong_pairs(set, models, pairs);
    out.reserve(pairs.size());
    for (const auto& pair : pairs) {
        Json json;
        json.add("together", pair.is_together)
            .add("probability", pair.why.probability)
            .add("a", side_json(set.articles[pair.earlier]))
            .add("b", side_json(set.articles[pair.later]))
            .add("shared", fmt::format("{}", fmt::join(pair.why.shared, " ")))
            .add("terms", heaviest(pair.why.terms));
        out.push_back(std::move(json));
    }
    return out;
}

}  // namespace

ExitCode evaluate_stories(const Arguments& arguments) {
    if (!arguments.data_folder.empty()) return evaluate_stored_stories(arguments);
    const auto sets = read_labelled(arguments.files, arguments.view);
    if (!sets) return report_setup(sets.error());
    auto models = shared_models(arguments, *sets);
    if (!models) return report_setup(models.error());
    std::optional<Floors> floors;
    if (arguments.baseline) floors.emplace(*sets);
    std::vector<SetRun> runs;
    for (const auto& set : *sets) {
        if (arguments.leave_one_out) {
            auto own = model_of_strangers(set, *sets);
            if (!own) return report_setup(own.error());
            models->clear();
            models->push_back(std::move(*own));
        }
        runs.push_back(run_set(set, *models, arguments.shuffles));
        runs.back().figures.errors = errors_of(set, *models, runs.back().run, arguments);
        if (floors) runs.back().figures.floor = floors->under(set);
    }
    std::vector<SetFigures> figures;
    figures.reserve(runs.size());
    for (const auto& done : runs) figures.push_back(done.figures);
    print_figures(figures, arguments.json);
    return write_memberships(arguments.out, runs);
}

ExitCode train_stories(const Arguments& arguments) {
    const auto sets = read_labelled(arguments.files, arguments.view);
    if (!sets) return report_setup(sets.error());
    const story::TrainingOptions options;
    const auto trained = story::train(story::with_copies(*sets), options, options.folds);
    const auto text = story::write_model(trained.model, story::training_record(trained, options));
    if (arguments.out.empty()) {
        print(text);
        return ExitCode::done;
    }
    if (auto done = write_file(arguments.out, text); !done) return report(done.error());
    print_note(fmt::format("{} written; `masthead eval stories --model {} FILE...` tells how good it is", arguments.out,
                           arguments.out));
    return ExitCode::done;
}

}  // namespace masthead::app
