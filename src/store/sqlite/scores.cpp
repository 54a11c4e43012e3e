#include "store/sqlite/scores.h"

#include "store/sqlite/queries.h"
#include "store/sqlite/rows.h"

#include <algorithm>

namespace masthead::store::sqlite {

namespace {

using core::Result;

struct PlacedMember {
    const model::Story* story = nullptr;
    const model::ScoredMember* member = nullptr;
    std::int64_t place = 0;
};

std::vector<PlacedMember> unstored_members(const ChangeSet& changes) {
    std::vector<PlacedMember> members;
    for (const auto& story : changes.scored) {
        std::int64_t place = 0;
        for (const auto& member : story.members) {
            if (!member.is_stored) members.push_back({&story, &member, place});
            ++place;
        }
    }
    // In the order of the table: a rescore touches each of its pages once.
    std::ranges::sort(members, {},
                      [](const PlacedMember& placed) { return std::string_view(placed.member->article_id); });
    return members;
}

// Most members stay where they are: then the index over stories and places is left alone.
Result<std::size_t> write_members(Database& database, const std::vector<PlacedMember>& members) {
    if (members.empty()) return 0;
    auto update = database.prepare(
        "UPDATE scores SET quality=?, heat=?, is_published=?, duplicate_of=?, score_mark=?, decision_mark=? "
        "WHERE article_id=? AND story_id=? AND place=?");
    if (!update) return std::unexpected(update.error());
    auto insert = database.prepare(
        "INSERT INTO scores(quality, heat, is_published, duplicate_of, score_mark, decision_mark, article_id, "
        "story_id, "
        "place, since) VALUES(?,?,?,?,?,?,?,?,?,(SELECT number FROM next_edition)) ON CONFLICT(article_id) DO UPDATE "
        "SET "
        "quality=excluded.quality, heat=excluded.heat, is_published=excluded.is_published, "
        "duplicate_of=excluded.duplicate_of, score_mark=excluded.score_mark, decision_mark=excluded.decision_mark, "
        "story_id=excluded.story_id, place=excluded.place");
    if (!insert) return std::unexpected(insert.error());
    for (const auto& placed : members) {
        const auto& member = *placed.member;
        const std::string quality = terms_of(member.quality);
        const std::string heat = terms_of(member.heat);
        for (auto* statement : {&*update, &*insert}) {
            statement->bind(quality).bind(heat).bind(std::int64_t{member.is_published ? 1 : 0});
            statement->bind(member.duplicate_of).bind(static_cast<std::int64_t>(member.marks.score));
            statement->bind(static_cast<std::int64_t>(member.marks.decisions));
            statement->bind(member.article_id).bind(placed.story->id).bind(placed.place);
            const auto changed = statement->run();
            if (!changed) return std::unexpected(changed.error());
            if (*changed > 0) break;
        }
    }
    return members.size();
}

}  // namespace

Result<void> mark_facts_due(Database& database, std::span<const model::Article> articles) {
    const auto marked = run_for_each(database, "INSERT OR IGNORE INTO facts_due(article_id) VALUES(?)", articles,
                                     [](Statement& row, const model::Article& article) { row.bind(article.id); });
    if (!marked) return std::unexpected(marked.error());
    return {};
}

Result<std::size_t> write_facts(Database& database, const ChangeSet& changes) {
    if (changes.rules) {
        const auto ruled = run_for_each(
            database,
            "INSERT INTO rules(number, fingerprint) VALUES(1, ?) ON CONFLICT(number) DO UPDATE SET "
            "fingerprint=excluded.fingerprint WHERE fingerprint<>excluded.fingerprint",
            std::span(&*changes.rules, 1), [](Statement& row, const std::string& rules) { row.bind(rules); });
        if (!ruled) return ruled;
    }
    auto written = run_for_each(
        database,
        "INSERT INTO score_facts(article_id, facts) VALUES(?, CAST(? AS BLOB)) ON CONFLICT(article_id) DO UPDATE SET "
        "facts=excluded.facts WHERE facts<>excluded.facts",
        changes.facts, [](Statement& row, const ArticleFacts& facts) { row.bind(facts.article_id).bind(facts.bytes); });
    if (!written) return written;
    const auto settled = run_for_each(database, "DELETE FROM facts_due WHERE article_id = ?", changes.facts,
                                      [](Statement& row, const ArticleFacts& facts) { row.bind(facts.article_id); });
    if (!settled) return settled;
    return written;
}

Result<std::size_t> write_scores(Database& database, const ChangeSet& changes) {
    const auto members = unstored_members(changes);
    const auto scores = write_members(database, members);
    if (!scores) return scores;
    const auto stories = run_for_each(
        database,
        "INSERT INTO stories(id, first, last, title, since) VALUES(?,?,?,?,(SELECT number FROM next_edition)) ON "
        "CONFLICT(id) DO UPDATE SET "
        "first=excluded.first, last=excluded.last, title=excluded.title WHERE first<>excluded.first OR "
        "last<>excluded.last OR title<>excluded.title",
        changes.scored, [](Statement& row, const model::Story& story) {
            row.bind(story.id).bind(core::to_unix(story.first)).bind(core::to_unix(story.last)).bind(story.title);
        });
    if (!stories || changes.scored.empty()) return stories;
    // Stories whose members all went to others.
    if (auto gone = database.execute("DELETE FROM stories WHERE id NOT IN (SELECT story_id FROM scores)"); !gone) {
        return std::unexpected(gone.error());
    }
    return stories;
}

Result<void> read_facts(Database& database, const std::function<void(std::string_view bytes)>& visit) {
    auto query = database.prepare("SELECT facts FROM score_facts ORDER BY article_id");
    if (!query) return std::unexpected(query.error());
    while (true) {
        const auto more = query->step();
        if (!more) return std::unexpected(more.error());
        if (!*more) return {};
        visit(query->text_view(0));
    }
}

Result<std::string> read_rules(Database& database) {
    auto rows = all_rows(database, "SELECT fingerprint FROM rules", [](const Statement& row) { return row.text(0); });
    if (!rows) return std::unexpected(rows.error());
    return rows->empty() ? std::string() : std::move(rows->front());
}

Result<std::vector<StoredMarks>> read_score_marks(Database& database) {
    return all_rows(database, "SELECT article_id, score_mark, decision_mark FROM scores ORDER BY article_id",
                    [](const Statement& row) {
                        return StoredMarks{
                            row.text(0),
                            {static_cast<std::uint64_t>(row.number(1)), static_cast<std::uint64_t>(row.number(2))}};
                    });
}

}  // namespace masthead::store::sqlite
