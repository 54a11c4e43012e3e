// Stories as groups of articles: who belongs where by the mean of the best partners, and the repair of what a stream
// got wrong.
#pragma once

#include "core/hash.h"
#include "story/by_number.h"
#include "story/clusterer.h"
#include "story/editor_rules.h"
#include "story/story_index.h"

#include <array>
#include <cstdint>
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

inline constexpr std::size_t most_best_members = 8;

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

    // How strongly its own story and those that draw it enough to join draw an article, by story; until the next call.
    [[nodiscard]] std::span<const Link> links_of(Number number);
    [[nodiscard]] std::size_t fellows(Number number, GroupNumber group, std::size_t most) const;
    [[nodiscard]] std::vector<GroupPair> merging_pairs(std::span<const Number> affected) const;
    using Merging = std::pair<double, GroupPair>;  // With the average link.
    enum class Side : std::uint8_t { smaller, larger };
    // What the members of `group` are asked: how strongly `other` draws them, for one of the pairs.
    struct Question {
        GroupNumber group = 0;
        GroupNumber other = 0;
        std::size_t pair = 0;
        std::size_t wanted = 0;  // So many of an article's partners in `other` count.
        std::array<float, most_best_members> best{};
    };
    [[nodiscard]] std::vector<Question> questions(const std::vector<Merging>& pairs, Side side) const;
    void ask(Number number, std::span<Question> questions) const;
    void add_half(std::vector<Merging>& pairs, Side side) const;
    [[nodiscard]] std::vector<Merging> mergings(const std::vector<GroupPair>& pairs);
    [[nodiscard]] std::size_t stirs_of(GroupPair pair) const;
    [[nodiscard]] bool is_known_apart(GroupPair pair) const;
    void forget_ended();
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
    std::unordered_map<GroupNumber, Group> groups_;
    GroupNumber next_ = 0;
    ByNumber<GroupNumber> group_of_{no_group};
    std::unordered_map<std::string, GroupNumber> by_id_;
    struct PairHash {
        std::size_t operator()(const GroupPair& pair) const {
            return core::mix((std::uint64_t{pair.first} << 32U) + pair.second);
        }
    };
    std::unordered_map<GroupPair, std::size_t, PairHash> found_apart_;  // With stirs_of() them then.
    std::size_t found_apart_limit_ = 1000;                              // Ended stories are looked for beyond it.
    struct Drawn {
        GroupNumber group = 0;
        std::array<float, most_best_members> best{};  // Descending.
    };
    std::vector<Drawn> drawn_;  // Scratch of links_of(), as is `links_`.
    std::vector<Link> links_;
};

}  // namespace masthead::story
