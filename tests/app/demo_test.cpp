// The whole way on the demo: read, group, score, publish, explain, export; twice, with the same bytes.
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

Json parsed(const std::string& text) {
    auto json = core::parse_json(text);
    EXPECT_TRUE(json) << (json ? "" : json.error().message) << "\n" << text.substr(0, 500);
    return json ? *json : Json();
}

// One demo desk for all tests of the suite: they only read it.
class Demo : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        folder_ = new TempFolder();
        first_ = new ProcessResult(masthead(demo_run(folder_->path())));
    }
    static void TearDownTestSuite() {
        delete first_;
        delete folder_;
    }
    static std::vector<std::string> with_store(std::vector<std::string> words) {
        for (const auto& word : {std::string("--desk"), std::string("examples/demo/desk.yaml"), std::string("--data"),
                                 (folder_->path() / "data").string()})
            words.push_back(word);
        return words;
    }
    static Json explain(const std::string& url) {
        return parsed(masthead(with_store({"explain", url, "--json"})).output);
    }

    static TempFolder* folder_;
    static ProcessResult* first_;
};
TempFolder* Demo::folder_ = nullptr;
ProcessResult* Demo::first_ = nullptr;

TEST_F(Demo, ReadsWhatItsSourcesHold) {
    ASSERT_EQ(first_->exit_code, 0) << first_->errors;
    const Json report = parsed(first_->output);
    const Json expected = parsed(read_file("examples/demo/expected.json"));
    EXPECT_EQ(report["failed"].integer(), 1);  // The feed that answers 404.
    // What was written, and the broken feed's last item, which is cut off but has a title and an address.
    EXPECT_EQ(report["articles"].integer(), static_cast<std::int64_t>(expected["articles"].object().size()) + 1);
    EXPECT_GE(report["duplicates"].integer(), 4);
    EXPECT_GE(report["revised"].integer(), 3);
    EXPECT_GE(report["published"].integer(), 12);
    EXPECT_GT(report["stories"].integer(), 25);
    EXPECT_LT(report["stories"].integer(), 70);
}

TEST_F(Demo, GivesTheSameBytesFromTheSameInput) {
    const TempFolder other;
    const auto again = masthead(demo_run(other.path()));
    ASSERT_EQ(again.exit_code, 0) << again.errors;
    EXPECT_EQ(tree(folder_->path() / "site"), tree(other.path() / "site"));
    const auto one = masthead({"export", "--data", (folder_->path() / "data").string()});
    const auto two = masthead({"export", "--data", (other.path() / "data").string()});
    EXPECT_FALSE(one.output.empty());
    EXPECT_EQ(one.output, two.output);
}

TEST_F(Demo, WritesNothingWhenThereIsNoNews) {
    const auto again = masthead(demo_run(folder_->path()));
    ASSERT_EQ(again.exit_code, 0) << again.errors;
    const Json report = parsed(again.output);
    EXPECT_EQ(report["articles"].integer(), 0);
    EXPECT_EQ(report["revised"].integer(), 0);
    EXPECT_EQ(report["written"].integer(), 0);
    EXPECT_EQ(report["removed"].integer(), 0);
    EXPECT_GT(report["files"].integer(), 100);
}

// Every kind of answer names its stages and decisions, and the terms sum to the score.
void expect_whole(const Json& explanation) {
    EXPECT_FALSE(explanation["decisions"].array().empty());
    for (const auto* score : {"quality", "heat"}) {
        std::int64_t sum = 0;
        for (const auto& term : explanation[score]["terms"].array()) sum += term["points"].integer();
        EXPECT_EQ(sum, explanation[score]["total"].integer()) << score;
    }
}

