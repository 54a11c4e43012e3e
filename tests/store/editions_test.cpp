// What was published can be read again: after revisions, merges, new scores, removals and purges, each edition's
// material is what its edition was made of.
#include "store/sqlite/database.h"
#include "store/sqlite/queries.h"
#include "store/sqlite/rows.h"
#include "store/store.h"
#include "support/files.h"

#include <map>
#include <random>
#include <set>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::store {
namespace {

using core::from_unix;
using core::Instant;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::string words_of(const EditionMaterial& material) {
    std::string out;
    const auto articles = material.shown_articles();
    EXPECT_TRUE(articles) << articles.error().message;
    for (const auto& article : *articles) {
        out += fmt::format("article {} {} {} {} {} {} {} {} {} {}\n", article.id, article.title, article.excerpt,
                           core::to_unix(article.published), article.modified ? core::to_unix(*article.modified) : -1,
                           core::to_unix(article.first_seen), article.section, sqlite::lists_of(article),
                           article.is_removed, article.page_kind);
    }
    const auto stories = material.stories();
    EXPECT_TRUE(stories) << stories.error().message;
    for (const auto& story : *stories) {
        out += fmt::format("story {} {} {} {}\n", story.id, core::to_unix(story.first), core::to_unix(story.last),
                           story.title);
        for (const auto& member : story.members) {
            out += fmt::format("  {} {} {} {} {}\n", member.article_id, sqlite::terms_of(member.quality),
                               sqlite::terms_of(member.heat), member.is_published, member.duplicate_of);
        }
    }
    const auto redirects = material.redirects();
    EXPECT_TRUE(redirects) << redirects.error().message;
    for (const auto& redirect : *redirects)
        out += fmt::format("redirect {} {} {}\n", redirect.from, redirect.to, core::to_unix(redirect.at));
    const auto links = material.story_links({});
    EXPECT_TRUE(links) << links.error().message;
    for (const auto& link : *links)
        out += fmt::format("link {} {} {}\n", link.story_id, link.earlier_id, link.strength);
    const auto threads = material.story_threads({});
    EXPECT_TRUE(threads) << threads.error().message;
    for (const auto& thread : *threads) out += fmt::format("thread {} {}\n", thread.story_id, thread.thread_id);
    const auto revisions = material.revisions();
    EXPECT_TRUE(revisions) << revisions.error().message;
    for (const auto& revision : *revisions)
        out += fmt::format("revision {} {} {}\n", revision.article_id, core::to_unix(revision.at), revision.title);
    return out;
}

class EditionsTest : public testing::Test {
  protected:
    EditionsTest() {
        auto store = open_sqlite_store(path_, Access::read_write);
        EXPECT_TRUE(store) << store.error().message;
        store_ = std::move(*store);
    }
    void apply(ChangeSet changes) {
        changes.at = from_unix(now_);
        const auto done = store_->apply(changes, Durability::normal);
        ASSERT_TRUE(done) << done.error().message;
    }
    // Publishes what the store holds; its number.
    std::int64_t publish(const std::string& desk = "{}", Instant shown_from = Instant::min()) {
        std::string words;
        const auto number = store_->open_edition({from_unix(now_), shown_from, desk, "1.0"}, [&] {
            words = words_of(*store_);
            return core::Result<void>();
        });
        EXPECT_TRUE(number) << number.error().message;
        EXPECT_TRUE(store_->close_edition(*number, {words.size(), 7}));
        published_[*number] = words;
        return *number;
    }
    std::string again(std::int64_t number) {
        const auto material = open_sqlite_edition(path_, number);
        EXPECT_TRUE(material) << material.error().message;
        return material ? words_of(**material) : std::string();
    }
    static model::Article article(const std::string& id, const std::string& title) {
        model::Article article;
        article.id = id;
        article.web_url = article.original_url = "https://strait-observer.example/" + id;
        article.title = title;
        article.published = article.first_seen = from_unix(1000);
        return article;
    }
    static model::ScoredMember member(const std::string& id, int quality, int heat) {
        return {id, {{{"image", quality, ""}}}, {{{"owners", heat, ""}}}, heat > 50, ""};
    }
    // One whose heat has aged.
    static model::ScoredMember aged(const std::string& id, int heat, int age) {
        auto old = member(id, 1, heat);
        if (age > 0) old.heat.terms.push_back({"age", -age, fmt::format("{} \"hours\" ago", age)});
        return old;
    }
    std::vector<bool> lost() {
        std::vector<bool> out;
        const auto editions = store_->editions().value();
        for (const auto& edition : editions) out.push_back(edition.is_lost);
        return out;
    }
    std::int64_t rows(const std::string& table) {
        const auto database = sqlite::Database::open(path_, Access::read_only).value();
        return sqlite::all_rows(*database, "SELECT count(*) FROM " + table,
                                [](const sqlite::Statement& row) { return row.number(0); })
            .value()
            .front();
    }

