#include "support/files.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

namespace masthead::test {

TempFolder::TempFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "masthead-test-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data()) != nullptr ? std::filesystem::path(pattern) : std::filesystem::path();
    if (path_.empty()) ADD_FAILURE() << "could not make a temporary folder";
}

TempFolder::~TempFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) ADD_FAILURE() << "could not read " << path;
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream out(path, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!out) ADD_FAILURE() << "could not write " << path;
}

std::optional<std::filesystem::path> corpus(std::string_view name) {
    const char* root = std::getenv("MASTHEAD_CORPORA");  // NOLINT(concurrency-mt-unsafe): tests set no variables.
    std::filesystem::path path = std::filesystem::path(root != nullptr ? root : "../shared/corpora") / name;
    if (!std::filesystem::exists(path)) return std::nullopt;
    return path;
}

}  // namespace masthead::test
