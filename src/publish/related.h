// What belongs to a story beside its lead: its other accounts, then the stories near it, and the thread it is a chapter
// of. Of what is near only what is published is named, for nothing else has a page.
#pragma once

#include "model/thread.h"
#include "publish/edition_view.h"

#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace masthead::publish {

// Another story as it lies to one. Borrows from the edition and its view.
struct Neighbour {
    const StoryView* story = nullptr;
    const model::StoryLink* link = nullptr;  // nullptr: chapters of one thread that share little by themselves.
};

// Which stories lie to each other how. Borrows the view. Building is linear in the links.
class StoryWeb {
  public:
    explicit StoryWeb(const EditionView& view);

    // The published chapters of a story's thread, oldest first, itself among them; empty where there is no other.
    [[nodiscard]] std::span<const StoryView* const> thread_of(const StoryView& story) const;
    // Published stories linked to it that are no chapters of its thread, the strongest link first.
    [[nodiscard]] std::span<const Neighbour> near(const StoryView& story) const;
    // nullptr: they are not linked. Either may be the later one.
    [[nodiscard]] const model::StoryLink* between(const StoryView& left, const StoryView& right) const;

  private:
    [[nodiscard]] std::string_view thread_id_of(std::string_view story_id) const;

    std::unordered_map<std::string_view, std::string_view> threads_;  // By story; of all chapters but the first.
    std::unordered_map<std::string_view, std::vector<const StoryView*>> chapters_;            // By thread.
    std::unordered_map<std::string_view, std::vector<Neighbour>> near_;                       // By story.
    std::map<std::pair<std::string_view, std::string_view>, const model::StoryLink*> links_;  // Later, earlier.
};

enum class Relation : std::uint8_t { same_story, chapter, near };
// "same-story", "chapter", "nearby"
[[nodiscard]] std::string_view name_of(Relation relation);

struct RelatedAccount {
    const Account* account = nullptr;
    const StoryView* story = nullptr;  // That the account is of.
    Relation relation = Relation::same_story;
    const model::StoryLink* link = nullptr;  // Of another story, where there is one.
};

// A story's accounts without its lead: the best of every owner (own accounts before copies), then every owner's second,
// and so on.
[[nodiscard]] std::vector<const Account*> accounts_by_owner(const StoryView& story);

// At most `limit`: the accounts of the same story, then the leads of the other chapters of its thread, the nearest in
// time first, then those of the stories near it; of the last two one an owner before seconds, too.
[[nodiscard]] std::vector<RelatedAccount> related_of(const StoryWeb& web, const StoryView& story, std::size_t limit);

}  // namespace masthead::publish
