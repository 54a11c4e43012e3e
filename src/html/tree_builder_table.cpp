// The insertion modes of tables: 13.2.6.4.9 to 13.2.6.4.15. What a table cannot hold goes before it (foster parenting).
#include "html/tree_builder.h"

namespace masthead::html {
namespace {

bool is_part_tag(Tag element) {
    switch (element) {
        case Tag::caption:
        case Tag::col:
        case Tag::colgroup:
        case Tag::tbody:
        case Tag::td:
        case Tag::tfoot:
        case Tag::th:
        case Tag::thead:
        case Tag::tr:
            return true;
        default:
            return false;
    }
}

bool is_section(Tag element) {
    return element == Tag::tbody || element == Tag::tfoot || element == Tag::thead;
}

}  // namespace

TreeBuilder::Step TreeBuilder::in_table(Token& token) {
    switch (token.kind) {
        case Kind::text:
            if (!is_html_any(current(), {Tag::table, Tag::tbody, Tag::template_, Tag::tfoot, Tag::thead, Tag::tr}))
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
        case Tag::caption:
            pop_to({Tag::table});
            push_marker();
            insert(token);
            mode_ = Mode::in_caption;
            return Step::done;
        case Tag::colgroup:
            pop_to({Tag::table});
            insert(token);
            mode_ = Mode::in_column_group;
            return Step::done;
        case Tag::col:
            pop_to({Tag::table});
            insert_implied(Tag::colgroup);
            mode_ = Mode::in_column_group;
            return Step::again;
        case Tag::tbody:
        case Tag::tfoot:
        case Tag::thead:
            pop_to({Tag::table});
            insert(token);
            mode_ = Mode::in_table_body;
            return Step::done;
        case Tag::td:
        case Tag::th:
        case Tag::tr:
            pop_to({Tag::table});
            insert_implied(Tag::tbody);
            mode_ = Mode::in_table_body;
            return Step::again;
        case Tag::table:
            if (!has_in_scope(Tag::table, Scope::table)) return Step::done;
            pop_through(Tag::table);
            reset_mode();
            return Step::again;
        case Tag::style:
        case Tag::script:
        case Tag::template_:
            return in_head(token);
        case Tag::input:
            if (!is_hidden_input(token)) return anything_else_in_table(token);
            insert_void(token);
            return Step::done;
        case Tag::form:
            if (is_open(Tag::template_) || form_ != 0) return Step::done;
            form_ = insert(token).id;
            pop();
            return Step::done;
        default:
            return anything_else_in_table(token);
    }
}

TreeBuilder::Step TreeBuilder::end_in_table(Token& token) {
    if (token.element == Tag::table) {
        if (!has_in_scope(Tag::table, Scope::table)) return Step::done;
        pop_through(Tag::table);
        reset_mode();
        return Step::done;
    }
    if (token.element == Tag::template_) return end_template();
    if (token.element == Tag::body || token.element == Tag::html || is_part_tag(token.element)) return Step::done;
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
    const bool ends_caption = is_end && (token.element == Tag::caption || token.element == Tag::table);
    if (ends_caption || (token.kind == Kind::start && is_part_tag(token.element))) {
        if (!has_in_scope(Tag::caption, Scope::table)) return Step::done;
        generate_implied_end_tags();
        pop_through(Tag::caption);
        clear_formatting_to_marker();
        mode_ = Mode::in_table;
        return is_end && token.element == Tag::caption ? Step::done : Step::again;
    }
    if (is_end && (token.element == Tag::body || token.element == Tag::html || is_part_tag(token.element)))
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
            if (token.element == Tag::html) return in_body(token);
            if (token.element == Tag::template_) return in_head(token);
            if (token.element != Tag::col) break;
            insert_void(token);
            return Step::done;
        case Kind::end:
            if (token.element == Tag::template_) return end_template();
            if (token.element == Tag::col) return Step::done;
            if (token.element != Tag::colgroup) break;
            if (is_html(current(), Tag::colgroup)) {
                pop();
                mode_ = Mode::in_table;
            }
            return Step::done;
        case Kind::end_of_markup:
            return in_body(token);
    }
    if (!is_html(current(), Tag::colgroup)) return Step::done;
    pop();
    mode_ = Mode::in_table;
    return Step::again;
}

