// What the command line said. One struct for all commands: a command reads the fields it has options for.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace masthead::app {

struct Arguments {
    std::string desk_file;       // Empty: ./desk.yaml if there is one.
    std::string data_folder;     // Empty: the desk's.
    std::string publish_folder;  // Empty: the desk's.
    std::string opml_file;
    std::string replay_file;
    std::string record_file;
    std::string now;  // RFC 3339; empty: the system's clock.
    std::string at;   // Of an edition: RFC 3339 or a day; empty: all are listed.
    std::string profile;
    std::string view;  // same-day, all-pairs; empty: as the labels suggest.
    std::string site_folder;
    std::string warc_file;
    std::string truth_file;
    std::string tune_warc_file;  // Pages on which options are searched before others are read with them.
    std::string tune_truth_file;
    std::string out;
    std::string model_file;
    std::string address;
    std::string target;         // A folder, an address, a kind.
    std::string kind = "feed";  // What stands at an address.
    std::string folder;         // Of a source.
    std::string page_url;       // Where a page stood, or which of a recorded web.
    std::vector<std::string> files;
    std::vector<std::string> settings;  // NAME=VALUE
    std::vector<std::string> others;    // Further stories or articles of an edit.
    std::string title;                  // That a story is given.
    std::string by;                     // Who edits; empty: the user.
    std::string reason;
    int folds = 0;     // 0: no cross-validation.
    int shuffles = 0;  // Orders of arrival to try.
    int port = -1;     // -1: the desk's.
    int worst = 0;     // How many disagreements with labels to print.
    int number = 0;    // Of a decision; 0: the latest.
    int most = 25;     // Rows of a list; 0: all.
    bool leave_one_out = false;
    bool timeline = false;
    bool all = false;
    bool dry_run = false;
    bool once = false;
    bool force = false;
    bool fetch = false;
    bool json = false;
    bool text = false;
    bool html = false;
    bool quiet = false;
    bool verbose = false;
    // Of `eval stories`.
    bool baseline = false;  // Score the regression floor, too.
    int errors = 0;         // Wrong pairs to print of each file.
    int seed = 1;           // Which of them.
};

enum class ExitCode : int { done = 0, failed = 1, wrong_use = 2, held = 3 };

using Command = std::function<ExitCode(const Arguments&)>;

}  // namespace masthead::app
