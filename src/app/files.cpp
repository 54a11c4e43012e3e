#include "app/files.h"

#include "core/ascii.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <unistd.h>

#include <fmt/format.h>

namespace masthead::app {

using core::ErrorCode;
using core::fail;
using core::Result;

Result<std::string> read_file(const std::filesystem::path& path) {
    std::error_code code;
    if (std::filesystem::is_directory(path, code))
        return fail(ErrorCode::io, fmt::format("{} is a folder, not a file", path.string()));
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        const ErrorCode kind = errno == ENOENT ? ErrorCode::not_found : ErrorCode::io;
        return fail(kind, fmt::format("could not read {}: {}", path.string(), std::strerror(errno)));
    }
    std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (in.bad()) return fail(ErrorCode::io, fmt::format("could not read {} to its end", path.string()));
    return bytes;
}

Result<void> write_file(const std::filesystem::path& path, std::string_view bytes) {
    std::error_code code;
    if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), code);
    if (code)
        return fail(ErrorCode::io,
                    fmt::format("could not make the folder {}: {}", path.parent_path().string(), code.message()));
    const std::filesystem::path partial = fmt::format("{}.{}.part", path.string(), ::getpid());
    const auto give_up = [&](const std::string& reason) {
        std::error_code ignored;
        std::filesystem::remove(partial, ignored);
        return fail(ErrorCode::io, fmt::format("could not write {}: {}", path.string(), reason));
    };
    {
        std::ofstream out(partial, std::ios::binary | std::ios::trunc);
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        if (!out.flush()) return give_up(std::strerror(errno));
    }
    std::filesystem::rename(partial, path, code);
    if (code) return give_up(code.message());
    return {};
}

Result<void> for_each_json_line(const std::filesystem::path& path,
                                const std::function<void(Result<core::Json> value)>& sink) {
    const auto bytes = read_file(path);
    if (!bytes) return std::unexpected(bytes.error());
    std::string_view rest = *bytes;
    for (std::size_t number = 1; !rest.empty(); ++number) {
        const auto end = rest.find('\n');
        const std::string_view line = core::trim(rest.substr(0, end));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        if (line.empty()) continue;
        auto json = core::parse_json(line);
        if (!json)
            json = fail(json.error().code, fmt::format("{}:{}: {}", path.string(), number, json.error().message));
        sink(std::move(json));
    }
    return {};
}

Result<void> read_json_lines(const std::filesystem::path& path,
                             const std::function<Result<void>(const core::Json&)>& sink) {
    Result<void> outcome;
    const auto read = for_each_json_line(path, [&](const Result<core::Json>& json) {
        if (!outcome) return;
        outcome = json ? sink(*json) : Result<void>(std::unexpected(json.error()));
        if (!outcome && json)
            outcome = fail(outcome.error().code, fmt::format("{}: {}", path.string(), outcome.error().message));
    });
    return read ? outcome : read;
}

}  // namespace masthead::app
