// Databases of earlier versions, made by the SQL of their time, are brought up to date whole.
#include "store/sqlite/database.h"
#include "store/sqlite/migrations.h"
#include "store/store.h"
#include "support/files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::store {
namespace {

// What version 1 wrote: its tables, and one row each of what later steps touch.
constexpr const char* version_1 = R"sql(
CREATE TABLE sources(
  url TEXT PRIMARY KEY, etag TEXT NOT NULL, last_modified TEXT NOT NULL, body_hash INTEGER NOT NULL, fetched_at INTEGER,
  next_fetch_at INTEGER, next_fetch_reason TEXT NOT NULL, failures INTEGER NOT NULL, last_error TEXT NOT NULL, gone INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE articles(
  id TEXT PRIMARY KEY, web_url TEXT NOT NULL, original_url TEXT NOT NULL, amp_url TEXT NOT NULL, cdn_amp_url TEXT NOT NULL,
  title TEXT NOT NULL, excerpt TEXT NOT NULL, language TEXT NOT NULL, type TEXT NOT NULL, featured_content TEXT NOT NULL,
  published INTEGER NOT NULL, date_origin TEXT NOT NULL, modified INTEGER, first_seen INTEGER NOT NULL, section TEXT NOT NULL,
  provider TEXT NOT NULL, source_url TEXT NOT NULL, lists TEXT NOT NULL, is_removed INTEGER NOT NULL, duplicate_of TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX articles_published ON articles(published, id);
CREATE TABLE texts(article_id TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE addresses(url TEXT PRIMARY KEY, article_id TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE memberships(article_id TEXT PRIMARY KEY, story_id TEXT NOT NULL, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX memberships_story ON memberships(story_id);
CREATE TABLE membership_history(article_id TEXT NOT NULL, story_id TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL) STRICT;
CREATE TABLE redirects(source TEXT PRIMARY KEY, target TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE scores(
  article_id TEXT PRIMARY KEY, story_id TEXT NOT NULL, place INTEGER NOT NULL, quality TEXT NOT NULL, heat TEXT NOT NULL,
  is_published INTEGER NOT NULL, duplicate_of TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX scores_story ON scores(story_id, place);
CREATE TABLE stories(id TEXT PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE revisions(article_id TEXT NOT NULL, at INTEGER NOT NULL, title TEXT NOT NULL, excerpt TEXT NOT NULL) STRICT;
CREATE TABLE decisions(
  url TEXT NOT NULL, stage TEXT NOT NULL, verdict TEXT NOT NULL, reason TEXT NOT NULL, other TEXT NOT NULL, at INTEGER NOT NULL,
  number INTEGER PRIMARY KEY
) STRICT;
CREATE INDEX decisions_latest ON decisions(url, stage, number);
PRAGMA user_version = 1;

INSERT INTO sources VALUES('https://strait-observer.example/feed', '"v7"', '', 4711, 1000, 2800, 'the desk''s interval', 2, 'too slow', 0);
INSERT INTO articles VALUES('a1', 'https://strait-observer.example/1', 'https://strait-observer.example/1', '', '', 'A quay reopens', 'x',
  'en', 'article', '', 900, 'feed', NULL, 1000, '', 'strait-observer.example', 'https://strait-observer.example/feed', '{}', 0, '');
INSERT INTO texts VALUES('a1', 'The whole text.');
INSERT INTO addresses VALUES('https://strait-observer.example/1', 'a1');
INSERT INTO decisions VALUES('https://strait-observer.example/1', 'store', 'stored', 'stored as an article', '', 1000, 1);
)sql";

class MigrationTest : public testing::Test {
  protected:
    void make(const char* sql) {
        auto database = sqlite::Database::open(path_, Access::read_write);
        ASSERT_TRUE(database) << database.error().message;
        const auto done = (*database)->execute(sql);
        ASSERT_TRUE(done) << done.error().message;
    }
    test::TempFolder folder_;
    std::string path_ = (folder_.path() / "masthead.db").string();
};

TEST_F(MigrationTest, AStoreOfTheFirstVersionKeepsAllAndLearnsWhatIsNew) {
    make(version_1);
    const auto store = open_sqlite_store(path_, Access::read_write);
    ASSERT_TRUE(store) << store.error().message;
    const auto sources = (*store)->sources();
    ASSERT_TRUE(sources) << sources.error().message;
    ASSERT_EQ(sources->size(), 1U);
    const auto& source = sources->front();
    EXPECT_EQ(source.etag, "\"v7\"");
    EXPECT_EQ(source.body_hash, 4711U);
    EXPECT_EQ(source.next_fetch_at, core::from_unix(2800));
    EXPECT_EQ(source.failures, 2);
    EXPECT_EQ(source.last_error, "too slow");
    EXPECT_FALSE(source.full_fetch_at);
    EXPECT_EQ(source.rhythm_seconds, 0);
    EXPECT_EQ(source.quarantine, "");
    EXPECT_EQ((*store)->article("a1").value()->text, "The whole text.");
    EXPECT_EQ((*store)->counts()->decisions, 1U);
    EXPECT_EQ((*store)->search("quay whole", 9).value(),
              std::vector<std::string>{"a1"});  // What was stored is indexed.
    EXPECT_EQ((*store)->article("a1").value()->page_kind, "");
    EXPECT_EQ((*store)->content("a1").value(), std::nullopt);
    EXPECT_EQ((*store)->articles_without_facts("", 9).value().size(), 1U);  // Scoring looks at what was there.
    EXPECT_NE((*store)->rules().value(), "");  // Under rules nobody wrote down: any are new.
    EXPECT_EQ((*store)->check().value(), "ok");
    // Opened again there is nothing left to do, for readers too.
    EXPECT_TRUE(open_sqlite_store(path_, Access::read_only));
}

TEST_F(MigrationTest, AReaderSaysHowAnOlderStoreIsBroughtUpToDate) {
    make(version_1);
    const auto store = open_sqlite_store(path_, Access::read_only);
    ASSERT_FALSE(store);
    EXPECT_THAT(store.error().message, testing::HasSubstr("`masthead run --once` brings it up to date"));
}

TEST_F(MigrationTest, AStoreOfANewerProgramIsLeftAlone) {
    make("PRAGMA user_version = 4000;");
    const auto store = open_sqlite_store(path_, Access::read_write);
    ASSERT_FALSE(store);
    EXPECT_THAT(store.error().message, testing::HasSubstr("written by a newer Masthead (schema 4000"));
}

TEST_F(MigrationTest, AStepThatFailsLeavesTheStoreAsItWas) {
    make(version_1);
    make("CREATE TABLE page_retries(in_the_way INTEGER);");
    EXPECT_FALSE(open_sqlite_store(path_, Access::read_write));
    make("DROP TABLE page_retries;");
    const auto store = open_sqlite_store(path_, Access::read_write);
    ASSERT_TRUE(store) << store.error().message;
    EXPECT_EQ((*store)->sources()->size(), 1U);
}

}  // namespace
}  // namespace masthead::store
