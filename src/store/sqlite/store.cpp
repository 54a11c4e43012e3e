// The Store contract over SQLite 3.40: WAL, one writer.
#include "store/store.h"

#include "store/sqlite/changes.h"
#include "store/sqlite/database.h"
#include "store/sqlite/editions.h"
#include "store/sqlite/editor.h"
#include "store/sqlite/history.h"
#include "store/sqlite/migrations.h"
#include "store/sqlite/queries.h"
#include "store/sqlite/retention.h"
#include "store/sqlite/rows.h"
#include "store/sqlite/scores.h"
#include "store/sqlite/search.h"
#include "store/sqlite/subscriptions.h"
#include "store/sqlite/threads.h"

#include <array>
#include <utility>

namespace masthead::store {

namespace {

using core::Instant;
using core::Result;
using sqlite::all_rows;
using sqlite::Database;
using sqlite::Statement;

template <typename T>
Result<std::optional<T>> first_of(Result<std::vector<T>> rows) {
    if (!rows) return std::unexpected(rows.error());
    return rows->empty() ? std::optional<T>() : std::optional<T>(std::move(rows->front()));
}

std::optional<Instant> instant_or_none(const Statement& row, int column) {
    return row.is_null(column) ? std::optional<Instant>() : core::from_unix(row.number(column));
}

model::Decision read_decision(const Statement& row) {
    return {row.text(0), row.text(1), model::verdict_of(row.text_view(2)),
            row.text(3), row.text(4), core::from_unix(row.number(5))};
}

constexpr std::string_view select_source =
    "SELECT url, etag, last_modified, body_hash, fetched_at, next_fetch_at, next_fetch_reason, failures, last_error, "
    "gone, validators_lie, full_fetch_at, last_new_at, rhythm_seconds, moved_to, moved_since, title, site, language, "
    "quarantine, expected_at, ttl_minutes, skip_hours FROM sources ";

model::SourceState read_source(const Statement& row) {
    return {.url = row.text(0),
            .etag = row.text(1),
            .last_modified = row.text(2),
            .body_hash = static_cast<std::uint64_t>(row.number(3)),
            .fetched_at = instant_or_none(row, 4),
            .next_fetch_at = instant_or_none(row, 5),
            .next_fetch_reason = row.text(6),
            .failures = static_cast<int>(row.number(7)),
            .last_error = row.text(8),
            .gone = row.number(9) != 0,
            .validators_lie = row.number(10) != 0,
            .full_fetch_at = instant_or_none(row, 11),
            .last_new_at = instant_or_none(row, 12),
            .rhythm_seconds = row.number(13),
            .expected_at = instant_or_none(row, 20),
            .ttl_minutes = static_cast<int>(row.number(21)),
            .skip_hours = static_cast<std::uint32_t>(row.number(22)),
            .moved_to = row.text(14),
            .moved_since = instant_or_none(row, 15),
            .title = row.text(16),
            .site = row.text(17),
            .language = row.text(18),
            .quarantine = row.text(19)};
}

// One member of one story; rows of a story follow each other.
struct StoryRow {
    std::string story_id;
    Instant first;
    Instant last;
    std::string title;
    model::ScoredMember member;
};

StoryRow read_story_row(const Statement& row) {
    return {row.text(0),
            core::from_unix(row.number(1)),
            core::from_unix(row.number(2)),
            row.text(3),
            {row.text(4),
             sqlite::read_terms(row.text_view(5)),
             sqlite::read_terms(row.text_view(6)),
             row.number(7) != 0,
             row.text(8),
             {},
             false}};
}

std::vector<model::Story> fold_stories(std::vector<StoryRow> rows) {
    std::vector<model::Story> stories;
    for (auto& row : rows) {
        if (stories.empty() || stories.back().id != row.story_id)
            stories.push_back({std::move(row.story_id), {}, row.first, row.last, std::move(row.title)});
        stories.back().members.push_back(std::move(row.member));
    }
    return stories;
}

constexpr std::string_view select_article =
    "SELECT id, web_url, original_url, amp_url, cdn_amp_url, title, excerpt, language, type, "
    "featured_content, published, date_origin, modified, first_seen, section, source_url, lists, is_removed, "
    "page_kind ";

class SqliteStore final : public Store {
  public:
    explicit SqliteStore(std::unique_ptr<Database> database) : database_(std::move(database)) {}

    Result<ChangeCounts> apply(const ChangeSet& changes, Durability durability) override {
        return sqlite::apply_changes(*database_, changes, durability);
    }

    Result<std::int64_t> open_edition(const NewEdition& edition, const std::function<Result<void>()>& read) override {
        return sqlite::open_edition(*database_, edition, read);
    }

    Result<void> close_edition(std::int64_t number, const EditionPrint& print) override {
        return sqlite::close_edition(*database_, number, print);
    }

