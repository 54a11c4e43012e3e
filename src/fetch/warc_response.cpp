#include "fetch/warc_response.h"

#include "core/ascii.h"
#include "fetch/http_message.h"

#include <utility>

namespace masthead::fetch {

namespace {

bool is_web_address(std::string_view address) {
    return core::starts_with_ignoring_case(address, "http://") || core::starts_with_ignoring_case(address, "https://");
}

bool is_http_message(const WarcRecord& record) {
    return core::starts_with_ignoring_case(record.header("content-type"), "application/http");
}

}  // namespace

core::Error no_recording(const std::string& path) {
    return {core::ErrorCode::invalid, "no WARC record in " + path + ": is it a .warc or .warc.gz file?"};
}

std::optional<WarcKind> kind_of(const WarcRecord& record) {
    const std::string_view address = record.address("warc-target-uri");
    if (address.empty()) return std::nullopt;
    if (record.is_type("response") && is_http_message(record)) return WarcKind::response;
    if (record.is_type("revisit")) return WarcKind::revisit;
    if (record.is_type("resource") && is_web_address(address)) return WarcKind::resource;
    return std::nullopt;
}

std::optional<RecordedResponse> read_message_head(const WarcRecord& record, std::string_view block) {
    const auto kind = kind_of(record);
    const auto at = core::parse_instant(record.header("warc-date"));
    if (!kind || !at) return std::nullopt;
    RecordedResponse response{std::string(record.address("warc-target-uri")), *at, 0, {}, {}};
    if (*kind == WarcKind::resource) {
        response.status = 200;
        if (!record.header("content-type").empty())
            response.headers.emplace_back("content-type", record.header("content-type"));
        return response;
    }
    const bool not_modified =
        *kind == WarcKind::revisit &&
        core::find_ignoring_case(record.header("warc-profile"), "server-not-modified") != std::string_view::npos;
    auto head = parse_response_head(block);
    if (*kind == WarcKind::response && (!head || head->status == 0)) return std::nullopt;
    if (head) {
        response.status = head->status;
        response.headers = std::move(head->headers);
    }
    // Some writers keep the head of the first answer.
    if (not_modified) response.status = 304;
    return response;
}

core::Result<std::string> read_payload(const WarcRecord& record, std::string_view block, const DecodingLimits& limits) {
    if (record.is_type("resource")) return std::string(block);
    const auto head = parse_response_head(block);
    if (!head) return core::fail(core::ErrorCode::invalid, "the record holds no HTTP message");
    const std::string_view raw = block.substr(head->bytes);
    const std::string transfer = joined_values(head->headers, "transfer-encoding");
    const bool is_chunked = core::find_ignoring_case(transfer, "chunked") != std::string_view::npos;
    return decode_content(is_chunked ? dechunk(raw) : std::string(raw),
                          joined_values(head->headers, "content-encoding"), limits);
}

}  // namespace masthead::fetch
