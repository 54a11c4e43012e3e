#include "html/tree_builder.h"

#include "core/ascii.h"

#include <algorithm>

namespace masthead::html {
namespace {

bool is_table_part(Tag element) {
    return element == Tag::table || element == Tag::tbody || element == Tag::tfoot || element == Tag::thead ||
           element == Tag::tr;
}

// MathML's and SVG's special elements, which end scopes too.
bool is_special_foreign(Tag element, Space space) {
    if (space == Space::svg) return element == Tag::foreignobject || element == Tag::desc || element == Tag::title;
    return element == Tag::mi || element == Tag::mo || element == Tag::mn || element == Tag::ms ||
           element == Tag::mtext || element == Tag::annotation_xml;
}

bool is_html_integration_point(const MarkupToken& token, Space space) {
    if (space == Space::svg) return is_special_foreign(token.element, space);
    if (space != Space::math || token.element != Tag::annotation_xml) return false;
    return std::ranges::any_of(token.attributes, [](const RawAttribute& one) {
        return core::equals_ignoring_case(one.name, "encoding") &&
               (core::equals_ignoring_case(one.value, "text/html") ||
                core::equals_ignoring_case(one.value, "application/xhtml+xml"));
    });
}

ContentKind content_of(Tag element) {
    switch (element) {
        case Tag::title:
        case Tag::textarea:
            return ContentKind::rcdata;
        case Tag::style:
        case Tag::xmp:
        case Tag::iframe:
        case Tag::noembed:
        case Tag::noframes:
            return ContentKind::raw_text;
        case Tag::script:
            return ContentKind::script;
        case Tag::plaintext:
            return ContentKind::plaintext;
        default:
            return ContentKind::data;
    }
}

}  // namespace

std::size_t leading_space(std::string_view text) {
    return std::min(text.find_first_not_of(" \t\n\f\r"), text.size());
}

TreeBuilder::TreeBuilder(std::string_view markup, TreeSink& sink, const TreeBuilderOptions& options)
    : tokens_(markup, options.max_attributes), sink_(sink), options_(options) {
    open_.reserve(std::min<std::size_t>(options.max_open_elements, 64));
    if (!options.context.empty()) enter_context();
}

// https://html.spec.whatwg.org/multipage/parsing.html#parsing-html-fragments
void TreeBuilder::enter_context() {
    is_fragment_ = true;
    context_ = {.id = next_id_++,
                .ref = dropped_node,
                .element = tag_of(options_.context),
                .space = options_.context_space,
                .is_html_point = options_.context_is_html_point,
                .signature = 0,
                .name = options_.context};
    if (context_.space == Space::svg) context_.is_html_point = is_special_foreign(context_.element, Space::svg);
    if (context_.space == Space::html) tokens_.enter(content_of(context_.element), options_.context);
    insert_implied(Tag::html);
    if (is_html(context_, Tag::template_)) template_modes_.push_back(Mode::in_template);
    if (is_html(context_, Tag::form)) form_ = context_.id;
    reset_mode();
}

TreeBuilder::Cut TreeBuilder::run() {
    Token token;
    do {
        tokens_.allow_cdata(!open_.empty() && adjusted_current().space != Space::html);
        tokens_.next(token);
        const bool skips_line_feed = skips_line_feed_;
        skips_line_feed_ = false;
        if (token.kind == Kind::text) {
            if (skips_line_feed && token.text.starts_with('\n')) token.text.remove_prefix(1);
            if (mode_ != Mode::text) count_text(token);
            if (token.text.empty()) continue;
        } else if ((token.kind == Kind::start || token.kind == Kind::end) && ++tags_ > options_.max_tags) {
            cut(Cut::tags);
            break;
        }
        process(token);
    } while (token.kind != Kind::end_of_markup && cut_ == Cut::none);
    return cut_;
}

void TreeBuilder::cut(Cut reason) {
    if (cut_ == Cut::none) cut_ = reason;
}

void TreeBuilder::process(Token& token) {
    while (step(token) == Step::again && cut_ == Cut::none) {
    }
}

// What fits into the budget stays of the text that passes it.
void TreeBuilder::count_text(Token& token) {
    const std::size_t left = options_.max_text_bytes - text_bytes_;
    if (token.text.size() > left) {
        std::size_t end = left;
        while (end > 0 && (static_cast<unsigned char>(token.text[end]) & 0xC0U) == 0x80U) --end;
        token.text = token.text.substr(0, end);
        cut(Cut::text);
    }
    text_bytes_ += token.text.size();
}

TreeBuilder::Step TreeBuilder::step(Token& token) {
    return is_foreign(token) ? in_foreign(token) : step_in_mode(token);
}

TreeBuilder::Step TreeBuilder::step_in_mode(Token& token) {
    switch (mode_) {
        case Mode::initial:
            return in_initial(token);
        case Mode::before_html:
            return before_html(token);
        case Mode::before_head:
            return before_head(token);
        case Mode::in_head:
            return in_head(token);
        case Mode::in_head_noscript:
            return in_head_noscript(token);
        case Mode::after_head:
            return after_head(token);
        case Mode::in_body:
            return in_body(token);
        case Mode::text:
            return in_text(token);
        case Mode::in_table:
            return in_table(token);
        case Mode::in_table_text:
            return in_table_text(token);
        case Mode::in_caption:
            return in_caption(token);
        case Mode::in_column_group:
            return in_column_group(token);
        case Mode::in_table_body:
            return in_table_body(token);
        case Mode::in_row:
            return in_row(token);
        case Mode::in_cell:
            return in_cell(token);
        case Mode::in_template:
            return in_template(token);
        case Mode::after_body:
            return after_body(token);
        case Mode::in_frameset:
            return in_frameset(token);
        case Mode::after_frameset:
            return after_frameset(token);
        case Mode::after_after_body:
            return after_after_body(token);
        case Mode::after_after_frameset:
            return after_after_frameset(token);
    }
    return Step::done;
}

// 13.2.6.4.8 text: the content of title, script and the like.
TreeBuilder::Step TreeBuilder::in_text(const Token& token) {
    if (token.kind == Kind::text) {
        insert_text(token.text, token.source);
        return Step::done;
    }
    pop();
    mode_ = original_mode_;
    return token.kind == Kind::end_of_markup ? Step::again : Step::done;
}

// 13.2.6.4.18 in template
TreeBuilder::Step TreeBuilder::in_template(Token& token) {
    if (token.kind == Kind::end_of_markup) {
        if (!is_open(Tag::template_)) return Step::done;
        pop_through(Tag::template_);
        clear_formatting_to_marker();
        template_modes_.pop_back();
        reset_mode();
        return Step::again;
    }
    if (token.kind == Kind::end) return token.element == Tag::template_ ? end_template() : Step::done;
    if (token.kind != Kind::start) return in_body(token);
    Mode mode = Mode::in_body;
    switch (token.element) {
        case Tag::base:
        case Tag::basefont:
        case Tag::bgsound:
        case Tag::link:
        case Tag::meta:
        case Tag::noframes:
        case Tag::script:
        case Tag::style:
        case Tag::template_:
        case Tag::title:
            return in_head(token);
        case Tag::caption:
        case Tag::colgroup:
        case Tag::tbody:
        case Tag::tfoot:
        case Tag::thead:
            mode = Mode::in_table;
            break;
        case Tag::col:
            mode = Mode::in_column_group;
            break;
        case Tag::tr:
            mode = Mode::in_table_body;
            break;
        case Tag::td:
        case Tag::th:
            mode = Mode::in_row;
            break;
        default:
            break;
    }
    template_modes_.back() = mode;
    mode_ = mode;
    return Step::again;
}

// --- the stack of open elements

bool TreeBuilder::is_html_any(const OpenNode& node, std::initializer_list<Tag> elements) {
    return node.space == Space::html && std::ranges::find(elements, node.element) != elements.end();
}

bool TreeBuilder::is_special(const OpenNode& node) {
    return node.space == Space::html ? is(node.element, Sort::special) : is_special_foreign(node.element, node.space);
}

bool TreeBuilder::has_name(const OpenNode& node, const Token& token) {
    if (node.element != token.element) return false;
    return token.element != Tag::other || core::equals_ignoring_case(node.name, token.name);
}

const TreeBuilder::OpenNode& TreeBuilder::adjusted_current() const {
    return is_fragment_ && open_.size() == 1 ? context_ : open_.back();
}

bool TreeBuilder::ends_scope(const OpenNode& node, Scope scope) const {
    if (scope == Scope::table) return is_html_any(node, {Tag::html, Tag::table, Tag::template_});
    if (node.space != Space::html) return is_special_foreign(node.element, node.space);
    if (is(node.element, Sort::scope)) return true;
    if (scope == Scope::list_item) return node.element == Tag::ol || node.element == Tag::ul;
    return scope == Scope::button && node.element == Tag::button;
}

bool TreeBuilder::has_in_scope(Tag element, Scope scope) const {
    return is_open(element) && has_any_in_scope({element}, scope);
}

bool TreeBuilder::has_any_in_scope(std::initializer_list<Tag> elements, Scope scope) const {
    for (std::size_t i = open_.size(); i-- > 0;) {
        if (is_html_any(open_[i], elements)) return true;
        if (ends_scope(open_[i], scope)) return false;
    }
    return false;
}

bool TreeBuilder::has_heading_in_scope() const {
    return has_any_in_scope({Tag::h1, Tag::h2, Tag::h3, Tag::h4, Tag::h5, Tag::h6});
}

std::size_t TreeBuilder::index_of(std::uint32_t id) const {
    for (std::size_t i = open_.size(); i-- > 0;) {
        if (open_[i].id == id) return i;
    }
    return open_.size();
}

void TreeBuilder::push(const OpenNode& node) {
    if (open_.size() >= options_.max_open_elements) cut(Cut::depth);
    open_.push_back(node);
    if (node.space == Space::html) ++counts_[static_cast<std::size_t>(node.element)];
}

void TreeBuilder::pop() {
    remove_from_stack(open_.size() - 1);
}

void TreeBuilder::remove_from_stack(std::size_t index) {
    const OpenNode& node = open_[index];
    if (node.space == Space::html) --counts_[static_cast<std::size_t>(node.element)];
    open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(index));
}

