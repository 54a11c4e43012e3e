// Follows the tokenizer of https://html.spec.whatwg.org/multipage/parsing.html#tokenization as far as finding the ends
// of tags, comments and raw text needs it; everything else is the parser's work.
#include "html/scan.h"

#include "core/ascii.h"
#include "html/tree.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace masthead::html {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::size_t reference_cost = 16;  // Bytes of plain text that the parser reads in the time of one reference.
constexpr std::size_t max_linked_data_bytes = std::size_t{2} << 20U;
constexpr std::size_t max_linked_data_scripts = 64;

// Elements whose content is never text of an article, removed with their tags. `template` holds inert copies, `svg` and
// `math` drawings.
constexpr std::array removed_elements{
    std::string_view("script"),  std::string_view("style"),    std::string_view("svg"),
    std::string_view("math"),    std::string_view("template"), std::string_view("textarea"),
    std::string_view("noembed"), std::string_view("noframes"), std::string_view("xmp")};

bool ends_name(char c) {
    return core::is_space(c) || c == '/' || c == '>';
}

class Scanner {
  public:
    Scanner(std::string_view html, const MarkupBudget& budget) : html_(html), budget_(budget) {
        page_.markup.reserve(html.size() / 2);
    }

    ScannedMarkup run() {
        while (at_ < html_.size() && !page_.is_cut) {
            const std::size_t open = html_.find('<', at_);
            take_text(at_, std::min(open, html_.size()));
            if (open == npos || page_.is_cut) break;
            at_ = open;
            take_construct();
        }
        std::ranges::replace(page_.markup, '\0', ' ');
        return std::move(page_);
    }

  private:
    void take_text(std::size_t begin, std::size_t end) {
        const std::string_view text = html_.substr(begin, end - begin);
        text_bytes_ += text.size() + reference_cost * static_cast<std::size_t>(std::ranges::count(text, '&'));
        if (text_bytes_ <= budget_.max_text_bytes) {
            page_.markup.append(text);
            return;
        }
        cut("The page holds more text than we read, so its end was left out.");
        if (text.size() <= budget_.max_text_bytes) return;
        const std::size_t space = text.substr(0, budget_.max_text_bytes).rfind(' ');
        if (space != npos && text.find('&') == npos) page_.markup.append(text.substr(0, space));
    }

    void cut(std::string_view reason) {
        page_.is_cut = true;
        page_.cut_reason = reason;
    }

    void take_construct() {
        const char next = at_ + 1 < html_.size() ? html_[at_ + 1] : '\0';
        if (core::is_alpha(next)) {
            take_start_tag();
        } else if (next == '/') {
            take_end_tag();
        } else if (next == '!' || next == '?') {
            skip_declaration();
        } else {  // A less-than sign in text.
            page_.markup += "&lt;";
            text_bytes_ += reference_cost;
            ++at_;
        }
    }

    void skip_declaration() {
        if (html_.compare(at_, 4, "<!--") != 0) {
            skip_past(html_.find('>', at_));
            return;
        }
        const bool is_empty = html_.compare(at_ + 4, 1, ">") == 0 || html_.compare(at_ + 4, 2, "->") == 0;
        skip_past(is_empty ? html_.find('>', at_) : html_.find("-->", at_ + 4), is_empty ? 1 : 3);
    }

    void skip_past(std::size_t position, std::size_t length = 1) {
        at_ = position == npos ? html_.size() : position + length;
    }

    void take_end_tag() {
        const std::size_t end = html_.find('>', at_);
        if (end == npos) {
            at_ = html_.size();
            return;
        }
        if (at_ + 2 < html_.size() && core::is_alpha(html_[at_ + 2]) && count_tag()) {
            std::size_t name_end = at_ + 2;
            while (!ends_name(html_[name_end])) ++name_end;
            page_.markup.append(html_.substr(at_, name_end - at_));
            page_.markup += '>';
        }
        at_ = end + 1;
    }

    bool count_tag() {
        if (++page_.tags <= budget_.max_tags) return true;
        cut("The page holds more tags than we read, so its end was left out.");
        return false;
    }

    void take_start_tag() {
        std::size_t name_end = at_ + 1;
        while (name_end < html_.size() && !ends_name(html_[name_end])) ++name_end;
        const std::string_view name = html_.substr(at_ + 1, name_end - at_ - 1);
        const std::size_t end = tag_end(name_end);
        if (end == npos) {  // The page ends inside a tag.
            at_ = html_.size();
            return;
        }
        const std::string_view tag = html_.substr(at_, end + 1 - at_);
        const auto* const removed = std::ranges::find_if(
            removed_elements, [&](std::string_view one) { return core::equals_ignoring_case(one, name); });
        if (removed != removed_elements.end()) {
            at_ = end + 1;
            remove_element(*removed, tag);
            return;
        }
        if (!count_tag()) return;
        if (name_end == end)
            page_.markup.append(tag);
        else
            rewrite(name, tag.substr(name.size() + 1));
        at_ = end + 1;
        if (core::equals_ignoring_case(name, "iframe")) skip_raw_text("iframe");
    }

