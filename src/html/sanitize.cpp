// A stack of open elements, and rules for what may stand in what. They are those that make an HTML5 parser keep the
// tree as it is written (https://html.spec.whatwg.org/multipage/parsing.html#tree-construction, "in body" to "in
// cell"):
//
//   p is closed before any block begins; headings hold no headings, links no links
//   ul and ol hold li only, dl holds dt and dd only, ruby parts stand in ruby only
//   table holds caption and sections only, a section rows only, a row cells only; other things in between get a cell
//   media holds sources only
//
// A missing parent is supplied. What is written therefore goes through here unchanged: the rules find nothing to mend.
#include "html/sanitize.h"

#include "core/url.h"
#include "html/allowed.h"
#include "html/tokenizer.h"
#include "text/html_text.h"
#include "text/utf8.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace masthead::html {
namespace {

using Kind = ElementKind;

constexpr std::size_t npos = std::string::npos;
constexpr std::size_t longest_end_tag = 16;  // Of the allowed elements: "</blockquote>" and some.

// Whether `kind` ends the search for open elements that a tag may close: nothing reaches out of a table's cell.
bool is_cell_like(Kind kind) {
    return kind == Kind::table || kind == Kind::caption || kind == Kind::cell;
}

bool is_phrase(Kind kind) {
    return kind == Kind::phrase || kind == Kind::link || kind == Kind::ruby || kind == Kind::ruby_part;
}

// Elements whose end tag may be missing.
bool ends_by_itself(Kind kind) {
    return kind == Kind::paragraph || kind == Kind::item || kind == Kind::term || kind == Kind::heading;
}

bool is_void(Kind kind) {
    return kind == Kind::line_break || kind == Kind::picture || kind == Kind::source || kind == Kind::rule;
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\n\f") == std::string_view::npos;
}

// Line ends as the standard wants them before tokenizing, without NUL.
std::string prepared(std::string_view markup, std::size_t max_bytes) {
    if (markup.size() > max_bytes) {
        std::size_t end = max_bytes;
        while (end > 0 && (static_cast<unsigned char>(markup[end]) & 0xC0U) == 0x80U) --end;
        markup = markup.substr(0, end);
    }
    std::string text = text::repair_utf8(markup);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_first_of_two = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
        if (text[i] == '\0' || is_first_of_two) continue;
        text[kept++] = text[i] == '\r' ? '\n' : text[i];
    }
    text.resize(kept);
    return text;
}

class Sanitizer {
  public:
    Sanitizer(std::string_view markup, const SanitizeOptions& options)
        : options_(options),
          max_output_(std::min(options.max_output_bytes,
                               options.max_bytes - std::min(options.max_bytes, options.max_depth * longest_end_tag))),
          tokens_(markup) {
        if (auto base = core::Url::parse(options.base_url)) base_ = std::move(*base);
    }

    std::string run() {
        Token token;
        while (!is_full_ && tokens_.next(token)) {
            const bool drops_line_feed = after_pre_ && tokens_.is_adjacent();
            after_pre_ = false;
            switch (token.kind) {
                case Token::Kind::text:
                    take_text(token.text, drops_line_feed);
                    break;
                case Token::Kind::start:
                    take_start(token);
                    break;
                case Token::Kind::end:
                    take_end(token.name);
                    break;
            }
        }
        while (!open_.empty()) pop();
        return std::move(out_);
    }

  private:
    struct Open {
        const ElementRule* rule = nullptr;
        std::string attributes;  // As written.
        bool is_ended = false;   // Its end tag came while a block inside was open: it ends with that block.
    };

    // --- what is written

    // All or nothing, so that what was written stays within the budget when it is read again.
    bool write(std::string_view piece) {
        if (is_full_ || out_.size() + piece.size() > max_output_) {
            is_full_ = true;
            return false;
        }
        out_ += piece;
        return true;
    }

    bool write_start(const ElementRule& rule, std::string_view attributes) {
        if (elements_ >= options_.max_elements) {
            is_full_ = true;
            return false;
        }
        std::string tag = "<";
        ((tag += rule.written) += attributes) += '>';
        if (!write(tag)) return false;
        ++elements_;
        begins_pre_ = rule.written == "pre";
        return true;
    }

    bool open(const ElementRule& rule, std::string attributes) {
        if (open_.size() >= options_.max_depth || !write_start(rule, attributes)) return false;
        open_.push_back({&rule, std::move(attributes), false});
        return true;
    }

    bool open(std::string_view name) { return open(*element_rule(name), {}); }

