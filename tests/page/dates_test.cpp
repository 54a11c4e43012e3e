// Which of a page's dates is the publication's: invented pages, one dialect each.
#include "page/page.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace masthead::page {
namespace {

constexpr std::string_view text =
    "<p>The ferries stayed in the harbour all morning, and the people who wanted to cross the sound waited under the "
    "roof of the old market hall.</p><p>At noon the wind turned, the rain grew lighter, and the first boat left with "
    "forty passengers and a dog that nobody knew.</p>";

struct Case {
    std::string_view what;
    std::string_view head;
    std::string_view body;  // Around "TEXT".
    std::string_view day;
    std::string_view url = "https://courier.example/rain";
    std::string_view language = "en-GB";
};

ParsedPage read(const Case& one) {
    std::string body(one.body);
    const std::size_t at = body.find("TEXT");
    if (at != std::string::npos) body.replace(at, 4, text);
    const std::string page = "<!DOCTYPE html><html lang=\"" + std::string(one.language) +
                             "\"><head><title>Rain over the harbour</title>" + std::string(one.head) + "</head><body>" +
                             body + "</body></html>";
    auto parsed = parse_page(page, one.url, "text/html; charset=utf-8");
    return parsed ? std::move(*parsed) : ParsedPage{};
}

constexpr std::string_view linked =
    R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"Rain over the harbour",)"
    R"("datePublished":"2018-09-20T10:00:00+02:00","dateModified":"2018-09-25T10:00:00+02:00"}</script>)";

TEST(Published, IsFoundInEveryDialect) {
    const Case cases[] = {
        {"JSON-LD", linked, "<h1>Rain over the harbour</h1>TEXT", "2018-09-20"},
        {"meta of Facebook", "<meta property=article:published_time content=2018-09-21T08:00:00+02:00>", "TEXT",
         "2018-09-21"},
        {"meta of Dublin Core", "<meta name=DC.date.issued content=2018-09-21>", "TEXT", "2018-09-21"},
        {"meta of Parsely", "<meta name=parsely-pub-date content=2018-09-21T08:00:00Z>", "TEXT", "2018-09-21"},
        {"meta of journals", "<meta name=citation_online_date content=2018/09/21>", "TEXT", "2018-09-21"},
        {"a month alone gives way to a day",
         "<meta name=citation_publication_date content=2018/09><meta name=citation_online_date content=2018/09/21>",
         "TEXT", "2018-09-21"},
        {"microdata", "", "<span itemprop=datePublished content=2018-09-21></span>TEXT", "2018-09-21"},
        {"RDFa", "", "<span property=\"schema:datePublished\" content=2018-09-21></span>TEXT", "2018-09-21"},
        {"hAtom", "", "<h1>Rain over the harbour</h1><abbr class=published title=2018-09-21T10:00:00>Friday</abbr>TEXT",
         "2018-09-21"},
        {"hAtom with an update only", "", "<span class=updated title=2018-09-21T10:00:00></span>TEXT", "2018-09-21"},
        {"h-entry", "", "<time class=dt-published datetime=2018-09-21>Friday</time>TEXT", "2018-09-21"},
        {"address", "", "TEXT", "2018-09-21", "https://courier.example/2018/09/21/rain"},
        {"a line beside the title", "", "<h1>Rain over the harbour</h1><p>21/09/2018, 14:05</p>TEXT", "2018-09-21"},
        {"an American line", "", "<h1>Rain over the harbour</h1><p>09/05/2018, 2:05 pm</p>TEXT", "2018-09-05",
         "https://courier.example/rain", "en-US"},
        {"words of publication", "", "<h1>Rain over the harbour</h1>TEXT<p>Published on 21 September 2018</p>",
         "2018-09-21"},
        {"both words in one line", "",
         "<h1>Rain over the harbour</h1><p>Updated 25 September 2018, created 21 September 2018</p>TEXT", "2018-09-21"},
        {"an update without a date", "",
         "<p>September 21, 2018 / Updated 8 hours ago</p><h1>Rain over the harbour</h1>TEXT", "2018-09-21"},
        {"data of a script", "", "<div>TEXT</div><script>var page={\"publishedAt\":\"2018-09-21T10:00:00Z\"}</script>",
         "2018-09-21"},
        {"data in an attribute", "", "<div data-page='{&quot;published_at&quot;:&quot;2018-09-21&quot;}'>TEXT</div>",
         "2018-09-21"},
        {"Japanese", "", "<h1>Rain over the harbour</h1><p>公開日：2018年9月21日 更新日：2018年9月25日</p>TEXT",
         "2018-09-21"},
        {"relative times are none", "", "<h1>Rain over the harbour</h1><p>3 hours ago</p>TEXT", ""},
        {"a copyright is none", "", "TEXT<p>Copyright 21 September 2018</p>", ""},
    };
    for (const Case& one : cases) EXPECT_EQ(read(one).published_day, one.day) << one.what;
}

