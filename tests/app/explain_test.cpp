// `masthead explain`: why a page reads as it does, whether it is stored or not.
#include "app/program.h"
#include "core/json.h"
#include "support/files.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::test {
namespace {

using core::Json;
using testing::HasSubstr;

constexpr std::string_view address = "https://tideandtrade.example/2026/10/16/quay-reopens";

std::string page() {
    std::string paragraphs;
    for (int i = 0; i < 6; ++i)
        paragraphs += fmt::format(
            "<p>Paragraph {} tells how the northern quay was mended, who paid for the stones, and when the first "
            "ferries of the line are to come back to it, weather and crews allowing.</p>",
            i);
    return "<html lang=en><head><title>Quay reopens | Tide &amp; Trade</title>"
           "<meta property=og:title content='The northern quay reopens'>"
           "<meta property=article:published_time content='2026-10-16T08:30:00+02:00'>"
           "<meta property=og:image content='/quay.jpg'><meta property=og:image:width content=1200>"
           "<meta property=og:image:height content=800><meta name=robots content='noarchive, "
           "max-snippet:50'></head><body>"
           "<div class=side><p>Ferries of the week, tides of the day, and other words beside the article.</p></div>"
           "<div class=story><h1>The northern quay reopens</h1>" +
           paragraphs + "</div></body></html>";
}

// A recorded web of one page.
std::string recording() {
    const std::string answer = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page();
    return fmt::format(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {}\r\nWARC-Date: 2026-10-16T09:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:6a4e8c1e-0000-4000-8000-000000000001>\r\n"
        "Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{}\r\n\r\n",
        address, answer.size(), answer);
}

Json parsed(const ProcessResult& result) {
    const auto json = core::parse_json(result.output);
    EXPECT_TRUE(json) << result.output << result.errors;
    return json.value_or(Json());
}

// What is told of one value.
Json told(const Json& explanation, std::string_view value) {
    for (const auto& row : explanation["origins"].array()) {
        if (row["field"].string() == value) return row;
    }
    return {};
}

TEST(Explain, TellsOfAFileWhichBlockWonAndWhereEachValueCameFrom) {
    const TempFolder folder;
    const std::string file = (folder.path() / "page.html").string();
    write_file(file, page());
    const Json explanation = parsed(masthead({"explain", file, "--json"}));
    EXPECT_FALSE(explanation["known"].boolean(true));
    EXPECT_EQ(told(explanation, "title")["value"].string(), "The northern quay reopens");
    EXPECT_THAT(std::string(told(explanation, "title")["from"].string()), testing::Not(testing::IsEmpty()));
    EXPECT_THAT(std::string(told(explanation, "text")["won"].string()), HasSubstr("div.story"));
    EXPECT_THAT(std::string(told(explanation, "published")["from"].string()), HasSubstr("article:published_time"));
    EXPECT_EQ(told(explanation, "image")["value"].string(), "https://file.invalid/quay.jpg (1200 x 800)");
    EXPECT_EQ(told(explanation, "robots")["value"].string(), "noarchive, max-snippet:50");
    EXPECT_EQ(explanation["page"]["title"].string(), "The northern quay reopens");
    const auto text = masthead({"explain", file}).output;
    for (const char* words :
         {"Where each value came from", "div.story", "article:published_time", "Read, and not stored"})
        EXPECT_THAT(text, HasSubstr(words));
}

TEST(Explain, TakesOnePageOfARecordedWeb) {
    const TempFolder folder;
    const std::string web = (folder.path() / "web.warc").string();
    write_file(web, recording());
    const Json explanation = parsed(masthead({"explain", web + "#" + std::string(address), "--json"}));
    EXPECT_EQ(explanation["url"].string(), address);
    EXPECT_THAT(std::string(told(explanation, "text")["won"].string()), HasSubstr("div.story"));
    const auto other = masthead({"explain", web + "#https://tideandtrade.example/other"});
    EXPECT_EQ(other.exit_code, 2);
    EXPECT_THAT(other.errors, HasSubstr("holds no page https://tideandtrade.example/other"));
    EXPECT_THAT(masthead({"explain", web}).errors, HasSubstr("name one"));
}

TEST(Explain, RemembersOfAStoredArticleWhatItsPageSaid) {
    const TempFolder folder;
    const std::string web = (folder.path() / "web.warc").string();
    const std::string data = (folder.path() / "data").string();
    write_file(web, recording());
    const auto ingested = masthead({"ingest", web, "--data", data, "--json", "--now", "2026-10-17T12:00:00Z"});
    ASSERT_EQ(ingested.exit_code, 0) << ingested.errors;
    const Json by_address = parsed(masthead({"explain", std::string(address), "--data", data, "--json"}));
    EXPECT_TRUE(by_address["known"].boolean());
    EXPECT_THAT(std::string(told(by_address, "text")["won"].string()), HasSubstr("div.story"));
    EXPECT_EQ(told(by_address, "published")["value"].string(), "2026-10-16T06:30:00Z");
    EXPECT_THAT(std::string(told(by_address, "image")["value"].string()), HasSubstr("/quay.jpg"));
    EXPECT_EQ(told(by_address, "robots")["from"].string(), "meta robots: noarchive, max-snippet:50");
    const std::string id(by_address["article"]["id"].string());
    const Json by_id = parsed(masthead({"explain", id, "--data", data, "--json"}));
    EXPECT_EQ(by_id["article"]["webUrl"].string(), address);
    const auto nothing = masthead({"explain", "0123456789abcdef", "--data", data});
    EXPECT_EQ(nothing.exit_code, 2);
    EXPECT_THAT(nothing.errors, HasSubstr("no address, no file and no article's id"));
}

}  // namespace
}  // namespace masthead::test
