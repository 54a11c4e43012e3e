#include "fetch/byte_source.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include <zlib.h>

namespace masthead::fetch {

namespace {
constexpr std::size_t buffer_bytes = std::size_t{64} << 10U;

struct FileCloser {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
}  // namespace

struct ByteSource::State {
    std::unique_ptr<std::FILE, FileCloser> file;
    std::array<unsigned char, buffer_bytes> raw{};
    std::size_t raw_begin = 0;
    std::size_t raw_end = 0;
    std::array<unsigned char, buffer_bytes> plain{};
    std::size_t plain_begin = 0;
    std::size_t plain_end = 0;
    z_stream stream{};
    bool in_member = false;
    bool broken = false;
    bool ended = false;

    ~State() {
        if (in_member) inflateEnd(&stream);
    }

    void fill_raw() {
        if (raw_begin > 0) {
            std::memmove(raw.data(), raw.data() + raw_begin, raw_end - raw_begin);
            raw_end -= raw_begin;
            raw_begin = 0;
        }
        raw_end += std::fread(raw.data() + raw_end, 1, raw.size() - raw_end, file.get());
    }

    // Makes plain bytes where there are none. False at the end of the file or at damage.
    bool fill() {
        while (plain_begin == plain_end && !ended) {
            if (raw_end - raw_begin < 2) fill_raw();
            if (raw_begin == raw_end) {
                broken = broken || in_member;
                ended = true;
            } else if (in_member) {
                inflate_some();
            } else if (raw_end - raw_begin >= 2 && raw[raw_begin] == 0x1f && raw[raw_begin + 1] == 0x8b) {
                stream = z_stream{};
                in_member = inflateInit2(&stream, 15 + 16) == Z_OK;
                ended = !in_member;
            } else {
                copy_some();
            }
        }
        return plain_begin != plain_end;
    }

    void inflate_some() {
        stream.next_in = raw.data() + raw_begin;
        stream.avail_in = static_cast<uInt>(raw_end - raw_begin);
        stream.next_out = plain.data();
        stream.avail_out = static_cast<uInt>(plain.size());
        const int code = inflate(&stream, Z_NO_FLUSH);
        plain_begin = 0;
        plain_end = plain.size() - stream.avail_out;
        raw_begin = raw_end - stream.avail_in;
        if (code == Z_OK || code == Z_BUF_ERROR) {
            if (code == Z_BUF_ERROR && stream.avail_in > 0) broken = ended = true;
            return;
        }
        inflateEnd(&stream);
        in_member = false;
        if (code != Z_STREAM_END) broken = ended = true;
    }

    // Plain bytes up to where a gzip member may begin: WARC record ends are the only place where files are joined, so
    // the whole buffer is taken as it is.
    void copy_some() {
        const std::size_t bytes = raw_end - raw_begin;
        std::memcpy(plain.data(), raw.data() + raw_begin, bytes);
        plain_begin = 0;
        plain_end = bytes;
        raw_begin = raw_end;
    }
};

core::Result<ByteSource> ByteSource::open(const std::string& path) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) {
        return core::fail(core::ErrorCode::io, "could not read " + path + ": it is a folder");
    }
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (file == nullptr) {
        const auto code = errno == ENOENT ? core::ErrorCode::not_found : core::ErrorCode::io;
        return core::fail(code, "could not open " + path + ": " + std::generic_category().message(errno));
    }
    auto state = std::make_unique<State>();
    state->file.reset(file);
    return ByteSource(std::move(state));
}

ByteSource::ByteSource(std::unique_ptr<State> state) : state_(std::move(state)) {}
ByteSource::ByteSource(ByteSource&&) noexcept = default;
ByteSource& ByteSource::operator=(ByteSource&&) noexcept = default;
ByteSource::~ByteSource() = default;

bool ByteSource::is_broken() const {
    return state_->broken;
}

std::string_view ByteSource::available() {
    if (!state_->fill()) return {};
    return {reinterpret_cast<const char*>(state_->plain.data()) + state_->plain_begin,
            state_->plain_end - state_->plain_begin};
}

std::string ByteSource::read_line(std::size_t max_bytes) {
    std::string line;
    while (line.size() < max_bytes) {
        const std::string_view bytes = available().substr(0, max_bytes - line.size());
        if (bytes.empty()) break;
        const auto end = bytes.find('\n');
        const std::size_t taken = end == std::string_view::npos ? bytes.size() : end + 1;
        line.append(bytes.substr(0, taken));
        state_->plain_begin += taken;
        if (end != std::string_view::npos) break;
    }
    return line;
}

std::string ByteSource::read(std::uint64_t bytes) {
    std::string out;
    while (out.size() < bytes) {
        const auto left = static_cast<std::size_t>(std::min<std::uint64_t>(bytes - out.size(), buffer_bytes));
        const std::string_view chunk = available().substr(0, left);
        if (chunk.empty()) break;
        out.append(chunk);
        state_->plain_begin += chunk.size();
    }
    return out;
}

std::uint64_t ByteSource::skip(std::uint64_t bytes) {
    std::uint64_t skipped = 0;
    while (skipped < bytes) {
        const auto left = static_cast<std::size_t>(std::min<std::uint64_t>(bytes - skipped, buffer_bytes));
        const std::size_t chunk = available().substr(0, left).size();
        if (chunk == 0) break;
        state_->plain_begin += chunk;
        skipped += chunk;
    }
    return skipped;
}

}  // namespace masthead::fetch
