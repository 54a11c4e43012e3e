#include "pipeline/pictures.h"

#include "pipeline/fake_web.h"

#include <string>
#include <vector>

namespace masthead::pipeline {
namespace {

std::string big16(int value) {
    return {static_cast<char>(value >> 8), static_cast<char>(value & 0xFF)};
}

// A JPEG up to its size, behind as many bytes of metadata.
std::string jpeg(int width, int height, std::size_t metadata = 0) {
    std::string out = "\xFF\xD8";
    for (std::size_t left = metadata; left > 0;) {
        const std::size_t part = std::min<std::size_t>(left, 60'000);
        out += "\xFF\xED" + big16(static_cast<int>(part) + 2) + std::string(part, 'm');
        left -= part;
    }
    return out + "\xFF\xC0" + big16(17) + "\x08" + big16(height) + big16(width) + std::string(10, '\x01');
}

model::Article with_images(const std::string& title, const std::vector<std::string>& urls) {
    model::Article article;
    article.title = title;
    article.provider.domain = "news.example";
    for (const std::string& url : urls) article.images.push_back({.url = url});
    return article;
}

class PicturesTest : public testing::Test {
  protected:
    PicturesTest() : cache_(folder_.path() / "images") {
        options_.images = true;
        options_.image_copies = false;
    }

    void serve(const std::string& url, const std::string& bytes) { web_.answers[url] = {url, bytes}; }
    void fetch(std::vector<model::Article>& articles) {
        std::vector<model::Article*> borrowed;
        for (auto& article : articles) borrowed.push_back(&article);
        const World world{.http = &web_, .images = &cache_, .progress = &progress_, .stop = web_.stop.get_token()};
        fetch_pictures(borrowed, options_, world, report_);
    }

    test::TempFolder folder_;
    image::ImageCache cache_;
    config::FetchOptions options_;
    FakeWeb web_;
    SilentProgress progress_;
    RunReport report_;
};

TEST_F(PicturesTest, AreAskedForTheirFirstBytesOnceForAllWhoShareThem) {
    serve("https://img.example/quay.jpg", jpeg(1200, 675) + std::string(500'000, 'p'));
    std::vector<model::Article> articles = {with_images("One", {"https://img.example/quay.jpg"}),
                                            with_images("Two", {"https://img.example/quay.jpg"})};
    fetch(articles);
    for (const auto& article : articles) {
        EXPECT_EQ(article.images.front().width, 1200);
        EXPECT_EQ(article.images.front().height, 675);
        EXPECT_FALSE(article.images.front().is_cached);
    }
    EXPECT_EQ(web_.asked["https://img.example/quay.jpg"], 1);
    EXPECT_EQ(web_.last["https://img.example/quay.jpg"].first_bytes, PictureFetching{}.first_bytes);
}

TEST_F(PicturesTest, AreNotAskedForWhereTheMarkupSaysTheirSize) {
    std::vector<model::Article> articles = {with_images("One", {"https://img.example/quay.jpg"}),
                                            with_images("Two", {})};
    articles.front().images.front().width = 800;
    articles.front().images.front().height = 450;
    fetch(articles);
    EXPECT_TRUE(web_.asked.empty());
}

TEST_F(PicturesTest, WithLongMetadataAreAskedForOnceMore) {
    serve("https://img.example/quay.jpg", jpeg(1200, 675, 200'000) + std::string(500'000, 'p'));
    std::vector<model::Article> articles = {with_images("One", {"https://img.example/quay.jpg"})};
    fetch(articles);
    EXPECT_EQ(web_.asked["https://img.example/quay.jpg"], 2);
    EXPECT_LE(web_.last["https://img.example/quay.jpg"].first_bytes, PictureFetching{}.most_first_bytes);
}

TEST_F(PicturesTest, ThatAreUnfitGiveWayToTheNext) {
    serve("https://img.example/dot.jpg", jpeg(1, 1));
    serve("https://img.example/mark.jpg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    serve("https://img.example/quay.jpg", jpeg(1200, 675));
    std::vector<model::Article> articles = {
        with_images("One", {"https://img.example/dot.jpg", "https://img.example/quay.jpg"}),
        with_images("Two", {"https://img.example/mark.jpg"})};
    fetch(articles);
    ASSERT_EQ(articles[0].images.size(), 1U);
    EXPECT_EQ(articles[0].images.front().url, "https://img.example/quay.jpg");
    EXPECT_EQ(articles[0].images.front().width, 1200);
    EXPECT_TRUE(articles[1].images.empty());
}

TEST_F(PicturesTest, ThatCannotBeReadStayAsTheyAre) {
    serve("https://img.example/door.jpg", "<html>Please sign in</html>");
    std::vector<model::Article> articles = {with_images("One", {"https://img.example/door.jpg"}),
                                            with_images("Two", {"https://img.example/missing.jpg"})};
    fetch(articles);
    EXPECT_EQ(articles[0].images.size(), 1U);
    EXPECT_EQ(articles[1].images.size(), 1U);
    EXPECT_EQ(articles[0].images.front().width, 0);
}

TEST_F(PicturesTest, AreAskedForWhollyWhereCopiesAreKept) {
    options_.image_copies = true;
    serve("https://img.example/quay.jpg", jpeg(1200, 675));
    std::vector<model::Article> articles = {with_images("One", {"https://img.example/quay.jpg"})};
    articles.front().images.front().width = 10;
    articles.front().images.front().height = 10;
    fetch(articles);
    EXPECT_EQ(web_.last["https://img.example/quay.jpg"].first_bytes, 0U);
    EXPECT_EQ(articles.front().images.front().width, 1200);
    EXPECT_FALSE(articles.front().images.front().is_cached);  // A header alone makes no copy.
}

TEST(LeadCensus, TakesALeadOfManyArticlesForADefault) {
    LeadCensus census;
    const auto article = [](int number) {
        return with_images(
            "Story " + std::to_string(number),
            {"https://img.example/card.jpg", "https://img.example/own" + std::to_string(number) + ".jpg"});
    };
    for (int i = 1; i < static_cast<int>(LeadCensus::shared_by); ++i) census.add(article(i));
    model::Article last = article(9);
    EXPECT_FALSE(census.drop_shared(last));
    census.add(last);
    EXPECT_TRUE(census.drop_shared(last));
    ASSERT_EQ(last.images.size(), 1U);
    EXPECT_EQ(last.images.front().url, "https://img.example/own9.jpg");
    model::Article elsewhere = article(3);
    elsewhere.provider.domain = "other.example";
    EXPECT_FALSE(census.drop_shared(elsewhere));
}

TEST(LeadCensus, CountsOneArticleSeenAgainOnce) {
    LeadCensus census;
    model::Article article = with_images("The same story", {"https://img.example/quay.jpg"});
    for (int i = 0; i < 20; ++i) census.add(article);
    EXPECT_FALSE(census.drop_shared(article));
}

}  // namespace
}  // namespace masthead::pipeline
