// What kinds of page there are, told by what each says of itself; and articles that only look like something else.
#include "page/page.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace masthead::page {
namespace {

constexpr std::string_view prose =
    "The harbour office of Nordhaven counted more ships in the spring than in the whole year before, and the pilots "
    "ask "
    "for two more boats, said the master of the port on Monday. ";

std::string paragraphs(int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += "<p>" + std::string(prose) + "It was the " + std::to_string(i) + "th.</p>";
    return out;
}

std::string teasers(int count) {
    std::string out;
    for (int i = 0; i < count; ++i) {
        const std::string n = std::to_string(i);
        out +=
            "<div><h3><a href=/s/" + n + ">Pilots of the port number " + n + " ask for boats once more</a></h3></div>";
    }
    return out;
}

std::string repeated(std::string_view piece, int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += piece;
    return out;
}

ParsedPage read(const std::string& head, const std::string& body, std::string_view url) {
    const auto page =
        parse_page("<!doctype html><html><head>" + head + "</head><body>" + body + "</body></html>", url, "text/html");
    EXPECT_TRUE(page);
    return page.value_or(ParsedPage{});
}

struct Case {
    std::string_view what;
    PageKind kind;
    std::string head;
    std::string body;
    std::string_view url = "https://courier.example/2026/more-ships-in-the-harbour";
};

const std::string json_article =
    R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"More ships","datePublished":"2026-03-02T10:00:00Z"}</script>)";

