#include "text/html_text.h"

#include "core/ascii.h"
#include "text/named_references.h"
#include "text/normalize.h"
#include "text/references.h"

#include <algorithm>
#include <array>

namespace masthead::text {

namespace {

// Reads the reference at the front of `text` ("&...") and gives its length, or 0. In feeds and titles a name counts
// with its semicolon only: they hold more bare ampersands than old references.
std::size_t read_strict_reference(std::string_view text, std::string& out) {
    constexpr std::size_t longest_name = 34;
    if (text.size() > 2 && text[1] == '#') return read_numeric_reference(text, out);
    std::size_t end = 1;
    while (end < text.size() && end < longest_name && (core::is_alpha(text[end]) || core::is_digit(text[end]))) ++end;
    if (end >= text.size() || text[end] != ';') return 0;
    const NamedReference* const found = find_reference(text.substr(1, end - 1));
    if (found == nullptr) return 0;
    out += found->characters;
    return end + 1;
}

constexpr std::array<std::string_view, 37> block_elements{
    "address",    "article", "aside",  "blockquote", "center", "dd", "div", "dl",  "dt",      "fieldset",
    "figcaption", "figure",  "footer", "form",       "h1",     "h2", "h3",  "h4",  "h5",      "h6",
    "header",     "hr",      "li",     "main",       "nav",    "ol", "p",   "pre", "section", "table",
    "tbody",      "td",      "tfoot",  "th",         "thead",  "tr", "ul"};
constexpr std::array<std::string_view, 7> skipped_elements{"script",   "style",  "svg",   "template",
                                                           "noscript", "iframe", "object"};

// Collects text with folded white space and pending breaks.
class PlainWriter {
  public:
    explicit PlainWriter(std::size_t most_bytes) { out_.reserve(most_bytes); }
    void text(std::string_view piece) {
        for (std::size_t i = 0; i < piece.size();) {
            if (const std::size_t space = space_at(piece, i); space > 0) {
                space_ = true;
                i += space;
                continue;
            }
            const std::size_t begin = i;
            while (i < piece.size() && space_at(piece, i) == 0) ++i;
            flush();
            out_.append(piece.substr(begin, i - begin));
        }
    }
    void line_break() { breaks_ = std::max(breaks_, 1); }
    void paragraph_break() { breaks_ = 2; }
    std::string take() { return std::move(out_); }

  private:
    // Bytes of the space at `at`, a no-break space included; 0: there is none.
    static std::size_t space_at(std::string_view piece, std::size_t at) {
        if (core::is_space(piece[at])) return 1;
        return piece[at] == '\xC2' && at + 1 < piece.size() && piece[at + 1] == '\xA0' ? 2 : 0;
    }

    void flush() {
        if (!out_.empty()) {
            if (breaks_ > 0) {
                out_.append(static_cast<std::size_t>(breaks_), '\n');
            } else if (space_) {
                out_ += ' ';
            }
        }
        breaks_ = 0;
        space_ = false;
    }
    std::string out_;
    int breaks_ = 0;
    bool space_ = false;
};

// End of the tag that begins at `from` ('<'), past its '>'; quotes in attributes are honoured. npos if it never ends.
std::size_t tag_end(std::string_view markup, std::size_t from) {
    char quote = 0;
    for (std::size_t i = from + 1; i < markup.size(); ++i) {
        const char c = markup[i];
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if ((c == '"' || c == '\'') && markup[i - 1] == '=') {
            quote = c;
        } else if (c == '>') {
            return i + 1;
        }
    }
    return std::string_view::npos;
}

// Position past what the markup declaration, comment or tag at `from` takes; npos when it is no markup.
std::size_t skip_markup(std::string_view markup, std::size_t from, PlainWriter& writer) {
    const std::string_view rest = markup.substr(from);
    if (rest.starts_with("<!--")) {
        const auto end = markup.find("-->", from + 4);
        return end == std::string_view::npos ? markup.size() : end + 3;
    }
    if (rest.starts_with("<![CDATA[")) return from + 9;
    const bool closing = rest.size() > 1 && rest[1] == '/';
    const std::size_t name_begin = closing ? 2 : 1;
    if (rest.size() <= name_begin || (!core::is_alpha(rest[name_begin]) && rest[1] != '!' && rest[1] != '?'))
        return std::string_view::npos;
    std::size_t name_end = name_begin;
    while (name_end < rest.size() && (core::is_alpha(rest[name_end]) || core::is_digit(rest[name_end]))) ++name_end;
    const std::string name = core::to_lower(rest.substr(name_begin, name_end - name_begin));
    const std::size_t end = tag_end(markup, from);
    if (end == std::string_view::npos) return std::string_view::npos;
    if (name == "br") writer.line_break();
    if (std::ranges::binary_search(block_elements, std::string_view(name))) writer.paragraph_break();
    const bool skipped = !closing && markup[end - 2] != '/' &&
                         std::ranges::find(skipped_elements, std::string_view(name)) != skipped_elements.end();
    if (!skipped) return end;
    const auto close = core::find_ignoring_case(markup, "</" + name, end);
    if (close == std::string_view::npos) return end;
    const auto close_end = markup.find('>', close);
    return close_end == std::string_view::npos ? markup.size() : close_end + 1;
}

// What a character is written as in HTML; empty: as itself.
constexpr auto escapes = [] {
    std::array<std::string_view, 256> table{};
    table['<'] = "&lt;";
    table['>'] = "&gt;";
    table['&'] = "&amp;";
    table['"'] = "&quot;";
    table['\''] = "&#39;";
    return table;
}();
std::string_view escape_of(char c) {
    return escapes[static_cast<unsigned char>(c)];
}

}  // namespace

std::string decode_references(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const auto next = text.find('&');
        out.append(text.substr(0, next));
        if (next == std::string_view::npos) break;
        text.remove_prefix(next);
        const std::size_t taken = read_strict_reference(text, out);
        if (taken == 0) out += '&';
        text.remove_prefix(std::max<std::size_t>(taken, 1));
    }
    return out;
}

std::string plain_text(std::string_view markup) {
    PlainWriter writer(markup.size());
    std::size_t at = 0;
    bool no_more_tags = false;  // Once a tag never ends, nothing after it is a tag: keeps the pass linear.
    while (at < markup.size()) {
        const auto next = no_more_tags ? std::string_view::npos : markup.find('<', at);
        const std::string_view run = markup.substr(at, next == std::string_view::npos ? next : next - at);
        if (run.contains('&')) {
            writer.text(decode_references(run));
        } else {
            writer.text(run);
        }
        if (next == std::string_view::npos) break;
        const auto end = skip_markup(markup, next, writer);
        if (end == std::string_view::npos) {
            no_more_tags = tag_end(markup, next) == std::string_view::npos;
            writer.text("<");
            at = next + 1;
        } else {
            at = end;
        }
    }
    return writer.take();
}

std::string plain_line(std::string_view markup) {
    return clean_line(plain_text(markup));
}

std::string escape_html(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 16);
    while (true) {
        const auto* special = std::ranges::find_if(text, [](char c) { return !escape_of(c).empty(); });
        out.append(text.begin(), special);
        if (special == text.end()) return out;
        out += escape_of(*special);
        text.remove_prefix(static_cast<std::size_t>(special - text.begin()) + 1);
    }
}

}  // namespace masthead::text
