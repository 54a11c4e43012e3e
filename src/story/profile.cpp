// A line for language and owner, then one a word, its parts divided by tabs: stem, surface, share, "n" for a name.
#include "story/profile.h"

#include "core/ascii.h"
#include "story/background.h"
#include "story/document.h"
#include "story/joined_words.h"
#include "text/tokens.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <tuple>
#include <unordered_map>

namespace masthead::story {

namespace {

constexpr std::size_t least_bytes = 2;
constexpr double whole = 1000;

struct Heard {
    double share = 0;              // Of accounts, so far.
    std::size_t last_account = 0;  // Counted from 1.
    double of_account = 0;
    int capitalised = 0;
    int lower = 0;
    std::map<std::string_view, int> surfaces;
};

// "Florence's" and "Florence’s" are shown as "Florence".
std::string_view without_possessive(std::string_view surface) {
    for (const std::string_view end : {std::string_view("'s"), std::string_view("\u2019s")}) {
        if (surface.size() > end.size() + 1 && surface.ends_with(end)) surface.remove_suffix(end.size());
    }
    return surface;
}

// "Don't", "they're": a capital at the head of a sentence would make names of them.
bool is_contraction(std::string_view surface) {
    constexpr std::array<std::string_view, 12> ends = {
        "n't", "'re", "'ve", "'ll", "'d", "'m", "n\u2019t", "\u2019re", "\u2019ve", "\u2019ll", "\u2019d", "\u2019m"};
    return std::ranges::any_of(ends, [&](std::string_view end) { return surface.ends_with(end); });
}

// The day on which something is told says nothing about what is told.
bool is_weekday(std::string_view folded) {
    constexpr std::array<std::string_view, 28> days = {
        "monday", "tuesday",  "wednesday", "thursday",   "friday",   "saturday", "sunday",
        "montag", "dienstag", "mittwoch",  "donnerstag", "freitag",  "samstag",  "sonntag",
        "lundi",  "mardi",    "mercredi",  "jeudi",      "vendredi", "samedi",   "dimanche",
        "lunes",  "martes",   "miercoles", "jueves",     "viernes",  "sabado",   "domingo"};
    return std::ranges::find(days, folded) != days.end();
}

class Listener {
  public:
    explicit Listener(const ProfileOptions& options) : options_(options) {}

    void hear(const StoryAccount& account) {
        ++accounts_;
        const auto title = bare_title(account.title);
        read(title, account.language, options_.title_words, 1);
        auto text = core::trim(account.text);
        if (!account.title.empty() && text.starts_with(account.title)) text.remove_prefix(account.title.size());
        read(text, account.language, options_.lead_words, options_.lead_share);
    }

    [[nodiscard]] std::vector<ProfileWord> words() const {
        struct Ranked {
            double points = 0;
            ProfileWord word;
        };
        std::vector<Ranked> ranked;
        for (const auto& [stem, heard] : heard_) {
            const auto background = background_word(stem);
            const double idf = static_cast<double>(background ? background->idf : unknown_idf);
            const bool is_name = background ? background->is_name : heard.capitalised > 0 && heard.lower == 0;
            const double share = heard.share / static_cast<double>(accounts_);
            const int rounded = static_cast<int>(std::lround(share * whole));
            if (rounded == 0) continue;
            ranked.push_back({share * idf * (is_name ? options_.name_bonus : 1),
                              {stem, std::string(surface_of(heard)), rounded, is_name}});
        }
        std::ranges::sort(ranked, [](const Ranked& left, const Ranked& right) {
            return left.points != right.points ? left.points > right.points : left.word.stem < right.word.stem;
        });
        if (ranked.size() > options_.max_words) ranked.resize(options_.max_words);
        std::vector<ProfileWord> words;
        words.reserve(ranked.size());
        for (auto& one : ranked) words.push_back(std::move(one.word));
        std::ranges::sort(words, {}, &ProfileWord::stem);
        return words;
    }

