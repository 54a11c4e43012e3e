// Which language an item is said to have.
#include "feed/reading.h"

#include <gtest/gtest.h>

namespace masthead::feed {
namespace {

struct LanguageCase {
    std::string entry;
    std::string language;
};

TEST(FeedLanguage, IsThatOfTheContentThenTheTitleThenTheItemThenTheFeed) {
    const std::vector<LanguageCase> cases{
        {"<entry><title>x</title></entry>", "de"},
        {"<entry xml:lang='fr'><title>x</title></entry>", "fr"},
        {"<entry xml:lang='fr'><title xml:lang='it'>x</title><summary xml:lang='es'>y</summary></entry>", "it"},
        {"<entry><content xml:lang='pt_BR'>x</content><title xml:lang='it'>y</title></entry>", "pt-BR"},
        {"<entry><content type='xhtml'><div xml:lang='nl'>x</div></content></entry>", "nl"},
        {"<entry xml:lang=''><title>x</title></entry>", ""},
        {"<entry xml:lang='&lt;script&gt;'><title>x</title></entry>", ""}};
    for (const auto& [entry, language] : cases) {
        const auto feed = read("<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='de'>" + entry + "</feed>");
        ASSERT_EQ(feed.items.size(), 1U) << entry;
        EXPECT_EQ(feed.items[0].language, language) << entry;
    }
}

TEST(FeedLanguage, IsTheServersWhereTheFeedDeclaresNone) {
    FeedOptions options;
    options.served_language = "en-GB";
    const auto silent = parse_feed(rss_item("<title>x</title>"), "", "", options);
    ASSERT_TRUE(silent);
    EXPECT_EQ(silent->language, "en-GB");
    EXPECT_EQ(silent->items[0].language, "en-GB");
    const auto declared = parse_feed("<rss><channel><language>sv_SE</language></channel></rss>", "", "", options);
    ASSERT_TRUE(declared);
    EXPECT_EQ(declared->language, "sv-SE");
}

}  // namespace
}  // namespace masthead::feed
