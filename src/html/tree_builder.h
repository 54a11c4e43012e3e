// HTML's tree construction, as every browser does it, over a sink that keeps the tree.
// https://html.spec.whatwg.org/multipage/parsing.html#tree-construction
//
// Scripting is off: `noscript` holds elements, but its end tag ends it whatever stands open in it. Every token costs a
// bounded amount of work: the stack of open elements is never longer than its budget, the adoption agency moves a node
// a bounded number of times, and elements made anew for open formatting count as elements. Past a budget the rest of
// the markup is left out.
#pragma once

#include "html/token_reader.h"
#include "html/tree_sink.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::html {

struct TreeBuilderOptions {
    std::size_t max_open_elements = 512;
    std::size_t max_attributes = 128;  // Of one tag.
    std::size_t max_tags = 50000;      // And elements made anew.
    std::size_t max_text_bytes = std::size_t{4} << 20U;
    // The element whose content the markup is (as `innerHTML` has one); empty: the markup is a whole document.
    std::string_view context{};
    Space context_space = Space::html;
    bool context_is_html_point = false;  // An annotation-xml that holds HTML.
};

class TreeBuilder {
  public:
    enum class Cut : std::uint8_t { none, depth, tags, text };

    // `markup` is UTF-8; it and the sink must outlive the builder.
    TreeBuilder(std::string_view markup, TreeSink& sink, const TreeBuilderOptions& options);

    // Builds all of it. Which budget ended it early.
    Cut run();
    [[nodiscard]] std::size_t tags() const { return tags_; }

  private:
    enum class Mode : std::uint8_t {
        initial,
        before_html,
        before_head,
        in_head,
        in_head_noscript,
        after_head,
        in_body,
        text,
        in_table,
        in_table_text,
        in_caption,
        in_column_group,
        in_table_body,
        in_row,
        in_cell,
        in_template,
        after_body,
        in_frameset,
        after_frameset,
        after_after_body,
        after_after_frameset,
    };
    enum class Step : std::uint8_t { done, again };  // `again`: the token is processed once more, in the new mode.
    enum class Scope : std::uint8_t { ordinary, list_item, button, table };
    using Token = MarkupToken;
    using Kind = MarkupToken::Kind;

    struct OpenNode {
        std::uint32_t id = 0;  // 0: a marker, or no element.
        NodeRef ref = dropped_node;
        Tag element = Tag::other;
        Space space = Space::html;
        bool is_html_point = false;
        std::uint64_t signature = 0;  // Of a formatting element's attributes.
        std::string_view name;        // As written.
    };

    // tree_builder.cpp: the stack of open elements, insertion, dispatch
    void enter_context();
    void process(Token& token);
    void count_text(Token& token);
    Step step(Token& token);
    Step step_in_mode(Token& token);
    Step in_text(const Token& token);
    Step in_template(Token& token);
    void cut(Cut reason);
    [[nodiscard]] static bool is_html(const OpenNode& node, Tag element) {
        return node.element == element && node.space == Space::html;
    }
    [[nodiscard]] static bool is_html_any(const OpenNode& node, std::initializer_list<Tag> elements);
    [[nodiscard]] static bool is_special(const OpenNode& node);
    [[nodiscard]] static bool has_name(const OpenNode& node, const Token& token);
    [[nodiscard]] OpenNode& current() { return open_.back(); }
    [[nodiscard]] const OpenNode& adjusted_current() const;
    [[nodiscard]] bool is_open(Tag element) const { return counts_[static_cast<std::size_t>(element)] != 0; }
    [[nodiscard]] bool ends_scope(const OpenNode& node, Scope scope) const;
    [[nodiscard]] bool has_in_scope(Tag element, Scope scope = Scope::ordinary) const;
    [[nodiscard]] bool has_any_in_scope(std::initializer_list<Tag> elements, Scope scope = Scope::ordinary) const;
    [[nodiscard]] bool has_heading_in_scope() const;
    [[nodiscard]] std::size_t index_of(std::uint32_t id) const;  // In the stack; its size: not there.
    void push(const OpenNode& node);
    void pop();
    void remove_from_stack(std::size_t index);
    void pop_through(Tag element);
    void pop_to(std::initializer_list<Tag> elements);  // Clears the stack back to one of them.
    void generate_implied_end_tags(Tag except = Tag::other);
    void generate_all_implied_end_tags();
    [[nodiscard]] Place place(const OpenNode* target = nullptr) const;
    OpenNode& insert(const Token& token, Space space = Space::html);
    OpenNode& insert_implied(Tag element);
    void insert_void(const Token& token);
    void insert_text(std::string_view text, std::string_view source);
    void insert_comment(const Token& token);
    void insert_with_content(const Token& token, ContentKind kind);
    void reset_mode();
    [[nodiscard]] Mode mode_of_context(const OpenNode& node, bool is_last) const;

