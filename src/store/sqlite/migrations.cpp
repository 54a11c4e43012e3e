#include "store/sqlite/migrations.h"

#include <array>

#include <fmt/format.h>

namespace masthead::store::sqlite {

namespace {

// Instants are Unix seconds, lists are JSON arrays, an empty text means "none".
constexpr std::array<const char*, 10> steps{
    R"sql(
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
)sql",
    // What polling learns of a source; items by their own ids; pages to ask for again.
    R"sql(
ALTER TABLE sources ADD COLUMN validators_lie INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN full_fetch_at INTEGER;
ALTER TABLE sources ADD COLUMN last_new_at INTEGER;
ALTER TABLE sources ADD COLUMN rhythm_seconds INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN moved_to TEXT NOT NULL DEFAULT '';
ALTER TABLE sources ADD COLUMN moved_since INTEGER;
ALTER TABLE sources ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE sources ADD COLUMN site TEXT NOT NULL DEFAULT '';
ALTER TABLE sources ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE sources ADD COLUMN quarantine TEXT NOT NULL DEFAULT '';

CREATE TABLE items(source_url TEXT NOT NULL, guid TEXT NOT NULL, article_id TEXT NOT NULL, PRIMARY KEY(source_url, guid)) STRICT, WITHOUT ROWID;

CREATE TABLE page_retries(
  article_id TEXT PRIMARY KEY, url TEXT NOT NULL, tries INTEGER NOT NULL, next_at INTEGER NOT NULL, reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX page_retries_due ON page_retries(next_at, article_id);
)sql",
    // WebSub: subscriptions, first what the run writes, then what the server does; deliveries that wait to be read.
    R"sql(
CREATE TABLE subscriptions(
  token TEXT PRIMARY KEY, source_url TEXT NOT NULL, hub TEXT NOT NULL, topic TEXT NOT NULL, callback TEXT NOT NULL, secret TEXT NOT NULL,
  asked_at INTEGER, attempts INTEGER NOT NULL, problem TEXT NOT NULL, missed_at INTEGER, ended_at INTEGER, end_reason TEXT NOT NULL,
  confirmed_at INTEGER, lease_until INTEGER, denied_at INTEGER, denial TEXT NOT NULL DEFAULT '', delivered_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE deliveries(
  number INTEGER PRIMARY KEY, source_url TEXT NOT NULL, bytes INTEGER NOT NULL, content_type TEXT NOT NULL, at INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;
CREATE INDEX deliveries_source ON deliveries(source_url, bytes);
)sql",
    // When a source says, or is seen, to have news.
    R"sql(
ALTER TABLE sources ADD COLUMN expected_at INTEGER;
ALTER TABLE sources ADD COLUMN ttl_minutes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN skip_hours INTEGER NOT NULL DEFAULT 0;
)sql",
    // What was read of pages: their kind, their content as clean HTML, where each value came from; the full-text index
    // (search.h) with a number for each article, for an article's own rowid may change when the file is cleaned up.
    R"sql(
ALTER TABLE articles ADD COLUMN page_kind TEXT NOT NULL DEFAULT '';
CREATE TABLE contents(article_id TEXT PRIMARY KEY, html TEXT NOT NULL) STRICT;
CREATE TABLE evidence(article_id TEXT PRIMARY KEY, origins TEXT NOT NULL) STRICT;

CREATE TABLE numbers(number INTEGER PRIMARY KEY, article_id TEXT NOT NULL UNIQUE) STRICT;
INSERT INTO numbers(article_id) SELECT id FROM articles ORDER BY published, id;
CREATE VIEW searchable AS SELECT number, title, excerpt, text AS body FROM numbers JOIN articles ON articles.id = numbers.article_id
  JOIN texts ON texts.article_id = numbers.article_id;
CREATE VIRTUAL TABLE search USING fts5(title, excerpt, body, content='searchable', content_rowid='number', tokenize='masthead');
INSERT INTO search(search) VALUES('rebuild');
)sql",
    // What editors decided, the titles they gave, and every state that a story has had.
    R"sql(
CREATE TABLE editor_decisions(
  number INTEGER PRIMARY KEY, verb TEXT NOT NULL, story_id TEXT NOT NULL, parts TEXT NOT NULL, title TEXT NOT NULL, author TEXT NOT NULL,
  reason TEXT NOT NULL, at INTEGER NOT NULL, undone_at INTEGER, undone_by TEXT NOT NULL
) STRICT;
ALTER TABLE stories ADD COLUMN title TEXT NOT NULL DEFAULT '';

CREATE TABLE story_states(
  number INTEGER PRIMARY KEY, story_id TEXT NOT NULL, at INTEGER NOT NULL, lead_id TEXT NOT NULL, quality INTEGER NOT NULL,
  heat INTEGER NOT NULL, is_published INTEGER NOT NULL
) STRICT;
CREATE INDEX story_states_latest ON story_states(story_id, number);
CREATE INDEX membership_history_story ON membership_history(story_id, since);
CREATE INDEX articles_removed ON articles(id) WHERE is_removed <> 0;
)sql",
    // What was purged, so that it never comes back as new.
    R"sql(
