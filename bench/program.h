// Other programs, measured: peers in another language, and Masthead itself as a user starts it.
#pragma once

#include "inputs.h"

#include <span>
#include <string>
#include <vector>

namespace masthead::bench {

struct ProgramRun {
    int status = -1;  // Exit status; -1: it did not end by itself.
    double wall_seconds = 0;
    double cpu_seconds = 0;  // User and system.
    double peak_mib = 0;     // Resident set.
    std::string output;      // What it wrote to stdout.
};

// The program itself, as it was built with this one: beside the folder of this one.
[[nodiscard]] std::string masthead_path();

// Starts a program and waits for its end.
[[nodiscard]] ProgramRun run_program(const std::vector<std::string>& arguments);

// Hands documents to a Python or JavaScript program of bench/peers as files, and reads back "SECONDS FOUND": the CPU
// seconds its loop over them took (its start and the reading of files left out) and how many things it found in them. A
// status of 3 says that the peer is not installed.
struct PeerRun {
    int status = -1;
    double seconds = 0;
    double found = 0;
};
[[nodiscard]] PeerRun run_peer(const std::vector<std::string>& script, std::span<const Document> documents);

}  // namespace masthead::bench
