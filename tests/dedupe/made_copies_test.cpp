#include "dedupe/evaluation.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace masthead::dedupe {
namespace {

constexpr std::size_t headlines = 40;

// Invented headlines in which every word but a few is its own.
std::vector<TrialArticle> invented() {
    std::vector<TrialArticle> articles;
    for (std::size_t i = 0; i < headlines; ++i) {
        TrialArticle article;
        article.id = std::to_string(100 + i);
        const auto n = std::to_string(i);
        article.title = "Council of Lisel" + n + " votes w" + n + "a w" + n + "b to keep old crane w" + n + "c for " +
                        n + "7 years from Monday";
        articles.push_back(article);
    }
    return articles;
}

const TrialRow& row(const TrialReport& report, std::string_view kind) {
    return *std::ranges::find(report.rows, kind, &TrialRow::kind);
}

TEST(MadeCopies, AreTheSameEachTime) {
    const auto articles = invented();
    const std::vector<std::string_view> titles{articles[0].title, articles[1].title, articles[2].title};
    const Vocabulary vocabulary(titles);
    const auto first = make_texts(articles[0].title, "", vocabulary, 7);
    const auto second = make_texts(articles[0].title, "", vocabulary, 7);
    ASSERT_EQ(first.size(), second.size());
    ASSERT_GT(first.size(), 15U);
    for (std::size_t i = 0; i < first.size(); ++i) EXPECT_EQ(first[i].title, second[i].title) << first[i].kind;
}

TEST(MadeCopies, OfTooFewWordsAreCalledUnclear) {
    const std::vector<std::string_view> titles{"Old crane stays for now", "The old crane now stays for good, for now"};
    const Vocabulary vocabulary(titles);
    for (const auto& made : make_texts("The old crane stays for now", "", vocabulary, 1)) {
        if (made.kind.ends_with("3 words dropped")) {
            EXPECT_EQ(made.likeness, Likeness::unclear);
        }
        if (made.kind == "1 word dropped") {
            EXPECT_EQ(made.likeness, Likeness::copy);
        }
    }
    EXPECT_TRUE(make_texts("Morning briefing", "", vocabulary, 1).empty());
}

TEST(TryDuplicates, CountsWhatIsFoundKindByKind) {
    const auto report = try_duplicates(invented());
    EXPECT_EQ(report.articles, headlines);
    EXPECT_EQ(row(report, "the set itself").wrong, 0U);
    EXPECT_EQ(row(report, "1 word dropped").asked, headlines);
    EXPECT_DOUBLE_EQ(row(report, "1 word dropped").recall(), 1);
    EXPECT_DOUBLE_EQ(row(report, "3 words moved").recall(), 1);
    EXPECT_EQ(row(report, "a number changed").wrong, 0U);
    EXPECT_EQ(row(report, "a day changed").wrong, 0U);
    EXPECT_DOUBLE_EQ(report.all().precision(), 1);
}

TEST(TryDuplicates, TellsOfWhatIsMissedAndWhatIsWrong) {
    TrialOptions blind;
    blind.finding.comparison.min_short = 1.01;  // Nothing but the same words will do.
    const auto report = try_duplicates(invented(), blind);
    EXPECT_EQ(row(report, "1 word dropped").right, 0U);
    EXPECT_LT(report.all().recall(), 0.5);
    auto alike = invented();
    TrialOptions credulous;
    credulous.finding.comparison.min_short = 0.2;
    credulous.min_printing = 0.99;
    for (auto& article : alike)
        article.title = "w" + article.id + " is what the council votes on, w" + article.id + "b";
    EXPECT_GT(row(try_duplicates(alike, credulous), "the set itself").wrong, 0U);
}

}  // namespace
}  // namespace masthead::dedupe
