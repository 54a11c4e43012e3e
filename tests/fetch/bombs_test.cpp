// A body that unpacks to a gigabyte costs its cap and no more (TRUST rows 5 and 6). How fast a client breaks off is
// measured by bench/hostile.
#include "fetch/packed.h"
#include "fetch/process_memory.h"
#include "fetch/web_client.h"

#include <array>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::fetch {
namespace {

using test::TestWeb;
using test::WebRequest;
using testing::HasSubstr;

constexpr std::size_t gibibyte_in_mebibytes = 1024;
constexpr std::array doors{RequestKind::feed, RequestKind::page, RequestKind::image, RequestKind::sitemap};

// Serves `body` as `coding`; robots.txt allows all.
test::Answer serve(const WebRequest& request, std::string_view coding, const std::string& body) {
    if (request.target == "/robots.txt") return test::respond("404 Not Found");
    return test::respond("200 OK", "Content-Encoding: " + std::string(coding) + "\r\n", body);
}

// Every door breaks off, in `most_mebibytes` of memory more than before.
void expect_defused(std::string_view coding, const std::string& body, std::string_view words) {
    const TestWeb web([&](const WebRequest& request) { return serve(request, coding, body); });
    const auto options = test::web_options(web);
    constexpr double most_mebibytes = 64;
    for (const auto door : doors) {
        test::PeakMemory memory;
        const auto visit = test::fetch_one(options, {.url = web.url("/bomb"), .kind = door});
        EXPECT_EQ(test::outcome_of(visit), "error: too large") << coding;
        EXPECT_THAT(test::words_of(visit), HasSubstr(words)) << coding;
        if (test::PeakMemory::is_exact) {
            EXPECT_LE(memory.grown_mebibytes(), most_mebibytes) << coding;
        }
    }
}

TEST(Bombs, AGibibyteOfZerosIsBrokenOffInEveryCoding) {
    for (const std::string coding : {"gzip", "deflate", "br", "zstd"})
        expect_defused(coding, test::bomb(coding, gibibyte_in_mebibytes), "unpacks to more than 200 times its size");
}

// Just under the ratio, so that the cap itself must stop it.
TEST(Bombs, OneThatStaysUnderTheRatioIsBrokenOffAtTheCap) {
    std::string body;
    std::uint32_t noise = 1;
    while (body.size() < std::size_t{24} << 20U) {
        for (int i = 0; i < 1024; ++i) body += static_cast<char>((noise = noise * 1'664'525U + 1'013'904'223U) >> 24U);
        body.append(std::size_t{64} << 10U, '\0');
    }
    for (const std::string coding : {"gzip", "deflate"})
        expect_defused(coding, test::pack(coding, body), "is larger than");
}

// gzip within gzip within one header: only the outer one is undone, which gives a small body that no feed is.
TEST(Bombs, ABombPackedAgainIsAtMostItsFirstLayer) {
    const std::string inner = test::bomb("gzip", gibibyte_in_mebibytes);
    const std::string body = test::pack("gzip", inner);
    const TestWeb web([&](const WebRequest& request) { return serve(request, "gzip", body); });
    const auto visit = test::fetch_one(test::web_options(web), {.url = web.url("/bomb"), .kind = RequestKind::feed});
    EXPECT_LE(test::words_of(visit).size(), inner.size());
}

TEST(Bombs, StackedCodingsAreRefusedBeforeAByteIsUnpacked) {
    const std::string body = test::pack("gzip", test::bomb("gzip", gibibyte_in_mebibytes));
    for (const std::string codings : {"gzip, gzip", "br, gzip", "gzip,gzip,gzip,gzip", "identity, gzip, gzip",
                                      "gzip\r\nContent-Encoding: gzip", "gzip\r\nTransfer-Encoding: gzip"}) {
        const TestWeb web([&](const WebRequest& request) { return serve(request, codings, body); });
        const auto visit = test::fetch_one(test::web_options(web), {.url = web.url("/"), .kind = RequestKind::feed});
        EXPECT_EQ(test::outcome_of(visit), "error: refused") << codings;
        EXPECT_THAT(test::words_of(visit), HasSubstr("packed more than once")) << codings;
    }
}

}  // namespace
}  // namespace masthead::fetch
