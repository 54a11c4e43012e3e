#include "feed/xml_text.h"

#include "core/ascii.h"
#include "text/encoding.h"
#include "text/html_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <utility>

namespace masthead::feed {

namespace {

using core::ErrorCode;

constexpr std::size_t max_entity_bytes = 4096;                         // Of one declared entity.
constexpr std::size_t max_expansion_bytes = std::size_t{1} << 20U;     // Of all of them together.
constexpr std::size_t max_reference_bytes = 40;                        // The longest HTML name has 31 letters.
constexpr std::size_t max_prolog_junk_bytes = std::size_t{64} << 10U;  // How far in a feed may begin.

using Entities = std::map<std::string, std::string, std::less<>>;

bool is_name_start(char c) {
    return core::is_alpha(c) || c == '_' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_name_char(char c) {
    return is_name_start(c) || core::is_digit(c) || c == '-' || c == '.';
}

// encoding="..." of an XML declaration at the front of the bytes, if they are of an ASCII kind.
std::string_view declared_encoding(std::string_view bytes) {
    const auto begin = bytes.substr(0, 1024).find("<?xml");
    if (begin == std::string_view::npos) return {};
    const std::string_view declaration =
        bytes.substr(begin, std::min<std::size_t>(bytes.find("?>", begin) - begin, 512));
    const auto key = declaration.find("encoding");
    if (key == std::string_view::npos) return {};
    const auto open = declaration.find_first_of("\"'", key);
    if (open == std::string_view::npos) return {};
    const auto close = declaration.find(declaration[open], open + 1);
    return close == std::string_view::npos ? std::string_view() : declaration.substr(open + 1, close - open - 1);
}

// A declaration that can be read byte by byte cannot be true of a wide encoding; what such feeds are is UTF-8.
std::string_view possible(std::string_view label) {
    const bool wide =
        core::starts_with_ignoring_case(label, "utf-16") || core::starts_with_ignoring_case(label, "utf-32") ||
        core::starts_with_ignoring_case(label, "ucs-") || core::starts_with_ignoring_case(label, "iso-10646-ucs");
    return wide ? std::string_view("utf-8") : label;
}

// What the first bytes say of themselves (XML 1.0 appendix F, without a byte order mark); empty: an ASCII kind.
std::string charset_of_start(std::string_view bytes) {
    using namespace std::string_view_literals;
    if (bytes.starts_with("<\0\0\0"sv)) return "utf-32le";
    if (bytes.starts_with("\0\0\0<"sv)) return "utf-32be";
    if (bytes.starts_with("<\0"sv)) return "utf-16le";
    if (bytes.starts_with("\0<"sv)) return "utf-16be";
    if (!bytes.starts_with(ebcdic_start)) return {};
    // The declaration is written in letters that all code pages of EBCDIC share.
    const std::string head = text::decode(bytes.substr(0, 512), "ibm-037").text;
    const std::string_view declared = declared_encoding(head);
    return declared.empty() ? "ibm-037" : std::string(declared);
}

// RFC 7303: the header's charset counts before the declaration's. In the field a blanket "utf-8" of a server is wrong
// as often as a declaration, so the declaration is taken where the header says UTF-8 and the bytes are not.
std::string charset_of(std::string_view bytes, std::string_view content_type) {
    if (std::string charset = charset_of_start(bytes); !charset.empty()) return charset;
    const std::string_view served = possible(media_type_parameter(content_type, "charset"));
    const std::string_view declared = possible(declared_encoding(bytes));
    const bool vague =
        served.empty() || core::equals_ignoring_case(served, "utf-8") || core::equals_ignoring_case(served, "us-ascii");
    return std::string(vague && !declared.empty() ? declared : served);
}

// Where the document begins: the XML declaration, else a root that a feed may have, else the first tag.
std::size_t document_start(std::string_view text) {
    const std::string_view head = text.substr(0, max_prolog_junk_bytes);
    const auto first = head.find('<');
    if (first == std::string_view::npos) return text.size();
    if (const auto declaration = head.find("<?xml"); declaration != std::string_view::npos) return declaration;
    const std::string_view after = head.substr(first + 1, 1);
    if (after == "!" || after == "?") return first;
    auto start = std::string_view::npos;
    for (const std::string_view root : {"<rss", "<feed", "<rdf:RDF", "<RDF", "<opml"})
        start = std::min(start, head.find(root));
    return start == std::string_view::npos ? first : start;
}

class Preparer {
  public:
    explicit Preparer(std::string_view text) : rest_(text) { out_.reserve(text.size() + 64); }

    core::Result<std::string> run() {
        while (!rest_.empty()) {
            copy_plain();
            if (rest_.empty()) break;
            if (rest_.front() == '&') {
                reference();
            } else if (rest_.front() == '<') {
                if (auto done = markup(); !done) return std::unexpected(done.error());
            } else {
                special();
            }
        }
        return std::move(out_);
    }

  private:
    static constexpr std::array<bool, 256> make_stops(bool markup) {
        std::array<bool, 256> stops{};
        for (std::size_t c = 0; c < 0x20; ++c) stops[c] = c != '\t' && c != '\n' && c != '\r';
        stops[0xef] = true;  // U+FFFE and U+FFFF begin with it.
        stops['&'] = stops['<'] = stops[']'] = markup;
        return stops;
    }

    // Copies up to the next byte that needs thought.
    void copy_plain() {
        static constexpr auto stops = make_stops(true);
        copy_until(rest_, stops);
    }

    void copy_until(std::string_view& text, const std::array<bool, 256>& stops) {
        std::size_t end = 0;
        while (end < text.size() && !stops[static_cast<unsigned char>(text[end])]) ++end;
        out_.append(text.substr(0, end));
        text.remove_prefix(end);
    }

    // Illegal characters (XML 1.0 2.2) go; "]]>" may not stand in text.
    void special() {
        if (rest_.starts_with("]]>")) {
            out_ += "]]&gt;";
            rest_.remove_prefix(3);
        } else {
            illegal_or_plain(rest_);
        }
    }

    void illegal_or_plain(std::string_view& text) {
        const auto byte = static_cast<unsigned char>(text.front());
        const bool is_noncharacter = text.starts_with("\xef\xbf\xbe") || text.starts_with("\xef\xbf\xbf");
        if (is_noncharacter) {
            text.remove_prefix(3);
            return;
        }
        if (byte >= 0x20) out_ += text.front();
        text.remove_prefix(1);
    }

    // Copies text in which markup does not count (CDATA).
    void copy_literal(std::string_view text) {
        static constexpr auto stops = make_stops(false);
        while (!text.empty()) {
            copy_until(text, stops);
            if (!text.empty()) illegal_or_plain(text);
        }
    }

    void append_as_text(std::string_view text) {
        for (const char c : text) {
            if (c == '&') {
                out_ += "&amp;";
            } else if (c == '<') {
                out_ += "&lt;";
            } else if (c == '"') {
                out_ += "&quot;";  // The reference may stand in an attribute.
            } else if (c == '\'') {
                out_ += "&apos;";
            } else if (static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n' || c == '\r') {
                out_ += c;
            }
        }
    }

    void reference() {
        const auto end = rest_.substr(0, max_reference_bytes).find(';');
        const std::string_view name = end == std::string_view::npos ? std::string_view() : rest_.substr(1, end - 1);
        if (name == "amp" || name == "lt" || name == "gt" || name == "quot" || name == "apos") {
            out_.append(rest_.substr(0, end + 1));
            rest_.remove_prefix(end + 1);
        } else if (const auto declared = entities_.find(name); declared != entities_.end()) {
            expand(declared->second, end + 1);
        } else if (const auto known = read_reference(rest_)) {
            append_as_text(known->text);
            rest_.remove_prefix(known->length);
        } else {
            out_ += "&amp;";
            rest_.remove_prefix(1);
        }
    }

    void expand(const std::string& value, std::size_t reference_bytes) {
        const bool affordable = expanded_ + value.size() <= max_expansion_bytes;
        expanded_ += affordable ? value.size() : 0;
        append_as_text(affordable ? std::string_view(value) : std::string_view("&"));
        rest_.remove_prefix(affordable ? reference_bytes : 1);
    }

    core::Result<void> markup() {
        if (rest_.starts_with("<!--")) {
            drop_through("-->");
        } else if (rest_.starts_with("<![CDATA[")) {
            cdata();
        } else if (core::starts_with_ignoring_case(rest_, "<!DOCTYPE")) {
            return doctype();
        } else if (rest_.starts_with("<?xml ") || rest_.starts_with("<?xml?") || rest_.starts_with("<?XML ")) {
            drop_through("?>");
        } else {
            const char next = rest_.size() > 1 ? rest_[1] : ' ';
            out_ += is_name_start(next) || next == '/' || next == '?' ? "<" : "&lt;";
            rest_.remove_prefix(1);
        }
        return {};
    }

    void drop_through(std::string_view end) {
        const auto at = rest_.find(end);
        rest_.remove_prefix(at == std::string_view::npos ? rest_.size() : at + end.size());
    }

    void cdata() {
        const auto end = rest_.find("]]>");
        copy_literal(rest_.substr(0, end));
        // A section cut off by the end of the bytes is closed, so that what was read of it is not lost.
        out_ += "]]>";
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 3);
    }

    // The declaration is dropped; of its internal subset only entities made of plain text are remembered.
    core::Result<void> doctype() {
        const auto open = rest_.find_first_of("[>");
        if (open == std::string_view::npos || rest_[open] == '>') {
            rest_.remove_prefix(open == std::string_view::npos ? rest_.size() : open + 1);
            return {};
        }
        const auto close = rest_.find(']', open);
        const std::string_view subset =
            rest_.substr(open + 1, close == std::string_view::npos ? close : close - open - 1);
        for (auto at = subset.find("<!ENTITY"); at != std::string_view::npos; at = subset.find("<!ENTITY", at + 8)) {
            if (auto done = declare(subset.substr(at + 8)); !done) return done;
        }
        rest_.remove_prefix(close == std::string_view::npos ? rest_.size() : close + 1);
        drop_through(">");
        return {};
    }

    // What follows `<!ENTITY`: name "value" is kept; name SYSTEM/PUBLIC ... is not (nothing outside is ever loaded).
    core::Result<void> declare(std::string_view declaration) {
        declaration = core::trim(declaration.substr(0, max_entity_bytes * 2));
        if (declaration.starts_with('%'))
            return core::fail(ErrorCode::refused, "the document declares parameter entities in its DOCTYPE");
        const auto end = std::ranges::find_if_not(declaration, is_name_char);
        const std::string name(declaration.begin(), end);
        const std::string_view rest = core::trim(std::string_view(end, declaration.end()));
        if (name.empty() || rest.empty() || (rest.front() != '"' && rest.front() != '\'')) return {};
        const auto close = rest.find(rest.front(), 1);
        if (close == std::string_view::npos || close > max_entity_bytes) {
            return core::fail(ErrorCode::refused,
                              "the entity " + name.substr(0, 40) + " of the DOCTYPE is longer than 4 KiB");
        }
        std::string value = text::decode_references(rest.substr(1, close - 1));
        const auto ampersand = value.find('&');
        if (ampersand != std::string::npos && ampersand + 1 < value.size() && is_name_start(value[ampersand + 1]) &&
            value.find(';', ampersand) != std::string::npos) {
            return core::fail(ErrorCode::refused,
                              "the entity " + name.substr(0, 40) + " of the DOCTYPE is made of other entities");
        }
        entities_.emplace(name, std::move(value));
        return {};
    }

    std::string_view rest_;
    std::string out_;
    Entities entities_;
    std::size_t expanded_ = 0;
};

}  // namespace

std::string_view media_type_parameter(std::string_view content_type, std::string_view name) {
    auto pieces = core::split(content_type, ';');
    for (std::size_t i = 1; i < pieces.size(); ++i) {
        const auto equals = pieces[i].find('=');
        if (equals == std::string_view::npos ||
            !core::equals_ignoring_case(core::trim(pieces[i].substr(0, equals)), name))
            continue;
        std::string_view value = core::trim(pieces[i].substr(equals + 1));
        if (value.size() >= 2 && (value.front() == '"' || value.front() == '\''))
            value = value.substr(1, value.size() - 2);
        return value;
    }
    return {};
}

std::optional<Reference> read_reference(std::string_view text) {
    const auto end = text.substr(0, max_reference_bytes).find(';');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view reference = text.substr(0, end + 1);
    const std::string_view name = reference.substr(1, end - 1);
    // What is no number must not be taken for one's digits: "&#39<b>;" holds a tag.
    const std::string_view characters = name.starts_with('#') ? name.substr(1) : name;
    if (characters.empty() || !std::ranges::all_of(characters, is_name_char)) return std::nullopt;
    std::string decoded = text::decode_references(reference);
    if (decoded == reference || (decoded.size() > 1 && decoded.ends_with(';'))) return std::nullopt;
    if (decoded == "\xef\xbf\xbe" || decoded == "\xef\xbf\xbf") decoded.clear();
    return Reference{std::move(decoded), end + 1};
}

XmlText::XmlText(std::string_view bytes, std::string_view content_type) {
    const std::string charset = charset_of(bytes, content_type);
    if (const auto as_served = text::utf8_as_it_stands(bytes, charset)) {
        view_ = as_served->text;
        survey_ = as_served->survey;
    } else {
        decoded_ = text::decode(bytes, charset).text;
        view_ = decoded_;
        survey_ = text::survey_utf8(view_);
    }
    view_.remove_prefix(document_start(view_));
}

core::Result<std::string> repair_xml(std::string_view document) {
    return Preparer(document).run();
}

core::Result<std::string> prepare_xml(std::string_view bytes, std::string_view content_type) {
    return repair_xml(XmlText(bytes, content_type).view());
}

}  // namespace masthead::feed
