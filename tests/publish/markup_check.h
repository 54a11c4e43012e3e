// A strict reader of the markup we write: everything it does not expect is a problem. Stricter than a browser on
// purpose, since a browser forgives exactly what an injection needs.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::test {

struct Element {
    std::string name;
    std::map<std::string, std::string> attributes;  // Values with references decoded.
};

struct CheckedMarkup {
    std::vector<Element> elements;      // In the order of their start tags.
    std::vector<std::string> problems;  // Bad nesting, unquoted or repeated attributes, stray `<`, unknown references.
};

enum class MarkupKind { html, xml };

[[nodiscard]] CheckedMarkup check_markup(std::string_view text, MarkupKind kind);

}  // namespace masthead::test
