#include "store/store.h"

#include "store/data_folder.h"
#include "support/files.h"

#include <filesystem>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::store {
namespace {

using core::from_unix;
using testing::HasSubstr;

model::Article sample_article(const std::string& id, std::int64_t published) {
    model::Article article;
    article.id = id;
    article.web_url = "https://strait-observer.example/" + id;
    article.original_url = article.web_url + "?utm_source=feed";
    article.title = "Two ports, one \"control\" centre";
    article.text = "First paragraph.\n\nSecond.";
    article.language = "en";
    article.published = from_unix(published);
    article.modified = from_unix(published + 60);
    article.first_seen = from_unix(published + 120);
    article.authors = {"Ada Quay"};
    article.topics = {"ports"};
    article.notes = {"no-page"};
    article.provider = {"strait-observer.example",
                        "Strait Observer",
                        "Kelling Press",
                        {{"https://x.example/l.png", 50, 50}},
                        true,
                        false};
    article.images = {{"https://x.example/a.jpg", 1200, 800, true, "A crane", "Kelling"}};
    return article;
}

class StoreTest : public testing::Test {
  protected:
    std::unique_ptr<Store> open(Access access = Access::read_write) {
        auto store = open_sqlite_store((folder_.path() / "masthead.db").string(), access);
        EXPECT_TRUE(store) << store.error().message;
        return store ? std::move(*store) : nullptr;
    }
    test::TempFolder folder_;
};

TEST_F(StoreTest, GivesBackAnArticleAsItWasWritten) {
    const auto store = open();
    ChangeSet changes;
    changes.articles = {sample_article("a1", 1000)};
    changes.addresses = {{changes.articles[0].web_url, "a1"}, {changes.articles[0].original_url, "a1"}};
    const auto counts = store->apply(changes, Durability::normal);
    ASSERT_TRUE(counts) << counts.error().message;
    EXPECT_EQ(counts->articles, 1U);
    const auto read = open(Access::read_only)->article("a1");
    ASSERT_TRUE(read && *read);
    const model::Article& article = **read;
    const model::Article& wanted = changes.articles[0];
    EXPECT_EQ(article.title, wanted.title);
    EXPECT_EQ(article.text, wanted.text);
    EXPECT_EQ(article.modified, wanted.modified);
    EXPECT_EQ(article.authors, wanted.authors);
    EXPECT_EQ(article.images, wanted.images);
    EXPECT_EQ(article.provider.owner, "Kelling Press");
    EXPECT_EQ(article.provider.images, wanted.provider.images);
    EXPECT_EQ(store->article_at(wanted.original_url).value(), "a1");
    EXPECT_FALSE(store->article_at("https://unknown.example/").value());
}

TEST_F(StoreTest, KeepsStoriesWithTheirScoresInOrder) {
    const auto store = open();
    ChangeSet changes;
    changes.articles = {sample_article("a1", 1000), sample_article("a2", 2000)};
    EXPECT_EQ(store->apply(changes, Durability::normal)->articles, 2U);
    EXPECT_EQ(store->unassigned()->size(), 2U);

    ChangeSet scored;
    scored.at = from_unix(3000);
    scored.memberships = {{"a1", "s1"}, {"a2", "s1"}};
    model::Story story{"s1", {}, from_unix(1000), from_unix(2000)};
    story.members.push_back({"a2", {{{"image", 20, "1200 x 800"}}}, {{{"owners", 30, "2 owners"}}}, true, ""});
    story.members.push_back({"a1", {{{"long-title", -5, ""}}}, {{{"not-lead", -1, ""}}}, false, "a2"});
    scored.scored = {story};
    scored.duplicates = {{"a1", "a2"}};
    EXPECT_EQ(store->apply(scored, Durability::normal)->memberships, 2U);
    EXPECT_TRUE(store->unassigned()->empty());
    const auto stories = store->stories();
    ASSERT_EQ(stories->size(), 1U);
    EXPECT_EQ(stories->front().lead_id(), "a2");
    EXPECT_EQ(stories->front().members[1].quality.total(), -5);
    EXPECT_EQ(stories->front().members[1].duplicate_of, "a2");
    EXPECT_EQ(store->story_of("a1").value()->id, "s1");
    EXPECT_EQ(store->counts()->duplicates, 1U);
}

TEST_F(StoreTest, WritesTheSameDecisionOnce) {
    const auto store = open();
    ChangeSet changes;
    changes.decisions = {{"https://x.example/", "dedupe", model::Verdict::duplicate, "the same text",
                          "https://y.example/", from_unix(5)}};
    EXPECT_EQ(store->apply(changes, Durability::normal)->decisions, 1U);
    EXPECT_EQ(store->apply(changes, Durability::full)->decisions, 0U);
    const auto read = store->decisions("https://x.example/");
    ASSERT_EQ(read->size(), 1U);
    EXPECT_EQ(read->front(), changes.decisions.front());
}

TEST_F(StoreTest, RemembersWhereAnArticleWasBefore) {
    const auto store = open();
    for (const auto* story : {"s1", "s2"}) {
        ChangeSet changes;
        changes.memberships = {{"a1", story}};
        changes.redirects = {{"s1", "s2"}};
        EXPECT_EQ(store->apply(changes, Durability::normal)->memberships, 1U);
    }
    EXPECT_EQ(store->memberships()->front().story_id, "s2");
    EXPECT_EQ(store->redirects()->front().to, "s2");
}

TEST_F(StoreTest, RemembersAllThatPollingLearns) {
    const auto store = open();
    model::SourceState state{.url = "https://x.example/feed",
                             .etag = "W/\"odd",
                             .last_modified = "yesterday",
                             .body_hash = ~std::uint64_t{5},
                             .fetched_at = from_unix(10),
                             .next_fetch_at = from_unix(20),
                             .next_fetch_reason = "it was said so",
                             .failures = 3,
                             .last_error = "too slow",
                             .gone = true,
                             .validators_lie = true,
                             .full_fetch_at = from_unix(5),
                             .last_new_at = from_unix(6),
                             .rhythm_seconds = 3600,
                             .expected_at = from_unix(8),
                             .ttl_minutes = 60,
                             .skip_hours = 7,
                             .moved_to = "https://y.example/feed",
                             .moved_since = from_unix(7),
                             .title = "A title",
                             .site = "x.example",
                             .language = "en",
                             .quarantine = "it changed"};
    ChangeSet changes;
    changes.sources = {state};
    ASSERT_TRUE(store->apply(changes, Durability::normal));
    const auto read = store->sources()->front();
    EXPECT_EQ(std::tie(read.url, read.etag, read.last_modified, read.body_hash, read.fetched_at, read.next_fetch_at,
                       read.next_fetch_reason, read.failures, read.last_error, read.gone),
              std::tie(state.url, state.etag, state.last_modified, state.body_hash, state.fetched_at,
                       state.next_fetch_at, state.next_fetch_reason, state.failures, state.last_error, state.gone));
    EXPECT_EQ(std::tie(read.validators_lie, read.full_fetch_at, read.last_new_at, read.rhythm_seconds, read.moved_to,
                       read.moved_since, read.title, read.site, read.language, read.quarantine),
              std::tie(state.validators_lie, state.full_fetch_at, state.last_new_at, state.rhythm_seconds,
                       state.moved_to, state.moved_since, state.title, state.site, state.language, state.quarantine));
    EXPECT_EQ(std::tie(read.expected_at, read.ttl_minutes, read.skip_hours),
              std::tie(state.expected_at, state.ttl_minutes, state.skip_hours));
    changes.sources[0] = {.url = state.url};
    ASSERT_TRUE(store->apply(changes, Durability::normal));
    EXPECT_EQ(store->sources()->size(), 1U);
    EXPECT_FALSE(store->sources()->front().moved_since);
}

TEST_F(StoreTest, KnowsAnItemOfASourceByItsOwnId) {
    const auto store = open();
    ChangeSet changes;
    changes.items = {{"https://x.example/feed", "guid-1", "a1"}, {"https://y.example/feed", "guid-1", "a2"}};
    ASSERT_TRUE(store->apply(changes, Durability::normal));
    EXPECT_EQ(store->article_of_item("https://x.example/feed", "guid-1").value(), "a1");
    EXPECT_EQ(store->article_of_item("https://y.example/feed", "guid-1").value(), "a2");
    EXPECT_FALSE(store->article_of_item("https://x.example/feed", "guid-2").value());
}

TEST_F(StoreTest, KeepsPagesToAskForAgainUntilTheyAreSettled) {
    const auto store = open();
    ChangeSet changes;
    changes.retries = {{"a1", "https://x.example/1", 1, from_unix(300), "too slow"},
                       {"a2", "https://x.example/2", 2, from_unix(100), "too slow"},
                       {"a3", "https://x.example/3", 1, from_unix(200), "too slow"}};
    ASSERT_TRUE(store->apply(changes, Durability::normal));
    const auto due = store->due_retries(from_unix(250), 10).value();
    ASSERT_EQ(due.size(), 2U);
    EXPECT_EQ(due[0].article_id, "a2");
    EXPECT_EQ(due[0].tries, 2);
    EXPECT_EQ(due[1].url, "https://x.example/3");
    EXPECT_EQ(store->due_retries(from_unix(250), 1)->size(), 1U);
    ChangeSet later;
    later.retries = {{"a3", "https://x.example/3", 2, from_unix(900), "still too slow"}};
    later.settled_retries = {"a2"};
    ASSERT_TRUE(store->apply(later, Durability::normal));
    EXPECT_TRUE(store->due_retries(from_unix(250), 10)->empty());
    EXPECT_EQ(store->due_retries(from_unix(900), 10)->size(), 2U);
}

TEST_F(StoreTest, SaysWhatIsWrongWithAFile) {
    const auto none = open_sqlite_store((folder_.path() / "none.db").string(), Access::read_only);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, core::ErrorCode::not_found);
    test::write_file(folder_.path() / "junk.db", std::string(5000, 'x'));
    const auto junk = open_sqlite_store((folder_.path() / "junk.db").string(), Access::read_write);
    ASSERT_FALSE(junk);
    EXPECT_EQ(junk.error().code, core::ErrorCode::corrupt) << junk.error().message;
}

