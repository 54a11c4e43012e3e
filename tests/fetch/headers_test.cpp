// What the headers of an answer say: dates, freshness, Retry-After, links.
#include "fetch/freshness.h"
#include "fetch/http_date.h"
#include "fetch/http_message.h"
#include "fetch/link_header.h"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace masthead::fetch {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

const core::Instant now = core::from_unix(1'700'000'000);  // Tue, 14 Nov 2023 22:13:20 GMT

TEST(HttpDate, ReadsTheThreeFormsAndNothingElse) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"},
        {"Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z"},
        {"Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37Z"},
        {"sun, 6 nov 1994 8:49:37 GMT", "1994-11-06T08:49:37Z"},
        {"Friday, 01-Jan-73 00:00:00 GMT", "2073-01-01T00:00:00Z"},  // Within 50 years of now.
        {"Saturday, 01-Jan-74 00:00:00 GMT", "1974-01-01T00:00:00Z"},
        {"Fri, 30 Jun 2017 23:59:60 GMT", "2017-06-30T23:59:59Z"},
        {"", ""},
        {"0", ""},
        {"-1", ""},
        {"Sun, 31 Feb 1994 08:49:37 GMT", ""},
        {"Sun, 06 Nov 1994 24:00:00 GMT", ""},
        {"Sun, 06 Nov 1994 08:49:37", ""},
        {"Sun, 06 Nov 1994 08:49:37 PST", ""},
        {"Sun, 06 Nov 194 08:49:37 GMT", ""},
        {"1994-11-06T08:49:37Z", ""},
        {"Sun, 06 Nov 1994 08:49:37 GMT and more", ""},
    };
    for (const auto& [text, expected] : cases) {
        const auto date = parse_http_date(text, now);
        EXPECT_EQ(date ? core::format_instant(*date) : "", expected) << text;
    }
}

TEST(Freshness, FollowsMaxAgeThenExpires) {
    struct Case {
        Headers headers;
        FreshFor expected;
    };
    const std::vector<Case> cases{
        {{}, std::nullopt},
        {{{"cache-control", "public, Max-Age=600"}}, seconds(600)},
        {{{"cache-control", "public"}, {"cache-control", "max-age=\"60\""}}, seconds(60)},
        {{{"cache-control", "max-age=600"}, {"age", "500"}}, seconds(100)},
        {{{"cache-control", "max-age=600"}, {"age", "700"}}, seconds(0)},
        {{{"cache-control", "max-age=600, no-store"}}, std::nullopt},
        {{{"cache-control", "no-cache"}, {"expires", "Tue, 14 Nov 2023 23:13:20 GMT"}}, std::nullopt},
        {{{"cache-control", "max-age=99999999999999999999"}}, seconds(std::int64_t{1} << 31U)},
        {{{"cache-control", "max-age=ten"}, {"expires", "Tue, 14 Nov 2023 23:13:20 GMT"}}, hours(1)},
        {{{"cache-control", "s-maxage=600"}}, std::nullopt},
        {{{"expires", "Tue, 14 Nov 2023 23:13:20 GMT"}, {"date", "Tue, 14 Nov 2023 23:03:20 GMT"}}, seconds(600)},
        {{{"expires", "Tue, 14 Nov 2023 20:13:20 GMT"}}, seconds(0)},
        {{{"expires", "0"}}, seconds(0)},
    };
    for (const auto& [headers, expected] : cases) {
        EXPECT_EQ(fresh_for(headers, now), expected) << (headers.empty() ? "" : headers.front().second);
    }
}

TEST(Freshness, ReadsRetryAfterInBothFormsAndCapsIt) {
    const std::vector<std::pair<std::string, std::optional<core::Instant>>> cases{
        {"120", now + seconds(120)},
        {"0", now},
        {"999999999999", now + hours(24)},
        {"Tue, 14 Nov 2023 23:13:20 GMT", now + hours(1)},
        {"Tue, 14 Nov 2023 20:13:20 GMT", now},
        {"Wed, 14 Nov 2029 20:13:20 GMT", now + hours(24)},
        {"-5", std::nullopt},
        {"soon", std::nullopt},
    };
    for (const auto& [text, expected] : cases) EXPECT_EQ(retry_at({{"retry-after", text}}, now), expected) << text;
    EXPECT_EQ(retry_at({}, now), std::nullopt);
}

