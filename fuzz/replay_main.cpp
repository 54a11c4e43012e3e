// Stands in for libFuzzer: runs the target over every file of the folders named, then over a few small inputs of its
// own.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void run_target(const std::string& bytes) {
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

}  // namespace

int main(int count, char** words) {
    int files = 0;
    for (int i = 1; i < count; ++i) {
        std::error_code code;
        for (const auto& entry : std::filesystem::directory_iterator(words[i], code)) {
            std::ifstream in(entry.path(), std::ios::binary);
            run_target({std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()});
            ++files;
        }
    }
    for (const char* small :
         {"", "<", "<a", "&", "\xff\xfe", "{", "[[[[", "---\n", "WARC/1.1\r\n\r\n", "http://[::1", "1 Jan 2020 99:99"})
        run_target(small);
    std::printf("%d files\n", files);
    return 0;
}
