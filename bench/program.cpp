#include "program.h"

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

namespace masthead::bench {

namespace {

double seconds_of(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

[[noreturn]] void become(const std::vector<char*>& arguments, const std::string& output_path) {
    const int out = ::open(output_path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (out >= 0) ::dup2(out, STDOUT_FILENO);
    ::execv(arguments.front(), arguments.data());
    ::_exit(127);
}

}  // namespace

std::string masthead_path() {
    std::error_code code;
    return (std::filesystem::read_symlink("/proc/self/exe", code).parent_path().parent_path() / "masthead").string();
}

ProgramRun run_program(const std::vector<std::string>& arguments) {
    std::vector<std::string> owned = arguments;
    std::vector<char*> pointers;
    pointers.reserve(owned.size() + 1);
    for (auto& argument : owned) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    const TempFolder folder;
    const std::string output_path = folder.path() + "/output";
    ProgramRun run;
    const auto began = std::chrono::steady_clock::now();
    const pid_t child = ::fork();
    if (child == 0) become(pointers, output_path);
    if (child < 0) return run;
    int status = 0;
    rusage usage{};
    while (::wait4(child, &status, 0, &usage) < 0 && errno == EINTR) {
    }
    run.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    run.cpu_seconds = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
    run.peak_mib = static_cast<double>(usage.ru_maxrss) / 1024;
    if (WIFEXITED(status)) run.status = WEXITSTATUS(status);
    run.output = read_file(output_path);
    return run;
}

PeerRun run_peer(const std::vector<std::string>& script, std::span<const Document> documents) {
    const TempFolder folder;
    std::ofstream list(folder.path() + "/list");
    for (std::size_t i = 0; i < documents.size(); ++i) {
        const std::string path = fmt::format("{}/{}", folder.path(), i);
        std::ofstream(path, std::ios::binary) << documents[i].body;
        list << path << '\t' << documents[i].url << '\t' << documents[i].content_type << '\n';
    }
    list.close();
    // Debian's python3, where Debian's packages are; node is wherever it is.
    const bool is_python = !script.empty() && script.front().ends_with(".py");
    std::vector<std::string> arguments =
        is_python ? std::vector<std::string>{"/usr/bin/python3"} : std::vector<std::string>{"/usr/bin/env", "node"};
    arguments.insert(arguments.end(), script.begin(), script.end());
    arguments.push_back(folder.path() + "/list");
    const ProgramRun run = run_program(arguments);
    PeerRun peer{.status = run.status == 127 ? 3 : run.status};  // 127: there is no node.
    if (std::sscanf(run.output.c_str(), "%lf %lf", &peer.seconds, &peer.found) != 2 && peer.status == 0)
        peer.status = -1;
    return peer;
}

}  // namespace masthead::bench
