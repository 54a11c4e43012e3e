// A file as a stream of plain bytes: gzip (one member, many members, members and plain bytes mixed by `cat`) or plain,
// decided by the bytes and not by the name.
#pragma once

#include "core/result.h"

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

namespace masthead::fetch {

class ByteSource {
  public:
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

    // The file ended inside a gzip member, or a member is damaged: what came before has been given out.
    [[nodiscard]] bool is_broken() const;

  private:
    struct State;
    explicit ByteSource(std::unique_ptr<State> state);
    std::string_view available();
    std::unique_ptr<State> state_;
};

}  // namespace masthead::fetch
