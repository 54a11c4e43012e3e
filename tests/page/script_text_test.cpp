// Pages of invented sites whose text stands in the data of scripts, in the shapes that frameworks give it.
#include "page/script_text.h"

#include "page/page.h"
#include "support/files.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::page {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::array sentences{
    std::string_view("The lighthouse on the northern spit has been dark since the storm broke two of its panes."),
    std::string_view("A crew of four rowed out on Tuesday with new glass, but the swell kept them from landing."),
    std::string_view("Ships are told to keep a mile further out, where the old bell buoy still marks the shoal."),
    std::string_view("The keeper says that the lamp itself is sound, and that a dry day is all that he asks for."),
    std::string_view("If the weather holds, the glaziers will try again at the end of the week, at slack water.")};
constexpr std::string_view title = "Lighthouse stays dark";

// The sentences with `before` and `after` around each, and commas between.
std::string each(std::string_view before, std::string_view after) {
    std::string out;
    for (const std::string_view one : sentences) {
        if (!out.empty()) out += ',';
        out.append(before).append(one).append(after);
    }
    return out;
}

std::string all() {
    std::string out;
    for (const std::string_view one : sentences) (out += out.empty() ? "" : "\n\n") += one;
    return out;
}

std::string page_of(std::string_view scripts, std::string_view body = "<div id=root></div>") {
    return "<html><head><title>Lighthouse stays dark</title><meta property=og:type content=article></head><body>" +
           std::string(body) + std::string(scripts) + "</body></html>";
}

ParsedPage read(const std::string& html) {
    auto page = parse_page(html, "https://coast.example/news/lighthouse-stays-dark-1", "text/html; charset=utf-8");
    EXPECT_TRUE(page.has_value());
    return page ? std::move(*page) : ParsedPage();
}

std::string in_state(std::string_view article) {
    return "<script>window.__STATE__ = {\"user\":null,\"article\":{\"headline\":\"" + std::string(title) + "\"," +
           std::string(article) + "}};</script>";
}

TEST(ScriptText, IsFoundInEveryShape) {
    std::string escaped;
    for (const std::string_view one : sentences) escaped.append(R"(\\u003cp>)").append(one).append(R"(\\u003c/p>)");
    std::string markup;
    for (const std::string_view one : sentences) markup.append("<p>").append(one).append("<\\/p>");
    const std::pair<std::string_view, std::string> cases[] = {
        {"a list of strings", in_state("\"paragraphs\":[" + each("\"", "\"") + "]")},
        {"elements of a type", in_state("\"elements\":[{\"type\":\"image\",\"caption\":\"The spit\"}," +
                                        each(R"({"type":"text","content":")", "\"}") + "]")},
        {"one string of markup", in_state("\"body\":\"" + markup + "\"")},
        {"nodes in nodes",
         in_state("\"doc\":{\"content\":[" + each(R"({"type":"paragraph","content":[{"text":")", "\"}]}") + "]}")},
        {"JavaScript that is no JSON",
         "<script>(function(){ var state = {article: {title: 'Lighthouse stays dark', "
         "extra: undefined, paragraphs: [" +
             each("\"", "\"") + "],}}; start(state); })();</script>"},
        {"a script of type application/json", "<script id=data type=application/json>{\"props\":{\"title\":\"" +
                                                  std::string(title) + "\",\"blocks\":[" + each("{\"text\":\"", "\"}") +
                                                  "]}}</script>"},
        {"JSON in a string", R"(<script>start(JSON.parse("{\"title\":\"Lighthouse stays dark\",\"html\":\")" + escaped +
                                 "\\\"}\"))</script>"},
        {"a stream of pieces", R"(<script>flow.push([1,"2:{\"title\":\"Lighthouse stays dark\",\"ht"])</script>)"
                               R"(<script>flow.push([1,"ml\":\")" +
                                   escaped + "\\\"}\\n\"])</script>"},
    };
    for (const auto& [name, script] : cases) {
        const ParsedPage page = read(page_of(script));
        EXPECT_EQ(page.text, all()) << name;
        EXPECT_EQ(page.kind, PageKind::article) << name;
        EXPECT_THAT(page.content_html, HasSubstr("<p>" + std::string(sentences[0]) + "</p>")) << name;
    }
}

TEST(ScriptText, SaysWhereItStood) {
    const ParsedPage page = read(page_of(in_state("\"body\":[" + each("{\"text\":\"", "\"}") + "]")));
    const std::pair<std::string, std::string> told{"text", "script data article.body[].text, 5 strings"};
    EXPECT_THAT(page.evidence, ::testing::Contains(told));
}

TEST(ScriptText, PiecesOfAParagraphAreJoined) {
    const std::string pieces =
        R"({"children":[{"text":"The pilots call it "},{"text":"the worst night in years"},{"text":", and stay in."}]},)";
    const ParsedPage page =
        read(page_of(in_state("\"body\":[" + pieces + each("{\"children\":[{\"text\":\"", "\"}]}") + "]")));
    EXPECT_EQ(page.text, "The pilots call it the worst night in years, and stay in.\n\n" + all());
}

