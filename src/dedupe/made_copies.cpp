#include "dedupe/made_copies.h"

#include "core/ascii.h"
#include "core/hash.h"
#include "dedupe/day_words.h"
#include "text/normalize.h"
#include "text/tokens.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <utility>

#include <fmt/format.h>

namespace masthead::dedupe {

namespace {

using Words = std::vector<std::string>;

// The same numbers on every machine.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    [[nodiscard]] std::size_t below(std::size_t end) {
        state_ += 0x9e3779b97f4a7c15ULL;
        return static_cast<std::size_t>(core::mix(state_) % end);
    }

  private:
    std::uint64_t state_;
};

bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

void to_upper(char& c) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
}

bool is_number(std::string_view word) {
    return core::is_digit(word.front());
}

bool is_day(std::string_view word) {
    return is_day_word(text::fold(word), is_upper(word.front()));
}

// A title in which the words after the first stand in lower case but for names.
bool is_in_lower_case(std::span<const text::Token> words) {
    const auto capitals =
        static_cast<std::size_t>(std::ranges::count_if(words, [](const auto& word) { return word.is_capitalised; }));
    return words.size() > 2 && capitals * 2 < words.size();
}

// "Varna's" is a name of which "Varna" is another form.
bool has_apostrophe(std::string_view word) {
    return word.find_first_of("'\xE2") != std::string_view::npos;
}

bool holds(const Words& sorted, std::string_view word) {
    return std::ranges::binary_search(sorted, word, std::less<>{});
}

// `count` different places out of `places`, in order.
std::vector<std::size_t> some_of(std::vector<std::size_t> places, std::size_t count, Dice& dice) {
    for (std::size_t i = 0; i < count; ++i) std::swap(places[i], places[i + dice.below(places.size() - i)]);
    places.resize(count);
    std::ranges::sort(places);
    return places;
}

std::vector<std::size_t> all_places(const Words& words) {
    std::vector<std::size_t> places(words.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    return places;
}

Words without(const Words& words, std::size_t count, Dice& dice) {
    const auto places = some_of(all_places(words), count, dice);
    Words out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!std::ranges::binary_search(places, i)) out.push_back(words[i]);
    }
    return out;
}

std::string another(const Words& from, std::string_view than, Dice& dice) {
    for (std::size_t tries = 0; tries < 8; ++tries) {
        const auto& word = from[dice.below(from.size())];
        if (text::fold(word) != text::fold(than)) return word;
    }
    return from.front();
}

std::string with_case_of(std::string_view model, std::string word) {
    if (is_upper(model.front())) to_upper(word.front());
    return word;
}

Words replaced(Words words, const std::vector<std::size_t>& places, const Words& by, Dice& dice) {
    for (const auto at : places) words[at] = with_case_of(words[at], another(by, words[at], dice));
    return words;
}

Words moved(Words words, std::size_t count, Dice& dice) {
    for (std::size_t i = 0; i < count; ++i) {
        const auto from = dice.below(words.size());
        std::string word = std::move(words[from]);
        words.erase(words.begin() + static_cast<std::ptrdiff_t>(from));
        auto to = dice.below(words.size() + 1);
        if (to == from) to = (to + 1) % (words.size() + 1);
        words.insert(words.begin() + static_cast<std::ptrdiff_t>(to), std::move(word));
    }
    return words;
}

Words front_of(const Words& words, std::size_t count) {
    return {words.begin(), words.begin() + static_cast<std::ptrdiff_t>(std::min(count, words.size()))};
}

std::string times(std::size_t count, std::string_view what) {
    return fmt::format("{} word{} {}", count, count == 1 ? "" : "s", what);
}

constexpr auto title_credits = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"", " - The Lisel Courier"},
    {"UPDATE 1-", ""},
    {"", " | Northern Wire"},
    {"WATCH: ", ""},
    {"", " (Lisel Press)"},
});
constexpr auto datelines = std::to_array<std::string_view>({
    "PORT LISEL (Northern Wire) - ",
    "By Ilse Brandt and Tom Verhoeven, Lisel Press\n\n",
    "Ilse Brandt | Northern Wire | Updated 14:05 GMT, 3 March\n\nPORT LISEL - ",
    "By Our Correspondent in Port Lisel\n\n",
});
constexpr auto feet = std::to_array<std::string_view>({
    "\n\n(c) Lisel Press. All rights reserved. This material may not be published, broadcast or rewritten.",
    "\n\n(Reporting by Ilse Brandt; Editing by Tom Verhoeven)",
    "\n\nThis story was first published by Northern Wire. Read the original article on its site. Sign up for our "
    "letter "
    "to get the day's news in the morning, and follow us wherever you read.",
});

// A short document: a title with what little text it has.
class ShortMaker {
  public:
    ShortMaker(Words words, const Vocabulary& vocabulary, Dice dice, const MadeCopyOptions& options)
        : words_(std::move(words)), vocabulary_(vocabulary), dice_(dice), options_(options) {
        while (marks_ < words_.size() && (is_title_mark(words_[marks_]) || (marks_ > 0 && is_number(words_[marks_]))))
            ++marks_;
    }

