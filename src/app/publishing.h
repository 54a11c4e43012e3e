// From the store to the published folder: what `run` and `publish` share.
#pragma once

#include "app/output_folder.h"
#include "app/session.h"
#include "model/edition.h"
#include "publish/publisher.h"

#include <stop_token>

namespace masthead::app {

[[nodiscard]] publish::PublishOptions publish_options(const config::Desk& desk);

// Errors: cancelled after a stop request (what is written stays, the next edition completes it), io, held, refused.
// Writes the desk's edition at the session's instant, with the pictures it shows, into the desk's publish folder.
[[nodiscard]] core::Result<OutputCounts> publish_desk(const Session& session, std::stop_token stop = {});

}  // namespace masthead::app
