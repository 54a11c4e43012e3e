#include "app/session.h"

#include "app/console.h"
#include "app/files.h"
#include "config/load.h"
#include "core/url.h"
#include "feed/feed.h"
#include "score/junk.h"
#include "score/scoring.h"
#include "topic/model_file.h"

#include <fmt/format.h>

namespace masthead::app {

using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

score::ProfileKind profile_kind(const config::Desk& desk) {
    return desk.scoring.profile == "everyday" ? score::ProfileKind::everyday : score::ProfileKind::masthead;
}

std::string relative_to(const std::filesystem::path& base, const std::string& path) {
    return std::filesystem::path(path).is_absolute() ? path : (base / path).lexically_normal().string();
}

Result<void> add_opml(const std::string& path, config::Desk& desk) {
    const auto bytes = read_file(path);
    if (!bytes) return std::unexpected(bytes.error());
    auto opml = feed::parse_opml(*bytes);
    if (!opml) return fail(opml.error().code, fmt::format("{}: {}", path, opml.error().message));
    if (desk.identity.title.empty()) desk.identity.title = opml->title.empty() ? "News" : opml->title;
    desk.sources.insert(desk.sources.end(), std::make_move_iterator(opml->sources.begin()),
                        std::make_move_iterator(opml->sources.end()));
    return {};
}

// A desk may name the file before it is written: then it has learned nothing yet.
Result<void> read_learned_topics(config::Desk& desk) {
    if (desk.topic_model.empty()) return {};
    const auto bytes = read_file(desk.topic_model);
    if (!bytes && bytes.error().code == ErrorCode::not_found) return {};
    if (!bytes) return std::unexpected(bytes.error());
    auto model = topic::read_topic_model(*bytes);
    if (!model) {
        return fail(model.error().code, fmt::format("{}: {}; `masthead train topics` writes it anew", desk.topic_model,
                                                    model.error().message));
    }
    desk.learned_topics = std::move(*model);
    return {};
}

Result<config::Desk> load_desk_file(const std::string& path) {
    const auto bytes = read_file(path);
    if (!bytes) return std::unexpected(bytes.error());
    auto desk = config::load_desk(*bytes, path);
    if (!desk) return desk;
    const auto base = std::filesystem::path(path).parent_path();
    desk->data = relative_to(base, desk->data);
    desk->publish.folder = relative_to(base, desk->publish.folder);
    if (!desk->topic_model.empty()) desk->topic_model = relative_to(base, desk->topic_model);
    for (auto& topic : desk->topics) {
        for (auto* list : {&topic.examples, &topic.no_examples}) {
            for (auto& entry : *list) entry = core::Url::parse(entry) ? entry : relative_to(base, entry);
        }
    }
    if (!desk->encoder.key_file.empty()) desk->encoder.key_file = relative_to(base, desk->encoder.key_file);
    return desk;
}

}  // namespace

Result<config::Desk> load_desk(const Arguments& arguments) {
    config::Desk desk = config::default_desk();
    const bool has_file = !arguments.desk_file.empty() || std::filesystem::exists("desk.yaml");
    if (has_file) {
        auto loaded = load_desk_file(arguments.desk_file.empty() ? "desk.yaml" : arguments.desk_file);
        if (!loaded) return loaded;
        desk = std::move(*loaded);
    } else if (arguments.opml_file.empty() && arguments.data_folder.empty()) {
        return fail(ErrorCode::not_found,
                    "there is no desk.yaml here; name one with --desk, or make one with `masthead init DIR`");
    }
    if (!arguments.opml_file.empty()) {
        if (auto done = add_opml(arguments.opml_file, desk); !done) return std::unexpected(done.error());
    }
    if (desk.identity.title.empty()) desk.identity.title = "News";
    if (!arguments.data_folder.empty()) desk.data = arguments.data_folder;
    if (!arguments.publish_folder.empty()) desk.publish.folder = arguments.publish_folder;
    if (!arguments.profile.empty()) desk.scoring.profile = arguments.profile;
    const auto profile = score::make_profile(profile_kind(desk), desk.scoring.weights);
    if (!profile) return fail(ErrorCode::invalid, fmt::format("scoring.weights: {}", profile.error().message));
    if (auto done = score::check_junk(desk.junk); !done) return std::unexpected(done.error());
    if (auto done = read_learned_topics(desk); !done) return std::unexpected(done.error());
    return desk;
}

Result<std::unique_ptr<core::Clock>> make_clock(const Arguments& arguments) {
    if (arguments.now.empty()) return std::make_unique<core::SystemClock>();
    const auto instant = core::parse_instant(arguments.now);
    if (!instant)
        return fail(ErrorCode::invalid,
                    fmt::format("--now: \"{}\" is no instant; write it like 2018-10-31T23:59:00Z", arguments.now));
    return std::make_unique<core::FixedClock>(*instant);
}

Result<Session> open_session(const Arguments& arguments, store::Access access) {
    Session session;
    auto desk = load_desk(arguments);
    if (!desk) return std::unexpected(desk.error());
    session.desk = std::move(*desk);
    auto clock = make_clock(arguments);
    if (!clock) return std::unexpected(clock.error());
    session.clock = std::move(*clock);
    session.log = core::make_stderr_logger(arguments.verbose ? core::LogLevel::debug
                                           : arguments.quiet ? core::LogLevel::error
                                                             : core::LogLevel::warning);
    if (access == store::Access::read_write) {
        auto lock = store::DataFolder::open(session.desk.data);
        if (!lock) return std::unexpected(lock.error());
        session.lock = std::move(*lock);
    }
    auto store = store::open_sqlite_store(store::DataFolder::database_path(session.desk.data), access);
    if (!store) return std::unexpected(store.error());
    session.store = std::move(*store);
    return session;
}

Result<Session> open_session_beside(const Arguments& arguments) {
    // Only a store that is there and up to date is written to.
    auto reading = open_session(arguments, store::Access::read_only);
    if (!reading) return reading;
    auto writing = open_session(arguments, store::Access::read_write);
    if (writing || writing.error().code != ErrorCode::held) return writing;
    auto store =
        store::open_sqlite_store(store::DataFolder::database_path(reading->desk.data), store::Access::read_write);
    if (!store) return std::unexpected(store.error());
    reading->store = std::move(*store);
    return reading;
}

std::filesystem::path image_folder(const config::Desk& desk) {
    return std::filesystem::path(desk.data) / "images";
}

ExitCode report_setup(const core::Error& error) {
    const bool users = error.code == ErrorCode::invalid || error.code == ErrorCode::not_found ||
                       error.code == ErrorCode::too_large || error.code == ErrorCode::unsupported;
    const ExitCode code = report(error);
    return users ? ExitCode::wrong_use : code;
}

}  // namespace masthead::app
