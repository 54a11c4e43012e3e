// Everything a page declares about its article, put into the parsed page with its evidence.
#pragma once

#include "page/material.h"
#include "page/page.h"

namespace masthead::page {

// The site's name for itself: og:site_name, JSON-LD publisher, application-name; may be empty.
[[nodiscard]] std::string find_provider(const Survey& survey, const LinkedArticle& linked, Evidence& evidence);

// Fills all but url, title, text and provider, which must stand already.
void fill_metadata(const Material& material, ParsedPage& page);

}  // namespace masthead::page
