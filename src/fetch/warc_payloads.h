// Records of one file read again, out of their order: for revisits, whose bodies stand elsewhere, and for replays.
#pragma once

#include "fetch/content_coding.h"
#include "fetch/warc.h"
#include "fetch/warc_records.h"
#include "fetch/warc_response.h"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace masthead::fetch {

class WarcPayloads {
  public:
    // Opened at the first need. Memory: some 150 bytes for each record that was added.
    explicit WarcPayloads(std::string path) : path_(std::move(path)) {}

    // Remembers where a response or resource stands, by what revisits call it: its identifier, its address and date,
    // its payload's digest. False if the same record was added before, by identifier, address, date and length (files
    // joined twice).
    [[nodiscard]] bool add(const WarcRecord& record);

    // The whole answer of the record at `place`, its body decoded; of a revisit with the body it refers to. A 304 has
    // no body. Errors: not_found when that body is not in the file; too_large; io when the record cannot be read any
    // more; others as decode_content has them. The sentence names the address.
    [[nodiscard]] core::Result<RecordedResponse> read(const ByteSource::Place& place,
                                                      const DecodingLimits& limits = {});
    // The same for a record whose block was read already.
    [[nodiscard]] core::Result<RecordedResponse> read(const WarcRecord& record, std::string_view block,
                                                      const DecodingLimits& limits = {});

  private:
    [[nodiscard]] core::Result<WarcRecords::Whole> open_at(const ByteSource::Place& place);
    [[nodiscard]] core::Result<WarcRecords::Whole> open_referred(const WarcRecord& revisit);

    std::string path_;
    std::optional<WarcRecords> records_;
    std::optional<WarcRecords> unpacked_;  // The large member that was read last.
    std::uint64_t unpacked_member_ = 0;
    std::unordered_map<std::uint64_t, ByteSource::Place> places_;  // By a hash of what revisits call the record.
    std::unordered_set<std::uint64_t> seen_;                       // A hash for each record.
};

}  // namespace masthead::fetch
