// `masthead train topics` and `masthead eval topics`: topics learned from examples, and how well unseen articles are
// told apart by what was learned.
#include "app/commands/commands.h"
#include "app/console.h"
#include "app/files.h"
#include "app/session.h"
#include "app/topic_examples.h"
#include "topic/model_file.h"

#include <cmath>

#include <fmt/format.h>

namespace masthead::app {

namespace {

using core::Json;
using topic::TopicFigures;

std::string three(double value) {
    return fmt::format("{:.3f}", value);
}

// All decisions together, and the mean over topics.
struct Overall {
    TopicFigures all;
    double mean_f1 = 0;
};

Overall overall(const std::vector<TopicFigures>& figures) {
    Overall out;
    for (const auto& f : figures) {
        out.all.examples += f.examples;
        out.all.right += f.right;
        out.all.missed += f.missed;
        out.all.wrong += f.wrong;
        out.mean_f1 += f.f1() / static_cast<double>(figures.size());
    }
    return out;
}

double rounded(double value) {
    return std::round(value * 10000) / 10000;
}

Json json_of(const TopicFigures& f) {
    Json out;
    out.add("examples", f.examples).add("found", f.right).add("missed", f.missed).add("wrong", f.wrong);
    return out.add("precision", rounded(f.precision())).add("recall", rounded(f.recall())).add("f1", rounded(f.f1()));
}

void print_figures(const std::vector<TopicFigures>& figures, bool as_json) {
    const auto together = overall(figures);
    if (as_json) {
        Json topics;
        for (const auto& f : figures) topics.add(f.id, json_of(f));
        Json all = json_of(together.all);
        print(all.add("mean_f1", rounded(together.mean_f1)).add("topics", std::move(topics)).dump());
        return;
    }
    std::vector<std::vector<std::string>> rows;
    const auto row = [&](const std::string& name, const TopicFigures& f) {
        rows.push_back({name, grouped(f.examples), grouped(f.right), grouped(f.wrong), three(f.precision()),
                        three(f.recall()), three(f.f1())});
    };
    for (const auto& f : figures) row(f.id, f);
    row("all together", together.all);
    print(table({{"topic"},
                 {"examples", true},
                 {"found", true},
                 {"wrong", true},
                 {"precision", true},
                 {"recall", true},
                 {"F1", true}},
                rows) +
          fmt::format("mean F1 of {} topics {:.3f}", figures.size(), together.mean_f1));
}

}  // namespace

ExitCode evaluate_topics(const Arguments& arguments) {
    const auto material = read_topic_material(arguments);
    if (!material) return report_setup(material.error());
    topic::TopicTraining options;
    if (arguments.folds > 0) options.folds = static_cast<std::uint32_t>(arguments.folds);
    const auto figures = topic::evaluate_topics(material->examples, material->ids, options);
    if (!figures) return report_setup(figures.error());
    print_figures(*figures, arguments.json);
    return ExitCode::done;
}

ExitCode train_topics(const Arguments& arguments) {
    const auto material = read_topic_material(arguments);
    if (!material) return report_setup(material.error());
    const topic::TopicTraining options;
    const auto trained = topic::train_topics(material->examples, material->ids, options);
    if (!trained) return report_setup(trained.error());
    const auto text = topic::write_topic_model(*trained, options);
    const std::string& path = arguments.out.empty() ? material->model_file : arguments.out;
    if (path.empty()) {
        print(text);
        return ExitCode::done;
    }
    if (auto done = write_file(path, text); !done) return report(done.error());
    print_note(
        fmt::format("{} written: {} topics; the next run, or `masthead rescore`, brings it to every stored article",
                    path, trained->model.topics.size()));
    return ExitCode::done;
}

}  // namespace masthead::app