TEST_F(StoreTest, HasOneWriterAFolder) {
    auto first = DataFolder::open(folder_.path() / "data");
    ASSERT_TRUE(first) << first.error().message;
    const auto second = DataFolder::open(folder_.path() / "data");
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, core::ErrorCode::held);
    EXPECT_THAT(second.error().message, HasSubstr("process " + std::to_string(::getpid())));
}

model::Article about(const std::string& id, const std::string& title, const std::string& text,
                     const std::string& language = "en") {
    model::Article article = sample_article(id, 1000);
    article.title = title;
    article.excerpt = "";
    article.text = text;
    article.language = language;
    return article;
}

using Ids = std::vector<std::string>;

TEST_F(StoreTest, FindsArticlesByTheirWordsWhateverTheScript) {
    const auto store = open();
    ChangeSet changes;
    changes.articles = {
        about("quay", "A quay reopens", "The harbour of Zürich-on-Sea has a crane again."),
        about("crane", "A crane falls", "Nobody was hurt, and the quay stays open."),
        about("japan",
              "\xE6\xB8\xAF\xE3\x81\xAE\xE6\x96\xB0\xE3\x81\x97\xE3\x81\x84\xE8\x88\xB9",  // A new ship of the harbour.
              "\xE6\x9D\xB1\xE4\xBA\xAC\xE3\x81\xAE\xE6\xB8\xAF\xE3\x81\xAB\xE8\x88\xB9\xE3\x81\x8C\xE6\x9D\xA5\xE3\x81"
              "\x9F\xE3\x80\x82 Ship 42.",
              "ja"),
        about("thai",
              "\xE0\xB8\x97\xE0\xB9\x88\xE0\xB8\xB2\xE0\xB9\x80\xE0\xB8\xA3\xE0\xB8\xB7\xE0\xB8\xAD"  // A harbour ...
              "\xE0\xB9\x83\xE0\xB8\xAB\xE0\xB8\xA1\xE0\xB9\x88",
              "", "th")};  // ... that is new.
    ASSERT_TRUE(store->apply(changes, Durability::normal));
    struct Case {
        std::string words;
        Ids ids;
    };
    const std::vector<Case> cases = {
        {"quay", {"quay", "crane"}},  // A word in the title counts for more.
        {"CRANE", {"crane", "quay"}},
        {"zurich", {"quay"}},                     // Diacritics do not count.
        {"quay hurt", {"crane"}},                 // Every word must be there.
        {"\xE8\x88\xB9", {"japan"}},              // "Ship", inside of sentences without spaces.
        {"\xE6\x9D\xB1\xE4\xBA\xAC", {"japan"}},  // "Tokyo"
        {"ship 42", {"japan"}},
        {"\xE0\xB9\x83\xE0\xB8\xAB\xE0\xB8\xA1\xE0\xB9\x88", {"thai"}},  // "New"
        {"nowhere", {}},
        {"", {}},
        {"\" OR title:* NEAR(", {}},  // No query language, and no error.
    };
    for (const auto& one : cases) {
        const auto found = open(Access::read_only)->search(one.words, 10);
        ASSERT_TRUE(found) << one.words << ": " << found.error().message;
        EXPECT_EQ(*found, one.ids) << one.words;
    }
    EXPECT_EQ(store->search("quay", 1).value(), Ids{"quay"});
}

