// The insertion mode "in body": 13.2.6.4.7.
#include "core/ascii.h"
#include "html/tree_builder.h"

#include <algorithm>
#include <array>

namespace masthead::html {
namespace {

constexpr std::size_t elements = 256;

// What is done on a start tag.
enum class StartRule : std::uint8_t {
    ordinary,
    html,
    head_content,
    body,
    frameset,
    block,
    heading,
    pre,
    form,
    list_item,
    plaintext,
    button,
    link,
    formatting,
    nobr,
    marked,
    table,
    void_phrase,
    input,
    parameter,
    rule,
    image,
    raw,
    select,
    option,
    ruby_base,
    ruby_text,
    math,
    svg,
    ignored,
};

// What is done on an end tag.
enum class EndRule : std::uint8_t {
    any_other,
    template_,
    body_or_html,
    block,
    form,
    paragraph,
    list_item,
    heading,
    formatting,
    marked,
    br,
};

struct StartRules {
    std::array<StartRule, elements> rules{};

    constexpr void set(StartRule rule, std::initializer_list<Tag> all) {
        for (const Tag one : all) rules[static_cast<std::size_t>(one)] = rule;
    }
};

constexpr auto start_rules = [] {
    using enum Tag;
    StartRules made;
    made.set(StartRule::html, {html});
    made.set(StartRule::head_content,
             {base, basefont, bgsound, Tag::link, meta, noframes, script, style, template_, title});
    made.set(StartRule::body, {body});
    made.set(StartRule::frameset, {frameset});
    made.set(StartRule::block, {address, article,  aside,      blockquote, center,  details, dialog, dir,  div,
                                dl,      fieldset, figcaption, figure,     footer,  header,  hgroup, main, menu,
                                nav,     ol,       p,          search,     section, summary, ul});
    made.set(StartRule::heading, {h1, h2, h3, h4, h5, h6});
    made.set(StartRule::pre, {pre, listing});
    made.set(StartRule::form, {form});
    made.set(StartRule::list_item, {li, dd, dt});
    made.set(StartRule::plaintext, {plaintext});
    made.set(StartRule::button, {button});
    made.set(StartRule::link, {a});
    made.set(StartRule::formatting, {b, big, code, em, font, i, s, small, strike, strong, tt, u});
    made.set(StartRule::nobr, {nobr});
    made.set(StartRule::marked, {applet, marquee, object});
    made.set(StartRule::table, {table});
    made.set(StartRule::void_phrase, {area, br, embed, img, keygen, wbr});
    made.set(StartRule::input, {input});
    made.set(StartRule::parameter, {param, source, track});
    made.set(StartRule::rule, {hr});
    made.set(StartRule::image, {Tag::image});
    made.set(StartRule::raw, {textarea, xmp, iframe, noembed});
    made.set(StartRule::select, {select});
    made.set(StartRule::option, {option, optgroup});
    made.set(StartRule::ruby_base, {rb, rtc});
    made.set(StartRule::ruby_text, {rp, rt});
    made.set(StartRule::math, {Tag::math});
    made.set(StartRule::svg, {Tag::svg});
    made.set(StartRule::ignored, {caption, col, colgroup, frame, head, tbody, td, tfoot, th, thead, tr});
    return made;
}();

struct EndRules {
    std::array<EndRule, elements> rules{};

