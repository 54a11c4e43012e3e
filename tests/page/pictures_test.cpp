#include "page/pictures.h"

#include "page/figures.h"
#include "page/page.h"
#include "page/same_asset.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace masthead::page {
namespace {

constexpr std::string_view paragraphs =
    "<p>The harbour master said on Monday that the quay would reopen this week, after two cranes were repaired.</p>"
    "<p>Ferries will leave from the old pier until then, the town said, and nobody has to change a booking.</p>"
    "<p>Residents had asked for longer hours, and the council agreed to look at the question in the spring.</p>";

ParsedPage parse(const std::string& head, const std::string& above, const std::string& inside) {
    const std::string html = "<html><head><title>Quay reopens</title>" + head +
                             "</head><body><nav><img src='/nav/wide.jpg' width='900'></nav><article><h1>Quay reopens "
                             "this week</h1>" +
                             above + "<div class='article-body'>" + inside + std::string(paragraphs) +
                             "</div></article><footer><img src='/foot/wide.jpg' width='900'></footer></body></html>";
    auto page = parse_page(html, "https://news.example.org/a/quay", "text/html; charset=utf-8");
    EXPECT_TRUE(page.has_value());
    return page ? std::move(*page) : ParsedPage{};
}

std::string lead(const ParsedPage& page) {
    return page.images.empty() ? "" : page.images.front().url;
}

std::string og(const std::string& url) {
    return "<meta property='og:image' content='" + url + "'>";
}

std::string reason(const ParsedPage& page) {
    for (const auto& [name, where] : page.evidence) {
        if (name == "image") return where;
    }
    return "";
}

TEST(SameAsset, SizesCropsAndProxiesShowOnePicture) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"https://a.example/up/2024/05/quay-at-dawn-1200x630.jpg", "https://a.example/up/2024/05/quay-at-dawn.jpg"},
        {"https://a.example/up/quay-at-dawn-scaled.jpg", "https://a.example/up/quay-at-dawn-300x210.webp"},
        {"https://a.example/up/Dark-Quay-e1715708581580.png?w=1024", "https://a.example/up/Dark-Quay.png"},
        {"https://img.example/1234567_1715851663_v16_9_1600.jpeg",
         "https://img.example/1234567_1715851001_v1_1_200.jpeg"},
        {"https://img.example/w_1280,c_limit/pictures/quay_cover.jpg",
         "https://img.example/16:9/pictures/quay_cover.jpg"},
        {"https://resize.example/crop/3014x2017+0+0/resize/599x401!/?url=https%3A%2F%2Ffiles.example%2Fab%2Fquay77.jpg",
         "https://files.example/ab/quay77.jpg"},
        {"https://cdn.example/cgi/image/width=896,quality=80/wp/quay-house.jpg",
         "https://example.org/wp/quay-house.jpg"},
        {"https://img.example/4c113d3e-b078-4dd9-8c4b-24b103c17e6a_w1280_r1.77_fpx45.jpg",
         "https://img.example/4c113d3e-b078-4dd9-8c4b-24b103c17e6a_w520_r1.778.webp"},
        {"https://img.example/quay-crane-102~_v-16to9__retina.jpg", "https://img.example/quay-crane-102~small.jpg"},
        {"https://img.example/quay-group/wide__1300x731", "https://img.example/quay-group/wide__360x202__mobile"},
        {"https://img.example/_processed_/7/e/csm_quay-house_a395f41217.jpg",
         "https://img.example/_processed_/7/e/csm_quay-house_93268333ee.jpg"},
        {"https://img.example/image/sz.1.5360197/100x75?v=1626956922000",
         "https://img.example/image/sz.1.5360197/640x360"},
        {"https://img.example/fit.php?src=https://files.example/quay-map.png&amp;w=1440",
         "https://files.example/quay-map.png"},
        {"https://img.example/t%C3%BCr-am-kai.jpg", "https://img.example/t\xC3\xBCr-am-kai.jpg"},
        {"https://img.example/show?id=88127&w=640", "https://img.example/show?id=88127&w=1280"},
    };
    for (const auto& [left, right] : cases) {
        EXPECT_TRUE(same_asset(left, right)) << asset_name(left).key << " and " << asset_name(right).key;
        EXPECT_TRUE(same_asset(right, left));
    }
}

TEST(SameAsset, OtherPicturesAreOthers) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"https://a.example/up/quay-at-dawn.jpg", "https://a.example/up/quay-at-dusk.jpg"},
        {"https://a.example/2024/05/640/320/crane.jpg", "https://a.example/2024/05/640/320/pier-side.jpg"},
        {"https://img.example/1100/194191.jpg", "https://img.example/1100/194192.jpg"},
        {"https://img.example/baustelle-autobahn-106.jpg", "https://img.example/baustelle-autobahn-108.jpg"},
        {"https://img.example/show?id=88127&w=640", "https://img.example/show?id=88128&w=640"},
        {"", ""},
        {"data:image/gif;base64,R0lGODlh", "data:image/gif;base64,R0lGODlh"},
        {"https://example.org/", "https://example.com/"},
    };
    for (const auto& [left, right] : cases) EXPECT_FALSE(same_asset(left, right)) << left;
}

TEST(LeadImage, IsTheDeclaredOneThatTheArticleShows) {
    const auto page = parse(og("/up/quay-crane-1200x630.jpg") + "<meta property='og:image:width' content='1200'>" +
                                "<meta property='og:image:height' content='630'>",
                            "<figure><img src='/up/mayor-portrait.jpg' width='800' height='600'></figure>",
                            "<img src='/up/quay-crane-300x200.jpg'>");
    EXPECT_EQ(lead(page), "https://news.example.org/up/quay-crane-1200x630.jpg");
    EXPECT_EQ(page.images.front().width, 1200);
    EXPECT_EQ(page.images.front().height, 630);
    EXPECT_EQ(reason(page), "og:image, picture in the text");
}

