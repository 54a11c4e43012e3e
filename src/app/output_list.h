// What a published folder holds: a list of its files in it, and what was written of each beside the store, so that
// nothing has to be read to know what changed.
#pragma once

#include "core/result.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace masthead::app {

inline constexpr std::string_view output_list_name = ".masthead-files";
// Where what is to be brought over waits, in a folder that is shared with other files.
inline constexpr std::string_view output_stage_name = ".masthead-next";

struct ListedFile {
    std::uint64_t bytes = 0;  // Its size.
    std::uint64_t hash = 0;   // core::stable_hash of what it holds.
    std::int64_t modified_ns = 0;
    bool is_sound = false;  // On disk it has this size and this instant.
    friend bool operator==(const ListedFile&, const ListedFile&) = default;
};
using OutputList = std::map<std::string, ListedFile, std::less<>>;  // By path in the folder.

// Relative, no empty, "." or ".." part, nothing outside the alphabet that publish promises.
[[nodiscard]] bool stays_inside(std::string_view path);

// The list of a folder: paths, of which nothing else is known; nullopt where none stands. It holds nothing that two
// folders of one edition would not share.
[[nodiscard]] std::optional<OutputList> read_output_list(const std::filesystem::path& folder);
[[nodiscard]] core::Result<void> write_output_list(const std::filesystem::path& folder, const OutputList& list);

// What was written of each file, in a file of its own outside the folder. Facts from before the machine last started
// are none: what they tell of may have been cut short with the power.
[[nodiscard]] std::optional<OutputList> read_output_facts(const std::filesystem::path& file);
[[nodiscard]] core::Result<void> write_output_facts(const std::filesystem::path& file, const OutputList& list);

// Looks at every file of the folder: marks the listed ones that are as they were written, removes what an interrupted
// write of ours left, and tells whether anything is there that we did not write. One lstat a file.
[[nodiscard]] bool check_against_disk(const std::filesystem::path& folder, OutputList& list);

// A file as it is now on disk; not sound where there is none.
[[nodiscard]] ListedFile look_at(const std::filesystem::path& file, std::uint64_t hash);

}  // namespace masthead::app
