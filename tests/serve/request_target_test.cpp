#include "serve/request_target.h"

#include <gtest/gtest.h>

namespace masthead::serve {
namespace {

TEST(RequestTarget, PathsAreDecodedAndFlattened) {
    const struct {
        std::string_view target;
        std::string_view path;
    } cases[] = {{"/", "/"},
                 {"/a/b", "/a/b"},
                 {"/a/b/", "/a/b/"},
                 {"//evil.example//x", "/evil.example/x"},
                 {"/./a/./b/.", "/a/b/"},
                 {"/a%20b/%C3%A9", "/a b/é"},
                 {"/a+b", "/a+b"},
                 {"/a%2Fb", "/a/b"},
                 {"/a#b?c", "/a"},
                 {"http://desk.example", "/"},
                 {"HTTP://desk.example:80/a?b=c", "/a"},
                 {"/%2e", "/"},
                 {"/a/...", "/a/..."}};
    for (const auto& test : cases) {
        const auto target = parse_target(test.target);
        ASSERT_TRUE(target) << test.target;
        EXPECT_EQ(target->path, test.path) << test.target;
    }
}

TEST(RequestTarget, WhatClimbsOrIsBrokenIsRefused) {
    for (const std::string_view target :
         {"", "a", "*", "/..", "/../etc/passwd", "/a/../b", "/%2e%2e/etc/passwd", "/..%2fetc", "/%2e./x", "/a%00b",
          "/a%0d%0ab", "/a\\b", "/%5c..%5c", "/%", "/%4", "/%zz", "/?a=%", "ftp://a/b", "\x01"}) {
        EXPECT_FALSE(parse_target(target)) << target;
    }
}

TEST(RequestTarget, QueriesKeepTheirOrder) {
    const auto target = parse_target("/api/search?q=ferry+line%21&page=2&q=&flag&&=x");
    ASSERT_TRUE(target);
    const std::vector<std::pair<std::string, std::string>> expected{
        {"q", "ferry line!"}, {"page", "2"}, {"q", ""}, {"flag", ""}, {"", "x"}};
    EXPECT_EQ(target->query, expected);
}

TEST(RequestTarget, LocationsHoldNothingThatBreaksAHeader) {
    EXPECT_EQ(encode_path("/a b/é\"<"), "/a%20b/%C3%A9%22%3C");
}

TEST(RequestTarget, EtagsCompareWeakly) {
    EXPECT_TRUE(etag_matches("\"a\"", "\"a\""));
    EXPECT_TRUE(etag_matches("\"x\", W/\"a\" ,\"y\"", "\"a\""));
    EXPECT_TRUE(etag_matches("*", "\"a\""));
    EXPECT_FALSE(etag_matches("", "\"a\""));
    EXPECT_FALSE(etag_matches("a", "\"a\""));
    EXPECT_FALSE(etag_matches("\"ab\"", "\"a\""));
}

}  // namespace
}  // namespace masthead::serve
