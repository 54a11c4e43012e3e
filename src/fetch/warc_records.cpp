// A record is:
//   WARC/1.1 CRLF  (name: value CRLF)*  CRLF  block of Content-Length bytes  CRLF CRLF
// https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/#file-and-record-model
#include "fetch/warc_records.h"

#include "core/ascii.h"
#include "fetch/http_message.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace masthead::fetch {

namespace {

constexpr std::size_t max_line_bytes = std::size_t{64} << 10U;
constexpr std::size_t max_fields = 200;
constexpr std::size_t max_damaged = 10'000;  // More is no recording any more.
// Going back costs reading again. A file may ask for this much of it; after that damage costs what stands behind it.
constexpr std::uint64_t max_reread_bytes = std::uint64_t{256} << 20U;
constexpr std::uint64_t max_unpacked_bytes = std::uint64_t{16} << 30U;  // On disk, of a file gzipped as a whole.
constexpr std::string_view record_begin = "WARC/";

std::optional<std::uint64_t> read_length(const WarcRecord& record) {
    const std::string_view digits = record.header("content-length");
    std::uint64_t length = 0;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
    if (digits.empty() || code != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return length;
}

bool is_gzip(std::string_view bytes) {
    return bytes.starts_with("\x1f\x8b");
}

}  // namespace

std::string_view WarcRecord::header(std::string_view name) const {
    return header_value(headers, name);
}

std::string_view WarcRecord::address(std::string_view name) const {
    std::string_view value = header(name);
    if (value.starts_with('<') && value.ends_with('>')) value = value.substr(1, value.size() - 2);
    return value;
}

bool WarcRecord::is_type(std::string_view type) const {
    return core::equals_ignoring_case(header("warc-type"), type);
}

core::Result<WarcRecords> WarcRecords::open(const std::string& path) {
    auto source = ByteSource::open(path);
    if (!source) return std::unexpected(source.error());
    return WarcRecords(std::move(*source));
}

// The fields behind the first line.
WarcRecords::Step WarcRecords::read_fields(WarcRecord& record) {
    begun_ = true;
    for (std::size_t lines = 0; lines < max_fields; ++lines) {
        const std::string line = source_.read_line(max_line_bytes);
        if (!line.ends_with('\n')) return source_.peek().empty() ? Step::cut : Step::garbage;
        const std::string_view text = core::trim(line);
        if (text.empty()) {
            const auto length = read_length(record);
            record.length = length.value_or(0);
            return length && !record.header("warc-type").empty() ? Step::record : Step::garbage;
        }
        const auto colon = text.find(':');
        const bool continues = core::is_space(line.front()) && !record.headers.empty();
        if (continues) {
            record.headers.back().second.append(" ").append(text);
        } else if (colon != std::string_view::npos) {
            record.headers.emplace_back(core::to_lower(core::trim(text.substr(0, colon))),
                                        core::trim(text.substr(colon + 1)));
        }
    }
    return Step::garbage;
}

// Passes over the empty lines between records and reads the next record's head.
WarcRecords::Step WarcRecords::read_head(WarcRecord& record) {
    for (;;) {
        record = WarcRecord{};
        record.place = source_.place();
        made_before_ = source_.made();
        const std::string_view ahead = source_.peek();
        if (ahead.empty()) break;
        if (is_gzip(ahead) && record.place.bytes == 0) {  // Members joined behind plain records.
            const bool moves = source_.offset() != record.place.member && source_.seek(record.place);
            if (moves && !is_gzip(source_.peek())) continue;
            return Step::garbage;
        }
        const std::string line = source_.read_line(max_line_bytes);
        if (line.starts_with(record_begin)) return line.ends_with('\n') ? read_fields(record) : Step::cut;
        if (!core::trim(line).empty()) return Step::garbage;
    }
    return source_.condition() == ByteSource::Condition::whole ? Step::end : Step::garbage;
}

std::optional<WarcRecord> WarcRecords::next() {
    WarcRecord record;
    for (;;) {
        if (found_) return std::exchange(found_, std::nullopt);
        if (ended_) return std::nullopt;
        const Step step = read_head(record);
        if (step == Step::record) return record;
        if (step == Step::end) {
            ended_ = true;
        } else if (step == Step::cut && source_.condition() == ByteSource::Condition::whole) {
            truncated_ = ended_ = true;
        } else {
            recover(record.place);
        }
    }
}

// Behind a block stand two line ends, or at least the next record, the next gzip member or the end. Asking for what
// stands there also makes the member's checksum be compared.
bool WarcRecords::ends_here() {
    auto member = source_.member();
    int line_ends = 0;
    for (; line_ends < 2 && (source_.peek().starts_with('\r') || source_.peek().starts_with('\n')); ++line_ends) {
        member = source_.member();
        if (!core::trim(source_.read_line(max_line_bytes)).empty()) return false;
    }
    const std::string_view ahead = source_.peek();
    was_packed_ = member.has_value();
    if (member && source_.member() != member) return true;
    if (ahead.empty()) return source_.condition() == ByteSource::Condition::whole;
    // A buffer may end inside the word.
    return line_ends == 2 || ahead.starts_with(record_begin.substr(0, ahead.size())) || is_gzip(ahead);
}

std::optional<std::string> WarcRecords::block(const WarcRecord& record, std::uint64_t max_bytes) {
    std::string block = source_.read(std::min(record.length, max_bytes));
    const std::uint64_t rest = record.length - block.size();
    const bool is_whole = source_.skip(rest) == rest;
    if (is_whole && ends_here()) return block;
    recover(record.place);
    return std::nullopt;
}

std::optional<WarcRecords::Whole> WarcRecords::read_at(const ByteSource::Place& place, std::uint64_t max_bytes) {
    Whole whole;
    if (!source_.seek(place) || read_head(whole.record) != Step::record) return std::nullopt;
    whole.block = source_.read(std::min(whole.record.length, max_bytes));
    if (whole.block.size() < std::min(whole.record.length, max_bytes)) return std::nullopt;
    return whole;
}

core::Result<WarcRecords> WarcRecords::unpack_member(std::uint64_t offset) {
    auto source = source_.unpack_member(offset, max_unpacked_bytes);
    if (!source) return std::unexpected(source.error());
    return WarcRecords(std::move(*source));
}

// What begins at `place` is no whole record: goes on behind its first line, to the next one.
void WarcRecords::recover(const ByteSource::Place& place) {
    const auto condition = source_.condition();
    const bool is_damaged = condition == ByteSource::Condition::damaged;
    const bool at_end = !is_damaged && source_.peek().empty();
    // Among packed records a member whose first bytes do not hold looks like plain ones.
    const bool is_member = is_damaged || (was_packed_ && !source_.member());
    const auto found = [&] {
        return is_member ? pass_member(place) || find_head(place) : find_head(place) || pass_member(place);
    };
    ended_ = damaged_ >= max_damaged || !found();
    // A last record that is cut is no damage.
    if (at_end && ended_) truncated_ = true;
    if (!at_end || !ended_) ++damaged_;
}

bool WarcRecords::may_go_back(const ByteSource::Place& place) {
    const std::uint64_t cost = place.bytes + source_.made() - made_before_;
    if (reread_bytes_ + cost > max_reread_bytes) return false;
    reread_bytes_ += cost;
    return true;
}

// To the next gzip member that holds a record.
bool WarcRecords::pass_member(const ByteSource::Place& place) {
    return source_.seek_member(may_go_back(place) ? place.member + 1 : source_.offset(), record_begin);
}

// To the next line that begins a record, which is then `found_`.
bool WarcRecords::find_head(const ByteSource::Place& place) {
    if (may_go_back(place)) {
        if (!source_.seek(place)) return false;
        static_cast<void>(source_.read_line(max_line_bytes));
    }
    WarcRecord record;
    for (;;) {
        record = WarcRecord{};
        record.place = source_.place();
        const std::string line = source_.read_line(max_line_bytes);
        if (line.empty()) return false;
        if (!line.starts_with(record_begin) || read_fields(record) != Step::record) continue;
        found_ = std::move(record);
        return true;
    }
}

}  // namespace masthead::fetch
