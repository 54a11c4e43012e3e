#include "html/select.h"

#include "core/ascii.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include <fmt/core.h>

namespace masthead::html {
namespace {

using Test = Selector::Test;
using Simple = Selector::Simple;
using Compound = Selector::Compound;
using Combinator = Selector::Combinator;

constexpr std::size_t max_selector_bytes = 1000;
constexpr std::size_t max_compounds = 16;  // Of one alternative: matching looks back once for each.

bool is_name(char c) {
    return core::is_alpha(c) || core::is_digit(c) || c == '-' || c == '_' || static_cast<unsigned char>(c) >= 0x80U;
}

class Parser {
  public:
    explicit Parser(std::string_view text) : text_(text) {}

    core::Result<std::vector<std::vector<Compound>>> run() {
        std::vector<std::vector<Compound>> alternatives;
        if (text_.size() > max_selector_bytes) fail("it is too long");
        do {
            alternatives.push_back(alternative());
        } while (problem_.empty() && take(','));
        if (problem_.empty() && at_ < text_.size()) fail(fmt::format("\"{}\" is not understood", text_.substr(at_)));
        if (problem_.empty()) return alternatives;
        return core::fail(core::ErrorCode::invalid, fmt::format("The selector \"{}\" cannot be read: {}.",
                                                                text_.substr(0, max_selector_bytes), problem_));
    }

