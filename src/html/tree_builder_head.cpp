// The insertion modes before and after the body, and framesets: 13.2.6.4.1 to 13.2.6.4.6 and 13.2.6.4.19 to 23.
#include "core/ascii.h"
#include "html/quirks.h"
#include "html/tree_builder.h"

#include <string>

namespace masthead::html {

TreeBuilder::Step TreeBuilder::in_initial(Token& token) {
    if (token.kind == Kind::text) {
        token.text.remove_prefix(leading_space(token.text));
        if (token.text.empty()) return Step::done;
    } else if (token.kind == Kind::comment) {
        sink_.add_comment({.parent = document_node}, token.text);
        return Step::done;
    } else if (token.kind == Kind::doctype) {
        sink_.add_doctype(tokens_.doctype());
        is_quirky_ = is_quirky(tokens_.doctype());
        mode_ = Mode::before_html;
        return Step::done;
    }
    is_quirky_ = true;
    mode_ = Mode::before_html;
    return Step::again;
}

TreeBuilder::Step TreeBuilder::before_html(Token& token) {
    switch (token.kind) {
        case Kind::doctype:
            return Step::done;
        case Kind::comment:
            sink_.add_comment({.parent = document_node}, token.text);
            return Step::done;
        case Kind::text:
            token.text.remove_prefix(leading_space(token.text));
            if (token.text.empty()) return Step::done;
            break;
        case Kind::start:
            if (token.element != Tag::html) break;
            insert(token);
            mode_ = Mode::before_head;
            return Step::done;
        case Kind::end:
            if (token.element != Tag::head && token.element != Tag::body && token.element != Tag::html &&
                token.element != Tag::br)
                return Step::done;
            break;
        case Kind::end_of_markup:
            break;
    }
    insert_implied(Tag::html);
    mode_ = Mode::before_head;
    return Step::again;
}

TreeBuilder::Step TreeBuilder::before_head(Token& token) {
    switch (token.kind) {
        case Kind::doctype:
            return Step::done;
        case Kind::comment:
            insert_comment(token);
            return Step::done;
        case Kind::text:
            token.text.remove_prefix(leading_space(token.text));
            if (token.text.empty()) return Step::done;
            break;
        case Kind::start:
            if (token.element == Tag::html) return in_body(token);
            if (token.element != Tag::head) break;
            head_ = insert(token);
            mode_ = Mode::in_head;
            return Step::done;
        case Kind::end:
            if (token.element != Tag::head && token.element != Tag::body && token.element != Tag::html &&
                token.element != Tag::br)
                return Step::done;
            break;
        case Kind::end_of_markup:
            break;
    }
    head_ = insert_implied(Tag::head);
    mode_ = Mode::in_head;
    return Step::again;
}

// The white space at the front of a text token.
void TreeBuilder::insert_spaces(const Token& token) {
    const std::string_view spaces = token.text.substr(0, leading_space(token.text));
    insert_text(spaces, spaces);
}

TreeBuilder::Step TreeBuilder::in_head(Token& token) {
    switch (token.kind) {
        case Kind::doctype:
            return Step::done;
        case Kind::comment:
            insert_comment(token);
            return Step::done;
        case Kind::text:
            insert_spaces(token);
            token.text.remove_prefix(leading_space(token.text));
            if (token.text.empty()) return Step::done;
            break;
        case Kind::start:
            if (token.element == Tag::html) return in_body(token);
            if (token.element == Tag::head || start_in_head(token) == Step::done) return Step::done;
            break;
        case Kind::end:
            if (token.element == Tag::template_) return end_template();
            if (token.element == Tag::head) {
                pop();
                mode_ = Mode::after_head;
                return Step::done;
            }
            if (token.element != Tag::body && token.element != Tag::html && token.element != Tag::br) return Step::done;
            break;
        case Kind::end_of_markup:
            break;
    }
    pop();
    mode_ = Mode::after_head;
    return Step::again;
}

// The start tags that belong into a head; `again`: this one does not.
TreeBuilder::Step TreeBuilder::start_in_head(const Token& token) {
    switch (token.element) {
        case Tag::base:
        case Tag::basefont:
        case Tag::bgsound:
        case Tag::link:
        case Tag::meta:
            insert_void(token);
            return Step::done;
        case Tag::title:
            insert_with_content(token, ContentKind::rcdata);
            return Step::done;
        case Tag::noscript:
            insert(token);
            mode_ = Mode::in_head_noscript;
            return Step::done;
        case Tag::noframes:
        case Tag::style:
            insert_with_content(token, ContentKind::raw_text);
            return Step::done;
        case Tag::script:
            insert_with_content(token, ContentKind::script);
            return Step::done;
        case Tag::template_:
            insert(token);
            push_marker();
            may_be_frameset_ = false;
            mode_ = Mode::in_template;
            template_modes_.push_back(Mode::in_template);
            return Step::done;
        default:
            return Step::again;
    }
}

TreeBuilder::Step TreeBuilder::end_template() {
    if (!is_open(Tag::template_)) return Step::done;
    generate_all_implied_end_tags();
    pop_through(Tag::template_);
    clear_formatting_to_marker();
    template_modes_.pop_back();
    reset_mode();
    return Step::done;
}

TreeBuilder::Step TreeBuilder::in_head_noscript(Token& token) {
    switch (token.kind) {
        case Kind::doctype:
            return Step::done;
        case Kind::comment:
            return in_head(token);
        case Kind::text:
            insert_spaces(token);
            token.text.remove_prefix(leading_space(token.text));
            if (token.text.empty()) return Step::done;
            break;
        case Kind::start:
            if (token.element == Tag::html) return in_body(token);
            if (token.element == Tag::head || token.element == Tag::noscript) return Step::done;
            if (token.element != Tag::base && token.element != Tag::title && token.element != Tag::script &&
                token.element != Tag::template_ && start_in_head(token) == Step::done)
                return Step::done;
            break;
        case Kind::end:
            if (token.element == Tag::noscript) {
                pop();
                mode_ = Mode::in_head;
                return Step::done;
            }
            if (token.element != Tag::br) return Step::done;
            break;
        case Kind::end_of_markup:
            break;
    }
    pop();
    mode_ = Mode::in_head;
    return Step::again;
}

TreeBuilder::Step TreeBuilder::after_head(Token& token) {
    switch (token.kind) {
        case Kind::doctype:
            return Step::done;
        case Kind::comment:
            insert_comment(token);
            return Step::done;
        case Kind::text:
            insert_spaces(token);
            token.text.remove_prefix(leading_space(token.text));
            if (token.text.empty()) return Step::done;
            break;
        case Kind::start:
            if (token.element == Tag::html) return in_body(token);
            if (token.element == Tag::head) return Step::done;
            if (token.element == Tag::body || token.element == Tag::frameset) {
                insert(token);
                if (token.element == Tag::body) may_be_frameset_ = false;
                mode_ = token.element == Tag::body ? Mode::in_body : Mode::in_frameset;
                return Step::done;
            }
            if (token.element == Tag::noscript) break;
            {
                // What belongs into the head goes there still.
                const OpenNode head = head_;
                push(head);
                const Step step = start_in_head(token);
                remove_from_stack(index_of(head.id));
                if (step == Step::done) return step;
            }
            break;
        case Kind::end:
            if (token.element == Tag::template_) return end_template();
            if (token.element != Tag::body && token.element != Tag::html && token.element != Tag::br) return Step::done;
            break;
        case Kind::end_of_markup:
            break;
    }
    insert_implied(Tag::body);
    mode_ = Mode::in_body;
    return Step::again;
}

TreeBuilder::Step TreeBuilder::after_body(Token& token) {
    switch (token.kind) {
        case Kind::doctype:
        case Kind::end_of_markup:
            return Step::done;
        case Kind::comment:
            sink_.add_comment({.parent = open_.front().ref}, token.text);
            return Step::done;
        case Kind::text:
            if (leading_space(token.text) == token.text.size()) return in_body(token);
            break;
        case Kind::start:
            if (token.element == Tag::html) return in_body(token);
            break;
        case Kind::end:
            if (token.element != Tag::html) break;
            if (!is_fragment_) mode_ = Mode::after_after_body;
            return Step::done;
    }
    mode_ = Mode::in_body;
    return Step::again;
}

TreeBuilder::Step TreeBuilder::after_after_body(Token& token) {
    switch (token.kind) {
        case Kind::end_of_markup:
            return Step::done;
        case Kind::comment:
            sink_.add_comment({.parent = document_node}, token.text);
            return Step::done;
        case Kind::doctype:
            return in_body(token);
        case Kind::text:
            if (leading_space(token.text) == token.text.size()) return in_body(token);
            break;
        case Kind::start:
            if (token.element == Tag::html) return in_body(token);
            break;
        case Kind::end:
            break;
    }
    mode_ = Mode::in_body;
    return Step::again;
}

namespace {

// The white space of a text, without all the rest.
std::string only_spaces(std::string_view text) {
    std::string spaces(text);
    std::erase_if(spaces, [](char c) { return leading_space({&c, 1}) == 0; });
    return spaces;
}

}  // namespace

TreeBuilder::Step TreeBuilder::in_frameset(Token& token) {
    if (token.kind == Kind::text) {
        const std::string spaces = only_spaces(token.text);
        insert_text(spaces, spaces);
    } else if (token.kind == Kind::comment) {
        insert_comment(token);
    } else if (token.kind == Kind::start) {
        if (token.element == Tag::html) return in_body(token);
        if (token.element == Tag::noframes) return in_head(token);
        if (token.element == Tag::frameset) insert(token);
        if (token.element == Tag::frame) insert_void(token);
    } else if (token.kind == Kind::end && token.element == Tag::frameset && open_.size() > 1) {
        pop();
        if (!is_fragment_ && !is_html(current(), Tag::frameset)) mode_ = Mode::after_frameset;
    }
    return Step::done;
}

TreeBuilder::Step TreeBuilder::after_frameset(Token& token) {
    if (token.kind == Kind::text) {
        const std::string spaces = only_spaces(token.text);
        insert_text(spaces, spaces);
    } else if (token.kind == Kind::comment) {
        insert_comment(token);
    } else if (token.kind == Kind::start) {
        if (token.element == Tag::html) return in_body(token);
        if (token.element == Tag::noframes) return in_head(token);
    } else if (token.kind == Kind::end && token.element == Tag::html) {
        mode_ = Mode::after_after_frameset;
    }
    return Step::done;
}

TreeBuilder::Step TreeBuilder::after_after_frameset(Token& token) {
    if (token.kind == Kind::comment) {
        sink_.add_comment({.parent = document_node}, token.text);
    } else if (token.kind == Kind::text) {
        const std::string spaces = only_spaces(token.text);
        if (spaces.empty()) return Step::done;
        token.text = spaces;
        return in_body(token);
    } else if (token.kind == Kind::start) {
        if (token.element == Tag::html) return in_body(token);
        if (token.element == Tag::noframes) return in_head(token);
    }
    return Step::done;
}

// A second <html> gives the first the attributes that it lacks.
TreeBuilder::Step TreeBuilder::merge_html(const Token& token) {
    if (!is_open(Tag::template_)) sink_.add_missing_attributes(open_.front().ref, token.attributes);
    return Step::done;
}

}  // namespace masthead::html
