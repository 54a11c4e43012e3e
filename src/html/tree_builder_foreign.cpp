// Drawings and formulas inside HTML: 13.2.6.5, the rules for parsing tokens in foreign content.
#include "core/ascii.h"
#include "html/tree_builder.h"

#include <algorithm>
#include <string>

namespace masthead::html {
namespace {

bool is_math_text_point(Tag element) {
    return element == Tag::mi || element == Tag::mo || element == Tag::mn || element == Tag::ms ||
           element == Tag::mtext;
}

bool has_font_attribute(const MarkupToken& token) {
    return std::ranges::any_of(token.attributes, [](const RawAttribute& one) {
        return core::equals_ignoring_case(one.name, "color") || core::equals_ignoring_case(one.name, "face") ||
               core::equals_ignoring_case(one.name, "size");
    });
}

}  // namespace

// 13.2.6 tree construction dispatcher
bool TreeBuilder::is_foreign(const Token& token) const {
    if (open_.empty() || token.kind == Kind::end_of_markup) return false;
    const OpenNode& node = adjusted_current();
    if (node.space == Space::html) return false;
    const bool is_start = token.kind == Kind::start;
    if (node.space == Space::math && is_math_text_point(node.element)) {
        if (token.kind == Kind::text) return false;
        if (is_start && token.element != Tag::mglyph && token.element != Tag::malignmark) return false;
    }
    if (node.space == Space::math && node.element == Tag::annotation_xml && is_start && token.element == Tag::svg)
        return false;
    return !(node.is_html_point && (is_start || token.kind == Kind::text));
}

TreeBuilder::Step TreeBuilder::in_foreign(Token& token) {
    switch (token.kind) {
        case Kind::text: {
            std::string replaced;
            std::string_view text = token.text;
            if (text.find('\0') != std::string_view::npos) {
                for (const char c : text) c == '\0' ? replaced.append("\xEF\xBF\xBD") : replaced.append(1, c);
                text = replaced;
            }
            insert_text(text, token.source);
            const bool is_blank = std::ranges::all_of(
                token.text, [](char c) { return c == '\0' || leading_space(std::string_view(&c, 1)) == 1; });
            if (!is_blank) may_be_frameset_ = false;
            return Step::done;
        }
        case Kind::comment:
            insert_comment(token);
            return Step::done;
        case Kind::start:
            return start_in_foreign(token);
        case Kind::end:
            return end_in_foreign(token);
        default:
            return Step::done;
    }
}

// Out to the innermost element that holds HTML.
void TreeBuilder::leave_foreign() {
    while (open_.size() > 1 && current().space != Space::html && !current().is_html_point &&
           !(current().space == Space::math && is_math_text_point(current().element)))
        pop();
}

TreeBuilder::Step TreeBuilder::start_in_foreign(Token& token) {
    const bool breaks_out =
        is(token.element, Sort::breaks_foreign) || (token.element == Tag::font && has_font_attribute(token));
    if (breaks_out) {
        leave_foreign();
        return step_in_mode(token);
    }
    insert(token, adjusted_current().space);
    if (token.is_self_closing) pop();
    return Step::done;
}

TreeBuilder::Step TreeBuilder::end_in_foreign(Token& token) {
    if (token.element == Tag::br || token.element == Tag::p) {
        leave_foreign();
        return step_in_mode(token);
    }
    for (std::size_t i = open_.size(); i-- > 0;) {
        if (open_[i].space == Space::html && i + 1 < open_.size()) return step_in_mode(token);
        if (i == 0) return Step::done;
        if (!has_name(open_[i], token)) continue;
        while (open_.size() > i) pop();
        return Step::done;
    }
    return Step::done;
}

}  // namespace masthead::html
