// One address for one document.
#pragma once

#include "core/url.h"

#include <string>
#include <string_view>

namespace masthead::dedupe {

// https for http, no "www."-less guessing, mobile and AMP hosts and paths to their plain form (m., mobile., amp.,
// /amp/, ?amp=1,
// *.cdn.ampproject.org/c/s/...), tracking parameters dropped (utm_*, fbclid, gclid, ...), the rest sorted, no fragment,
// no trailing slash but the root's, default ports dropped.
[[nodiscard]] core::Url canonical_url(const core::Url& url);

// A page's own `rel=canonical` is believed when it lies on the same registrable domain and is not the site's root or a
// mere section.
[[nodiscard]] bool is_credible_canonical(const core::Url& declared, const core::Url& fetched);

// A redirect's end is believed to be the article's own page unless it is a site's root or looks like a door in front of
// it: consent, sign-in, captcha and error pages.
[[nodiscard]] bool is_credible_redirect(const core::Url& end);

}  // namespace masthead::dedupe
