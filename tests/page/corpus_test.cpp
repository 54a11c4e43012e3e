// The labelled pages beside a developer's checkout: figures below which no change may fall.
#include "core/ascii.h"
#include "core/json.h"
#include "fetch/warc.h"
#include "page/evaluation.h"
#include "page/metadata_evaluation.h"
#include "page/page.h"
#include "support/files.h"

#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace masthead::page {
namespace {

std::map<std::string, ParsedPage> parse_all(const std::filesystem::path& path) {
    std::map<std::string, ParsedPage> pages;
    const auto summary = fetch::read_warc(path.string(), [&](const fetch::RecordedResponse& response) {
        if (auto page = parse_page(response.body, response.url, "text/html"))
            pages.insert_or_assign(response.url, std::move(*page));
        return true;
    });
    EXPECT_TRUE(summary.has_value());
    return pages;
}

std::vector<core::Json> read_truth(const std::filesystem::path& path) {
    std::vector<core::Json> rows;
    const std::string lines = test::read_file(path);
    for (const std::string_view line : core::split(lines, '\n')) {
        if (auto row = core::parse_json(line)) rows.push_back(std::move(*row));
    }
    return rows;
}

TextFigures text_figures(const std::string& name) {
    const auto pages = parse_all(*test::corpus("web/" + name + ".warc.gz"));
    const auto truth = read_truth(*test::corpus("pages/" + name + ".truth.jsonl"));
    std::vector<TextPair> pairs;
    for (const core::Json& row : truth) {
        const auto page = pages.find(std::string(row["url"].string()));
        pairs.push_back(
            {row["text"].string(), page == pages.end() ? std::string_view() : std::string_view(page->second.text)});
    }
    return evaluate_texts(pairs);
}

TEST(PagesCorpus, TextOfTheArticleBenchmark) {
    if (!test::corpus("web/aeb.warc.gz")) GTEST_SKIP() << test::no_corpus;
    EXPECT_GE(text_figures("aeb").f1, 0.97);
}

TEST(PagesCorpus, TextOfThePublishersPages) {
    if (!test::corpus("web/fundus.warc.gz")) GTEST_SKIP() << test::no_corpus;
    EXPECT_GE(text_figures("fundus").f1, 0.957);
}

TEST(PagesCorpus, DatesOfTheDatedPages) {
    if (!test::corpus("web/htmldate.warc.gz")) GTEST_SKIP() << test::no_corpus;
    const auto pages = parse_all(*test::corpus("web/htmldate.warc.gz"));
    const auto truth = read_truth(*test::corpus("pages/htmldate.truth.jsonl"));
    std::vector<DatePair> pairs;
    for (const core::Json& row : truth) {
        const auto page = pages.find(std::string(row["url"].string()));
        pairs.push_back({row["published"].string(),
                         page == pages.end() ? std::string_view() : std::string_view(page->second.published_day)});
    }
    EXPECT_GE(evaluate_dates(pairs).accuracy, 0.918);
    EXPECT_GE(evaluate_dates(pairs).f1, 0.957);
}

std::vector<std::string> names_in(const core::Json& list) {
    std::vector<std::string> names;
    for (const core::Json& one : list.array()) names.emplace_back(one.string());
    return names;
}

TEST(PagesCorpus, TitlesAuthorsAndDaysOfThePublishersPages) {
    if (!test::corpus("web/fundus.warc.gz")) GTEST_SKIP() << test::no_corpus;
    auto pages = parse_all(*test::corpus("web/fundus.warc.gz"));
    const auto truth = read_truth(*test::corpus("pages/fundus.truth.jsonl"));
    std::size_t titles = 0;
    std::vector<NameLists> authors;
    std::vector<DatePair> days;
    for (const core::Json& row : truth) {
        const ParsedPage& page = pages[std::string(row["url"].string())];
        titles += is_same_title(row["title"].string(), page.title) ? 1U : 0U;
        authors.push_back({names_in(row["authors"]), page.authors});
        if (row["published"].is_string()) days.push_back({row["published"].string().substr(0, 10), page.published_day});
    }
    EXPECT_GE(static_cast<double>(titles) / static_cast<double>(truth.size()), 0.87);
    EXPECT_GE(evaluate_lists(authors).f1, 0.925);
    EXPECT_GE(evaluate_dates(days).accuracy, 0.98);
}

}  // namespace
}  // namespace masthead::page
