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
#include <unordered_map>
#include <utility>

#include <zlib.h>

namespace masthead::fetch {

namespace {

using core::ErrorCode;

constexpr std::string_view standard = "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/";
constexpr std::string_view not_modified_profile = "http://netpreserve.org/warc/1.1/revisit/server-not-modified";

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

    core::Result<void> begin(std::string_view software) {
        return write_record({.type = "warcinfo",
                             .at = now_,
                             .fields = {},
                             .content_type = "application/warc-fields",
                             .block = "software: " + one_line(software) +
                                      "\r\nformat: WARC File Format 1.1\r\nconformsTo: " + std::string(standard) +
                                      "\r\n"});
    }

    core::Result<void> write(const RecordedResponse& response) override {
        const core::Instant at = response.at == core::Instant{} ? now_ : response.at;
        const std::string address = one_line(response.url);
        Record record{.type = "response",
                      .at = at,
                      .fields = "WARC-Target-URI: " + address + "\r\n",
                      .content_type = "application/http; msgtype=response",
                      .block = http_block(response)};
        if (response.status == 304) {  // 6.7.3 of the specification
            record.type = "revisit";
            record.fields += "WARC-Profile: " + std::string(not_modified_profile) +
                             "\r\nWARC-Refers-To-Target-URI: " + address + "\r\n";
            if (const auto seen = bodies_.find(response.url); seen != bodies_.end())
                record.fields += "WARC-Refers-To-Date: " + core::format_instant(seen->second) + "\r\n";
        }
        if (response.status == 200) bodies_[response.url] = at;
        return write_record(record);
    }

    core::Result<void> close() override {
        if (file_ == nullptr) return {};
        const bool done = std::fclose(std::exchange(file_, nullptr)) == 0;
        return done ? core::Result<void>{} : failed("close");
    }

  private:
    struct Record {
        std::string_view type;
        core::Instant at;
        std::string fields;  // Those that not every record has.
        std::string_view content_type;
        std::string block;
    };

    // Each record reaches the file at once: what a run that is killed has recorded can be replayed.
    core::Result<void> write_record(const Record& record) {
        if (file_ == nullptr) return core::fail(ErrorCode::io, "could not write to " + path_ + ": it is closed");
        const std::string date = core::format_instant(record.at);
        std::string bytes = "WARC/1.1\r\nWARC-Type: " + std::string(record.type) + "\r\nWARC-Date: " + date +
                            "\r\nWARC-Record-ID: <urn:uuid:" + uuid_of(record.fields + date + "\n" + record.block) +
                            ">\r\n" + record.fields + "Content-Type: " + std::string(record.content_type) +
                            "\r\nContent-Length: " + std::to_string(record.block.size()) + "\r\n\r\n" + record.block +
                            "\r\n\r\n";
        if (path_.ends_with(".gz")) bytes = gzip_member(bytes);
        const bool whole = !bytes.empty() && std::fwrite(bytes.data(), 1, bytes.size(), file_) == bytes.size() &&
                           std::fflush(file_) == 0;
        return whole ? core::Result<void>{} : failed("write to");
    }

    core::Result<void> failed(std::string_view what) const {
        return core::fail(ErrorCode::io, "could not " + std::string(what) + " " + path_ + ": " +
                                             std::generic_category().message(errno));
    }

    std::string path_;
    std::FILE* file_;
    core::Instant now_;
    std::unordered_map<std::string, core::Instant> bodies_;  // When each address last had one.
};

}  // namespace

core::Result<std::unique_ptr<WarcWriter>> WarcWriter::create(const std::string& path, core::Instant now,
                                                             std::string_view software) {
    std::FILE* file = std::fopen(path.c_str(), "ab");
    if (file == nullptr) {
        return core::fail(ErrorCode::io,
                          "could not open " + path + " for writing: " + std::generic_category().message(errno));
    }
    auto writer = std::make_unique<FileWriter>(path, file, now);
    if (auto begun = writer->begin(software); !begun) return std::unexpected(begun.error());
    return writer;
}

}  // namespace masthead::fetch
