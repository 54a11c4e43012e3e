// Lead pictures of the labelled pages beside a developer's checkout: a figure below which no change may fall.
#include "core/ascii.h"
#include "core/json.h"
#include "fetch/warc.h"
#include "page/evaluation.h"
#include "page/page.h"
#include "support/files.h"

#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace masthead::page {
namespace {

TEST(PicturesCorpus, LeadImagesOfThePublishersPages) {
    const auto pages = test::corpus("web/fundus.warc.gz");
    const auto truth = test::corpus("pages/fundus.truth.jsonl");
    if (!pages || !truth) GTEST_SKIP() << test::no_corpus;
    std::map<std::string, std::string> leads;
    const auto summary = fetch::read_warc(pages->string(), [&](const fetch::RecordedResponse& response) {
        const auto page = parse_page(response.body, response.url, "text/html");
        if (page && !page->images.empty()) leads[response.url] = page->images.front().url;
        return true;
    });
    ASSERT_TRUE(summary.has_value());
    const std::string lines = test::read_file(*truth);
    std::vector<core::Json> rows;
    for (const std::string_view line : core::split(lines, '\n')) {
        if (auto row = core::parse_json(line)) rows.push_back(std::move(*row));
    }
    std::vector<LeadPair> pairs;
    for (const core::Json& row : rows) {
        LeadPair pair;
        for (const core::Json& image : row["images"].array()) pair.truth.push_back(image.string());
        const auto lead = leads.find(std::string(row["url"].string()));
        if (lead != leads.end()) pair.predicted = lead->second;
        pairs.push_back(std::move(pair));
    }
    const LeadFigures figures = evaluate_leads(pairs);
    RecordProperty("right", static_cast<int>(figures.right));
    RecordProperty("among", static_cast<int>(figures.among));
    EXPECT_GE(figures.pages, 90U);
    EXPECT_GE(figures.accuracy, 0.83);
    EXPECT_GE(static_cast<double>(figures.among) / static_cast<double>(figures.pages), 0.92);
}

}  // namespace
}  // namespace masthead::page
