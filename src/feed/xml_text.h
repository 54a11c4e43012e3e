// Bytes as served -> XML text that expat accepts: one linear pass that decodes the charset and repairs what feeds get
// wrong most often.
//
//   dropped    what stands before the prolog, the XML declaration, comments, DOCTYPE, control characters and other
//   illegal ones replaced   HTML's named references and flat entities of the DOCTYPE by their text, windows-1252
//   numbers by what was meant escaped    lone ampersands, `<` before what is no tag, `]]>` outside CDATA
#pragma once

#include "core/result.h"
#include "text/utf8.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace masthead::feed {

// "<?xm" in EBCDIC.
inline constexpr std::string_view ebcdic_start = "\x4c\x6f\xa7\x94";

// The document in the bytes: from where a document begins to their end, in UTF-8, a BOM left out. A view of the bytes
// where they can be taken as they are, else of a decoded copy that lives here.
class XmlText {
  public:
    XmlText(std::string_view bytes, std::string_view content_type);
    XmlText(const XmlText&) = delete;
    XmlText& operator=(const XmlText&) = delete;
    XmlText(XmlText&&) = delete;
    XmlText& operator=(XmlText&&) = delete;
    ~XmlText() = default;
    [[nodiscard]] std::string_view view() const { return view_; }
    // Of the bytes before the document as well.
    [[nodiscard]] const text::Utf8Survey& survey() const { return survey_; }

  private:
    std::string decoded_;
    std::string_view view_;
    text::Utf8Survey survey_;
};

// The repair: of a decoded document.
// Errors: refused for a DOCTYPE made to explode (parameter entities, nested entities, entities over 4 KiB).
// Cost O(n); the answer is at most 1 MiB of entity text longer than the decoded bytes, and escapes.
[[nodiscard]] core::Result<std::string> repair_xml(std::string_view document);
// Both.
[[nodiscard]] core::Result<std::string> prepare_xml(std::string_view bytes, std::string_view content_type);

// The text that a reference at the front of `text` ("&...") stands for where no DOCTYPE declares it: a number (an
// illegal character gives nothing) or a name of HTML. `length` is what it takes of `text`. Nothing: the ampersand is
// just one.
struct Reference {
    std::string text;
    std::size_t length = 0;
};
[[nodiscard]] std::optional<Reference> read_reference(std::string_view text);

// The value of a parameter in a media type: ("text/xml; charset=\"utf-8\"", "charset") -> "utf-8".
[[nodiscard]] std::string_view media_type_parameter(std::string_view content_type, std::string_view name);

}  // namespace masthead::feed
