#include "publish/shared_words.h"

#include "text/normalize.h"
#include "text/tokens.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace masthead::publish {
namespace {

constexpr std::size_t min_word_bytes = 3;

// The folded word, or empty where it says nothing.
std::string telling_word(const text::Token& token, std::string_view language) {
    if (token.surface.size() < min_word_bytes) return {};
    std::string folded = text::fold(token.surface);
    if (folded.size() < min_word_bytes || text::is_stop_word(folded, language)) return {};
    return folded;
}

struct Seen {
    std::string surface;
    int accounts = 0;
    std::size_t last_account = 0;  // Counted from 1.
    std::size_t order = 0;
};

void count_words(std::unordered_map<std::string, Seen>& seen, const model::Article& article, std::size_t number) {
    for (const std::string_view field : {std::string_view(article.title), std::string_view(article.excerpt)}) {
        for (const auto& token : text::tokenize(field)) {
            std::string word = telling_word(token, article.language);
            if (word.empty()) continue;
            Seen& entry =
                seen.try_emplace(std::move(word), Seen{std::string(token.surface), 0, 0, seen.size()}).first->second;
            if (entry.last_account == number) continue;
            entry.last_account = number;
            ++entry.accounts;
        }
    }
}

}  // namespace

SharedWords shared_words(const StoryView& story, const SharedWordOptions& options) {
    SharedWords shared;
    std::unordered_map<std::string, Seen> seen;
    for (const auto& account : story.accounts) {
        // A copy agrees with its original on every word: it is no evidence.
        if (account.is_copy()) continue;
        if (static_cast<std::size_t>(shared.accounts) == options.max_accounts) break;
        ++shared.accounts;
        count_words(seen, *account.article, static_cast<std::size_t>(shared.accounts));
    }
    const int needed = std::max(2, (shared.accounts + 2) / 3);
    std::vector<const Seen*> kept;
    for (const auto& [word, entry] : seen) {
        if (entry.accounts >= needed) kept.push_back(&entry);
    }
    std::sort(kept.begin(), kept.end(), [](const auto* left, const auto* right) {
        return left->accounts != right->accounts ? left->accounts > right->accounts : left->order < right->order;
    });
    if (kept.size() > options.max_words) kept.resize(options.max_words);
    for (const auto* entry : kept) shared.words.push_back({entry->surface, entry->accounts});
    return shared;
}

}  // namespace masthead::publish
