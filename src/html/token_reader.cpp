#include "html/token_reader.h"

#include "core/ascii.h"
#include "text/references.h"

#include <algorithm>
#include <array>

namespace masthead::html {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

// What a byte means inside a tag.
enum : unsigned { is_blank = 1, ends_name = 2, ends_attribute_name = 4, ends_unquoted = 8 };
constexpr auto byte_kinds = [] {
    std::array<std::uint8_t, 256> kinds{};
    const auto set = [&kinds](unsigned char c, unsigned kind) { kinds[c] = static_cast<std::uint8_t>(kind); };
    for (const char c : {' ', '\t', '\n', '\f', '\r'})
        set(static_cast<unsigned char>(c), is_blank | ends_name | ends_attribute_name | ends_unquoted);
    set('/', ends_name | ends_attribute_name);
    set('>', ends_name | ends_attribute_name | ends_unquoted);
    set('=', ends_attribute_name);
    return kinds;
}();

bool is_kind(char c, unsigned kind) {
    return (byte_kinds[static_cast<unsigned char>(c)] & kind) != 0;
}

std::string_view decode(std::string_view raw, bool has_references, text::ReferencePlace place, NulRule nuls,
                        std::string& buffer) {
    const auto holds = [raw](char c) { return raw.find(c) != npos; };
    const bool replaces_nuls = nuls == NulRule::replace && holds('\0');
    const bool has_ampersand = has_references && holds('&');
    if (!has_ampersand && !replaces_nuls && !holds('\r')) return raw;
    buffer.clear();
    std::size_t run = 0;
    for (std::size_t i = 0; i < raw.size();) {
        const char c = raw[i];
        const bool is_special = (c == '&' && has_ampersand) || c == '\r' || (c == '\0' && replaces_nuls);
        if (!is_special) {
            ++i;
            continue;
        }
        buffer.append(raw, run, i - run);
        if (c == '&') {
            const std::size_t length = text::read_reference(raw.substr(i), place, buffer);
            if (length == 0) buffer += '&';
            i += std::max<std::size_t>(length, 1);
        } else if (c == '\r') {
            buffer += '\n';
            i += raw.substr(i, 2) == "\r\n" ? std::size_t{2} : std::size_t{1};
        } else {
            buffer += replacement;
            ++i;
        }
        run = i;
    }
    buffer.append(raw, run);
    return buffer;
}
}  // namespace

std::string_view decode_text(std::string_view raw, ContentKind kind, NulRule nuls, std::string& buffer) {
    const bool has_references = kind == ContentKind::data || kind == ContentKind::rcdata;
    return decode(raw, has_references, text::ReferencePlace::text, nuls, buffer);
}

std::string_view decode_value(std::string_view raw, std::string& buffer) {
    return decode(raw, true, text::ReferencePlace::attribute, NulRule::replace, buffer);
}

void TokenReader::next(MarkupToken& token) {
    while (at_ < markup_.size()) {
        if (content_ == ContentKind::data ? read_data(token) : read_content(token)) return;
    }
    token.kind = MarkupToken::Kind::end_of_markup;
}

// 13.2.5.1 data state: text up to the next '<' that begins something, or the thing itself.
bool TokenReader::read_data(MarkupToken& token) {
    std::size_t open = markup_.find('<', at_);
    while (open != npos) {
        const char first = at(open + 1);
        if (core::is_alpha(first) || first == '!' || first == '?') break;
        if (first == '/' && open + 2 < markup_.size()) break;
        open = markup_.find('<', open + 1);
    }
    if (open == at_) return read_construct(token);
    give_text(token, std::min(open, markup_.size()));
    return true;
}

// 13.2.5.2 to 13.2.5.31: the content of title, script and the like, then its end tag.
bool TokenReader::read_content(MarkupToken& token) {
    const std::size_t end = end_of_content();
    if (end == at_) {
        content_ = ContentKind::data;
        return read_construct(token);
    }
    give_text(token, end);
    return true;
}

void TokenReader::give_text(MarkupToken& token, std::size_t end) {
    token.kind = MarkupToken::Kind::text;
    token.source = markup_.substr(at_, end - at_);
    const NulRule nuls = content_ == ContentKind::data ? NulRule::keep : NulRule::replace;
    token.text = decode_text(token.source, content_, nuls, decoded_);
    at_ = end;
}

bool TokenReader::is_tag_at(std::size_t position, std::string_view prefix, std::string_view name) const {
    const std::size_t after = position + prefix.size() + name.size();
    if (after >= markup_.size() || !is_kind(markup_[after], ends_name)) return false;
    return markup_.substr(position).starts_with(prefix) &&
           core::equals_ignoring_case(markup_.substr(position + prefix.size(), name.size()), name);
}