TEST_F(StoreTest, ForgetsTheWordsThatARevisionTookOut) {
    const auto store = open();
    ChangeSet changes;
    changes.articles = {about("a", "A quay reopens", "Ships come back."), about("b", "Other news", "None of ships.")};
    ASSERT_TRUE(store->apply(changes, Durability::normal));
    changes.articles = {about("a", "A pier reopens", "Boats come back.")};
    ASSERT_TRUE(store->apply(changes, Durability::normal));
    EXPECT_EQ(store->search("quay", 9).value(), Ids{});
    EXPECT_EQ(store->search("ships", 9).value(), Ids{"b"});
    EXPECT_EQ(store->search("pier boats", 9).value(), Ids{"a"});
    EXPECT_EQ(store->check().value(), "ok");
}

TEST_F(StoreTest, KeepsWhatAPageGaveBesideTheArticle) {
    const auto store = open();
    ChangeSet changes;
    changes.articles = {sample_article("a1", 1000)};
    changes.articles[0].page_kind = "live blog";
    changes.contents = {{"a1", "<p>First paragraph.</p>"}};
    changes.site_memories = {{"a.example", 7, "old", "older"}, {"a.example", 8, "", std::string("\x01\x00\xff", 3)}};
    changes.evidence = {{"a1", {{"title", "og:title"}, {"text_loser", "div.\"side\""}}}};
    ASSERT_TRUE(store->apply(changes, Durability::normal));
    const auto reader = open(Access::read_only);
    EXPECT_EQ(reader->article("a1").value()->page_kind, "live blog");
    EXPECT_EQ(reader->content("a1").value(), "<p>First paragraph.</p>");
    EXPECT_EQ(reader->evidence("a1").value(), changes.evidence[0].origins);
    const auto memory = reader->site_memory("a.example").value();
    ASSERT_TRUE(memory);
    EXPECT_EQ(memory->day, 8);
    EXPECT_EQ(memory->before, "");
    EXPECT_EQ(memory->learned, std::string("\x01\x00\xff", 3));
    EXPECT_FALSE(reader->site_memory("b.example").value().has_value());
    EXPECT_EQ(reader->content("none").value(), std::nullopt);
    EXPECT_TRUE(reader->evidence("none")->empty());
    changes.contents = {{"a1", ""}};
    ASSERT_TRUE(store->apply(changes, Durability::normal));
    EXPECT_EQ(reader->content("a1").value(), std::nullopt);
}

