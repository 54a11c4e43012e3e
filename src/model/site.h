// What a person says about the pages of one site.
#pragma once

#include <string>
#include <vector>

namespace masthead::model {

struct Site {
    std::string domain;  // Registrable, or a host below it.
    // CSS selectors; empty ones are guessed.
    std::string body;                 // The element that holds the article's text.
    std::string title;                // The element that holds its title.
    std::vector<std::string> remove;  // Elements that are no part of it.
};

}  // namespace masthead::model
