#include "score/scoring.h"

#include <algorithm>
#include <deque>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::score {
namespace {

using core::Instant;
using testing::HasSubstr;

const Instant noon = *core::parse_instant("2024-03-05T12:00:00Z");

std::string words(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "ferry ";
    return text;
}

// A story on a made-up desk about harbours; articles keep their places while more are added.
class ScoringTest : public testing::Test {
  protected:
    ScoringTest() {
        model::Topic topic;
        topic.id = "harbours";
        topic.name = "Harbours";
        topic.keywords = {"ferry", "harbour"};
        topics.push_back(topic);
    }

    // What a feed alone gives of a known provider's article, an hour before noon.
    model::Article& add(const std::string& domain, std::chrono::minutes before_noon = std::chrono::minutes{60}) {
        auto& article = articles.emplace_back();
        article.id = "id" + std::to_string(articles.size());
        article.title = "Ferry line orders three electric ships";
        article.excerpt = "The line said on Tuesday that the ships would run from next spring.";
        article.text = words(40);
        article.web_url = "https://" + domain + "/2024/ships";
        article.published = noon - before_noon;
        article.provider.domain = domain;
        article.provider.is_known = true;
        article.topics = {"harbours"};
        return article;
    }

    // The same with its page read.
    model::Article& add_full(const std::string& domain, std::chrono::minutes before_noon = std::chrono::minutes{60}) {
        auto& article = add(domain, before_noon);
        article.text = words(420);
        article.authors = {"A. Pilot"};
        article.images = {
            {.url = "https://" + domain + "/ship.jpg", .width = 1200, .height = 630, .title = "", .attribution = ""}};
        return article;
    }

    [[nodiscard]] std::vector<ScoreInput> inputs() const {
        std::vector<ScoreInput> out;
        for (const auto& article : articles) out.emplace_back().article = &article;
        return out;
    }

    [[nodiscard]] model::Story scored(Instant now = noon) const {
        return score_story("s1", inputs(), topics, profile, now);
    }
    [[nodiscard]] model::Score score_of(const model::Article& article) const {
        ScoreInput input;
        input.article = &article;
        return quality(input, topics, profile);
    }
    static int points(const model::Score& score, std::string_view name) {
        const auto term = std::ranges::find(score.terms, name, &model::ScoreTerm::name);
        return term == score.terms.end() ? 0 : term->points;
    }
    static std::string detail(const model::Score& score, std::string_view name) {
        const auto term = std::ranges::find(score.terms, name, &model::ScoreTerm::name);
        return term == score.terms.end() ? "" : term->detail;
    }