// Down to and with the innermost one of this name; the root stays.
void TreeBuilder::pop_through(Tag element) {
    while (open_.size() > 1) {
        const bool is_last = is_html(current(), element);
        pop();
        if (is_last) return;
    }
}

void TreeBuilder::pop_to(std::initializer_list<Tag> elements) {
    while (open_.size() > 1 && !is_html_any(current(), elements) &&
           !is_html_any(current(), {Tag::template_, Tag::html}))
        pop();
}

void TreeBuilder::generate_implied_end_tags(Tag except) {
    while (current().space == Space::html && current().element != except && is(current().element, Sort::implied_end))
        pop();
}

void TreeBuilder::generate_all_implied_end_tags() {
    while (current().space == Space::html && is(current().element, Sort::thorough_end)) pop();
}

// 13.2.4.1 reset the insertion mode appropriately
void TreeBuilder::reset_mode() {
    for (std::size_t i = open_.size(); i-- > 0;) {
        const bool is_last = i == 0;
        const OpenNode& node = is_last && is_fragment_ ? context_ : open_[i];
        const Mode mode = mode_of_context(node, is_last);
        if (mode == Mode::initial) continue;
        mode_ = mode;
        return;
    }
    mode_ = Mode::in_body;
}

// `initial`: the element says nothing.
TreeBuilder::Mode TreeBuilder::mode_of_context(const OpenNode& node, bool is_last) const {
    if (node.space == Space::html) {
        switch (node.element) {
            case Tag::td:
            case Tag::th:
                if (!is_last) return Mode::in_cell;
                break;
            case Tag::tr:
                return Mode::in_row;
            case Tag::tbody:
            case Tag::thead:
            case Tag::tfoot:
                return Mode::in_table_body;
            case Tag::caption:
                return Mode::in_caption;
            case Tag::colgroup:
                return Mode::in_column_group;
            case Tag::table:
                return Mode::in_table;
            case Tag::template_:
                return template_modes_.empty() ? Mode::in_body : template_modes_.back();
            case Tag::head:
                if (!is_last) return Mode::in_head;
                break;
            case Tag::body:
                return Mode::in_body;
            case Tag::frameset:
                return Mode::in_frameset;
            case Tag::html:
                return head_.id == 0 ? Mode::before_head : Mode::after_head;
            default:
                break;
        }
    }
    return is_last ? Mode::in_body : Mode::initial;
}