    std::vector<MadeText> run() {
        for (std::size_t count = 1; count <= options_.max_changes && count < words_.size(); ++count) add_changed(count);
        const auto& [before, after] = title_credits[dice_.below(title_credits.size())];
        add("credit added", Likeness::copy, fmt::format("{}{}{}", before, joined(words_), after));
        const std::size_t kept = words_.size() - words_.size() / 4;
        add("tail cut to 3/4", likeness(words_.size() - kept, kept), joined(front_of(words_, kept)) + " ...");
        add("capitals and marks", Likeness::copy, with_other_marks());
        add_strangers();
        return std::move(made_);
    }

  private:
    void add(std::string kind, Likeness likeness, std::string title) {
        if (likeness == Likeness::unclear) kind = "too much changed: " + kind;
        made_.push_back({std::move(kind), likeness, std::move(title), "", ""});
    }
    void add(std::string kind, Likeness likeness, const Words& words) { add(std::move(kind), likeness, joined(words)); }

    [[nodiscard]] Likeness likeness(std::size_t changed, std::size_t left) const {
        const bool clear =
            changed * options_.unclear_part <= words_.size() - marks_ && left >= options_.min_short_words + marks_;
        return clear ? Likeness::copy : Likeness::unclear;
    }

    void add_changed(std::size_t count) {
        add(times(count, "dropped"), likeness(count, words_.size() - count), without(words_, count, dice_));
        add(times(count, "moved"), likeness(count, words_.size()), moved(words_, count, dice_));
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < words_.size(); ++i) {
            if (is_ordinary(words_[i])) places.push_back(i);
        }
        if (places.size() < count || vocabulary_.ordinary().empty()) return;
        add(times(count, "replaced"), likeness(count, words_.size()),
            replaced(words_, some_of(places, count, dice_), vocabulary_.ordinary(), dice_));
    }

    [[nodiscard]] bool is_ordinary(const std::string& word) const {
        return !is_number(word) && !is_day(word) && !vocabulary_.is_name(word) &&
               vocabulary_.is_ordinary(text::fold(word));
    }

    [[nodiscard]] std::string with_other_marks() const {
        std::string out;
        for (std::size_t i = 0; i < words_.size(); ++i) {
            const char* mark = i == 0 ? "" : i % 5 == 3 ? ", " : " ";
            out += mark + with_case_of("A", words_[i]);
        }
        return "\xE2\x80\x98" + out + "\xE2\x80\x99";
    }

    void add_strangers() {
        add_stranger(
            "a number changed", [](const auto& word) { return is_number(word); },
            [&](std::string word) {
                const auto step = 1 + dice_.below(8);
                word.front() = static_cast<char>('1' + (static_cast<std::size_t>(word.front() - '0') + step) % 9);
                return word;
            });
        add_stranger(
            "a day changed", [](const auto& word) { return is_day(word); },
            [&](const std::string& word) {
                static const Words days{"Monday", "Tuesday", "Thursday", "Sunday", "July", "October"};
                return another(days, word, dice_);
            });
        if (vocabulary_.names().empty()) return;
        add_stranger(
            "a name changed", [&](const auto& word) { return vocabulary_.is_name(word) && !is_day(word); },
            [&](const std::string& word) { return another(vocabulary_.names(), word, dice_); });
    }

    template <typename Is, typename Other>
    void add_stranger(const char* kind, Is is, Other other) {
        std::vector<std::size_t> places;
        for (std::size_t i = marks_; i < words_.size(); ++i) {
            if (is(words_[i])) places.push_back(i);
        }
        if (places.empty()) return;
        Words words = words_;
        auto& word = words[places[dice_.below(places.size())]];
        const std::string before = word;
        word = other(before);
        // A name that stands there twice is no other document by being written in two ways.
        if (word != before && std::ranges::find(words, before) == words.end()) {
            add(kind, Likeness::stranger, words);
            made_.back().changed = before;
        }
    }

    Words words_;
    std::size_t marks_ = 0;  // Before the title proper: "UPDATE 2-" is another number of nothing.
    const Vocabulary& vocabulary_;
    Dice dice_;
    MadeCopyOptions options_;
    std::vector<MadeText> made_;
};

class LongMaker {
  public:
    LongMaker(std::string_view title, Words words, const Vocabulary& vocabulary, Dice dice,
              const MadeCopyOptions& options)
        : title_(title), words_(std::move(words)), vocabulary_(vocabulary), dice_(dice), options_(options) {}