    // Position of the '>' that ends the tag. A quote opens a value only after '='.
    std::size_t tag_end(std::size_t from) {
        for (std::size_t i = from; i < html_.size(); ++i) {
            const char c = html_[i];
            if (c == '>') return i;
            if (c != '=') continue;
            std::size_t quote = i + 1;
            while (quote < html_.size() && core::is_space(html_[quote])) ++quote;
            if (quote >= html_.size() || (html_[quote] != '"' && html_[quote] != '\'')) continue;
            const std::size_t close = closing_quote(quote);
            if (close == npos) continue;  // Never closed: the quote is taken for a stray one, so that the page goes on.
            i = close;
        }
        return npos;
    }

    // Once a quote has no partner, no later one has: remembered, so that many open quotes stay linear.
    std::size_t closing_quote(std::size_t open) {
        bool& none_left = html_[open] == '"' ? no_double_quote_ : no_single_quote_;
        if (none_left) return npos;
        const std::size_t close = html_.find(html_[open], open + 1);
        none_left = close == npos;
        return close;
    }

    void remove_element(std::string_view name, std::string_view tag) {
        if (name == "svg" && tag.ends_with("/>")) return;
        const std::size_t begin = at_;
        const std::size_t end = skip_raw_text(name);
        if (name == "script") take_linked_data(tag, html_.substr(begin, end - begin));
        if (at_ < html_.size()) skip_past(html_.find('>', at_));
        page_.markup += ' ';
    }

    // Some sites forget the type.
    void take_linked_data(std::string_view tag, std::string_view content) {
        constexpr std::size_t sniffed = 200;
        if (page_.linked_data.size() >= max_linked_data_scripts) return;
        bool is_linked_data = core::find_ignoring_case(tag, "ld+json") != npos;
        if (!is_linked_data) {
            const std::string_view head = core::trim(content.substr(0, sniffed));
            is_linked_data = head.starts_with('{') && head.find("\"@context\"") != npos;
        }
        if (!is_linked_data || linked_data_bytes_ + content.size() > max_linked_data_bytes) return;
        linked_data_bytes_ += content.size();
        page_.linked_data.push_back(content);
    }

    // Moves to the end tag of `name` (or, where there is none, to the end: as browsers do) and returns where the
    // content ended.
    std::size_t skip_raw_text(std::string_view name) {
        for (std::size_t i = html_.find("</", at_); i != npos; i = html_.find("</", i + 2)) {
            const std::size_t after = i + 2 + name.size();
            if (after < html_.size() && ends_name(html_[after]) &&
                core::equals_ignoring_case(html_.substr(i + 2, name.size()), name)) {
                at_ = i;
                return i;
            }
        }
        at_ = html_.size();
        return at_;
    }

    // Writes a tag with the attributes that the tree keeps, up to the budget: the parser takes far longer over one than
    // we do here.
    void rewrite(std::string_view name, std::string_view rest) {
        page_.markup += '<';
        page_.markup += name;
        std::size_t i = 0;
        std::size_t kept = 0;
        for (std::size_t seen = 0;
             i < rest.size() && seen < budget_.max_attributes * 8 && kept < budget_.max_attributes; ++seen) {
            while (i < rest.size() && (core::is_space(rest[i]) || rest[i] == '/')) ++i;
            if (i >= rest.size() || rest[i] == '>') break;
            const std::size_t begin = i;
            i = attribute_end(rest, begin);
            if (keeps(rest.substr(begin, i - begin))) {
                page_.markup += ' ';
                page_.markup += rest.substr(begin, i - begin);
                ++kept;
            }
        }
        page_.markup += '>';
    }

    static bool keeps(std::string_view attribute) {
        return is_kept_attribute(attribute.substr(0, std::min(attribute.find_first_of("= \t\r\n"), attribute.size())));
    }

    static std::size_t attribute_end(std::string_view rest, std::size_t i) {
        ++i;  // A name may begin with any byte.
        while (i < rest.size() && !ends_name(rest[i]) && rest[i] != '=') ++i;
        std::size_t value = i;
        while (value < rest.size() && core::is_space(rest[value])) ++value;
        if (value >= rest.size() || rest[value] != '=') return i;
        ++value;
        while (value < rest.size() && core::is_space(rest[value])) ++value;
        if (value >= rest.size()) return rest.size();
        if (rest[value] == '"' || rest[value] == '\'') {
            const std::size_t close = rest.find(rest[value], value + 1);
            if (close != npos) return close + 1;
        }
        while (value < rest.size() && !core::is_space(rest[value]) && rest[value] != '>') ++value;
        return value;
    }

    std::string_view html_;
    const MarkupBudget& budget_;
    ScannedMarkup page_;
    std::size_t at_ = 0;
    std::size_t text_bytes_ = 0;
    std::size_t linked_data_bytes_ = 0;
    bool no_double_quote_ = false;
    bool no_single_quote_ = false;
};

}  // namespace

ScannedMarkup scan(std::string_view html, const MarkupBudget& budget) {
    return Scanner(html, budget).run();
}

}  // namespace masthead::html