TEST(Published, IsWhatReadersSeeWhereDeclarationsDisagree) {
    const std::string two =
        std::string(linked) + "<meta property=article:published_time content=\"2018-09-21T12:00:00+02:00\">";
    EXPECT_EQ(read({"", two, "<h1>Rain over the harbour</h1><p>21 September 2018</p>TEXT", ""}).published_day,
              "2018-09-21");
    const ParsedPage page = read({"", two, "<h1>Rain over the harbour</h1>TEXT", ""});
    EXPECT_EQ(page.published_day, "2018-09-20");
    ASSERT_FALSE(page.passed_over.empty());
    EXPECT_EQ(page.passed_over.front().name, "published");
    EXPECT_EQ(page.passed_over.front().value, "2018-09-21");
    EXPECT_EQ(page.passed_over.front().evidence, "article:published_time");
}

TEST(Published, IsTheCredibleOneOfBlocksThatDisagree) {
    const auto block = [](std::string_view type, std::string_view dates) {
        return "<script type=\"application/ld+json\">{\"@type\":\"" + std::string(type) +
               "\",\"headline\":\"Rain over the harbour\"," + std::string(dates) + "}</script>";
    };
    const std::string wrong = block("NewsArticle", R"("datePublished":"2018-09-30T10:00:00+02:00")");
    const std::string right =
        block("Article", R"("datePublished":"2018-09-20T10:00:00+02:00","dateModified":"2018-09-21T10:00:00+02:00")");
    const std::string page = block("WebPage", R"("datePublished":"2018-09-20T10:00:00+02:00")");
    const std::string other =
        R"(<script type="application/ld+json">{"@type":"Article","headline":"Snow","datePublished":"2018-01-02"}</script>)";
    const std::string_view shown = "<h1>Rain over the harbour</h1><p>20 September 2018</p>TEXT";
    EXPECT_EQ(read({"shown beside the title", wrong + right, shown, ""}).published_day, "2018-09-20");
    EXPECT_EQ(read({"of the page's own block", wrong + page, shown, ""}).published_day, "2018-09-20");
    EXPECT_EQ(read({"of another article", wrong + other, "<h1>Rain over the harbour</h1><p>2 January 2018</p>TEXT", ""})
                  .published_day,
              "2018-09-30");
    const std::string changed = "<meta property=article:modified_time content=2018-09-21T10:00:00+02:00>";
    EXPECT_EQ(
        read({"not after the change", wrong + page + changed, "<h1>Rain over the harbour</h1>TEXT", ""}).published_day,
        "2018-09-20");
    EXPECT_EQ(read({"the first", wrong + page, "<h1>Rain over the harbour</h1>TEXT", ""}).published_day, "2018-09-30");
}

TEST(Published, OfQuotedPostsAndOtherArticlesIsPassedOver) {
    const std::string_view quote = "<blockquote><time datetime=2017-03-12>12 March</time></blockquote>";
    EXPECT_EQ(
        read({"", "", "<h1>Rain over the harbour</h1>" + std::string(quote) + "TEXT<p>Published 21 September 2018</p>",
              ""})
            .published_day,
        "2018-09-21");
    EXPECT_EQ(read({"", "",
                    "<div class=related><time datetime=2017-03-12>12 March</time></div>"
                    "<h1>Rain over the harbour</h1><time datetime=2018-09-21></time>TEXT",
                    ""})
                  .published_day,
              "2018-09-21");
}

TEST(Published, KeepsThePagesOwnDayAndTheInstant) {
    const ParsedPage page = read({"", "<meta property=article:published_time content=2018-09-20T23:30:00Z>",
                                  "<h1>Rain over the harbour</h1><p>21 September 2018, 01:30</p>TEXT", ""});
    EXPECT_EQ(page.published_day, "2018-09-21");
    ASSERT_TRUE(page.published);
    EXPECT_EQ(core::format_instant(*page.published), "2018-09-20T23:30:00Z");
    const ParsedPage zoned = read({"", "<meta property=article:published_time content=2018-09-21T01:30:00+02:00>",
                                   "<h1>Rain over the harbour</h1>TEXT", ""});
    EXPECT_EQ(zoned.published_day, "2018-09-21");
    EXPECT_EQ(core::format_instant(*zoned.published), "2018-09-20T23:30:00Z");
}

TEST(Modified, IsFoundBesideThePublication) {
    const ParsedPage page = read({"", linked, "<h1>Rain over the harbour</h1>TEXT", ""});
    ASSERT_TRUE(page.modified);
    EXPECT_EQ(core::format_instant(*page.modified), "2018-09-25T08:00:00Z");
    const ParsedPage only =
        read({"", "<meta property=article:modified_time content=2018-09-25T10:00:00Z>", "TEXT", ""});
    EXPECT_EQ(only.published_day, "2018-09-25");
}

}  // namespace
}  // namespace masthead::page