TEST(LinkHeader, FindsTheFirstLinkOfARelation) {
    const auto base = core::Url::parse("https://news.example/feeds/all.xml");
    ASSERT_TRUE(base);
    const std::vector<std::pair<std::string, std::string>> cases{
        {R"(<https://hub.example/>; rel="hub")", "https://hub.example/"},
        {R"(<https://a.example/>; rel=self, <https://hub.example/>; rel=hub)", "https://hub.example/"},
        {R"(</hub?a=1,2;b>;rel="other HUB")", "https://news.example/hub?a=1,2;b"},
        {R"(<x>; title="a, \"b\"; rel=hub"; rel=next, <y>; title*=UTF-8''h ; rel = "hub")",
         "https://news.example/feeds/y"},
        {R"(<x>; rel=next; rel=hub)", ""},
        {R"(<x>; rel=hub; anchor="https://else.example/")", ""},
        {R"(<javascript:alert(1)>; rel=hub, <z>; rel=hub)", "https://news.example/feeds/z"},
        {R"(<x>; rel=hubs)", ""},
        {R"(<x)", ""},
        {R"(<x>; rel="hub)", "https://news.example/feeds/x"},
        {R"(;;;,,,<>;rel=hub)", "https://news.example/feeds/all.xml"},
        {"", ""},
    };
    for (const auto& [value, expected] : cases) EXPECT_EQ(link_of(value, "hub", *base), expected) << value;
}

TEST(Visits, CarryWhatTheHeadersSay) {
    const Headers headers{{"cache-control", "max-age=60"},
                          {"link", "<https://hub.example/>; rel=hub"},
                          {"link", "</all.xml>; rel=self, <https://second.example/>; rel=hub"}};
    const auto fresh = to_visit({"https://news.example/feed", now, 200, headers, "body"}, false);
    ASSERT_TRUE(fresh);
    EXPECT_EQ(std::get<Fresh>(*fresh).fresh_for, seconds(60));
    EXPECT_EQ(std::get<Fresh>(*fresh).hub, "https://hub.example/");
    EXPECT_EQ(std::get<Fresh>(*fresh).topic, "https://news.example/all.xml");
    const Headers of_page{{"content-language", "da"}, {"x-robots-tag", "noarchive"}, {"x-robots-tag", "nosnippet"}};
    const auto page = to_visit({"https://news.example/1", now, 200, of_page, "body"}, false);
    ASSERT_TRUE(page);
    EXPECT_EQ(std::get<Fresh>(*page).content_language, "da");
    EXPECT_EQ(std::get<Fresh>(*page).robots, "noarchive\nnosnippet");
    const auto unchanged = to_visit({"https://news.example/feed", now, 304, headers, ""}, false);
    EXPECT_EQ(std::get<NotModified>(*unchanged).fresh_for, seconds(60));
    EXPECT_EQ(std::get<NotModified>(*unchanged).at, now);
}

TEST(Visits, AreDeferredByTheStatusesThatAskToWait) {
    for (const int status : {403, 429, 503}) {
        const auto visit = to_visit({"https://news.example/feed", now, status, {{"retry-after", "60"}}, ""}, false);
        ASSERT_TRUE(visit) << status;
        const auto& deferred = std::get<Deferred>(*visit);
        EXPECT_EQ(deferred.status, status);
        EXPECT_EQ(deferred.retry_at, now + seconds(60));
        EXPECT_TRUE(deferred.reason.ends_with("and asks to wait until 2023-11-14T22:14:20Z")) << deferred.reason;
        const auto bare = to_visit({"https://news.example/feed", now, status, {}, ""}, false);
        EXPECT_EQ(std::get<Deferred>(*bare).retry_at, std::nullopt);
    }
}

}  // namespace
}  // namespace masthead::fetch
