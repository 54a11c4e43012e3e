#include "app/output_list.h"

#include "app/files.h"
#include "core/ascii.h"
#include "core/hash.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <sys/stat.h>

#include <fmt/format.h>

namespace masthead::app {

namespace {

template <typename Number>
Number number_in(std::string_view field, int base) {
    Number out = 0;
    std::from_chars(field.data(), field.data() + field.size(), out, base);
    return out;
}

// What write_file leaves when it is killed: "<name>.<process>.part".
bool is_left_of(std::string_view path, const OutputList& list) {
    constexpr std::string_view ending = ".part";
    if (!path.ends_with(ending)) return false;
    path.remove_suffix(ending.size());
    const auto digits = path.find_last_not_of("0123456789");
    if (digits == std::string_view::npos || digits + 1 == path.size() || path[digits] != '.') return false;
    const auto name = path.substr(0, digits);
    return name == output_list_name || list.contains(name);
}

// The folders that hold a listed file, below the root.
std::set<std::string, std::less<>> folders_of(const OutputList& list) {
    std::set<std::string, std::less<>> out;
    for (const auto& [path, file] : list) {
        for (auto end = path.rfind('/'); end != std::string::npos; end = path.rfind('/', end - 1)) {
            if (!out.insert(path.substr(0, end)).second) break;
        }
    }
    return out;
}

// The kernel's name for the time since the machine started.
std::string start_line() {
    const auto id = read_file("/proc/sys/kernel/random/boot_id");
    return fmt::format("# start {}\n", id ? core::trim(*id) : std::string_view("unknown"));
}

}  // namespace

bool stays_inside(std::string_view path) {
    const bool plain = std::ranges::all_of(path, [](char c) {
        return core::is_alpha(c) || core::is_digit(c) || c == '.' || c == '_' || c == '-' || c == '/';
    });
    if (!plain || path.empty()) return false;
    return std::ranges::none_of(core::split(path, '/'),
                                [](std::string_view part) { return part.empty() || part == "." || part == ".."; });
}

std::optional<OutputList> read_output_list(const std::filesystem::path& folder) {
    const auto bytes = read_file(folder / output_list_name);
    if (!bytes) return std::nullopt;
    OutputList out;
    for (const auto line : core::split(*bytes, '\n')) {
        if (stays_inside(line)) out.try_emplace(std::string(line));
    }
    return out;
}

core::Result<void> write_output_list(const std::filesystem::path& folder, const OutputList& list) {
    std::string bytes;
    for (const auto& [path, file] : list) bytes += path + "\n";
    return write_file(folder / output_list_name, bytes);
}

std::optional<OutputList> read_output_facts(const std::filesystem::path& file) {
    const auto bytes = read_file(file);
    if (!bytes || !bytes->starts_with(start_line())) return std::nullopt;
    OutputList out;
    for (const auto line : core::split(*bytes, '\n')) {
        const auto fields = core::split(line, '\t');
        if (fields.size() != 4 || !stays_inside(fields.front())) continue;
        out.insert_or_assign(std::string(fields.front()),
                             ListedFile{.bytes = number_in<std::uint64_t>(fields[1], 10),
                                        .hash = number_in<std::uint64_t>(fields[2], 16),
                                        .modified_ns = number_in<std::int64_t>(fields[3], 10),
                                        .is_sound = false});
    }
    return out;
}

core::Result<void> write_output_facts(const std::filesystem::path& file, const OutputList& list) {
    std::string bytes = start_line();
    for (const auto& [path, facts] : list) {
        // What is not sound is there, but nobody knows what it holds.
        const auto known = facts.is_sound ? facts : ListedFile{};
        fmt::format_to(std::back_inserter(bytes), "{}\t{}\t{}\t{}\n", path, known.bytes, core::to_hex(known.hash),
                       known.modified_ns);
    }
    return write_file(file, bytes);
}

ListedFile look_at(const std::filesystem::path& file, std::uint64_t hash) {
    struct stat status{};
    ListedFile out{.bytes = 0, .hash = hash, .modified_ns = 0, .is_sound = false};
    if (::lstat(file.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return out;
    out.bytes = static_cast<std::uint64_t>(status.st_size);
    out.modified_ns = std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
    out.is_sound = true;
    return out;
}

bool check_against_disk(const std::filesystem::path& folder, OutputList& list) {
    const auto folders = folders_of(list);
    bool holds_others = false;
    std::error_code code;
    using Walk = std::filesystem::recursive_directory_iterator;
    for (Walk walk(folder, std::filesystem::directory_options::skip_permission_denied, code); !code && walk != Walk();
         walk.increment(code)) {
        const auto path = walk->path().lexically_relative(folder).generic_string();
        std::error_code ignored;
        if (walk->is_directory(ignored) && !walk->is_symlink(ignored)) {
            if (path == output_stage_name || folders.contains(path)) {
                if (path == output_stage_name) walk.disable_recursion_pending();
                continue;
            }
            holds_others = true;
            walk.disable_recursion_pending();
            continue;
        }
        if (path == output_list_name) continue;
        const auto listed = list.find(path);
        if (listed != list.end()) {
            const auto found = look_at(walk->path(), listed->second.hash);
            listed->second.is_sound = found.is_sound && found.bytes == listed->second.bytes &&
                                      found.modified_ns == listed->second.modified_ns;
        } else if (is_left_of(path, list)) {
            std::filesystem::remove(walk->path(), ignored);
        } else {
            holds_others = true;
        }
    }
    return holds_others || static_cast<bool>(code);
}

}  // namespace masthead::app
