// WARC/1.0 and 1.1: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
// Records of our own and of other crawlers (`wget --warc-file`, Common Crawl), gzipped a member a record, gzipped as a
// whole, plain, or joined by `cat`. docs/recorded-web.md tells what is read and written.
#pragma once

#include "core/result.h"
#include "fetch/http_client.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace masthead::fetch {

// An HTTP response as recorded, its body decoded (chunked transfer; gzip, deflate, br, zstd).
struct RecordedResponse {
    std::string url;     // WARC-Target-URI
    core::Instant at{};  // WARC-Date
    int status = 0;
    Headers headers;
    std::string body;
};

struct WarcSummary {
    std::size_t responses = 0;
    std::size_t skipped = 0;  // Records of other types, records that stood before, responses that could not be read.
    std::size_t damaged = 0;  // Places in the file that hold no whole record; reading went on behind them.
    bool truncated = false;   // The file ended inside a record; everything before was read.
};

// What a summary says of a file's damage, as a sentence; empty if there is none.
[[nodiscard]] std::string damage_sentence(const WarcSummary& summary, const std::string& path);

// Calls `sink` for each response in file order; `sink` returns false to end early. Revisits come with the body they
// refer to (or as a 304 without one), resource records as a 200. Memory: one record, and some 150 bytes for each.
// Errors: not_found, io; invalid when the file holds no WARC record at all (the sentence names the file).
[[nodiscard]] core::Result<WarcSummary> read_warc(const std::string& path,
                                                  const std::function<bool(RecordedResponse)>& sink);

// Appends records to a file, each a gzip member when the name ends in ".gz"; the first tells that `software` wrote what
// follows. Bodies are written decoded, a 304 as a revisit record (server-not-modified). A record that was written is in
// the file, whatever happens to the run. Errors: io.
class WarcWriter {
  public:
    [[nodiscard]] static core::Result<std::unique_ptr<WarcWriter>> create(const std::string& path, core::Instant now,
                                                                          std::string_view software = "Masthead");
    virtual ~WarcWriter() = default;
    [[nodiscard]] virtual core::Result<void> write(const RecordedResponse& response) = 0;
    [[nodiscard]] virtual core::Result<void> close() = 0;
};

struct ReplayOptions {
    std::string user_agent = "Masthead";  // Whose rules count in a recorded robots.txt.
};

// Answers from a recorded web: the newest response for the URL recorded at or before `now` (the oldest if none is),
// following recorded redirects, with validators honoured (same ETag or Last-Modified: NotModified). A recorded "not
// modified" stands for the visit before it. What is not recorded is an error not_found: "https://... is not in the
// recorded web", or refused where the recorded robots.txt tells why.
//
// The whole file is read once into an index (some 300 bytes a response); bodies are read from the file when they are
// asked for, so it must stay where it is. A damaged file keeps what is whole; `summary` tells.
// Errors: as read_warc has them.
struct Replay {
    std::unique_ptr<HttpClient> client;
    WarcSummary summary;
};
[[nodiscard]] core::Result<Replay> open_replay(const std::string& path, core::Instant now,
                                               const ReplayOptions& options = {});

}  // namespace masthead::fetch
