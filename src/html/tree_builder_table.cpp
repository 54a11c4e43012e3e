// The insertion modes of tables: 13.2.6.4.9 to 13.2.6.4.15. What a table cannot hold goes before it (foster parenting).
#include "html/tree_builder.h"

namespace masthead::html {
namespace {

bool is_part_tag(Element element) {
    switch (element) {
        case Element::caption:
        case Element::col:
        case Element::colgroup:
        case Element::tbody:
        case Element::td:
        case Element::tfoot:
        case Element::th:
        case Element::thead:
        case Element::tr:
            return true;
        default:
            return false;
    }
}

bool is_section(Element element) {
    return element == Element::tbody || element == Element::tfoot || element == Element::thead;
}

}  // namespace

TreeBuilder::Step TreeBuilder::in_table(Token& token) {
    switch (token.kind) {
        case Kind::text:
            if (!is_html_any(current(), {Element::table, Element::tbody, Element::template_, Element::tfoot,
                                         Element::thead, Element::tr}))
                return anything_else_in_table(token);
            table_text_.clear();
            original_mode_ = mode_;
            mode_ = Mode::in_table_text;
            return Step::again;
        case Kind::comment:
            insert_comment(token);
            return Step::done;
        case Kind::doctype:
            return Step::done;
        case Kind::start:
            return start_in_table(token);
        case Kind::end:
            return end_in_table(token);
        case Kind::end_of_markup:
            break;
    }
    return in_body(token);
}

TreeBuilder::Step TreeBuilder::start_in_table(Token& token) {
    switch (token.element) {
        case Element::caption:
            pop_to({Element::table});
            push_marker();
            insert(token);
            mode_ = Mode::in_caption;
            return Step::done;
        case Element::colgroup:
            pop_to({Element::table});
            insert(token);
            mode_ = Mode::in_column_group;
            return Step::done;
        case Element::col:
            pop_to({Element::table});
            insert_implied(Element::colgroup);
            mode_ = Mode::in_column_group;
            return Step::again;
        case Element::tbody:
        case Element::tfoot:
        case Element::thead:
            pop_to({Element::table});
            insert(token);
            mode_ = Mode::in_table_body;
            return Step::done;
        case Element::td:
        case Element::th:
        case Element::tr:
            pop_to({Element::table});
            insert_implied(Element::tbody);
            mode_ = Mode::in_table_body;
            return Step::again;
        case Element::table:
            if (!has_in_scope(Element::table, Scope::table)) return Step::done;
            pop_through(Element::table);
            reset_mode();
            return Step::again;
        case Element::style:
        case Element::script:
        case Element::template_:
            return in_head(token);
        case Element::input:
            if (!is_hidden_input(token)) return anything_else_in_table(token);
            insert_void(token);
            return Step::done;
        case Element::form:
            if (is_open(Element::template_) || form_ != 0) return Step::done;
            form_ = insert(token).id;
            pop();
            return Step::done;
        default:
            return anything_else_in_table(token);
    }
}

TreeBuilder::Step TreeBuilder::end_in_table(Token& token) {
    if (token.element == Element::table) {
        if (!has_in_scope(Element::table, Scope::table)) return Step::done;
        pop_through(Element::table);
        reset_mode();
        return Step::done;
    }
    if (token.element == Element::template_) return end_template();
    if (token.element == Element::body || token.element == Element::html || is_part_tag(token.element))
        return Step::done;
    return anything_else_in_table(token);
}

TreeBuilder::Step TreeBuilder::anything_else_in_table(Token& token) {
    fosters_ = true;
    const Step step = in_body(token);
    fosters_ = false;
    // <image> asks to be read again as <img>; it still belongs before the table.
    return step;
}

TreeBuilder::Step TreeBuilder::in_table_text(const Token& token) {
    if (token.kind == Kind::text) {
        for (const char c : token.text) {
            if (c != '\0') table_text_ += c;
        }
        return Step::done;
    }
    if (leading_space(table_text_) == table_text_.size()) {
        insert_text(table_text_, table_text_);
    } else {
        fosters_ = true;
        reconstruct_formatting();
        insert_text(table_text_, table_text_);
        may_be_frameset_ = false;
        fosters_ = false;
    }
    table_text_.clear();
    mode_ = original_mode_;
    return Step::again;
}

TreeBuilder::Step TreeBuilder::in_caption(Token& token) {
    const bool is_end = token.kind == Kind::end;
    const bool ends_caption = is_end && (token.element == Element::caption || token.element == Element::table);
    if (ends_caption || (token.kind == Kind::start && is_part_tag(token.element))) {
        if (!has_in_scope(Element::caption, Scope::table)) return Step::done;
        generate_implied_end_tags();
        pop_through(Element::caption);
        clear_formatting_to_marker();
        mode_ = Mode::in_table;
        return is_end && token.element == Element::caption ? Step::done : Step::again;
    }
    if (is_end && (token.element == Element::body || token.element == Element::html || is_part_tag(token.element)))
        return Step::done;
    return in_body(token);
}

TreeBuilder::Step TreeBuilder::in_column_group(Token& token) {
    switch (token.kind) {
        case Kind::text:
            insert_text(token.text.substr(0, leading_space(token.text)), token.text);
            token.text.remove_prefix(leading_space(token.text));
            if (token.text.empty()) return Step::done;
            break;
        case Kind::comment:
            insert_comment(token);
            return Step::done;
        case Kind::doctype:
            return Step::done;
        case Kind::start:
            if (token.element == Element::html) return in_body(token);
            if (token.element == Element::template_) return in_head(token);
            if (token.element != Element::col) break;
            insert_void(token);
            return Step::done;
        case Kind::end:
            if (token.element == Element::template_) return end_template();
            if (token.element == Element::col) return Step::done;
            if (token.element != Element::colgroup) break;
            if (is_html(current(), Element::colgroup)) {
                pop();
                mode_ = Mode::in_table;
            }
            return Step::done;
        case Kind::end_of_markup:
            return in_body(token);
    }
    if (!is_html(current(), Element::colgroup)) return Step::done;
    pop();
    mode_ = Mode::in_table;
    return Step::again;
}

TreeBuilder::Step TreeBuilder::in_table_body(Token& token) {
    const auto clear_to_section = [this] { pop_to({Element::tbody, Element::tfoot, Element::thead}); };
    const bool is_start = token.kind == Kind::start;
    if (is_start && token.element == Element::tr) {
        clear_to_section();
        insert(token);
        mode_ = Mode::in_row;
        return Step::done;
    }
    if (is_start && (token.element == Element::th || token.element == Element::td)) {
        clear_to_section();
        insert_implied(Element::tr);
        mode_ = Mode::in_row;
        return Step::again;
    }
    if (token.kind == Kind::end && is_section(token.element)) {
        if (!has_in_scope(token.element, Scope::table)) return Step::done;
        clear_to_section();
        pop();
        mode_ = Mode::in_table;
        return Step::done;
    }
    const bool is_other_part = token.element == Element::caption || token.element == Element::col ||
                               token.element == Element::colgroup || is_section(token.element);
    if ((is_start && is_other_part) || (token.kind == Kind::end && token.element == Element::table)) {
        if (!has_any_in_scope({Element::tbody, Element::thead, Element::tfoot}, Scope::table)) return Step::done;
        clear_to_section();
        pop();
        mode_ = Mode::in_table;
        return Step::again;
    }
    if (token.kind == Kind::end && (token.element == Element::body || token.element == Element::html ||
                                    (is_part_tag(token.element) && !is_section(token.element))))
        return Step::done;
    return in_table(token);
}

// False: there is no row to close.
bool TreeBuilder::close_row() {
    if (!has_in_scope(Element::tr, Scope::table)) return false;
    pop_to({Element::tr});
    pop();
    mode_ = Mode::in_table_body;
    return true;
}

TreeBuilder::Step TreeBuilder::in_row(Token& token) {
    if (token.kind == Kind::start) {
        if (token.element == Element::th || token.element == Element::td) {
            pop_to({Element::tr});
            insert(token);
            mode_ = Mode::in_cell;
            push_marker();
            return Step::done;
        }
        if (is_part_tag(token.element)) return close_row() ? Step::again : Step::done;
    }
    if (token.kind == Kind::end) {
        if (token.element == Element::tr) {
            close_row();
            return Step::done;
        }
        if (token.element == Element::table) return close_row() ? Step::again : Step::done;
        if (is_section(token.element)) {
            if (!has_in_scope(token.element, Scope::table)) return Step::done;
            return close_row() ? Step::again : Step::done;
        }
        if (token.element == Element::body || token.element == Element::html || is_part_tag(token.element))
            return Step::done;
    }
    return in_table(token);
}

void TreeBuilder::close_cell() {
    generate_implied_end_tags();
    while (open_.size() > 1) {
        const bool is_last = is_html_any(current(), {Element::td, Element::th});
        pop();
        if (is_last) break;
    }
    clear_formatting_to_marker();
    mode_ = Mode::in_row;
}

TreeBuilder::Step TreeBuilder::in_cell(Token& token) {
    const bool is_cell_tag = token.element == Element::td || token.element == Element::th;
    if (token.kind == Kind::end) {
        if (is_cell_tag) {
            if (!has_in_scope(token.element, Scope::table)) return Step::done;
            generate_implied_end_tags();
            pop_through(token.element);
            clear_formatting_to_marker();
            mode_ = Mode::in_row;
            return Step::done;
        }
        if (token.element == Element::table || token.element == Element::tr || is_section(token.element)) {
            if (!has_in_scope(token.element, Scope::table)) return Step::done;
            close_cell();
            return Step::again;
        }
        if (token.element == Element::body || token.element == Element::html || is_part_tag(token.element))
            return Step::done;
    }
    if (token.kind == Kind::start && is_part_tag(token.element)) {
        if (!has_any_in_scope({Element::td, Element::th}, Scope::table)) return Step::done;
        close_cell();
        return Step::again;
    }
    return in_body(token);
}

}  // namespace masthead::html