TEST(DataFolder, IsPrivateWhereWeMakeItAndSoIsTheStore) {
    namespace fs = std::filesystem;
    const test::TempFolder folder;
    for (const std::string name : {"one/data", "two/data/"}) {
        const auto data = DataFolder::open(folder.path() / name);
        ASSERT_TRUE(data) << data.error().message;
        EXPECT_EQ(fs::status(folder.path() / name).permissions(), fs::perms::owner_all) << name;
        const auto store = open_sqlite_store(data->database_path(), Access::read_write);
        ASSERT_TRUE(store) << store.error().message;
        ChangeSet changes;
        changes.articles = {sample_article("a1", 1000)};
        ASSERT_TRUE((*store)->apply(changes, Durability::normal));
        for (const std::string end : {"", "-wal", "-shm"}) {
            EXPECT_EQ(fs::status(data->database_path() + end).permissions(),
                      fs::perms::owner_read | fs::perms::owner_write)
                << end;
        }
    }
    fs::create_directory(folder.path() / "shared");
    fs::permissions(folder.path() / "shared", fs::perms::owner_all | fs::perms::group_all);
    ASSERT_TRUE(DataFolder::open(folder.path() / "shared"));
    EXPECT_EQ(fs::status(folder.path() / "shared").permissions(), fs::perms::owner_all | fs::perms::group_all);
}

