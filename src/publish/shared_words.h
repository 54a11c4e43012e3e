// The words that hold a story together.
#pragma once

#include "publish/edition_view.h"

#include <string>
#include <vector>

namespace masthead::publish {

struct SharedWord {
    std::string surface;  // As the first account writes it.
    int accounts = 0;     // How many accounts use it in title or excerpt.
};

struct SharedWordOptions {
    std::size_t max_accounts =
        24;  // The best accounts are enough to tell; a story of a thousand must not cost a thousand times.
    std::size_t max_words = 8;
};

struct SharedWords {
    std::vector<SharedWord> words;  // The most shared first.
    int accounts = 0;               // How many were looked at.
};

// Words that at least a third of the accounts (and two of them) use, without function words. Linear in the text.
[[nodiscard]] SharedWords shared_words(const StoryView& story, const SharedWordOptions& options);

}  // namespace masthead::publish
