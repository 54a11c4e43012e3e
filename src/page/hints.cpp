// Names are brought to one shape first: lower case, a hyphen wherever a word begins or ends ("relatedPosts side_bar"
// becomes
// "-related-posts-side-bar-"), then run through an Aho-Corasick automaton (Aho and Corasick, 1975) over the word list
// of hint_words.h.
#include "page/hints.h"

#include "core/ascii.h"
#include "page/hint_words.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

namespace masthead::page {
namespace {

constexpr std::size_t alphabet = 28;  // a..z, the hyphen, everything else.

constexpr std::size_t letter(char c) {
    if (c >= 'a' && c <= 'z') return static_cast<std::size_t>(c - 'a');
    return c == '-' ? 26 : 27;
}

class Automaton {
  public:
    Automaton() {
        states_.emplace_back();
        for (const HintWord& word : hint_words()) add(word);
        link();
    }

    struct State {
        std::array<std::uint16_t, alphabet> next{};
        std::uint32_t hints = 0;
        std::uint16_t fallback = 0;
    };

    [[nodiscard]] const State& operator[](std::size_t state) const { return states_[state]; }

  private:
    void add(const HintWord& word) {
        std::size_t state = 0;
        for (const char c : word.text) {
            if (states_[state].next[letter(c)] == 0) {
                states_[state].next[letter(c)] = static_cast<std::uint16_t>(states_.size());
                states_.emplace_back();
            }
            state = states_[state].next[letter(c)];
        }
        states_[state].hints |= word.hint;
    }

    // Breadth first: every state learns where to go on when no word goes on, and which words end there.
    void link() {
        std::vector<std::uint16_t> queue;
        for (const std::uint16_t child : states_[0].next) {
            if (child != 0) queue.push_back(child);
        }
        for (std::size_t i = 0; i < queue.size(); ++i) {
            State& state = states_[queue[i]];
            state.hints |= states_[state.fallback].hints;
            for (std::size_t c = 0; c < alphabet; ++c) {
                const std::uint16_t through_fallback = states_[state.fallback].next[c];
                if (state.next[c] == 0) {
                    state.next[c] = through_fallback;
                } else {
                    states_[state.next[c]].fallback = through_fallback;
                    queue.push_back(state.next[c]);
                }
            }
        }
    }

    std::vector<State> states_;
};

const Automaton& automaton() {
    static const Automaton made;  // Constant after the first use; C++ makes that safe between threads.
    return made;
}

// Feeds names to the automaton in their one shape.
class NameReader {
  public:
    explicit NameReader(const Automaton& machine) : machine_(machine) {}

    void read(std::string_view names) {
        if (last_ != '-') step('-');
        char before = '-';
        for (const char c : names) {
            const bool is_upper = c >= 'A' && c <= 'Z';
            const bool was_lower = before >= 'a' && before <= 'z';
            if (is_upper && was_lower) step('-');
            const bool is_word = core::is_alpha(c);
            if (is_word || last_ != '-') step(is_word ? core::to_lower(c) : '-');
            before = c;
        }
        if (last_ != '-') step('-');
    }

    [[nodiscard]] std::uint32_t hints() const { return hints_; }

  private:
    void step(char c) {
        state_ = machine_[state_].next[letter(c)];
        hints_ |= machine_[state_].hints;
        last_ = c;
    }