  private:
    void fail(std::string problem) {
        if (problem_.empty()) problem_ = std::move(problem);
    }
    [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    bool take(char c) {
        if (peek() != c) return false;
        ++at_;
        return true;
    }
    bool skip_space() {
        const std::size_t begin = at_;
        while (core::is_space(peek())) ++at_;
        return at_ > begin;
    }
    std::string name() {
        const std::size_t begin = at_;
        while (is_name(peek())) ++at_;
        if (at_ == begin)
            fail(at_ < text_.size() ? fmt::format("a name is missing before \"{}\"", text_.substr(at_))
                                    : std::string("it ends where a name is missing"));
        return std::string(text_.substr(begin, at_ - begin));
    }

    std::vector<Compound> alternative() {
        std::vector<Compound> compounds;
        Combinator before = Combinator::none;
        skip_space();
        while (problem_.empty()) {
            compounds.push_back({before, compound()});
            if (compounds.size() > max_compounds) fail("it has too many parts");
            const bool has_space = skip_space();
            if (take('>')) {
                before = Combinator::child;
            } else if (take('+')) {
                before = Combinator::next;
            } else if (take('~')) {
                before = Combinator::later;
            } else if (has_space && peek() != '\0' && peek() != ',') {
                before = Combinator::descendant;
            } else {
                break;
            }
            skip_space();
        }
        return compounds;
    }

    std::vector<Simple> compound() {
        std::vector<Simple> tests;
        const std::size_t begin = at_;
        if (!take('*') && is_name(peek())) tests.push_back(type());
        while (problem_.empty() && (peek() == '.' || peek() == '#' || peek() == '[' || peek() == ':'))
            tests.push_back(simple());
        if (at_ == begin) name();  // Says what is missing.
        return tests;
    }

    Simple type() {
        const std::string wanted = core::to_lower(name());
        const Tag tag = tag_of(wanted);
        if (!is(tag, Sort::kept)) fail(fmt::format("<{}> is no element that pages are searched for", wanted));
        return {.test = Test::type, .tag = tag};
    }

    Simple simple() {
        if (take('.')) return {.test = Test::class_, .attribute = AttributeName::class_, .value = name()};
        if (take('#')) return {.test = Test::id, .attribute = AttributeName::id, .value = name()};
        if (take('[')) return attribute();
        take(':');
        return pseudo_class();
    }

    Simple attribute() {
        Simple test{.test = Test::attribute};
        skip_space();
        const std::string wanted = core::to_lower(name());
        test.attribute = attribute_of(wanted);
        if (test.attribute == AttributeName::none)
            fail(fmt::format("[{}] is no attribute that pages are searched for", wanted));
        skip_space();
        if (take(']')) return test;
        test.test = comparison();
        skip_space();
        test.value = value();
        if (skip_space() && (peek() == 'i' || peek() == 'I')) {
            ++at_;
            test.ignores_case = true;
            skip_space();
        }
        if (!take(']')) fail("a ] is missing");
        return test;
    }

    Test comparison() {
        constexpr std::pair<char, Test> marks[] = {{'~', Test::attribute_has_word},
                                                   {'|', Test::attribute_has_prefix_part},
                                                   {'^', Test::attribute_begins},
                                                   {'$', Test::attribute_ends},
                                                   {'*', Test::attribute_holds}};
        Test test = Test::attribute_is;
        for (const auto& [mark, meant] : marks) {
            if (peek() != mark) continue;
            ++at_;
            test = meant;
            break;
        }
        if (!take('=')) fail("an = or a ] is missing after the attribute's name");
        return test;
    }

    std::string value() {
        const char quote = peek();
        if (quote != '"' && quote != '\'') return name();
        const std::size_t end = text_.find(quote, at_ + 1);
        if (end == std::string_view::npos) {
            fail("a quote is missing");
            return {};
        }
        std::string found(text_.substr(at_ + 1, end - at_ - 1));
        at_ = end + 1;
        return found;
    }

    Simple pseudo_class() {
        const std::string wanted = core::to_lower(name());
        if (wanted == "first-child") return {.test = Test::nth_child, .offset = 1};
        if (wanted == "last-child") return {.test = Test::nth_last_child, .offset = 1};
        if (wanted == "empty") return {.test = Test::empty};
        if (wanted == "root") return {.test = Test::root};
        if (wanted == "only-child") {
            Simple not_one{.test = Test::not_};
            not_one.negated = {{.test = Test::nth_child, .offset = 1}, {.test = Test::nth_last_child, .offset = 1}};
            Simple one{.test = Test::not_};
            one.negated = {std::move(not_one)};
            return one;
        }
        const bool is_nth = wanted == "nth-child" || wanted == "nth-last-child";
        if (!is_nth && wanted != "not") {
            fail(fmt::format(
                ":{} is not supported (:first-child, :last-child, :only-child, :nth-child, :nth-last-child, "
                ":not, :empty and :root are)",
                wanted));
            return {};
        }
        if (!take('(')) fail(fmt::format("a ( is missing after :{}", wanted));
        skip_space();
        Simple test = is_nth ? position(wanted == "nth-child" ? Test::nth_child : Test::nth_last_child) : negation();
        skip_space();
        if (!take(')')) fail(fmt::format("a ) is missing after :{}(", wanted));
        return test;
    }

    Simple negation() {
        Simple test{.test = Test::not_};
        if (++negations_ > 1) fail(":not inside :not is not supported");
        test.negated = compound();
        --negations_;
        return test;
    }

    // An+B, odd, even, a number.
    Simple position(Test kind) {
        Simple test{.test = kind};
        const std::size_t end = std::min(text_.find(')', at_), text_.size());
        std::string formula;
        for (const char c : text_.substr(at_, end - at_)) {
            if (!core::is_space(c)) formula += core::to_lower(c);
        }
        at_ = end;
        if (formula == "odd") formula = "2n+1";
        if (formula == "even") formula = "2n";
        const std::size_t n = formula.find('n');
        std::optional<int> step = 0;
        std::string_view offset = formula;
        if (n != std::string::npos) {
            step = whole_number(std::string_view(formula).substr(0, n), 1);
            offset = std::string_view(formula).substr(n + 1);
        }
        const std::optional<int> parsed =
            n != std::string::npos && offset.empty() ? 0 : whole_number(offset, std::nullopt);
        if (!step || !parsed) fail(fmt::format("\"{}\" is no position (an+b, odd, even or a number)", formula));
        test.step = step.value_or(0);
        test.offset = parsed.value_or(0);
        return test;
    }

    // `of_sign`: what a sign alone means.
    static std::optional<int> whole_number(std::string_view text, std::optional<int> of_sign) {
        constexpr int largest = 1'000'000;
        const bool is_negative = text.starts_with('-');
        if (is_negative || text.starts_with('+')) text.remove_prefix(1);
        int value = of_sign.value_or(0);
        if (text.empty() && !of_sign) return std::nullopt;
        if (!text.empty()) {
            const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
            if (code != std::errc{} || end != text.data() + text.size() || value > largest || text.front() == '-')
                return std::nullopt;
        }
        return is_negative ? -value : value;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    int negations_ = 0;
    std::string problem_;
};

bool is_element(const Tree& tree, NodeIndex node) {
    return tree[node].tag != Tag::text && tree[node].tag != Tag::root;
}

bool is_at(int position, const Simple& test) {
    const int distance = position - test.offset;
    if (test.step == 0) return distance == 0;
    return distance % test.step == 0 && distance / test.step >= 0;
}

bool has_word(std::string_view list, std::string_view word) {
    if (word.empty()) return false;
    for (std::size_t at = list.find(word); at != std::string_view::npos; at = list.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        if ((at == 0 || core::is_space(list[at - 1])) && (end == list.size() || core::is_space(list[end]))) return true;
    }
    return false;
}

bool compares(const Simple& test, std::string_view value, std::string_view wanted) {
    switch (test.test) {
        case Test::attribute_is:
        case Test::id:
            return value == wanted;
        case Test::class_:
        case Test::attribute_has_word:
            return has_word(value, wanted);
        case Test::attribute_has_prefix_part:
            return value == wanted || (value.starts_with(wanted) && value.substr(wanted.size()).starts_with('-'));
        case Test::attribute_begins:
            return !wanted.empty() && value.starts_with(wanted);
        case Test::attribute_ends:
            return !wanted.empty() && value.ends_with(wanted);
        case Test::attribute_holds:
            return !wanted.empty() && value.find(wanted) != std::string_view::npos;
        default:
            return true;
    }
}

bool holds_attribute(const Tree& tree, NodeIndex node, const Simple& test) {
    if (!tree.has(node, test.attribute)) return false;
    const std::string_view value = tree.attribute(node, test.attribute);
    if (test.ignores_case) return compares(test, core::to_lower(value), core::to_lower(test.value));
    return compares(test, value, test.value);
}

// One pass over the tree in document order. Of every node it is known which beginnings of the selector end there, as
// bits; a longer beginning follows from those of the parent, of all ancestors and of the siblings before.
class Matching {
  public:
    explicit Matching(const Tree& tree) : tree_(tree), places_(tree.size()) {
        for (NodeIndex i = 1; i < tree.size(); ++i) {
            if (is_element(tree, i)) places_[i].position = ++places_[tree[i].parent].children;
        }
    }

    std::vector<NodeIndex> run(const std::vector<Compound>& compounds) {
        std::vector<NodeIndex> found;
        for (Place& place : places_) place.own = place.above = place.last = place.earlier = 0;
        const std::uint32_t whole = 1U << (compounds.size() - 1);
        for (NodeIndex i = 1; i < tree_.size(); ++i) {
            if (!is_element(tree_, i)) continue;
            Place& parent = places_[tree_[i].parent];
            Place& place = places_[i];
            place.own = beginnings(compounds, i, parent);
            place.above = parent.above | parent.own;
            parent.last = place.own;
            parent.earlier |= place.own;
            if ((place.own & whole) != 0) found.push_back(i);
        }
        return found;
    }

  private:
    struct Place {
        int position = 0;  // Among its parent's elements, from 1.
        int children = 0;
        std::uint32_t own = 0;      // Bit k: compounds 0 to k match, the last of them here.
        std::uint32_t above = 0;    // Of all ancestors.
        std::uint32_t last = 0;     // Of the child element visited last.
        std::uint32_t earlier = 0;  // Of all child elements visited.
    };

    std::uint32_t beginnings(const std::vector<Compound>& compounds, NodeIndex node, const Place& parent) const {
        std::uint32_t bits = 0;
        for (std::size_t k = 0; k < compounds.size(); ++k) {
            if (k > 0 && (before(compounds[k].before, parent) >> (k - 1) & 1U) == 0) continue;
            if (holds_all(node, compounds[k].tests)) bits |= 1U << k;
        }
        return bits;
    }

    static std::uint32_t before(Combinator combinator, const Place& parent) {
        switch (combinator) {
            case Combinator::child:
                return parent.own;
            case Combinator::next:
                return parent.last;
            case Combinator::later:
                return parent.earlier;
            default:
                return parent.own | parent.above;
        }
    }

    [[nodiscard]] bool holds_all(NodeIndex node, const std::vector<Simple>& tests) const {
        return std::ranges::all_of(tests, [&](const Simple& test) { return holds(node, test); });
    }

    [[nodiscard]] bool holds(NodeIndex node, const Simple& test) const {
        switch (test.test) {
            case Test::type:
                return tree_[node].tag == test.tag;
            case Test::nth_child:
                return is_at(places_[node].position, test);
            case Test::nth_last_child:
                return is_at(places_[tree_[node].parent].children - places_[node].position + 1, test);
            case Test::empty:
                return tree_[node].end == node + 1;
            case Test::root:
                return tree_[node].parent == 0;
            case Test::not_:
                return !holds_all(node, test.negated);
            default:
                return holds_attribute(tree_, node, test);
        }
    }

    const Tree& tree_;
    std::vector<Place> places_;
};

}  // namespace

core::Result<Selector> Selector::parse(std::string_view text) {
    auto alternatives = Parser(text).run();
    if (!alternatives) return std::unexpected(alternatives.error());
    Selector selector;
    selector.alternatives_ = std::move(*alternatives);
    return selector;
}

std::vector<NodeIndex> Selector::all(const Tree& tree) const {
    Matching matching(tree);
    std::vector<NodeIndex> found;
    for (const auto& compounds : alternatives_) {
        const auto more = matching.run(compounds);
        found.insert(found.end(), more.begin(), more.end());
    }
    std::ranges::sort(found);
    const auto repeated = std::ranges::unique(found);
    found.erase(repeated.begin(), repeated.end());
    return found;
}

NodeIndex first_below(const Tree& tree, const std::vector<NodeIndex>& found, NodeIndex scope) {
    const auto at = std::ranges::upper_bound(found, scope);
    return at != found.end() && *at < tree[scope].end ? *at : 0;
}

}  // namespace masthead::html
