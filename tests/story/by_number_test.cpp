#include "story/by_number.h"

#include <gtest/gtest.h>

namespace masthead::story {
namespace {

TEST(ByNumber, GivesWhatWasSetAndElseWhatStandsForNothing) {
    ByNumber<int> values(-1);
    EXPECT_EQ(values[0], -1);
    values.set(1000, 7);
    values.set(1002, 9);
    EXPECT_EQ(values[999], -1);
    EXPECT_EQ(values[1000], 7);
    EXPECT_EQ(values[1001], -1);
    EXPECT_EQ(values[1002], 9);
    EXPECT_EQ(values[1003], -1);
}

TEST(ByNumber, TakesOneBeforeTheFirst) {
    ByNumber<int> values(-1);
    values.set(50, 1);
    values.set(47, 2);
    EXPECT_EQ(values[47], 2);
    EXPECT_EQ(values[48], -1);
    EXPECT_EQ(values[50], 1);
}

TEST(ByNumber, KeepsTheOthersWhenTheOldestAreForgotten) {
    ByNumber<int> values(-1);
    for (Number number = 10; number < 110; ++number) values.set(number, static_cast<int>(number));
    for (Number number = 10; number < 90; ++number) {
        values.forget(number);
        ASSERT_EQ(values[number], -1) << number;
        ASSERT_EQ(values[number + 1], static_cast<int>(number + 1)) << number;
    }
    values.forget(105);
    values.forget(3);
    EXPECT_EQ(values[105], -1);
    EXPECT_EQ(values[109], 109);
    values.set(12, 5);
    EXPECT_EQ(values[12], 5);
    EXPECT_EQ(values[100], 100);
}

TEST(ByNumber, KeepsWhatWasSetAmongTheForgotten) {
    ByNumber<int> values(-1);
    for (Number number = 0; number < 9; ++number) values.set(number, 1);
    for (Number number = 0; number < 4; ++number) values.forget(number);
    values.set(2, 6);
    for (Number number = 4; number < 9; ++number) values.forget(number);
    EXPECT_EQ(values[2], 6);
    EXPECT_EQ(values[8], -1);
}

TEST(ByNumber, StartsAnewOnceAllAreForgotten) {
    ByNumber<int> values(-1);
    values.set(4, 4);
    values.forget(4);
    values.set(2, 2);
    values.set(9, 8);
    values.forget(9);
    EXPECT_EQ(values[2], 2);
    EXPECT_EQ(values[4], -1);
}

}  // namespace
}  // namespace masthead::story