    std::deque<model::Article> articles;
    std::vector<model::Topic> topics;
    ScoringProfile profile = *make_profile(ProfileKind::masthead, {});
};

TEST_F(ScoringTest, TwoKnownOwnersWithAFreshStoryArePublished) {
    add("coast.example");
    add("north.example", std::chrono::minutes{20});
    const auto story = scored();
    EXPECT_TRUE(story.members.front().is_published) << story.members.front().heat.total();
    EXPECT_FALSE(story.members.back().is_published);
    EXPECT_EQ(story.members.back().heat.total(), -1);
}

TEST_F(ScoringTest, OneVoiceIsNotEnough) {
    add_full("coast.example");
    EXPECT_FALSE(scored().members.front().is_published);
    add_full("coast.example");  // The same provider again, and a sister paper of the same owner.
    add_full("sister.example").provider.owner = "coast.example";
    const auto story = scored();
    EXPECT_FALSE(story.members.front().is_published);
    EXPECT_EQ(points(story.members.front().heat, "owners"), 0);
}

TEST_F(ScoringTest, CopiesCountForNothing) {
    add_full("wire.example", std::chrono::minutes{90});
    for (int i = 0; i < 10; ++i) add_full("paper" + std::to_string(i) + ".example");
    auto members = inputs();
    for (std::size_t i = 1; i < members.size(); ++i) {
        members[i].is_duplicate = true;
        members[i].duplicate_of = "id1";
    }
    const auto story = score_story("s1", members, topics, profile, noon);
    EXPECT_EQ(story.lead_id(), "id1");
    EXPECT_EQ(points(story.members.front().heat, "owners"), 0);
    EXPECT_EQ(story.members.back().duplicate_of, "id1");
    EXPECT_EQ(points(story.members.back().quality, "copy"), -25);
}

TEST_F(ScoringTest, ACopyLeadsOnlyWhereNothingElseIsLeft) {
    add_full("coast.example");
    add("north.example");
    auto members = inputs();
    members[0].is_duplicate = true;
    EXPECT_EQ(score_story("s1", members, topics, profile, noon).lead_id(), "id2");
    articles[1].is_removed = true;
    EXPECT_EQ(score_story("s1", members, topics, profile, noon).lead_id(), "id1");
}

TEST_F(ScoringTest, OwnersCountWithDiminishingReturns) {
    int last_points = 0;
    int last_step = 1000;
    for (int owners = 1; owners <= 16; owners *= 2) {
        while (static_cast<int>(articles.size()) < owners) add("paper" + std::to_string(articles.size()) + ".example");
        const auto heat = scored().members.front().heat;
        const int now_points = points(heat, "owners");
        EXPECT_GE(now_points, last_points);
        const int per_owner = owners == 1 ? 1000 : (now_points - last_points) / (owners / 2);
        EXPECT_LE(per_owner, last_step);
        last_points = now_points;
        last_step = per_owner;
        if (owners == 16) {
            EXPECT_EQ(detail(heat, "owners"), "16 owners");
        }
    }
}

TEST_F(ScoringTest, HeatAgesAndTheGateDoesNot) {
    add_full("coast.example", std::chrono::hours{2});
    add_full("north.example", std::chrono::hours{1});
    const auto fresh = scored();
    const auto later = scored(noon + std::chrono::hours{8});
    const auto old = scored(noon + std::chrono::hours{24 * 60});
    EXPECT_GT(fresh.members.front().heat.total(), later.members.front().heat.total());
    EXPECT_EQ(detail(later.members.front().heat, "age"), "newest account 9 hours ago");
    EXPECT_EQ(old.members.front().heat.total(), 0);
    EXPECT_TRUE(old.members.front().is_published);
    EXPECT_EQ(heat_before_age(old.members.front().heat), heat_before_age(fresh.members.front().heat));
    const auto before = scored(noon - std::chrono::hours{48});  // A clock behind the article's date heats nothing up.
    EXPECT_EQ(before.members.front().heat.total(), heat_before_age(fresh.members.front().heat));
}

TEST_F(ScoringTest, ARemovedLeadIsNotPublished) {
    add_full("coast.example").is_removed = true;
    add_full("north.example").is_removed = true;
    add_full("south.example").is_removed = true;
    EXPECT_FALSE(scored().members.front().is_published);
}

TEST_F(ScoringTest, MembersStandByQualityThenTimeThenId) {
    add("coast.example", std::chrono::minutes{10});
    add("north.example", std::chrono::minutes{30});
    add_full("south.example", std::chrono::minutes{5});
    add("west.example", std::chrono::minutes{10});
    profile = *make_profile(ProfileKind::masthead, {{"first", 0}});
    const auto story = scored();
    std::vector<std::string> ids;
    for (const auto& member : story.members) ids.push_back(member.article_id);
    EXPECT_THAT(ids, testing::ElementsAre("id3", "id2", "id1", "id4"));
    EXPECT_EQ(story.first, noon - std::chrono::minutes{30});
    EXPECT_EQ(story.last, noon - std::chrono::minutes{5});
}

TEST_F(ScoringTest, TheFirstAccountIsRewarded) {
    add("coast.example", std::chrono::minutes{10});
    add("north.example", std::chrono::minutes{30});
    const auto story = scored();
    EXPECT_EQ(story.lead_id(), "id2");
    EXPECT_EQ(points(story.members.front().quality, "first"), 4);
}

TEST_F(ScoringTest, TheOrderOfArrivalDoesNotMatter) {
    for (int i = 0; i < 6; ++i) add("paper" + std::to_string(i) + ".example", std::chrono::minutes{i % 3});
    auto members = inputs();
    const auto expected = score_story("s1", members, topics, profile, noon);
    for (int round = 0; round < 6; ++round) {
        std::ranges::rotate(members, members.begin() + 1);
        const auto story = score_story("s1", members, topics, profile, noon);
        for (std::size_t i = 0; i < story.members.size(); ++i) {
            EXPECT_EQ(story.members[i].article_id, expected.members[i].article_id);
            EXPECT_EQ(story.members[i].heat, expected.members[i].heat);
        }
    }
}

TEST_F(ScoringTest, NoMembersGiveAStoryWithoutMembers) {
    EXPECT_TRUE(scored().members.empty());
}

TEST_F(ScoringTest, SpamIsNeverPublishedHoweverManyCarryIt) {
    const struct {
        std::string_view title;
        std::string_view term;
    } cases[] = {
        {"Electric Ferry Market Size, Share and Growth 2024-2032: Global Forecast", "market-report"},
        {"Ferry Software Market to Reach $4.2 Billion by 2030, Growing at a CAGR of 9%", "market-report"},
        {"Markt für Hafenkräne: Marktanalyse und Prognose bis 2031", "market-report"},
        {"Harbour Pilot HP-900 exam dumps with real exam questions and answers", "exam-dump"},
        {"Prüfungsfragen und Antworten für den Hafenlotsen HP-900", "exam-dump"},
        {"Prime Day deals: ferry cabins for just $49", "deal"},
        {"Best Buy discount: save $120 on this ferry cruise", "deal"},
        {"Cloud Port Software Market is Booming Worldwide with Acme, Umbrella and Initech", "market-report"},
        {"Save 97% off the complete harbour pilot certification prep bundle", "deal"},
        {"Schnäppchen: Fährticket jetzt 40 Prozent günstiger", "deal"},
        {"Angebot des Tages: Fährticket mit Rabatt", "deal"},
        {"Sponsored content: why ferries love our paint", "sponsored"},
        {"Anzeige: Urlaub auf der Fähre", "sponsored"},
    };
    for (const auto& test : cases) {
        articles.clear();
        for (int i = 0; i < 12; ++i) {
            auto& article = add_full("paper" + std::to_string(i) + ".example");
            article.title = test.title;
            article.provider.is_official = i == 0;
        }
        const auto story = scored();
        EXPECT_NE(points(story.members.front().quality, test.term), 0) << test.title;
        EXPECT_FALSE(story.members.front().is_published) << test.title << ' ' << story.members.front().heat.total();
    }
}

TEST_F(ScoringTest, TeasersCostAndHonestTitlesDoNot) {
    for (const std::string_view title : {"You won’t believe what this ferry did", "7 things you should do in a harbour",
                                         "Sie werden nicht glauben, was die Fähre tat",
                                         "Das passiert, wenn eine Fähre bremst", "Mit diesem Trick parkt jede Fähre"}) {
        auto& article = add_full("coast.example");
        article.title = title;
        EXPECT_EQ(points(score_of(article), "clickbait"), -20) << title;
    }
    for (const std::string_view title : {"Ministers sign trade deal with island states",
                                         "Peace deals fail in harbour talks",
                                         "Ferry line gains market share in the north",
                                         "Stocks on sale after ferry line warns",
                                         "Black Friday strike closes harbour",
                                         "EU and Norway reach deal on ferries",
                                         "Deals worth $4 billion were signed in the harbour",
                                         "Bank dumps ferry shares",
                                         "Pupils sit exam questions on harbours",
                                         "Regierung kürzt Rabatt auf Fährtickets",
                                         "Harbour operator signs discount cloud deal with the state",
                                         "Black Friday ferry sales rise 4%",
                                         "Oil falls to a record low price",
                                         "Deals of the day: mergers and acquisitions",
                                         "Port closed after state-sponsored attack",
                                         "Housing market slows, shipping stocks gain",
                                         "Ferry firm cuts prices by 20% after discount row",
                                         "What happened at the harbour",
                                         "Anzeigetafel im Hafen fällt aus",
                                         "Harbour tunnel opens: 3 reasons it took 20 years",
                                         "Öl 5 % günstiger"}) {
        auto& article = add_full("coast.example");
        article.title = title;
        const auto score = score_of(article);
        for (const auto& term : score.terms)
            EXPECT_GE(term.points, 0) << title << ": " << term.name << ' ' << term.detail;
    }
}

TEST_F(ScoringTest, APictureMustBeARealOne) {
    auto& article = add_full("coast.example");
    auto& image = article.images.front();
    EXPECT_EQ(points(score_of(article), "image"), 12);
    EXPECT_EQ(detail(score_of(article), "image"), "a picture 1200 pixels wide");
    image.width = 255;
    EXPECT_EQ(points(score_of(article), "image"), 0);
    image.width = 0;
    EXPECT_EQ(points(score_of(article), "image"), 6);
    image.width = 1200;
    for (const std::string_view url :
         {"https://a.example/logo.png", "https://a.example/i/site_default_share.jpg",
          "https://a.example/placeholder-16x9.webp?logo", "https://a.example/Logo-2.png"}) {
        image.url = url;
        EXPECT_EQ(points(score_of(article), "image"), 0) << url;
    }
    for (const std::string_view url :
         {"https://a.example/silicon.jpg", "https://logo.example/ship.jpg", "https://a.example/ship.jpg?v=icon"}) {
        image.url = url;
        EXPECT_EQ(points(score_of(article), "image"), 12) << url;
    }
    ScoreInput input;
    input.article = &article;
    input.image_uses = 4;
    EXPECT_EQ(points(quality(input, topics, profile), "image"), 0);
}

TEST_F(ScoringTest, APaywallStubIsRecognised) {
    auto& article = add("coast.example");
    article.text = words(60) + "\n\nAlready a subscriber? Log in.";
    EXPECT_EQ(points(score_of(article), "paywall"), -15);
    article.text = words(60) + "\n\nDieser Artikel ist exklusiv für Abonnenten.";
    EXPECT_EQ(points(score_of(article), "paywall"), -15);
    article.text = words(900) + "\n\nSubscribe to continue reading the newsletter.";
    EXPECT_EQ(points(score_of(article), "paywall"), 0);
    article.notes = {"paywall"};
    EXPECT_EQ(points(score_of(article), "paywall"), -15);
}

TEST_F(ScoringTest, AReportLeadsBeforeAnOpinion) {
    add_full("coast.example", std::chrono::minutes{90}).title = "OPINION: The ferry line is right";
    add_full("north.example").web_url = "https://north.example/opinion/2024/ferry";
    add_full("south.example", std::chrono::minutes{5}).title = "Opinion polls show support for the ferry line";
    const auto story = scored();
    EXPECT_EQ(story.lead_id(), "id3");
    EXPECT_EQ(points(story.members[1].quality, "opinion"), -6);
    EXPECT_EQ(points(story.members[2].quality, "opinion"), -6);
}

TEST_F(ScoringTest, TwoUnknownOwnersWithWholeTextsArePublishedAndTwoSnippetsAreNot) {
    for (const auto* domain : {"coast.example", "north.example"}) {
        auto& article = add(domain);
        article.provider.is_known = false;
        article.topics.clear();
        article.text = words(420);
    }
    EXPECT_TRUE(scored().members.front().is_published);
    for (auto& article : articles) article.text = words(30);
    EXPECT_FALSE(scored().members.front().is_published);
}

TEST_F(ScoringTest, TitlesInCapitalsAndLongTitlesCost) {
    auto& article = add("coast.example");
    article.title = "FERRY LINE ORDERS THREE SHIPS";
    EXPECT_EQ(points(score_of(article), "shouting"), -10);
    article.title = std::string(109, 'x');
    EXPECT_EQ(points(score_of(article), "long-title"), -4);
    EXPECT_EQ(detail(score_of(article), "long-title"), "title of 109 characters");
    article.title = std::string(400, 'x');
    EXPECT_EQ(points(score_of(article), "long-title"), -15);
}

TEST_F(ScoringTest, EveryTermHasANameADetailAndPoints) {
    auto& article = add_full("coast.example");
    article.featured_content = "https://player.example";
    article.title = "YOU WON'T BELIEVE THIS FERRY EXAM DUMP " + std::string(90, 'X');
    add("north.example");
    const auto story = scored(noon + std::chrono::hours{30});
    for (const auto& member : story.members) {
        for (const auto* score : {&member.quality, &member.heat}) {
            for (const auto& term : score->terms) {
                EXPECT_FALSE(term.name.empty());
                EXPECT_FALSE(term.detail.empty()) << term.name;
                EXPECT_NE(term.points, 0) << term.name;
            }
        }
        EXPECT_GE(member.quality.total(), 0);
    }
}

TEST_F(ScoringTest, TextWithoutSpacesHasDepth) {
    auto& article = add("coast.example");
    article.text.clear();
    for (int i = 0; i < 400; ++i) article.text += "渡船";
    EXPECT_EQ(points(score_of(article), "depth"), 20);
}

TEST_F(ScoringTest, StandingMovesQualityBothWays) {
    const auto& article = add("coast.example");
    ScoreInput input;
    input.article = &article;
    input.provider_standing = 1;
    EXPECT_EQ(points(quality(input, topics, profile), "standing"), 10);
    input.provider_standing = -7;
    EXPECT_EQ(points(quality(input, topics, profile), "standing"), -10);
}

TEST(Profile, WeightsAreCompleteAndChecked) {
    for (const auto kind : {ProfileKind::everyday, ProfileKind::masthead}) {
        const auto profile = make_profile(kind, {});
        ASSERT_TRUE(profile);
        EXPECT_EQ(profile->weights.size(), weights_of(kind).size()) << "a name stands twice";
        for (const auto& weight : weights_of(kind)) {
            EXPECT_FALSE(weight.meaning.empty());
            EXPECT_FALSE(weight.unit.empty());
            EXPECT_EQ(make_profile(kind, {{std::string(weight.name), 3.5}})->weights.find(weight.name)->second, 3.5);
        }
    }
    const auto unknown = make_profile(ProfileKind::everyday, {{"imgae", 1}});
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, core::ErrorCode::invalid);
    EXPECT_THAT(unknown.error().message, HasSubstr("no weight \"imgae\"; it has topic, keyword, image"));
    EXPECT_FALSE(make_profile(ProfileKind::everyday, {{"image", std::numeric_limits<double>::quiet_NaN()}}));
}