std::vector<std::string> ids(const std::vector<model::Article>& articles) {
    std::vector<std::string> out;
    for (const auto& article : articles) out.push_back(article.id);
    return out;
}

TEST_F(StoreTest, FactsAreDueUntilTheyAreFoundAndAgainWhenTheirArticleChanges) {
    const auto store = open();
    ChangeSet changes;
    changes.articles = {sample_article("a1", 1000), sample_article("a2", 900), sample_article("a3", 800)};
    ASSERT_TRUE(store->apply(changes, Durability::normal));
    EXPECT_EQ(ids(store->articles_without_facts("", 2).value()), (std::vector<std::string>{"a1", "a2"}));
    EXPECT_EQ(ids(store->articles_without_facts("a2", 2).value()), std::vector<std::string>{"a3"});
    EXPECT_EQ(store->articles_without_facts("", 1).value().front().text, changes.articles.front().text);
    ChangeSet found;
    const std::string bytes("\x01\0\xFF of a2", 9);
    found.facts = {{"a2", bytes}, {"a1", "of a1"}};
    found.rules = "first";
    ASSERT_TRUE(store->apply(found, Durability::normal));
    EXPECT_EQ(ids(store->articles_without_facts("", 9).value()), std::vector<std::string>{"a3"});
    EXPECT_EQ(store->rules().value(), "first");
    std::vector<std::string> read;
    ASSERT_TRUE(store->each_facts([&](std::string_view facts) { read.emplace_back(facts); }));
    EXPECT_EQ(read, (std::vector<std::string>{"of a1", bytes}));
    ChangeSet revised;
    revised.articles = {sample_article("a1", 1000)};
    ASSERT_TRUE(store->apply(revised, Durability::normal));
    EXPECT_EQ(ids(store->articles_without_facts("", 9).value()), (std::vector<std::string>{"a1", "a3"}));
}

TEST_F(StoreTest, WritesTheScoresOfMembersThatAreNotStoredYetWithTheirMarks) {
    const auto store = open();
    model::Story story;
    story.id = "s1";
    story.members.resize(2);
    story.members[0].article_id = "a1";
    story.members[0].quality.terms = {{"known", 20, ""}};
    story.members[0].marks = {0xFFFFFFFFFFFFFFFFULL, 7};
    story.members[1].article_id = "a2";
    ChangeSet changes;
    changes.scored = {story};
    ASSERT_TRUE(store->apply(changes, Durability::normal));
    auto& scored = changes.scored.front();
    scored.members[0].is_stored = true;  // Though it says something else: it is not looked at.
    scored.members[0].quality.terms.clear();
    scored.members[1].quality.terms = {{"known", 10, ""}};
    scored.members[1].marks = {3, 4};
    ASSERT_TRUE(store->apply(changes, Durability::normal));
    const auto read = store->stories().value();
    ASSERT_EQ(read.size(), 1U);
    EXPECT_EQ(read[0].members[0].quality.total(), 20);
    EXPECT_EQ(read[0].members[1].quality.total(), 10);
    const auto marks = store->score_marks().value();
    ASSERT_EQ(marks.size(), 2U);
    EXPECT_EQ(marks[0].article_id, "a1");
    EXPECT_EQ(marks[0].marks, (model::ScoreMarks{0xFFFFFFFFFFFFFFFFULL, 7}));
    EXPECT_EQ(marks[1].marks, (model::ScoreMarks{3, 4}));
}

}  // namespace
}  // namespace masthead::store