CREATE TABLE purged(article_id TEXT PRIMARY KEY, title TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
)sql",
    // What the pages of a site have in common: until the day before, and with the day of the last page learned (days
    // since 1970).
    R"sql(
CREATE TABLE site_memories(domain TEXT PRIMARY KEY, day INTEGER NOT NULL, before BLOB NOT NULL, learned BLOB NOT NULL) STRICT;
)sql",
    // What scoring found in each article (score/facts.h), which articles are still to be looked at, under which rules
    // all were; marks of what is stored of scores.
    R"sql(
CREATE TABLE score_facts(article_id TEXT PRIMARY KEY, facts BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE facts_due(article_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO facts_due(article_id) SELECT id FROM articles;
CREATE TABLE rules(number INTEGER PRIMARY KEY CHECK (number = 1), fingerprint TEXT NOT NULL) STRICT;
INSERT INTO rules(number, fingerprint) SELECT 1, 'earlier' WHERE EXISTS (SELECT 1 FROM articles);
ALTER TABLE scores ADD COLUMN score_mark INTEGER NOT NULL DEFAULT 0;
ALTER TABLE scores ADD COLUMN decision_mark INTEGER NOT NULL DEFAULT 0;
CREATE INDEX articles_copies ON articles(id, duplicate_of) WHERE duplicate_of <> '';
)sql",
    // How stories lie to each other: what each is about, which are to be looked at again, their links and threads over
    // time.
    R"sql(
CREATE TABLE story_profiles(story_id TEXT PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL, profile TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX story_profiles_last ON story_profiles(last);
CREATE TABLE stories_due(story_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO stories_due(story_id) SELECT DISTINCT story_id FROM memberships;
CREATE TABLE story_links(
  story_id TEXT NOT NULL, earlier_id TEXT NOT NULL, strength INTEGER NOT NULL, likeness INTEGER NOT NULL, apart INTEGER NOT NULL,
  shared TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER
) STRICT;
CREATE UNIQUE INDEX story_links_now ON story_links(story_id, earlier_id) WHERE until IS NULL;
CREATE INDEX story_links_story ON story_links(story_id);
CREATE INDEX story_links_earlier ON story_links(earlier_id);
CREATE TABLE story_threads(story_id TEXT NOT NULL, thread_id TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER) STRICT;
CREATE UNIQUE INDEX story_threads_now ON story_threads(story_id) WHERE until IS NULL;
CREATE INDEX story_threads_story ON story_threads(story_id);
CREATE INDEX story_threads_thread ON story_threads(thread_id);
)sql"};

core::Result<std::int64_t> version_of(Database& database) {
    auto query = database.prepare("PRAGMA user_version");
    if (!query) return std::unexpected(query.error());
    if (auto row = query->step(); !row) return std::unexpected(row.error());
    return query->number(0);
}

core::Error newer(std::int64_t version) {
    return {
        core::ErrorCode::corrupt,
        fmt::format("the store was written by a newer Masthead (schema {}, this program knows {}); use that version",
                    version, steps.size())};
}

}  // namespace

std::span<const char* const> migrations() {
    return steps;
}

core::Result<void> migrate(Database& database) {
    const auto version = version_of(database);
    if (!version) return std::unexpected(version.error());
    if (*version > static_cast<std::int64_t>(steps.size())) return std::unexpected(newer(*version));
    for (auto step = static_cast<std::size_t>(*version); step < steps.size(); ++step) {
        const std::string sql =
            fmt::format("BEGIN IMMEDIATE; {} PRAGMA user_version = {}; COMMIT;", steps.at(step), step + 1);
        if (auto done = database.execute(sql.c_str()); !done) return done;
    }
    return {};
}

core::Result<void> require_current(Database& database) {
    const auto version = version_of(database);
    if (!version) return std::unexpected(version.error());
    if (*version > static_cast<std::int64_t>(steps.size())) return std::unexpected(newer(*version));
    if (*version < static_cast<std::int64_t>(steps.size())) {
        return core::fail(core::ErrorCode::corrupt,
                          "the store is of an older Masthead; `masthead run --once` brings it up to date");
    }
    return {};
}

}  // namespace masthead::store::sqlite
