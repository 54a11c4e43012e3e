// What the benchmarks read: the corpora where they are ($MASTHEAD_CORPORA or ../shared/corpora), else the demo's
// recorded web. Programs are run from the project's root.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::bench {

inline constexpr const char* demo_web = "build/demo/web.warc.gz";

struct Document {
    std::string url;
    std::string content_type;
    std::string body;  // Decoded.
};

// The path of a corpus file or folder; empty if it is not there.
[[nodiscard]] std::string corpus(std::string_view name);

enum class Kind : std::uint8_t { any, feed, page };
// The answers of status 200 in a recorded web, by Content-Type; those that cannot be read are left out.
[[nodiscard]] std::vector<Document> read_web(const std::string& path, Kind kind = Kind::any);

// All bytes of a file; empty if it cannot be read.
[[nodiscard]] std::string read_file(const std::string& path);

// A fresh folder below the system's temporary one, removed at the end.
class TempFolder {
  public:
    TempFolder();
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    TempFolder(TempFolder&&) = delete;
    TempFolder& operator=(TempFolder&&) = delete;
    ~TempFolder();
    [[nodiscard]] const std::string& path() const { return path_; }

  private:
    std::string path_;
};

}  // namespace masthead::bench
