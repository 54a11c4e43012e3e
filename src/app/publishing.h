// From the store to a published folder: what `run`, `publish` and `edition` share.
#pragma once

#include "app/output_folder.h"
#include "app/session.h"
#include "model/edition.h"
#include "publish/publisher.h"
#include "store/store.h"

#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

namespace masthead::app {

// Of this program.
[[nodiscard]] std::string_view program_version();

[[nodiscard]] publish::PublishOptions publish_options(const config::Desk& desk);

struct WrittenEdition {
    OutputCounts counts;
    store::EditionPrint print;
};

// Writes an edition of the desk into its publish folder, with the pictures it shows; `each_file` is called after every
// file. Errors: cancelled after a stop request (what is written stays, the next edition completes it), io, held,
// refused.
[[nodiscard]] core::Result<WrittenEdition> write_edition(const config::Desk& desk, const model::Edition& edition,
                                                         std::stop_token stop = {},
                                                         const std::function<void()>& each_file = {});

// Publishes what the store holds at the session's instant, and remembers the edition, so that it can be written again
// later (`masthead edition`). The store must be open for writing. Errors: as write_edition, and the store's own.
[[nodiscard]] core::Result<OutputCounts> publish_desk(const Session& session, std::stop_token stop = {});

// The same into any folder, of a store that may be open for reading alone; nothing is remembered.
[[nodiscard]] core::Result<OutputCounts> show_desk(const Session& session);

}  // namespace masthead::app
