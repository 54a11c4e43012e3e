// `masthead edition`: what was published on each of several evenings is written again, byte for byte, after later news,
// editors' decisions, other weights, topics and titles of the desk, and a purge.
#include "app/program.h"
#include "core/json.h"
#include "support/files.h"

#include <filesystem>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::test {
namespace {

using core::Json;
using testing::HasSubstr;
using testing::Not;

class EditionCommand : public testing::Test {
  protected:
    EditionCommand() {
        // Three days are shown, so that a purge of what is older leaves the latest editions whole.
        change("  folder: site", "  folder: site\n  days: 3");
    }
    void change(const std::string& from, const std::string& to) {
        const auto at = desk_.find(from);
        ASSERT_NE(at, std::string::npos) << from;
        desk_.replace(at, from.size(), to);
        write_file(folder_.path() / "desk.yaml", desk_);
    }
    ProcessResult run(std::vector<std::string> words) {
        words.insert(words.end(), {"--desk", (folder_.path() / "desk.yaml").string()});
        return masthead(std::move(words));
    }
    void do_it(const std::vector<std::string>& words) {
        const auto result = run(words);
        ASSERT_EQ(result.exit_code, 0) << words.front() << ": " << result.errors;
    }
    // Reads the recorded web as it stood at that instant, and remembers what was published.
    void stop_at(const std::string& instant) {
        do_it({"run", "--once", "--replay", DEMO_WEB, "--now", instant, "--quiet"});
        published_[instant] = tree(folder_.path() / "site");
    }
    std::vector<std::string> stories() {
        std::vector<std::string> ids;
        const auto listed = core::parse_json(run({"story", "list", "--json"}).output).value_or(Json());
        for (const auto& story : listed.array()) ids.emplace_back(story["id"].string());
        return ids;
    }
    // Without the names of equal files, which nobody wants to read.
    static std::string differences(const Tree& expected, const Tree& found) {
        std::string out;
        for (const auto& [path, bytes] : expected) {
            const auto other = found.find(path);
            if (other == found.end())
                out += "missing " + path + "\n";
            else if (other->second != bytes)
                out += "other bytes in " + path + "\n";
        }
        for (const auto& [path, bytes] : found) out += expected.contains(path) ? "" : "too much: " + path + "\n";
        return out;
    }
    void expect_again(const std::string& at, const std::string& published) {
        const TempFolder other;
        const auto out = other.path() / "edition";
        const auto result = run({"edition", "--at", at, "--out", out.string(), "--json"});
        ASSERT_EQ(result.exit_code, 0) << at << ": " << result.errors;
        const auto json = core::parse_json(result.output).value_or(Json());
        EXPECT_TRUE(json["as_published"].boolean());
        EXPECT_EQ(json["at"].string(), published);
        EXPECT_EQ(differences(published_[published], tree(out)), "") << at;
    }

