// WARC files record by record, past what is damaged. Knows nothing of HTTP.
#pragma once

#include "fetch/byte_source.h"
#include "fetch/http_client.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace masthead::fetch {

struct WarcRecord {
    Headers headers;
    std::uint64_t length = 0;  // Of the block, as the record says.
    ByteSource::Place place;   // Of its first byte.

    [[nodiscard]] std::string_view header(std::string_view name) const;  // In lower case; empty if there is none.
    // WARC-Target-URI or another header that holds an address or an identifier; wget 1.x writes addresses in angle
    // brackets.
    [[nodiscard]] std::string_view address(std::string_view name) const;
    [[nodiscard]] bool is_type(std::string_view type) const;
};

class WarcRecords {
  public:
    // Errors: not_found, io.
    [[nodiscard]] static core::Result<WarcRecords> open(const std::string& path);

    // The next record's head, which must be followed by one `block`. None at the end of the file.
    //
    // Bytes that are no record are passed over up to the next one, and counted. A record whose length lies is found out
    // by what follows it; then reading goes back behind its first line, so that a length too large hides nothing.
    [[nodiscard]] std::optional<WarcRecord> next();

    // The first `max_bytes` of the block of the record that `next` gave; the rest is passed over. None if the record is
    // damaged, or cut by the end of the file.
    [[nodiscard]] std::optional<std::string> block(const WarcRecord& record, std::uint64_t max_bytes);

    // The record at a place that `next` gave, with the first `max_bytes` of its block. None if it is not there any
    // more, or damaged. Costs the unpacking of `place.bytes`. Not to be mixed with `next`.
    struct Whole {
        WarcRecord record;
        std::string block;
    };
    [[nodiscard]] std::optional<Whole> read_at(const ByteSource::Place& place, std::uint64_t max_bytes);

    // The same, for many records of one large gzip member (a file that was gzipped as a whole): unpacked once, into a
    // temporary file. Errors: io, too_large.
    [[nodiscard]] core::Result<WarcRecords> unpack_member(std::uint64_t offset);

    [[nodiscard]] bool has_begun() const { return begun_; }         // Some record was found, if only its first line.
    [[nodiscard]] std::size_t damaged() const { return damaged_; }  // Places with bytes that were passed over.
    [[nodiscard]] bool is_truncated() const { return truncated_; }  // The file ended inside a record.

  private:
    enum class Step : std::uint8_t { record, end, garbage, cut };

    explicit WarcRecords(ByteSource source) : source_(std::move(source)) {}
    [[nodiscard]] Step read_head(WarcRecord& record);
    [[nodiscard]] Step read_fields(WarcRecord& record);
    [[nodiscard]] bool ends_here();
    void recover(const ByteSource::Place& place);
    [[nodiscard]] bool may_go_back(const ByteSource::Place& place);
    [[nodiscard]] bool pass_member(const ByteSource::Place& place);
    [[nodiscard]] bool find_head(const ByteSource::Place& place);

    ByteSource source_;
    std::optional<WarcRecord> found_;  // By `recover`, for `next` to give.
    std::size_t damaged_ = 0;
    std::uint64_t reread_bytes_ = 0;
    std::uint64_t made_before_ = 0;  // Of the source, where the last record began.
    bool was_packed_ = false;        // The last record stood in a gzip member.
    bool begun_ = false;
    bool truncated_ = false;
    bool ended_ = false;
};

}  // namespace masthead::fetch
