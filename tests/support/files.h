// Files for tests: a folder that cleans up after itself, and the corpora that lie beside a developer's checkout.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace masthead::test {

// A fresh empty folder, removed with all it holds when the object dies.
class TempFolder {
  public:
    TempFolder();
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    TempFolder(TempFolder&&) = delete;
    TempFolder& operator=(TempFolder&&) = delete;
    ~TempFolder();
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

// Contents of a file; the test fails with its name if it cannot be read.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);
void write_file(const std::filesystem::path& path, std::string_view bytes);

// A file or folder of the corpora ($MASTHEAD_CORPORA, else ../shared/corpora), or nothing if it is not there.
//   const auto path = test::corpus("web/feeds.warc.gz");
//   if (!path) GTEST_SKIP() << test::no_corpus;
[[nodiscard]] std::optional<std::filesystem::path> corpus(std::string_view name);
inline constexpr std::string_view no_corpus = "the corpora are not here (set MASTHEAD_CORPORA to run this test)";

}  // namespace masthead::test
