// HTML's tokens, as https://html.spec.whatwg.org/multipage/parsing.html#tokenization says, for markup whose tree we
// build ourselves. Views point into the markup.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::html {

struct TokenAttribute {
    std::string_view name;   // As written: in any case.
    std::string_view value;  // As written: references not decoded.
};

struct Token {
    enum class Kind : std::uint8_t { text, start, end };
    Kind kind = Kind::text;
    std::string_view text;                   // Of text: references not decoded.
    std::string name;                        // Of tags: lower case.
    std::vector<TokenAttribute> attributes;  // Of start tags, at most `max_attributes`; duplicates are still there.

    static constexpr std::size_t max_attributes = 64;

    // The first attribute of this name (lower case), raw; empty if there is none.
    [[nodiscard]] std::string_view attribute(std::string_view wanted) const;
    [[nodiscard]] bool has(std::string_view wanted) const;
};

class Tokenizer {
  public:
    // `markup` must outlive the tokenizer.
    explicit Tokenizer(std::string_view markup) : markup_(markup) {}

    // The next token into `token`, or false at the end. Comments, declarations and a tag that never ends give nothing.
    // O(n) for the whole of the markup.
    bool next(Token& token);
    // Whether what was passed over since the last token was nothing at all (no comment, no declaration).
    [[nodiscard]] bool is_adjacent() const { return adjacent_; }
    // Past the end tag of the raw text element `name`, or to the end where there is none.
    void skip_raw_text(std::string_view name);

  private:
    bool next_construct(Token& token);
    void skip_comment();
    bool read_tag(Token& token);
    void read_attribute(Token& token);
    std::string_view read_value();
    [[nodiscard]] char at(std::size_t position) const { return position < markup_.size() ? markup_[position] : '\0'; }

    std::string_view markup_;
    std::size_t at_ = 0;
    bool adjacent_ = true;
};

}  // namespace masthead::html
