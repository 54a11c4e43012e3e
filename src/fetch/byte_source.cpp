#include "fetch/byte_source.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <utility>

#include <zlib.h>

namespace masthead::fetch {

namespace {
constexpr std::size_t buffer_bytes = std::size_t{64} << 10U;
constexpr std::size_t header_bytes = 4;  // Of a gzip member, as much as tells it from other bytes.
constexpr int max_trials = 2000;  // Bytes that look like a member and are none: a file made of them is an attack.

struct FileCloser {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
}  // namespace

struct ByteSource::State {
    std::unique_ptr<std::FILE, FileCloser> file;
    std::array<unsigned char, buffer_bytes> raw{};
    std::size_t raw_begin = 0;
    std::size_t raw_end = 0;
    std::uint64_t raw_end_offset = 0;  // In the file.
    std::array<unsigned char, buffer_bytes> plain{};
    std::size_t plain_begin = 0;
    std::size_t plain_end = 0;
    z_stream stream{};
    bool in_member = false;
    std::uint64_t member_offset = 0;  // Of the member that `plain` came from, or of the first byte of a plain run.
    std::uint64_t member_bytes = 0;   // Plain bytes of it up to `plain_end`.
    std::uint64_t made = 0;           // Plain bytes, those again that were made again.
    bool is_packed = false;           // `plain` came from a member.
    Condition condition = Condition::whole;
    bool ended = false;
    int trials_left = max_trials;  // Of `seek_member`.

    ~State() { leave_member(); }

    void leave_member() {
        if (in_member) inflateEnd(&stream);
        in_member = false;
    }

    [[nodiscard]] std::uint64_t raw_begin_offset() const { return raw_end_offset - (raw_end - raw_begin); }

    void fill_raw() {
        if (raw_begin > 0) {
            std::memmove(raw.data(), raw.data() + raw_begin, raw_end - raw_begin);
            raw_end -= raw_begin;
            raw_begin = 0;
        }
        const std::size_t more = std::fread(raw.data() + raw_end, 1, raw.size() - raw_end, file.get());
        raw_end += more;
        raw_end_offset += more;
    }

    void end(Condition how) {
        leave_member();
        condition = how;
        ended = true;
    }

    // Makes plain bytes where there are none. False at the end of the file or at damage.
    bool fill() {
        while (plain_begin == plain_end && !ended) {
            if (raw_end - raw_begin < 2) fill_raw();
            if (raw_begin == raw_end) {
                end(in_member ? Condition::cut : Condition::whole);
            } else if (in_member) {
                inflate_some();
            } else if (raw_end - raw_begin >= 2 && raw[raw_begin] == 0x1f && raw[raw_begin + 1] == 0x8b) {
                enter_member();
            } else {
                copy_some();
            }
        }
        return plain_begin != plain_end;
    }

    void enter_member() {
        constexpr int gzip_window = 15 + 16;
        stream = z_stream{};
        in_member = inflateInit2(&stream, gzip_window) == Z_OK;
        is_packed = true;
        member_offset = raw_begin_offset();
        member_bytes = 0;
        if (!in_member) end(Condition::damaged);
    }

    void inflate_some() {
        stream.next_in = raw.data() + raw_begin;
        stream.avail_in = static_cast<uInt>(raw_end - raw_begin);
        stream.next_out = plain.data();
        stream.avail_out = static_cast<uInt>(plain.size());
        const int code = inflate(&stream, Z_NO_FLUSH);
        plain_begin = 0;
        plain_end = plain.size() - stream.avail_out;
        member_bytes += plain_end;
        made += plain_end;
        raw_begin = raw_end - stream.avail_in;
        const bool goes_on = code == Z_OK || (code == Z_BUF_ERROR && stream.avail_in == 0);
        if (code == Z_STREAM_END) leave_member();
        if (code != Z_STREAM_END && !goes_on) end(Condition::damaged);
    }

    // Plain bytes are taken a buffer at a time; where a gzip member follows them, the one who knows where records begin
    // comes back by `seek`.
    void copy_some() {
        plain_begin = 0;
        plain_end = raw_end - raw_begin;
        std::memcpy(plain.data(), raw.data() + raw_begin, plain_end);
        is_packed = false;
        member_offset = raw_begin_offset();
        member_bytes = plain_end;
        made += plain_end;
        raw_begin = raw_end;
    }

