#include "fetch/warc_payloads.h"

#include "core/hash.h"
#include "fetch/http_message.h"

#include <array>
#include <utility>

namespace masthead::fetch {

namespace {

using core::ErrorCode;

// Up to here a place in a gzip member is reached by unpacking from its front.
constexpr std::uint64_t max_unpacked_each_time = std::uint64_t{1} << 20U;

// What a record is called, three ways; empty where it has no such name. The names of a record and those that a revisit
// of it uses are the same texts.
using Names = std::array<std::string, 3>;

std::string name_by_date(std::string_view address, std::string_view date) {
    const auto at = core::parse_instant(date);
    if (address.empty() || !at) return {};
    return "at " + core::format_instant(*at) + " " + lookup_key(address);
}

std::string prefixed(std::string_view prefix, std::string_view text) {
    return text.empty() ? std::string() : std::string(prefix) + std::string(text);
}

Names names_of(const WarcRecord& record) {
    return {prefixed("id ", record.address("warc-record-id")),
            name_by_date(record.address("warc-target-uri"), record.header("warc-date")),
            prefixed("digest ", record.header("warc-payload-digest"))};
}

Names referred_names(const WarcRecord& revisit) {
    const std::string_view address = revisit.address("warc-refers-to-target-uri");
    return {prefixed("id ", revisit.address("warc-refers-to")),
            name_by_date(address.empty() ? revisit.address("warc-target-uri") : address,
                         revisit.header("warc-refers-to-date")),
            prefixed("digest ", revisit.header("warc-payload-digest"))};
}

}  // namespace

bool WarcPayloads::add(const WarcRecord& record) {
    const Names names = names_of(record);
    // An identifier alone does not tell: some writers give the same one to records of one content.
    const std::string all = names[0] + "\n" + names[1] + "\n" + std::to_string(record.length);
    if (!names[0].empty() && !seen_.insert(core::stable_hash(all)).second) return false;
    if (kind_of(record) == WarcKind::revisit) return true;
    for (const auto& name : names) {
        if (!name.empty()) places_.emplace(core::stable_hash(name), record.place);
    }
    return true;
}

core::Result<WarcRecords::Whole> WarcPayloads::open_at(const ByteSource::Place& place) {
    if (!records_) {
        auto records = WarcRecords::open(path_);
        if (!records) return std::unexpected(records.error());
        records_.emplace(std::move(*records));
    }
    std::optional<WarcRecords::Whole> whole;
    if (place.bytes <= max_unpacked_each_time) {
        whole = records_->read_at(place, max_block_bytes);
    } else {
        if (!unpacked_ || unpacked_member_ != place.member) {
            auto unpacked = records_->unpack_member(place.member);
            if (!unpacked) return core::fail(unpacked.error().code, path_ + ": " + unpacked.error().message);
            unpacked_.emplace(std::move(*unpacked));
            unpacked_member_ = place.member;
        }
        whole = unpacked_->read_at({place.bytes, 0}, max_block_bytes);
    }
    if (!whole) {
        return core::fail(ErrorCode::io, "could not read a record of " + path_ + " again, at byte " +
                                             std::to_string(place.member) + ": was the file changed, or is it a pipe?");
    }
    if (whole->record.length > max_block_bytes) {
        return core::fail(ErrorCode::too_large, "the record of " +
                                                    std::string(whole->record.address("warc-target-uri")) +
                                                    " is larger than " + std::to_string(max_block_bytes) + " bytes");
    }
    return std::move(*whole);
}

core::Result<WarcRecords::Whole> WarcPayloads::open_referred(const WarcRecord& revisit) {
    const Names wanted = referred_names(revisit);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const auto found = wanted[i].empty() ? places_.end() : places_.find(core::stable_hash(wanted[i]));
        if (found == places_.end()) continue;
        auto whole = open_at(found->second);
        if (!whole) return whole;
        if (names_of(whole->record)[i] == wanted[i]) return whole;
    }
    return core::fail(ErrorCode::not_found, std::string(revisit.address("warc-target-uri")) +
                                                " is recorded as unchanged since a visit that is not in " + path_ +
                                                ": join the recordings with cat, the older one first");
}

core::Result<RecordedResponse> WarcPayloads::read(const ByteSource::Place& place, const DecodingLimits& limits) {
    const auto whole = open_at(place);
    if (!whole) return std::unexpected(whole.error());
    return read(whole->record, whole->block, limits);
}

core::Result<RecordedResponse> WarcPayloads::read(const WarcRecord& record, std::string_view block,
                                                  const DecodingLimits& limits) {
    auto response = read_message_head(record, block);
    if (!response) return core::fail(ErrorCode::invalid, "a record of " + path_ + " holds no HTTP message");
    if (response->status == 304) return std::move(*response);
    core::Result<std::string> body;
    if (kind_of(record) == WarcKind::revisit) {
        const auto referred = open_referred(record);
        if (!referred) return std::unexpected(referred.error());
        auto first = read_message_head(referred->record, referred->block);
        if (first && response->status == 0) {
            response->status = first->status;
            response->headers = std::move(first->headers);
        }
        body = read_payload(referred->record, referred->block, limits);
    } else {
        body = read_payload(record, block, limits);
    }
    if (!body)
        return core::fail(body.error().code,
                          "could not read the recorded " + response->url + ": " + body.error().message);
    response->body = std::move(*body);
    return std::move(*response);
}

}  // namespace masthead::fetch
