// What a story is about, as a few weighted words: enough to compare it with other stories without reading their texts.
#pragma once

#include "core/time.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::story {

// What a profile needs of one article. Views must live during the call only.
struct StoryAccount {
    std::string_view title;
    std::string_view text;  // Body or excerpt; may be empty.
    std::string_view language;
    std::string_view owner;  // Whose voice it is.
    core::Instant published{};
    bool is_copy = false;
};

struct ProfileWord {
    std::string stem;     // As text::stems writes it.
    std::string surface;  // As it is mostly written.
    int share = 0;        // Thousandths of the accounts that say it: whole where it is in the title, half in the lead.
    bool is_name = false;
    friend bool operator==(const ProfileWord&, const ProfileWord&) = default;
};

struct StoryProfile {
    std::string story_id;
    core::Instant first{};  // Earliest and latest report.
    core::Instant last{};
    std::string language;            // Of most accounts; empty: unknown.
    std::string owner;               // Where all accounts are one owner's; else empty.
    std::vector<ProfileWord> words;  // Sorted by stem.
    friend bool operator==(const StoryProfile&, const StoryProfile&) = default;
};

struct ProfileOptions {
    std::size_t max_accounts = 48;  // Of more, so many are read, evenly over the story's time.
    std::size_t title_words = 40;
    std::size_t lead_words = 80;
    std::size_t max_words = 32;  // Kept: those that say most.
    double lead_share = 0.5;     // A word of the lead against one of the title.
    double name_bonus = 1.5;     // Of a name against another word, when it is decided which are kept.
};

// Copies say what their originals said already: they count only in a story that has nothing else. The order of the
// accounts does not matter as long as they differ in date, title, text or owner. O(words read).
[[nodiscard]] StoryProfile profile_of(std::string_view story_id, std::span<const StoryAccount> accounts,
                                      const ProfileOptions& options);

// Language, owner and words as lines of text.
[[nodiscard]] std::string write_profile(const StoryProfile& profile);
// What write_profile wrote, into a profile that has its id and its dates; false where the bytes are something else.
[[nodiscard]] bool read_profile(std::string_view bytes, StoryProfile& profile);

}  // namespace masthead::story
