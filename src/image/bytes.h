// Bytes of a file's beginning, read by position. Whoever reads asks `has` first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace masthead::image {

class Bytes {
  public:
    explicit Bytes(std::string_view bytes) : bytes_(bytes) {}
    [[nodiscard]] std::size_t size() const { return bytes_.size(); }
    [[nodiscard]] bool has(std::size_t offset, std::size_t count) const {
        return offset <= bytes_.size() && count <= bytes_.size() - offset;
    }
    [[nodiscard]] bool says(std::size_t offset, std::string_view what) const {
        return has(offset, what.size()) && bytes_.substr(offset, what.size()) == what;
    }
    [[nodiscard]] std::uint32_t at(std::size_t offset) const { return static_cast<unsigned char>(bytes_[offset]); }
    [[nodiscard]] std::uint32_t big16(std::size_t offset) const { return at(offset) << 8U | at(offset + 1); }
    [[nodiscard]] std::uint32_t big32(std::size_t offset) const { return big16(offset) << 16U | big16(offset + 2); }
    [[nodiscard]] std::uint32_t little16(std::size_t offset) const { return at(offset) | at(offset + 1) << 8U; }
    [[nodiscard]] std::uint32_t little24(std::size_t offset) const { return little16(offset) | at(offset + 2) << 16U; }
    [[nodiscard]] std::uint32_t little32(std::size_t offset) const {
        return little16(offset) | little16(offset + 2) << 16U;
    }
    // At most `count` bytes from `offset`; offsets in it begin at nothing again.
    [[nodiscard]] Bytes part(std::size_t offset, std::size_t count) const {
        return Bytes(offset < bytes_.size() ? bytes_.substr(offset, count) : std::string_view());
    }
    [[nodiscard]] std::string_view view() const { return bytes_; }

  private:
    std::string_view bytes_;
};

}  // namespace masthead::image