TEST_F(Demo, ExplainsWhatIsPublishedRelatedAndCopied) {
    const auto articles = masthead({"export", "articles", "--data", (folder_->path() / "data").string()});
    std::map<std::string, int> seen;
    std::size_t at = 0;
    while (at < articles.output.size()) {
        const auto end = articles.output.find('\n', at);
        const Json article = parsed(articles.output.substr(at, end - at));
        at = end + 1;
        const Json answer = explain(std::string(article["webUrl"].string()));
        expect_whole(answer);
        EXPECT_TRUE(answer["known"].boolean());
        const auto summary = std::string(answer["summary"].string());
        ++seen[summary.substr(0, summary.find(' '))];
        if (seen.size() >= 4 && at > articles.output.size() / 2) break;
    }
    EXPECT_GT(seen["Published:"], 0);
    EXPECT_GT(seen["Related:"], 0);
    EXPECT_GT(seen["A"], 0);  // "A copy of ..."
    EXPECT_GT(seen["Not"], 0);
}

TEST_F(Demo, ExplainsWhatItNeverSawAndWhatFailed) {
    const Json unknown = explain("https://nowhere.example/article");
    EXPECT_FALSE(unknown["known"].boolean());
    EXPECT_THAT(std::string(unknown["summary"].string()), HasSubstr("Never seen"));
    const Json failed = explain("https://lantern-dispatch.example/feed.xml");
    ASSERT_EQ(failed["decisions"].array().size(), 1U);
    EXPECT_THAT(std::string(failed["decisions"].array()[0]["reason"].string()), HasSubstr("404"));
}

TEST_F(Demo, NeverPublishesSpam) {
    for (const auto* url : {"https://marketbuoy.example/marine-rope-market-size-2033/",
                            "https://marketbuoy.example/deal-seavue-7x50-binoculars-40-off/"}) {
        const Json answer = explain(url);
        EXPECT_TRUE(answer["known"].boolean()) << url;
        EXPECT_FALSE(answer["published"].boolean()) << url;
    }
}

TEST_F(Demo, ShowsNoHostileMarkup) {
    for (const auto& [path, bytes] : tree(folder_->path() / "site")) {
        if (!path.ends_with(".html")) continue;
        EXPECT_EQ(bytes.find("<script>"), std::string::npos) << path;  // Our own JSON-LD has a type.
        EXPECT_EQ(bytes.find("alert("), std::string::npos) << path;
        EXPECT_EQ(bytes.find("javascript:"), std::string::npos) << path;
        EXPECT_EQ(bytes.find("onerror="), std::string::npos) << path;
    }
}

TEST_F(Demo, PublishesAgainFromTheStoreAlone) {
    const TempFolder other;
    const auto published = masthead(with_store({"publish", other.path().string(), "--now", "2026-10-17T17:00:00Z"}));
    ASSERT_EQ(published.exit_code, 0) << published.errors;
    EXPECT_EQ(tree(folder_->path() / "site"), tree(other.path()));
}

TEST_F(Demo, IngestsItsOwnRecords) {
    const TempFolder other;
    std::vector<std::string> words{"ingest"};
    for (const auto& entry : std::filesystem::directory_iterator(folder_->path() / "site/_news"))
        words.push_back(entry.path().string());
    for (const auto& word : {std::string("--data"), (other.path() / "data").string(), std::string("--json"),
                             std::string("--now"), std::string("2026-10-17T17:00:00Z")})
        words.push_back(word);
    const auto ingested = masthead(words);
    ASSERT_EQ(ingested.exit_code, 0) << ingested.errors;
    EXPECT_GE(parsed(ingested.output)["articles"].integer(), 100);
}

TEST_F(Demo, IsWellAccordingToTheDoctor) {
    const auto doctor = masthead(with_store({"doctor"}));
    EXPECT_THAT(doctor.output, HasSubstr("ok  store: ok"));
    EXPECT_THAT(doctor.output, HasSubstr("BAD source: https://lantern-dispatch.example/feed.xml"));
    EXPECT_EQ(doctor.exit_code, 1);
}

}  // namespace
}  // namespace masthead::test