TEST(LeadImage, IsTheFigureAboveTheTextWhenTheDeclaredOneIsNotShown) {
    const auto page =
        parse(og("/share/card-for-quay-story.jpg"),
              "<figure><img src='/up/quay-crane.jpg' alt='Crane' width='800' height='450'><figcaption>The crane "
              "at the quay. Photo: Ann Example</figcaption></figure>",
              "");
    EXPECT_EQ(lead(page), "https://news.example.org/up/quay-crane.jpg");
    EXPECT_EQ(page.images.front().title, "The crane at the quay.");
    EXPECT_EQ(page.images.front().attribution, "Photo: Ann Example");
    EXPECT_EQ(reason(page), "picture in the text, leading the text; passed over: og:image (another picture)");
}

TEST(LeadImage, IsTheDeclaredOneWhenNoFigureLeads) {
    const auto page = parse(og("/up/quay-at-dawn.jpg"), "", "<img src='/up/tiny.jpg' width='64' height='64'>");
    EXPECT_EQ(lead(page), "https://news.example.org/up/quay-at-dawn.jpg");
    EXPECT_EQ(page.images.size(), 1U);
}

TEST(LeadImage, ComesFromTheWidestSourceOfAPictureElement) {
    const auto page = parse("",
                            "<picture><source srcset='/up/q-640.webp 640w, /up/q-1920.webp 1920w'><img "
                            "src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' width='640' height='360'></picture>",
                            "");
    EXPECT_EQ(lead(page), "https://news.example.org/up/q-1920.webp");
    ASSERT_FALSE(page.images.empty());
    EXPECT_EQ(page.images.front().width, 1920);
    EXPECT_EQ(page.images.front().height, 1080);
}

TEST(LeadImage, IsNeverFurniture) {
    for (const std::string refused :
         {"/img/site-logo.png", "/img/bignewslogo.jpg", "/img/placeholder.jpg", "/img/blank.gif", "/img/1x1.gif",
          "/img/favicon-96.png", "/img/default-share.jpg", "/img/og_default.png", "/img/mark.svg", "/img/avatar.jpg",
          "data:image/png;base64,iVBORw0KGgo="}) {
        const auto page = parse(og(refused), "", "");
        EXPECT_TRUE(page.images.empty()) << refused;
    }
    const auto banner = parse(og("/up/wide.jpg") + "<meta property='og:image:width' content='1200'>" +
                                  "<meta property='og:image:height' content='90'>",
                              "", "");
    EXPECT_TRUE(banner.images.empty());
    EXPECT_EQ(reason(banner), "nothing; passed over: og:image (too small or of a banner's shape)");
}

TEST(LeadImage, MayHaveAWordOfFurnitureInALongName) {
    for (const std::string kept :
         {"/up/a-truck-is-loading-at-the-quay.jpg", "/up/catalogo-de-puertos.jpg", "/up/iconic-crane-of-the-quay.jpg",
          "/up/badge-of-honour-for-the-harbour-master.jpg"})
        EXPECT_EQ(lead(parse(og(kept), "", "")), "https://news.example.org" + kept);
}

TEST(LeadImage, LeavesOutTeasersAuthorsAndNavigation) {
    const auto page =
        parse("", "<div class='author-bio'><img src='/up/ann.jpg' width='600'></div>",
              "<div class='related-articles'><a href='/b'><img src='/up/other.jpg' width='800'></a></div>");
    EXPECT_TRUE(page.images.empty()) << lead(page);
}

TEST(Images, OfOneAssetAreOne) {
    const auto page = parse(og("/up/quay-crane-1200x630.jpg") +
                                "<meta name='twitter:image' content='/up/quay-crane-600x600.jpg'><script "
                                "type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Quay reopens\","
                                "\"image\":[\"/up/quay-crane-1x1.jpg\",\"/up/pier-view.jpg\"]}</script>",
                            "", "<img src='/up/quay-crane.jpg'><img src='/up/ferry.jpg' alt='A ferry'>");
    std::vector<std::string> urls;
    urls.reserve(page.images.size());
    for (const auto& image : page.images) urls.push_back(image.url);
    EXPECT_EQ(urls, (std::vector<std::string>{"https://news.example.org/up/quay-crane-1200x630.jpg",
                                              "https://news.example.org/up/ferry.jpg",
                                              "https://news.example.org/up/pier-view.jpg"}));
}

TEST(SourceSet, GivesItsWidest) {
    const auto widest = [](std::string_view set) {
        const SourceCandidate best = widest_source(set);
        return std::string(best.address) + " " + std::to_string(best.width);
    };
    EXPECT_EQ(widest("a.jpg 320w, b.jpg 1280w, c.jpg 640w"), "b.jpg 1280");
    EXPECT_EQ(widest("a.jpg 1x,b.jpg 2x"), "b.jpg 0");
    EXPECT_EQ(widest("w_100,c_fit/a.jpg 100w,w_900,c_fit/a.jpg 900w"), "w_900,c_fit/a.jpg 900");
    EXPECT_EQ(widest("a.jpg 1x, b.jpg 1.5x, c.jpg 2.5x"), "c.jpg 0");
    EXPECT_EQ(widest("a.jpg 1x, b.jpg 1.5x"), "a.jpg 0");
    EXPECT_EQ(widest("a.jpg -9w, b.jpg nanw, c.jpg 99999999w, d.jpg 640w 480h"), "d.jpg 640");
    EXPECT_EQ(widest("only.jpg"), "only.jpg 0");
    EXPECT_EQ(widest(" , "), " 0");
}

}  // namespace
}  // namespace masthead::page
