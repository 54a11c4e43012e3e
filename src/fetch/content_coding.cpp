#include "fetch/content_coding.h"

#include "core/ascii.h"

#include <algorithm>
#include <array>
#include <brotli/decode.h>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

#include <zlib.h>

namespace masthead::fetch {

namespace {

using core::ErrorCode;

constexpr std::size_t window_bytes = std::size_t{64} << 10U;

enum class Outcome { whole, not_encoded, too_large };

struct Inflated {
    Outcome outcome = Outcome::whole;
    std::string bytes;
};

const Bytef* input_bytes(std::string_view text) {
    return reinterpret_cast<const Bytef*>(text.data());  // zlib's type for bytes
}

// Inflates one stream (several gzip members after each other count as one). What was decoded before an error is kept: a
// truncated body is still worth reading. `window_bits` as inflateInit2 has it.
Inflated inflate_all(std::string_view body, int window_bits, std::size_t max_bytes) {
    Inflated result;
    z_stream stream{};
    if (inflateInit2(&stream, window_bits) != Z_OK) return {Outcome::not_encoded, {}};
    stream.next_in = const_cast<Bytef*>(input_bytes(body));  // zlib 1.2 does not write to its input.
    stream.avail_in = static_cast<uInt>(std::min<std::size_t>(body.size(), UINT32_MAX));
    std::array<char, window_bytes> window{};
    for (;;) {
        stream.next_out = reinterpret_cast<Bytef*>(window.data());
        stream.avail_out = static_cast<uInt>(window.size());
        const int code = inflate(&stream, Z_NO_FLUSH);
        result.bytes.append(window.data(), window.size() - stream.avail_out);
        if (result.bytes.size() > max_bytes) result.outcome = Outcome::too_large;
        if (result.outcome == Outcome::too_large) break;
        if (code == Z_STREAM_END && stream.avail_in > 0 && inflateReset(&stream) == Z_OK) continue;
        if (code != Z_OK) {
            if (result.bytes.empty() && code != Z_STREAM_END) result.outcome = Outcome::not_encoded;
            break;
        }
    }
    inflateEnd(&stream);
    return result;
}

Inflated unbrotli(std::string_view body, std::size_t max_bytes) {
    Inflated result;
    BrotliDecoderState* state = BrotliDecoderCreateInstance(nullptr, nullptr, nullptr);
    if (state == nullptr) return {Outcome::not_encoded, {}};
    const auto* next_in = reinterpret_cast<const std::uint8_t*>(body.data());
    std::size_t left = body.size();
    std::array<std::uint8_t, window_bytes> window{};
    auto code = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
    while (code == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT && result.outcome == Outcome::whole) {
        std::uint8_t* next_out = window.data();
        std::size_t room = window.size();
        code = BrotliDecoderDecompressStream(state, &left, &next_in, &room, &next_out, nullptr);
        result.bytes.append(reinterpret_cast<const char*>(window.data()), window.size() - room);
        if (result.bytes.size() > max_bytes) result.outcome = Outcome::too_large;
    }
    BrotliDecoderDestroyInstance(state);
    const bool broken = code == BROTLI_DECODER_RESULT_ERROR || code == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT;
    if (broken && result.bytes.empty()) result.outcome = Outcome::not_encoded;
    return result;
}

std::optional<Inflated> undo(std::string_view coding, std::string_view body, std::size_t max_bytes) {
    constexpr int gzip_or_zlib = 15 + 32;
    if (coding == "gzip" || coding == "x-gzip") return inflate_all(body, gzip_or_zlib, max_bytes);
    if (coding == "br") return unbrotli(body, max_bytes);
    if (coding == "deflate") {
        // RFC 9110 8.4.1.2 means the zlib format; some servers send the raw stream.
        auto wrapped = inflate_all(body, gzip_or_zlib, max_bytes);
        return wrapped.outcome == Outcome::not_encoded ? inflate_all(body, -15, max_bytes) : wrapped;
    }
    return std::nullopt;
}

}  // namespace

std::string dechunk(std::string_view body) {
    std::string out;
    std::string_view rest = body;
    for (;;) {
        const auto line_end = rest.find('\n');
        const std::string_view line = core::trim(rest.substr(0, line_end));
        std::size_t size = 0;
        const auto [end, code] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
        const bool is_size = code == std::errc{} && (end == line.data() + line.size() || *end == ';' || *end == ' ');
        if (!is_size && out.empty()) return std::string(body);
        if (!is_size || size == 0 || line_end == std::string_view::npos) return out;
        rest.remove_prefix(line_end + 1);
        out.append(rest.substr(0, size));
        rest.remove_prefix(std::min(size, rest.size()));
        if (rest.starts_with("\r\n")) rest.remove_prefix(2);
        if (rest.starts_with('\n')) rest.remove_prefix(1);
        if (rest.empty()) return out;
    }
}

core::Result<std::string> decode_content(std::string body, std::string_view codings, const DecodingLimits& limits) {
    std::vector<std::string> stack;
    for (const auto piece : core::split(codings, ',')) {
        const std::string coding = core::to_lower(core::trim(piece));
        if (!coding.empty() && coding != "identity") stack.push_back(coding);
    }
    if (stack.size() > limits.max_codings) {
        return core::fail(ErrorCode::too_large, "the body has " + std::to_string(stack.size()) + " content codings");
    }
    for (; !stack.empty(); stack.pop_back()) {
        auto decoded = undo(stack.back(), body, limits.max_bytes);
        if (!decoded) return core::fail(ErrorCode::unsupported, "the content coding " + stack.back() + " is not read");
        if (decoded->outcome == Outcome::too_large) {
            return core::fail(ErrorCode::too_large,
                              "the body is larger than " + std::to_string(limits.max_bytes) + " bytes when decoded");
        }
        if (decoded->outcome == Outcome::whole) body = std::move(decoded->bytes);
    }
    return body;
}

}  // namespace masthead::fetch