    test::TempFolder folder_;
    std::string path_ = (folder_.path() / "masthead.db").string();
    std::unique_ptr<Store> store_;
    std::int64_t now_ = 2000;
    std::map<std::int64_t, std::string> published_;
};

TEST_F(EditionsTest, AnEarlierEditionStandsAsItWas) {
    apply({.articles = {article("a1", "A quay reopens"), article("a2", "Quay open again")},
           .scored = {{"s1", {member("a1", 20, 80), member("a2", 10, -1)}, from_unix(1000), from_unix(1000)}}});
    const auto first = publish();
    now_ += 60;
    auto revised = article("a1", "A quay reopens at last");
    revised.modified = from_unix(1500);
    apply({.articles = {revised},
           .revisions = {{"a1", from_unix(now_), "A quay reopens", ""}},
           .scored = {{"s1", {member("a2", 10, 90), member("a1", 20, -1)}, from_unix(1000), from_unix(1000), "Quay"}},
           .removals = {{"a2", true}}});
    const auto second = publish();
    EXPECT_NE(published_[first], published_[second]);
    EXPECT_EQ(again(first), published_[first]);
    EXPECT_EQ(again(second), published_[second]);
    EXPECT_EQ(words_of(*store_), published_[second]) << "the store itself shows the present";
}

TEST_F(EditionsTest, StoriesAndRedirectsThatEndAndComeBack) {
    apply({.articles = {article("a1", "One"), article("a2", "Two")},
           .scored = {{"s1", {member("a1", 1, 1)}, from_unix(1000), from_unix(1000)},
                      {"s2", {member("a2", 2, 2)}, from_unix(1000), from_unix(1100)}}});
    publish();
    apply({.redirects = {{"s2", "s1", {}}},
           .scored = {{"s1", {member("a1", 1, 1), member("a2", 2, -1)}, from_unix(1000), from_unix(1100)}}});
    publish();
    apply({.scored = {{"s1", {member("a1", 1, 1)}, from_unix(1000), from_unix(1000)},
                      {"s2", {member("a2", 2, 2)}, from_unix(1000), from_unix(1100), "Back"}},
           .ended_redirects = {"s2"}});
    publish();
    apply({.redirects = {{"s1", "s2", {}}},
           .scored = {{"s2", {member("a1", 1, 1), member("a2", 2, -1)}, from_unix(1000), from_unix(1100)}}});
    publish();
    EXPECT_EQ(std::set<std::string>({published_[1], published_[2], published_[3], published_[4]}).size(), 4U);
    for (const auto& [number, words] : published_) EXPECT_EQ(again(number), words) << number;
}

// Many small steps by chance, with editions among them: whatever the order, each edition reads as it was made.
TEST_F(EditionsTest, WhateverHappensInWhateverOrder) {
    std::mt19937 random(7);
    const auto below = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most)); };
    for (int step = 0; step < 120; ++step, now_ += 10) {
        ChangeSet changes;
        for (int i = below(3); i > 0; --i) {
            auto fresh = article(fmt::format("a{}", below(25)), fmt::format("Title {}", below(4)));
            if (below(2) == 0) fresh.modified = from_unix(1000 + below(3));
            if (below(3) == 0) fresh.topics = {"ports"};
            fresh.excerpt = fmt::format("Excerpt {}", below(2));
            changes.articles.push_back(fresh);
            changes.revisions.push_back({fresh.id, from_unix(now_), "before", ""});
        }
        std::map<int, model::Story> stories;
        for (int i = 0; i < 25; ++i) {
            if (!store_->article(fmt::format("a{}", i)).value() || below(3) == 0) continue;
            auto& story = stories[below(6)];
            const auto id = fmt::format("a{}", i);
            story.members.push_back(below(2) == 0 ? member(id, below(3), below(3)) : aged(id, below(2), below(4)));
        }
        for (auto& [number, story] : stories) {
            story.id = fmt::format("s{}", number);
            story.last = from_unix(1000 + below(2));
            if (below(3) == 0) story.title = "Named";
            changes.scored.push_back(story);
        }
        if (below(4) == 0) changes.redirects = {{fmt::format("s{}", below(6)), fmt::format("s{}", below(6)), {}}};
        if (below(6) == 0) changes.ended_redirects = {fmt::format("s{}", below(6))};
        if (below(3) == 0) {
            changes.links = {{.story_id = fmt::format("s{}", below(6)), .earlier_id = "s9", .strength = below(90)}};
            changes.threads = {{fmt::format("s{}", below(6)), below(3) == 0 ? "" : fmt::format("t{}", below(2))}};
        }
        if (below(6) == 0) changes.ended_links = {{.story_id = fmt::format("s{}", below(6)), .earlier_id = "s9"}};
        if (below(5) == 0) changes.removals = {{fmt::format("a{}", below(25)), below(2) == 0}};
        if (below(5) == 0) changes.duplicates = {{fmt::format("a{}", below(25)), "a1"}};
        apply(changes);
        if (below(3) == 0) publish();
    }
    ASSERT_GT(published_.size(), 20U);
    for (const auto& [number, words] : published_) EXPECT_EQ(again(number), words) << number;
    EXPECT_EQ(store_->check().value(), "ok");
}