  private:
    void read(std::string_view text, std::string_view language, std::size_t most, double weight) {
        auto tokens = with_names_joined(text::tokenize(text));
        if (tokens.size() > most) tokens.resize(most);
        const auto stems = text::stems(tokens, language.empty() ? "en" : language);
        const auto folded = text::stems(tokens, "");
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            const auto& token = tokens[i];
            const bool is_plain = !token.is_number && stems[i].size() >= least_bytes &&
                                  stems[i].find_first_of("\t\n") == std::string::npos;
            if (!is_plain || text::is_stop_word(folded[i], language) || is_weekday(folded[i]) ||
                is_contraction(token.surface))
                continue;
            auto& heard = heard_[stems[i]];
            ++(token.is_capitalised ? heard.capitalised : heard.lower);
            ++heard.surfaces[without_possessive(token.surface)];
            const double before = heard.last_account == accounts_ ? heard.of_account : 0;
            heard.last_account = accounts_;
            heard.of_account = std::max(before, weight);
            heard.share += heard.of_account - before;
        }
    }

    [[nodiscard]] static std::string_view surface_of(const Heard& heard) {
        return std::ranges::max_element(heard.surfaces, {}, [](const auto& one) { return one.second; })->first;
    }

    const ProfileOptions& options_;
    std::size_t accounts_ = 0;
    std::unordered_map<std::string, Heard> heard_;  // By stem; surfaces are views into the accounts.
};

std::vector<const StoryAccount*> chosen(std::span<const StoryAccount> accounts, std::size_t most) {
    const bool has_own = std::ranges::any_of(accounts, [](const StoryAccount& account) { return !account.is_copy; });
    std::vector<const StoryAccount*> all;
    for (const auto& account : accounts) {
        if (!account.is_copy || !has_own) all.push_back(&account);
    }
    std::ranges::sort(all, {}, [](const StoryAccount* account) {
        return std::tie(account->published, account->title, account->text, account->owner);
    });
    if (all.size() <= most) return all;
    std::vector<const StoryAccount*> spread;
    spread.reserve(most);
    for (std::size_t i = 0; i < most; ++i) spread.push_back(all[i * all.size() / most]);
    return spread;
}

std::string main_language(const std::vector<const StoryAccount*>& accounts) {
    std::map<std::string_view, int> counts;
    for (const auto* account : accounts) {
        if (!account->language.empty()) ++counts[account->language];
    }
    const auto most = std::ranges::max_element(counts, {}, [](const auto& one) { return one.second; });
    return most == counts.end() ? std::string() : std::string(most->first);
}

std::array<std::string_view, 4> parts_of(std::string_view line) {
    std::array<std::string_view, 4> parts;
    for (auto& part : parts) {
        const auto end = line.find('\t');
        part = line.substr(0, end);
        line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
    }
    return parts;
}

std::string one_line(std::string text) {
    std::ranges::replace_if(text, [](char c) { return c == '\t' || c == '\n'; }, ' ');
    return text;
}

}  // namespace

StoryProfile profile_of(std::string_view story_id, std::span<const StoryAccount> accounts,
                        const ProfileOptions& options) {
    StoryProfile profile;
    profile.story_id = story_id;
    if (accounts.empty()) return profile;
    profile.first = profile.last = accounts.front().published;
    profile.owner = accounts.front().owner;
    for (const auto& account : accounts) {
        profile.first = std::min(profile.first, account.published);
        profile.last = std::max(profile.last, account.published);
        if (account.owner != profile.owner) profile.owner.clear();
    }
    const auto read = chosen(accounts, options.max_accounts);
    Listener listener(options);
    for (const auto* account : read) listener.hear(*account);
    profile.language = main_language(read);
    profile.words = listener.words();
    return profile;
}

std::string write_profile(const StoryProfile& profile) {
    std::string out = one_line(profile.language) + '\t' + one_line(profile.owner) + '\n';
    for (const auto& word : profile.words)
        out += word.stem + '\t' + one_line(word.surface) + '\t' + std::to_string(word.share) +
               (word.is_name ? "\tn\n" : "\t\n");
    return out;
}

bool read_profile(std::string_view bytes, StoryProfile& profile) {
    profile.words.clear();
    if (!bytes.ends_with('\n')) return false;
    bool is_first = true;
    while (!bytes.empty()) {
        const auto end = bytes.find('\n');
        const auto parts = parts_of(bytes.substr(0, end));
        bytes.remove_prefix(end + 1);
        if (is_first) {
            profile.language = parts[0];
            profile.owner = parts[1];
            is_first = false;
            continue;
        }
        ProfileWord word{std::string(parts[0]), std::string(parts[1]), 0, parts[3] == "n"};
        const auto read = std::from_chars(parts[2].data(), parts[2].data() + parts[2].size(), word.share);
        if (word.stem.empty() || read.ec != std::errc()) return false;
        profile.words.push_back(std::move(word));
    }
    return true;
}

}  // namespace masthead::story
