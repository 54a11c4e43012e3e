#include "app/shared_options.h"

#include <utility>

#include <CLI/CLI.hpp>

namespace masthead::app {

CLI::App* SharedOptions::add(CLI::App& parent, const std::string& name, const std::string& words, Command command) {
    CLI::App* added = parent.add_subcommand(name, words);
    added->callback([this, command = std::move(command)] { chosen_ = command; });
    return added;
}

void SharedOptions::desk_option(CLI::App* command) {
    command->add_option("--desk", arguments_.desk_file, "The desk file")->type_name("FILE")->default_str("desk.yaml");
    command->add_option("--data", arguments_.data_folder, "Folder of the store, instead of the desk's")
        ->type_name("DIR");
}

void SharedOptions::json_option(CLI::App* command) {
    command->add_flag("--json", arguments_.json, "Print JSON");
}

void SharedOptions::now_option(CLI::App* command) {
    command->add_option("--now", arguments_.now, "Work as if it were this instant, e.g. 2018-10-31T23:59:00Z")
        ->type_name("TIME");
}

void SharedOptions::log_options(CLI::App* command) {
    command->add_flag("--quiet", arguments_.quiet, "No progress bar, errors only");
    command->add_flag("--verbose", arguments_.verbose, "Log what is done");
}

void SharedOptions::replay_option(CLI::App* command) {
    command->add_option("--replay", arguments_.replay_file, "Read this recorded web instead of the network")
        ->type_name("WARC");
}

void SharedOptions::kind_option(CLI::App* command, const char* words, const std::vector<std::string>& kinds) {
    command->add_option("--kind", arguments_.kind, words)->check(CLI::IsMember(kinds))->default_str("feed");
}

}  // namespace masthead::app
