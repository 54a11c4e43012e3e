// The published folder: what is written, what stays, and that nobody ever finds some of two editions.
#include "app/output_folder.h"

#include "app/files.h"
#include "support/files.h"

#include <csignal>
#include <random>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::app {
namespace {

using testing::HasSubstr;

using Files = std::map<std::string, std::string>;

class OutputFolderTest : public testing::Test {
  protected:
    core::Result<OutputCounts> publish(const Files& files) const {
        auto folder = OutputFolder::open(folder_, root_.path() / "next");
        if (!folder) return std::unexpected(folder.error());
        for (const auto& [path, bytes] : files) {
            if (auto done = folder->put({path, bytes}); !done) return std::unexpected(done.error());
        }
        return folder->finish();
    }
    // Every file below the folder but the list.
    [[nodiscard]] Files found() const {
        Files out;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_)) {
            const auto path = entry.path().lexically_relative(folder_).generic_string();
            if (entry.is_regular_file() && path != output_list_name) out[path] = *read_file(entry.path());
        }
        return out;
    }
    [[nodiscard]] ino_t inode(const std::string& path) const {
        struct stat status{};
        EXPECT_EQ(::lstat((folder_ / path).c_str(), &status), 0) << path;
        return status.st_ino;
    }
    void write(std::string_view path, std::string_view bytes) const { ASSERT_TRUE(write_file(folder_ / path, bytes)); }

    test::TempFolder root_;
    std::filesystem::path folder_ = root_.path() / "site";
};

const Files first = {{"index.html", "one"}, {"stories/a/index.html", "a"}, {"stories/b/index.html", "b"}};

TEST_F(OutputFolderTest, WritesAnEditionAndNothingWhenNothingChanged) {
    const auto counts = publish(first);
    ASSERT_TRUE(counts) << counts.error().message;
    EXPECT_EQ(counts->files, 3U);
    EXPECT_EQ(counts->written, 3U);
    EXPECT_EQ(found(), first);
    const auto before = inode("index.html");
    const auto list = inode(std::string(output_list_name));
    const auto again = publish(first);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->written, 0U);
    EXPECT_EQ(again->removed, 0U);
    EXPECT_EQ(inode("index.html"), before);
    EXPECT_EQ(inode(std::string(output_list_name)), list);
}

TEST_F(OutputFolderTest, WritesOnlyWhatChangedOverManyEditions) {
    ASSERT_TRUE(publish(first));
    Files files = first;
    for (int edition = 0; edition < 6; ++edition) {
        const auto kept = inode("stories/a/index.html");
        files["index.html"] = fmt::format("edition {}", edition);
        if (edition == 3) files.erase("stories/b/index.html");
        if (edition == 4) files["stories/c/index.html"] = "c";
        const auto counts = publish(files);
        ASSERT_TRUE(counts) << counts.error().message;
        EXPECT_EQ(counts->written, edition == 4 ? 2U : 1U);
        EXPECT_EQ(counts->removed, edition == 3 ? 1U : 0U);
        EXPECT_EQ(found(), files);
        EXPECT_EQ(inode("stories/a/index.html"), kept);
        EXPECT_EQ(std::filesystem::exists(folder_ / "stories/b"), edition < 3);
    }
}

TEST_F(OutputFolderTest, RestoresWhatWasChangedOrRemovedByHand) {
    ASSERT_TRUE(publish(first));
    write("stories/a/index.html", "scribbled");
    std::filesystem::remove(folder_ / "stories/b/index.html");
    const auto counts = publish(first);
    ASSERT_TRUE(counts);
    EXPECT_EQ(counts->written, 2U);
    EXPECT_EQ(found(), first);
}

TEST_F(OutputFolderTest, NeverTouchesFilesOfOthers) {
    ASSERT_TRUE(publish(first));
    write("CNAME", "news.example.org");
    write("stories/notes/mine.txt", "mine");
    write(".git/HEAD", "ref");
    Files files = first;
    files["index.html"] = "two";
    files.erase("stories/a/index.html");
    const auto counts = publish(files);
    ASSERT_TRUE(counts) << counts.error().message;
    EXPECT_EQ(counts->written, 1U);
    EXPECT_EQ(counts->removed, 1U);
    files.insert({{"CNAME", "news.example.org"}, {"stories/notes/mine.txt", "mine"}, {".git/HEAD", "ref"}});
    EXPECT_EQ(found(), files);
}

