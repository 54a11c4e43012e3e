// WARC files, recorded HTTP messages and content codings from arbitrary bytes. Properties: no crash, no body
// beyond the cap, and a replay opens what the reader reads.
#include "fetch/content_coding.h"
#include "fetch/http_message.h"
#include "fetch/warc.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <unistd.h>

using namespace masthead;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

// The reader takes a path; one file of this process is written again for every input.
void read_as_file(std::string_view bytes) {
    const std::string path = "/tmp/masthead-warc-fuzz-" + std::to_string(::getpid());
    if (std::FILE* file = std::fopen(path.c_str(), "wb")) {
        std::fwrite(bytes.data(), 1, bytes.size(), file);
        std::fclose(file);
    }
    std::size_t responses = 0;
    const auto summary = fetch::read_warc(path, [&](const fetch::RecordedResponse& response) {
        require(!response.url.empty() && response.status != 0);
        return ++responses < 1000;
    });
    require(!summary || summary->responses == responses);
    const auto replay = fetch::open_replay(path, core::Instant{});
    require(replay.has_value() == summary.has_value());
    if (replay) {
        require(replay->summary.damaged == summary->damaged || responses == 1000);
        const fetch::Request request{.url = "http://a.example/", .kind = fetch::RequestKind::feed};
        replay->client->fetch(std::span(&request, 1), [](std::size_t, const core::Result<fetch::Visit>&) {}, {});
    }
    std::remove(path.c_str());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    read_as_file(bytes);
    if (const auto head = fetch::parse_response_head(bytes)) require(head->bytes <= bytes.size());
    require(fetch::dechunk(bytes).size() <= bytes.size());
    fetch::DecodingLimits limits;
    limits.max_bytes = std::size_t{1} << 20U;
    for (const std::string_view coding : {"gzip", "deflate", "br", "zstd"}) {
        const auto decoded = fetch::decode_content(std::string(bytes), coding, limits);
        require(!decoded || decoded->size() <= limits.max_bytes || decoded->size() <= bytes.size());
    }
    return 0;
}
