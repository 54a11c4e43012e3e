#include "dedupe/canonical_url.h"

#include "core/json.h"
#include "support/files.h"

#include <gtest/gtest.h>

namespace masthead::dedupe {
namespace {

std::string canonical(std::string_view text) {
    const auto url = core::Url::parse(text);
    return url ? canonical_url(*url).str() : "error";
}

struct Case {
    const char* given;
    const char* expected;
};

TEST(CanonicalUrl, IsOneAddressForOneDocument) {
    constexpr Case cases[] = {
        {"http://news.example/a/story-of-the-day", "https://news.example/a/story-of-the-day"},
        {"https://NEWS.example:443/a/story/#comments", "https://news.example/a/story"},
        {"http://news.example", "https://news.example/"},
        {"http://news.example:8080/a", "http://news.example:8080/a"},
        {"https://www.news.example/a", "https://www.news.example/a"},
        {"https://m.news.example/a", "https://news.example/a"},
        {"https://de.m.news.example/a", "https://de.news.example/a"},
        {"https://amp.news.example/a", "https://news.example/a"},
        {"https://m.com/a", "https://m.com/a"},
        {"https://news.example/2018/10/flood/amp/", "https://news.example/2018/10/flood"},
        {"https://news.example/amp/flood", "https://news.example/flood"},
        {"https://news.example/amp", "https://news.example/amp"},
        {"https://news.example/flood.amp.html", "https://news.example/flood.html"},
        {"https://news.example/flood.amp", "https://news.example/flood"},
        {"https://news.example/flood?amp=1", "https://news.example/flood"},
        {"https://news.example/flood?amp", "https://news.example/flood"},
        {"https://news.example/flood?outputType=amp", "https://news.example/flood"},
        {"https://news-example.cdn.ampproject.org/c/s/news.example/flood/amp?utm_source=x",
         "https://news.example/flood"},
        {"https://news-example.cdn.ampproject.org/v/news.example/flood", "https://news.example/flood"},
        {"https://www.google.com/amp/s/news.example/flood", "https://news.example/flood"},
        {"https://news.example/a%7eb%2dc/%c3%a9", "https://news.example/a~b-c/%C3%A9"},
    };
    for (const auto& item : cases) EXPECT_EQ(canonical(item.given), item.expected) << item.given;
}

TEST(CanonicalUrl, DropsTrackingAndSortsTheRest) {
    constexpr Case cases[] = {
        {"https://news.example/a?utm_source=feed&utm_medium=rss&UTM_Campaign=z", "https://news.example/a"},
        {"https://news.example/a?fbclid=abc&b=2&a=1&gclid=x", "https://news.example/a?a=1&b=2"},
        {"https://news.example/a?b=2&amp;utm_source=x&amp;a=1", "https://news.example/a?a=1&b=2"},
        {"https://news.example/a?x=2&x=1", "https://news.example/a?x=2&x=1"},
        {"https://news.example/a?&&", "https://news.example/a"},
        {"https://news.example/a?ref=rss", "https://news.example/a"},
    };
    for (const auto& item : cases) EXPECT_EQ(canonical(item.given), item.expected) << item.given;
}

TEST(CanonicalUrl, KeepsWhatNamesTheArticle) {
    for (const auto* text : {
             "https://news.example/story.php?id=4711",
             "https://news.example/?p=123",
             "https://news.example/watch?v=dQ1",
             "https://news.example/article?articleId=9&page=2",
             "https://news.example/a?ref=4711",
             "https://news.example/a?source=desk-12",
             "https://shop.example/search?amp=16",
         }) {
        EXPECT_EQ(canonical(text), text);
    }
}

TEST(CanonicalUrl, IsAFixedPoint) {
    for (const auto* text : {
             "https://news.example//amp//x//amp//",
             "https://news.example/x.amp.amp.html",
             "https://news.example/...amp",
             "https://m.amp.mobile.news.example/amp/amp/a",
             "https://a.cdn.ampproject.org/amp/c/s/b.cdn.ampproject.org/c/s/news.example/a/amp/",
             "https://news.example/a?%61mp;amp;amp=1&x",
             "https://news.example/%2e%2e%2fa/%2E",
         }) {
        const auto once = canonical(text);
        EXPECT_EQ(canonical(once), once) << text;
    }
}

TEST(CanonicalUrl, IsAFixedPointOnTheStandardsOwnCases) {
    const auto path = test::corpus("urls/urltestdata.json");
    if (!path) GTEST_SKIP() << test::no_corpus;
    const auto cases = core::parse_json(test::read_file(*path));
    ASSERT_TRUE(cases);
    for (const auto& item : cases->array()) {
        const auto once = canonical(item["href"].string());
        EXPECT_EQ(once == "error" ? once : canonical(once), once) << item["href"].string();
    }
}

TEST(CredibleCanonical, IsOnTheSameSiteAndNoSection) {
    struct Claim {
        const char* declared;
        const char* fetched;
        bool is_credible;
    };
    constexpr Claim claims[] = {
        {"https://www.news.example/a/flood-on-the-coast", "https://m.news.example/a/flood-on-the-coast?x=1", true},
        {"https://news.example/a/flood-on-the-coast-120", "https://news.example/node/51234", true},
        {"https://news.example/story?id=51234", "https://news.example/a/flood-on-the-coast", true},
        {"https://news.example/a/flood-on-the-coast", "https://news.example/a/flood-on-the-coast/page/2", true},
        {"https://other.example/a/flood-on-the-coast", "https://news.example/a/flood-on-the-coast", false},
        {"https://news.example/", "https://news.example/a/flood-on-the-coast", false},
        {"https://news.example/world", "https://news.example/world/flood-on-the-coast", false},
        {"https://news.example/2018/10/", "https://news.example/2018/10/flood-on-the-coast", false},
        {"https://news.example/sport", "https://news.example/a/flood-on-the-coast", false},
        {"https://news.example/", "https://news.example/?utm_source=x", true},
    };
    for (const auto& claim : claims) {
        EXPECT_EQ(is_credible_canonical(*core::Url::parse(claim.declared), *core::Url::parse(claim.fetched)),
                  claim.is_credible)
            << claim.declared << " on " << claim.fetched;
    }
}

}  // namespace
}  // namespace masthead::dedupe