    Result<std::vector<PublishedEdition>> editions() const override { return sqlite::read_editions(*database_); }

    Result<std::string> edition_desk(std::int64_t number) const override {
        auto desk = first_of(all_rows(
            *database_, "SELECT d.desk FROM editions e JOIN edition_desks d ON d.number = e.desk WHERE e.number = ?",
            [](const Statement& row) { return row.text(0); }, number));
        if (!desk) return std::unexpected(desk.error());
        return std::move(*desk).value_or(std::string());
    }

    Result<std::optional<std::string>> article_at(std::string_view url) const override {
        return first_of(all_rows(
            *database_, "SELECT article_id FROM addresses WHERE url = ?",
            [](const Statement& row) { return row.text(0); }, url));
    }

    Result<std::optional<model::Article>> article(std::string_view id) const override {
        const std::string sql =
            std::string(select_article) + ", text FROM articles JOIN texts ON article_id = id WHERE id = ?";
        return first_of(all_rows(*database_, sql, read_with_text, id));
    }

    Result<std::vector<model::Article>> articles(Instant from, Instant to, TextPart text) const override {
        const bool with = text == TextPart::with;
        const std::string sql = std::string(select_article) +
                                (with ? ", text FROM articles JOIN texts ON article_id = id " : "FROM articles ") +
                                "WHERE published BETWEEN ? AND ? ORDER BY published, id";
        return all_rows(*database_, sql, with ? &read_with_text : &sqlite::read_article, core::to_unix(from),
                        core::to_unix(to));
    }

    Result<std::vector<model::Article>> shown_articles() const override {
        return articles(Instant::min(), Instant::max(), TextPart::without);
    }

    Result<std::optional<std::string>> content(std::string_view article_id) const override {
        return first_of(all_rows(
            *database_, "SELECT html FROM contents WHERE article_id = ?",
            [](const Statement& row) { return row.text(0); }, article_id));
    }

    Result<std::vector<model::ValueOrigin>> evidence(std::string_view article_id) const override {
        auto found = first_of(all_rows(
            *database_, "SELECT origins FROM evidence WHERE article_id = ?",
            [](const Statement& row) { return sqlite::read_origins(row.text_view(0)); }, article_id));
        if (!found) return std::unexpected(found.error());
        return std::move(*found).value_or(std::vector<model::ValueOrigin>{});
    }

    Result<std::optional<SiteMemory>> site_memory(std::string_view domain) const override {
        return first_of(all_rows(
            *database_, "SELECT domain, day, before, learned FROM site_memories WHERE domain = ?",
            [](const Statement& row) { return SiteMemory{row.text(0), row.number(1), row.text(2), row.text(3)}; },
            domain));
    }

    Result<std::vector<std::string>> search(std::string_view words, std::size_t most) const override {
        return sqlite::search(*database_, words, most);
    }

    Result<std::vector<model::Article>> unassigned() const override {
        const std::string sql =
            std::string(select_article) +
            ", text FROM articles JOIN texts ON article_id = id "
            "WHERE NOT EXISTS (SELECT 1 FROM memberships m WHERE m.article_id = id) ORDER BY published, id";
        return all_rows(*database_, sql, read_with_text);
    }

    Result<std::vector<StoryMembership>> memberships() const override {
        return all_rows(*database_, "SELECT article_id, story_id FROM memberships ORDER BY article_id",
                        [](const Statement& row) { return StoryMembership{row.text(0), row.text(1)}; });
    }

    Result<std::vector<MembershipSpan>> membership_spans(std::string_view story_id) const override {
        return sqlite::read_membership_spans(*database_, story_id);
    }

    Result<std::vector<Duplicate>> duplicates() const override {
        return all_rows(*database_, "SELECT id, duplicate_of FROM articles WHERE duplicate_of <> '' ORDER BY id",
                        [](const Statement& row) { return Duplicate{row.text(0), row.text(1)}; });
    }

    Result<std::vector<model::StoryRedirect>> redirects() const override {
        return all_rows(*database_, "SELECT source, target, at FROM redirects ORDER BY source",
                        [](const Statement& row) {
                            return model::StoryRedirect{row.text(0), row.text(1), core::from_unix(row.number(2))};
                        });
    }

    Result<std::vector<model::Revision>> revisions() const override {
        return all_rows(
            *database_, "SELECT article_id, at, title, excerpt FROM revisions ORDER BY at, article_id, rowid",
            [](const Statement& row) {
                return model::Revision{row.text(0), core::from_unix(row.number(1)), row.text(2), row.text(3)};
            });
    }