TEST_F(EditionsTest, HeatThatAgesIsKeptByItsEndAlone) {
    apply({.articles = {article("a1", "One"), article("a2", "Two")}});
    for (const int hours : {1, 2, 3, 4}) {
        apply({.scored = {{"s1", {aged("a1", 50, hours)}, {}, {}}, {"s2", {aged("a2", 50, hours)}, {}, {}}}});
        if (hours == 3) apply({.scored = {{"s1", {aged("a1", 60, hours)}, {}, {}}}});  // Aged, then hotter, in one.
        publish();
    }
    apply({.scored = {{"s1", {member("a1", 1, 70)}, {}, {}}, {"s2", {aged("a2", 50, 9)}, {}, {}}}});
    EXPECT_EQ(rows("ages_before"), 4);
    EXPECT_EQ(rows("scores_before WHERE heat IS NOT NULL"), 3) << "hotter, cooler, and without an age";
    for (const auto& [number, words] : published_) EXPECT_EQ(again(number), words) << number;
}

TEST_F(EditionsTest, KeepsNothingOfWhatWasNeverPublished) {
    for (const auto* title : {"One", "Two", "Three"}) {
        apply({.articles = {article("a1", title)}, .scored = {{"s1", {member("a1", 1, 1)}, {}, {}, title}}});
    }
    EXPECT_EQ(rows("articles_before") + rows("scores_before") + rows("stories_before"), 0);
    publish();
    for (const auto* title : {"Four", "Five", "Six"}) apply({.articles = {article("a1", title)}});
    EXPECT_EQ(rows("articles_before"), 1) << "what stood in the edition, not what stood between two";
    apply({.articles = {article("a1", "Six")}, .scored = {{"s1", {member("a1", 1, 1)}, {}, {}, "Three"}}});
    EXPECT_EQ(rows("scores_before") + rows("stories_before"), 0) << "nothing changed";
    EXPECT_EQ(again(1), published_[1]);
}

