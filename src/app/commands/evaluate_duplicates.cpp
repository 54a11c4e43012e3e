// `masthead eval duplicates`: how well copies are found, on copies and strangers made from the articles of files.
#include "app/commands/commands.h"
#include "app/console.h"
#include "app/files.h"
#include "app/session.h"
#include "dedupe/evaluation.h"
#include "text/date.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace masthead::app {

namespace {

using core::Json;
using core::Result;

// What knowing copies costs an article.
struct Cost {
    double microseconds = 0;  // Of processor time, to make its fingerprint, look for its original and remember it.
    std::size_t bytes = 0;    // Kept while copies of it may come.
};

struct Trial {
    std::string name;
    dedupe::TrialReport report;
    Cost cost;
};

core::Instant instant_of(const Json& json) {
    for (const char* name : {"published", "firstSeen", "day"}) {
        if (const auto when = text::parse_date(json[name].string())) return *when;
    }
    return {};
}

Result<std::vector<dedupe::TrialArticle>> read_articles(const std::string& path) {
    std::vector<dedupe::TrialArticle> articles;
    const auto done = read_json_lines(path, [&](const Json& json) -> Result<void> {
        dedupe::TrialArticle article;
        article.id = fmt::format("{:08}", articles.size());
        article.title = json["title"].string();
        article.text = json["text"].string();
        article.publisher = json[json["publisher"].is_null() ? "provider" : "publisher"].string();
        article.story = json["story"].string();
        article.day = json["day"].string();
        article.published = instant_of(json);
        articles.push_back(std::move(article));
        return {};
    });
    if (!done) return std::unexpected(done.error());
    if (articles.empty()) return core::fail(core::ErrorCode::invalid, fmt::format("{} holds no article", path));
    std::ranges::sort(articles, [](const auto& a, const auto& b) {
        return std::tie(a.published, a.id) < std::tie(b.published, b.id);
    });
    return articles;
}

// The command's own processor time: the machine may be busy with other things.
double cpu_seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

Cost cost_an_article(const std::vector<dedupe::TrialArticle>& articles) {
    const double began = cpu_seconds();
    dedupe::DuplicateIndex index;
    for (const auto& article : articles) {
        auto print = dedupe::fingerprint(article.title, article.text);
        if (!index.find(print, article.published)) index.add(article.id, std::move(print), article.published);
    }
    constexpr double in_a_second = 1e6;
    return {.microseconds = (cpu_seconds() - began) * in_a_second / static_cast<double>(articles.size()),
            .bytes = index.memory_bytes() / std::max<std::size_t>(1, index.size())};
}

double rounded(double value) {
    constexpr double places = 10000;
    return std::round(value * places) / places;
}

Json row_json(const dedupe::TrialRow& row) {
    Json json;
    json.add("kind", row.kind).add("asked", row.asked).add("right", row.right).add("wrong", row.wrong);
    if (row.likeness == dedupe::Likeness::stranger) return json;
    return json.add("recall", rounded(row.recall())).add("precision", rounded(row.precision()));
}

Json to_json(const Trial& trial) {
    Json copies{Json::Array{}};
    Json strangers{Json::Array{}};
    Json unclear{Json::Array{}};
    for (const auto& row : trial.report.rows) {
        auto& rows = row.likeness == dedupe::Likeness::copy       ? copies
                     : row.likeness == dedupe::Likeness::stranger ? strangers
                                                                  : unclear;
        rows.push(row_json(row));
    }
    const auto all = trial.report.all();
    Json json;
    json.add("articles", trial.report.articles)
        .add("recall", rounded(all.recall()))
        .add("precision", rounded(all.precision()))
        .add("alike", trial.report.alike);
    return json.add("copies", std::move(copies))
        .add("strangers", std::move(strangers))
        .add("unclear", std::move(unclear))
        .add("cpu_microseconds", rounded(trial.cost.microseconds))
        .add("bytes", trial.cost.bytes);
}

void print_table(const Trial& trial) {
    std::vector<std::vector<std::string>> rows;
    const auto add = [&](const dedupe::TrialRow& row) {
        const bool is_copy = row.likeness != dedupe::Likeness::stranger;
        rows.push_back({row.kind, grouped(row.asked), grouped(row.wrong),
                        is_copy ? fmt::format("{:.4f}", row.recall()) : "",
                        is_copy ? fmt::format("{:.4f}", row.precision()) : ""});
    };
    for (const auto likeness : {dedupe::Likeness::copy, dedupe::Likeness::stranger, dedupe::Likeness::unclear}) {
        for (const auto& row : trial.report.rows) {
            if (row.likeness == likeness) add(row);
        }
    }
    add(trial.report.all());
    print(
        fmt::format("{}: {} articles, {} of them in the set before; an article costs {:.1f} us of processor and {} "
                    "bytes",
                    trial.name, grouped(trial.report.articles), grouped(trial.report.alike), trial.cost.microseconds,
                    grouped(trial.cost.bytes)));
    print(table({{"kind"}, {"asked", true}, {"wrong", true}, {"recall", true}, {"precision", true}}, rows));
}

std::string lines_of(const Trial& trial) {
    std::string lines;
    for (const auto& one : trial.report.cases) {
        Json json;
        json.add("set", trial.name).add("kind", one.kind).add("verdict", one.verdict).add("title", one.text);
        lines += json.add("other", one.other).add("resemblance", rounded(one.resemblance)).dump() + "\n";
    }
    return lines;
}

}  // namespace

ExitCode evaluate_duplicates(const Arguments& arguments) {
    std::vector<Trial> trials;
    for (const auto& path : arguments.files) {
        const auto articles = read_articles(path);
        if (!articles) return report_setup(articles.error());
        Trial trial;
        trial.name = std::filesystem::path(path).stem().string();
        trial.cost = cost_an_article(*articles);
        const auto progress = make_progress(arguments.quiet);
        progress->begin(trial.name, articles->size());
        trial.report = dedupe::try_duplicates(*articles, {}, [&] { progress->advance(1); });
        progress->end();
        trials.push_back(std::move(trial));
    }
    std::string lines;
    for (const auto& trial : trials) lines += lines_of(trial);
    if (!arguments.out.empty()) {
        if (const auto done = write_file(arguments.out, lines); !done) return report(done.error());
    }
    if (!arguments.json) {
        for (const auto& trial : trials) print_table(trial);
        return ExitCode::done;
    }
    Json all;
    for (const auto& trial : trials) all.add(trial.name, to_json(trial));
    print(trials.size() == 1 ? to_json(trials.front()).dump() : all.dump());
    return ExitCode::done;
}

}  // namespace masthead::app
