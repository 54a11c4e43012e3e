#include "store/sqlite/migrations.h"

#include <array>

#include <fmt/format.h>

namespace masthead::store::sqlite {

namespace {

// Instants are Unix seconds, lists are JSON arrays, an empty text means "none".
constexpr std::array<const char*, 11> steps{
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
)sql",
    // Editions as they were published, the desk's settings they showed, and what stood in the rows they were made of
    // before the first change after an edition (editions.h). `since` of a row: the first edition it may stand in;
    // `until`: the first in which another stood. Of a row in _before, NULL says that a column was not changed then
    // (`modified`, which may be none, is always kept). Heat ages with every run: where nothing else of it changed, only
    // the end of its terms is kept, from "age" on, by its number among the few that there are. A column that editions
    // come to show must be kept here as well, which a test holds. Links and threads are never changed, only ended: they
    // know the first edition they may stand in (`opened`) and the first they do not (`closed`).
    R"sql(
CREATE TABLE editions(
  number INTEGER PRIMARY KEY, at INTEGER NOT NULL, shown_from INTEGER NOT NULL, desk INTEGER NOT NULL, program TEXT NOT NULL, files INTEGER,
  digest INTEGER, is_lost INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE VIEW next_edition AS SELECT coalesce(max(number), 0) + 1 AS number FROM editions;
CREATE TABLE edition_desks(number INTEGER PRIMARY KEY, desk TEXT NOT NULL) STRICT;
ALTER TABLE articles ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
ALTER TABLE scores ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
ALTER TABLE stories ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
ALTER TABLE redirects ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
ALTER TABLE revisions ADD COLUMN since INTEGER NOT NULL DEFAULT 0;

CREATE TABLE articles_before(
  until INTEGER NOT NULL, id TEXT NOT NULL, since INTEGER NOT NULL, web_url TEXT, original_url TEXT, amp_url TEXT, cdn_amp_url TEXT, title TEXT,
  excerpt TEXT, language TEXT, type TEXT, featured_content TEXT, published INTEGER, date_origin TEXT, modified INTEGER, first_seen INTEGER,
  section TEXT, source_url TEXT, lists TEXT, is_removed INTEGER, page_kind TEXT, PRIMARY KEY(until, id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER articles_change BEFORE UPDATE ON articles WHEN OLD.since <= (SELECT max(number) FROM editions) AND
  (OLD.web_url, OLD.original_url, OLD.amp_url, OLD.cdn_amp_url, OLD.title, OLD.excerpt, OLD.language, OLD.type, OLD.featured_content, OLD.published,
   OLD.date_origin, OLD.modified, OLD.first_seen, OLD.section, OLD.source_url, OLD.lists, OLD.is_removed, OLD.page_kind) IS NOT
  (NEW.web_url, NEW.original_url, NEW.amp_url, NEW.cdn_amp_url, NEW.title, NEW.excerpt, NEW.language, NEW.type, NEW.featured_content, NEW.published,
   NEW.date_origin, NEW.modified, NEW.first_seen, NEW.section, NEW.source_url, NEW.lists, NEW.is_removed, NEW.page_kind)
BEGIN INSERT INTO articles_before VALUES(
  (SELECT number FROM next_edition), OLD.id, OLD.since, nullif(OLD.web_url, NEW.web_url), nullif(OLD.original_url, NEW.original_url),
  nullif(OLD.amp_url, NEW.amp_url), nullif(OLD.cdn_amp_url, NEW.cdn_amp_url), nullif(OLD.title, NEW.title), nullif(OLD.excerpt, NEW.excerpt),
  nullif(OLD.language, NEW.language), nullif(OLD.type, NEW.type), nullif(OLD.featured_content, NEW.featured_content),
  nullif(OLD.published, NEW.published), nullif(OLD.date_origin, NEW.date_origin), OLD.modified, nullif(OLD.first_seen, NEW.first_seen),
  nullif(OLD.section, NEW.section), nullif(OLD.source_url, NEW.source_url), nullif(OLD.lists, NEW.lists), nullif(OLD.is_removed, NEW.is_removed),
  nullif(OLD.page_kind, NEW.page_kind))
  ON CONFLICT DO UPDATE SET
  web_url = coalesce(web_url, excluded.web_url), original_url = coalesce(original_url, excluded.original_url),
  amp_url = coalesce(amp_url, excluded.amp_url), cdn_amp_url = coalesce(cdn_amp_url, excluded.cdn_amp_url), title = coalesce(title, excluded.title),
  excerpt = coalesce(excerpt, excluded.excerpt), language = coalesce(language, excluded.language), type = coalesce(type, excluded.type),
  featured_content = coalesce(featured_content, excluded.featured_content), published = coalesce(published, excluded.published),
  date_origin = coalesce(date_origin, excluded.date_origin), first_seen = coalesce(first_seen, excluded.first_seen),
  section = coalesce(section, excluded.section), source_url = coalesce(source_url, excluded.source_url), lists = coalesce(lists, excluded.lists),
  is_removed = coalesce(is_removed, excluded.is_removed), page_kind = coalesce(page_kind, excluded.page_kind);
END;
CREATE TABLE scores_before(
  until INTEGER NOT NULL, article_id TEXT NOT NULL, since INTEGER NOT NULL, story_id TEXT, place INTEGER, quality TEXT, heat TEXT, age INTEGER,
  is_published INTEGER, duplicate_of TEXT, PRIMARY KEY(until, article_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE ages_before(number INTEGER PRIMARY KEY, words TEXT NOT NULL UNIQUE) STRICT;
CREATE TRIGGER scores_change BEFORE UPDATE ON scores WHEN OLD.since <= (SELECT max(number) FROM editions) AND
  (OLD.story_id, OLD.place, OLD.quality, OLD.heat, OLD.is_published, OLD.duplicate_of) IS NOT
  (NEW.story_id, NEW.place, NEW.quality, NEW.heat, NEW.is_published, NEW.duplicate_of)
BEGIN INSERT INTO ages_before(words) SELECT substr(OLD.heat, instr(OLD.heat, ',["age",')) WHERE OLD.heat <> NEW.heat AND
  substr(OLD.heat, 1, instr(OLD.heat, ',["age",')) = substr(NEW.heat, 1, instr(NEW.heat, ',["age",')) AND instr(OLD.heat, ',["age",') > 0
  ON CONFLICT DO NOTHING;
INSERT INTO scores_before VALUES(
  (SELECT number FROM next_edition), OLD.article_id, OLD.since, nullif(OLD.story_id, NEW.story_id), nullif(OLD.place, NEW.place),
  nullif(OLD.quality, NEW.quality),
  CASE WHEN OLD.heat = NEW.heat OR (substr(OLD.heat, 1, instr(OLD.heat, ',["age",')) = substr(NEW.heat, 1, instr(NEW.heat, ',["age",')) AND instr(OLD.heat, ',["age",') > 0)
    THEN NULL ELSE OLD.heat END,
  CASE WHEN OLD.heat <> NEW.heat AND substr(OLD.heat, 1, instr(OLD.heat, ',["age",')) = substr(NEW.heat, 1, instr(NEW.heat, ',["age",')) AND instr(OLD.heat, ',["age",') > 0
    THEN (SELECT number FROM ages_before WHERE words = substr(OLD.heat, instr(OLD.heat, ',["age",'))) END,
  nullif(OLD.is_published, NEW.is_published), nullif(OLD.duplicate_of, NEW.duplicate_of))
  ON CONFLICT DO UPDATE SET
  story_id = coalesce(story_id, excluded.story_id), place = coalesce(place, excluded.place), quality = coalesce(quality, excluded.quality),
  heat = CASE WHEN heat IS NULL AND age IS NOT NULL AND excluded.heat IS NOT NULL
    THEN substr(excluded.heat, 1, instr(excluded.heat, ',["age",') - 1) || (SELECT words FROM ages_before WHERE number = age)
    ELSE coalesce(heat, excluded.heat) END,
  age = CASE WHEN heat IS NULL AND excluded.heat IS NULL THEN coalesce(age, excluded.age) END,
  is_published = coalesce(is_published, excluded.is_published), duplicate_of = coalesce(duplicate_of, excluded.duplicate_of);
END;
CREATE TABLE stories_before(
  until INTEGER NOT NULL, id TEXT NOT NULL, since INTEGER NOT NULL, first INTEGER, last INTEGER, title TEXT, PRIMARY KEY(until, id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER stories_change BEFORE UPDATE ON stories WHEN OLD.since <= (SELECT max(number) FROM editions) AND
  (OLD.first, OLD.last, OLD.title) IS NOT
  (NEW.first, NEW.last, NEW.title)
BEGIN INSERT INTO stories_before VALUES(
  (SELECT number FROM next_edition), OLD.id, OLD.since, nullif(OLD.first, NEW.first), nullif(OLD.last, NEW.last), nullif(OLD.title, NEW.title))
  ON CONFLICT DO UPDATE SET
  first = coalesce(first, excluded.first), last = coalesce(last, excluded.last), title = coalesce(title, excluded.title);
END;
CREATE TRIGGER stories_end BEFORE DELETE ON stories WHEN OLD.since <= (SELECT max(number) FROM editions)
BEGIN INSERT INTO stories_before VALUES((SELECT number FROM next_edition), OLD.id, OLD.since, OLD.first, OLD.last, OLD.title)
  ON CONFLICT DO UPDATE SET first = coalesce(first, excluded.first), last = coalesce(last, excluded.last), title = coalesce(title, excluded.title);
END;
CREATE TABLE redirects_before(
  until INTEGER NOT NULL, source TEXT NOT NULL, since INTEGER NOT NULL, target TEXT, at INTEGER, PRIMARY KEY(until, source)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER redirects_change BEFORE UPDATE ON redirects WHEN OLD.since <= (SELECT max(number) FROM editions) AND
  (OLD.target, OLD.at) IS NOT
  (NEW.target, NEW.at)
BEGIN INSERT INTO redirects_before VALUES(
  (SELECT number FROM next_edition), OLD.source, OLD.since, nullif(OLD.target, NEW.target), nullif(OLD.at, NEW.at))
  ON CONFLICT DO UPDATE SET
  target = coalesce(target, excluded.target), at = coalesce(at, excluded.at);
END;
CREATE TRIGGER redirects_end BEFORE DELETE ON redirects WHEN OLD.since <= (SELECT max(number) FROM editions)
BEGIN INSERT INTO redirects_before VALUES((SELECT number FROM next_edition), OLD.source, OLD.since, OLD.target, OLD.at)
  ON CONFLICT DO UPDATE SET target = coalesce(target, excluded.target), at = coalesce(at, excluded.at);
END;
ALTER TABLE story_links ADD COLUMN opened INTEGER NOT NULL DEFAULT 0;
ALTER TABLE story_links ADD COLUMN closed INTEGER;
CREATE TRIGGER story_links_open AFTER INSERT ON story_links
BEGIN UPDATE story_links SET opened = (SELECT number FROM next_edition) WHERE rowid = NEW.rowid; END;
CREATE TRIGGER story_links_close AFTER UPDATE OF until ON story_links
BEGIN UPDATE story_links SET closed = (SELECT number FROM next_edition) WHERE rowid = NEW.rowid; END;
ALTER TABLE story_threads ADD COLUMN opened INTEGER NOT NULL DEFAULT 0;
ALTER TABLE story_threads ADD COLUMN closed INTEGER;
CREATE TRIGGER story_threads_open AFTER INSERT ON story_threads
BEGIN UPDATE story_threads SET opened = (SELECT number FROM next_edition) WHERE rowid = NEW.rowid; END;
CREATE TRIGGER story_threads_close AFTER UPDATE OF until ON story_threads
BEGIN UPDATE story_threads SET closed = (SELECT number FROM next_edition) WHERE rowid = NEW.rowid; END;
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
