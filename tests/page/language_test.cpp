#include "page/page.h"

#include <string>

#include <gtest/gtest.h>

namespace masthead::page {
namespace {

constexpr std::string_view german =
    "<p>Der Hafenmeister sagte am Montag, dass der Kai noch in dieser Woche wieder öffnet. Zwei Kräne müssen noch "
    "repariert werden, und die Fähren legen bis dahin am alten Anleger ab.</p><p>Die Stadt hatte die Sperrung im "
    "Herbst "
    "angeordnet, weil die Mauer unter Wasser Risse zeigte und Teile davon nachgaben.</p>";

struct Read {
    std::string language;
    std::string evidence;
};

Read read(const std::string& html_attributes, const std::string& head, std::string_view text,
          const PageOptions& options = {}) {
    const auto page = parse_page("<html " + html_attributes + "><head>" + head +
                                     "<title>Kai</title></head><body><article><h1>Kai</h1>" + std::string(text) +
                                     "</article></body></html>",
                                 "https://news.example.org/de/kai", "text/html; charset=utf-8", options);
    Read found;
    if (!page) return found;
    found.language = page->language;
    for (const auto& [name, where] : page->evidence) {
        if (name == "language") found.evidence = where;
    }
    return found;
}

TEST(PageLanguage, IsWhatTheTextSaysAndADeclarationConfirms) {
    const Read found = read("lang='de-AT'", "<meta property='og:locale' content='en_US'>", german);
    EXPECT_EQ(found.language, "de");
    EXPECT_EQ(found.evidence, "html lang and the text");
}

TEST(PageLanguage, IsTheServersWhereNothingElseSpeaks) {
    const PageOptions danish{.language_header = "da-DK"};
    const Read found = read("", "", "<p>OK 12</p>", danish);
    EXPECT_EQ(found.language, "da");
    EXPECT_EQ(found.evidence, "Content-Language");
    EXPECT_EQ(read("lang=nl", "", "<p>OK 12</p>", danish).language, "nl");
    EXPECT_EQ(read("", "", german, danish).evidence, "the text");
    EXPECT_NE(read("", "", "<p>OK 12</p>", {.language_header = "da, sv"}).language, "da");
}

TEST(PageLanguage, OfATemplateIsNotBelieved) {
    const Read found = read("lang='en-US'", "", german);
    EXPECT_EQ(found.language, "de");
    EXPECT_EQ(found.evidence, "the text; html lang says en-US");
}

TEST(PageLanguage, OfAShortTextIsTheOneDeclared) {
    const std::pair<std::string, std::string> heads[] = {
        {"<meta http-equiv='Content-Language' content='da'>", "content-language"},
        {"<meta name='dc.language' content='da-DK'>", "dc.language"},
        {"<script "
         "type='application/ld+json'>{\"@type\":\"Article\",\"headline\":\"Kai\",\"inLanguage\":\"da\"}</script>",
         "JSON-LD inLanguage"},
        {"<link rel='alternate' hreflang='nl' href='/nl/kai'><link rel='alternate' hreflang='da' href='/de/kai'>",
         "hreflang"}};
    for (const auto& [head, place] : heads) {
        const Read found = read("", head, "<p>OK 12</p>");
        EXPECT_EQ(found.language, "da") << head;
        EXPECT_EQ(found.evidence, place);
    }
}

}  // namespace
}  // namespace masthead::page
