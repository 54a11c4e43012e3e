// The store's contract: one writer, any number of readers; a change set is written whole or not at all.
#pragma once

#include "core/result.h"
#include "core/time.h"
#include "model/article.h"
#include "model/decision.h"
#include "model/edition.h"
#include "model/editor.h"
#include "model/source.h"
#include "model/story.h"
#include "model/thread.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::store {

// An address under which an article is known: as the source gave it, canonical, AMP.
struct KnownAddress {
    std::string url;
    std::string article_id;
};

// Which story an article belongs to since when.
struct StoryMembership {
    std::string article_id;
    std::string story_id;
};

// How long an article was in a story.
struct MembershipSpan {
    std::string article_id;
    std::string story_id;
    core::Instant since{};
    std::optional<core::Instant> until;  // Nothing: it still is.
};

// Whether an article is shown, by an editor's word.
struct Removal {
    std::string article_id;
    bool is_removed = false;
};

// A syndicated copy and its original.
struct Duplicate {
    std::string article_id;
    std::string original_id;
};

// An article's text with its structure, as clean HTML (page/content.h). Empty: what was stored goes.
struct ArticleContent {
    std::string article_id;
    std::string html;
};

// Where an article's values came from.
struct ArticleEvidence {
    std::string article_id;
    std::vector<model::ValueOrigin> origins;
};

// What the pages of a site have in common, as page::SiteTemplate::serialise wrote it.
struct SiteMemory {
    std::string domain;    // Registrable.
    std::int64_t day = 0;  // Of the last page learned, in days since 1970 (UTC).
    std::string before;    // Learned on earlier days; may be empty.
    std::string learned;   // With that day.
};

// What scoring found in an article, as bytes of its own (score/facts.h).
struct ArticleFacts {
    std::string article_id;
    std::string bytes;
};

// What a story is about, as bytes of its own (story/profile.h).
struct StoryProfileRow {
    std::string story_id;
    core::Instant first{};  // Earliest and latest report.
    core::Instant last{};
    std::string bytes;  // Empty, when written: the story is gone.
};

// Which links or threads are asked for.
struct ThreadQuery {
    std::optional<core::Instant> at;  // As they were then; nothing: as they are.
    std::string story_id;             // Only those that this story has a part in; empty: all.
};

// The marks of one member as they are stored.
struct StoredMarks {
    std::string article_id;
    model::ScoreMarks marks;
};

// All that one step of the pipeline wants remembered.
struct ChangeSet {
    std::vector<model::Article> articles;  // Written over an earlier one of the same id.
    std::vector<ArticleContent> contents;  // Written over earlier ones of the same articles, as is `evidence`.
    std::vector<ArticleEvidence> evidence;
    std::vector<SiteMemory> site_memories;  // Written over an earlier one of the same domain.
    std::vector<KnownAddress> addresses;    // A known one keeps its first article.
    std::vector<Duplicate> duplicates;
    std::vector<model::Revision> revisions;
    std::vector<StoryMembership> memberships;
    std::vector<model::StoryRedirect> redirects;
    std::vector<ArticleFacts> facts;   // Written over earlier ones; after `articles`, which make facts stale.
    std::optional<std::string> rules;  // Fingerprint of the rules that the facts now follow.
    // What was found of stories that were due (`stories_due`), which they are no longer.
    std::vector<StoryProfileRow> profiles;
    std::vector<model::StoryLink> ended_links;
    std::vector<model::StoryLink> links;      // In place of what the same two stories had.
    std::vector<model::StoryThread> threads;  // In place of the story's own; an empty thread: it is in none.
    std::vector<model::Story> scored;         // Scores of all members of these stories that are not stored yet.
    std::vector<model::Decision> decisions;   // One that says what is known already is not written again.
    std::vector<model::SourceState> sources;
    std::vector<model::KnownItem> items;               // A known one takes the article that it names now.
    std::vector<model::PageRetry> retries;             // Written over an earlier one of the same article.
    std::vector<std::string> settled_retries;          // Article ids whose pages are not asked for again.
    std::vector<model::Subscription> subscriptions;    // Of a known one what the run writes (model/source.h).
    std::vector<std::string> forgotten_subscriptions;  // Tokens.
    std::vector<std::int64_t> read_deliveries;         // Numbers of those that need not be kept any more.
    std::vector<std::string> forgotten_deliveries;     // Sources all of whose deliveries are dropped unread.
    std::vector<model::Delivery> held_deliveries;      // What sources that are held back brought meanwhile.
    // Of number 0: new ones, which the store numbers. Others: those of their number, of which it is written when and by
    // whom they were undone.
    std::vector<model::EditorDecision> editor_decisions;
    std::vector<Removal> removals;
    std::vector<std::string> ended_redirects;  // Story ids that lead nowhere else any more.
    std::vector<std::string> thinned;          // Articles that keep all but text, content and evidence.
    std::vector<std::string> purged;           // Articles that go, and are known to have gone.
    core::Instant at{};                        // When it was decided.
};

