#include "fetch/behaviours.h"

#include "fetch/packed.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace masthead::test {

namespace {

using End = Answer::End;
using std::chrono::milliseconds;
using Rows = std::vector<Behaviour>;

constexpr std::string_view ok = "200 OK";
constexpr std::string_view head_of_chunks = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

Answer endless(std::string head, std::string repeated, milliseconds every = milliseconds(0)) {
    Answer answer = raw(std::move(head));
    answer.repeated = std::move(repeated);
    answer.every = every;
    return answer;
}

Answer redirect(std::string_view status, std::string_view location) {
    return respond(status, fmt::format("Location: {}\r\n", location));
}

Answer packed(std::string_view header, std::string_view body) {
    return respond(ok, fmt::format("Content-Encoding: {}\r\n", header), body);
}

Answer bytes_one_by_one(std::string_view bytes) {
    Answer answer;
    for (const char byte : bytes) answer.steps.push_back({std::string(1, byte), milliseconds(1)});
    return answer;
}

Rows plain_answers() {
    Answer split_head;
    split_head.steps = {{"HTTP/1.1 200 OK\r\nContent-Le", milliseconds(5)}, {"ngth: 5\r\n\r\nhello", milliseconds(20)}};
    Answer kept = raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", End::keep_alive);
    return {
        {"/plain", respond(ok, "", "hello"), "fresh", "hello"},
        {"/empty", respond(ok), "fresh", ""},
        {"/kept-alive", kept, "fresh", "hello"},
        {"/until-close", raw("HTTP/1.1 200 OK\r\n\r\nhello"), "fresh", "hello"},
        {"/http-1.0", raw("HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello"), "fresh", "hello"},
        {"/no-reason", raw("HTTP/1.1 200\r\nContent-Length: 5\r\n\r\nhello"), "fresh", "hello"},
        {"/bare-line-feeds", raw("HTTP/1.1 200 OK\nContent-Length: 5\n\nhello"), "fresh", "hello"},
        {"/folded-header", respond(ok, "X: a\r\n  b\r\n", "hello"), "fresh", "hello"},
        {"/line-without-colon", respond(ok, "no header at all\r\n", "hello"), "error: network", "not HTTP"},
        {"/many-headers", respond(ok, std::string(50'000, 'X') + ": y\r\n", "hello"), "fresh", "hello"},
        {"/one-by-one", bytes_one_by_one("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"), "fresh", "hello"},
        {"/split-head", split_head, "fresh", "hello"},
        {"/early-hints",
         raw("HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\nETag: \"no\"\r\n\r\n"
             "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"),
         "fresh", "hello"},
        {"/chunks", raw(fmt::format("{}2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n", head_of_chunks)), "fresh", "hello"},
        {"/chunk-extensions", raw(fmt::format("{}5;a=\"b\"\r\nhello\r\n0;c\r\n\r\n", head_of_chunks)), "fresh",
         "hello"},
        {"/trailers", raw(fmt::format("{}5\r\nhello\r\n0\r\nETag: \"late\"\r\nX: y\r\n\r\n", head_of_chunks)), "fresh",
         "hello"},
        {"/length-and-chunks",
         raw("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"),
         "fresh", "hello"},
    };
}

Rows packed_answers() {
    const std::string twice = pack("gzip", pack("gzip", "hello"));
    return {
        {"/gzip", packed("gzip", pack("gzip", "hello")), "fresh", "hello"},
        {"/x-gzip", packed("x-gzip", pack("gzip", "hello")), "fresh", "hello"},
        {"/GZip", packed("GZip", pack("gzip", "hello")), "fresh", "hello"},
        {"/deflate", packed("deflate", pack("deflate", "hello")), "fresh", "hello"},
        {"/raw-deflate", packed("deflate", pack("raw deflate", "hello")), "fresh", "hello"},
        {"/br", packed("br", pack("br", "hello")), "fresh", "hello"},
        {"/zstd", packed("zstd", pack("zstd", "hello")), "fresh", "hello"},
        {"/identity", packed("identity", "hello"), "fresh", "hello"},
        {"/none", packed("none", "hello"), "fresh", "hello"},
        {"/utf-8-as-coding", packed("UTF-8", "hello"), "error: network", "could not be unpacked"},
        {"/empty-coding", packed("", "hello"), "fresh", "hello"},
        {"/not-gzip-at-all", packed("gzip", "hello"), "error: network", "could not be unpacked"},
        {"/gzip-cut-short", packed("gzip", pack("gzip", "hello").substr(0, 18)), "fresh", "hello"},
        {"/gzip-with-a-wrong-sum", packed("gzip", pack("gzip", "hello").replace(25, 4, "oops")), "error: network", ""},
        {"/empty-gzip", packed("gzip", ""), "fresh", ""},
        {"/twice-in-one-header", packed("gzip, gzip", twice), "error: refused", "packed more than once"},
        {"/twice-in-two-headers", respond(ok, "Content-Encoding: gzip\r\nContent-Encoding: gzip\r\n", twice),
         "error: refused", "packed more than once"},
        {"/twice-by-transfer", respond(ok, "Transfer-Encoding: gzip\r\nContent-Encoding: gzip\r\n", twice),
         "error: refused", "packed more than once"},
        {"/forty-codings", packed("gzip" + std::string(200, ',') + "br", "x"), "error: refused",
         "packed more than once"},
    };
}

Rows validators() {
    const auto if_none_match = [](std::string etag) {
        return [etag](const WebRequest& request) {
            return header_of(request, "if-none-match") == etag ? respond("304 Not Modified")
                                                               : respond(ok, "ETag: " + etag + "\r\n", "new");
        };
    };
    return {
        {"/same-etag", {}, "not modified", "", "\"a\"", if_none_match("\"a\"")},
        {"/other-etag", {}, "fresh", "new", "\"b\"", if_none_match("\"a\"")},
        {"/weak-etag", {}, "not modified", "", "W/\"a\"", if_none_match("W/\"a\"")},
        {"/etag-without-quotes", {}, "not modified", "", "abc-123", if_none_match("abc-123")},
        {"/etag-with-odd-bytes", {}, "not modified", "", "\"\xc3\xa4 b;c,d\"", if_none_match("\"\xc3\xa4 b;c,d\"")},
        {"/half-quoted-etag", {}, "not modified", "", "\"abc", if_none_match("\"abc")},
        {"/same-etag-new-body", respond(ok, "ETag: \"a\"\r\n", "another body"), "fresh", "another body", "\"a\""},
        {"/304-unasked", respond("304 Not Modified"), "error: network", "had no validators"},
        {"/304-with-a-body", respond("304 Not Modified", "", "surprise"), "not modified", "", "\"a\""},
        {"/304-with-a-lying-length", raw("HTTP/1.1 304 Not Modified\r\nContent-Length: 99999\r\n\r\n"), "not modified",
         "", "\"a\""},
        {"/304-packed", raw("HTTP/1.1 304 Not Modified\r\nContent-Encoding: gzip\r\n\r\n"), "not modified", "",
         "\"a\""},
        {"/304-after-a-redirect", redirect("302 Found", "/same-etag"), "not modified", "", "\"a\""},
        {"/412", respond("412 Precondition Failed"), "error: refused", "412", "\"a\""},
    };
}

Rows redirects() {
    Rows rows{
        {"/301", redirect("301 Moved Permanently", "/plain"), "fresh", "hello"},
        {"/302", redirect("302 Found", "/plain"), "fresh", "hello"},
        {"/303", redirect("303 See Other", "/plain"), "fresh", "hello"},
        {"/307", redirect("307 Temporary Redirect", "/plain"), "fresh", "hello"},
        {"/308", redirect("308 Permanent Redirect", "/plain"), "fresh", "hello"},
        {"/300", redirect("300 Multiple Choices", "/plain"), "error: invalid", "300"},
        {"/305", redirect("305 Use Proxy", "/plain"), "error: invalid", "305"},
        {"/301-to-nowhere", respond("301 Moved Permanently"), "error: invalid", "301"},
        {"/301-to-nothing", redirect("301 Moved Permanently", ""), "error: invalid", "301"},
        {"/relative", redirect("302 Found", "plain"), "fresh", "hello"},
        {"/dots", redirect("302 Found", "../../x/../plain"), "fresh", "hello"},
        {"/fragment", redirect("302 Found", "/plain#middle"), "fresh", "hello"},
        {"/twice-located", respond("302 Found", "Location: /plain\r\nLocation: /gone\r\n"), "fresh", "hello"},
        {"/raw-umlaut", redirect("302 Found", "/\xc3\xa4"), "fresh", "umlaut"},
        {"/%C3%A4", respond(ok, "", "umlaut"), "fresh", "umlaut"},
        {"/latin-1", redirect("302 Found", "/\xe4"), "error: not found", "404"},
        {"/huge-location", redirect("302 Found", "/" + std::string(60'000, 'x')), "error: refused", "longer than"},
        {"/no-address", redirect("302 Found", "http://"), "error: refused", "redirects to what is no web address"},
        {"/bad-port", redirect("302 Found", "http://public.test:99999/"), "error: refused", "no number up to 65535"},
        {"/loop", redirect("302 Found", "/loop"), "error: refused", "redirects more than 5 times"},
        {"/ping", redirect("301 Moved Permanently", "/pong"), "error: refused", "redirects more than 5 times"},
        {"/pong", redirect("308 Permanent Redirect", "/ping"), "error: refused", "redirects more than 5 times"},
        {"/redirect-with-endless-body",
         endless("HTTP/1.1 302 Found\r\nLocation: /plain\r\n\r\n", std::string(65'536, 'x')), "fresh", "hello"},
        {"/redirect-of-ten-gigabytes",
         endless("HTTP/1.1 302 Found\r\nLocation: /plain\r\nContent-Length: 10000000000\r\n\r\n",
                 std::string(65'536, 'x')),
         "fresh", "hello"},
        {"/redirect-then-reset", raw("HTTP/1.1 302 Found\r\nLocation: /plain\r\nContent-Length: 9\r\n\r\n", End::reset),
         "fresh", "hello"},
        {"/refresh-header", respond(ok, "Refresh: 0; url=/gone\r\n", "hello"), "fresh", "hello"},
    };
    // A chain: /chain-5 leads to /plain in five steps, /chain-6 in six.
    for (int i = 1; i <= 6; ++i) {
        const std::string next = i == 1 ? "/plain" : fmt::format("/chain-{}", i - 1);
        const bool good = i <= 5;
        rows.push_back({fmt::format("/chain-{}", i), redirect("301 Moved Permanently", next),
                        good ? "fresh" : "error: refused", good ? "hello" : "redirects more than 5 times"});
    }
    return rows;
}

Rows statuses() {
    const auto wait = [](std::string_view status, std::string_view value) {
        return respond(status, fmt::format("Retry-After: {}\r\n", value));
    };
    return {
        {"/gone", respond("410 Gone", "", "bye"), "gone", ""},
        {"/404", respond("404 Not Found", "", "nothing"), "error: not found", "404"},
        {"/404-without-end", endless("HTTP/1.1 404 Not Found\r\n\r\n", std::string(65'536, 'x')), "error: not found",
         "404"},
        {"/404-of-ten-gigabytes",
         endless("HTTP/1.1 404 Not Found\r\nContent-Length: 10000000000\r\n\r\n", std::string(65'536, 'x')),
         "error: not found", "404"},
        {"/404-bomb", respond("404 Not Found", "Content-Encoding: gzip\r\n", bomb("gzip", 256)), "error: not found",
         "404"},
        {"/404-packed-in-nonsense", respond("404 Not Found", "Content-Encoding: gzip\r\n", "nonsense"),
         "error: not found", "404"},
        {"/410-cut-short", raw("HTTP/1.1 410 Gone\r\nContent-Length: 100\r\n\r\nbye"), "gone", ""},
        {"/401", respond("401 Unauthorized", "WWW-Authenticate: Basic realm=\"x\"\r\n"), "error: refused", "401"},
        {"/401-digest", respond("401 Unauthorized", "WWW-Authenticate: Digest realm=\"x\", nonce=\"y\"\r\n"),
         "error: refused", "401"},
        {"/407", respond("407 Proxy Authentication Required", "Proxy-Authenticate: Basic\r\n"), "error: refused",
         "407"},
        {"/403", respond("403 Forbidden"), "deferred", "403"},
        {"/429", respond("429 Too Many Requests"), "deferred", "429"},
        {"/429-seconds", wait("429 Too Many Requests", "120"), "deferred", "wait until 2023-11-14T22:15:20Z"},
        {"/429-date", wait("429 Too Many Requests", "Tue, 14 Nov 2023 23:13:20 GMT"), "deferred",
         "wait until 2023-11-14T23:13:20Z"},
        {"/429-past-date", wait("429 Too Many Requests", "Tue, 14 Nov 2000 23:13:20 GMT"), "deferred", "429"},
        {"/429-for-a-year", wait("429 Too Many Requests", "31536000"), "deferred", "wait until 2023-11-15T22:13:20Z"},
        {"/429-nonsense", wait("429 Too Many Requests", "soon"), "deferred", "429"},
        {"/429-negative", wait("429 Too Many Requests", "-5"), "deferred", "429"},
        {"/429-huge-number", wait("429 Too Many Requests", "99999999999999999999999"), "deferred", "429"},
        {"/503", wait("503 Service Unavailable", "60"), "deferred", "wait until 2023-11-14T22:14:20Z"},
        {"/503-without-end", endless("HTTP/1.1 503 Busy\r\nRetry-After: 60\r\n\r\n", std::string(65'536, 'x')),
         "deferred", "wait until 2023-11-14T22:14:20Z"},
        {"/451", respond("451 Unavailable For Legal Reasons"), "error: refused", "451"},
        {"/418", respond("418 I'm a teapot"), "error: refused", "418"},
        {"/500", respond("500 Internal Server Error"), "error: network", "500"},
        {"/502", respond("502 Bad Gateway"), "error: network", "502"},
        {"/201", respond("201 Created", "", "x"), "error: invalid", "201"},
        {"/204", raw("HTTP/1.1 204 No Content\r\n\r\n"), "error: invalid", "204"},
        {"/206", respond("206 Partial Content", "Content-Range: bytes 0-0/5\r\n", "h"), "error: invalid", "206"},
        {"/999", respond("999 Request Denied"), "error: invalid", "999"},
    };
}

Rows lies_and_breaks() {
    const std::string filler(65'536, 'x');
    return {
        {"/too-short", raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello"), "error: network", "broke off"},
        {"/too-long", raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more"), "fresh", "hello"},
        {"/negative-length", raw("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello"), "error: network", ""},
        {"/length-in-words", raw("HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\nhello"), "error: network", ""},
        {"/announced-10-gb", raw("HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\nhello", End::hold),
         "error: too large", "larger than"},
        {"/length-past-all-numbers", raw("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\nhello"),
         "error: too large", "larger than"},
        {"/without-end", endless("HTTP/1.1 200 OK\r\n\r\n", filler), "error: too large", "larger than"},
        {"/chunks-without-end", endless(std::string(head_of_chunks), "10000\r\n" + filler + "\r\n"), "error: too large",
         "larger than"},
        {"/chunk-past-all-numbers", raw(fmt::format("{}fffffffffffffffffff\r\nhello", head_of_chunks)),
         "error: network", ""},
        {"/chunk-of-words", raw(fmt::format("{}five\r\nhello\r\n0\r\n\r\n", head_of_chunks)), "error: network", ""},
        {"/negative-chunk", raw(fmt::format("{}-5\r\nhello\r\n0\r\n\r\n", head_of_chunks)), "error: network", ""},
        {"/no-last-chunk", raw(fmt::format("{}5\r\nhello\r\n", head_of_chunks)), "error: network", "broke off"},
        {"/reset-at-once", raw("", End::reset), "error: network", "broke off"},
        {"/closed-at-once", raw(""), "error: network", "without an answer"},
        {"/reset-in-head", raw("HTTP/1.1 200 OK\r\nContent-Le", End::reset), "error: network", "broke off"},
        {"/closed-in-head", raw("HTTP/1.1 200 OK\r\nContent-Le"), "error: network", "no end of its head"},
        {"/reset-in-body", raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello", End::reset), "error: network",
         "broke off"},
        {"/reset-until-close", raw("HTTP/1.1 200 OK\r\n\r\nhello", End::reset), "error: network", "broke off"},
        {"/endless-header-line", endless("HTTP/1.1 200 OK\r\nX: ", filler), "error: network", "could not be read"},
        {"/endless-headers", endless("HTTP/1.1 200 OK\r\n", "X-Y: " + std::string(1000, 'z') + "\r\n"),
         "error: too large", "headers are too large"},
        {"/endless-hints", endless("", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"), "error: too large",
         "headers are too large"},
        {"/null-in-header", respond(ok, std::string("X: a\0b\r\n", 8), "hello"), "error: network", ""},
        {"/not-http", raw("SSH-2.0-OpenSSH_9.2p1 Debian\r\n"), "error: network", "not HTTP"},
        {"/http-0.9", raw("<html>old</html>"), "error: network", "not HTTP"},
        {"/http-7", raw("HTTP/7.5 200 OK\r\n\r\nhello"), "error: network", "not HTTP"},
        {"/status-in-words", raw("HTTP/1.1 okay\r\n\r\nhello"), "error: network", "not HTTP"},
        {"/tls-alert", raw(std::string("\x15\x03\x01\0\x02\x02\x46", 7)), "error: network", "not HTTP"},
        {"/101", raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\nhello"),
         "error: network", ""},
    };
}

Rows make_rows() {
    Rows rows;
    for (auto part : {plain_answers(), packed_answers(), validators(), redirects(), statuses(), lies_and_breaks()}) {
        std::ranges::move(part, std::back_inserter(rows));
    }
    return rows;
}

Rows make_slow_rows() {
    const std::string slow = "too slow";
    Answer silent;
    silent.end = End::hold;
    const milliseconds pause(200);
    return {
        {"/silent", silent, "error: timeout", slow},
        {"/silent-after-the-status", raw("HTTP/1.1 200 OK\r\n", End::hold), "error: timeout", slow},
        {"/silent-before-the-body", raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", End::hold), "error: timeout",
         slow},
        {"/silent-in-the-body", raw("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello", End::hold), "error: timeout",
         slow},
        {"/silent-before-the-last-chunk", raw(fmt::format("{}5\r\nhello\r\n", head_of_chunks), End::hold),
         "error: timeout", slow},
        {"/dripping-status", endless("HTTP/1.1 200 ", "x", pause), "error: timeout", slow},
        {"/dripping-headers", endless("HTTP/1.1 200 OK\r\n", "X: y\r\n", pause), "error: timeout", slow},
        {"/dripping-hints", endless("", "HTTP/1.1 103 Early Hints\r\n\r\n", pause), "error: timeout", slow},
        {"/dripping-body", endless("HTTP/1.1 200 OK\r\n\r\n", "x", pause), "error: timeout", slow},
        {"/dripping-chunks", endless(std::string(head_of_chunks), "1\r\nx\r\n", pause), "error: timeout", slow},
        {"/dripping-gzip",
         endless("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + pack("gzip", "").substr(0, 10),
                 std::string("\0\0\0\xff\xff", 5), pause),
         "error: timeout", slow},
        {"/dripping-redirect", endless("HTTP/1.1 302 Found\r\nLocation: /dripping-body\r\n\r\n", "x", pause),
         "error: timeout", slow},
    };
}

const Behaviour* find_row(const std::string& path) {
    static const auto by_path = [] {
        std::map<std::string, const Behaviour*> rows;
        for (const auto& row : behaviours()) rows[row.path] = &row;
        for (const auto& row : slow_behaviours()) rows[row.path] = &row;
        return rows;
    }();
    const auto found = by_path.find(path);
    return found == by_path.end() ? nullptr : found->second;
}

}  // namespace

const std::vector<Behaviour>& behaviours() {
    static const Rows rows = make_rows();
    return rows;
}

const std::vector<Behaviour>& slow_behaviours() {
    static const Rows rows = make_slow_rows();
    return rows;
}

Answer behave(const WebRequest& request) {
    const Behaviour* row = find_row(request.target);
    if (row == nullptr) return respond("404 Not Found", "", "nothing");
    return row->decide ? row->decide(request) : row->answer;
}

}  // namespace masthead::test
