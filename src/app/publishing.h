// From the store to the published folder: what `run` and `publish` share.
#pragma once

#include "app/output_folder.h"
#include "app/session.h"
#include "model/edition.h"
#include "publish/publisher.h"

namespace masthead::app {

[[nodiscard]] publish::PublishOptions publish_options(const config::Desk& desk);

// Writes the desk's edition at the session's instant, with the pictures it shows, into the desk's publish folder.
[[nodiscard]] core::Result<OutputCounts> publish_desk(const Session& session);

}  // namespace masthead::app