    std::vector<MadeText> run() {
        for (std::size_t count = 1; count <= options_.max_changes; ++count) {
            add(times(count, "dropped"), joined(without(words_, count, dice_)));
            add(times(count, "moved"), joined(moved(words_, count, dice_)));
            add(times(count, "replaced"), joined(with_replaced(words_, count)));
        }
        for (const std::size_t percent : {75U, 50U, 30U}) {
            const auto kept = words_.size() * percent / 100;
            if (kept >= options_.short_words)
                add(fmt::format("tail cut to {} %", percent), joined(front_of(words_, kept)));
        }
        if (words_.size() >= 120) add("first 60 words", joined(front_of(words_, 60)));
        add("byline added", fmt::format("{}{}", dateline(), joined(words_)));
        add("credit added", fmt::format("{}{}", joined(words_), foot()));
        add("site text around",
            fmt::format("{} {}", joined(words_), make_site_text(vocabulary_, words_.size(), options_)));
        const auto most = front_of(words_, words_.size() * 6 / 10);
        const auto edited = moved(with_replaced(without(most, 2, dice_), 2), 1, dice_);
        add("all at once", fmt::format("{}{}{}", dateline(), joined(edited), foot()));
        return std::move(made_);
    }

  private:
    void add(std::string kind, std::string text) {
        made_.push_back(
            {std::move(kind), Likeness::copy, fmt::format("{} (Northern Wire)", title_), std::move(text), ""});
    }
    [[nodiscard]] std::string_view dateline() { return datelines[dice_.below(datelines.size())]; }
    [[nodiscard]] std::string_view foot() { return feet[dice_.below(feet.size())]; }
    [[nodiscard]] Words with_replaced(const Words& words, std::size_t count) {
        if (vocabulary_.ordinary().empty()) return words;
        return replaced(words, some_of(all_places(words), count, dice_), vocabulary_.ordinary(), dice_);
    }

    std::string_view title_;
    Words words_;
    const Vocabulary& vocabulary_;
    Dice dice_;
    MadeCopyOptions options_;
    std::vector<MadeText> made_;
};

}  // namespace

std::vector<std::string> words_as_written(std::string_view text) {
    Words out;
    for (const auto& token : text::tokenize(text)) out.emplace_back(token.surface);
    return out;
}

std::string joined(std::span<const std::string> words) {
    std::string out;
    for (const auto& word : words) {
        if (!out.empty()) out += ' ';
        out += word;
    }
    return out;
}

Vocabulary::Vocabulary(std::span<const std::string_view> texts) {
    constexpr std::size_t looked_at = 600;  // Bytes of each; the opening is enough to know the words.
    constexpr std::size_t often = 3;
    struct Seen {
        std::size_t lower = 0;
        std::size_t name = 0;
        std::string written;
    };
    std::map<std::string, Seen, std::less<>> words;
    for (const auto text : texts) {
        const auto tokens = text::tokenize(text.substr(0, looked_at));
        const bool tells = is_in_lower_case(tokens);
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            if (tokens[i].is_number || tokens[i].surface.size() < 2) continue;
            auto& seen = words[text::fold(tokens[i].surface)];
            if (!tokens[i].is_capitalised) ++seen.lower;
            // In capitals throughout it may be a mark or a shout.
            const bool is_shouted = is_upper(tokens[i].surface[1]);
            const bool is_owner = has_apostrophe(tokens[i].surface);
            if (!tokens[i].is_capitalised || !tells || i == 0 || is_shouted || is_owner) continue;
            ++seen.name;
            seen.written = tokens[i].surface;
        }
    }
    for (const auto& [word, seen] : words) {
        if (is_day_word(word, true)) continue;
        if (seen.lower >= often && seen.lower > seen.name) ordinary_.push_back(word);
        if (seen.lower == 0 && seen.name > 0) names_.push_back(seen.written);
    }
    std::ranges::sort(names_);
}

bool Vocabulary::is_ordinary(std::string_view word) const {
    return holds(ordinary_, word);
}

bool Vocabulary::is_name(std::string_view word) const {
    return holds(names_, word);
}

std::vector<MadeText> make_texts(std::string_view title, std::string_view text, const Vocabulary& vocabulary,
                                 std::uint64_t number, const MadeCopyOptions& options) {
    const Dice dice(core::mix(options.seed ^ (number + 1)));
    auto words = words_as_written(text);
    if (words.size() >= options.min_long_words)
        return LongMaker(title, std::move(words), vocabulary, dice, options).run();
    if (words.size() >= options.short_words) return {};
    auto all = words_as_written(title);
    std::ranges::move(words, std::back_inserter(all));
    if (all.size() <= options.min_short_words) return {};
    return ShortMaker(std::move(all), vocabulary, dice, options).run();
}

std::string make_site_text(const Vocabulary& vocabulary, std::size_t words, const MadeCopyOptions& options) {
    Dice dice(options.seed);
    Words out;
    for (std::size_t i = 0; i < words && !vocabulary.ordinary().empty(); ++i)
        out.push_back(vocabulary.ordinary()[dice.below(vocabulary.ordinary().size())]);
    return joined(out);
}

}  // namespace masthead::dedupe