TEST_F(ScoringTest, WeightsChangeScores) {
    const auto& article = add_full("coast.example");
    const int before = score_of(article).total();
    profile = *make_profile(ProfileKind::masthead, {{"image", 50}});
    EXPECT_EQ(score_of(article).total(), before + 38);
}

// The reference site's rule, by hand.
TEST_F(ScoringTest, EverydayAddsUpAsTheReferenceDoes) {
    profile = *make_profile(ProfileKind::everyday, {});
    auto& article = add("coast.example");
    article.title = "Ferry and harbour news: " + std::string(55, 'x');  // 79 characters
    article.images.emplace_back();
    article.amp_url = "https://coast.example/amp";
    const auto score = score_of(article);
    EXPECT_EQ(points(score, "topic"), 2);
    EXPECT_EQ(points(score, "keyword"), 30);
    EXPECT_EQ(points(score, "image"), 20);
    EXPECT_EQ(points(score, "amp"), 20);
    EXPECT_EQ(points(score, "organization"), 40);
    EXPECT_EQ(points(score, "long-title"), -4);
    EXPECT_EQ(score.total(), 108);
    article.provider.is_official = true;
    article.featured_content = "player";
    EXPECT_EQ(score_of(article).total(), 168);
    model::Article bare;
    bare.title = std::string(200, 'x');
    EXPECT_EQ(score_of(bare).total(), 0) << "never below 0";
}

