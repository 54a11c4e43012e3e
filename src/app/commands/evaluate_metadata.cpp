// `masthead eval dates|metadata`: what pages say of themselves against labels, and with --worst the pages where the two
// disagree, for people to read.
#include "app/commands/commands.h"
#include "app/console.h"
#include "app/documents.h"
#include "app/files.h"
#include "app/values.h"
#include "page/evaluation.h"
#include "page/metadata_evaluation.h"
#include "page/page.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <map>
#include <set>
#include <span>

#include <fmt/format.h>

namespace masthead::app {

namespace {

using core::Json;
using core::Result;

struct Labels {
    std::string title;
    std::string day;
    std::vector<std::string> authors;
    std::vector<std::string> topics;
    std::vector<std::string> images;
    std::set<std::string> named;  // Which of the members the label has.
};

struct Reading {
    std::map<std::string, Labels> labels;
    std::map<std::string, page::ParsedPage> pages;
    double cpu_seconds = 0;
};

// Where a label and a page disagree.
struct Difference {
    std::string url;
    std::string value;  // "title"
    std::string wanted;
    std::string got;
    std::string evidence;
};

std::vector<std::string> texts_of(const Json& list) {
    std::vector<std::string> texts;
    for (const Json& one : list.array()) texts.emplace_back(one.string());
    return texts;
}

Result<std::map<std::string, Labels>> read_labels(const std::string& path) {
    std::map<std::string, Labels> labels;
    const auto done = read_json_lines(path, [&](const Json& json) -> Result<void> {
        Labels one;
        one.title = json["title"].string();
        one.day = json["published"].string().substr(0, 10);
        one.authors = texts_of(json["authors"]);
        one.topics = texts_of(json["topics"]);
        one.images = texts_of(json["images"]);
        for (const auto& [name, value] : json.object()) one.named.insert(name);
        labels.insert_or_assign(std::string(json["url"].string()), std::move(one));
        return {};
    });
    if (!done) return std::unexpected(done.error());
    return labels;
}

// The command's own processor time: the machine may be busy with other things.
double cpu_seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

Result<Reading> read_labelled_pages(const Arguments& arguments) {
    Reading reading;
    auto labels = read_labels(arguments.truth_file);
    if (!labels) return std::unexpected(labels.error());
    reading.labels = std::move(*labels);
    Arguments documents;
    documents.files = {arguments.warc_file};
    const auto progress = make_progress(arguments.quiet);
    progress->begin("pages", reading.labels.size());
    const auto count = for_each_document(documents, fetch::RequestKind::page, [&](const Document& document) {
        if (!reading.labels.contains(document.url)) return;
        const double before = cpu_seconds();
        auto page = page::parse_page(document.bytes, document.url, document.content_type);
        reading.cpu_seconds += cpu_seconds() - before;
        if (page) reading.pages[document.url] = std::move(*page);
        progress->advance(1);
    });
    progress->end();
    if (!count) return std::unexpected(count.error());
    return reading;
}

std::string evidence_of(const page::ParsedPage& page, std::string_view name) {
    const auto found = std::ranges::find(page.evidence, name, [](const auto& entry) { return entry.first; });
    return found == page.evidence.end() ? std::string() : found->second;
}

double rounded(double value) {
    constexpr double places = 10000;
    return std::round(value * places) / places;
}

double share(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0.0 : rounded(static_cast<double>(part) / static_cast<double>(whole));
}

Json to_json(const Difference& one) {
    Json json;
    return json.add("url", one.url)
        .add("value", one.value)
        .add("wanted", one.wanted)
        .add("got", one.got)
        .add("evidence", one.evidence);
}

// Figures, then as many disagreements as were asked for; with --out all of them as JSON lines.
ExitCode finish(const Arguments& arguments, Json figures, const std::vector<Difference>& differences) {
    std::string lines;
    for (const Difference& one : differences) lines += to_json(one).dump() + "\n";
    if (!arguments.out.empty()) {
        if (auto done = write_file(arguments.out, lines); !done) return report(done.error());
    }
    const std::size_t shown = std::min(differences.size(), static_cast<std::size_t>(std::max(arguments.worst, 0)));
    if (arguments.json) {
        Json worst{Json::Array{}};
        for (std::size_t i = 0; i < shown; ++i) worst.push(to_json(differences[i]));
        if (shown > 0) figures.add("worst", std::move(worst));
        print(figures.dump());
        return ExitCode::done;
    }
    for (const auto& [name, value] : figures.object()) print(fmt::format("{:<16} {}", name, value.dump()));
    for (std::size_t i = 0; i < shown; ++i) {
        const Difference& one = differences[i];
        print(fmt::format("\n{}\n  {:<8} wanted  {}\n           got     {}\n           from    {}", one.url, one.value,
                          one.wanted, one.got.empty() ? "nothing" : one.got,
                          one.evidence.empty() ? "nowhere" : one.evidence));
    }
    return ExitCode::done;
}

Json date_figures(const std::vector<page::DatePair>& pairs) {
    const auto f = page::evaluate_dates(pairs);
    Json json;
    return json.add("pages", f.pages)
        .add("right", f.right)
        .add("given", f.given)
        .add("accuracy", rounded(f.accuracy))
        .add("precision", rounded(f.precision))
        .add("recall", rounded(f.recall))
        .add("f1", rounded(f.f1));
}

// What one run over labelled pages found, value by value.
class MetadataCheck {
  public:
    explicit MetadataCheck(Reading& reading) : reading_(reading) {
        for (const auto& [url, labels] : reading.labels) look_at(url, labels, reading.pages[url]);
    }

