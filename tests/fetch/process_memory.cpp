#include "fetch/process_memory.h"

#include <fstream>
#include <string>

namespace masthead::test {

namespace {

// A line of /proc/self/status in kB, as MiB.
double status_mebibytes(const std::string& key) {
    std::ifstream status("/proc/self/status");
    std::string word;
    double kibibytes = 0;
    while (status >> word) {
        if (word == key) {
            status >> kibibytes;
            break;
        }
    }
    constexpr double kibibytes_in_mebibyte = 1024;
    return kibibytes / kibibytes_in_mebibyte;
}

}  // namespace

// "5" sets the peak back to what is held now (proc(5)). Where the kernel cannot, the peak of the whole life is taken,
// which only makes a test stricter.
PeakMemory::PeakMemory() {
    std::ofstream("/proc/self/clear_refs") << "5";
    before_ = status_mebibytes("VmRSS:");
}

double PeakMemory::grown_mebibytes() const {
    return status_mebibytes("VmHWM:") - before_;
}

}  // namespace masthead::test
