// The wiring that most commands share: desk, clock, log, data folder and store, made from the arguments.
#pragma once

#include "app/arguments.h"
#include "config/desk.h"
#include "core/logger.h"
#include "core/result.h"
#include "core/time.h"
#include "store/data_folder.h"
#include "store/store.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace masthead::app {

// The desk of --desk (or ./desk.yaml), or the defaults when only an OPML list or a data folder is given; paths inside
// it are made relative to the desk file. Errors: not_found with the way out.
[[nodiscard]] core::Result<config::Desk> load_desk(const Arguments& arguments);

// --now or the system's clock. Errors: invalid.
[[nodiscard]] core::Result<std::unique_ptr<core::Clock>> make_clock(const Arguments& arguments);

struct Session {
    config::Desk desk;
    std::unique_ptr<core::Clock> clock;
    std::unique_ptr<core::Logger> log;
    std::optional<store::DataFolder> lock;  // Of a writer.
    std::unique_ptr<store::Store> store;
};

[[nodiscard]] core::Result<Session> open_session(const Arguments& arguments, store::Access access);

// For a short write of a person while a run may hold the data folder: takes the lock if it is free, else writes beside
// its holder. Errors: not_found where there is no store yet, corrupt if it is of an older Masthead.
[[nodiscard]] core::Result<Session> open_session_beside(const Arguments& arguments);

// Where pictures of the desk are kept.
[[nodiscard]] std::filesystem::path image_folder(const config::Desk& desk);

// Wrong input of the user (desk file, instants) ends with exit code 2, everything else as `report` has it.
[[nodiscard]] ExitCode report_setup(const core::Error& error);

}  // namespace masthead::app
