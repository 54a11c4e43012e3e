// Reads WARC files record by record:
//   WARC/1.1 CRLF  (name: value CRLF)*  CRLF  block of Content-Length bytes  CRLF CRLF
// https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/#file-and-record-model
#include "core/ascii.h"
#include "fetch/byte_source.h"
#include "fetch/content_coding.h"
#include "fetch/http_message.h"
#include "fetch/warc.h"

#include <charconv>
#include <optional>
#include <utility>

namespace masthead::fetch {

namespace {

using core::ErrorCode;

constexpr std::size_t max_header_line_bytes = std::size_t{64} << 10U;
constexpr std::size_t max_header_lines = 200;
constexpr std::uint64_t max_record_bytes = std::uint64_t{64}
                                           << 20U;  // Larger blocks (films, archives) are passed over.

struct RecordHead {
    Headers headers;
    std::uint64_t length = 0;
};

enum class Step { record, end, garbage, cut };

std::optional<std::uint64_t> read_length(const Headers& headers) {
    const std::string_view digits = header_value(headers, "content-length");
    std::uint64_t length = 0;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
    if (digits.empty() || code != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return length;
}

// Passes over the empty lines between records and reads the next record's header.
Step read_head(ByteSource& source, RecordHead& head) {
    std::string line = source.read_line(max_header_line_bytes);
    while (!line.empty() && core::trim(line).empty()) line = source.read_line(max_header_line_bytes);
    if (line.empty()) return source.is_broken() ? Step::cut : Step::end;
    if (!line.starts_with("WARC/")) return Step::garbage;
    head = RecordHead{};
    for (std::size_t lines = 0; lines < max_header_lines; ++lines) {
        line = source.read_line(max_header_line_bytes);
        if (!line.ends_with('\n')) return Step::cut;
        const std::string_view text = core::trim(line);
        if (text.empty()) break;
        const auto colon = text.find(':');
        const bool continues = core::is_space(line.front()) && !head.headers.empty();
        if (continues) {
            head.headers.back().second.append(" ").append(text);
        } else if (colon != std::string_view::npos) {
            head.headers.emplace_back(core::to_lower(text.substr(0, colon)), core::trim(text.substr(colon + 1)));
        }
    }
    const auto length = read_length(head.headers);
    if (!length) return Step::garbage;
    head.length = *length;
    return Step::record;
}

bool is_http_response(const RecordHead& head) {
    return core::equals_ignoring_case(header_value(head.headers, "warc-type"), "response") &&
           core::starts_with_ignoring_case(header_value(head.headers, "content-type"), "application/http");
}

// The address of a record; wget 1.x writes it in angle brackets.
std::string target_of(const RecordHead& head) {
    std::string_view target = header_value(head.headers, "warc-target-uri");
    if (target.starts_with('<') && target.ends_with('>')) target = target.substr(1, target.size() - 2);
    return std::string(target);
}

std::optional<RecordedResponse> read_response(const RecordHead& record, std::string_view block) {
    auto head = parse_response_head(block);
    const auto at = core::parse_instant(header_value(record.headers, "warc-date"));
    if (!head || head->status == 0 || !at) return std::nullopt;
    RecordedResponse response;
    response.url = target_of(record);
    response.at = *at;
    response.status = head->status;
    const std::string_view raw = block.substr(head->bytes);
    const bool chunked =
        core::find_ignoring_case(header_value(head->headers, "transfer-encoding"), "chunked") != std::string::npos;
    auto body =
        decode_content(chunked ? dechunk(raw) : std::string(raw), header_value(head->headers, "content-encoding"));
    if (!body || response.url.empty()) return std::nullopt;
    response.body = std::move(*body);
    response.headers = std::move(head->headers);
    return response;
}

// Reads one record's block and hands it on. False: stop reading.
bool read_block(ByteSource& source, const RecordHead& head, WarcSummary& summary,
                const std::function<bool(RecordedResponse)>& sink) {
    if (!is_http_response(head) || head.length > max_record_bytes) {
        summary.truncated = source.skip(head.length) < head.length;
        ++summary.skipped;
        return !summary.truncated;
    }
    const std::string block = source.read(head.length);
    if (block.size() < head.length) {
        summary.truncated = true;
        return false;
    }
    auto response = read_response(head, block);
    if (!response) {
        ++summary.skipped;
        return true;
    }
    ++summary.responses;
    return sink(std::move(*response));
}

}  // namespace

core::Result<WarcSummary> read_warc(const std::string& path, const std::function<bool(RecordedResponse)>& sink) {
    auto source = ByteSource::open(path);
    if (!source) return std::unexpected(source.error());
    WarcSummary summary;
    RecordHead head;
    Step step = read_head(*source, head);
    const bool any = step == Step::record || (step == Step::cut && !head.headers.empty());
    if (!any) return core::fail(ErrorCode::invalid, "no WARC record in " + path + ": is it a .warc or .warc.gz file?");
    bool going = true;
    while (going && step == Step::record) {
        going = read_block(*source, head, summary, sink);
        if (going) step = read_head(*source, head);
    }
    // Bytes that are no record after whole records are treated like a cut: nothing after them can be trusted.
    if (going && step != Step::end) summary.truncated = true;
    return summary;
}

}  // namespace masthead::fetch