TEST(ScriptText, TheArticleOfTheTitleIsTakenBeforeALongerOne) {
    const std::string other = "<script>more({\"stories\":[{\"headline\":\"Harbour fair\",\"text\":[" +
                              each("\"At the fair: ", "\"") + "," + each("\"Also there: ", "\"") + "]}]})</script>";
    EXPECT_EQ(read(page_of(other + in_state("\"text\":[" + each("\"", "\"") + "]"))).text, all());
}

TEST(ScriptText, AnotherArticleIsNotTakenForThePages) {
    const std::string other = R"({"headline":"Harbour fair","text":[)" + each("\"", "\"") + "]}";
    const std::string known =
        "<script>x({\"page\":{\"title\":\"" + std::string(title) + "\"},\"more\":[" + other + "]})</script>";
    EXPECT_EQ(find_script_text(page_of(known), title).markup, "");
    const std::string two = "<script>x({\"stories\":[" + other + "," + other + "]})</script>";
    EXPECT_EQ(find_script_text(page_of(two), title).markup, "");
    const std::string beside =
        "<script>x({\"seo\":{\"title\":\"" + std::string(title) + "\"},\"text\":[" + each("\"", "\"") + "]})</script>";
    EXPECT_EQ(read(page_of(beside)).text, all());
}

TEST(ScriptText, QuotationMarksMakeNoOtherTitle) {
    const std::string state =
        "<script>x([{\"headline\":\"“Lighthouse” stays dark\",\"text\":[" + each("\"", "\"") + "]}])</script>";
    EXPECT_TRUE(find_script_text(page_of(state), "Lighthouse stays dark").has_title);
}

TEST(ScriptText, IsNotAskedWhereTheMarkupHasIt) {
    std::string body = "<h1>Lighthouse stays dark</h1>";
    for (int i = 0; i < 5; ++i)
        body += "<p>Line " + std::to_string(i) + " of the page itself says what the crew saw from the boat that day, " +
                "and how the light looked from the land when the fog had gone and the glass lay on the rocks.</p>";
    const ParsedPage page = read(page_of("<script>tips([" + each("\"", "\"") + "])</script>", body));
    EXPECT_THAT(page.text, Not(HasSubstr("northern spit")));
    EXPECT_THAT(page.text, HasSubstr("Line 4"));
}

TEST(ScriptText, AStubIsFilledWithWhatIsCalledLikeThePage) {
    const std::string lead = "<p>" + std::string(sentences[0]) + "</p>";
    EXPECT_EQ(read(page_of(in_state("\"text\":[" + each("\"", "\"") + "]"), lead)).text, all());
}

TEST(ScriptText, APageThatIsNotFreeKeepsWhatItShows) {
    const std::string wall =
        R"(<script type=application/ld+json>{"@type":"NewsArticle","isAccessibleForFree":false}</script>)";
    const ParsedPage page = read(
        page_of(wall + in_state("\"text\":[" + each("\"", "\"") + "]"), "<p>" + std::string(sentences[0]) + "</p>"));
    EXPECT_EQ(page.text, sentences[0]);
}

TEST(ScriptText, WordsOfTheSiteAreNoArticle) {
    const std::pair<std::string_view, std::string> cases[] = {
        {"comments", "<script>x({\"comments\":[" + each("{\"text\":\"", "\"}") + "]})</script>"},
        {"a consent box", "<script>x({\"cookieConsent\":{\"texts\":[" + each("\"", "\"") + "]}})</script>"},
        {"a dictionary", "<script>x({\"a\":\"" + std::string(sentences[0]) + "\",\"b\":\"" + std::string(sentences[1]) +
                             "\",\"c\":\"" + std::string(sentences[2]) + "\",\"d\":\"" + std::string(sentences[3]) +
                             "\"})</script>"},
        {"code",
         "<script>var css = [\"" + std::string(600, 'a') + " { color: red; } .b { width: 1px; }. \"];</script>"},
        {"JSON-LD",
         "<script type=application/ld+json>{\"@type\":\"Thing\",\"list\":[" + each("\"", "\"") + "]}</script>"},
    };
    for (const auto& [name, script] : cases) EXPECT_EQ(find_script_text(page_of(script), title).markup, "") << name;
}

TEST(ScriptText, EveryBeginningAndAnyBracketsAreAnswered) {
    const std::string whole = page_of(in_state("\"body\":[" + each("{\"text\":\"", "\"}") + "]"));
    for (std::size_t length = 0; length < whole.size(); length += 5)
        EXPECT_LE(find_script_text(std::string_view(whole).substr(0, length), title).markup.size(), whole.size());
    for (const std::string_view piece : {"[", "{\"a\":[", "'", "\"", "<script>", "{a:", "[1,\"[\\\"", "]}", "\\"}) {
        std::string hostile = "<script>";
        while (hostile.size() < 100000) hostile += piece;
        EXPECT_EQ(find_script_text(hostile, title).markup, "") << piece;
    }
    std::string nested;
    for (int i = 0; i < 100000; ++i) nested += "{a:[";
    nested.append(1000, 'x');
    for (int i = 0; i < 100000; ++i) nested += "]}";
    // Past the budget nothing is copied: each level would be all that is in it.
    EXPECT_EQ(find_script_text("<script>x(" + nested + ")</script>", title, {.max_data_bytes = 1000}).markup, "");
}

}  // namespace
}  // namespace masthead::page