// What was really new: a run with no news changes nothing.
struct ChangeCounts {
    std::size_t articles = 0;
    std::size_t memberships = 0;
    std::size_t decisions = 0;
};

enum class Durability : std::uint8_t {
    normal,  // Survives a crash of the process: data that could be fetched again.
    full,    // Survives a loss of power too: decisions of people, the outbox.
};

enum class TextPart : std::uint8_t { with, without };

struct StoreCounts {
    std::size_t sources = 0;
    std::size_t articles = 0;
    std::size_t duplicates = 0;
    std::size_t stories = 0;
    std::size_t decisions = 0;
};

// An edition that is about to be published.
struct NewEdition {
    core::Instant at{};
    core::Instant shown_from{};  // Stories whose last report is older are left out.
    std::string desk;            // The desk's settings that it shows, as config::write_shown gave them.
    std::string program;         // Version that writes it.
};

// What was written of an edition, so that writing it again can be compared.
struct EditionPrint {
    std::size_t files = 0;
    std::uint64_t digest = 0;  // Over paths and bytes.
    friend bool operator==(const EditionPrint&, const EditionPrint&) = default;
};

// An edition that was published whole.
struct PublishedEdition {
    std::int64_t number = 0;
    core::Instant at{};
    std::string program;
    EditionPrint print;
    bool is_lost = false;  // It showed articles that were deleted since.
};

// All that an edition is made of besides the desk. What is read through it is kept for past editions as well
// (docs/decisions/0007-what-was-published.md), so an edition may be made of nothing else.
class EditionMaterial {
  public:
    EditionMaterial() = default;
    EditionMaterial(const EditionMaterial&) = delete;
    EditionMaterial& operator=(const EditionMaterial&) = delete;
    EditionMaterial(EditionMaterial&&) = delete;
    EditionMaterial& operator=(EditionMaterial&&) = delete;
    virtual ~EditionMaterial() = default;

    // All articles without their texts, which are not kept as they were; oldest first, ties by id.
    [[nodiscard]] virtual core::Result<std::vector<model::Article>> shown_articles() const = 0;
    // Stories as last scored, oldest first, ties by id.
    [[nodiscard]] virtual core::Result<std::vector<model::Story>> stories() const = 0;
    [[nodiscard]] virtual core::Result<std::vector<model::StoryRedirect>> redirects() const = 0;
    // Sorted by story, the strongest first.
    [[nodiscard]] virtual core::Result<std::vector<model::StoryLink>> story_links(const ThreadQuery& query) const = 0;
    // Sorted by story. Of one story: all chapters of its thread.
    [[nodiscard]] virtual core::Result<std::vector<model::StoryThread>> story_threads(
        const ThreadQuery& query) const = 0;
    [[nodiscard]] virtual core::Result<std::vector<model::Revision>> revisions() const = 0;  // Oldest first.
};

class Store : public EditionMaterial {
  public:
    [[nodiscard]] virtual core::Result<ChangeCounts> apply(const ChangeSet& changes, Durability durability) = 0;

