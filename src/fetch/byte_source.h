// A file as a stream of plain bytes: gzip (one member, many members, members and plain bytes joined by `cat`) or plain,
// decided by the bytes and not by the name.
#pragma once

#include "core/result.h"

#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace masthead::fetch {

class ByteSource {
  public:
    // How the bytes ended, as far as they have been read.
    enum class Condition : std::uint8_t {
        whole,
        cut,      // The file ends inside a gzip member.
        damaged,  // A gzip member does not hold; what came before has been given out.
    };

    // A plain byte's place in the file.
    struct Place {
        std::uint64_t member = 0;  // Where its gzip member begins; outside of members: where the byte itself lies.
        std::uint64_t bytes = 0;   // Plain bytes before it in that member.
        bool operator==(const Place&) const = default;
    };

    // Errors: not_found, io.
    [[nodiscard]] static core::Result<ByteSource> open(const std::string& path);

    ByteSource(ByteSource&&) noexcept;
    ByteSource& operator=(ByteSource&&) noexcept;
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;
    ~ByteSource();

    // The next line with its "\n", or what is left of the file; empty at the end. Lines longer than `max_bytes` are cut
    // there.
    [[nodiscard]] std::string read_line(std::size_t max_bytes);
    // The next `bytes` bytes, fewer only at the end of the file.
    [[nodiscard]] std::string read(std::uint64_t bytes);
    // Passes over the next `bytes` bytes; how many there were.
    std::uint64_t skip(std::uint64_t bytes);
    // The bytes that are to be had without reading on, at least one; none at the end. Valid until the next call.
    [[nodiscard]] std::string_view peek();

    // Of the next byte.
    [[nodiscard]] Place place();
    // Goes to a place that was given out before. False if the file is a pipe or has no such place any more. Costs the
    // unpacking of `place.bytes`.
    [[nodiscard]] bool seek(const Place& place);
    // Goes to the next gzip member behind `offset` in the file whose text begins with `beginning` (at most 16 bytes).
    // False if there is none.
    [[nodiscard]] bool seek_member(std::uint64_t offset, std::string_view beginning);
    // The member at `offset` unpacked into a file of its own, which nobody else sees and which ends with the source:
    // for many members' worth of records in one, where `seek` would unpack from the front every time. Errors: io,
    // too_large.
    [[nodiscard]] core::Result<ByteSource> unpack_member(std::uint64_t offset, std::uint64_t max_bytes);
    // The gzip member that the last bytes came from; none if they were plain.
    [[nodiscard]] std::optional<std::uint64_t> member() const;
    // Where in the file reading has come to.
    [[nodiscard]] std::uint64_t offset() const;
    // How many plain bytes were made so far, those again that were made again: what reading has cost.
    [[nodiscard]] std::uint64_t made() const;

    [[nodiscard]] Condition condition() const;

  private:
    struct State;
    explicit ByteSource(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace masthead::fetch
