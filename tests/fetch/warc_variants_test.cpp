// WARC files of other tools, and damaged ones.
#include "core/time.h"
#include "fetch/warc.h"
#include "fetch/warc_making.h"
#include "support/files.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>
#include <zstd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::fetch {
namespace {

using test::gzip;
using test::http_message;
using test::page_record;
using test::response_fields;
using test::warc_record;
using test::warc_record_of_length;
using test::WarcFields;
using testing::ElementsAre;
using testing::IsEmpty;

struct Reading {
    std::vector<std::string> bodies;
    std::vector<RecordedResponse> responses;
    WarcSummary summary;
    std::string error;
};

class WarcVariants : public testing::Test {
  protected:
    [[nodiscard]] std::string path() const { return (folder_.path() / "other.warc").string(); }

    Reading read(const std::string& bytes) {
        test::write_file(path(), bytes);
        Reading reading;
        const auto summary = read_warc(path(), [&](RecordedResponse response) {
            reading.bodies.push_back(response.body);
            reading.responses.push_back(std::move(response));
            return true;
        });
        if (summary) reading.summary = *summary;
        if (!summary) reading.error = summary.error().message;
        return reading;
    }
    // The body of one response with these header lines; "skipped" if it could not be read.
    std::string body(const std::string& headers, const std::string& sent) {
        const auto reading = read(warc_record(response_fields("http://a.example/"), http_message(headers, sent)));
        return reading.bodies.empty() ? "skipped" : reading.bodies.front();
    }

  private:
    test::TempFolder folder_;
};

std::string zlib_stream(const std::string& plain, int window_bits) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
    std::string out(plain.size() + 100, '\0');
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(plain.data()));
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::string zstd(const std::string& plain) {
    std::string out(ZSTD_compressBound(plain.size()), '\0');
    out.resize(ZSTD_compress(out.data(), out.size(), plain.data(), plain.size(), 3));
    return out;
}

std::string chunked(const std::string& body, std::size_t step) {
    std::string out;
    for (std::size_t at = 0; at < body.size(); at += step) {
        const std::string piece = body.substr(at, step);
        char size[20];
        std::snprintf(size, sizeof size, "%zx;x=y\r\n", piece.size());
        out += size + piece + "\r\n";
    }
    return out + "0\r\nTrailer: x\r\n\r\n";
}

TEST_F(WarcVariants, UndoesEveryCodingThatIsInUse) {
    const std::string plain = "hello";
    const std::string brotli("\x0b\x02\x80hello\x03", 9);
    EXPECT_EQ(body("Content-Encoding: gzip\r\n", gzip(plain)), plain);
    EXPECT_EQ(body("Content-Encoding: x-gzip\r\n", gzip("hel") + gzip("lo")), plain);
    EXPECT_EQ(body("Content-Encoding: deflate\r\n", zlib_stream(plain, 15)), plain);
    EXPECT_EQ(body("Content-Encoding: deflate\r\n", zlib_stream(plain, -15)), plain);
    EXPECT_EQ(body("Content-Encoding: br\r\n", brotli), plain);
    EXPECT_EQ(body("Content-Encoding: ZSTD\r\n", zstd("hel") + zstd("lo")), plain);
    EXPECT_EQ(body("content-encoding: identity\r\n", plain), plain);
    EXPECT_EQ(body("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", chunked(gzip(plain), 7)), plain);
    EXPECT_EQ(body("Transfer-Encoding: Chunked\r\n", chunked(plain, 2)), plain);
}

TEST_F(WarcVariants, TakesBodiesThatWereDecodedUnderTheirOldHeaders) {
    for (const std::string coding : {"gzip", "deflate", "br", "zstd"})
        EXPECT_EQ(body("Content-Encoding: " + coding + "\r\nContent-Length: 3\r\n", "<html>hello"), "<html>hello")
            << coding;
    EXPECT_EQ(body("Transfer-Encoding: chunked\r\n", "<html>hello"), "<html>hello");
}