    bool go_to(std::uint64_t offset) {
        leave_member();
        plain_begin = plain_end = 0;
        member_offset = offset;
        member_bytes = 0;
        condition = Condition::whole;
        ended = false;
        const std::uint64_t raw_offset = raw_end_offset - raw_end;
        if (offset >= raw_offset && offset <= raw_end_offset) {  // Still here.
            raw_begin = static_cast<std::size_t>(offset - raw_offset);
            return true;
        }
        raw_begin = raw_end = 0;
        raw_end_offset = offset;
        if (fseeko(file.get(), static_cast<off_t>(offset), SEEK_SET) != 0) end(Condition::damaged);
        return !ended;
    }

    // The next offset at or after `offset` where a gzip member may begin.
    std::optional<std::uint64_t> find_member(std::uint64_t offset) {
        if (!go_to(offset)) return std::nullopt;
        for (;;) {
            if (raw_end - raw_begin < header_bytes) fill_raw();
            if (raw_end - raw_begin < header_bytes) return std::nullopt;
            for (; raw_begin + header_bytes <= raw_end; ++raw_begin) {
                const unsigned char* at = raw.data() + raw_begin;
                const bool is_member = at[0] == 0x1f && at[1] == 0x8b && at[2] == Z_DEFLATED && at[3] < 0x20;
                if (is_member) return raw_begin_offset();
            }
        }
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
    std::setvbuf(file, nullptr, _IONBF, 0);  // `raw` is the buffer.
    auto state = std::make_unique<State>();
    state->file.reset(file);
    return ByteSource(std::move(state));
}

ByteSource::ByteSource(std::unique_ptr<State> state) : state_(std::move(state)) {}
ByteSource::ByteSource(ByteSource&&) noexcept = default;
ByteSource& ByteSource::operator=(ByteSource&&) noexcept = default;
ByteSource::~ByteSource() = default;

ByteSource::Condition ByteSource::condition() const {
    return state_->condition;
}

std::uint64_t ByteSource::offset() const {
    return state_->raw_begin_offset();
}

std::optional<std::uint64_t> ByteSource::member() const {
    return state_->is_packed ? std::optional(state_->member_offset) : std::nullopt;
}

std::uint64_t ByteSource::made() const {
    return state_->made;
}

std::string_view ByteSource::peek() {
    if (!state_->fill()) return {};
    return {reinterpret_cast<const char*>(state_->plain.data()) + state_->plain_begin,
            state_->plain_end - state_->plain_begin};
}

std::string ByteSource::read_line(std::size_t max_bytes) {
    std::string line;
    while (line.size() < max_bytes) {
        const std::string_view bytes = peek().substr(0, max_bytes - line.size());
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
        const std::string_view chunk = peek().substr(0, left);
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
        const std::size_t chunk = peek().substr(0, left).size();
        if (chunk == 0) break;
        state_->plain_begin += chunk;
        skipped += chunk;
    }
    return skipped;
}

ByteSource::Place ByteSource::place() {
    auto& state = *state_;
    state.fill();
    const std::uint64_t bytes = state.member_bytes - (state.plain_end - state.plain_begin);
    return state.is_packed ? Place{state.member_offset, bytes} : Place{state.member_offset + bytes, 0};
}

bool ByteSource::seek(const Place& place) {
    return state_->go_to(place.member) && skip(place.bytes) == place.bytes;
}

bool ByteSource::seek_member(std::uint64_t offset, std::string_view beginning) {
    while (state_->trials_left-- > 0) {
        const auto found = state_->find_member(offset);
        if (!found) return false;
        if (state_->go_to(*found) && peek().starts_with(beginning)) return true;
        offset = *found + 1;
    }
    return false;
}

core::Result<ByteSource> ByteSource::unpack_member(std::uint64_t offset, std::uint64_t max_bytes) {
    auto unpacked = std::make_unique<State>();
    unpacked->file.reset(std::tmpfile());
    bool goes_on = unpacked->file != nullptr && state_->go_to(offset);
    std::uint64_t bytes = 0;
    while (goes_on && bytes <= max_bytes) {
        const std::string_view chunk = peek();
        if (chunk.empty() || state_->member_offset != offset) break;
        bytes += chunk.size();
        goes_on = std::fwrite(chunk.data(), 1, chunk.size(), unpacked->file.get()) == chunk.size();
        state_->plain_begin = state_->plain_end;
    }
    if (bytes > max_bytes) {
        return core::fail(core::ErrorCode::too_large,
                          "one gzip member unpacks to more than " + std::to_string(max_bytes) + " bytes");
    }
    goes_on = goes_on && std::fseek(unpacked->file.get(), 0, SEEK_SET) == 0;  // Writes out what is buffered.
    if (!goes_on) {
        return core::fail(core::ErrorCode::io, "could not unpack a gzip member into a temporary file: " +
                                                   std::generic_category().message(errno));
    }
    return ByteSource(std::move(unpacked));
}

}  // namespace masthead::fetch
