#pragma once

#include "app/arguments.h"

#include <string>

namespace masthead::app {

// Reads the command line and runs the command. Wrong use is answered with a sentence, the usage and exit code 2.
[[nodiscard]] ExitCode run_command_line(int count, const char* const* words);

// The manual page in troff, made from the same tables as the help.
[[nodiscard]] std::string manual_page();

}  // namespace masthead::app
