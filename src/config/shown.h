// What of a desk its edition shows, as text that can be kept: identity, what is published and how, topics,
// organizations. A later desk may say otherwise; an edition of the past shows what held then.
#pragma once

#include "config/desk.h"
#include "core/result.h"

#include <string>
#include <string_view>

namespace masthead::config {

// JSON on one line; the same settings give the same text. Made from the table of options: what is added to the groups
// desk and publish, to topics or to organizations is in it.
[[nodiscard]] std::string write_shown(Desk desk);

// The desk with what `text` says of these; all else stays. Errors: corrupt.
[[nodiscard]] core::Result<void> read_shown(std::string_view text, Desk& desk);

}  // namespace masthead::config
