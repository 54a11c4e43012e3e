// JSON as templates write it, made JSON: what is left over when quotes, commas, comments and brackets were not looked
// after.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace masthead::page {

struct JsonRepairOptions {
    std::size_t max_depth = 40;                     // What is nested deeper becomes null.
    std::size_t max_bytes = std::size_t{1} << 20U;  // Of the script; what follows is left out.
};

// An array of the values in `script`: `[{...}]` for one object, several for objects that follow each other. Repaired:
// comment and CDATA wrappers, comments, text around the values, characters written as references (&quot;), raw control
// characters and bad escapes in strings, quotes inside strings, commas that are missing or too many, values that are
// no JSON (undefined, NaN), a script that ends before its brackets close. Never fails: what cannot be understood is
// left out, down to "[]". The result's nesting is at most `max_depth` + 1. O(n), pure.
[[nodiscard]] std::string repair_json(std::string_view script, const JsonRepairOptions& options = {});

}  // namespace masthead::page