TEST_F(EditionsTest, ASettingIsKeptOnceForAllEditionsThatShowIt) {
    publish("one");
    publish("one");
    publish("two");
    EXPECT_EQ(rows("edition_desks"), 2);
    EXPECT_EQ(store_->edition_desk(2).value(), "one");
    EXPECT_EQ(store_->edition_desk(3).value(), "two");
    const auto editions = store_->editions().value();
    ASSERT_THAT(editions, SizeIs(3));
    EXPECT_EQ(editions[2].number, 3);
    EXPECT_EQ(editions[2].at, from_unix(now_));
    EXPECT_EQ(editions[2].program, "1.0");
    EXPECT_EQ(editions[2].print, (EditionPrint{published_[3].size(), 7}));
}

TEST_F(EditionsTest, OneThatWasNotPublishedWholeDoesNotCount) {
    const auto number = store_->open_edition({}, [] { return core::Result<void>(); });
    ASSERT_TRUE(number);
    EXPECT_THAT(store_->editions().value(), IsEmpty());
    const auto refused = store_->open_edition({}, [] { return core::fail(core::ErrorCode::io, "no room"); });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message, "no room");
    EXPECT_EQ(publish(), *number + 1);
}

TEST_F(EditionsTest, APurgeTakesTheEditionsThatShowedIt) {
    auto young = article("a2", "Young");
    young.published = from_unix(9000);
    apply({.articles = {article("a1", "Old")},
           .scored = {{"s1", {member("a1", 1, 1)}, from_unix(1000), from_unix(1000)}}});
    publish("{}", from_unix(500));
    apply({.articles = {young}, .scored = {{"s2", {member("a2", 1, 1)}, from_unix(9000), from_unix(9000)}}});
    publish("{}", from_unix(8000));  // The old one is too old for it.
    auto late = article("a3", "Read late, old already");
    apply({.articles = {late}, .scored = {{"s3", {member("a3", 1, 1)}, from_unix(1000), from_unix(1000)}}});
    apply({.purged = {"a3"}});
    EXPECT_THAT(lost(), ElementsAre(false, false)) << "no edition showed it";
    apply({.scored = {{"s1", {member("a1", 5, 5)}, from_unix(1000), from_unix(1000)}}});
    EXPECT_EQ(rows("scores_before"), 1);
    apply({.purged = {"a1"}});
    EXPECT_THAT(lost(), ElementsAre(true, false));
    EXPECT_EQ(rows("scores_before"), 0) << "what only the lost one needed went with it";
    const auto material = open_sqlite_edition(path_, 2);
    ASSERT_TRUE(material);
    EXPECT_THAT(words_of(**material), testing::HasSubstr("Young"));
    EXPECT_THAT(words_of(**material), testing::Not(testing::HasSubstr("Old")));
    EXPECT_EQ(store_->check().value(), "ok");
}

// A column that is added to a table later must be kept for past editions too, or be named here.
TEST_F(EditionsTest, NoColumnThatAnEditionMayShowIsForgotten) {
    const std::map<std::string, std::set<std::string>> apart{{"articles", {"provider", "duplicate_of"}},
                                                             {"scores", {"score_mark", "decision_mark"}},
                                                             {"stories", {}},
                                                             {"redirects", {}}};
    const auto database = sqlite::Database::open(path_, Access::read_only).value();
    const auto columns = [&](const std::string& table) {
        const auto names = sqlite::all_rows(*database, "SELECT name FROM pragma_table_info('" + table + "')",
                                            [](const sqlite::Statement& row) { return row.text(0); })
                               .value();
        return std::set<std::string>(names.begin(), names.end());
    };
    for (const auto& [table, others] : apart) {
        auto expected = columns(table);
        for (const auto& other : others) EXPECT_EQ(expected.erase(other), 1U) << table << "." << other;
        expected.insert("until");
        if (table == "scores") expected.insert("age");
        EXPECT_EQ(columns(table + "_before"), expected) << table;
    }
}

}  // namespace
}  // namespace masthead::store
