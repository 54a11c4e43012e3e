// Options that several commands share, with the same names and words wherever they stand.
#pragma once

#include "app/arguments.h"

#include <string>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): the library's name.
class App;
}

namespace masthead::app {

// What a command line fills: the arguments, and the command that was chosen.
class SharedOptions {
  public:
    // A command under `parent`; when the line names it, it is the chosen one.
    CLI::App* add(CLI::App& parent, const std::string& name, const std::string& words, Command command);

    void desk_option(CLI::App* command);  // --desk and --data.
    void json_option(CLI::App* command);
    void now_option(CLI::App* command);
    void log_options(CLI::App* command);  // --quiet and --verbose.
    void replay_option(CLI::App* command);
    void kind_option(CLI::App* command, const char* words, const std::vector<std::string>& kinds);

    // Filled while the line is read, so options point into it; a command reads what it has options for.
    [[nodiscard]] Arguments& arguments() { return arguments_; }
    [[nodiscard]] ExitCode run_chosen() const { return chosen_ ? chosen_(arguments_) : ExitCode::wrong_use; }

  private:
    Arguments arguments_;
    Command chosen_;
};

}  // namespace masthead::app
