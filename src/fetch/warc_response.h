// What a WARC record says of the web: an answer, a revisit of one, or a resource.
#pragma once

#include "fetch/content_coding.h"
#include "fetch/warc.h"
#include "fetch/warc_records.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace masthead::fetch {

// Blocks larger than this (films, archives) are passed over.
constexpr std::uint64_t max_block_bytes = std::uint64_t{64} << 20U;
// Enough of a block for the head of its message.
constexpr std::uint64_t max_message_head_bytes = std::uint64_t{256} << 10U;

enum class WarcKind : std::uint8_t {
    response,
    revisit,   // An answer whose body stands in another record (identical-payload-digest) ...
    resource,  // A body without the message that brought it; counts as a 200.
};
// None for records of other kinds, and for resources whose addresses are not of the web (wget's own log).
[[nodiscard]] std::optional<WarcKind> kind_of(const WarcRecord& record);

// The error of a file that holds no record at all.
[[nodiscard]] core::Error no_recording(const std::string& path);

// Address, time, status and headers; the body stays empty. None if the block holds no message or the record no date.
// A revisit without a message of its own has the status 304 if the server said "not modified" (the profile tells), else
// 0: that of the record it refers to.
[[nodiscard]] std::optional<RecordedResponse> read_message_head(const WarcRecord& record, std::string_view block);

// The body in a response's or resource's block, without transfer and content coding. Errors as decode_content has them.
[[nodiscard]] core::Result<std::string> read_payload(const WarcRecord& record, std::string_view block,
                                                     const DecodingLimits& limits = {});

}  // namespace masthead::fetch
