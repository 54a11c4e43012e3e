#pragma once

#include <string>
#include <vector>

namespace masthead::model {

struct Topic {
    std::string id;  // [a-z0-9-]+, used in addresses.
    std::string name;
    std::string shortname;
    std::string parent;                 // Name of another topic as the reference layout has it; empty: none.
    std::vector<std::string> keywords;  // Words or phrases.
    std::vector<std::string> hashtags;
    std::vector<std::string> images;  // URLs.
};

}  // namespace masthead::model
