#pragma once

#include <string>

namespace masthead::model {

struct Image {
    std::string url;
    int width = 0;   // Pixels; 0: unknown.
    int height = 0;  // Pixels; 0: unknown.
    bool is_cached = false;
    std::string title;        // Alternative text or caption; plain.
    std::string attribution;  // Credit; plain.
    friend bool operator==(const Image&, const Image&) = default;
};

}  // namespace masthead::model
