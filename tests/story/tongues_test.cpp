// An invented newsroom of eight languages: tests/cases/story/tongues.jsonl, twelve events, some of which happen in the
// same country and city.
#include "core/ascii.h"
#include "core/json.h"
#include "story/clusterer.h"
#include "support/files.h"

#include <algorithm>
#include <chrono>
#include <map>

#include <gtest/gtest.h>

namespace masthead::story {
namespace {

using std::chrono::hours;

constexpr core::Instant midnight{std::chrono::seconds{1'620'000'000}};

struct Report {
    std::string id;
    std::string language;
    std::string event;
    std::string title;
    std::string text;
    core::Instant published{};
};

const std::vector<Report>& reports() {
    static const std::vector<Report> read = [] {
        std::vector<Report> out;
        const auto bytes = test::read_file("tests/cases/story/tongues.jsonl");
        for (const auto line : core::split(bytes, '\n')) {
            const auto json = core::parse_json(line);
            if (!json) continue;
            const auto field = [&](std::string_view key) { return std::string((*json)[key].string()); };
            out.push_back({field("id"), field("language"), field("story"), field("title"), field("text"),
                           midnight + hours{static_cast<int>((*json)["hour"].number())}});
        }
        return out;
    }();
    return read;
}

StoryInput input(const Report& report) {
    return {.id = report.id,
            .title = report.title,
            .text = report.text,
            .language = report.language,
            .published = report.published};
}

using Stories = std::map<std::string, std::string>;

void take(const ClusterChange& change, Stories& stories) {
    for (const auto& member : change.memberships) stories[member.article_id] = member.story_id;
    for (const auto& redirect : change.redirects) {
        for (auto& [article, story] : stories) {
            if (story == redirect.from) story = redirect.to;
        }
    }
}

Stories grouped(std::size_t batch) {
    std::vector<StoryInput> inputs;
    for (const auto& report : reports()) inputs.push_back(input(report));
    std::ranges::sort(inputs, {}, [](const StoryInput& one) { return std::pair(one.published, one.id); });
    Clusterer clusterer;
    Stories stories;
    for (std::size_t at = 0; at < inputs.size(); at += batch)
        take(clusterer.add(std::span(inputs).subspan(at, std::min(batch, inputs.size() - at)), midnight + hours{72}),
             stories);
    return stories;
}

struct Pairs {
    int same = 0;    // Of one event.
    int joined = 0;  // Of these, in one story.
    int wrong = 0;   // Of different events, in one story.
    std::string failures;
};

enum class Languages { one, two };

Pairs pairs_of(const Stories& stories, Languages languages) {
    Pairs out;
    const auto& all = reports();
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t j = i + 1; j < all.size(); ++j) {
            if ((all[i].language == all[j].language) != (languages == Languages::one)) continue;
            const bool is_joined = stories.at(all[i].id) == stories.at(all[j].id);
            const bool is_same = all[i].event == all[j].event;
            out.same += is_same ? 1 : 0;
            out.joined += is_same && is_joined ? 1 : 0;
            out.wrong += !is_same && is_joined ? 1 : 0;
            if (is_same != is_joined) out.failures += all[i].id + " " + all[j].id + "\n";
        }
    }
    return out;
}

TEST(Tongues, ReportsOfOneLanguageJoinInEveryScript) {
    const auto pairs = pairs_of(grouped(1000), Languages::one);
    EXPECT_EQ(pairs.wrong, 0) << pairs.failures;
    EXPECT_GE(pairs.joined, pairs.same * 9 / 10) << pairs.same << "\n" << pairs.failures;
}

TEST(Tongues, ReportsOfDifferentLanguagesJoinWhereNamesAndNumbersCarryIt) {
    const auto pairs = pairs_of(grouped(1000), Languages::two);
    EXPECT_EQ(pairs.wrong, 0) << pairs.failures;
    EXPECT_GE(pairs.joined, pairs.same * 9 / 10) << pairs.same << "\n" << pairs.failures;
}

TEST(Tongues, ComeToTheSameStoriesInBatchesOfOne) {
    const auto pairs = pairs_of(grouped(1), Languages::two);
    EXPECT_EQ(pairs.wrong, 0) << pairs.failures;
    EXPECT_GE(pairs.joined, pairs.same * 8 / 10) << pairs.same << "\n" << pairs.failures;
}

}  // namespace
}  // namespace masthead::story
