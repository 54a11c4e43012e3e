#include "fetch/address_guard.h"
#include "fetch/content_coding.h"
#include "fetch/http_message.h"

#include <string>

#include <gtest/gtest.h>

namespace masthead::fetch {
namespace {

bool allows(const AddressGuard& guard, const std::string& address) {
    const auto bytes = parse_address(address);
    EXPECT_TRUE(bytes) << address;
    return bytes && guard.allows(*bytes);
}

TEST(AddressGuard, LetsPublicAddressesThrough) {
    const auto guard = *AddressGuard::make({});
    for (const std::string address :
         {"1.1.1.1", "8.8.8.8", "93.184.216.34", "172.15.255.255", "172.32.0.0", "100.63.255.255", "100.128.0.1",
          "198.17.255.255", "198.20.0.0", "223.255.255.255", "2606:4700:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8",
          "64:ff9b::808:808"}) {
        EXPECT_TRUE(allows(guard, address)) << address;
    }
}

TEST(AddressGuard, RefusesEverySpecialRange) {
    const auto guard = *AddressGuard::make({});
    for (const std::string address : {"0.0.0.0",
                                      "0.1.2.3",
                                      "10.1.2.3",
                                      "100.64.0.1",
                                      "127.0.0.1",
                                      "127.255.255.254",
                                      "169.254.169.254",
                                      "172.16.0.1",
                                      "172.31.255.255",
                                      "192.0.0.8",
                                      "192.0.2.1",
                                      "192.88.99.1",
                                      "192.168.1.1",
                                      "198.18.0.1",
                                      "198.19.255.255",
                                      "198.51.100.7",
                                      "203.0.113.9",
                                      "224.0.0.1",
                                      "240.0.0.1",
                                      "255.255.255.255",
                                      "::",
                                      "::1",
                                      "::7f00:1",
                                      "::ffff:127.0.0.1",
                                      "::ffff:10.0.0.1",
                                      "64:ff9b::7f00:1",
                                      "64:ff9b:1::1",
                                      "100::1",
                                      "2001::1",
                                      "2001:2::1",
                                      "2001:10::1",
                                      "2001:db8::1",
                                      "2002:7f00:1::",
                                      "3fff::1",
                                      "5f00::1",
                                      "fc00::1",
                                      "fd12::1",
                                      "fe80::1",
                                      "fec0::1",
                                      "ff02::1"}) {
        EXPECT_FALSE(allows(guard, address)) << address;
    }
}

TEST(AddressGuard, MakesExceptionsForConfiguredRanges) {
    const auto guard = *AddressGuard::make({"10.20.0.0/14", "fd00:1::/32", "127.0.0.1"});
    EXPECT_TRUE(allows(guard, "10.23.255.255"));
    EXPECT_FALSE(allows(guard, "10.24.0.0"));
    EXPECT_TRUE(allows(guard, "fd00:1::5"));
    EXPECT_TRUE(allows(guard, "::ffff:127.0.0.1"));
    EXPECT_FALSE(allows(guard, "127.0.0.2"));
    for (const std::string bad : {"10.0.0.0/33", "ten", "", "10.0.0.0/", "::/129"})
        EXPECT_FALSE(AddressGuard::make({bad})) << bad;
}

TEST(ContentCoding, StopsAtTheCapAndForgivesBodiesThatAreNotEncoded) {
    EXPECT_EQ(*decode_content("plain text", "gzip"), "plain text");
    EXPECT_EQ(*decode_content("plain text", "identity"), "plain text");
    EXPECT_FALSE(decode_content("x", "gzip, gzip, gzip"));
    EXPECT_FALSE(decode_content("x", "compress"));
    EXPECT_EQ(dechunk("3\r\nabc\r\n0\r\n\r\n"), "abc");
    EXPECT_EQ(dechunk("a\r\ncut off"), "cut off");
    EXPECT_EQ(dechunk("<html>was decoded</html>"), "<html>was decoded</html>");
}

TEST(HttpMessage, ReadsHeadsWithFoldedLinesAndBareLineFeeds) {
    const auto head = parse_response_head("HTTP/1.0 203 Odd\nContent-Type: a/b;\n  charset=x\nX: 1\n\nbody");
    ASSERT_TRUE(head);
    EXPECT_EQ(head->status, 203);
    EXPECT_EQ(header_value(head->headers, "content-type"), "a/b; charset=x");
    EXPECT_EQ(head->bytes, std::string("HTTP/1.0 203 Odd\nContent-Type: a/b;\n  charset=x\nX: 1\n\n").size());
    EXPECT_FALSE(parse_response_head("<html>"));
}

}  // namespace
}  // namespace masthead::fetch
