// Bytes as served -> XML text that expat accepts: one linear pass that decodes the charset and repairs what feeds get
// wrong most often.
//
//   dropped    what stands before the prolog, the XML declaration, comments, DOCTYPE, control characters and other
//   illegal ones replaced   HTML's named references and flat entities of the DOCTYPE by their text, windows-1252
//   numbers by what was meant escaped    lone ampersands, `<` before what is no tag, `]]>` outside CDATA
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>

namespace masthead::feed {

// Errors: refused for a DOCTYPE made to explode (parameter entities, nested entities, entities over 4 KiB).
// Cost O(n); the answer is at most 1 MiB of entity text longer than the decoded bytes, and escapes.
[[nodiscard]] core::Result<std::string> prepare_xml(std::string_view bytes, std::string_view content_type);

// The value of a parameter in a media type: ("text/xml; charset=\"utf-8\"", "charset") -> "utf-8".
[[nodiscard]] std::string_view media_type_parameter(std::string_view content_type, std::string_view name);

}  // namespace masthead::feed