// --- insertion

// 13.2.6.1 the appropriate place for inserting a node, foster parenting included.
Place TreeBuilder::place(const OpenNode* target) const {
    const OpenNode& parent = target != nullptr ? *target : open_.back();
    if (!fosters_ || parent.space != Space::html || !is_table_part(parent.element)) return {.parent = parent.ref};
    for (std::size_t i = open_.size(); i-- > 1;) {
        if (is_html(open_[i], Tag::template_)) return {.parent = open_[i].ref};
        if (!is_html(open_[i], Tag::table)) continue;
        const NodeRef above = sink_.parent_of(open_[i].ref);
        if (above == nowhere) return {.parent = open_[i - 1].ref};
        return {.parent = above, .before = open_[i].ref};
    }
    return {.parent = open_.front().ref};
}

TreeBuilder::OpenNode& TreeBuilder::insert(const Token& token, Space space) {
    const NewElement element{token.element, space, token.name, token.attributes};
    push({.id = next_id_++,
          .ref = sink_.add_element(open_.empty() ? Place{.parent = document_node} : place(), element),
          .element = token.element,
          .space = space,
          .is_html_point = space != Space::html && is_html_integration_point(token, space),
          .signature = 0,
          .name = token.name});
    return current();
}

TreeBuilder::OpenNode& TreeBuilder::insert_implied(Tag element) {
    Token token;
    token.kind = Kind::start;
    token.element = element;
    token.name = name_of(element);
    return insert(token);
}

void TreeBuilder::insert_void(const Token& token) {
    insert(token);
    pop();
}

void TreeBuilder::insert_text(std::string_view text, std::string_view source) {
    if (!text.empty()) sink_.add_text(place(), text, source);
}

void TreeBuilder::insert_comment(const Token& token) {
    sink_.add_comment(place(), token.text);
}

// The generic raw text and RCDATA element parsing algorithms.
void TreeBuilder::insert_with_content(const Token& token, ContentKind kind) {
    insert(token);
    tokens_.enter(kind, token.name);
    original_mode_ = mode_;
    mode_ = Mode::text;
}

}  // namespace masthead::html
