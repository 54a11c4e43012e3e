#include "core/url.h"

#include "core/domain.h"
#include "core/json.h"
#include "support/files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::core {
namespace {

std::string parsed(std::string_view text) {
    const auto url = Url::parse(text);
    return url ? url->str() : "error";
}

std::string resolved(std::string_view reference, std::string_view base) {
    const auto url = Url::parse(reference, *Url::parse(base));
    return url ? url->str() : "error";
}

TEST(Url, IsWrittenInOneForm) {
    EXPECT_EQ(parsed(" HTTPS://News.Example:443/a/./b/../c?x=1#y "), "https://news.example/a/c?x=1#y");
    EXPECT_EQ(parsed("http:\\\\news.example\\a b"), "http://news.example/a%20b");
    EXPECT_EQ(parsed("http://b\xC3\xBC"
                     "cher.example/"),
              "http://xn--bcher-kva.example/");
    EXPECT_EQ(parsed("http://news.example:8080"), "http://news.example:8080/");
}

TEST(Url, NeverWritesCredentials) {
    const auto url = Url::parse("http://user:secret@news.example/");
    ASSERT_TRUE(url);
    EXPECT_TRUE(url->has_credentials());
    EXPECT_EQ(url->str(), "http://news.example/");
}

TEST(Url, ReadsEverySpellingOfAnAddress) {
    for (const auto* text : {"http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/", "http://127.1/"}) {
        EXPECT_EQ(parsed(text), "http://127.0.0.1/") << text;
    }
    for (const auto* text : {"http://0x/", "http://0/", "http://0.0x/"}) EXPECT_EQ(parsed(text), "http://0.0.0.0/");
}

TEST(Url, GivesAnIpv6AddressOneSpelling) {
    EXPECT_EQ(parsed("http://[0:0::0001]/"), "http://[::1]/");
    EXPECT_EQ(parsed("http://[::]:8080/"), "http://[::]:8080/");
    EXPECT_EQ(parsed("http://[2001:DB8:0:1:0:0:0:0]/"), "http://[2001:db8:0:1::]/");
    EXPECT_EQ(parsed("http://[2001:0:0:1:0:0:2:3]/"), "http://[2001::1:0:0:2:3]/");
    EXPECT_EQ(parsed("http://[1:2:3:4:5:6:0:8]/"), "http://[1:2:3:4:5:6:0:8]/");
    EXPECT_EQ(parsed("http://[::ffff:127.0.0.1]/"), "http://[::ffff:7f00:1]/");
    for (const auto* text : {"http://[127.0.0.1]/", "http://[::1/", "http://[]/", "http://[/", "http://[::1%25lo]/",
                             "http://[1:2:3]/", "http://[::1]x/"}) {
        EXPECT_EQ(parsed(text), "error") << text;
    }
}

TEST(Url, RefusesWhatItMayNotFetch) {
    EXPECT_EQ(Url::parse("javascript:alert(1)").error().code, ErrorCode::unsupported);
    EXPECT_EQ(Url::parse("file:///etc/passwd").error().code, ErrorCode::unsupported);
    EXPECT_EQ(Url::parse("/path").error().code, ErrorCode::invalid);
    EXPECT_EQ(parsed("http://"), "error");
    EXPECT_EQ(parsed("http://news.example:99999/"), "error");
    EXPECT_EQ(parsed("http://1.2.3.4.5/"), "error");
    EXPECT_NE(parsed("http://news.example/" + std::string(10'000, 'x')), "error");
    EXPECT_EQ(parsed("http://news.example/" + std::string(20'000, 'x')), "error");
    EXPECT_EQ(resolved("?" + std::string(20'000, 'x'), "http://news.example/"), "error");
}

TEST(Url, ResolvesReferences) {
    EXPECT_EQ(resolved("../x", "http://a.example/b/c/d"), "http://a.example/b/x");
    EXPECT_EQ(resolved("//other.example/y", "https://a.example/"), "https://other.example/y");
    EXPECT_EQ(resolved("?q=1", "http://a.example/b?p=0"), "http://a.example/b?q=1");
    EXPECT_EQ(resolved("#top", "http://a.example/b?p=0"), "http://a.example/b?p=0#top");
    EXPECT_EQ(resolved("", "http://a.example/b?p=0"), "http://a.example/b?p=0");
}

// The WHATWG cases with http(s) input; differences in what we never need (empty queries, credentials) are normalised
// first.
TEST(Url, AgreesWithTheStandardsTests) {
    const auto path = test::corpus("urls/urltestdata.json");
    if (!path) GTEST_SKIP() << test::no_corpus;
    const auto cases = parse_json(test::read_file(*path));
    ASSERT_TRUE(cases) << cases.error().message;
    int total = 0;
    int right = 0;
    for (const auto& item : cases->array()) {
        const bool http = item["protocol"].string() == "http:" || item["protocol"].string() == "https:";
        if (!http || !item["username"].string().empty() || !item["password"].string().empty()) continue;
        const auto base = Url::parse(item["base"].string());
        const auto url = base ? Url::parse(item["input"].string(), *base) : Url::parse(item["input"].string());
        std::string expected(item["href"].string());
        if (expected.ends_with('?') || expected.ends_with('#')) expected.pop_back();
        ++total;
        right += url && url->str() == expected ? 1 : 0;
    }
    RecordProperty("right", right);
    EXPECT_GE(right * 100, total * 90) << right << " of " << total;
}

TEST(Domain, IsTheRegistrableOne) {
    EXPECT_EQ(registrable_domain("www.bbc.co.uk"), "bbc.co.uk");
    EXPECT_EQ(registrable_domain("News.Example.COM."), "example.com");
    EXPECT_EQ(registrable_domain("co.uk"), "co.uk");
    EXPECT_EQ(registrable_domain("127.0.0.1"), "127.0.0.1");
}

}  // namespace
}  // namespace masthead::core
