// Every statement leaves a row alone that says the same already, so that a run with no news writes nothing.
#include "store/sqlite/changes.h"

#include "store/sqlite/editor.h"
#include "store/sqlite/history.h"
#include "store/sqlite/queries.h"
#include "store/sqlite/retention.h"
#include "store/sqlite/rows.h"
#include "store/sqlite/scores.h"
#include "store/sqlite/search.h"
#include "store/sqlite/subscriptions.h"
#include "store/sqlite/threads.h"

namespace masthead::store::sqlite {

namespace {

using core::Result;

std::optional<std::int64_t> unix_of(const std::optional<core::Instant>& instant) {
    return instant ? std::optional(core::to_unix(*instant)) : std::nullopt;
}

Result<std::size_t> write_articles(Database& database, const ChangeSet& changes) {
    constexpr std::string_view sql =
        "INSERT INTO articles(id, web_url, original_url, amp_url, cdn_amp_url, title, excerpt, language, type, "
        "featured_content, published, "
        "date_origin, modified, first_seen, section, source_url, lists, is_removed, provider, page_kind, since) "
        "VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,(SELECT number FROM next_edition)) "
        "ON CONFLICT(id) DO UPDATE SET web_url=excluded.web_url, original_url=excluded.original_url, "
        "amp_url=excluded.amp_url, "
        "cdn_amp_url=excluded.cdn_amp_url, title=excluded.title, excerpt=excluded.excerpt, language=excluded.language, "
        "type=excluded.type, "
        "featured_content=excluded.featured_content, published=excluded.published, date_origin=excluded.date_origin, "
        "modified=excluded.modified, "
        "section=excluded.section, source_url=excluded.source_url, lists=excluded.lists, "
        "is_removed=excluded.is_removed, provider=excluded.provider, page_kind=excluded.page_kind";
    if (auto done = unindex(database, changes.articles); !done) return std::unexpected(done.error());
    auto written = run_for_each(database, sql, changes.articles, [](Statement& row, const model::Article& article) {
        row.bind(article.id)
            .bind(article.web_url)
            .bind(article.original_url)
            .bind(article.amp_url)
            .bind(article.cdn_amp_url);
        row.bind(article.title)
            .bind(article.excerpt)
            .bind(article.language)
            .bind(name_of(article.type))
            .bind(article.featured_content);
        row.bind(core::to_unix(article.published)).bind(name_of(article.date_origin)).bind(unix_of(article.modified));
        row.bind(core::to_unix(article.first_seen))
            .bind(article.section)
            .bind(article.source_url)
            .bind_copy(lists_of(article));
        row.bind(std::int64_t{article.is_removed ? 1 : 0}).bind(article.provider.domain).bind(article.page_kind);
    });
    if (!written) return written;
    const auto texts = run_for_each(
        database,
        "INSERT INTO texts(article_id, text) VALUES(?,?) ON CONFLICT(article_id) DO UPDATE SET text=excluded.text",
        changes.articles,
        [](Statement& row, const model::Article& article) { row.bind(article.id).bind(article.text); });
    if (!texts) return texts;
    if (auto done = index(database, changes.articles); !done) return std::unexpected(done.error());
    if (auto done = mark_facts_due(database, changes.articles); !done) return std::unexpected(done.error());
    return written;
}

// What a page gave, beside the article.
Result<std::size_t> write_readings(Database& database, const ChangeSet& changes) {
    const auto contents = run_for_each(
        database,
        "INSERT INTO contents(article_id, html) VALUES(?,?) ON CONFLICT(article_id) DO UPDATE SET html=excluded.html "
        "WHERE html<>excluded.html",
        changes.contents,
        [](Statement& row, const ArticleContent& content) { row.bind(content.article_id).bind(content.html); });
    if (!contents) return contents;
    std::vector<std::string_view> gone;
    for (const auto& content : changes.contents) {
        if (content.html.empty()) gone.emplace_back(content.article_id);
    }
    const auto dropped = run_for_each(database, "DELETE FROM contents WHERE article_id = ?", gone,
                                      [](Statement& row, std::string_view id) { row.bind(id); });
    if (!dropped) return dropped;
    const auto memories = run_for_each(
        database,
        "INSERT INTO site_memories(domain, day, before, learned) VALUES(?,?,CAST(? AS BLOB),CAST(? AS BLOB)) "
        "ON CONFLICT(domain) DO UPDATE SET day=excluded.day, before=excluded.before, learned=excluded.learned",
        changes.site_memories, [](Statement& row, const SiteMemory& memory) {
            row.bind(memory.domain).bind(memory.day).bind(memory.before).bind(memory.learned);
        });
    if (!memories) return memories;
    return run_for_each(database,
                        "INSERT INTO evidence(article_id, origins) VALUES(?,?) ON CONFLICT(article_id) DO UPDATE SET "
                        "origins=excluded.origins WHERE origins<>excluded.origins",
                        changes.evidence, [](Statement& row, const ArticleEvidence& evidence) {
                            row.bind(evidence.article_id).bind_copy(origins_of(evidence.origins));
                        });
}

Result<std::size_t> write_addresses(Database& database, const ChangeSet& changes) {
    const auto known = run_for_each(database,
                                    "INSERT INTO addresses(url, article_id) VALUES(?,?) ON CONFLICT(url) DO UPDATE SET "
                                    "article_id=excluded.article_id "
                                    "WHERE NOT EXISTS (SELECT 1 FROM articles WHERE id = addresses.article_id)",
                                    changes.addresses, [](Statement& row, const KnownAddress& address) {
                                        row.bind(address.url).bind(address.article_id);
                                    });
    if (!known) return known;
    return run_for_each(
        database, "UPDATE articles SET duplicate_of = ?1 WHERE id = ?2 AND duplicate_of <> ?1", changes.duplicates,
        [](Statement& row, const Duplicate& duplicate) { row.bind(duplicate.original_id).bind(duplicate.article_id); });
}

Result<std::size_t> write_revisions(Database& database, const ChangeSet& changes) {
    return run_for_each(
        database,
        "INSERT INTO revisions(article_id, at, title, excerpt, since) VALUES(?,?,?,?,(SELECT number FROM "
        "next_edition))",
        changes.revisions, [](Statement& row, const model::Revision& revision) {
            row.bind(revision.article_id).bind(core::to_unix(revision.at)).bind(revision.title).bind(revision.excerpt);
        });
}

Result<std::size_t> write_memberships(Database& database, const ChangeSet& changes) {
    const std::int64_t now = core::to_unix(changes.at);
    const auto left = run_for_each(
        database,
        "INSERT INTO membership_history(article_id, story_id, since, until) SELECT article_id, story_id, since, ?1 "
        "FROM memberships WHERE article_id = ?2 AND story_id <> ?3",
        changes.memberships, [&](Statement& row, const StoryMembership& member) {
            row.bind(now).bind(member.article_id).bind(member.story_id);
        });
    if (!left) return left;
    auto joined = run_for_each(
        database,
        "INSERT INTO memberships(article_id, story_id, since) VALUES(?,?,?) ON CONFLICT(article_id) DO UPDATE SET "
        "story_id=excluded.story_id, since=excluded.since WHERE story_id <> excluded.story_id",
        changes.memberships, [&](Statement& row, const StoryMembership& member) {
            row.bind(member.article_id).bind(member.story_id).bind(now);
        });
    if (!joined) return joined;
    const auto redirected = run_for_each(database,
                                         "INSERT INTO redirects(source, target, at, since) VALUES(?,?,?,(SELECT number "
                                         "FROM next_edition)) ON CONFLICT(source) DO UPDATE SET "
                                         "target=excluded.target, at=excluded.at WHERE target <> excluded.target",
                                         changes.redirects, [&](Statement& row, const model::StoryRedirect& redirect) {
                                             row.bind(redirect.from).bind(redirect.to).bind(now);
                                         });
    if (!redirected) return redirected;
    return joined;
}

// A decision that repeats the latest one of its stage about the address says nothing new.
Result<std::size_t> write_decisions(Database& database, const ChangeSet& changes) {
    constexpr std::string_view sql =
        "INSERT INTO decisions(url, stage, verdict, reason, other, at) SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE NOT EXISTS ("
        "SELECT 1 FROM decisions WHERE number = (SELECT max(number) FROM decisions WHERE url = ?1 AND stage = ?2) "
        "AND verdict = ?3 AND reason = ?4 AND other = ?5)";
    return run_for_each(database, sql, changes.decisions, [](Statement& row, const model::Decision& decision) {
        row.bind(decision.url).bind(decision.stage).bind(name_of(decision.verdict)).bind(decision.reason);
        row.bind(decision.other).bind(core::to_unix(decision.at));
    });
}

Result<std::size_t> write_sources(Database& database, const ChangeSet& changes) {
    constexpr std::string_view sql =
        "INSERT OR REPLACE INTO sources(url, etag, last_modified, body_hash, fetched_at, next_fetch_at, "
        "next_fetch_reason, failures, last_error, gone, validators_lie, full_fetch_at, last_new_at, rhythm_seconds, "
        "moved_to, moved_since, title, site, language, quarantine, expected_at, ttl_minutes, skip_hours) "
        "VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
    return run_for_each(database, sql, changes.sources, [](Statement& row, const model::SourceState& source) {
        const auto truth = [](bool value) { return std::int64_t{value ? 1 : 0}; };
        row.bind(source.url).bind(source.etag).bind(source.last_modified);
        row.bind(static_cast<std::int64_t>(source.body_hash));
        row.bind(unix_of(source.fetched_at)).bind(unix_of(source.next_fetch_at)).bind(source.next_fetch_reason);
        row.bind(std::int64_t{source.failures}).bind(source.last_error).bind(truth(source.gone));
        row.bind(truth(source.validators_lie)).bind(unix_of(source.full_fetch_at)).bind(unix_of(source.last_new_at));
        row.bind(source.rhythm_seconds).bind(source.moved_to).bind(unix_of(source.moved_since));
        row.bind(source.title).bind(source.site).bind(source.language).bind(source.quarantine);
        row.bind(unix_of(source.expected_at)).bind(std::int64_t{source.ttl_minutes});
        row.bind(std::int64_t{source.skip_hours});
    });
}

Result<std::size_t> write_items(Database& database, const ChangeSet& changes) {
    return run_for_each(database,
                        "INSERT INTO items(source_url, guid, article_id) VALUES(?,?,?) ON CONFLICT(source_url, guid) "
                        "DO UPDATE SET article_id=excluded.article_id WHERE article_id<>excluded.article_id",
                        changes.items, [](Statement& row, const model::KnownItem& item) {
                            row.bind(item.source_url).bind(item.guid).bind(item.article_id);
                        });
}

Result<std::size_t> write_retries(Database& database, const ChangeSet& changes) {
    const auto asked = run_for_each(
        database, "INSERT OR REPLACE INTO page_retries(article_id, url, tries, next_at, reason) VALUES(?,?,?,?,?)",
        changes.retries, [](Statement& row, const model::PageRetry& retry) {
            row.bind(retry.article_id).bind(retry.url).bind(std::int64_t{retry.tries});
            row.bind(core::to_unix(retry.next_at)).bind(retry.reason);
        });
    if (!asked) return asked;
    return run_for_each(database, "DELETE FROM page_retries WHERE article_id = ?", changes.settled_retries,
                        [](Statement& row, const std::string& id) { row.bind(id); });
}

Result<ChangeCounts> write_all(Database& database, const ChangeSet& changes) {
    ChangeCounts counts;
    if (auto done = mark_stories_due(database, changes); !done) return std::unexpected(done.error());
    const auto articles = write_articles(database, changes);
    if (!articles) return std::unexpected(articles.error());
    counts.articles = *articles;
    for (const auto part : {&write_readings, &write_addresses, &write_revisions}) {
        if (const auto done = part(database, changes); !done) return std::unexpected(done.error());
    }
    const auto memberships = write_memberships(database, changes);
    if (!memberships) return std::unexpected(memberships.error());
    counts.memberships = *memberships;
    for (const auto part : {&write_facts, &write_scores, &write_story_states, &write_threads, &write_editor,
                            &write_sources, &write_items, &write_retries, &write_subscriptions}) {
        if (const auto done = part(database, changes); !done) return std::unexpected(done.error());
    }
    const auto decisions = write_decisions(database, changes);
    if (!decisions) return std::unexpected(decisions.error());
    counts.decisions = *decisions;
    if (const auto gone = write_retention(database, changes); !gone) return std::unexpected(gone.error());
    return counts;
}

}  // namespace

Result<ChangeCounts> apply_changes(Database& database, const ChangeSet& changes, Durability durability) {
    const char* begin = durability == Durability::full ? "PRAGMA synchronous=FULL; BEGIN IMMEDIATE"
                                                       : "PRAGMA synchronous=NORMAL; BEGIN IMMEDIATE";
    if (auto begun = database.execute(begin); !begun) return std::unexpected(begun.error());
    auto counts = write_all(database, changes);
    if (counts) {
        if (auto done = database.execute("COMMIT"); done)
            return counts;
        else
            counts = std::unexpected(done.error());
    }
    // What failed stays the answer; a rollback that fails as well leaves SQLite to undo the journal at the next start.
    static_cast<void>(database.execute("ROLLBACK"));
    return counts;
}

}  // namespace masthead::store::sqlite