TEST_F(WarcVariants, KeepsTheWholePartOfABodyThatIsCut) {
    std::string plain;
    for (unsigned i = 0; plain.size() < 300'000; ++i) plain += std::to_string(i * 2654435761U) + "\n";
    for (const auto& [coding, packed] :
         {std::pair<std::string, std::string>{"gzip", gzip(plain)}, {"zstd", zstd(plain)}}) {
        const std::string cut = body("Content-Encoding: " + coding + "\r\n", packed.substr(0, packed.size() - 9));
        EXPECT_GT(cut.size(), 100'000U) << coding;
        EXPECT_EQ(cut, plain.substr(0, cut.size())) << coding;
    }
}

TEST_F(WarcVariants, RefusesBombsAndBodiesPackedTwice) {
    const std::string zeros(std::size_t{8} << 20U, '\0');
    EXPECT_EQ(body("Content-Encoding: gzip\r\n", gzip(zeros)), "skipped");
    EXPECT_EQ(body("Content-Encoding: zstd\r\n", zstd(zeros)), "skipped");
    EXPECT_EQ(body("Content-Encoding: gzip, gzip\r\n", gzip(gzip("x"))), "skipped");
    EXPECT_EQ(body("Content-Encoding: gzip\r\nContent-Encoding: gzip\r\n", gzip(gzip("x"))), "skipped");
    EXPECT_EQ(body("Content-Encoding: compress\r\n", "x"), "skipped");
    // Below a mebibyte a ratio says nothing.
    EXPECT_EQ(body("Content-Encoding: gzip\r\n", gzip(std::string(900'000, ' '))).size(), 900'000U);
}

WarcFields revisit(const std::string& url, const WarcFields& more) {
    WarcFields fields = {{"WARC-Type", "revisit"},
                         {"WARC-Target-URI", url},
                         {"WARC-Date", "2020-02-02T10:00:00Z"},
                         {"Content-Type", "application/http; msgtype=response"}};
    fields.insert(fields.end(), more.begin(), more.end());
    return fields;
}

TEST_F(WarcVariants, GivesRevisitsTheBodyTheyReferTo) {
    const WarcFields ways[] = {
        {{"WARC-Refers-To", "<urn:test:one>"}},
        {{"WARC-Refers-To-Target-URI", "<http://a.example/>"}, {"WARC-Refers-To-Date", "2020-02-01T10:00:00Z"}},
        {{"WARC-Refers-To-Date", "2020-02-01T10:00:00.5Z"}},
        {{"WARC-Refers-To", "<urn:test:not-here>"}, {"WARC-Payload-Digest", "sha1:AAAA"}},
    };
    WarcFields first = response_fields("<http://a.example/>");
    first[3].second = "<urn:test:one>";
    first.emplace_back("WARC-Payload-Digest", "sha1:AAAA");
    const std::string original =
        warc_record(first, http_message("ETag: \"1\"\r\nContent-Encoding: gzip\r\n", gzip("the body")));
    for (const auto& way : ways) {
        WarcFields fields = revisit("http://a.example/", way);
        fields.emplace_back("WARC-Profile", "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest");
        fields.emplace_back("WARC-Truncated", "length");
        for (const bool packed : {false, true}) {
            const std::string second =
                warc_record(fields, http_message("ETag: \"2\"\r\nContent-Encoding: gzip\r\n", ""));
            const auto reading = read(packed ? gzip(original) + gzip(second) : original + second);
            ASSERT_THAT(reading.bodies, ElementsAre("the body", "the body")) << way.front().second;
            EXPECT_EQ(core::format_instant(reading.responses[1].at), "2020-02-02T10:00:00Z");
            EXPECT_THAT(reading.responses[1].headers,
                        testing::Contains(std::pair<std::string, std::string>("etag", "\"2\"")));
        }
        // Without a message of its own it has the one it refers to.
        const auto bare = read(original + warc_record(fields, ""));
        ASSERT_THAT(bare.bodies, ElementsAre("the body", "the body"));
        EXPECT_EQ(bare.responses[1].status, 200);
    }
    const auto lost =
        read(original + warc_record(revisit("http://a.example/", {{"WARC-Refers-To", "<urn:test:two>"}}), ""));
    EXPECT_THAT(lost.bodies, ElementsAre("the body"));
    EXPECT_EQ(lost.summary.skipped, 1U);
}

TEST_F(WarcVariants, ReadsNotModifiedAsWhatItWas) {
    const WarcFields fields =
        revisit("http://a.example/", {{"WARC-Profile", "http://netpreserve.org/warc/1.1/revisit/server-not-modified"}});
    const auto reading =
        read(page_record("http://a.example/", "body") +
             warc_record(fields, http_message("ETag: \"1\"\r\n", "", "304 Not Modified")) + warc_record(fields, "") +
             warc_record(response_fields("http://a.example/", "2020-02-03T10:00:00Z"),
                         http_message("", "", "304 Not Modified")));
    ASSERT_EQ(reading.responses.size(), 4U);
    for (std::size_t i = 1; i < 4; ++i) {
        EXPECT_EQ(reading.responses[i].status, 304) << i;
        EXPECT_EQ(reading.responses[i].body, "") << i;
    }
}

TEST_F(WarcVariants, ReadsResourcesOfTheWebAndPassesOverTheRest) {
    const auto record = [](const std::string& type, const std::string& url, const std::string& content_type) {
        return warc_record({{"WARC-Type", type},
                            {"WARC-Target-URI", url},
                            {"WARC-Date", "2020-02-01T10:00:00Z"},
                            {"Content-Type", content_type}},
                           "block");
    };
    const auto reading = read(
        record("warcinfo", "", "application/warc-fields") + record("resource", "http://a.example/", "text/html") +
        record("resource", "metadata://a.example/log", "text/plain") + record("response", "dns:a.example", "text/dns") +
        record("request", "http://a.example/", "application/http") +
        record("metadata", "http://a.example/", "application/warc-fields") +
        record("conversion", "http://a.example/", "text/plain") +
        record("continuation", "http://a.example/", "text/html"));
    ASSERT_THAT(reading.bodies, ElementsAre("block"));
    EXPECT_EQ(reading.responses[0].status, 200);
    EXPECT_THAT(reading.responses[0].headers,
                ElementsAre(std::pair<std::string, std::string>("content-type", "text/html")));
    EXPECT_EQ(reading.summary.skipped, 7U);
}

TEST_F(WarcVariants, PassesOverARecordThatStandsThereTwice) {
    const std::string one = page_record("http://a.example/", "one");
    WarcFields careless = response_fields("http://a.example/two");
    careless[3].second = response_fields("http://a.example/")[3].second;  // The first one's identifier.
    const auto reading = read(one + warc_record(careless, http_message("", "two")) + one);
    EXPECT_THAT(reading.bodies, ElementsAre("one", "two"));
    EXPECT_EQ(reading.summary.skipped, 1U);
}

std::string numbered(int i) {
    return page_record("http://a.example/" + std::to_string(i), "page " + std::to_string(i));
}

TEST_F(WarcVariants, ReadsEveryWayOfPackingAFile) {
    const std::string all = numbered(1) + numbered(2) + numbered(3);
    const std::string half = all.substr(0, all.size() / 2);
    const std::string packed = gzip(numbered(1)) + gzip(numbered(2)) + gzip(numbered(3));
    const std::string ways[] = {all,
                                packed,
                                gzip(all),
                                gzip(half) + gzip(all.substr(half.size())),
                                numbered(1) + gzip(numbered(2)) + gzip(numbered(3)),
                                gzip(numbered(1)) + numbered(2) + gzip(numbered(3)),
                                gzip(numbered(1) + numbered(2)) + numbered(3),
                                gzip(numbered(1)) + gzip("") + gzip(numbered(2) + "\r\n\r\n") + gzip(numbered(3))};
    for (const auto& bytes : ways) {
        const auto reading = read(bytes);
        EXPECT_THAT(reading.bodies, ElementsAre("page 1", "page 2", "page 3"));
        EXPECT_EQ(reading.summary.damaged, 0U);
        EXPECT_FALSE(reading.summary.truncated);
    }
}

TEST_F(WarcVariants, LosesOnlyTheMemberThatIsDamaged) {
    const std::string before = gzip(numbered(1));
    const std::string member = gzip(numbered(2));
    const std::string after = gzip(numbered(3)) + gzip(numbered(4));
    for (std::size_t at = 0; at < member.size(); ++at) {
        std::string damaged = member;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
        const auto reading = read(before + damaged + after);
        if (reading.bodies.size() == 4) continue;  // A byte that nobody needs, as the time in a member's head.
        EXPECT_THAT(reading.bodies, ElementsAre("page 1", "page 3", "page 4")) << at;
        EXPECT_EQ(reading.summary.damaged, 1U) << at;
        EXPECT_FALSE(reading.summary.truncated) << at;
    }
    const auto lost = read(gzip(numbered(1)).substr(12) + gzip(numbered(2)));  // Its first bytes, too.
    EXPECT_THAT(lost.bodies, testing::Not(testing::Contains("page 1")));
}

TEST_F(WarcVariants, KeepsWhatIsWholeOfAFileThatIsCutAnywhere) {
    const std::string first = gzip(numbered(1));
    const std::string bytes = first + gzip(numbered(2));
    for (std::size_t size = first.size(); size < bytes.size(); ++size) {
        const auto reading = read(bytes.substr(0, size));
        EXPECT_THAT(reading.bodies, ElementsAre("page 1")) << size;
        EXPECT_EQ(reading.summary.truncated, size > first.size()) << size;
        EXPECT_EQ(reading.summary.damaged, 0U) << size;
    }
}

TEST_F(WarcVariants, FindsTheNextRecordWhereALengthLies) {
    const auto lying = [](const std::string& length) {
        return warc_record_of_length(response_fields("http://a.example/2"), http_message("", "page 2"), length);
    };
    const std::string record = lying("0");
    for (const std::string length : {"5", "20", "31", "300", "5000", "99999999999", "18446744073709551615",
                                     "18446744073709551616", "-1", "", "many"}) {
        for (const bool packed : {false, true}) {
            const std::string bytes =
                packed ? gzip(numbered(1)) + gzip(lying(length)) + gzip(numbered(3)) + gzip(numbered(4))
                       : numbered(1) + lying(length) + numbered(3) + numbered(4);
            const auto reading = read(bytes);
            EXPECT_THAT(reading.bodies, ElementsAre("page 1", "page 3", "page 4")) << length << packed;
            EXPECT_EQ(reading.summary.damaged, 1U) << length << packed;
        }
    }
}

TEST_F(WarcVariants, PassesOverBytesThatAreNoRecord) {
    const std::string junk = "\x01\x02 not a record\nWARC is a format\n\n" + std::string(100'000, '.') + "\n";
    const auto reading = read(numbered(1) + junk + numbered(2) + "WARC/1.0\r\nWARC-Type: response\r\n" + numbered(3));
    EXPECT_THAT(reading.bodies, ElementsAre("page 1", "page 2", "page 3"));
    EXPECT_EQ(reading.summary.damaged, 1U);  // The second is a head that goes on with the next one.
    EXPECT_THAT(read(junk + numbered(1)).bodies, ElementsAre("page 1"));
}

// Going back behind each of these would cost the square of the file.
TEST_F(WarcVariants, IsNotHeldUpByManyLengthsThatReachTheEnd) {
    std::string bytes = numbered(1);
    for (int i = 0; i < 30'000; ++i) {
        bytes += warc_record_of_length(response_fields("http://a.example/"), "block", "4000000");
    }
    const auto reading = read(bytes + numbered(2));
    EXPECT_EQ(reading.bodies.front(), "page 1");
    EXPECT_TRUE(reading.summary.damaged > 0 || reading.summary.truncated);
}

TEST_F(WarcVariants, TellsDamageInASentence) {
    EXPECT_EQ(damage_sentence({.responses = 3}, "a.warc"), "");
    EXPECT_EQ(damage_sentence({.responses = 3, .truncated = true}, "a.warc"),
              "a.warc ends inside a record; what is whole is used: 3 responses");
    EXPECT_EQ(damage_sentence({.responses = 3, .damaged = 2, .truncated = true}, "a.warc"),
              "a.warc is damaged in 2 places, which were passed over, and ends inside a record; what is whole is used: "
              "3 responses");
}

}  // namespace
}  // namespace masthead::fetch