    void pop() {
        do {
            ((out_ += "</") += open_.back().rule->written) += '>';
            open_.pop_back();
        } while (!open_.empty() && open_.back().is_ended);
        begins_pre_ = false;
    }

    // Closes everything above `index`, which stays open.
    void pop_to(std::size_t index) {
        while (open_.size() > index + 1) pop();
    }
    void pop_through(std::size_t index) {
        while (open_.size() > index) pop();
    }

    // --- where it may stand

    [[nodiscard]] Kind innermost() const { return open_.empty() ? Kind::block : open_.back().rule->kind; }

    // The innermost open element for which `is_wanted` holds, npos if there is none before one for which `is_border`
    // holds.
    template <typename Wanted, typename Border>
    [[nodiscard]] std::size_t find_open(Wanted is_wanted, Border is_border) const {
        for (std::size_t i = open_.size(); i-- > 0;) {
            if (is_wanted(open_[i].rule->kind)) return i;
            if (is_border(open_[i].rule->kind)) return npos;
        }
        return npos;
    }
    [[nodiscard]] std::size_t find_open(Kind wanted) const {
        return find_open([&](Kind kind) { return kind == wanted; }, is_cell_like);
    }

    void close_open(Kind kind) {
        const std::size_t index = find_open(kind);
        if (index != npos) pop_through(index);
    }

    // Supplies what text and blocks need around them; false: there is no room for it.
    bool make_room() {
        switch (innermost()) {
            case Kind::list:
                return open("li");
            case Kind::terms:
                return open("dd");
            case Kind::table:
                return open("tbody") && open("tr") && open("td");
            case Kind::section:
                return open("tr") && open("td");
            case Kind::row:
                return open("td");
            case Kind::media:
                return false;
            default:
                return true;
        }
    }

    // --- tokens

    void take_text(std::string_view raw, bool drops_line_feed) {
        if (innermost() == Kind::media) return;
        if (drops_line_feed && raw.starts_with('\n')) raw.remove_prefix(1);
        const std::string text = visible_text(text::decode_references(raw));
        if (text.empty()) return;
        const Kind kind = innermost();
        const bool holds_no_text = kind == Kind::list || kind == Kind::terms || kind == Kind::table ||
                                   kind == Kind::section || kind == Kind::row;
        if (holds_no_text && (is_blank(text) || !make_room())) return;
        write_text(text);
    }

    void write_text(std::string_view text) {
        std::string piece;
        for (std::size_t i = 0; i < text.size() && !is_full_;) {
            const std::size_t begin = i;
            text::next_character(text, i);
            piece.clear();
            // A parser drops the line feed that follows <pre>: one that is meant is written twice.
            if (begins_pre_ && text[begin] == '\n') piece = "\n";
            begins_pre_ = false;
            append_escaped(piece, text.substr(begin, i - begin));
            write(piece);
        }
    }

    void take_start(const Token& token) {
        const ElementRule* rule = element_rule(token.name);
        if (rule == nullptr) return;
        if (rule->kind == Kind::raw) return tokens_.skip_raw_text(token.name);
        if (rule->kind == Kind::dropped) return skip_element(token.name);
        if ((innermost() == Kind::media) != (rule->kind == Kind::source)) return;
        std::optional<std::string> attributes = allowed_attributes(*rule, token, base_ ? &*base_ : nullptr);
        if (rule->kind == Kind::link) close_open(Kind::link);
        if (!attributes) return;
        if (is_void(rule->kind)) return place_void(*rule, *attributes);
        place(*rule, std::move(*attributes));
        if (rule->written == "pre") after_pre_ = true;
    }

    // Past the end of an element that is removed with all it holds; to the end where it has none.
    void skip_element(std::string_view name) {
        std::size_t depth = 1;
        Token token;
        while (depth > 0 && tokens_.next(token)) {
            if (token.kind == Token::Kind::text || token.name != name) continue;
            if (token.kind == Token::Kind::start)
                ++depth;
            else
                --depth;
        }
    }

    void place_void(const ElementRule& rule, std::string_view attributes) {
        if (rule.kind == Kind::rule) close_open(Kind::paragraph);
        if (rule.kind != Kind::source && !make_room()) return;
        write_start(rule, attributes);
        begins_pre_ = false;
    }

