#include "fetch/robots.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::fetch {
namespace {

using std::chrono::milliseconds;

RobotsRules ours(std::string_view text) {
    return RobotsRules::parse(text, "Masthead");
}

// Does a file with this one rule keep us from `path`?
bool disallows(const std::string& pattern, std::string_view path) {
    return !ours("user-agent: *\ndisallow: " + pattern + "\n").allows(path);
}

struct GroupCase {
    const char* what;
    const char* text;
    bool allowed;  // "/x" to us.
};

TEST(Robots, ChoosesTheGroupsThatNameUs) {
    const GroupCase cases[] = {
        {"no file at all", "", true},
        {"everybody", "User-agent: *\nDisallow: /\n", false},
        {"everybody, with words behind the star", "User-agent: * (all of you)\nDisallow: /\n", false},
        {"a star that begins a word names nobody", "User-agent: *bot\nDisallow: /\n", true},
        {"our name in another case", "USER-AGENT: mAsThEaD\ndisallow: /\n", false},
        {"our name with a version", "User-agent: Masthead/0.1\nDisallow: /\n", false},
        {"our group instead of everybody's", "User-agent: *\nDisallow: /\n\nUser-agent: masthead\nDisallow: /y\n",
         true},
        {"our group first", "User-agent: masthead\nDisallow: /y\n\nUser-agent: *\nDisallow: /\n", true},
        {"our empty group", "User-agent: *\nDisallow: /\n\nUser-agent: masthead\n", true},
        {"our empty disallow", "User-agent: masthead\nDisallow:\n\nUser-agent: *\nDisallow: /\n", true},
        {"a longer name is another's", "User-agent: masthead-news\nDisallow: /\n", true},
        {"a name that only begins ours", "User-agent: mast\nDisallow: /\n", true},
        {"two groups of ours count together",
         "User-agent: masthead\nDisallow: /y\n\nUser-agent: a\nDisallow: /z\n\n"
         "User-agent: masthead\nDisallow: /x\n",
         false},
        {"two groups of everybody's count together", "User-agent: *\nDisallow: /x\n\nUser-agent: *\nDisallow: /y\n",
         false},
        {"several names, one group", "User-agent: a\nUser-agent: masthead\nUser-agent: b\nDisallow: /x\n", false},
        {"empty lines do not end a group", "User-agent: masthead\n\n\nDisallow: /x\n", false},
        {"a rule ends the names", "User-agent: masthead\nDisallow: /y\nUser-agent: b\nDisallow: /x\n", true},
        {"other lines do not end the names",
         "User-agent: masthead\nCrawl-delay: 3\nSitemap: https://a.example/s\nUser-agent: b\nDisallow: /x\n", false},
        {"rules before any name are nobody's", "Disallow: /\nUser-agent: b\nDisallow: /\n", true},
        {"a byte order mark", "\xef\xbb\xbfUser-agent: *\nDisallow: /\n", false},
        {"carriage returns alone", "User-agent: *\rDisallow: /\r", false},
        {"both line ends", "User-agent: *\r\n\r\nDisallow: /\r\n", false},
        {"no line end at the end", "User-agent: *\nDisallow: /", false},
        {"spaces and comments", "  user-agent :\t*   # all\n # no\n\tdisallow  : /x # this\n", false},
        {"a commented rule", "User-agent: *\n#Disallow: /\n", true},
        {"a page instead of a file", "<!doctype html><title>Not found: /</title>\nDisallow: /\n", true},
        {"lines without a colon", "User-agent: *\nDisallow /\nnonsense\nDisallow: /x\n", false},
    };
    for (const auto& c : cases) EXPECT_EQ(ours(c.text).allows("/x"), c.allowed) << c.what;
}

TEST(Robots, TakesTheLongestOfOurOwnNames) {
    const std::string text =
        "User-agent: masthead\nDisallow: /a\n\nUser-agent: masthead-news\nDisallow: /b\n\n"
        "User-agent: masthead\nDisallow: /c\n";
    const auto news = RobotsRules::parse(text, "Masthead-News");
    EXPECT_TRUE(news.allows("/a"));
    EXPECT_FALSE(news.allows("/b"));
    EXPECT_TRUE(news.allows("/c"));
    const auto other = RobotsRules::parse(text, "Masthead-Images/2.0 (+https://a.example/)");
    EXPECT_FALSE(other.allows("/a"));
    EXPECT_TRUE(other.allows("/b"));
    EXPECT_FALSE(other.allows("/c"));
}

// The examples of 2.2.2, 2.2.3 and 5 are the RFC's rules with paths of ours.
struct PathCase {
    const char* pattern;
    const char* path;
    bool disallowed;
};

TEST(Robots, ComparesOctetsInOneSpelling) {
    const PathCase cases[] = {
        {"/", "/", true},
        {"/news", "/news", true},
        {"/news", "/newsroom", true},
        {"/news", "/News", false},
        {"/news/", "/news", false},
        {"/news", "/a/news", false},
        {"news", "/news", false},
        {"/%7edesk", "/~desk", true},
        {"/~desk", "/%7Edesk", true},
        {"/%6e%65ws", "/news", true},
        {"/a%2fb", "/a%2Fb", true},
        {"/a%2fb", "/a/b", false},
        {"/a/b", "/a%2Fb", false},
        {"/stra\xc3\x9f"
         "e",
         "/stra%C3%9Fe", true},
        {"/stra%c3%9fe",
         "/stra\xc3\x9f"
         "e",
         true},
        {"/a b", "/a%20b", true},
        {"/a%20b", "/a b", true},
        {"/go?to=https://a.example", "/go?to=https%3A%2F%2Fa.example", true},
        {"/go?to=https%3a%2f%2fa.example", "/go?to=https://a.example/x", true},
        {"/go?to=https://a.example", "/go?to=https://a.example", true},
        {"/*://", "/go?to=https://a.example", true},
        {"/100%", "/100%", true},
        {"/100%", "/100%zz", true},
        {"/a?b=1", "/a", false},
    };
    for (const auto& c : cases) EXPECT_EQ(disallows(c.pattern, c.path), c.disallowed) << c.pattern << " " << c.path;
}

TEST(Robots, ReadsStarsAndTheEndSign) {
    const PathCase cases[] = {
        {"*", "/anything", true},
        {"/*", "/anything", true},
        {"/*.pdf$", "/a/b.pdf", true},
        {"/*.pdf$", "/a.pdf/b.pdf", true},
        {"/*.pdf$", "/b.pdf?page=2", false},
        {"/*.pdf", "/b.pdf?page=2", true},
        {"/a$", "/a", true},
        {"/a$", "/ab", false},
        {"/a*$", "/ab", true},
        {"/a*b*c", "/a--b--c--", true},
        {"/a*b*c", "/acb", false},
        {"/a*b*c$", "/abcabd", false},
        {"/a*ab$", "/aab", true},
        {"/a*ab$", "/ab", false},
        {"/**//*", "/x//y", true},
        {"/a$b", "/a$b", true},
        {"/a$b", "/a", false},
        {"/a%24", "/a$", true},
        {"/a%24", "/a", false},
        {"/a%2A", "/a*", true},
        {"/a%2a", "/ab", false},
        {"$", "/", false},
        {"/*$", "/", true},
    };
    for (const auto& c : cases) EXPECT_EQ(disallows(c.pattern, c.path), c.disallowed) << c.pattern << " " << c.path;
}

TEST(Robots, TakesTheLongestMatchAndAllowOnATie) {
    const auto rules = ours(
        "User-agent: *\nDisallow: /\nAllow: /a\nDisallow: /a/b\nAllow: /a/b/c\n"
        "Disallow: /same\nAllow: /same\nAllow: /$\nDisallow: /*.gif\nAllow: /pictures/\nDisallow:\nAllow:\n");
    EXPECT_TRUE(rules.allows("/"));
    EXPECT_FALSE(rules.allows("/x"));
    EXPECT_TRUE(rules.allows("/a/x"));
    EXPECT_FALSE(rules.allows("/a/b"));
    EXPECT_TRUE(rules.allows("/a/b/c/d"));
    EXPECT_TRUE(rules.allows("/same/x"));
    EXPECT_FALSE(rules.allows("/x.gif"));
    EXPECT_TRUE(rules.allows("/pictures/x.gif"));
}

TEST(Robots, AlwaysAllowsTheFileItself) {
    const auto rules = ours("User-agent: *\nDisallow: /\n");
    EXPECT_TRUE(rules.allows("/robots.txt"));
    EXPECT_FALSE(rules.allows("/robots.txt?x"));
    EXPECT_FALSE(RobotsRules::disallow_all().allows("/x"));
    EXPECT_TRUE(RobotsRules::allow_all().allows("/x"));
}

TEST(Robots, ReadsAtLeastTheFirst500KibibytesAndNoCutRule) {
    const std::string filler = "# " + std::string(97, '-') + "\n";
    std::string text = "User-agent: *\n";
    while (text.size() + filler.size() < 500U * 1024U - 12U) text += filler;
    const std::string before = text + "Disallow: /x\n";
    EXPECT_LE(before.size(), 500U * 1024U);
    EXPECT_FALSE(ours(before + filler).allows("/x"));
    while (text.size() < 500U * 1024U - 12U) text += ' ';
    EXPECT_TRUE(ours(text + "\nDisallow: /y/only\nDisallow: /x\n").allows("/y"));
    EXPECT_TRUE(ours(text + "\nDisallow: /y/only\nDisallow: /x\n").allows("/x"));
    RobotsOptions small;
    small.max_bytes = 20;
    EXPECT_TRUE(RobotsRules::parse("User-agent: *\nDisallow: /x\n", "Masthead", small).allows("/x"));
}

TEST(Robots, CollectsSitemapsOfEveryGroup) {
    const auto rules = ours(
        "Sitemap: https://a.example/1.xml\nUser-agent: other\nSITEMAP:https://a.example/2.xml # the news\n"
        "Disallow: /\nsitemap:\nsitemap: /3.xml\n");
    EXPECT_THAT(rules.sitemaps(), testing::ElementsAre("https://a.example/1.xml", "https://a.example/2.xml", "/3.xml"));
    std::string many;
    for (int i = 0; i < 2000; ++i) many += "sitemap: /" + std::to_string(i) + "\n";
    EXPECT_EQ(ours(many).sitemaps().size(), RobotsOptions().max_sitemaps);
}

TEST(Robots, TellsTheDelayThatIsAskedForWithinABound) {
    const auto delay = [](const std::string& value) {
        return ours("User-agent: *\nCrawl-delay: " + value + "\nDisallow: /x\n").crawl_delay();
    };
    EXPECT_EQ(delay("10"), milliseconds(10'000));
    EXPECT_EQ(delay("0.5"), milliseconds(500));
    EXPECT_EQ(delay("86400"), milliseconds(60'000));
    EXPECT_EQ(delay("1e300"), milliseconds(60'000));
    for (const std::string value : {"", "soon", "-3", "nan"}) EXPECT_EQ(delay(value), std::nullopt) << value;
    EXPECT_EQ(ours("User-agent: other\nCrawl-delay: 5\n").crawl_delay(), std::nullopt);
    EXPECT_EQ(ours("User-agent: *\nCrawl-delay: 5\n\nUser-agent: masthead\nAllow: /\n").crawl_delay(), std::nullopt);
}

// The plainest matcher there is: a table of which beginnings of pattern and path go together.
bool matches_by_table(std::string_view pattern, std::string_view path) {
    const bool anchored = pattern.ends_with('$');
    if (anchored) pattern.remove_suffix(1);
    std::vector<bool> row(path.size() + 1, false);  // row[j]: the pattern so far can end after j bytes.
    row[0] = true;
    for (const char c : pattern) {
        std::vector<bool> next(path.size() + 1, false);
        bool any = false;
        for (std::size_t j = 0; j <= path.size(); ++j) {
            any = any || row[j];
            next[j] = c == '*' ? any : j > 0 && row[j - 1] && path[j - 1] == c;
        }
        row = std::move(next);
    }
    if (anchored) return row.back();
    return std::ranges::find(row, true) != row.end();
}

TEST(Robots, AgreesWithThePlainestMatcherOnRandomPatterns) {
    std::uint64_t state = 20260101;
    const auto draw = [&](std::string_view alphabet, std::size_t longest) {
        std::string out = "/";
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        for (std::size_t left = (state >> 33U) % longest; left > 0; --left) {
            state = state * 6364136223846793005ULL + 1442695040888963407ULL;
            out += alphabet[(state >> 33U) % alphabet.size()];
        }
        return out;
    };
    int matched = 0;
    for (int i = 0; i < 20'000; ++i) {
        const std::string pattern = draw("ab**/", 8) + (i % 3 == 0 ? "$" : "");
        const std::string path = draw("ab/", 12);
        const bool expected = matches_by_table(pattern, path);
        matched += expected ? 1 : 0;
        ASSERT_EQ(disallows(pattern, path), expected) << pattern << " " << path;
    }
    EXPECT_GT(matched, 1000);
}

// Backtracking would need longer than the world has stood.
TEST(Robots, IsNotHeldUpByManyStars) {
    std::string pattern = "/";
    for (int i = 0; i < 2000; ++i) pattern += "*a";
    const std::string path = "/" + std::string(15'000, 'a');
    EXPECT_TRUE(disallows(pattern, path));
    EXPECT_FALSE(disallows(pattern + "*b$", path));
    EXPECT_FALSE(disallows("/*" + std::string(7000, 'a') + "b", path));
}

}  // namespace
}  // namespace masthead::fetch
