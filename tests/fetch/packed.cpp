#include "fetch/packed.h"

#include <algorithm>
#include <array>
#include <brotli/encode.h>

#include <zlib.h>

namespace masthead::test {

namespace {

constexpr std::size_t mebibyte = std::size_t{1} << 20U;
constexpr int raw_window = -15;
constexpr int zlib_window = 15;
constexpr int gzip_window = 15 + 16;

std::string deflate_with(std::string_view plain, int window_bits, int flush) {
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, window_bits, 9, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, static_cast<uLong>(plain.size())) + 64, '\0');
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(plain.data()));
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, flush);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

// `plain`, `times` over, as one stream.
std::string brotli(std::string_view plain, std::size_t times, std::uint32_t quality) {
    BrotliEncoderState* state = BrotliEncoderCreateInstance(nullptr, nullptr, nullptr);
    BrotliEncoderSetParameter(state, BROTLI_PARAM_QUALITY, quality);
    std::string out;
    for (std::size_t i = 1; i <= times; ++i) {
        const auto operation = i == times ? BROTLI_OPERATION_FINISH : BROTLI_OPERATION_PROCESS;
        std::size_t left = plain.size();
        const auto* next = reinterpret_cast<const std::uint8_t*>(plain.data());
        bool more = true;
        while (more) {
            std::size_t room = 0;
            BrotliEncoderCompressStream(state, operation, &left, &next, &room, nullptr, nullptr);
            std::size_t size = 0;
            const auto* bytes = BrotliEncoderTakeOutput(state, &size);
            out.append(reinterpret_cast<const char*>(bytes), size);
            more = left > 0 || BrotliEncoderHasMoreOutput(state) != 0;
        }
    }
    BrotliEncoderDestroyInstance(state);
    return out;
}

// RFC 8878 3.1.1: a frame with a window of 128 KiB and no checksum.
constexpr std::string_view zstd_frame_head("\x28\xb5\x2f\xfd\x00\x38", 6);
constexpr std::size_t zstd_block_bytes = std::size_t{128} << 10U;
constexpr std::size_t zstd_stored = 0;
constexpr std::size_t zstd_run = 1;

void append_zstd_block(std::string& out, std::size_t type, std::size_t size, bool last) {
    const std::size_t head = size << 3U | type << 1U | (last ? 1U : 0U);
    for (const unsigned shift : {0U, 8U, 16U}) out += static_cast<char>(head >> shift & 0xffU);
}

std::string zstd(std::string_view plain) {
    std::string out(zstd_frame_head);
    do {
        const auto piece = plain.substr(0, zstd_block_bytes);
        plain.remove_prefix(piece.size());
        append_zstd_block(out, zstd_stored, piece.size(), plain.empty());
        out += piece;
    } while (!plain.empty());
    return out;
}

std::string zstd_bomb(std::size_t mebibytes) {
    std::string out(zstd_frame_head);
    const std::size_t blocks = mebibytes * (mebibyte / zstd_block_bytes);
    for (std::size_t i = 1; i <= blocks; ++i) {
        append_zstd_block(out, zstd_run, zstd_block_bytes, i == blocks);
        out += '\0';
    }
    return out;
}

// Little-endian, as gzip's trailer has it; the checksum of zlib's is the other way round.
std::string four_bytes(std::size_t value, bool big_endian) {
    std::string out;
    for (const unsigned shift : {0U, 8U, 16U, 24U}) out += static_cast<char>(value >> shift & 0xffU);
    if (big_endian) std::ranges::reverse(out);
    return out;
}

// A fully flushed block refers to nothing before it, so it may be repeated.
std::string deflate_bomb(std::size_t mebibytes, bool as_gzip) {
    const std::string zeros(mebibyte, '\0');
    const std::string block = deflate_with(zeros, raw_window, Z_FULL_FLUSH);
    const auto* bytes = reinterpret_cast<const Bytef*>(zeros.data());
    const auto size = static_cast<uInt>(zeros.size());
    const auto length = static_cast<z_off_t>(zeros.size());
    const uLong one = as_gzip ? crc32(0, bytes, size) : adler32(1, bytes, size);
    uLong sum = as_gzip ? crc32(0, nullptr, 0) : adler32(0, nullptr, 0);
    std::string out = as_gzip ? std::string("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10) : std::string("\x78\xda", 2);
    for (std::size_t i = 0; i < mebibytes; ++i) {
        out += block;
        sum = as_gzip ? crc32_combine(sum, one, length) : adler32_combine(sum, one, length);
    }
    out += std::string("\x03\x00", 2);  // An empty last block.
    return out + four_bytes(sum, !as_gzip) + (as_gzip ? four_bytes(mebibytes * mebibyte, false) : "");
}

}  // namespace

std::string pack(std::string_view coding, std::string_view plain) {
    if (coding == "gzip") return deflate_with(plain, gzip_window, Z_FINISH);
    if (coding == "deflate") return deflate_with(plain, zlib_window, Z_FINISH);
    if (coding == "raw deflate") return deflate_with(plain, raw_window, Z_FINISH);
    if (coding == "br") return brotli(plain, 1, BROTLI_MAX_QUALITY);
    return zstd(plain);
}

std::string bomb(std::string_view coding, std::size_t mebibytes) {
    if (coding == "gzip" || coding == "deflate") return deflate_bomb(mebibytes, coding == "gzip");
    if (coding == "zstd") return zstd_bomb(mebibytes);
    constexpr std::uint32_t quick = 1;
    return brotli(std::string(mebibyte, '\0'), mebibytes, quick);
}

}  // namespace masthead::test