    // Numbers an edition and calls `read`, which reads its material from this store; nothing changes meanwhile, and
    // what changes later is not part of it. Gives the number. An error of `read` leaves no edition.
    [[nodiscard]] virtual core::Result<std::int64_t> open_edition(const NewEdition& edition,
                                                                  const std::function<core::Result<void>()>& read) = 0;
    // It was published whole; until then it does not count.
    [[nodiscard]] virtual core::Result<void> close_edition(std::int64_t number, const EditionPrint& print) = 0;
    // Those published whole, in the order of their numbers.
    [[nodiscard]] virtual core::Result<std::vector<PublishedEdition>> editions() const = 0;
    // The settings that an edition showed; empty for one that is lost.
    [[nodiscard]] virtual core::Result<std::string> edition_desk(std::int64_t number) const = 0;

    // Article id behind an address; nothing if the address is unknown.
    [[nodiscard]] virtual core::Result<std::optional<std::string>> article_at(std::string_view url) const = 0;
    [[nodiscard]] virtual core::Result<std::optional<model::Article>> article(std::string_view id) const = 0;
    // Articles published in [from, to], oldest first, ties by id.
    [[nodiscard]] virtual core::Result<std::vector<model::Article>> articles(core::Instant from, core::Instant to,
                                                                             TextPart text) const = 0;
    // Clean HTML; nothing where the article has none.
    [[nodiscard]] virtual core::Result<std::optional<std::string>> content(std::string_view article_id) const = 0;
    // In the order in which it was written; empty where nothing is known.
    [[nodiscard]] virtual core::Result<std::vector<model::ValueOrigin>> evidence(std::string_view article_id) const = 0;
    // Nothing where no page of the site was learned.
    [[nodiscard]] virtual core::Result<std::optional<SiteMemory>> site_memory(std::string_view domain) const = 0;
    // Ids of the articles whose title, excerpt or text hold every one of the words (case and diacritics do not count),
    // the best first.
    [[nodiscard]] virtual core::Result<std::vector<std::string>> search(std::string_view words,
                                                                        std::size_t most) const = 0;
    // Articles that no story holds yet, oldest first, ties by id.
    [[nodiscard]] virtual core::Result<std::vector<model::Article>> unassigned() const = 0;

    [[nodiscard]] virtual core::Result<std::vector<StoryMembership>> memberships() const = 0;  // Sorted by article id.
    // Who was in a story when, by its own id alone: sorted by `since`, then article id.
    [[nodiscard]] virtual core::Result<std::vector<MembershipSpan>> membership_spans(
        std::string_view story_id) const = 0;
    [[nodiscard]] virtual core::Result<std::vector<Duplicate>> duplicates() const = 0;  // Sorted by article id.
    [[nodiscard]] virtual core::Result<std::optional<model::Story>> story_of(std::string_view article_id) const = 0;
    [[nodiscard]] virtual core::Result<std::optional<model::Story>> story(std::string_view id) const = 0;
    // Every state of a story, oldest first.
    [[nodiscard]] virtual core::Result<std::vector<model::StoryState>> story_states(std::string_view id) const = 0;

    // Ids of stories whose members came, went or changed since their profiles were made; sorted. Some may be gone.
    [[nodiscard]] virtual core::Result<std::vector<std::string>> stories_due() const = 0;
    // Members of a story that are not removed, with their texts, oldest first, ties by id.
    [[nodiscard]] virtual core::Result<std::vector<model::Article>> story_articles(std::string_view id) const = 0;
    [[nodiscard]] virtual core::Result<std::optional<StoryProfileRow>> story_profile(std::string_view id) const = 0;
    // Of stories whose latest report came at the instant or later; sorted by id.
    [[nodiscard]] virtual core::Result<std::vector<StoryProfileRow>> story_profiles(core::Instant last_from) const = 0;

    // What editors decided, by number; with what was undone.
    [[nodiscard]] virtual core::Result<std::vector<model::EditorDecision>> editor_decisions() const = 0;
    [[nodiscard]] virtual core::Result<std::vector<std::string>> removed_articles() const = 0;  // Ids, sorted.

