// Writes elements and text so that nothing empty is left: an element is written when the first text or picture inside
// it is, white space runs become one space before the word that follows, spaces at the ends of a line of text vanish.
#pragma once

#include "core/url.h"
#include "html/tokenizer.h"
#include "page/markup.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace masthead::page {

// Name and raw value.
using RawAttribute = std::pair<std::string_view, std::string_view>;

class ContentWriter {
  public:
    // Both are borrowed. `base` resolves references; nullptr: none is known.
    ContentWriter(const Tree& tree, const core::Url* base) : tree_(tree), base_(base) {}

    // What the allow-list makes of an element's attributes; nullopt: the element makes no sense with them (a link or
    // picture without an address, a counting pixel).
    [[nodiscard]] std::optional<std::string> allowed(std::string_view name, std::span<const RawAttribute> attributes);

    // A block; `attributes` as `allowed` gives them. It is written with the first thing inside it.
    void open(std::string_view name, std::string attributes = {});
    void close();
    void write_even_if_empty() { flush_open(); }
    void picture(std::string_view attributes);
    void end_of_part();

    // The text of the nodes in [begin, end) as one line with its phrases, those around `begin` below `scope` included.
    void line(NodeIndex begin, NodeIndex end, NodeIndex scope);
    // The same with white space as it stands.
    void preformatted(NodeIndex begin, NodeIndex end, NodeIndex scope);

    [[nodiscard]] std::size_t size() const { return out_.size(); }
    [[nodiscard]] std::string take() { return std::move(out_); }

  private:
    struct Element {
        std::string_view name;
        std::string attributes;
        bool is_written = false;
    };
    enum class State : std::uint8_t { waiting, written, left_out };
    struct Phrase {
        NodeIndex node = 0;
        std::string_view name;  // Empty: a block, which parts words.
        State state = State::waiting;
    };

    void flush_open();
    void write_nodes(NodeIndex begin, NodeIndex end, NodeIndex scope);
    void enter(NodeIndex node);
    void leave_until(NodeIndex next);
    void write_phrases();
    void begin_piece();
    void write_folded(std::string_view text);
    void write_as_it_is(std::string_view text);
    void write_visible(std::string_view text);

    const Tree& tree_;
    const core::Url* base_;
    std::string out_;
    std::vector<Element> open_;
    std::vector<Phrase> phrases_;
    std::string waiting_;  // White space and breaks between the last word of the line and the next.
    bool is_preformatted_ = false;
    bool has_text_ = false;  // The line at hand.
    html::Token token_;      // For the allow-list; kept for its memory.
    std::vector<std::string> values_;
};

}  // namespace masthead::page