    Result<std::vector<model::Story>> stories() const override {
        auto rows = all_rows(
            *database_,
            "SELECT stories.id, first, last, title, article_id, quality, heat, is_published, duplicate_of FROM stories "
            "JOIN scores ON story_id = stories.id ORDER BY last, stories.id, place, article_id",
            read_story_row);
        if (!rows) return std::unexpected(rows.error());
        return fold_stories(std::move(*rows));
    }

    Result<std::optional<model::Story>> story_of(std::string_view article_id) const override {
        auto rows = all_rows(*database_,
                             "SELECT stories.id, first, last, title, s.article_id, s.quality, s.heat, s.is_published, "
                             "s.duplicate_of FROM scores mine "
                             "JOIN stories ON stories.id = mine.story_id JOIN scores s ON s.story_id = stories.id "
                             "WHERE mine.article_id = ? ORDER BY s.place",
                             read_story_row, article_id);
        if (!rows) return std::unexpected(rows.error());
        auto stories = fold_stories(std::move(*rows));
        return stories.empty() ? std::optional<model::Story>() : std::optional(std::move(stories.front()));
    }

    Result<std::optional<model::Story>> story(std::string_view id) const override {
        auto rows =
            all_rows(*database_,
                     "SELECT stories.id, first, last, title, article_id, quality, heat, is_published, duplicate_of "
                     "FROM stories JOIN scores ON story_id = stories.id WHERE stories.id = ? ORDER BY place",
                     read_story_row, id);
        if (!rows) return std::unexpected(rows.error());
        auto stories = fold_stories(std::move(*rows));
        return stories.empty() ? std::optional<model::Story>() : std::optional(std::move(stories.front()));
    }

    Result<std::vector<model::StoryState>> story_states(std::string_view id) const override {
        return sqlite::read_story_states(*database_, id);
    }

    Result<std::vector<model::EditorDecision>> editor_decisions() const override {
        return sqlite::read_editor_decisions(*database_);
    }

    Result<std::vector<std::string>> stories_due() const override {
        return all_rows(*database_, "SELECT story_id FROM stories_due ORDER BY story_id",
                        [](const Statement& row) { return row.text(0); });
    }

    Result<std::vector<model::Article>> story_articles(std::string_view id) const override {
        const std::string sql = std::string(select_article) +
                                ", text FROM articles JOIN texts ON texts.article_id = id WHERE is_removed = 0 AND id "
                                "IN (SELECT article_id FROM memberships WHERE story_id = ?) ORDER BY published, id";
        return all_rows(*database_, sql, read_with_text, id);
    }

    Result<std::optional<StoryProfileRow>> story_profile(std::string_view id) const override {
        return first_of(sqlite::read_profile(*database_, id));
    }

    Result<std::vector<StoryProfileRow>> story_profiles(Instant last_from) const override {
        return sqlite::read_profiles(*database_, last_from);
    }

    Result<std::vector<model::StoryLink>> story_links(const ThreadQuery& query) const override {
        return sqlite::read_links(*database_, query);
    }

    Result<std::vector<model::StoryThread>> story_threads(const ThreadQuery& query) const override {
        return sqlite::read_threads(*database_, query);
    }

    Result<std::vector<std::string>> removed_articles() const override {
        return all_rows(*database_, "SELECT id FROM articles WHERE is_removed <> 0 ORDER BY id",
                        [](const Statement& row) { return row.text(0); });
    }

    Result<void> each_facts(const std::function<void(std::string_view bytes)>& visit) const override {
        return sqlite::read_facts(*database_, visit);
    }

    Result<std::vector<model::Article>> articles_without_facts(std::string_view after,
                                                               std::size_t most) const override {
        const std::string sql = std::string(select_article) +
                                ", text FROM articles JOIN texts ON texts.article_id = id WHERE id IN (SELECT "
                                "article_id FROM facts_due WHERE article_id > ? ORDER BY article_id LIMIT ?) "
                                "ORDER BY id";
        return all_rows(*database_, sql, read_with_text, after, static_cast<std::int64_t>(most));
    }

    Result<std::vector<model::Article>> articles_after(std::string_view id, std::size_t most) const override {
        const std::string sql = std::string(select_article) +
                                ", text FROM articles JOIN texts ON article_id = id WHERE id > ? ORDER BY id LIMIT ?";
        return all_rows(*database_, sql, read_with_text, id, static_cast<std::int64_t>(most));
    }

    Result<std::string> rules() const override { return sqlite::read_rules(*database_); }

    Result<std::vector<StoredMarks>> score_marks() const override { return sqlite::read_score_marks(*database_); }

    Result<std::vector<model::Decision>> decisions(std::string_view url) const override {
        return all_rows(*database_,
                        "SELECT url, stage, verdict, reason, other, at FROM decisions WHERE url = ? ORDER BY number",
                        read_decision, url);
    }

    Result<std::vector<model::Decision>> decisions() const override {
        return all_rows(*database_, "SELECT url, stage, verdict, reason, other, at FROM decisions ORDER BY url, number",
                        read_decision);
    }

