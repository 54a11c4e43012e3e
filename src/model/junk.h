// What a desk says about articles that are made for something else than news.
#pragma once

#include <string>
#include <vector>

namespace masthead::model {

// A rule of the desk, or what the desk adds to a rule that ships (then of the same name).
struct JunkRule {
    std::string name;                  // [a-z0-9-]+: of its term in a score.
    std::vector<std::string> phrases;  // One is enough. None: every article of `sites`, if there are any.
    std::vector<std::string> unless;   // Phrases of a title that excuse it.
    std::string where = "title";       // title, excerpt, text, url
    std::vector<std::string> sites;    // Domains it is for; none: all.
    std::vector<std::string> trusted;  // Domains it never is for.
    double points = 0;                 // Taken off the quality; 0: as shipped, or 100.
};

}  // namespace masthead::model
