#include "core/time.h"

#include <gtest/gtest.h>

namespace masthead::core {
namespace {

TEST(Instant, IsReadInEveryFormOfRfc3339) {
    const Instant expected = from_unix(1537531200);
    for (const auto* text : {"2018-09-21T12:00:00Z", "2018-09-21t12:00:00.123z", "2018-09-21 14:00:00+02:00",
                             "2018-09-21T12:00Z", "2018-09-21T05:00:00-0700"}) {
        EXPECT_EQ(parse_instant(text), expected) << text;
    }
    EXPECT_EQ(parse_instant("2018-09-21"), from_unix(1537488000));
}

TEST(Instant, IsNotGuessed) {
    for (const auto* text :
         {"", "2018", "2018-02-30", "2018-09-21T25:00:00Z", "2018-09-21T12:00:00", "Fri, 21 Sep 2018"}) {
        EXPECT_FALSE(parse_instant(text)) << text;
    }
}

TEST(Instant, IsWrittenInUtc) {
    EXPECT_EQ(format_instant(from_unix(1537531200)), "2018-09-21T12:00:00Z");
    EXPECT_EQ(format_instant(from_unix(-1)), "1969-12-31T23:59:59Z");
    EXPECT_EQ(format_day(from_unix(0)), "1970-01-01");
}

}  // namespace
}  // namespace masthead::core