    void place(const ElementRule& rule, std::string attributes) {
        bool has_room = false;
        switch (rule.kind) {
            case Kind::link:  // One around a table reaches into its cells.
                has_room = std::ranges::none_of(open_, [](const Open& one) { return one.rule->kind == Kind::link; }) &&
                           make_room();
                break;
            case Kind::phrase:
            case Kind::ruby:
            case Kind::media:
                has_room = make_room();
                break;
            case Kind::ruby_part:
                has_room = place_ruby_part();
                break;
            case Kind::item:
                has_room = place_in(Kind::list, Kind::terms, "ul");
                break;
            case Kind::term:
                has_room = place_in(Kind::terms, Kind::list, "dl");
                break;
            case Kind::caption:
            case Kind::section:
            case Kind::row:
            case Kind::cell:
                has_room = place_in_table(rule.kind);
                break;
            default:
                if (rule.kind == Kind::heading) close_open(Kind::heading);
                close_open(Kind::paragraph);
                has_room = make_room();
                break;
        }
        if (has_room) open(rule, std::move(attributes));
    }

    bool place_ruby_part() {
        const std::size_t ruby =
            find_open([](Kind kind) { return kind == Kind::ruby; }, [](Kind kind) { return !is_phrase(kind); });
        if (ruby == npos) return false;
        pop_to(ruby);
        return true;
    }

    // Into the innermost open `parent`, or into a new one named `implied`.
    bool place_in(Kind parent, Kind border, std::string_view implied) {
        const std::size_t index = find_open([&](Kind kind) { return kind == parent; },
                                            [&](Kind kind) { return kind == border || is_cell_like(kind); });
        if (index != npos) {
            pop_to(index);
            return true;
        }
        close_open(Kind::paragraph);
        return make_room() && open(implied);
    }

    // A caption and a section stand in the table, a row in a section, a cell in a row; outside of tables none stands.
    bool place_in_table(Kind kind) {
        const auto is_parent = [&](Kind one) {
            return one == Kind::table || (kind >= Kind::row && one == Kind::section) ||
                   (kind == Kind::cell && one == Kind::row);
        };
        const std::size_t index = find_open(is_parent, [](Kind) { return false; });
        if (index == npos) return false;
        pop_to(index);
        if (kind >= Kind::row && innermost() == Kind::table && !open("tbody")) return false;
        return kind != Kind::cell || innermost() == Kind::row || open("tr");
    }

    void take_end(std::string_view name) {
        const ElementRule* rule = element_rule(name);
        if (rule == nullptr || is_void(rule->kind) || rule->written.empty()) return;
        const std::size_t index = find_ended(*rule);
        if (index == npos) return;
        if (!is_phrase(rule->kind)) return pop_through(index);
        end_phrase(index);
    }

    [[nodiscard]] std::size_t find_ended(const ElementRule& rule) const {
        for (std::size_t i = open_.size(); i-- > 0;) {
            const ElementRule& one = *open_[i].rule;
            if (one.written == rule.written && !open_[i].is_ended) return i;
            if (one.kind == Kind::heading && rule.kind == Kind::heading) return i;  // </h2> ends <h1>, in browsers too.
            const bool is_part = rule.kind >= Kind::table;
            if (is_part ? one.kind == Kind::table : is_cell_like(one.kind)) return npos;
            if (rule.kind == Kind::item && one.kind == Kind::list) return npos;
            if (rule.kind == Kind::term && one.kind == Kind::terms) return npos;
        }
        return npos;
    }

    // Phrases that overlap (<b><i></b></i>) are parted; blocks are not parted by a phrase's end.
    void end_phrase(std::size_t index) {
        std::vector<Open> again;
        bool crosses_block = false;
        for (std::size_t i = index + 1; i < open_.size(); ++i) {
            const Kind kind = open_[i].rule->kind;
            if (!is_phrase(kind) && !ends_by_itself(kind)) {
                open_[index].is_ended = true;
                return;
            }
            crosses_block = crosses_block || !is_phrase(kind);
            again.push_back(open_[i]);
        }
        pop_through(index);
        if (crosses_block) return;
        for (Open& one : again) {
            const bool is_simple = one.rule->kind == Kind::phrase || one.rule->kind == Kind::link;
            if (is_simple && !one.is_ended) open(*one.rule, std::move(one.attributes));
        }
    }

    const SanitizeOptions& options_;
    std::size_t max_output_;
    Tokenizer tokens_;
    std::optional<core::Url> base_;
    std::vector<Open> open_;
    std::string out_;
    std::size_t elements_ = 0;
    bool is_full_ = false;     // A budget is used up: nothing more but end tags.
    bool after_pre_ = false;   // The last token was <pre>.
    bool begins_pre_ = false;  // What was written last is <pre>.
};

}  // namespace

std::string sanitize(std::string_view markup, const SanitizeOptions& options) {
    const std::string text = prepared(markup, options.max_bytes);
    return Sanitizer(text, options).run();
}

}  // namespace masthead::html
