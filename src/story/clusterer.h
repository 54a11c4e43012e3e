// Is it the same event? An incremental, time-bounded clusterer: candidates from an inverted index over a window, a pair
// score, a story joined by the mean of its best members (never by a single link), and a repair of each batch.
#pragma once

#include "core/time.h"
#include "model/story.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::story {

struct StoryModel;

// What the clusterer needs of an article. Views must live during the call only.
struct StoryInput {
    std::string_view id;  // Unique.
    std::string_view title;
    std::string_view text;      // Excerpt or body; may be empty.
    std::string_view url;       // Its slug words count; may be empty.
    std::string_view language;  // Articles of different languages are compared by names, places and numbers alone.
    core::Instant published{};
    std::span<const std::int8_t> vector;  // By some model, the same for all; empty: there is none.
};

// What the likeness of two vectors adds to the log-odds of a pair: nothing at `neutral` (a cosine), the weight at 1,
// straight between, and no less than the weight below zero. Without two vectors nothing.
struct VectorOptions {
    double weight = 1;
    double neutral = 0.7;
};

struct ClusterOptions {
    std::chrono::hours window{72};
    std::size_t max_candidates = 48;
    std::size_t best_members = 3;   // The mean of this many best pairs decides; at most 8.
    double join_threshold = 0.5;    // Probability; calibrated in docs/stories.md.
    double merge_threshold = 0.6;   // Higher: a wrong merge costs more pairs than a missed one.
    std::size_t most_unequal = 50;  // Of so different sizes none merge: the articles of the small one move singly.
    double move_margin = 0.1;       // An article moves to another story only if that draws it so much more.
    double min_merging_pair = 0.5;  // Two stories are looked at for a merge if one pair of theirs is so likely.
    int repair_rounds = 2;
    VectorOptions vectors;
    std::size_t max_step = 500;  // A larger batch is worked on in steps of this many articles.
    // The model for a pair, by the id of its later article (cross-validation); empty: the model that ships.
    std::function<const StoryModel&(std::string_view)> model_of;
};

struct Membership {
    std::string article_id;
    std::string story_id;
};

// What an editor said of articles, by their ids; they need not be in the window, nor known yet.
struct EditorRule {
    std::vector<std::string> together;  // They are one story.
    std::vector<std::string> apart;     // None of these is in that story.
};

// The name of a story after its first article: "s" + 16 hexadecimal digits; `attempt` gives others where one is taken.
[[nodiscard]] std::string story_id_of(const std::string& first_article_id, std::uint64_t attempt);

struct ClusterChange {
    std::vector<Membership> memberships;          // Of every article that is new or has moved; sorted by article id.
    std::vector<model::StoryRedirect> redirects;  // Stories that ended in another one.
    std::vector<std::string> log;                 // One sentence a merge or move.
};

// Why two articles are (not) one story.
struct PairExplanation {
    double probability = 0;
    std::vector<model::ScoreTerm> terms;  // In thousandths of log-odds; detail in words.
    std::vector<std::string> shared;      // The words that count most.
};

struct RestoredArticle {
    StoryInput article;
    std::string_view story_id;
};

class Clusterer {
  public:
    explicit Clusterer(const ClusterOptions& options = {});
    Clusterer(const Clusterer&) = delete;
    Clusterer& operator=(const Clusterer&) = delete;
    Clusterer(Clusterer&&) noexcept;
    Clusterer& operator=(Clusterer&&) noexcept;
    ~Clusterer();

    // What holds from now on, in place of what held before; to be said before `restore`. Articles together keep their
    // story, whatever draws them; stories that a rule keeps apart never become one, nor takes one what belongs to the
    // other.
    //
    //   stories  by article id, of those that the rules name: what has left the window still binds its story
    void obey(std::span<const EditorRule> rules, const std::map<std::string, std::string>& stories);
    // Puts back articles that already have their stories (at start, from the store; oldest first, of the window only).
    // Known ids: nothing. All of one call are looked at once, so one call for all costs a fraction of a call for each.
    void restore(std::span<const RestoredArticle> articles);
    void restore(const StoryInput& article, std::string_view story_id) {
        const RestoredArticle one{article, story_id};
        restore(std::span(&one, 1));
    }
    // Adds a batch (any order inside; sorted by published, id here) and repairs the window. A story's id is "s" + 16
    // hex digits made from its first member's id and never changes. Dates after `now` are taken as `now`. Ids known
    // already are updated in place. Deterministic. Cost: about max_candidates pair scores an article.
    [[nodiscard]] ClusterChange add(std::span<const StoryInput> batch, core::Instant now);
    // Both must be inside the window; otherwise, and for an article with itself, everything is empty. The terms sum to
    // the log-odds of the probability, to within rounding; of two
    // languages that share too little there are none, and the probability is 0.
    [[nodiscard]] PairExplanation explain(std::string_view left_id, std::string_view right_id) const;
    [[nodiscard]] std::size_t active() const;  // Articles inside the window.

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace masthead::story