    // Hands over the facts of every article that has them, sorted by article id; the bytes live for the call alone.
    [[nodiscard]] virtual core::Result<void> each_facts(
        const std::function<void(std::string_view bytes)>& visit) const = 0;
    // Articles that came or changed since facts were found in them, with their texts: the next `most` after `after`,
    // by id.
    [[nodiscard]] virtual core::Result<std::vector<model::Article>> articles_without_facts(std::string_view after,
                                                                                           std::size_t most) const = 0;
    // All articles with their texts, in the same way.
    [[nodiscard]] virtual core::Result<std::vector<model::Article>> articles_after(std::string_view id,
                                                                                   std::size_t most) const = 0;
    // Fingerprint of the rules that the stored facts follow; empty: none was written.
    [[nodiscard]] virtual core::Result<std::string> rules() const = 0;
    [[nodiscard]] virtual core::Result<std::vector<StoredMarks>> score_marks() const = 0;  // Sorted by article id.

    // Decisions about one address, oldest first; about all of them, sorted by address, then age.
    [[nodiscard]] virtual core::Result<std::vector<model::Decision>> decisions(std::string_view url) const = 0;
    [[nodiscard]] virtual core::Result<std::vector<model::Decision>> decisions() const = 0;

    [[nodiscard]] virtual core::Result<std::vector<model::SourceState>> sources() const = 0;  // Sorted by URL.
    // Article id behind an item of a source; nothing if the source never had an item of this id.
    [[nodiscard]] virtual core::Result<std::optional<std::string>> article_of_item(std::string_view source_url,
                                                                                   std::string_view guid) const = 0;
    // Pages to be asked for again at or before `now`, the longest waiting first, at most `most`.
    [[nodiscard]] virtual core::Result<std::vector<model::PageRetry>> due_retries(core::Instant now,
                                                                                  std::size_t most) const = 0;
    // With what the server wrote to them since. Sorted by source, then token.
    [[nodiscard]] virtual core::Result<std::vector<model::Subscription>> subscriptions() const = 0;
    // Deliveries that wait, those of sources that are held back left out, oldest first: as many as `most_bytes` of
    // bodies allow, but one at least.
    [[nodiscard]] virtual core::Result<std::vector<model::Delivery>> deliveries(std::size_t most_bytes) const = 0;
    // Articles published before an instant that have a text, content or evidence yet, oldest first.
    [[nodiscard]] virtual core::Result<std::vector<std::string>> articles_to_thin(core::Instant before) const = 0;
    // Articles of stories that have none published at the instant or later, and older articles without a story.
    [[nodiscard]] virtual core::Result<std::vector<std::string>> articles_to_purge(core::Instant before) const = 0;
    // The title of an article that was here once and was purged (its addresses still name it); nothing for all others.
    [[nodiscard]] virtual core::Result<std::optional<std::string>> purged_title(std::string_view article_id) const = 0;
    // Cheap enough to be asked every second.
    [[nodiscard]] virtual core::Result<bool> has_deliveries() const = 0;
    [[nodiscard]] virtual core::Result<StoreCounts> counts() const = 0;
    // "ok", or what is broken, in words.
    [[nodiscard]] virtual core::Result<std::string> check() const = 0;
};

enum class Access : std::uint8_t { read_write, read_only };

// The SQLite store in the file `path`; made and migrated when it may be written. Errors: not_found (read only and none
// there), io, corrupt (no database, or a newer schema than this program knows; the sentence says which).
[[nodiscard]] core::Result<std::unique_ptr<Store>> open_sqlite_store(const std::string& path, Access access);

// The material of a past edition from the SQLite store at `path`, as it stood when the edition was opened. Errors:
// not_found, corrupt, io. Cost: once over what has changed since.
[[nodiscard]] core::Result<std::unique_ptr<EditionMaterial>> open_sqlite_edition(const std::string& path,
                                                                                 std::int64_t number);

}  // namespace masthead::store
