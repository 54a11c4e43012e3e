// What an editor said of articles, as marks on them and on the stories they are in: two stories whose marks contradict
// each other never become one, and articles that were put together stay where they are.
#pragma once

#include "story/clusterer.h"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace masthead::story {

// Numbers of rules, sorted.
struct EditorMarks {
    std::vector<std::size_t> together;  // It is of those that the rule puts together,
    std::vector<std::size_t> apart;     // or of those that it keeps from them.

    void take(const EditorMarks& other);
    [[nodiscard]] bool contradicts(const EditorMarks& other) const;
};

class EditorRules {
  public:
    void set(std::span<const EditorRule> rules, const std::map<std::string, std::string>& stories);

    [[nodiscard]] bool empty() const { return articles_.empty(); }
    // nullptr where no rule names it.
    [[nodiscard]] const EditorMarks* of_article(const std::string& id) const;
    // What the rules knew of a story when they were set.
    [[nodiscard]] const EditorMarks* of_story(const std::string& id) const;
    // Whether a rule put the article together with others, so that it does not move alone.
    [[nodiscard]] bool holds(const EditorMarks& marks) const;
    // Where the others are that a rule put the article together with; empty: nowhere yet.
    [[nodiscard]] std::string home_of(const EditorMarks& marks) const;
    void set_home(const EditorMarks& marks, const std::string& story_id);
    void move_homes(const std::string& from, const std::string& to);

  private:
    struct Rule {
        std::size_t together = 0;  // How many articles.
        std::string home;          // Their story.
    };
    std::vector<Rule> rules_;
    std::unordered_map<std::string, EditorMarks> articles_;
    std::unordered_map<std::string, EditorMarks> stories_;
};

}  // namespace masthead::story
