// HTML's tokens, every one of them, for the tree builder.
// https://html.spec.whatwg.org/multipage/parsing.html#tokenization
//
// Written for speed on pages: a run of text is found by `memchr`, a tag is read in one pass over its bytes, and what is
// handed out are views of the markup. Only text with references, carriage returns or NULs is written anew, in a buffer
// that the next token reuses.
#pragma once

#include "html/tag.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::html {

struct RawAttribute {
    std::string_view name;   // As written: in any case.
    std::string_view value;  // As written: references not decoded.
};

struct MarkupToken {
    enum class Kind : std::uint8_t { text, start, end, comment, doctype, end_of_markup };
    Kind kind = Kind::text;
    Tag element = Tag::other;  // Of tags.
    bool is_self_closing = false;
    std::string_view text;                 // Of text: decoded, but for NULs of ordinary text. Of comments: as written.
    std::string_view source;               // Of text: as it stands in the markup.
    std::string_view name;                 // Of tags: as written.
    std::vector<RawAttribute> attributes;  // Of tags, duplicates too, at most `max_attributes` of the reader.
};

struct Doctype {
    std::string name;  // Lower case.
    std::string public_id;
    std::string system_id;
    bool has_name = false;
    bool has_public_id = false;
    bool has_system_id = false;
    bool forces_quirks = false;
};

// Where the tokenizer stands: which elements the tree builder opened decides.
enum class ContentKind : std::uint8_t { data, rcdata, raw_text, script, plaintext };

class TokenReader {
  public:
    // `markup`, UTF-8, must outlive the reader and what it hands out.
    explicit TokenReader(std::string_view markup, std::size_t max_attributes = 128)
        : markup_(markup), max_attributes_(max_attributes) {}

    // The next token; `end_of_markup` again and again at the end. O(n) for the whole of the markup.
    void next(MarkupToken& token);
    // What follows is the content of the element `name`, up to its end tag.
    void enter(ContentKind kind, std::string_view name) {
        content_ = kind;
        content_name_ = name;
    }
    void allow_cdata(bool is_allowed) { allows_cdata_ = is_allowed; }  // In foreign content only.
    [[nodiscard]] const Doctype& doctype() const { return doctype_; }  // Of the last token of that kind.

  private:
    bool read_construct(MarkupToken& token);
    bool read_declaration(MarkupToken& token);
    void read_comment(MarkupToken& token);
    void read_bogus_comment(MarkupToken& token, std::size_t begin);
    void read_cdata(MarkupToken& token);
    void read_doctype(MarkupToken& token);
    void read_external_ids(std::string_view keyword);
    bool read_quoted_id(std::string& id, bool& has_id);
    bool read_tag(MarkupToken& token, std::size_t name_begin);
    bool read_attribute(MarkupToken& token);
    bool read_data(MarkupToken& token);
    bool read_content(MarkupToken& token);
    void give_text(MarkupToken& token, std::size_t end);
    [[nodiscard]] std::size_t end_of_content() const;
    [[nodiscard]] std::size_t end_of_script() const;
    [[nodiscard]] bool is_tag_at(std::size_t position, std::string_view prefix, std::string_view name) const;
    [[nodiscard]] char at(std::size_t position) const { return position < markup_.size() ? markup_[position] : '\0'; }
    void skip_space();

    std::string_view markup_;
    std::size_t max_attributes_;
    std::size_t at_ = 0;
    ContentKind content_ = ContentKind::data;
    std::string_view content_name_;
    bool allows_cdata_ = false;
    std::string decoded_;
    Doctype doctype_;
};

// How NULs of markup are read.
enum class NulRule : std::uint8_t { keep, replace };

// `raw` markup with line ends as line feeds and, of `data` and attributes, references decoded: a view of `raw` where
// nothing has to change, else of `buffer`.
[[nodiscard]] std::string_view decode_text(std::string_view raw, ContentKind kind, NulRule nuls, std::string& buffer);
[[nodiscard]] std::string_view decode_value(std::string_view raw, std::string& buffer);

}  // namespace masthead::html
