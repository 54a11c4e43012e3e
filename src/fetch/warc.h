// WARC/1.0 and 1.1: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
// Records of our own and of other crawlers (`wget --warc-file`, Common Crawl), gzipped a member a record, gzipped as a
// whole, or plain.
#pragma once

#include "core/result.h"
#include "fetch/http_client.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace masthead::fetch {

// An HTTP response as recorded, its body decoded (chunked transfer, gzip, deflate, br).
struct RecordedResponse {
    std::string url;     // WARC-Target-URI
    core::Instant at{};  // WARC-Date
    int status = 0;
    Headers headers;
    std::string body;
};

struct WarcSummary {
    std::size_t responses = 0;
    std::size_t skipped = 0;  // Records of other types, or responses that could not be read.
    bool truncated = false;   // The file ended inside a record; everything before was read.
};

// Calls `sink` for each response in file order; `sink` returns false to end early. Memory: one record.
// Errors: not_found, io; invalid when the file holds no WARC record at all (the sentence names the file).
[[nodiscard]] core::Result<WarcSummary> read_warc(const std::string& path,
                                                  const std::function<bool(RecordedResponse)>& sink);

// Appends records to a file, each a gzip member when the name ends in ".gz".
class WarcWriter {
  public:
    [[nodiscard]] static core::Result<std::unique_ptr<WarcWriter>> create(const std::string& path, core::Instant now);
    virtual ~WarcWriter() = default;
    [[nodiscard]] virtual core::Result<void> write(const RecordedResponse& response) = 0;
    [[nodiscard]] virtual core::Result<void> close() = 0;
};

// Answers from a recorded web: the newest response for the URL recorded at or before `now` (any response if none is),
// following recorded redirects, with validators honoured (same ETag or Last-Modified: NotModified). What is not
// recorded is an error not_found: "https://... is not in the recorded web". The whole file is read once into an index;
// bodies stay in memory compressed or as they are. A truncated file keeps what is whole; `summary` tells.
struct Replay {
    std::unique_ptr<HttpClient> client;
    WarcSummary summary;
};
[[nodiscard]] core::Result<Replay> open_replay(const std::string& path, core::Instant now);

}  // namespace masthead::fetch
