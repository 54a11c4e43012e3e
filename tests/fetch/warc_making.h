// WARC files as other tools write them, made by hand.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <zlib.h>

namespace masthead::test {

using WarcFields = std::vector<std::pair<std::string, std::string>>;

// One gzip member.
inline std::string gzip(const std::string& plain) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, plain.size()) + 32, '\0');
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(plain.data()));
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

// A record whose Content-Length says `length`, with the line ends behind it.
inline std::string warc_record_of_length(const WarcFields& fields, const std::string& block,
                                         const std::string& length) {
    std::string record = "WARC/1.0\r\n";
    for (const auto& [name, value] : fields) record += name + ": " + value + "\r\n";
    return record + "Content-Length: " + length + "\r\n\r\n" + block + "\r\n\r\n";
}

inline std::string warc_record(const WarcFields& fields, const std::string& block) {
    return warc_record_of_length(fields, block, std::to_string(block.size()));
}

// "HTTP/1.1 200 OK" with header lines ("A: b\r\n") and a body.
inline std::string http_message(const std::string& headers, const std::string& body,
                                const std::string& status = "200 OK") {
    return "HTTP/1.1 " + status + "\r\n" + headers + "\r\n" + body;
}

inline WarcFields response_fields(const std::string& url, const std::string& date = "2020-02-01T10:00:00Z") {
    return {{"WARC-Type", "response"},
            {"WARC-Target-URI", url},
            {"WARC-Date", date},
            {"WARC-Record-ID", "<urn:test:" + url + "@" + date + ">"},
            {"Content-Type", "application/http; msgtype=response"}};
}

// A page as the simplest crawler records it.
inline std::string page_record(const std::string& url, const std::string& body,
                               const std::string& date = "2020-02-01T10:00:00Z") {
    return warc_record(response_fields(url, date), http_message("Content-Type: text/html\r\n", body));
}

}  // namespace masthead::test
