#include "text/date.h"

#include <gtest/gtest.h>

namespace masthead::text {
namespace {

struct DateCase {
    const char* text;
    const char* expected;  // Empty: no date.
};

TEST(Date, IsReadInEveryDialect) {
    const DateCase cases[] = {
        {"Fri, 21 Sep 2018 12:00:00 +0000", "2018-09-21T12:00:00Z"},
        {"Fri, 21 Sep 2018 12:00:00 EDT", "2018-09-21T16:00:00Z"},
        {"21 Sep 18 12:00 PST", "2018-09-21T20:00:00Z"},
        {"Thu, 1 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z"},
        {"Fri Sep 21 12:00:00 2018", "2018-09-21T12:00:00Z"},
        {"Fri Sep 21 12:00:00 EDT 2018", "2018-09-21T16:00:00Z"},
        {"2018-09-21T12:00:00", "2018-09-21T12:00:00Z"},
        {"2018-09-21T12:00:00.000+0200", "2018-09-21T10:00:00Z"},
        {"20180921T120000Z", "2018-09-21T12:00:00Z"},
        {"20180921", "2018-09-21T00:00:00Z"},
        {"September 21, 2018 at 2:05 pm EST", "2018-09-21T19:05:00Z"},
        {"Published: Sept. 21, 2018", "2018-09-21T00:00:00Z"},
        {"21. September 2018, 14:05 Uhr", "2018-09-21T14:05:00Z"},
        {"21. M\xC3\xA4rz 2018", "2018-03-21T00:00:00Z"},
        {"21.09.2018 14:05", "2018-09-21T14:05:00Z"},
        {"09/21/2018", "2018-09-21T00:00:00Z"},
        {"21/09/2018", "2018-09-21T00:00:00Z"},
        {"2018/09/21 12:00:00 -0400", "2018-09-21T16:00:00Z"},
        {"5 ao\xC3\xBBt 2018", "2018-08-05T00:00:00Z"},
        {"2018\xE5\xB9\xB4"
         "9\xE6\x9C\x88"
         "21\xE6\x97\xA5",
         "2018-09-21T00:00:00Z"},
        {"Mon, 21 Sep 2018 24:00:00 GMT", "2018-09-21T00:00:00Z"},
        {"Fri, 21 Sep 2018 12:00:00 GMT+2", "2018-09-21T10:00:00Z"},
        {"yesterday", ""},
        {"", ""},
        {"31 Feb 2018", ""},
        {"99999999999", ""},
    };
    for (const auto& item : cases) {
        const auto read = parse_date(item.text);
        EXPECT_EQ(read ? core::format_instant(*read) : "", item.expected) << item.text;
    }
}

}  // namespace
}  // namespace masthead::text
