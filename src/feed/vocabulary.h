// The XML vocabularies that feeds are written in, by namespace URI. Wrong but common URIs count; so does a conventional
// prefix that was never declared.
#pragma once

#include <cstdint>
#include <string_view>

namespace masthead::feed {

enum class Vocabulary : std::uint8_t {
    plain,  // No namespace, or one of the RSS core.
    atom,
    content,
    dublin_core,  // Elements and terms.
    feedburner,
    itunes,
    media,
    rdf,
    xhtml,
    xml,  // The prefix "xml" itself.
    other,
};

// Case, scheme, and a '/' or '#' at the end do not count.
[[nodiscard]] Vocabulary vocabulary_of_uri(std::string_view uri);
[[nodiscard]] Vocabulary vocabulary_of_prefix(std::string_view prefix);

}  // namespace masthead::feed