TreeBuilder::Step TreeBuilder::in_table_body(Token& token) {
    const auto clear_to_section = [this] { pop_to({Tag::tbody, Tag::tfoot, Tag::thead}); };
    const bool is_start = token.kind == Kind::start;
    if (is_start && token.element == Tag::tr) {
        clear_to_section();
        insert(token);
        mode_ = Mode::in_row;
        return Step::done;
    }
    if (is_start && (token.element == Tag::th || token.element == Tag::td)) {
        clear_to_section();
        insert_implied(Tag::tr);
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
    const bool is_other_part = token.element == Tag::caption || token.element == Tag::col ||
                               token.element == Tag::colgroup || is_section(token.element);
    if ((is_start && is_other_part) || (token.kind == Kind::end && token.element == Tag::table)) {
        if (!has_any_in_scope({Tag::tbody, Tag::thead, Tag::tfoot}, Scope::table)) return Step::done;
        clear_to_section();
        pop();
        mode_ = Mode::in_table;
        return Step::again;
    }
    if (token.kind == Kind::end && (token.element == Tag::body || token.element == Tag::html ||
                                    (is_part_tag(token.element) && !is_section(token.element))))
        return Step::done;
    return in_table(token);
}

// False: there is no row to close.
bool TreeBuilder::close_row() {
    if (!has_in_scope(Tag::tr, Scope::table)) return false;
    pop_to({Tag::tr});
    pop();
    mode_ = Mode::in_table_body;
    return true;
}

TreeBuilder::Step TreeBuilder::in_row(Token& token) {
    if (token.kind == Kind::start) {
        if (token.element == Tag::th || token.element == Tag::td) {
            pop_to({Tag::tr});
            insert(token);
            mode_ = Mode::in_cell;
            push_marker();
            return Step::done;
        }
        if (is_part_tag(token.element)) return close_row() ? Step::again : Step::done;
    }
    if (token.kind == Kind::end) {
        if (token.element == Tag::tr) {
            close_row();
            return Step::done;
        }
        if (token.element == Tag::table) return close_row() ? Step::again : Step::done;
        if (is_section(token.element)) {
            if (!has_in_scope(token.element, Scope::table)) return Step::done;
            return close_row() ? Step::again : Step::done;
        }
        if (token.element == Tag::body || token.element == Tag::html || is_part_tag(token.element)) return Step::done;
    }
    return in_table(token);
}

void TreeBuilder::close_cell() {
    generate_implied_end_tags();
    while (open_.size() > 1) {
        const bool is_last = is_html_any(current(), {Tag::td, Tag::th});
        pop();
        if (is_last) break;
    }
    clear_formatting_to_marker();
    mode_ = Mode::in_row;
}

TreeBuilder::Step TreeBuilder::in_cell(Token& token) {
    const bool is_cell_tag = token.element == Tag::td || token.element == Tag::th;
    if (token.kind == Kind::end) {
        if (is_cell_tag) {
            if (!has_in_scope(token.element, Scope::table)) return Step::done;
            generate_implied_end_tags();
            pop_through(token.element);
            clear_formatting_to_marker();
            mode_ = Mode::in_row;
            return Step::done;
        }
        if (token.element == Tag::table || token.element == Tag::tr || is_section(token.element)) {
            if (!has_in_scope(token.element, Scope::table)) return Step::done;
            close_cell();
            return Step::again;
        }
        if (token.element == Tag::body || token.element == Tag::html || is_part_tag(token.element)) return Step::done;
    }
    if (token.kind == Kind::start && is_part_tag(token.element)) {
        if (!has_any_in_scope({Tag::td, Tag::th}, Scope::table)) return Step::done;
        close_cell();
        return Step::again;
    }
    return in_body(token);
}

}  // namespace masthead::html
