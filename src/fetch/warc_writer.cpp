// Writes WARC/1.1. The same responses and the same `now` give the same bytes: identifiers are made from the content,
// gzip members carry no time of their own.
#include "core/ascii.h"
#include "core/hash.h"
#include "fetch/http_message.h"
#include "fetch/warc.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include <zlib.h>

namespace masthead::fetch {

namespace {

using core::ErrorCode;

// An RFC 9562 UUID of version 8 (made by rules of our own) from two hashes of the content.
std::string uuid_of(std::string_view content) {
    std::string hex = core::to_hex(core::stable_hash(content, 1)) + core::to_hex(core::stable_hash(content, 2));
    hex[12] = '8';
    hex[16] = "89ab"[static_cast<unsigned char>(hex[16]) % 4U];
    return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" + hex.substr(16, 4) + "-" +
           hex.substr(20);
}

// One gzip member. zlib writes a zero time into the header, so that the bytes depend on the input alone.
std::string gzip_member(const std::string& plain) {
    z_stream stream{};
    constexpr int gzip_window = 15 + 16;
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
    std::string out(deflateBound(&stream, static_cast<uLong>(plain.size())), '\0');
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(plain.data()));
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    out.resize(whole ? out.size() - stream.avail_out : 0);
    deflateEnd(&stream);
    return out;
}

// A header value must stay on its line.
std::string one_line(std::string_view value) {
    std::string out(value);
    for (char& c : out) {
        if (c == '\r' || c == '\n' || c == '\0') c = ' ';
    }
    return out;
}

// The response as it would have stood on the wire without any coding: the body is stored decoded.
std::string http_block(const RecordedResponse& response) {
    std::string block =
        "HTTP/1.1 " + std::to_string(response.status) + (response.status == 200 ? " OK" : " Recorded") + "\r\n";
    for (const auto& [name, value] : response.headers) {
        if (name == "content-length" || name == "transfer-encoding" || name == "content-encoding") continue;
        block += one_line(name) + ": " + one_line(value) + "\r\n";
    }
    block += "content-length: " + std::to_string(response.body.size()) + "\r\n\r\n";
    return block + response.body;
}

class FileWriter final : public WarcWriter {
  public:
    FileWriter(std::string path, std::FILE* file, core::Instant now) : path_(std::move(path)), file_(file), now_(now) {}
    FileWriter(const FileWriter&) = delete;
    FileWriter& operator=(const FileWriter&) = delete;
    FileWriter(FileWriter&&) = delete;
    FileWriter& operator=(FileWriter&&) = delete;
    ~FileWriter() override {
        if (file_ != nullptr) std::fclose(file_);
    }

    core::Result<void> begin() {
        return write_record("warcinfo", now_, "", "application/warc-fields",
                            "software: Masthead\r\nformat: WARC File Format 1.1\r\n");
    }

    core::Result<void> write(const RecordedResponse& response) override {
        const core::Instant at = response.at == core::Instant{} ? now_ : response.at;
        return write_record("response", at, response.url, "application/http; msgtype=response", http_block(response));
    }

    core::Result<void> close() override {
        if (file_ == nullptr) return {};
        const bool done = std::fclose(std::exchange(file_, nullptr)) == 0;
        return done ? core::Result<void>{} : failed("close");
    }

  private:
    core::Result<void> write_record(std::string_view type, core::Instant at, std::string_view url,
                                    std::string_view content_type, const std::string& block) {
        if (file_ == nullptr) return core::fail(ErrorCode::io, "could not write to " + path_ + ": it is closed");
        std::string record =
            "WARC/1.1\r\nWARC-Type: " + std::string(type) + "\r\nWARC-Date: " + core::format_instant(at) + "\r\n";
        record +=
            "WARC-Record-ID: <urn:uuid:" + uuid_of(std::string(url) + "\n" + core::format_instant(at) + "\n" + block) +
            ">\r\n";
        if (!url.empty()) record += "WARC-Target-URI: " + one_line(url) + "\r\n";
        record += "Content-Type: " + std::string(content_type) + "\r\n";
        record += "Content-Length: " + std::to_string(block.size()) + "\r\n\r\n" + block + "\r\n\r\n";
        if (path_.ends_with(".gz")) record = gzip_member(record);
        const bool whole = !record.empty() && std::fwrite(record.data(), 1, record.size(), file_) == record.size();
        return whole ? core::Result<void>{} : failed("write to");
    }

    core::Result<void> failed(std::string_view what) const {
        return core::fail(ErrorCode::io, "could not " + std::string(what) + " " + path_ + ": " +
                                             std::generic_category().message(errno));
    }

    std::string path_;
    std::FILE* file_;
    core::Instant now_;
};

}  // namespace

core::Result<std::unique_ptr<WarcWriter>> WarcWriter::create(const std::string& path, core::Instant now) {
    std::FILE* file = std::fopen(path.c_str(), "ab");
    if (file == nullptr) {
        return core::fail(ErrorCode::io,
                          "could not open " + path + " for writing: " + std::generic_category().message(errno));
    }
    auto writer = std::make_unique<FileWriter>(path, file, now);
    if (auto begun = writer->begin(); !begun) return std::unexpected(begun.error());
    return writer;
}

}  // namespace masthead::fetch