    // tree_builder_head.cpp: what stands before and after the body
    Step in_initial(Token& token);
    Step before_html(Token& token);
    Step before_head(Token& token);
    Step in_head(Token& token);
    Step start_in_head(const Token& token);
    Step in_head_noscript(Token& token);
    Step after_head(Token& token);
    Step after_body(Token& token);
    Step in_frameset(Token& token);
    Step after_frameset(Token& token);
    Step after_after_body(Token& token);
    Step after_after_frameset(Token& token);
    Step end_template();
    void insert_spaces(const Token& token);
    Step merge_html(const Token& token);

    // tree_builder_body.cpp
    Step in_body(Token& token);
    Step text_in_body(const Token& token);
    Step start_in_body(Token& token);
    Step start_rare(Token& token);
    Step end_in_body(Token& token);
    Step start_body_again(const Token& token);
    Step start_frameset(const Token& token);
    Step start_block(const Token& token);
    Step start_pre(const Token& token);
    Step start_form(const Token& token);
    Step start_list_item(const Token& token);
    Step start_button(const Token& token);
    Step start_table(const Token& token);
    Step start_input(const Token& token);
    Step start_rule(const Token& token);
    Step start_raw(const Token& token);
    Step start_select(const Token& token);
    Step start_option(const Token& token);
    Step start_ruby_part(const Token& token);
    Step start_foreign(const Token& token, Space space);
    Step start_ordinary(const Token& token);
    Step end_block(const Token& token);
    Step end_form();
    Step end_paragraph();
    Step end_list_item(const Token& token);
    Step end_heading(const Token& token);
    Step end_marked(const Token& token);
    Step end_any_other(const Token& token);
    Step end_body_or_html(const Token& token);
    void close_paragraph_in_button_scope();
    [[nodiscard]] static bool is_hidden_input(const Token& token);

    // tree_builder_formatting.cpp: the list of active formatting elements
    Step start_formatting(const Token& token);
    Step start_link(const Token& token);
    Step start_nobr(const Token& token);
    Step end_formatting(const Token& token);
    bool adopt(const Token& token);
    void adopt_below(std::size_t formatting_index, std::size_t furthest_index, std::size_t entry);
    [[nodiscard]] std::size_t furthest_block(std::size_t formatting_index) const;
    void reconstruct_formatting();
    void push_formatting(const OpenNode& node);
    void push_marker() { formatting_.emplace_back(); }
    void clear_formatting_to_marker();
    [[nodiscard]] std::size_t formatting_entry(std::uint32_t id) const;  // The list's size: not there.
    [[nodiscard]] std::size_t last_formatting(Tag element) const;  // Behind the last marker; the list's size: none.
    void remove_formatting(std::uint32_t id);
    OpenNode copy_of(const OpenNode& node, Place where);

    // tree_builder_table.cpp
    Step in_table(Token& token);
    Step start_in_table(Token& token);
    Step end_in_table(Token& token);
    Step anything_else_in_table(Token& token);
    Step in_table_text(const Token& token);
    Step in_caption(Token& token);
    Step in_column_group(Token& token);
    Step in_table_body(Token& token);
    Step in_row(Token& token);
    Step in_cell(Token& token);
    bool close_row();
    void close_cell();

    // tree_builder_foreign.cpp
    [[nodiscard]] bool is_foreign(const Token& token) const;
    Step in_foreign(Token& token);
    void leave_foreign();
    Step start_in_foreign(Token& token);
    Step end_in_foreign(Token& token);

    TokenReader tokens_;
    TreeSink& sink_;
    TreeBuilderOptions options_;
    Mode mode_ = Mode::initial;
    Mode original_mode_ = Mode::initial;
    std::vector<OpenNode> open_;
    std::vector<OpenNode> formatting_;
    std::vector<Mode> template_modes_;
    std::array<std::uint32_t, 256> counts_{};  // Open HTML elements of each kind.
    OpenNode context_;
    OpenNode head_;
    std::uint32_t form_ = 0;  // The id of the form element pointer's; 0: null.
    std::uint32_t next_id_ = 1;
    std::size_t tags_ = 0;
    std::size_t text_bytes_ = 0;
    std::string table_text_;
    Cut cut_ = Cut::none;
    bool is_fragment_ = false;
    bool is_quirky_ = false;
    bool may_be_frameset_ = true;  // The frameset-ok flag.
    bool fosters_ = false;
    bool skips_line_feed_ = false;
};

// The characters that HTML's rules call white space, at the front of decoded text.
[[nodiscard]] std::size_t leading_space(std::string_view text);

}  // namespace masthead::html
