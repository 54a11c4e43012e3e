// Stories as groups of articles: who belongs where by the mean of the best partners, and the repair of what a stream
// got wrong.
#pragma once

#include "story/clusterer.h"
#include "story/editor_rules.h"
#include "story/story_index.h"

#include <cstdint>
#include <deque>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace masthead::story {

using GroupNumber = std::uint32_t;
inline constexpr GroupNumber no_group = std::numeric_limits<GroupNumber>::max();

struct Group {
    std::string id;
    std::vector<Number> members;  // Inside the window; in order of joining.
    std::size_t total = 0;        // With those that have left the window.
    std::size_t stirs = 0;        // How often one of its articles was looked at again.
    EditorMarks marks;            // Of all that were ever in it.
};

// What one batch changed, gathered while it is worked on.
struct GroupingChanges {
    std::vector<Number> moved;
    std::vector<model::StoryRedirect> redirects;
    std::vector<std::string> log;
};

class Grouping {
  public:
    Grouping(const StoryIndex& index, const ClusterOptions& options) : index_(index), options_(options) {}

    void obey(std::span<const EditorRule> rules, const std::map<std::string, std::string>& stories) {
        rules_.set(rules, stories);
    }
    // Puts an article where it was before.
    void restore(Number number, std::string_view story_id);
    // Finds each of the articles its story, in order.
    void place(std::span<const Number> numbers, GroupingChanges& changes);
    // Reconsiders the affected articles and merges the stories they are in.
    void repair(std::span<const Number> affected, GroupingChanges& changes);
    // Forgets an article that leaves the window; its story is forgotten with its last one.
    void drop(Number number);

    [[nodiscard]] const std::string& story_of(Number number) const;

  private:
    struct Link {
        GroupNumber group = 0;
        double strength = 0;
    };
    using GroupPair = std::pair<GroupNumber, GroupNumber>;

    // How strongly each story draws an article, by story.
    [[nodiscard]] std::vector<Link> links_of(Number number) const;
    [[nodiscard]] std::vector<GroupPair> merging_pairs(std::span<const Number> affected) const;
    using Merging = std::pair<double, GroupPair>;  // With the average link.
    enum class Side : std::uint8_t { smaller, larger };
    [[nodiscard]] bool is_smaller(GroupNumber group, GroupPair pair) const;
    void add_half(std::vector<Merging>& pairs, Side side) const;
    [[nodiscard]] std::vector<Merging> mergings(const std::vector<GroupPair>& pairs);
    [[nodiscard]] std::size_t stirs_of(GroupPair pair) const;
    [[nodiscard]] bool is_known_apart(GroupPair pair) const;
    void forget_ended();
    [[nodiscard]] GroupNumber group_of(Number number) const;
    GroupNumber open(const std::string& first_id);
    void join(Number number, GroupNumber group);
    void leave(Number number);
    bool reassign(Number number, GroupingChanges& changes);
    bool merge_best(std::span<const Number> affected, GroupingChanges& changes);
    void merge(GroupPair pair, double link, GroupingChanges& changes);
    // What an editor said of the article; nullptr: nothing.
    [[nodiscard]] const EditorMarks* marks_of(Number number) const;
    [[nodiscard]] static bool may_join(const EditorMarks* marks, const Group& group) {
        return marks == nullptr || !marks->contradicts(group.marks);
    }
    void retire(GroupNumber group, GroupNumber into, GroupingChanges& changes);

    const StoryIndex& index_;
    const ClusterOptions& options_;
    EditorRules rules_;
    std::map<GroupNumber, Group> groups_;
    GroupNumber next_ = 0;
    Number base_ = 0;
    std::deque<GroupNumber> group_of_;  // Of number base_ + i.
    std::unordered_map<std::string, GroupNumber> by_id_;
    std::map<GroupPair, std::size_t> found_apart_;  // With stirs_of() them then.
};

}  // namespace masthead::story
