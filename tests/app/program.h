// The program under test and the demo it runs.
#pragma once

#include "support/files.h"
#include "support/process.h"

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace masthead::test {

inline ProcessResult masthead(std::vector<std::string> words) {
    words.insert(words.begin(), MASTHEAD_PROGRAM);
    return run_process(words);
}

// Titles and texts of three reports, two of them of one event.
inline constexpr std::array<std::pair<std::string_view, std::string_view>, 3> mill_mill_chess = {
    {{"Fire destroys the old paper mill at Arlsund",
      "A fire destroyed the old paper mill at Arlsund on Monday night. Nobody was hurt."},
     {"Old paper mill at Arlsund burns down",
      "The old paper mill at Arlsund burned down on Monday night, firefighters said."},
     {"Ilva Brandt takes the chess title in Mornau",
      "Ilva Brandt won the last game against Piet Oslak and with it the chess title in Mornau."}}};

using Tree = std::map<std::string, std::string>;

// Path -> bytes of every file below a folder.
inline Tree tree(const std::filesystem::path& folder) {
    Tree files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file())
            files[std::filesystem::relative(entry.path(), folder).string()] = read_file(entry.path());
    }
    return files;
}

#ifdef DEMO_WEB
// Arguments of a run of the demo with its store and edition below `folder`.
inline std::vector<std::string> demo_run(const std::filesystem::path& folder) {
    return {"run",       "--once",
            "--desk",    "examples/demo/desk.yaml",
            "--replay",  DEMO_WEB,
            "--now",     "2026-10-17T17:00:00Z",
            "--data",    (folder / "data").string(),
            "--publish", (folder / "site").string(),
            "--quiet",   "--json"};
}
#endif

}  // namespace masthead::test
