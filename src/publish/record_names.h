// The file name of each article's record, which is also its address in the API.
#pragma once

#include "model/edition.h"

#include <string>
#include <string_view>
#include <unordered_map>

namespace masthead::publish {

struct RecordName {
    std::string day;   // "2018-09-21", UTC
    std::string slug;  // [a-z0-9-]+
    // "_news/2018-09-21-slug.md"
    [[nodiscard]] std::string record_path() const { return "_news/" + day + "-" + slug + ".md"; }
    // "api/news/2018/09/21/slug/"
    [[nodiscard]] std::string api_path() const;
};

// Names for the articles that are members of a story. Of two articles that would get one name, the one seen first keeps
// it and the other gets eight digits of its id, so that a newcomer never renames a record that is out already. Linear
// but for sorting.
[[nodiscard]] std::unordered_map<std::string_view, RecordName> name_records(const model::Edition& edition);

}  // namespace masthead::publish
