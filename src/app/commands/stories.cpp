// `masthead train stories` and `masthead eval stories`: the story model learned from labelled articles, and the figures
// of that model or, with --folds, of models that saw nothing of what they are scored on.
#include "app/commands/commands.h"
#include "app/console.h"
#include "app/files.h"
#include "app/labelled.h"
#include "app/session.h"
#include "story/model_file.h"

#include <chrono>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace masthead::app {

namespace {

using core::Json;

double rounded(double value) {
    return std::round(value * 10000) / 10000;
}

struct SetRun {
    story::LabelledRun run;
    double seconds = 0;
    // Over other orders of arrival, where asked for.
    std::optional<story::Spread> pair_spread;
    std::optional<story::Spread> b3_spread;
};

Json figures_of(const story::TrainingSet& set, const SetRun& done) {
    const auto& f = done.run.figures;
    Json out;
    out.add("articles", f.articles)
        .add("stories", f.stories)
        .add("view", set.scope == story::LabelScope::same_day ? "same-day" : "all-pairs");
    out.add("pair_precision", rounded(f.pair_precision))
        .add("pair_recall", rounded(f.pair_recall))
        .add("pair_f1", rounded(f.pair_f1));
    out.add("b3_precision", rounded(f.b3_precision))
        .add("b3_recall", rounded(f.b3_recall))
        .add("b3_f1", rounded(f.b3_f1))
        .add("seconds", done.seconds);
    if (done.pair_spread && done.b3_spread) {
        Json shuffled;
        shuffled.add("pair_f1", rounded(done.pair_spread->mean))
            .add("pair_f1_deviation", rounded(done.pair_spread->deviation))
            .add("b3_f1", rounded(done.b3_spread->mean))
            .add("b3_f1_deviation", rounded(done.b3_spread->deviation));
        out.add("shuffled", std::move(shuffled));
    }
    return out;
}

std::string three(double value) {
    return fmt::format("{:.3f}", value);
}

// One set as a list of figures, several as a table.
void print_figures(const std::vector<story::TrainingSet>& sets, const std::vector<SetRun>& runs, bool json) {
    if (json) {
        Json all;
        for (std::size_t i = 0; i < sets.size(); ++i) all.add(sets[i].name, figures_of(sets[i], runs[i]));
        print(sets.size() == 1 ? figures_of(sets[0], runs[0]).dump() : all.dump());
        return;
    }
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < sets.size(); ++i) {
        const auto& f = runs[i].run.figures;
        const double speed = static_cast<double>(sets[i].articles.size()) / std::max(runs[i].seconds, 1e-9);
        rows.push_back({sets[i].name, grouped(f.articles), grouped(f.stories), three(f.pair_f1),
                        three(f.pair_precision), three(f.pair_recall), three(f.b3_f1), three(f.b3_precision),
                        three(f.b3_recall), grouped(static_cast<std::size_t>(speed))});
    }
    print(table({{"set"},
                 {"articles", true},
                 {"stories", true},
                 {"pair F1", true},
                 {"precision", true},
                 {"recall", true},
                 {"B-cubed F1", true},
                 {"precision", true},
                 {"recall", true},
                 {"a second", true}},
                rows));
}

void print_spreads(const std::vector<story::TrainingSet>& sets, const std::vector<SetRun>& runs) {
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < sets.size(); ++i) {
        const auto& [run, seconds, pair, b3] = runs[i];
        if (!pair || !b3) continue;
        rows.push_back({sets[i].name, three(pair->mean), fmt::format("{:.4f}", pair->deviation), three(b3->mean),
                        fmt::format("{:.4f}", b3->deviation)});
    }
    if (rows.empty()) return;
    print(
        table({{"in other orders"}, {"pair F1", true}, {"deviation", true}, {"B-cubed F1", true}, {"deviation", true}},
              rows));
}

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
    const auto began = std::chrono::steady_clock::now();
    out.run = story::run_with_models(set, models);
    out.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    std::vector<double> pair;
    std::vector<double> b3;
    for (int i = 1; i <= shuffles; ++i) {
        const auto run = story::run_with_models(set, models, {}, story::Arrival{.seed = static_cast<std::uint64_t>(i)});
        pair.push_back(run.figures.pair_f1);
        b3.push_back(run.figures.b3_f1);
    }
    if (shuffles > 0) {
        out.pair_spread = story::spread_of(pair);
        out.b3_spread = story::spread_of(b3);
    }
    return out;
}

}  // namespace

ExitCode evaluate_stories(const Arguments& arguments) {
    const auto sets = read_labelled(arguments.files, arguments.view);
    if (!sets) return report_setup(sets.error());
    auto models = shared_models(arguments, *sets);
    if (!models) return report_setup(models.error());
    std::vector<SetRun> runs;
    for (const auto& set : *sets) {
        if (arguments.leave_one_out) {
            auto own = model_of_strangers(set, *sets);
            if (!own) return report_setup(own.error());
            models->clear();
            models->push_back(std::move(*own));
        }
        runs.push_back(run_set(set, *models, arguments.shuffles));
    }
    print_figures(*sets, runs, arguments.json);
    if (!arguments.json) print_spreads(*sets, runs);
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
