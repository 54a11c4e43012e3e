// Where a page stands: its canonical address, its AMP form, and the AMP cache's copy of that.
#pragma once

#include "page/material.h"
#include "page/page.h"

#include <string>
#include <string_view>

namespace masthead::page {

// Fills canonical_url, amp_url, amp_cache_url and is_amp. A canonical address is believed if it is of the page's own
// site and no front page: broken templates name that for every page, and strangers' addresses would take over
// articles that are not theirs.
void fill_addresses(const Material& material, ParsedPage& page);

// "https://news.example.org/amp/rain" -> "https://news-example-org.cdn.ampproject.org/c/s/news.example.org/amp/rain".
// Empty if that is no http(s) address, or its host is too long or international (the cache's name of it would need a
// hash or an A-label).
//   https://developers.google.com/amp/cache/overview#amp-cache-url-format
[[nodiscard]] std::string amp_cache_url(std::string_view amp_url);

// The address that an address of the AMP cache stands for, or empty.
[[nodiscard]] std::string address_in_amp_cache(const core::Url& url);

}  // namespace masthead::page
