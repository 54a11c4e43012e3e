#include "html/tokenizer.h"

#include "core/ascii.h"

#include <algorithm>

namespace masthead::html {
namespace {

constexpr std::size_t npos = std::string_view::npos;

// The standard's white space; unlike that of C it has no vertical tab.
bool is_html_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

bool ends_tag_name(char c) {
    return is_html_space(c) || c == '/' || c == '>';
}

}  // namespace

std::string_view Token::attribute(std::string_view wanted) const {
    for (const TokenAttribute& one : attributes) {
        if (core::equals_ignoring_case(one.name, wanted)) return one.value;
    }
    return {};
}

bool Token::has(std::string_view wanted) const {
    return std::ranges::any_of(attributes,
                               [&](const TokenAttribute& one) { return core::equals_ignoring_case(one.name, wanted); });
}

bool Tokenizer::next(Token& token) {
    adjacent_ = true;
    while (at_ < markup_.size()) {
        // 13.2.5.6 tag open state: only a letter, '/' with a letter, '!' and '?' make a construct of '<'.
        std::size_t end = at_;
        if (markup_[at_] == '<') {
            const char first = at(at_ + 1);
            if (core::is_alpha(first) || first == '/' || first == '!' || first == '?') {
                if (next_construct(token)) return true;
                adjacent_ = false;
                continue;
            }
            end = at_ + 1;
        }
        end = std::min(markup_.find('<', end), markup_.size());
        token.kind = Token::Kind::text;
        token.text = markup_.substr(at_, end - at_);
        at_ = end;
        return true;
    }
    return false;
}

bool Tokenizer::next_construct(Token& token) {
    const char first = at(at_ + 1);
    if (core::is_alpha(first)) {
        ++at_;
        token.kind = Token::Kind::start;
        return read_tag(token);
    }
    if (first == '/' && core::is_alpha(at(at_ + 2))) {
        at_ += 2;
        token.kind = Token::Kind::end;
        return read_tag(token);
    }
    if (first == '/' && at_ + 2 >= markup_.size()) {  // 13.2.5.7: "</" at the end is text.
        token.kind = Token::Kind::text;
        token.text = markup_.substr(at_);
        at_ = markup_.size();
        return true;
    }
    skip_comment();
    return false;
}

// 13.2.5.43 to 52: a comment ends at "-->" or "--!>", and at once as "<!-->" or "<!--->"; everything else that begins
// so ends at the next '>'.
void Tokenizer::skip_comment() {
    std::size_t end = npos;
    if (markup_.substr(at_).starts_with("<!--")) {
        const std::size_t content = at_ + 4;
        if (at(content) == '>') {
            end = content + 1;
        } else if (markup_.substr(content).starts_with("->")) {
            end = content + 2;
        } else {
            for (std::size_t i = markup_.find("--", content); i != npos && end == npos; i = markup_.find("--", i + 1)) {
                if (at(i + 2) == '>') end = i + 3;
                if (at(i + 2) == '!' && at(i + 3) == '>') end = i + 4;
            }
        }
    } else if (const std::size_t close = markup_.find('>', at_); close != npos) {
        end = close + 1;
    }
    at_ = std::min(end, markup_.size());
}

bool Tokenizer::read_tag(Token& token) {
    const std::size_t begin = at_;
    while (at_ < markup_.size() && !ends_tag_name(markup_[at_])) ++at_;
    token.name = core::to_lower(markup_.substr(begin, at_ - begin));
    token.attributes.clear();
    while (at_ < markup_.size()) {
        if (is_html_space(markup_[at_]) || markup_[at_] == '/') {
            ++at_;
        } else if (markup_[at_] == '>') {
            ++at_;
            return true;
        } else {
            read_attribute(token);
        }
    }
    return false;  // The markup ends inside the tag.
}

void Tokenizer::read_attribute(Token& token) {
    const std::size_t begin = at_;
    ++at_;  // Any byte may begin a name, '=' too (13.2.5.32).
    while (at_ < markup_.size() && !ends_tag_name(markup_[at_]) && markup_[at_] != '=') ++at_;
    const std::string_view name = markup_.substr(begin, at_ - begin);
    std::size_t after = at_;
    while (is_html_space(at(after))) ++after;
    std::string_view value;
    if (at(after) == '=') {
        at_ = after + 1;
        value = read_value();
    }
    if (token.attributes.size() < Token::max_attributes) token.attributes.push_back({name, value});
}

std::string_view Tokenizer::read_value() {
    while (is_html_space(at(at_))) ++at_;
    const char quote = at(at_);
    if (quote == '"' || quote == '\'') {
        const std::size_t begin = at_ + 1;
        const std::size_t end = std::min(markup_.find(quote, begin), markup_.size());
        at_ = std::min(end + 1, markup_.size());
        // Without its second quote the value takes all there is, and the tag never ends.
        return markup_.substr(std::min(begin, end), end - std::min(begin, end));
    }
    const std::size_t begin = at_;
    while (at_ < markup_.size() && !is_html_space(markup_[at_]) && markup_[at_] != '>') ++at_;
    return markup_.substr(begin, at_ - begin);
}

void Tokenizer::skip_raw_text(std::string_view name) {
    for (std::size_t i = markup_.find("</", at_); i != npos; i = markup_.find("</", i + 2)) {
        const std::size_t after = i + 2 + name.size();
        if (after < markup_.size() && ends_tag_name(markup_[after]) &&
            core::equals_ignoring_case(markup_.substr(i + 2, name.size()), name)) {
            at_ = std::min(markup_.find('>', after), markup_.size() - 1) + 1;
            return;
        }
    }
    at_ = markup_.size();
}

}  // namespace masthead::html
