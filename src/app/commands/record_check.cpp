// `masthead record check FILE...`: every record read, written and compared byte for byte.
#include "app/commands/commands.h"
#include "app/console.h"
#include "app/files.h"
#include "core/json.h"
#include "record/record.h"

#include <fmt/format.h>

namespace masthead::app {

namespace {

// Where two texts part, for people.
std::string first_difference(std::string_view left, std::string_view right) {
    std::size_t at = 0;
    std::size_t line = 1;
    while (at < left.size() && at < right.size() && left[at] == right[at]) line += left[at++] == '\n' ? 1U : 0U;
    return fmt::format("differs from byte {} (line {})", at, line);
}

std::string check_record(const std::string& path) {
    const auto bytes = read_file(path);
    if (!bytes) return bytes.error().message;
    const auto record = record::read_record(*bytes);
    if (!record) return fmt::format("{}: {}", path, record.error().message);
    const std::string written = record::write_record(*record);
    return written == *bytes ? std::string() : fmt::format("{}: {}", path, first_difference(*bytes, written));
}

}  // namespace

ExitCode check_records(const Arguments& arguments) {
    const auto progress = make_progress(arguments.quiet);
    progress->begin("records", arguments.files.size());
    core::Json::Array problems;
    for (const auto& path : arguments.files) {
        const std::string problem = check_record(path);
        if (!problem.empty()) problems.emplace_back(problem);
        progress->advance(1);
    }
    progress->end();
    const std::size_t total = arguments.files.size();
    const bool clean = problems.empty();
    if (!arguments.json) {
        for (const auto& problem : problems) print(problem.string());
        print(fmt::format("{} of {} records identical", grouped(total - problems.size()), grouped(total)));
    } else {
        core::Json json;
        json.add("total", total).add("identical", total - problems.size()).add("problems", std::move(problems));
        print(json.dump());
    }
    return clean ? ExitCode::done : ExitCode::failed;
}

}  // namespace masthead::app