std::size_t TokenReader::end_of_content() const {
    if (content_ == ContentKind::plaintext) return markup_.size();
    if (content_ == ContentKind::script) return end_of_script();
    for (std::size_t i = markup_.find("</", at_); i != npos; i = markup_.find("</", i + 2)) {
        if (is_tag_at(i, "</", content_name_)) return i;
    }
    return markup_.size();
}

// 13.2.5.15 to 13.2.5.31: inside "<!--" a script holds scripts of its own, whose end tags do not end it.
std::size_t TokenReader::end_of_script() const {
    bool is_escaped = false;
    bool is_double_escaped = false;
    std::size_t i = at_;
    std::size_t close =
        0;  // Where the escape that is open ends; looked for once an escape, so that all of it is linear.
    while (true) {
        const std::size_t open = markup_.find('<', i);
        if (is_escaped && close < i) close = markup_.find("-->", i);
        if (is_escaped && close < open) {
            is_escaped = is_double_escaped = false;
            i = close + 3;
            continue;
        }
        if (open == npos) return markup_.size();
        i = open + 1;
        if (is_tag_at(open, "</", content_name_)) {
            if (!is_double_escaped) return open;
            is_double_escaped = false;
        } else if (!is_escaped && markup_.substr(open).starts_with("<!--")) {
            is_escaped = true;
            i = open + 2;  // "<!-->" ends at once: its dashes count for both.
        } else if (is_escaped && !is_double_escaped && is_tag_at(open, "<", "script")) {
            is_double_escaped = true;
        }
    }
}

// At a '<' that begins something; false: it gave no token.
bool TokenReader::read_construct(MarkupToken& token) {
    const char first = at(at_ + 1);
    if (core::is_alpha(first)) {
        token.kind = MarkupToken::Kind::start;
        return read_tag(token, at_ + 1);
    }
    if (first == '!') return read_declaration(token);
    if (first == '/') {
        if (core::is_alpha(at(at_ + 2))) {
            token.kind = MarkupToken::Kind::end;
            return read_tag(token, at_ + 2);
        }
        if (at(at_ + 2) == '>') {  // "</>" is nothing at all.
            at_ += 3;
            return false;
        }
        read_bogus_comment(token, at_ + 2);
        return true;
    }
    read_bogus_comment(token, at_ + 1);
    return true;
}

// 13.2.5.42 markup declaration open state.
bool TokenReader::read_declaration(MarkupToken& token) {
    constexpr std::string_view doctype = "<!doctype";
    const std::string_view rest = markup_.substr(at_);
    if (rest.starts_with("<!--")) {
        read_comment(token);
    } else if (core::starts_with_ignoring_case(rest, doctype)) {
        at_ += doctype.size();
        read_doctype(token);
    } else if (allows_cdata_ && rest.starts_with("<![CDATA[")) {
        read_cdata(token);
        return !token.text.empty();
    } else {
        read_bogus_comment(token, at_ + 2);
    }
    return true;
}

void TokenReader::read_bogus_comment(MarkupToken& token, std::size_t begin) {
    const std::size_t end = std::min(markup_.find('>', begin), markup_.size());
    token.kind = MarkupToken::Kind::comment;
    token.text = markup_.substr(begin, end - begin);
    at_ = std::min(end + 1, markup_.size());
}

// 13.2.5.43 to 13.2.5.52: ends at "-->" or "--!>", and at once as "<!-->" or "<!--->".
void TokenReader::read_comment(MarkupToken& token) {
    token.kind = MarkupToken::Kind::comment;
    const std::size_t begin = at_ + 4;
    const std::string_view content = markup_.substr(begin);
    if (content.starts_with(">") || content.starts_with("->")) {
        token.text = {};
        at_ = begin + (content.front() == '>' ? 1U : 2U);
        return;
    }
    for (std::size_t i = content.find("--"); i != npos; i = content.find("--", i + 1)) {
        const bool is_bang = content.substr(i).starts_with("--!>");
        if (!is_bang && !content.substr(i).starts_with("-->")) continue;
        token.text = content.substr(0, i);
        at_ = begin + i + (is_bang ? 4U : 3U);
        return;
    }
    // At the end of the markup what could have begun an end is left out.
    std::size_t end = content.size();
    for (const std::string_view begun : {"--!", "--", "-"}) {
        if (!content.ends_with(begun)) continue;
        end -= begun.size();
        break;
    }
    token.text = content.substr(0, end);
    at_ = markup_.size();
}

void TokenReader::read_cdata(MarkupToken& token) {
    const std::size_t begin = at_ + std::string_view("<![CDATA[").size();
    const std::size_t end = markup_.find("]]>", begin);
    token.kind = MarkupToken::Kind::text;
    token.source = markup_.substr(begin, end == npos ? end : end - begin);
    token.text = decode_text(token.source, ContentKind::raw_text, NulRule::keep, decoded_);
    at_ = end == npos ? markup_.size() : end + 3;
}