    TempFolder folder_;
    std::string desk_ = read_file("examples/demo/desk.yaml");
    std::map<std::string, Tree> published_;  // By instant.
};

TEST_F(EditionCommand, WritesWhatEachRunHadPublishedByteForByte) {
    stop_at("2026-10-13T18:30:00Z");
    const auto first = stories();
    ASSERT_GE(first.size(), 3U);
    do_it({"story", "retitle", first[0], "A title of ours", "--now", "2026-10-13T19:00:00Z"});
    do_it({"story", "merge", first[0], first[1], "--now", "2026-10-13T19:01:00Z"});
    do_it({"story", "remove", first[2], "--now", "2026-10-13T19:02:00Z"});
    stop_at("2026-10-14T18:30:00Z");
    do_it({"story", "undo", "2", "--now", "2026-10-14T19:00:00Z"});
    change("scoring:\n", "scoring:\n  weights: {image: 31, owners: 17}\n");
    do_it({"rescore", "--now", "2026-10-14T19:10:00Z"});
    stop_at("2026-10-15T18:30:00Z");
    change("title: \"The Harbour Desk\"", "title: \"The Other Harbour Desk\"");
    change("topics:\n", "topics:\n  - {id: gales, name: Gales, keywords: [storm, gale, fog, wind]}\n");
    stop_at("2026-10-16T18:30:00Z");
    stop_at("2026-10-17T17:00:00Z");
    const auto before = run({"export"}).output;
    for (const auto& [instant, files] : published_) expect_again(instant, instant);
    EXPECT_NE(published_["2026-10-14T18:30:00Z"], published_["2026-10-15T18:30:00Z"]);
    EXPECT_EQ(run({"export"}).output, before) << "history is only read";

    // Between two editions the earlier one stood; a day means until its end; any zone will do.
    expect_again("2026-10-14T18:29:59Z", "2026-10-13T18:30:00Z");
    expect_again("2026-10-14", "2026-10-14T18:30:00Z");
    expect_again("2026-10-15T20:30:00+02:00", "2026-10-15T18:30:00Z");

    // A purge takes the editions that showed what it deletes, and leaves the others as they were.
    change("publish:\n", "keep:\n  days: 14\npublish:\n");
    stop_at("2026-10-28T17:00:00Z");
    expect_again("2026-10-17T17:00:00Z", "2026-10-17T17:00:00Z");
    expect_again("2026-10-28", "2026-10-28T17:00:00Z");
    const auto lost = run({"edition", "--at", "2026-10-13T18:30:00Z", "--out", (folder_.path() / "no").string()});
    EXPECT_EQ(lost.exit_code, 1);
    EXPECT_THAT(lost.errors,
                HasSubstr("articles it showed were deleted since (keep.days); the oldest that can be is of "
                          "2026-10-17T17:00:00Z"));
    EXPECT_FALSE(std::filesystem::exists(folder_.path() / "no"));
    const auto listed = run({"edition", "--most", "2"});
    EXPECT_THAT(listed.output, HasSubstr("2026-10-17T17:00:00Z"));
    EXPECT_THAT(listed.output, Not(HasSubstr("2026-10-13")));
}

TEST_F(EditionCommand, SaysWhatIsWrongAndTheWayOut) {
    struct Wrong {
        std::vector<std::string> words;
        int exit_code;
        std::string said;
    };
    EXPECT_THAT(run({"edition", "--at", "2026-10-17"}).errors, HasSubstr("masthead run --once"));
    stop_at("2026-10-13T18:30:00Z");
    for (const auto& wrong :
         {Wrong{{"edition", "--at", "yesterday"}, 2, "write it with its zone, like 2018-10-31T23:59"},
          Wrong{{"edition", "--at", "2026-10-13T18:30:00"}, 2, "is no instant"},
          Wrong{{"edition", "--at", "2026-02-30"}, 2, "is no instant"},
          Wrong{{"edition", "--out", "somewhere"}, 2, "--out needs --at"},
          Wrong{{"edition", "--at", "2026-10-12"},
                1,
                "had been published by 2026-10-12T23:59:59Z; the first edition is of "
                "2026-10-13T18:30:00Z"}}) {
        const auto result = run(wrong.words);
        EXPECT_EQ(result.exit_code, wrong.exit_code) << wrong.said;
        EXPECT_THAT(result.errors, HasSubstr(wrong.said));
    }
    const auto among = run({"edition", "--at", "2026-10-14", "--out", folder_.path().string()});
    EXPECT_NE(among.exit_code, 0);
    EXPECT_THAT(among.errors, HasSubstr("holds files that Masthead did not write"));
}

TEST_F(EditionCommand, SaysSoWhereTheBytesAreOthers) {
    stop_at("2026-10-13T18:30:00Z");
    // A picture that the edition showed is gone from the store's folder.
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path() / "data/images"))
        std::filesystem::remove(entry.path());
    const auto result = run({"edition", "--at", "2026-10-14", "--out", (folder_.path() / "out").string()});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.errors, HasSubstr("not byte for byte what was published"));
    EXPECT_THAT(result.errors, HasSubstr("pictures it showed may be gone"));
}

}  // namespace
}  // namespace masthead::test
