// Recorded and hostile feeds; skipped where the corpora are not.
#include "feed/feed.h"
#include "feed/xml_events.h"
#include "fetch/warc.h"
#include "support/files.h"

#include <cstddef>
#include <cstdint>
#include <fcntl.h>
#include <filesystem>
#include <functional>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <string>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

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

// TRUST's limits are meant for a release build; without optimisation or with a sanitizer the test still finds what
// hangs.
#ifdef NDEBUG
constexpr double most_seconds = 0.5;
constexpr double most_seconds_of_a_bomb = 0.1;
constexpr double most_mib = 64;
#else
constexpr double most_seconds = 10;
constexpr double most_seconds_of_a_bomb = 10;
constexpr double most_mib = 4096;
#endif

// A system call that opens a file or a socket ends the process.
void forbid_files_and_sockets() {
    constexpr auto number = offsetof(seccomp_data, nr);
    const auto statement = [](unsigned code, std::size_t value) {
        return sock_filter{static_cast<std::uint16_t>(code), 0, 0, static_cast<std::uint32_t>(value)};
    };
    std::vector<sock_filter> program = {statement(BPF_LD | BPF_W | BPF_ABS, number)};
    for (const long call : {SYS_openat, SYS_socket, SYS_connect}) {
        program.push_back({BPF_JMP | BPF_JEQ | BPF_K, 0, 1, static_cast<std::uint32_t>(call)});
        program.push_back(statement(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS));
    }
    program.push_back(statement(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    const sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0)
        ::_exit(90);
}

struct Answer {
    int status = -1;  // Of the child's exit; -1: it was killed.
    double seconds = 0;
    double peak_mib = 0;
};

// In a process of its own, which may open nothing: what `work` returns, its CPU seconds, its peak memory.
Answer alone(const std::function<int()>& work) {
    const pid_t child = ::fork();
    if (child == 0) {
        forbid_files_and_sockets();
        ::_exit(work());
    }
    int status = 0;
    rusage usage{};
    if (child < 0 || ::wait4(child, &status, 0, &usage) != child) return {};
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, seconds(usage.ru_utime) + seconds(usage.ru_stime),
            static_cast<double>(usage.ru_maxrss) / 1024};
}

enum HostileAnswer : std::uint8_t { read_whole, refused, leaked };

int answer_to(const std::filesystem::path& path, std::string_view bytes) {
    if (path.extension() == ".opml") {
        const auto list = parse_opml(bytes);
        return list && list->sources.size() > 1 ? leaked : read_whole;
    }
    const auto feed = parse_feed(bytes, "https://a.example/feed", "");
    if (!feed) return refused;
    bool leaks = feed->title.contains("root:");
    for (const auto& item : feed->items)
        leaks = leaks || item.title.contains("root:") || item.summary.contains("root:");
    return leaks ? leaked : read_whole;
}

// TRUST rows 1 to 3, 18 to 20 and 26: an answer in time and in little memory, with no file or socket opened on the way.
TEST(FeedCorpus, AnswersHostileFilesInTimeAndMemoryAndOpensNothing) {
    const auto folder = test::corpus("hostile/xml");
    if (!folder) GTEST_SKIP() << test::no_corpus;
    EXPECT_EQ(alone([] { return ::open("/dev/null", O_RDONLY | O_CLOEXEC); }).status, -1)
        << "the filter filters nothing";
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(*folder)) {
        const std::string bytes = test::read_file(entry.path());
        const double before = alone([] { return 0; }).peak_mib;
        const Answer answer = alone([&] { return answer_to(entry.path(), bytes); });
        const std::string name = entry.path().stem();
        EXPECT_TRUE(answer.status == read_whole || answer.status == refused) << name << ": " << answer.status;
        EXPECT_LE(answer.seconds, most_seconds) << name;
        EXPECT_LE(answer.peak_mib - before, most_mib) << name;
        if (name == "billion_laughs" || name.starts_with("param_entity") || name == "xxe_param") {
            EXPECT_EQ(answer.status, refused) << name;
            EXPECT_LE(answer.seconds, most_seconds_of_a_bomb) << name;
        }
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