    constexpr void set(EndRule rule, std::initializer_list<Tag> all) {
        for (const Tag one : all) rules[static_cast<std::size_t>(one)] = rule;
    }
};

constexpr auto end_rules = [] {
    using enum Tag;
    EndRules made;
    made.set(EndRule::template_, {Tag::template_});
    made.set(EndRule::body_or_html, {body, html});
    made.set(EndRule::block, {address, article,  aside,      blockquote, button,  center, details, dialog,  dir,  div,
                              dl,      fieldset, figcaption, figure,     footer,  header, hgroup,  listing, main, menu,
                              nav,     ol,       pre,        search,     section, select, summary, ul});
    // Not the standard's rule: browsers that run scripts end it here, and pages leave elements open in it.
    made.set(EndRule::block, {noscript});
    made.set(EndRule::form, {form});
    made.set(EndRule::paragraph, {p});
    made.set(EndRule::list_item, {li, dd, dt});
    made.set(EndRule::heading, {h1, h2, h3, h4, h5, h6});
    made.set(EndRule::formatting, {a, b, big, code, em, font, i, nobr, s, small, strike, strong, tt, u});
    made.set(EndRule::marked, {applet, marquee, object});
    made.set(EndRule::br, {Tag::br});
    return made;
}();

}  // namespace

TreeBuilder::Step TreeBuilder::in_body(Token& token) {
    switch (token.kind) {
        case Kind::text:
            return text_in_body(token);
        case Kind::comment:
            insert_comment(token);
            return Step::done;
        case Kind::doctype:
            return Step::done;
        case Kind::start:
            return start_in_body(token);
        case Kind::end:
            return end_in_body(token);
        case Kind::end_of_markup:
            break;
    }
    return template_modes_.empty() ? Step::done : in_template(token);
}

TreeBuilder::Step TreeBuilder::text_in_body(const Token& token) {
    std::string without_nuls;
    std::string_view text = token.text;
    if (text.find('\0') != std::string_view::npos) {
        without_nuls = text;
        std::erase(without_nuls, '\0');
        text = without_nuls;
        if (text.empty()) return Step::done;
    }
    reconstruct_formatting();
    insert_text(text, token.source);
    if (may_be_frameset_ && leading_space(text) != text.size()) may_be_frameset_ = false;
    return Step::done;
}

TreeBuilder::Step TreeBuilder::start_in_body(Token& token) {
    switch (start_rules.rules[static_cast<std::size_t>(token.element)]) {
        case StartRule::ordinary:
            return start_ordinary(token);
        case StartRule::html:
            return merge_html(token);
        case StartRule::head_content:
            return start_in_head(token);
        case StartRule::body:
            return start_body_again(token);
        case StartRule::frameset:
            return start_frameset(token);
        case StartRule::block:
        case StartRule::heading:
            return start_block(token);
        case StartRule::pre:
            return start_pre(token);
        case StartRule::form:
            return start_form(token);
        case StartRule::list_item:
            return start_list_item(token);
        case StartRule::plaintext:
            close_paragraph_in_button_scope();
            insert(token);
            tokens_.enter(ContentKind::plaintext, token.name);
            return Step::done;
        case StartRule::button:
            return start_button(token);
        case StartRule::link:
            return start_link(token);
        case StartRule::formatting:
            return start_formatting(token);
        case StartRule::nobr:
            return start_nobr(token);
        case StartRule::marked:
            reconstruct_formatting();
            insert(token);
            push_marker();
            may_be_frameset_ = false;
            return Step::done;
        case StartRule::table:
            return start_table(token);
        case StartRule::void_phrase:
            reconstruct_formatting();
            insert_void(token);
            may_be_frameset_ = false;
            return Step::done;
        case StartRule::input:
            return start_input(token);
        default:
            return start_rare(token);
    }
}

TreeBuilder::Step TreeBuilder::start_rare(Token& token) {
    switch (start_rules.rules[static_cast<std::size_t>(token.element)]) {
        case StartRule::parameter:
            insert_void(token);
            return Step::done;
        case StartRule::rule:
            return start_rule(token);
        case StartRule::image:  // What authors mean by it.
            token.element = Tag::img;
            token.name = name_of(Tag::img);
            return Step::again;
        case StartRule::raw:
            return start_raw(token);
        case StartRule::select:
            return start_select(token);
        case StartRule::option:
            return start_option(token);
        case StartRule::ruby_base:
        case StartRule::ruby_text:
            return start_ruby_part(token);
        case StartRule::math:
            return start_foreign(token, Space::math);
        case StartRule::svg:
            return start_foreign(token, Space::svg);
        default:
            return Step::done;  // Parts of tables and of documents that make no sense here.
    }
}

TreeBuilder::Step TreeBuilder::end_in_body(Token& token) {
    switch (end_rules.rules[static_cast<std::size_t>(token.element)]) {
        case EndRule::any_other:
            return end_any_other(token);
        case EndRule::template_:
            return end_template();
        case EndRule::body_or_html:
            return end_body_or_html(token);
        case EndRule::block:
            return end_block(token);
        case EndRule::form:
            return end_form();
        case EndRule::paragraph:
            return end_paragraph();
        case EndRule::list_item:
            return end_list_item(token);
        case EndRule::heading:
            return end_heading(token);
        case EndRule::formatting:
            return end_formatting(token);
        case EndRule::marked:
            return end_marked(token);
        case EndRule::br:  // Means <br>, whatever is written in it.
            token.kind = Kind::start;
            token.attributes.clear();
            return start_in_body(token);
    }
    return Step::done;
}

void TreeBuilder::close_paragraph_in_button_scope() {
    if (!has_in_scope(Tag::p, Scope::button)) return;
    generate_implied_end_tags(Tag::p);
    pop_through(Tag::p);
}

TreeBuilder::Step TreeBuilder::start_body_again(const Token& token) {
    if (open_.size() < 2 || !is_html(open_[1], Tag::body) || is_open(Tag::template_)) return Step::done;
    may_be_frameset_ = false;
    sink_.add_missing_attributes(open_[1].ref, token.attributes);
    return Step::done;
}

TreeBuilder::Step TreeBuilder::start_frameset(const Token& token) {
    if (open_.size() < 2 || !is_html(open_[1], Tag::body) || !may_be_frameset_) return Step::done;
    sink_.move(open_[1].ref, {});
    while (open_.size() > 1) pop();
    insert(token);
    mode_ = Mode::in_frameset;
    return Step::done;
}

TreeBuilder::Step TreeBuilder::start_block(const Token& token) {
    close_paragraph_in_button_scope();
    if (is(token.element, Sort::heading) && current().space == Space::html && is(current().element, Sort::heading))
        pop();
    insert(token);
    return Step::done;
}

TreeBuilder::Step TreeBuilder::start_pre(const Token& token) {
    close_paragraph_in_button_scope();
    insert(token);
    skips_line_feed_ = true;
    may_be_frameset_ = false;
    return Step::done;
}

TreeBuilder::Step TreeBuilder::start_form(const Token& token) {
    const bool is_in_template = is_open(Tag::template_);
    if (form_ != 0 && !is_in_template) return Step::done;
    close_paragraph_in_button_scope();
    const OpenNode& form = insert(token);
    if (!is_in_template) form_ = form.id;
    return Step::done;
}

TreeBuilder::Step TreeBuilder::start_list_item(const Token& token) {
    may_be_frameset_ = false;
    const bool is_item = token.element == Tag::li;
    for (std::size_t i = open_.size(); i-- > 0;) {
        const OpenNode& node = open_[i];
        const bool is_same_kind = is_item ? is_html(node, Tag::li) : is_html_any(node, {Tag::dd, Tag::dt});
        if (is_same_kind) {
            const Tag ended = node.element;
            generate_implied_end_tags(ended);
            pop_through(ended);
            break;
        }
        if (is_special(node) && !is_html_any(node, {Tag::address, Tag::div, Tag::p})) break;
    }
    close_paragraph_in_button_scope();
    insert(token);
    return Step::done;
}

TreeBuilder::Step TreeBuilder::start_button(const Token& token) {
    if (has_in_scope(Tag::button)) {
        generate_implied_end_tags();
        pop_through(Tag::button);
    }
    reconstruct_formatting();
    insert(token);
    may_be_frameset_ = false;
    return Step::done;
}

TreeBuilder::Step TreeBuilder::start_table(const Token& token) {
    if (!is_quirky_) close_paragraph_in_button_scope();
    insert(token);
    may_be_frameset_ = false;
    mode_ = Mode::in_table;
    return Step::done;
}

TreeBuilder::Step TreeBuilder::start_input(const Token& token) {
    if (is_fragment_ && is_html(context_, Tag::select)) return Step::done;
    if (has_in_scope(Tag::select)) pop_through(Tag::select);
    reconstruct_formatting();
    insert_void(token);
    if (!is_hidden_input(token)) may_be_frameset_ = false;
    return Step::done;
}

TreeBuilder::Step TreeBuilder::start_rule(const Token& token) {
    close_paragraph_in_button_scope();
    if (has_in_scope(Tag::select)) generate_implied_end_tags();
    insert_void(token);
    may_be_frameset_ = false;
    return Step::done;
}

TreeBuilder::Step TreeBuilder::start_raw(const Token& token) {
    if (token.element == Tag::xmp) {
        close_paragraph_in_button_scope();
        reconstruct_formatting();
    }
    if (token.element != Tag::noembed) may_be_frameset_ = false;
    if (token.element == Tag::textarea) skips_line_feed_ = true;
    insert_with_content(token, token.element == Tag::textarea ? ContentKind::rcdata : ContentKind::raw_text);
    return Step::done;
}

TreeBuilder::Step TreeBuilder::start_select(const Token& token) {
    if (is_fragment_ && is_html(context_, Tag::select)) return Step::done;
    if (has_in_scope(Tag::select)) {  // No select stands in another: the tag ends the first.
        pop_through(Tag::select);
        return Step::done;
    }
    reconstruct_formatting();
    insert(token);
    may_be_frameset_ = false;
    return Step::done;
}

TreeBuilder::Step TreeBuilder::start_option(const Token& token) {
    if (has_in_scope(Tag::select))
        generate_implied_end_tags(token.element == Tag::option ? Tag::optgroup : Tag::other);
    else if (is_html(current(), Tag::option))
        pop();
    reconstruct_formatting();
    insert(token);
    return Step::done;
}

TreeBuilder::Step TreeBuilder::start_ruby_part(const Token& token) {
    const bool is_text = token.element == Tag::rt || token.element == Tag::rp;
    if (has_in_scope(Tag::ruby)) generate_implied_end_tags(is_text ? Tag::rtc : Tag::other);
    insert(token);
    return Step::done;
}

TreeBuilder::Step TreeBuilder::start_foreign(const Token& token, Space space) {
    reconstruct_formatting();
    insert(token, space);
    if (token.is_self_closing) pop();
    return Step::done;
}

TreeBuilder::Step TreeBuilder::start_ordinary(const Token& token) {
    reconstruct_formatting();
    insert(token);
    return Step::done;
}

TreeBuilder::Step TreeBuilder::end_body_or_html(const Token& token) {
    if (!has_in_scope(Tag::body)) return Step::done;
    mode_ = Mode::after_body;
    return token.element == Tag::html ? Step::again : Step::done;
}

TreeBuilder::Step TreeBuilder::end_block(const Token& token) {
    if (!has_in_scope(token.element)) return Step::done;
    generate_implied_end_tags();
    pop_through(token.element);
    return Step::done;
}

TreeBuilder::Step TreeBuilder::end_form() {
    if (is_open(Tag::template_)) {
        if (!has_in_scope(Tag::form)) return Step::done;
        generate_implied_end_tags();
        pop_through(Tag::form);
        return Step::done;
    }
    const std::uint32_t form = form_;
    form_ = 0;
    const std::size_t index = form == 0 ? open_.size() : index_of(form);
    if (index == open_.size() || !has_in_scope(Tag::form)) return Step::done;
    generate_implied_end_tags();
    remove_from_stack(index_of(form));
    return Step::done;
}

TreeBuilder::Step TreeBuilder::end_paragraph() {
    if (!has_in_scope(Tag::p, Scope::button)) insert_implied(Tag::p);
    generate_implied_end_tags(Tag::p);
    pop_through(Tag::p);
    return Step::done;
}

TreeBuilder::Step TreeBuilder::end_list_item(const Token& token) {
    const Scope scope = token.element == Tag::li ? Scope::list_item : Scope::ordinary;
    if (!has_in_scope(token.element, scope)) return Step::done;
    generate_implied_end_tags(token.element);
    pop_through(token.element);
    return Step::done;
}

TreeBuilder::Step TreeBuilder::end_heading(const Token& /*token*/) {
    if (!has_heading_in_scope()) return Step::done;
    generate_implied_end_tags();
    while (open_.size() > 1) {
        const bool is_last = current().space == Space::html && is(current().element, Sort::heading);
        pop();
        if (is_last) break;
    }
    return Step::done;
}

TreeBuilder::Step TreeBuilder::end_marked(const Token& token) {
    if (!has_in_scope(token.element)) return Step::done;
    generate_implied_end_tags();
    pop_through(token.element);
    clear_formatting_to_marker();
    return Step::done;
}

TreeBuilder::Step TreeBuilder::end_any_other(const Token& token) {
    for (std::size_t i = open_.size(); i-- > 0;) {
        const OpenNode& node = open_[i];
        if (node.space == Space::html && has_name(node, token)) {
            const std::uint32_t id = node.id;
            generate_implied_end_tags(token.element == Tag::other ? Tag::html : token.element);
            const std::size_t index = index_of(id);
            while (open_.size() > index && open_.size() > 1) pop();
            break;
        }
        if (is_special(node)) break;
    }
    return Step::done;
}

bool TreeBuilder::is_hidden_input(const Token& token) {
    const auto type = std::ranges::find_if(
        token.attributes, [](const RawAttribute& one) { return core::equals_ignoring_case(one.name, "type"); });
    return type != token.attributes.end() && core::equals_ignoring_case(type->value, "hidden");
}

}  // namespace masthead::html