TEST_F(OutputFolderTest, RefusesAFolderOfOthersUntilToldOtherwise) {
    write("index.html", "somebody's");
    const auto refused = publish(first);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, core::ErrorCode::refused);
    EXPECT_THAT(refused.error().message, HasSubstr(folder_.string()));
    write(output_list_name, "");
    std::filesystem::rename(folder_ / "index.html", folder_ / "somebody.html");
    ASSERT_TRUE(publish(first));
    Files files = first;
    files["somebody.html"] = "somebody's";
    EXPECT_EQ(found(), files);
}

TEST_F(OutputFolderTest, TakesListsOfEarlierVersions) {
    for (const auto& [path, bytes] : first) write(path, bytes);
    write("stories/gone/index.html", "gone");
    write(output_list_name, "index.html\nstories/a/index.html\nstories/b/index.html\nstories/gone/index.html\n");
    const auto counts = publish(first);
    ASSERT_TRUE(counts);
    EXPECT_EQ(counts->written, 0U);
    EXPECT_EQ(counts->removed, 1U);
    EXPECT_EQ(found(), first);
}

TEST_F(OutputFolderTest, SaysWhenAFileStandsInItsPlaceOrAnotherPublishes) {
    ASSERT_TRUE(write_file(folder_, "a file"));
    const auto failed = publish(first);
    ASSERT_FALSE(failed);
    EXPECT_THAT(failed.error().message, HasSubstr("a file stands there"));
    std::filesystem::remove(folder_);
    const auto held = OutputFolder::open(folder_, root_.path() / "next");
    ASSERT_TRUE(held);
    const auto second = publish(first);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, core::ErrorCode::held);
}

TEST_F(OutputFolderTest, RefusesPathsThatLeaveIt) {
    for (const auto* path : {"../x", "/x", "a//b", "a/./b", "", "a b", "stories/../../x"}) {
        const auto refused = publish({{path, "x"}});
        ASSERT_FALSE(refused) << path;
        EXPECT_EQ(refused.error().code, core::ErrorCode::refused) << path;
    }
}

// An edition in which every file says which one it is.
Files numbered(int edition) {
    Files out;
    for (int i = 0; i < 24; ++i) out[fmt::format("stories/{}/index.html", i)] = fmt::format("edition {}", edition);
    // One file comes and goes.
    if (edition % 2 == 0) out["even/index.html"] = fmt::format("edition {}", edition);
    return out;
}

TEST_F(OutputFolderTest, KeepsTheLastEditionWholeWhenTheDiskIsFull) {
    ASSERT_TRUE(publish(numbered(1)));
    const auto child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit none{0, 0};
        ::setrlimit(RLIMIT_FSIZE, &none);
        const auto failed = publish(numbered(2));
        ::_exit(!failed && failed.error().code == core::ErrorCode::io ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
    EXPECT_EQ(found(), numbered(1));
    ASSERT_TRUE(publish(numbered(2)));
    EXPECT_EQ(found(), numbered(2));
}

TEST_F(OutputFolderTest, IsOneWholeEditionWheneverItsWriterIsKilled) {
    ASSERT_TRUE(publish(numbered(0)));
    std::mt19937 random(7);
    std::set<std::string> seen;
    int edition = 0;
    for (int trial = 0; trial < 100; ++trial) {
        int pipe[2] = {};
        ASSERT_EQ(::pipe(pipe), 0);
        const auto child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            for (int next = edition + 1;; ++next) {
                const bool done = publish(numbered(next)).has_value();
                if (::write(pipe[1], done ? "y" : "n", 1) != 1 || !done) ::_exit(1);
            }
        }
        ::close(pipe[1]);
        // After a few whole editions, and some way into the next.
        char said = 'y';
        for (int i = 0; i < trial % 3 && said == 'y'; ++i) ASSERT_EQ(::read(pipe[0], &said, 1), 1);
        ASSERT_EQ(said, 'y');
        ::usleep(static_cast<useconds_t>(random() % 4000));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        ::close(pipe[0]);
        const auto files = found();
        ASSERT_FALSE(files.empty());
        const auto& says = files.begin()->second;
        edition = std::stoi(says.substr(says.find(' ') + 1));
        ASSERT_EQ(files, numbered(edition)) << "trial " << trial;
        seen.insert(says);
    }
    EXPECT_GT(seen.size(), 50U);  // Or the kills came before anything was done.
    ASSERT_TRUE(publish(numbered(edition + 1)));
    EXPECT_EQ(found(), numbered(edition + 1));
}

}  // namespace
}  // namespace masthead::app