TEST_F(ScoringTest, EverydayHeatCountsMembersAndNeverAges) {
    profile = *make_profile(ProfileKind::everyday, {});
    add("coast.example", std::chrono::hours{24 * 400});  // 2 + 15 + 40
    add("north.example", std::chrono::hours{24 * 399}).provider.is_known = false;
    add("south.example", std::chrono::hours{24 * 398}).provider.is_known = false;
    auto story = scored();
    EXPECT_EQ(story.members.front().heat.total(), 57 + 40);
    EXPECT_TRUE(story.members.front().is_published);
    EXPECT_EQ(story.members.back().heat.total(), -1);
    articles.front().provider.is_known = false;
    story = scored();
    EXPECT_EQ(story.lead_id(), "id1") << "ties go to the earliest";
    EXPECT_EQ(story.members.front().heat.total(), 17) << "below the quality from which members count";
    articles.front().provider.is_known = true;
    articles.front().is_removed = true;
    EXPECT_FALSE(scored().members.front().is_published);
}

TEST_F(ScoringTest, EverydayTiesOfADayGoToTheFirstSlug) {
    profile = *make_profile(ProfileKind::everyday, {});
    add("coast.example", std::chrono::minutes{300}).title = "Nothing";
    add("north.example", std::chrono::minutes{10}).title = "Anything";
    EXPECT_EQ(scored().lead_id(), "id2");
}

}  // namespace
}  // namespace masthead::score
