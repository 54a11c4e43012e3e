// Pictures that stand for the site itself.
#pragma once

#include "page/material.h"
#include "page/page.h"

namespace masthead::page {

// Fills `logos`: JSON-LD publisher logo, og:logo, microdata logo, touch icons (the largest first), icons. At most
// eight. Width and height are those declared or written in the address ("icon-180x180.png"); 0: unknown.
void fill_logos(const Material& material, ParsedPage& page);

}  // namespace masthead::page