std::vector<Case> cases() {
    return {
        {"an article", PageKind::article, "<title>More ships</title>",
         "<article><h1>More ships</h1>" + paragraphs(6) + "</article>"},
        {"a short article", PageKind::article, "<title>More ships</title>" + json_article,
         "<h1>More ships</h1>" + paragraphs(1)},
        {"a soft 404", PageKind::error, "<title>Page not found | The Courier</title>",
         "<h1>Page not found</h1><p>Sorry, what you look for is not here. Try the search.</p>" + teasers(8)},
        {"a soft 404 in German", PageKind::error, "<title>Der Kurier</title>",
         "<h1>Seite nicht gefunden</h1><p>Leider gibt es diese Seite nicht mehr.</p>"},
        {"a title that is only a number", PageKind::error, "<title>404</title>", "<p>Nothing stands here.</p>"},
        {"the server's trouble", PageKind::error, "<title>503 Service Temporarily Unavailable</title>",
         "<center><h1>503 Service Temporarily Unavailable</h1></center><hr><center>server</center>"},
        {"a robot check", PageKind::error, "<title>Just a moment...</title>",
         "<h1>courier.example</h1><p>Checking that the connection is secure before you go on to the site.</p>"
         "<p>Please wait until this is done; it will not take more than a few seconds in most cases, or so we hope, "
         "and "
         "after that the page that you asked for is shown to you without anything else to do on your side at all. "
         "Should nothing happen, reload the page, or write to the address in the footer of the site.</p>"},
        {"a short notice of a ferry", PageKind::article,
         "<title>Ferry service temporarily unavailable on Monday</title>",
         "<h1>Ferry service temporarily unavailable on Monday</h1>" + paragraphs(2)},
        {"an article about an error page", PageKind::article,
         "<title>Page not found: why links die</title>" + json_article,
         "<h1>Page not found: why links die</h1>" + paragraphs(5)},
        {"a consent page", PageKind::consent, "<title>We value your privacy</title>",
         "<h1>We value your privacy</h1><p>We and our partners store cookies to show personalised ads, and process "
         "personal "
         "data such as addresses and what you read.</p><p>With your consent we and our partners may use precise data. "
         "You "
         "may withdraw your consent at any time in the privacy policy.</p><button>Accept</button>",
         "https://consent.courier.example/collect?to=a"},
        {"a pay-or-consent page in German", PageKind::consent, "<title>Der Kurier</title>",
         "<h1>Mit Werbung weiterlesen</h1><p>Besuchen Sie uns wie gewohnt mit Werbung und Tracking. Ihre Einwilligung "
         "können Sie jederzeit in der Datenschutzerklärung widerrufen.</p><p>Wir und unsere Partner verarbeiten "
         "personenbezogene Daten, setzen Cookies und zeigen personalisierte Werbung.</p>",
         "https://kurier.example/pur"},
        {"an article about cookies", PageKind::article, "<title>What the cookie law changes</title>" + json_article,
         "<h1>What the cookie law changes</h1>" + repeated("<p>Sites must ask for consent before they set a cookie, "
                                                           "the court of Nordhaven decided on Monday, and "
                                                           "the privacy policy of most sites will change.</p>",
                                                           6)},
        {"a login page", PageKind::login, "<title>Sign in - The Courier</title>",
         "<h1>Sign in</h1><form><input name=user><input type=password><button>Sign in</button></form><p>Welcome back "
         "to the "
         "paper that you know. Read all articles with your account on every device you own.</p><p>We keep your "
         "settings and "
         "the articles that you have marked to be read later, on all of your devices, for as long as you like to keep "
         "them there.</p>",
         "https://courier.example/login"},
        {"an article with a login form above it", PageKind::article, "<title>More ships</title>",
         "<form><input type=password></form><h1>More ships</h1>" + paragraphs(6)},
        {"a search page", PageKind::search, "<title>Search results for ships</title>",
         "<h1>Search results for “ships”</h1>" + teasers(10), "https://courier.example/search?q=ships"},
        {"a front page", PageKind::index, "<title>The Courier</title><meta property=og:type content=website>",
         teasers(30), "https://courier.example/"},
        {"a section", PageKind::index,
         "<title>Harbour news</title><script type='application/ld+json'>{\"@type\":\"CollectionPage\"}</script>",
         "<h1>Harbour</h1>" + teasers(20), "https://courier.example/harbour/"},
        {"a section that says nothing", PageKind::index,
         "<title>Harbour news</title><meta property=og:type content=website>", "<h1>Harbour</h1>" + teasers(25),
         "https://courier.example/harbour"},
        {"an article among many teasers", PageKind::article,
         "<title>More ships</title><meta property=og:type content=article>",
         "<article><h1>More ships</h1>" + paragraphs(3) + "</article>" + teasers(40)},
        {"an article at the root", PageKind::article, "<title>More ships</title>" + json_article,
         "<article><h1>More ships</h1>" + paragraphs(7) + "</article>", "https://one-story.example/"},
        {"an empty shell", PageKind::shell, "<title>The Courier</title>",
         "<noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div>"},
        {"an empty shell in French", PageKind::shell, "<title>Le Courrier</title>",
         "<noscript>Veuillez activer JavaScript.</noscript><div class=x></div>"},
        {"an article that asks for scripts too", PageKind::article, "<title>More ships</title>",
         "<noscript>Please enable JavaScript.</noscript><h1>More ships</h1>" + paragraphs(5)},
        {"a shell whose data holds the text", PageKind::article,
         "<title>More ships</title><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"More "
         "ships\","
         "\"articleBody\":\"" +
             repeated(prose, 6) + "\"}</script>",
         "<div id=root></div>"},
        {"a live blog", PageKind::live_blog,
         "<title>Storm live</title><script "
         "type='application/ld+json'>{\"@type\":\"LiveBlogPosting\",\"headline\":\"Storm "
         "live\"}</script>",
         "<h1>Storm live</h1>" + paragraphs(8)},
        {"a live blog by its address and entries", PageKind::live_blog, "<title>Storm</title>",
         "<main><h1>Storm</h1>" +
             repeated("<div><time datetime=2026-03-02T10:00>10:00</time><p>" + std::string(prose) + "</p></div>", 8) +
             "</main>",
         "https://courier.example/live-blog/storm-over-the-harbour-today"},
        {"a gallery", PageKind::gallery, "<title>Ships in pictures</title>",
         "<article><h1>Ships in pictures</h1><p>" + std::string(prose) + "</p>" +
             repeated("<figure><img src=/p.jpg><figcaption>" + std::string(prose) + "</figcaption></figure>", 8) +
             "</article>",
         "https://courier.example/2026/ships-in-the-harbour-of-nordhaven"},
        {"a paywall's stub", PageKind::paywall_stub,
         "<title>More ships</title><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"More "
         "ships\","
         "\"isAccessibleForFree\":false}</script>",
         "<h1>More ships</h1>" + paragraphs(2) + "<p>Subscribe to continue reading.</p>"},
        {"a paid article that is there whole", PageKind::article,
         "<title>More ships</title><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"More "
         "ships\","
         "\"isAccessibleForFree\":false}</script>",
         "<h1>More ships</h1>" + paragraphs(20)},
        {"a video", PageKind::video,
         "<title>Ships on film</title><meta property=og:type content=video.other><meta property=og:video "
         "content=https://courier.example/player/1>",
         "<h1>Ships on film</h1><p>" + std::string(prose) + "</p>"},
    };
}

TEST(PageKinds, AreToldByWhatPagesSayOfThemselves) {
    for (const Case& one : cases()) {
        const ParsedPage page = read(one.head, one.body, one.url);
        std::string why;
        for (const auto& [value, origin] : page.evidence) {
            if (value == "kind") why = origin;
        }
        EXPECT_EQ(name_of(page.kind), name_of(one.kind)) << one.what << ": " << why;
        EXPECT_TRUE(why.starts_with(std::string(name_of(page.kind)) + ": ")) << why;
    }
}

TEST(PageKinds, SomeAreDocumentsAndSomeAreDoors) {
    for (const PageKind kind :
         {PageKind::article, PageKind::video, PageKind::gallery, PageKind::live_blog, PageKind::paywall_stub})
        EXPECT_TRUE(is_document(kind)) << name_of(kind);
    for (const PageKind kind :
         {PageKind::index, PageKind::search, PageKind::consent, PageKind::error, PageKind::login, PageKind::shell})
        EXPECT_FALSE(is_document(kind)) << name_of(kind);
}

}  // namespace
}  // namespace masthead::page