    Json figures() const {
        Json json;
        json.add("pages", reading_.labels.size());
        if (titles_ > 0) json.add("titles", titles_).add("title_equal", share(titles_right_, titles_));
        if (!authors_.empty()) {
            const auto f = page::evaluate_lists(authors_);
            json.add("authors_precision", rounded(f.precision))
                .add("authors_recall", rounded(f.recall))
                .add("authors_f1", rounded(f.f1))
                .add("authors_mean_f1", rounded(f.mean_f1));
        }
        if (!days_.empty()) json.add("day_equal", rounded(page::evaluate_dates(days_).accuracy));
        if (!topics_.empty()) json.add("topics_f1", rounded(page::evaluate_lists(topics_).f1));
        if (!leads_.empty())
            json.add("lead_images", leads_.size())
                .add("lead_image_same", rounded(page::evaluate_leads(leads_).accuracy));
        return json.add("cpu_seconds", reading_.cpu_seconds);
    }

    [[nodiscard]] const std::vector<Difference>& differences() const { return differences_; }

  private:
    void look_at(const std::string& url, const Labels& labels, const page::ParsedPage& page) {
        if (!labels.title.empty()) {
            ++titles_;
            const bool same = page::is_same_title(labels.title, page.title);
            titles_right_ += same ? 1U : 0U;
            if (!same) differ(url, page, "title", labels.title, page.title);
        }
        if (labels.named.contains("authors")) {
            authors_.push_back({labels.authors, page.authors});
            if (page::list_f1(authors_.back()) < 1)
                differ(url, page, "authors", fmt::format("{}", fmt::join(labels.authors, "; ")),
                       fmt::format("{}", fmt::join(page.authors, "; ")));
        }
        if (!labels.day.empty()) {
            days_.push_back({labels.day, page.published_day});
            if (labels.day != page.published_day) differ(url, page, "published", labels.day, page.published_day);
        }
        if (!labels.topics.empty()) topics_.push_back({labels.topics, page.keywords});
        if (!labels.images.empty()) look_at_picture(url, labels, page);
    }

    void look_at_picture(const std::string& url, const Labels& labels, const page::ParsedPage& page) {
        page::LeadPair pair;
        pair.truth.assign(labels.images.begin(), labels.images.end());
        if (!page.images.empty()) pair.predicted = page.images.front().url;
        const bool same = page::evaluate_leads(std::span(&pair, 1)).right == 1;
        if (!same) differ(url, page, "images", labels.images.front(), std::string(pair.predicted));
        leads_.push_back(std::move(pair));
    }

    void differ(const std::string& url, const page::ParsedPage& page, std::string_view value, const std::string& wanted,
                const std::string& got) {
        differences_.push_back({url, std::string(value), wanted, got, evidence_of(page, value)});
    }

    Reading& reading_;
    std::size_t titles_ = 0;
    std::size_t titles_right_ = 0;
    std::vector<page::LeadPair> leads_;
    std::vector<page::NameLists> authors_;
    std::vector<page::NameLists> topics_;
    std::vector<page::DatePair> days_;
    std::vector<Difference> differences_;
};

}  // namespace

ExitCode evaluate_dates(const Arguments& arguments) {
    auto reading = read_labelled_pages(arguments);
    if (!reading) return report(reading.error());
    std::vector<page::DatePair> pairs;
    std::vector<Difference> differences;
    for (const auto& [url, labels] : reading->labels) {
        if (labels.day.empty()) continue;
        const page::ParsedPage& page = reading->pages[url];
        pairs.push_back({labels.day, page.published_day});
        if (labels.day != page.published_day)
            differences.push_back({url, "published", labels.day, page.published_day, evidence_of(page, "published")});
    }
    Json figures = date_figures(pairs);
    figures.add("cpu_seconds", reading->cpu_seconds);
    return finish(arguments, std::move(figures), differences);
}

ExitCode evaluate_metadata(const Arguments& arguments) {
    auto reading = read_labelled_pages(arguments);
    if (!reading) return report(reading.error());
    const MetadataCheck check(*reading);
    return finish(arguments, check.figures(), check.differences());
}

}  // namespace masthead::app
