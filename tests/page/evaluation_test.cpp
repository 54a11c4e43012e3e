#include "page/evaluation.h"

#include <gtest/gtest.h>

namespace masthead::page {
namespace {

TEST(EvaluateTexts, EqualTextsAreWhole) {
    const auto figures = evaluate_text({"The council met on Monday evening.", "The  council met\n\non Monday evening"});
    EXPECT_DOUBLE_EQ(figures.f1, 1.0);
}

TEST(EvaluateTexts, CountsShinglesAsAMultiset) {
    // Truth: abcd bcde; predicted: abcd bcdx.
    const auto figures = evaluate_text({"a b c d e", "a b c d x"});
    EXPECT_DOUBLE_EQ(figures.precision, 0.5);
    EXPECT_DOUBLE_EQ(figures.recall, 0.5);
}

TEST(EvaluateTexts, AnEmptyPredictionIsLeftOutOfThePrecision) {
    const TextPair pairs[] = {{"one two three four", "one two three four"}, {"five six seven eight", ""}};
    const auto figures = evaluate_texts(pairs);
    EXPECT_DOUBLE_EQ(figures.precision, 1.0);
    EXPECT_DOUBLE_EQ(figures.recall, 0.5);
}

TEST(EvaluateTexts, AShortTextIsOneShingle) {
    EXPECT_DOUBLE_EQ(evaluate_text({"two words", "two words"}).f1, 1.0);
    EXPECT_DOUBLE_EQ(evaluate_text({"two words", "other words"}).f1, 0.0);
}

TEST(EvaluateTexts, PunctuationOutsideAsciiPartsWords) {
    EXPECT_DOUBLE_EQ(evaluate_text({"“Größe” – ein Wort, drei", "Größe ein Wort drei"}).f1, 1.0);
}

TEST(EvaluateDates, AccuracyPrecisionAndRecallAreThoseOfTheReadme) {
    const DatePair pairs[] = {
        {"2018-09-21", "2018-09-21"}, {"2018-09-22", "2018-09-23"}, {"2018-09-24", ""}, {"2018-09-25", "2018-09-25"}};
    const auto figures = evaluate_dates(pairs);
    EXPECT_DOUBLE_EQ(figures.accuracy, 0.5);
    EXPECT_DOUBLE_EQ(figures.precision, 2.0 / 3);
    EXPECT_DOUBLE_EQ(figures.recall, 2.0 / 3);
}

}  // namespace
}  // namespace masthead::page
