#include "feed/reading.h"

namespace masthead::feed {
namespace {

ParsedFeed channel(const std::string& elements) {
    return read("<rss version='2.0' xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'><channel><title>T</title>" +
                elements + "<item><title>One</title><ttl>7</ttl></item></channel></rss>");
}

TEST(Schedule, IsTheTimeToLiveOrThePeriodOfTheFeed) {
    struct Case {
        std::string elements;
        int minutes;
    };
    for (const auto& [elements, minutes] : std::initializer_list<Case>{
             {"", 0},
             {"<ttl>90</ttl>", 90},
             {"<ttl> 15 minutes</ttl>", 15},
             {"<ttl>-5</ttl>", 0},
             {"<ttl>soon</ttl>", 0},
             {"<ttl>99999999999999</ttl>", 0},
             {"<sy:updatePeriod> hourly </sy:updatePeriod>", 60},
             {"<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 360},
             {"<sy:updateFrequency>0</sy:updateFrequency><sy:updatePeriod>Weekly</sy:updatePeriod>", 10080},
             {"<sy:updatePeriod>often</sy:updatePeriod>", 0},
             {"<ttl>20</ttl><sy:updatePeriod>daily</sy:updatePeriod>", 20},
         }) {
        EXPECT_EQ(channel(elements).ttl.count(), minutes) << elements;
    }
}

TEST(Schedule, KnowsTheHoursToSkip) {
    EXPECT_EQ(channel("<skipHours><hour>0</hour><hour>13</hour>\n<hour>23</hour></skipHours>").skip_hours,
              1U | 1U << 13U | 1U << 23U);
    EXPECT_EQ(channel("<skipHours><hour>24</hour><hour>99</hour><hour>x</hour></skipHours>").skip_hours, 1U);
    EXPECT_EQ(channel("<ttl>60</ttl>").skip_hours, 0U);
}

}  // namespace
}  // namespace masthead::feed
