// `masthead eval scores|pages`: our figures against labels, and what was decided, a line an item, so that
// anyone can count again.
#include "app/commands/commands.h"
#include "app/console.h"
#include "app/documents.h"
#include "app/files.h"
#include "app/reference_site.h"
#include "app/session.h"
#include "app/values.h"
#include "page/evaluation.h"
#include "page/text_trial.h"
#include "score/reference_check.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>

#include <fmt/format.h>

namespace masthead::app {

namespace {

using core::Json;
using core::Result;

class Stopwatch {
  public:
    [[nodiscard]] double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
    }

  private:
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

double rounded(double value) {
    return std::round(value * 10000) / 10000;
}

ExitCode finish(const Arguments& arguments, const Json& figures, const std::string& lines) {
    if (!arguments.out.empty()) {
        if (auto done = write_file(arguments.out, lines); !done) return report(done.error());
    }
    if (arguments.json) {
        print(figures.dump());
    } else {
        for (const auto& [name, value] : figures.object()) print(fmt::format("{:<16} {}", name, value.dump()));
    }
    return ExitCode::done;
}

struct PageTruth {
    std::string text;
    std::string day;
};

Result<std::map<std::string, PageTruth>> read_truth(const std::string& path) {
    std::map<std::string, PageTruth> truth;
    const auto done = read_json_lines(path, [&](const Json& json) -> Result<void> {
        truth[std::string(json["url"].string())] = {std::string(json["text"].string()),
                                                    std::string(json["published"].string().substr(0, 10))};
        return {};
    });
    if (!done) return std::unexpected(done.error());
    return truth;
}

Json page_line(const page::ParsedPage& page) {
    Json json;
    json.add("url", page.url)
        .add("title", page.title)
        .add("text", page.text)
        .add("published", text_or_null(page.published_day));
    json.add("authors", texts_json(page.authors))
        .add("image", page.images.empty() ? Json() : Json(page.images.front().url));
    return json.add("language", text_or_null(page.language));
}

// The pages of a WARC file that have a text in the truth.
Result<std::vector<page::TrialPage>> read_trial_pages(const std::string& warc, const std::string& truth_file) {
    const auto truth = read_truth(truth_file);
    if (!truth) return std::unexpected(truth.error());
    Arguments documents;
    documents.files = {warc};
    std::vector<page::TrialPage> pages;
    const auto count = for_each_document(documents, fetch::RequestKind::page, [&](const Document& document) {
        const auto known = truth->find(document.url);
        if (known == truth->end() || known->second.text.empty()) return;
        pages.push_back({.bytes = std::string(document.bytes),
                         .url = document.url,
                         .content_type = document.content_type,
                         .truth = known->second.text});
    });
    if (!count) return std::unexpected(count.error());
    return pages;
}

Json text_json(const page::TextFigures& figures) {
    Json json;
    return json.add("precision", rounded(figures.precision))
        .add("recall", rounded(figures.recall))
        .add("f1", rounded(figures.f1));
}

// What --folds and --tune-warc ask for.
Result<void> add_trials(const Arguments& arguments, Json& figures) {
    if (arguments.folds == 0 && arguments.tune_warc_file.empty()) return {};
    const auto pages = read_trial_pages(arguments.warc_file, arguments.truth_file);
    if (!pages) return std::unexpected(pages.error());
    if (arguments.folds > 0) {
        const auto trial = page::try_texts(*pages, static_cast<std::size_t>(arguments.folds));
        figures.add("folds", text_json(trial.folded)).add("fold_options", texts_json(trial.chosen));
    }
    if (arguments.tune_warc_file.empty()) return {};
    const auto tuning = read_trial_pages(arguments.tune_warc_file, arguments.tune_truth_file);
    if (!tuning) return std::unexpected(tuning.error());
    const auto carried = page::carry_over(*tuning, *pages);
    figures.add("carried_over", text_json(carried.figures)).add("carried_options", carried.chosen);
    return {};
}

}  // namespace

ExitCode evaluate_pages(const Arguments& arguments) {
    const auto truth = read_truth(arguments.truth_file);
    if (!truth) return report_setup(truth.error());
    Arguments documents;
    documents.files = {arguments.warc_file};
    std::map<std::string, page::ParsedPage> read;
    double seconds = 0;
    const auto progress = make_progress(arguments.quiet);
    progress->begin("pages", truth->size());
    const auto count = for_each_document(documents, fetch::RequestKind::page, [&](const Document& document) {
        if (!truth->contains(document.url)) return;
        const Stopwatch watch;
        auto page = page::parse_page(document.bytes, document.url, document.content_type);
        seconds += watch.seconds();
        if (page) read[document.url] = std::move(*page);
        progress->advance(1);
    });
    progress->end();
    if (!count) return report_setup(count.error());
    std::vector<page::TextPair> texts;
    std::vector<page::DatePair> dates;
    std::string lines;
    for (const auto& [url, expected] : *truth) {
        const page::ParsedPage& page = read[url];
        if (!expected.text.empty()) texts.push_back({expected.text, page.text});
        if (!expected.day.empty()) dates.push_back({expected.day, page.published_day});
        lines += page_line(page).dump() + "\n";
    }
    const auto text_figures = page::evaluate_texts(texts);
    const auto date_figures = page::evaluate_dates(dates);
    Json figures;
    figures.add("pages", truth->size())
        .add("precision", rounded(text_figures.precision))
        .add("recall", rounded(text_figures.recall))
        .add("f1", rounded(text_figures.f1));
    figures.add("date_accuracy", rounded(date_figures.accuracy))
        .add("date_f1", rounded(date_figures.f1))
        .add("seconds", seconds);
    if (const auto done = add_trials(arguments, figures); !done) return report_setup(done.error());
    return finish(arguments, figures, lines);
}

ExitCode evaluate_scores(const Arguments& arguments) {
    if (!arguments.profile.empty() && arguments.profile != "everyday")
        return wrong_use("eval scores: only the profile everyday has a reference to be held against");
    const auto site = read_reference_site(arguments.site_folder);
    if (!site) return report_setup(site.error());
    const Stopwatch watch;
    const auto f = score::check_reference(site->records, site->organizations, site->topics);
    std::string lines;
    for (const auto& line : f.lines) lines += score::to_json(line).dump() + "\n";
    Json figures;
    figures.add("total", f.total)
        .add("exact", f.exact)
        .add("others", f.others)
        .add("others_exact", f.others_exact)
        .add("official", f.official);
    figures.add("official_exact", f.official_exact)
        .add("lead", f.lead)
        .add("heat", f.heat)
        .add("published", f.published);
    if (!site->seed.empty()) {
        const auto seed = score::check_seed(site->seed, site->organizations);
        figures.add("seed", seed.total).add("seed_exact", seed.exact);
    }
    figures.add("seconds", watch.seconds());
    return finish(arguments, figures, lines);
}

}  // namespace masthead::app
