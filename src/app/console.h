// What a person sees: sentences on standard error, results on standard output, bars only on a terminal.
#pragma once

#include "app/arguments.h"
#include "core/error.h"
#include "pipeline/world.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::app {

// "masthead: message" on standard error; the exit code that belongs to the error.
ExitCode report(const core::Error& error);
ExitCode wrong_use(std::string_view message);

void print(std::string_view text);       // Standard output, a newline added.
void print_note(std::string_view text);  // Standard error, a newline added.

struct TableColumn {
    std::string title;
    bool is_number = false;
};
// Columns as wide as their longest cell, numbers to the right; ends with a newline.
[[nodiscard]] std::string table(const std::vector<TableColumn>& columns,
                                const std::vector<std::vector<std::string>>& rows);

// "12,345"
[[nodiscard]] std::string grouped(std::size_t number);

// Draws on standard error when that is a terminal and `quiet` is false, otherwise keeps silent.
[[nodiscard]] std::unique_ptr<pipeline::Progress> make_progress(bool quiet);

}  // namespace masthead::app
