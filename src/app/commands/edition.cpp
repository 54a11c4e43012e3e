// `masthead edition`: an edition of the past, written again from the store's history.
#include "pipeline/edition.h"

#include "app/commands/commands.h"
#include "app/console.h"
#include "app/interrupts.h"
#include "app/publishing.h"
#include "app/session.h"
#include "config/shown.h"
#include "core/json.h"

#include <algorithm>
#include <ranges>

#include <fmt/format.h>

namespace masthead::app {

namespace {

using core::format_instant;
using core::Json;
using core::Result;
using store::PublishedEdition;

// A day alone means all of it.
std::optional<core::Instant> end_of(const std::string& text) {
    const auto instant = core::parse_instant(text);
    const bool is_day = text.find_first_of("Tt ") == std::string::npos;
    if (!instant || !is_day) return instant;
    return *instant + std::chrono::days(1) - std::chrono::seconds(1);
}

// The one that stood at `at`: the last by then. Clocks may have been set back, so the numbers only settle ties.
Result<PublishedEdition> edition_at(const store::Store& store, core::Instant at) {
    const auto editions = store.editions();
    if (!editions) return std::unexpected(editions.error());
    if (editions->empty()) {
        return core::fail(
            core::ErrorCode::not_found,
            "no edition is remembered: `masthead run` and `masthead publish` remember those they publish");
    }
    const PublishedEdition* found = nullptr;
    const PublishedEdition* first = &editions->front();
    const PublishedEdition* oldest_whole = nullptr;
    for (const auto& edition : *editions) {
        if (edition.at <= at && (found == nullptr || edition.at >= found->at)) found = &edition;
        if (edition.at < first->at) first = &edition;
        if (!edition.is_lost && (oldest_whole == nullptr || edition.at < oldest_whole->at)) oldest_whole = &edition;
    }
    if (found == nullptr) {
        return core::fail(core::ErrorCode::not_found,
                          fmt::format("nothing that is remembered had been published by {}; the first edition is of {}",
                                      format_instant(at), format_instant(first->at)));
    }
    if (!found->is_lost) return *found;
    std::string way_out = "; none that is remembered can be";
    if (oldest_whole != nullptr)
        way_out = fmt::format("; the oldest that can be is of {}", format_instant(oldest_whole->at));
    return core::fail(
        core::ErrorCode::not_found,
        fmt::format("the edition of {} cannot be written again, for articles it showed were deleted since "
                    "(keep.days){}",
                    format_instant(found->at), way_out));
}

// "edition-2018-10-31T235900Z"
std::string folder_of(core::Instant at) {
    std::string name = "edition-" + format_instant(at);
    std::erase(name, ':');
    return name;
}

Result<WrittenEdition> write_again(const Session& session, const PublishedEdition& edition, const std::string& folder,
                                   const Arguments& arguments) {
    const auto shown = session.store->edition_desk(edition.number);
    if (!shown) return std::unexpected(shown.error());
    config::Desk desk = session.desk;
    if (const auto read = config::read_shown(*shown, desk); !read) return std::unexpected(read.error());
    desk.publish.folder = folder;
    const auto material =
        store::open_sqlite_edition(store::DataFolder::database_path(session.desk.data), edition.number);
    if (!material) return std::unexpected(material.error());
    const auto made = pipeline::make_edition(desk, **material, edition.at);
    if (!made) return std::unexpected(made.error());
    const Interrupts interrupts;
    const auto progress = make_progress(arguments.quiet || arguments.json);
    progress->begin("edition", edition.print.files);
    auto written = write_edition(desk, *made, interrupts.token(), [&] { progress->advance(1); });
    progress->end();
    return written;
}

std::string difference(const PublishedEdition& edition, const WrittenEdition& written) {
    const std::string why = edition.program == program_version()
                                ? "pictures it showed may be gone, or its files were written by another build"
                                : fmt::format("Masthead {} wrote it, this is {}", edition.program, program_version());
    return fmt::format("masthead: what is written is not byte for byte what was published ({} files then, {} now): {}",
                       edition.print.files, written.print.files, why);
}

ExitCode list_editions(const Arguments& arguments, const store::Store& store) {
    auto editions = store.editions();
    if (!editions) return report(editions.error());
    std::ranges::reverse(*editions);
    if (arguments.most > 0 && editions->size() > static_cast<std::size_t>(arguments.most))
        editions->resize(static_cast<std::size_t>(arguments.most));
    if (arguments.json) {
        Json list{Json::Array{}};
        for (const auto& edition : *editions) {
            Json row;
            row.add("at", format_instant(edition.at)).add("files", edition.print.files);
            list.push(std::move(row.add("program", edition.program).add("kept", !edition.is_lost)));
        }
        print(list.dump());
        return ExitCode::done;
    }
    if (editions->empty()) {
        print_note("masthead: no edition is remembered yet; `masthead run` and `masthead publish` remember theirs");
        return ExitCode::done;
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& edition : *editions) {
        rows.push_back({format_instant(edition.at), grouped(edition.print.files), edition.program,
                        edition.is_lost ? "no: articles were deleted" : "yes"});
    }
    std::string text = table({{"published"}, {"files", true}, {"by version"}, {"can be written"}}, rows);
    text.pop_back();
    print(text);
    return ExitCode::done;
}

}  // namespace

ExitCode write_past_edition(const Arguments& arguments) {
    const auto at = arguments.at.empty() ? core::Instant{} : end_of(arguments.at);
    if (!at) {
        return wrong_use(
            fmt::format("--at: \"{}\" is no instant; write it with its zone, like 2018-10-31T23:59:00Z or "
                        "2018-10-31T18:00:00+01:00, or as a day, like 2018-10-31",
                        arguments.at));
    }
    if (arguments.at.empty() && !arguments.out.empty()) return wrong_use("edition: --out needs --at");
    const auto session = open_session(arguments, store::Access::read_only);
    if (!session) return report_setup(session.error());
    if (arguments.at.empty()) return list_editions(arguments, *session->store);
    const auto edition = edition_at(*session->store, *at);
    if (!edition) return report(edition.error());
    const std::string folder = arguments.out.empty() ? folder_of(edition->at) : arguments.out;
    const auto written = write_again(*session, *edition, folder, arguments);
    if (!written) return report(written.error());
    const bool is_same = written->print == edition->print;
    if (arguments.json) {
        Json json;
        json.add("at", format_instant(edition->at)).add("folder", folder).add("files", written->counts.files);
        json.add("written", written->counts.written).add("removed", written->counts.removed);
        json.add("as_published", is_same).add("program", edition->program);
        print(json.dump());
    } else {
        print(fmt::format("{}: the edition of {}, {} files{}", folder, format_instant(edition->at),
                          grouped(written->counts.files), is_same ? ", byte for byte as published" : ""));
    }
    if (!is_same) print_note(difference(*edition, *written));
    return is_same ? ExitCode::done : ExitCode::failed;
}

}  // namespace masthead::app
