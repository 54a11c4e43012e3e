#include "fetch/content_coding.h"

#include "core/ascii.h"

#include <algorithm>
#include <array>
#include <brotli/decode.h>
#include <charconv>
#include <memory>
#include <optional>
#include <utility>
#include <vector>
#include <zstd.h>

#include <zlib.h>

namespace masthead::fetch {

namespace {

using core::ErrorCode;

constexpr std::size_t window_bytes = std::size_t{64} << 10U;

enum class Outcome : std::uint8_t { whole, not_encoded, too_large, bomb };

// Where a decoder puts what it made. What came before an error is kept: a truncated body is still worth reading.
class Decoded {
  public:
    Decoded(const DecodingLimits& limits, std::size_t wire_bytes) : limits_(limits), wire_bytes_(wire_bytes) {}

    // False: stop.
    bool take(const char* bytes, std::size_t count) {
        body_.append(bytes, count);
        const bool counts = body_.size() > limits_.ratio_counts_from_bytes;
        if (body_.size() > limits_.max_bytes) outcome_ = Outcome::too_large;
        if (counts && body_.size() / limits_.max_ratio > wire_bytes_) outcome_ = Outcome::bomb;
        return outcome_ == Outcome::whole;
    }
    // The decoder met what it cannot read.
    void fail() {
        if (body_.empty() && outcome_ == Outcome::whole) outcome_ = Outcome::not_encoded;
    }

    [[nodiscard]] Outcome outcome() const { return outcome_; }
    [[nodiscard]] std::string& body() { return body_; }

  private:
    const DecodingLimits& limits_;
    std::size_t wire_bytes_;
    std::string body_;
    Outcome outcome_ = Outcome::whole;
};

const Bytef* input_bytes(std::string_view text) {
    return reinterpret_cast<const Bytef*>(text.data());  // zlib's type for bytes
}

// Several gzip members after each other count as one stream. `window_bits` as inflateInit2 has it.
Decoded inflate_all(std::string_view body, int window_bits, const DecodingLimits& limits) {
    Decoded decoded(limits, body.size());
    z_stream stream{};
    if (inflateInit2(&stream, window_bits) != Z_OK) {
        decoded.fail();
        return decoded;
    }
    stream.next_in = const_cast<Bytef*>(input_bytes(body));  // zlib 1.2 does not write to its input.
    stream.avail_in = static_cast<uInt>(std::min<std::size_t>(body.size(), UINT32_MAX));
    std::array<char, window_bytes> window{};
    for (;;) {
        stream.next_out = reinterpret_cast<Bytef*>(window.data());
        stream.avail_out = static_cast<uInt>(window.size());
        const int code = inflate(&stream, Z_NO_FLUSH);
        if (!decoded.take(window.data(), window.size() - stream.avail_out)) break;
        if (code == Z_STREAM_END && stream.avail_in > 0 && inflateReset(&stream) == Z_OK) continue;
        if (code != Z_OK && code != Z_STREAM_END) decoded.fail();
        if (code != Z_OK) break;
    }
    inflateEnd(&stream);
    return decoded;
}

Decoded unbrotli(std::string_view body, const DecodingLimits& limits) {
    Decoded decoded(limits, body.size());
    BrotliDecoderState* state = BrotliDecoderCreateInstance(nullptr, nullptr, nullptr);
    const auto* next_in = reinterpret_cast<const std::uint8_t*>(body.data());
    std::size_t left = body.size();
    std::array<std::uint8_t, window_bytes> window{};
    auto code = state == nullptr ? BROTLI_DECODER_RESULT_ERROR : BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
    while (code == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
        std::uint8_t* next_out = window.data();
        std::size_t room = window.size();
        code = BrotliDecoderDecompressStream(state, &left, &next_in, &room, &next_out, nullptr);
        if (!decoded.take(reinterpret_cast<const char*>(window.data()), window.size() - room)) break;
    }
    BrotliDecoderDestroyInstance(state);
    if (code == BROTLI_DECODER_RESULT_ERROR || code == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT) decoded.fail();
    return decoded;
}

// Several frames after each other count as one body. The window is what RFC 9659 allows in HTTP: 8 MiB.
Decoded unzstd(std::string_view body, const DecodingLimits& limits) {
    constexpr int window_log = 23;
    Decoded decoded(limits, body.size());
    const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(), &ZSTD_freeDCtx);
    if (context == nullptr ||
        ZSTD_isError(ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, window_log)) != 0) {
        decoded.fail();
        return decoded;
    }
    ZSTD_inBuffer input{body.data(), body.size(), 0};
    std::array<char, window_bytes> window{};
    for (;;) {
        ZSTD_outBuffer output{window.data(), window.size(), 0};
        const std::size_t code = ZSTD_decompressStream(context.get(), &output, &input);
        if (!decoded.take(window.data(), output.pos)) break;
        const bool is_broken = ZSTD_isError(code) != 0;
        if (is_broken) decoded.fail();
        // A window that was not filled has nothing left to give.
        if (is_broken || (input.pos == input.size && output.pos < output.size)) break;
    }
    return decoded;
}

std::optional<Decoded> undo(std::string_view coding, std::string_view body, const DecodingLimits& limits) {
    constexpr int gzip_or_zlib = 15 + 32;
    constexpr int raw = -15;
    if (coding == "gzip" || coding == "x-gzip") return inflate_all(body, gzip_or_zlib, limits);
    if (coding == "br") return unbrotli(body, limits);
    if (coding == "zstd") return unzstd(body, limits);
    if (coding == "deflate") {
        // RFC 9110 8.4.1.2 means the zlib format; some servers send the raw stream.
        auto wrapped = inflate_all(body, gzip_or_zlib, limits);
        return wrapped.outcome() == Outcome::not_encoded ? inflate_all(body, raw, limits) : std::move(wrapped);
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
    if (stack.size() > limits.max_codings) return core::fail(ErrorCode::refused, "the body is packed more than once");
    for (; !stack.empty(); stack.pop_back()) {
        auto decoded = undo(stack.back(), body, limits);
        if (!decoded) return core::fail(ErrorCode::unsupported, "the content coding " + stack.back() + " is not read");
        if (decoded->outcome() == Outcome::too_large) {
            return core::fail(ErrorCode::too_large,
                              "the body is larger than " + std::to_string(limits.max_bytes) + " bytes when decoded");
        }
        if (decoded->outcome() == Outcome::bomb) {
            return core::fail(ErrorCode::too_large,
                              "the body unpacks to more than " + std::to_string(limits.max_ratio) + " times its size");
        }
        if (decoded->outcome() == Outcome::whole) body = std::move(decoded->body());
    }
    return body;
}

}  // namespace masthead::fetch