    Result<std::vector<model::SourceState>> sources() const override {
        return all_rows(*database_, std::string(select_source) + "ORDER BY url", read_source);
    }

    Result<std::optional<std::string>> article_of_item(std::string_view source_url,
                                                       std::string_view guid) const override {
        return first_of(all_rows(
            *database_, "SELECT article_id FROM items WHERE source_url = ? AND guid = ?",
            [](const Statement& row) { return row.text(0); }, source_url, guid));
    }

    Result<std::vector<model::PageRetry>> due_retries(Instant now, std::size_t most) const override {
        return all_rows(
            *database_,
            "SELECT article_id, url, tries, next_at, reason FROM page_retries WHERE next_at <= ? "
            "ORDER BY next_at, article_id LIMIT ?",
            [](const Statement& row) {
                return model::PageRetry{row.text(0), row.text(1), static_cast<int>(row.number(2)),
                                        core::from_unix(row.number(3)), row.text(4)};
            },
            core::to_unix(now), static_cast<std::int64_t>(most));
    }

    Result<std::vector<model::Subscription>> subscriptions() const override {
        return all_rows(*database_, std::string(sqlite::select_subscription) + "ORDER BY source_url, token",
                        sqlite::read_subscription);
    }

    Result<std::vector<model::Delivery>> deliveries(std::size_t most_bytes) const override {
        return sqlite::read_deliveries(*database_, most_bytes);
    }

    Result<std::vector<std::string>> articles_to_thin(Instant before) const override {
        return sqlite::read_articles_to_thin(*database_, before);
    }

    Result<std::vector<std::string>> articles_to_purge(Instant before) const override {
        return sqlite::read_articles_to_purge(*database_, before);
    }

    Result<std::optional<std::string>> purged_title(std::string_view article_id) const override {
        return first_of(all_rows(
            *database_, "SELECT title FROM purged WHERE article_id = ?",
            [](const Statement& row) { return row.text(0); }, article_id));
    }

    Result<bool> has_deliveries() const override {
        auto rows = all_rows(
            *database_,
            "SELECT 1 FROM deliveries WHERE source_url NOT IN (SELECT url FROM sources WHERE quarantine <> '') LIMIT 1",
            [](const Statement&) { return true; });
        if (!rows) return std::unexpected(rows.error());
        return !rows->empty();
    }

    Result<StoreCounts> counts() const override {
        auto rows =
            all_rows(*database_,
                     "SELECT (SELECT count(*) FROM sources), (SELECT count(*) FROM articles), (SELECT count(*) FROM "
                     "articles WHERE "
                     "duplicate_of <> ''), (SELECT count(*) FROM stories), (SELECT count(*) FROM decisions)",
                     [](const Statement& row) {
                         const auto number = [&](int column) { return static_cast<std::size_t>(row.number(column)); };
                         return StoreCounts{number(0), number(1), number(2), number(3), number(4)};
                     });
        if (!rows) return std::unexpected(rows.error());
        return rows->front();
    }

    Result<std::string> check() const override {
        auto lines = all_rows(*database_, "PRAGMA quick_check(5)", [](const Statement& row) { return row.text(0); });
        if (!lines) return std::unexpected(lines.error());
        std::string found;
        for (const auto& line : *lines) found += (found.empty() ? "" : "; ") + line;
        return found;
    }

  private:
    static model::Article read_with_text(const Statement& row) {
        constexpr int text_column = 19;  // After the columns of select_article.
        model::Article article = sqlite::read_article(row);
        article.text = row.text(text_column);
        return article;
    }

    std::unique_ptr<Database> database_;
};

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite_store(const std::string& path, Access access) {
    auto database = Database::open(path, access);
    if (!database) return std::unexpected(database.error());
    if (access == Access::read_write) {
        if (auto done = (*database)->execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA "
                                             "temp_store=MEMORY; PRAGMA cache_size=-32000;");
            !done) {
            return std::unexpected(done.error());
        }
    }
    const auto ready = access == Access::read_write ? sqlite::migrate(**database) : sqlite::require_current(**database);
    if (!ready) return std::unexpected(ready.error());
    return std::make_unique<SqliteStore>(std::move(*database));
}

Result<std::unique_ptr<EditionMaterial>> open_sqlite_edition(const std::string& path, std::int64_t number) {
    auto database = Database::open(path, Access::read_only);
    if (!database) return std::unexpected(database.error());
    if (const auto ready = sqlite::require_current(**database); !ready) return std::unexpected(ready.error());
    if (const auto shown = sqlite::show_edition(**database, number); !shown) return std::unexpected(shown.error());
    return std::make_unique<SqliteStore>(std::move(*database));
}

}  // namespace masthead::store
