// The shipped model against the line we hold. Its weights were learned from these sets, so this guards against a broken
// engine; docs/stories.md has the cross-validated figures.
#include "core/ascii.h"
#include "core/json.h"
#include "story/evaluation.h"
#include "support/files.h"

#include <gtest/gtest.h>

namespace masthead::story {
namespace {

std::vector<RunArticle> read_set(const std::filesystem::path& path) {
    std::vector<RunArticle> out;
    const auto bytes = test::read_file(path);
    for (const auto line : core::split(bytes, '\n')) {
        const auto json = core::parse_json(line);
        if (!json) continue;
        const auto field = [&](std::string_view key) { return std::string((*json)[key].string()); };
        RunArticle article;
        article.id = field("id");
        article.title = field("title");
        article.text = field("text");
        article.url = field("url");
        article.day = field("day");
        article.label = field("story");
        out.push_back(std::move(article));
    }
    return out;
}

struct Floor {
    const char* name;
    LabelScope scope;
    double pair_f1;
    double b3_f1;
};

class LabelledSets : public testing::TestWithParam<Floor> {};

TEST_P(LabelledSets, AreGroupedBetterThanTheFloor) {
    const auto& floor = GetParam();
    const auto path = test::corpus(std::string("stories/") + floor.name + ".jsonl");
    if (!path) GTEST_SKIP() << test::no_corpus;
    const auto run = run_labelled(read_set(*path), floor.scope);
    EXPECT_GT(run.figures.pair_f1, floor.pair_f1);
    EXPECT_GT(run.figures.b3_f1, floor.b3_f1);
}

INSTANTIATE_TEST_SUITE_P(Floors, LabelledSets,
                         testing::Values(Floor{"uci13k", LabelScope::same_day, .770, .880},
                                         Floor{"allsides", LabelScope::all_pairs, .883, .944},
                                         Floor{"allsides_sparse", LabelScope::all_pairs, .873, .958},
                                         Floor{"ecbplus", LabelScope::all_pairs, .848, .896},
                                         Floor{"gnews2013", LabelScope::all_pairs, .868, .911},
                                         Floor{"gnews2013_titles", LabelScope::all_pairs, .798, .837}),
                         [](const auto& set) { return std::string(set.param.name); });

}  // namespace
}  // namespace masthead::story
