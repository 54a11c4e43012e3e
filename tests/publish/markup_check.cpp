#include "publish/markup_check.h"

#include <algorithm>
#include <array>

namespace masthead::test {
namespace {

constexpr std::array<std::string_view, 8> void_elements = {"meta", "link", "img", "br", "hr", "input", "source", "wbr"};

bool is_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == ':' ||
           c == '_';
}
bool is_white(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

class Checker {
  public:
    Checker(std::string_view text, MarkupKind kind) : text_(text), kind_(kind) {}

    CheckedMarkup run() {
        while (at_ < text_.size()) {
            if (text_[at_] == '<') {
                read_tag();
            } else {
                const auto end = std::min(text_.find('<', at_), text_.size());
                decode(text_.substr(at_, end - at_));
                at_ = end;
            }
        }
        for (const auto& name : open_) problem("<" + name + "> is never closed");
        return std::move(found_);
    }

  private:
    void problem(std::string what) { found_.problems.push_back(std::move(what) + " at byte " + std::to_string(at_)); }

    std::string decode(std::string_view raw) {
        static const std::map<std::string, char, std::less<>> known = {
            {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"#39", '\''}};
        std::string out;
        for (std::size_t i = 0; i < raw.size(); ++i) {
            if (raw[i] != '&') {
                out += raw[i];
                continue;
            }
            const auto end = raw.find(';', i);
            const auto entry = end == std::string_view::npos ? known.end() : known.find(raw.substr(i + 1, end - i - 1));
            if (entry == known.end()) {
                problem("a stray & in '" + std::string(raw.substr(i, 20)) + "'");
                continue;
            }
            out += entry->second;
            i = end;
        }
        return out;
    }

    void read_tag() {
        if (text_.substr(at_).starts_with("<!doctype html>") || text_.substr(at_).starts_with("<?xml ")) {
            at_ = text_.find('>', at_) + 1;
            return;
        }
        ++at_;
        const bool is_end = at_ < text_.size() && text_[at_] == '/';
        if (is_end) ++at_;
        const std::string name = read_name();
        if (name.empty()) problem("a stray <");
        if (is_end) {
            read_end(name);
        } else {
            read_start(name);
        }
    }

    void read_end(const std::string& name) {
        if (at_ >= text_.size() || text_[at_] != '>') problem("</" + name + " is not closed");
        ++at_;
        if (open_.empty() || open_.back() != name) {
            problem("</" + name + "> closes <" + (open_.empty() ? "" : open_.back()) + ">");
        } else {
            open_.pop_back();
        }
    }

    void read_start(const std::string& name) {
        Element element{name, {}};
        bool is_empty = false;
        while (at_ < text_.size() && text_[at_] != '>') {
            if (is_white(text_[at_])) {
                ++at_;
            } else if (text_.substr(at_).starts_with("/>")) {
                is_empty = true;
                ++at_;
            } else {
                read_attribute(element);
            }
        }
        ++at_;
        found_.elements.push_back(element);
        const bool is_void = kind_ == MarkupKind::html &&
                             std::find(void_elements.begin(), void_elements.end(), name) != void_elements.end();
        if (name == "script" && kind_ == MarkupKind::html) {
            skip_script();
        } else if (!is_empty && !is_void) {
            open_.push_back(name);
        }
    }

    void skip_script() {
        const auto end = text_.find('<', at_);
        if (text_.substr(end).substr(0, 9) != "</script>") problem("a < inside a script");
        at_ = std::min(text_.find("</script>", at_), text_.size()) + 9;
    }

    void read_attribute(Element& element) {
        const std::string name = read_name();
        if (name.empty() || at_ + 1 >= text_.size() || text_[at_] != '=' || text_[at_ + 1] != '"') {
            problem("an attribute without a quoted value in <" + element.name + ">");
            ++at_;
            return;
        }
        const auto begin = at_ + 2;
        const auto end = std::min(text_.find('"', begin), text_.size());
        const auto raw = text_.substr(begin, end - begin);
        if (raw.find_first_of("<>") != std::string_view::npos) problem("a < or > inside " + name);
        if (!element.attributes.emplace(name, decode(raw)).second)
            problem(name + " stands twice in <" + element.name + ">");
        at_ = end + 1;
    }

    std::string read_name() {
        const auto begin = at_;
        while (at_ < text_.size() && is_name(text_[at_])) ++at_;
        return std::string(text_.substr(begin, at_ - begin));
    }

    std::string_view text_;
    MarkupKind kind_;
    std::size_t at_ = 0;
    std::vector<std::string> open_;
    CheckedMarkup found_;
};

}  // namespace

CheckedMarkup check_markup(std::string_view text, MarkupKind kind) {
    return Checker(text, kind).run();
}

}  // namespace masthead::test
