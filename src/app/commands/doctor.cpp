// `masthead doctor`: what is well, what is not, and what to do about it.
#include "app/commands/commands.h"
#include "app/console.h"
#include "app/session.h"
#include "core/json.h"

#include <fmt/format.h>

namespace masthead::app {

namespace {

struct Finding {
    bool is_well = true;
    std::string what;
    std::string remedy;  // Empty when all is well.
};

Finding check_disk(const std::filesystem::path& folder) {
    constexpr std::uintmax_t least_bytes = std::uintmax_t{200} << 20U;
    std::error_code code;
    const auto existing = std::filesystem::exists(folder, code) ? folder
                          : folder.parent_path().empty()        ? std::filesystem::path(".")
                                                                : folder.parent_path();
    const auto space = std::filesystem::space(existing, code);
    if (code)
        return {false, fmt::format("disk: {} cannot be looked at: {}", existing.string(), code.message()),
                "check the folder's path and rights"};
    const bool enough = space.available >= least_bytes;
    return {enough, fmt::format("disk: {} MiB free for {}", grouped(space.available >> 20U), folder.string()),
            enough ? "" : "free some space; fetching needs 200 MiB"};
}

Finding check_clock(const core::Clock& clock) {
    const bool sane = clock.now() > core::Instant(std::chrono::sys_days{std::chrono::year{2024} / 1 / 1});
    return {sane, "clock: " + core::format_instant(clock.now()),
            sane ? "" : "set the system's clock; dates of articles are judged by it"};
}

void check_store(const config::Desk& desk, std::vector<Finding>& findings) {
    const auto store = store::open_sqlite_store(store::DataFolder::database_path(desk.data), store::Access::read_only);
    if (!store) {
        const bool none = store.error().code == core::ErrorCode::not_found;
        findings.push_back({none, none ? "store: none yet in " + desk.data : "store: " + store.error().message,
                            none ? "" : "restore the folder from a backup or remove it and run again"});
        return;
    }
    const auto state = (*store)->check();
    const auto counts = (*store)->counts();
    const bool well = state && *state == "ok";
    findings.push_back({well, fmt::format("store: {}", state ? *state : state.error().message),
                        well ? "" : "restore the folder from a backup or remove it and run again"});
    if (counts)
        findings.push_back({true,
                            fmt::format("store: {} articles in {} stories, {} decisions", grouped(counts->articles),
                                        grouped(counts->stories), grouped(counts->decisions)),
                            ""});
    const auto sources = (*store)->sources();
    if (!sources) return;
    for (const auto& source : *sources) {
        if (source.last_error.empty()) continue;
        findings.push_back({false,
                            fmt::format("source: {}: {} ({})", source.url, source.last_error, source.next_fetch_reason),
                            fmt::format("try `masthead feed {}`; remove the source if it is gone", source.url)});
    }
}

}  // namespace

ExitCode doctor(const Arguments& arguments) {
    std::vector<Finding> findings;
    const auto desk = load_desk(arguments);
    if (!desk) {
        findings.push_back({false, "desk: " + desk.error().message, "mend the desk file"});
    } else {
        findings.push_back({true,
                            fmt::format("desk: \"{}\", {} sources, {} topics", desk->identity.title,
                                        desk->sources.size(), desk->topics.size()),
                            ""});
        if (desk->sources.empty()) findings.push_back({false, "desk: no sources", "add sources to the desk file"});
        findings.push_back(check_disk(desk->data));
        const auto clock = make_clock(arguments);
        if (clock) findings.push_back(check_clock(**clock));
        check_store(*desk, findings);
    }
    bool well = true;
    core::Json::Array rows;
    for (const auto& finding : findings) {
        well = well && finding.is_well;
        core::Json row;
        row.add("ok", finding.is_well).add("what", finding.what).add("remedy", finding.remedy);
        rows.push_back(std::move(row));
        if (!arguments.json)
            print(fmt::format("{} {}{}", finding.is_well ? "ok " : "BAD", finding.what,
                              finding.remedy.empty() ? "" : "\n      -> " + finding.remedy));
    }
    if (arguments.json) print(core::Json(std::move(rows)).dump(2));
    return well ? ExitCode::done : ExitCode::failed;
}

}  // namespace masthead::app
