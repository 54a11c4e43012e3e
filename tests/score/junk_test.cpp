// What a desk says about articles that are made for something else than news.
#include "score/junk.h"

#include "score/scoring.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::score {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

model::Article article(const std::string& title) {
    model::Article out;
    out.id = "0000000000000001";
    out.title = title;
    out.web_url = "https://news.example.org/2026/11/it";
    out.provider.domain = "example.org";
    return out;
}

model::JunkRule rule(const std::string& name, std::vector<std::string> phrases) {
    model::JunkRule out;
    out.name = name;
    out.phrases = std::move(phrases);
    return out;
}

std::vector<std::string> remarks(const model::Article& article, const std::vector<model::JunkRule>& rules) {
    const JunkRules junk(rules);
    std::vector<std::string> out;
    for (const auto& remark : facts_of(article, {}, &junk).remarks) out.push_back(remark.name + ": " + remark.detail);
    return out;
}

TEST(JunkRule, OfTheDeskFindsItsPhrasesAsWholeWords) {
    const auto stars = rule("horoscope", {"your horoscope", "zodiac", "# lucky numbers"});
    EXPECT_THAT(remarks(article("Your Horoscope for Friday"), {stars}),
                ElementsAre("horoscope: by the desk's rule: your horoscope"));
    EXPECT_THAT(remarks(article("Your horoscope: 7 lucky numbers"), {stars}),
                ElementsAre("horoscope: by the desk's rule: your horoscope, # lucky numbers"));
    EXPECT_THAT(remarks(article("Zodiacal light over the bay"), {stars}), IsEmpty());
    EXPECT_THAT(remarks(article("今日星座运势"), {rule("stars", {"星座"})}), ElementsAre(HasSubstr("stars")));
}

TEST(JunkRule, LooksWhereItIsTold) {
    auto made = article("A quiet day");
    made.excerpt = "With a recipe inside.";
    made.text = "Press contact: the office.";
    made.web_url = "https://news.example.org/press-releases/1";
    auto one = rule("promo", {"press contact"});
    const auto found_at = [&](const std::string& where, const std::string& phrase) {
        one.where = where;
        one.phrases = {phrase};
        return !remarks(made, {one}).empty();
    };
    EXPECT_FALSE(found_at("title", "recipe"));
    EXPECT_TRUE(found_at("excerpt", "recipe"));
    EXPECT_FALSE(found_at("excerpt", "press contact"));
    EXPECT_TRUE(found_at("text", "press contact"));
    EXPECT_TRUE(found_at("text", "quiet day"));
    EXPECT_FALSE(found_at("text", "day with a recipe")) << "no phrase reaches from one to the other";
    EXPECT_TRUE(found_at("url", "/press-releases/"));
    EXPECT_FALSE(found_at("title", "/press-releases/"));
}

TEST(JunkRule, IsForItsSitesAndNeverForTrustedOnes) {
    auto all = rule("wire", {});
    all.sites = {"example.org"};
    EXPECT_THAT(remarks(article("Anything"), {all}), ElementsAre("wire: by the desk's rule: from example.org"));
    all.sites = {"other.example"};
    EXPECT_THAT(remarks(article("Anything"), {all}), IsEmpty());
    auto trusting = rule("wire", {"anything"});
    EXPECT_THAT(remarks(article("Anything"), {trusting}), ElementsAre(HasSubstr("anything")));
    trusting.trusted = {"news.example.org"};
    EXPECT_THAT(remarks(article("Anything"), {trusting}), IsEmpty());
}

TEST(JunkRule, ThatShipsIsAddedToAndExcused) {
    const auto offer = article("Best deals: save $40 on a bilge pump today only");
    ASSERT_THAT(remarks(offer, {}), ElementsAre(HasSubstr("deal: shopping offer")));
    EXPECT_THAT(remarks(offer, {rule("deal", {"bilge pump"})}),
                ElementsAre(HasSubstr("; by the desk's rule: bilge pump")));
    auto excusing = rule("deal", {});
    excusing.unless = {"bilge pump"};
    EXPECT_THAT(remarks(offer, {excusing}), IsEmpty());
    excusing.unless = {"trade talks"};
    EXPECT_THAT(remarks(offer, {excusing}), ElementsAre(HasSubstr("deal")));
}

TEST(JunkRule, CostsWhatItsWeightSaysAndNothingOnceItIsGone) {
    const JunkRules junk(std::vector{rule("horoscope", {"horoscope"})});
    auto made = article("Your horoscope");
    made.excerpt = "An excerpt.";
    const auto facts = facts_of(made, {}, &junk);
    ScoreInput input;
    input.facts = &facts;
    auto profile = make_profile(ProfileKind::masthead, {}).value();
    const int without = quality(input, {}, profile).total();
    profile.weights["horoscope"] = 3;
    EXPECT_EQ(quality(input, {}, profile).total(), without - 3);
}

TEST(JunkRule, SaysWhatIsWrongWithIt) {
    const auto message = [](const std::vector<model::JunkRule>& rules) {
        const auto checked = check_junk(rules);
        return checked ? std::string() : checked.error().message;
    };
    EXPECT_EQ(message({rule("horoscope", {"zodiac"}), rule("deal", {"bargains"})}), "");
    EXPECT_THAT(message({rule("Horo Scope", {"x"})}), HasSubstr("small letters, digits and hyphens"));
    EXPECT_THAT(message({rule("a", {"x"}), rule("a", {"y"})}), HasSubstr("stands twice"));
    EXPECT_THAT(message({rule("image", {"x"})}), HasSubstr("the name of a weight"));
    EXPECT_THAT(message({rule("a", {})}), HasSubstr("says nothing"));
    for (const auto name : shipped_junk()) EXPECT_EQ(message({rule(std::string(name), {"x"})}), "") << name;
}

TEST(TextFacts, OutliveTheText) {
    auto contact = rule("promo", {"press contact"});
    contact.where = "text";
    const JunkRules junk(std::vector{contact, rule("horoscope", {"horoscope"})});
    auto made = article("Your horoscope");
    made.text = "Press contact: the office. Subscribe to continue";
    const auto before = facts_of(made, {}, &junk);
    made.text.clear();
    made.title = "Another title";
    auto after = facts_of(made, {}, &junk);
    EXPECT_THAT(after.remarks, IsEmpty());
    keep_text_facts(before, junk, after);
    EXPECT_EQ(after.words, before.words);
    std::vector<std::string> names;
    for (const auto& remark : after.remarks) names.push_back(remark.name);
    EXPECT_THAT(names, ElementsAre("paywall", "promo")) << "what the title said is gone with it";
}

}  // namespace
}  // namespace masthead::score