void TokenReader::skip_space() {
    while (at_ < markup_.size() && is_kind(markup_[at_], is_blank)) ++at_;
}

// 13.2.5.53 to 13.2.5.68.
void TokenReader::read_doctype(MarkupToken& token) {
    token.kind = MarkupToken::Kind::doctype;
    doctype_ = {};
    skip_space();
    const std::size_t begin = at_;
    while (at_ < markup_.size() && markup_[at_] != '>' && !is_kind(markup_[at_], is_blank)) ++at_;
    const std::string raw_name = core::to_lower(markup_.substr(begin, at_ - begin));
    std::string buffer;
    doctype_.name = decode(raw_name, false, text::ReferencePlace::text, NulRule::replace, buffer);
    doctype_.has_name = !raw_name.empty();
    doctype_.forces_quirks = raw_name.empty();
    skip_space();
    constexpr std::size_t keyword_length = 6;
    const std::string keyword = core::to_lower(markup_.substr(at_, keyword_length));
    if (keyword == "public" || keyword == "system") {
        at_ += keyword_length;
        read_external_ids(keyword);
    } else if (at(at_) != '>') {
        doctype_.forces_quirks = true;  // Something else, or the end.
    }
    skip_space();
    if (at_ >= markup_.size()) doctype_.forces_quirks = true;
    const std::size_t end = markup_.find('>', at_);
    at_ = end == npos ? markup_.size() : end + 1;
}

void TokenReader::read_external_ids(std::string_view keyword) {
    skip_space();
    if (keyword == "public") {
        if (!read_quoted_id(doctype_.public_id, doctype_.has_public_id)) return;
        skip_space();
        if (at(at_) == '>') return;
    }
    read_quoted_id(doctype_.system_id, doctype_.has_system_id);
}

// False: no identifier stands here, or it does not end as it should.
bool TokenReader::read_quoted_id(std::string& id, bool& has_id) {
    const char quote = at(at_);
    if (quote != '"' && quote != '\'') {
        doctype_.forces_quirks = true;
        return false;
    }
    const std::size_t begin = at_ + 1;
    std::size_t end = begin;
    while (end < markup_.size() && markup_[end] != quote && markup_[end] != '>') ++end;
    std::string buffer;
    id = decode(markup_.substr(begin, end - begin), false, text::ReferencePlace::text, NulRule::replace, buffer);
    has_id = true;
    at_ = end;
    if (at(end) != quote) {
        doctype_.forces_quirks = true;
        return false;
    }
    ++at_;
    return true;
}

// 13.2.5.8 to 13.2.5.40; false: the markup ends inside the tag, which is then nothing.
bool TokenReader::read_tag(MarkupToken& token, std::size_t name_begin) {
    std::size_t end = name_begin;
    while (end < markup_.size() && !is_kind(markup_[end], ends_name)) ++end;
    token.name = markup_.substr(name_begin, end - name_begin);
    token.element = tag_of(token.name);
    token.attributes.clear();
    token.is_self_closing = false;
    at_ = end;
    while (at_ < markup_.size()) {
        const char c = markup_[at_];
        if (c == '>') {
            ++at_;
            return true;
        }
        if (c == '/') {
            ++at_;
            token.is_self_closing = at(at_) == '>';
        } else if (is_kind(c, is_blank)) {
            ++at_;
        } else if (!read_attribute(token)) {
            break;
        }
    }
    at_ = markup_.size();
    return false;
}

bool TokenReader::read_attribute(MarkupToken& token) {
    const char* const data = markup_.data();
    const std::size_t size = markup_.size();
    std::size_t end = at_ + 1;  // Any byte may begin a name, '=' too.
    while (end < size && !is_kind(data[end], ends_attribute_name)) ++end;
    const std::string_view name = markup_.substr(at_, end - at_);
    std::size_t after = end;
    while (after < size && is_kind(data[after], is_blank)) ++after;
    std::string_view value;
    if (after < size && data[after] == '=') {
        ++after;
        while (after < size && is_kind(data[after], is_blank)) ++after;
        if (after >= size) return false;
        const char quote = data[after];
        if (quote == '"' || quote == '\'') {
            const std::size_t close = markup_.find(quote, after + 1);
            if (close == npos) return false;
            value = markup_.substr(after + 1, close - after - 1);
            end = close + 1;
        } else {
            end = after;
            while (end < size && !is_kind(data[end], ends_unquoted)) ++end;
            value = markup_.substr(after, end - after);
        }
    }
    at_ = end;
    if (token.attributes.size() < max_attributes_) token.attributes.push_back({name, value});
    return true;
}

}  // namespace masthead::html
