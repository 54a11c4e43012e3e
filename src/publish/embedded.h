// The style sheet and the icon, compiled in from site/ by cmake/embed.cmake.
#pragma once

#include <string_view>

namespace masthead::publish::embedded {

extern const std::string_view site_css;
extern const std::string_view favicon_svg;

}  // namespace masthead::publish::embedded
