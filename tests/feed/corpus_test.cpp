// Recorded and hostile feeds; skipped where the corpora are not.
#include "feed/feed.h"
#include "feed/xml_events.h"
#include "fetch/warc.h"
#include "support/files.h"

#include <ctime>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

namespace masthead::feed {
namespace {

struct Totals {
    std::size_t feeds = 0;
    std::size_t failed = 0;
    std::size_t items = 0;
};

Totals read_all(const std::string& warc) {
    Totals totals;
    const auto summary = fetch::read_warc(warc, [&](const fetch::RecordedResponse& response) {
        const auto feed = parse_feed(response.body, response.url, "");
        ++totals.feeds;
        totals.failed += feed ? 0U : 1U;
        totals.items += feed ? feed->items.size() : 0U;
        return true;
    });
    EXPECT_TRUE(summary && !summary->truncated);
    return totals;
}

TEST(FeedCorpus, ReadsEveryRecordedFeed) {
    const auto path = test::corpus("web/feeds.warc.gz");
    if (!path) GTEST_SKIP() << test::no_corpus;
    const auto totals = read_all(path->string());
    EXPECT_EQ(totals.feeds, 120U);
    EXPECT_EQ(totals.failed, 0U);
    EXPECT_GE(totals.items, 3378U);
}

TEST(FeedCorpus, ReadsEveryArticleOfTheAutumnNews) {
    const auto path = test::corpus("web/news-2018-autumn.warc.gz");
    if (!path) GTEST_SKIP() << test::no_corpus;
    const auto totals = read_all(path->string());
    EXPECT_EQ(totals.feeds, 74U);
    EXPECT_EQ(totals.items, 1115U);
}

// The clean reader is the fast way; if real feeds left it, nobody would see it but by their speed.
TEST(FeedCorpus, ReadsNearlyAllRecordedFeedsTheCleanWayAndAsExpatDoes) {
    const auto path = test::corpus("web/feeds.warc.gz");
    if (!path) GTEST_SKIP() << test::no_corpus;
    std::size_t clean = 0;
    const auto summary = fetch::read_warc(path->string(), [&](const fetch::RecordedResponse& response) {
        const auto events = clean_events(response.body);
        clean += events ? 1U : 0U;
        // No EXPECT_EQ: it would print megabytes.
        EXPECT_TRUE(!events || *events == expat_events(response.body)) << response.url;
        return true;
    });
    EXPECT_TRUE(summary.has_value());
    EXPECT_GE(clean, 115U);
}

TEST(FeedCorpus, ReadsEveryFileOfTheFeedCollectionsAsExpatDoes) {
    const auto folder = test::corpus("feeds");
    if (!folder) GTEST_SKIP() << test::no_corpus;
    std::size_t clean = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(*folder)) {
        if (!entry.is_regular_file()) continue;
        const std::string bytes = test::read_file(entry.path());
        const auto events = clean_events(bytes);
        clean += events ? 1U : 0U;
        EXPECT_TRUE(!events || *events == expat_events(bytes)) << entry.path();
    }
    EXPECT_GE(clean, 1'000U);
}

// TRUST's limit is meant for a release build; without optimisation the test still finds what hangs.
#ifdef NDEBUG
constexpr double most_seconds = 0.5;
#else
constexpr double most_seconds = 10;
#endif

// TRUST rows 1 to 3, 18 to 20 and 26: an answer within half a second each, and no file of the machine in it.
TEST(FeedCorpus, AnswersHostileFilesInTime) {
    const auto folder = test::corpus("hostile/xml");
    if (!folder) GTEST_SKIP() << test::no_corpus;
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(*folder)) {
        const std::string bytes = test::read_file(entry.path());
        const std::clock_t begun = std::clock();
        if (entry.path().extension() == ".opml") {
            const auto list = parse_opml(bytes);
            EXPECT_LE(list ? list->sources.size() : 0U, 1U) << entry.path();
        } else {
            const auto feed = parse_feed(bytes, "https://a.example/feed", "");
            EXPECT_EQ((feed ? feed->title : std::string()).find("root:"), std::string::npos) << entry.path();
        }
        const double seconds = static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
        EXPECT_LE(seconds, most_seconds) << entry.path();
        ++files;
    }
    EXPECT_EQ(files, 25U);
}

TEST(FeedCorpus, SurvivesEveryFileOfTheFeedCollections) {
    const auto folder = test::corpus("feeds");
    if (!folder) GTEST_SKIP() << test::no_corpus;
    std::size_t read = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(*folder)) {
        if (!entry.is_regular_file()) continue;
        const std::string bytes = test::read_file(entry.path());
        read += parse_feed(bytes, "https://a.example/feed", "") ? 1U : 0U;
        // Any part of a feed is answered too.
        static_cast<void>(
            parse_feed(std::string_view(bytes).substr(0, bytes.size() / 2), "https://a.example/feed", ""));
    }
    EXPECT_GE(read, 1590U);
}

}  // namespace
}  // namespace masthead::feed