    const Automaton& machine_;
    std::size_t state_ = 0;
    std::uint32_t hints_ = 0;
    char last_ = '\0';
};

bool is_hidden_style(std::string_view style) {
    const std::size_t display = core::find_ignoring_case(style, "display");
    if (display == std::string_view::npos) return false;
    const std::string_view value = core::trim(style.substr(display + 7));
    return value.starts_with(':') && core::starts_with_ignoring_case(core::trim(value.substr(1)), "none");
}

// Layout frameworks name what an element does on which screen, or what stands beside it: that says nothing of its text.
bool is_modifier(std::string_view token) {
    constexpr std::array beginnings{std::string_view("has-"),     std::string_view("no-"),
                                    std::string_view("with-"),    std::string_view("without-"),
                                    std::string_view("hide-"),    std::string_view("hidden-"),
                                    std::string_view("overflow"), std::string_view("is-not-"),
                                    std::string_view("visible-"), std::string_view("show-")};
    constexpr std::array parts{std::string_view("with-sidebar"),     std::string_view("with-right-"),
                               std::string_view("with-left-"),       std::string_view("right-sidebar-"),
                               std::string_view("left-sidebar-"),    std::string_view("wsidebar"),
                               std::string_view("one-sidebar"),      std::string_view("label-hidden"),
                               std::string_view("label-visually"),   std::string_view("labels-hidden"),
                               std::string_view("elementor-widget"), std::string_view("navigation-wrapper"),
                               std::string_view("page-wrapper")};
    const auto begins = [&](std::string_view one) { return token.starts_with(one); };
    const auto holds = [&](std::string_view one) { return token.find(one) != std::string_view::npos; };
    return token.find(':') != std::string_view::npos || std::ranges::any_of(beginnings, begins) ||
           std::ranges::any_of(parts, holds);
}

// Anchors are made of a heading's words: those are the article's, not the template's.
bool is_slug(std::string_view id) {
    constexpr std::ptrdiff_t most_hyphens = 3;
    return std::ranges::count(id, '-') > most_hyphens;
}

// "hidden", unless a wider screen shows it ("hidden lg:block").
bool is_hidden_token(std::string_view token) {
    return token == "hidden" || token == "hide" || token.ends_with("is-hidden") || token == "u-hidden" ||
           token == "max-h-0";
}

bool shows_on_wider_screens(std::string_view classes) {
    for (const std::string_view shown : {":block", ":flex", ":grid", ":inline"}) {
        if (classes.find(shown) != std::string_view::npos) return true;
    }
    return false;
}

std::uint32_t hints_of_element(Tag tag) {
    switch (tag) {
        case Tag::nav:
        case Tag::footer:
        case Tag::dialog:
            return hint_boilerplate | hint_element;
        case Tag::form:
        case Tag::button:
        case Tag::select:
        case Tag::menu:
        case Tag::fieldset:
        case Tag::label:
            return hint_boilerplate;
        case Tag::aside:
            return hint_boilerplate | hint_elsewhere | hint_element;
        case Tag::figcaption:
        case Tag::caption:
            return hint_caption;
        case Tag::noscript:
        case Tag::iframe:
        case Tag::object:
        case Tag::video:
        case Tag::audio:
        case Tag::textarea:
            return hint_hidden;
        case Tag::article:
        case Tag::main:
            return hint_article;
        case Tag::time:
            return hint_date;
        case Tag::address:
            return hint_byline;
        default:
            return hint_none;
    }
}

std::uint32_t hints_of_role(std::string_view role) {
    if (role == "navigation" || role == "complementary" || role == "contentinfo" || role == "banner" ||
        role == "dialog" || role == "search" || role == "menu")
        return hint_boilerplate | hint_element;
    return role == "main" || role == "article" ? hint_article : hint_none;
}

}  // namespace

std::uint32_t hints_of_names(std::string_view names) {
    NameReader reader(automaton());
    std::uint32_t hidden = hint_none;
    for (std::size_t i = 0; i < names.size();) {
        while (i < names.size() && core::is_space(names[i])) ++i;
        const std::size_t begin = i;
        while (i < names.size() && !core::is_space(names[i])) ++i;
        const std::string_view token = names.substr(begin, i - begin);
        if (token.empty()) break;
        if (is_hidden_token(token) && !shows_on_wider_screens(names)) hidden = hint_hidden;
        if (!is_modifier(token)) reader.read(token);
    }
    return reader.hints() | hidden;
}

std::vector<std::uint32_t> find_hints(const Tree& tree) {
    std::vector<std::uint32_t> hints(tree.size(), hint_none);
    for (NodeIndex i = 0; i < tree.size(); ++i) {
        const Node& node = tree[i];
        if (node.tag == Tag::text) continue;
        hints[i] = hints_of_element(node.tag);
        if (node.attributes == 0) continue;
        const std::string_view classes = tree.attribute(i, AttributeName::class_);
        if (!classes.empty()) hints[i] |= hints_of_names(classes);
        const std::string_view id = tree.attribute(i, AttributeName::id);
        if (!id.empty() && !is_heading(node.tag) && !is_slug(id)) hints[i] |= hints_of_names(id);
        hints[i] |= hints_of_role(tree.attribute(i, AttributeName::role));
        const std::string_view property = tree.attribute(i, AttributeName::itemprop);
        if (property == "articleBody" || property == "reviewBody") hints[i] |= hint_body;
        if (tree.has(i, AttributeName::hidden) || is_hidden_style(tree.attribute(i, AttributeName::style)))
            hints[i] |= hint_hidden;
    }
    return hints;
}

}  // namespace masthead::page
