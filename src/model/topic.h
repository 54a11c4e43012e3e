#pragma once

#include <string>
#include <vector>

namespace masthead::model {

struct Topic {
    std::string id;  // [a-z0-9-]+, used in addresses.
    std::string name;
    std::string shortname;
    std::string parent;                 // Name or id of another topic; its articles are that topic's too. Empty: none.
    std::vector<std::string> keywords;  // Words or phrases.
    std::vector<std::string> hashtags;
    std::vector<std::string> images;            // URLs.
    std::vector<std::string> exclude = {};      // Words or phrases that take the topic away.
    std::vector<std::string> examples = {};     // What it is learned from: addresses of articles, or files of them.
    std::vector<std::string> no_examples = {};  // The same: articles that are not the topic's.
    double threshold = 0;  // Learned probability from which an article belongs; 0: the model's own.
};

}  // namespace masthead::model
