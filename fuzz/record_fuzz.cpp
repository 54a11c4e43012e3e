// Records: whatever is read is written back as it stood, and whatever strings a record is made of come back as they
// were.
#include "record/record.h"
#include "text/utf8.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using masthead::record::Record;

void require(bool holds) {
    if (!holds) std::abort();
}

// Takes the next piece of the input, up to a NUL byte.
std::string next_piece(std::string_view& rest) {
    const auto end = rest.find('\0');
    const auto piece = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return masthead::text::repair_utf8(piece);
}

void round_trip_of_strings(std::string_view rest) {
    Record record;
    record.title = next_piece(rest);
    record.excerpt = next_piece(rest);
    record.published_date_time = next_piece(rest);
    record.provider_name = next_piece(rest);
    record.topics = {next_piece(rest), next_piece(rest)};
    record.amp_web_url = next_piece(rest);
    auto& related = record.related.emplace_back();
    related.title = next_piece(rest);
    related.images.emplace_back().title = next_piece(rest);
    record.body = rest;
    const auto again = masthead::record::read_record(masthead::record::write_record(record));
    require(again.has_value());
    require(*again == record || record.body.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (const auto record = masthead::record::read_record(bytes)) {
        require(masthead::record::write_record(*record) == bytes);
    }
    const auto text = masthead::text::repair_utf8(bytes);
    const auto scalar = masthead::record::read_scalar(masthead::record::quote_scalar(bytes));
    require(scalar.has_value() && *scalar == text);
    round_trip_of_strings(bytes);
    return 0;
}
