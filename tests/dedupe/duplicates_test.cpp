#include "dedupe/duplicates.h"

#include <gtest/gtest.h>

namespace masthead::dedupe {
namespace {

using std::chrono::hours;

constexpr core::Instant morning{std::chrono::seconds{1'700'000'000}};

constexpr const char* first_account =
    "The harbour of Port Lisel was closed on Tuesday after a freighter lost forty containers in heavy seas off the "
    "northern mole. "
    "The coast guard said that nobody was hurt and that two tugs were holding the ship, the Marten Oake, against the "
    "wind. "
    "Shipping lines were told to wait outside the bay until divers have searched the fairway, which may take until "
    "Friday. "
    "The harbour master, Ilse Brandt, called the loss the worst in her nineteen years in office. Some of the "
    "containers hold "
    "fertiliser, and a plane is looking for a slick. Fishermen from the villages along the coast have offered their "
    "boats. "
    "The owner of the ship, a company from Varna, did not answer calls. An inquiry opens next week, the ministry said.";

constexpr const char* second_account =
    "Dozens of containers went overboard near Port Lisel, forcing officials to shut one of the busiest harbours in the "
    "region. "
    "Rescuers reached the Marten Oake shortly after dawn and found all eighteen sailors safe, although one had a "
    "broken wrist. "
    "Traders fear delays for grain and timber that should have left this week, and prices for freight rose by a tenth. "
    "Ilse Brandt, who runs the port, promised that the fairway would be open again before the weekend. Environmental "
    "groups "
    "asked what the lost boxes contain and why the freighter sailed at all although a storm warning had been given on "
    "Monday. "
    "Insurers put the damage at nine million at the least, and lawyers are already on their way to the town.";

std::string words_of(std::string_view text, std::size_t percent) {
    return std::string(text.substr(0, text.size() * percent / 100));
}

TEST(DuplicateIndex, FindsASyndicatedCopyWithCreditBylineAndCutTail) {
    DuplicateIndex index;
    index.add("original", fingerprint("Harbour closed after freighter loses containers", first_account), morning);
    const std::string copies[] = {
        first_account,
        std::string("PORT LISEL (Agency) - ") + first_account,
        std::string("By Our Correspondent\n\n") + first_account + "\n\n(c) The Agency. All rights reserved.",
        std::string("PORT LISEL (Agency) - ") + words_of(first_account, 60),
        words_of(first_account, 50) + " Read the full report on our site.",
    };
    for (const auto& copy : copies) {
        const auto match = index.find(fingerprint("Freighter loses 40 containers (Agency)", copy), morning + hours{5});
        ASSERT_TRUE(match) << copy;
        EXPECT_EQ(match->article_id, "original");
    }
}

TEST(DuplicateIndex, KeepsTwoAccountsOfOneEventApart) {
    DuplicateIndex index;
    index.add("one", fingerprint("Harbour closed", first_account), morning);
    EXPECT_FALSE(index.find(fingerprint("Harbour closed", second_account), morning));
    // Sharing a paragraph of agency text is not being its copy.
    EXPECT_FALSE(
        index.find(fingerprint("Harbour closed", std::string(second_account) + words_of(first_account, 30)), morning));
}

TEST(DuplicateIndex, AsksShortTextsToBeEqualWordForWord) {
    DuplicateIndex index;
    index.add("one", fingerprint("Ministers meet in Port Lisel over lost cargo", "Talks begin on Monday."), morning);
    index.add("two", fingerprint("Morning briefing", ""), morning);
    EXPECT_TRUE(
        index.find(fingerprint("MINISTERS meet in Port Lisel, over lost cargo", "Talks begin on Monday"), morning));
    EXPECT_FALSE(
        index.find(fingerprint("Ministers meet in Port Lisel over lost timber", "Talks begin on Monday."), morning));
    EXPECT_FALSE(index.find(fingerprint("Ministers meet in Port Lisel over lost cargo", "Talks begin on Monday."),
                            morning + hours{72}));
    EXPECT_FALSE(index.find(fingerprint("Morning briefing", ""), morning));
    EXPECT_FALSE(index.find(Fingerprint{}, morning));
}

TEST(DuplicateIndex, ForgetsWhatIsOld) {
    DuplicateIndex index;
    const auto print = fingerprint("Harbour closed", first_account);
    index.add("one", print, morning);
    EXPECT_FALSE(index.find(print, morning + hours{24 * 8}));
    index.expire(morning + hours{1});
    EXPECT_EQ(index.size(), 0U);
    EXPECT_FALSE(index.find(print, morning));
}

TEST(DuplicateIndex, PrefersTheBestThenTheEarliestThenTheSmallerId) {
    DuplicateIndex index;
    const auto print = fingerprint("Harbour closed", first_account);
    index.add("cut", fingerprint("Harbour closed", words_of(first_account, 60)), morning - hours{2});
    index.add("b", print, morning);
    index.add("a", print, morning);
    index.add("late", print, morning + hours{1});
    EXPECT_EQ(index.find(print, morning + hours{3})->article_id, "a");
}

TEST(DuplicateIndex, HoldsManyArticles) {
    DuplicateIndex index;
    for (int i = 0; i < 500; ++i) {
        std::string text;
        for (int word = 0; word < 60; ++word) text += "w" + std::to_string(i) + "x" + std::to_string(word) + " ";
        const auto print = fingerprint("", text);
        EXPECT_FALSE(index.find(print, morning)) << i;
        index.add(std::to_string(i), print, morning);
        EXPECT_EQ(index.find(print, morning)->article_id, std::to_string(i));
    }
    EXPECT_EQ(index.size(), 500U);
}

TEST(Fingerprint, IsTheSameForTheSameWordsInEveryScript) {
    EXPECT_EQ(fingerprint("", first_account), fingerprint("", first_account));
    EXPECT_DOUBLE_EQ(resemblance(fingerprint("", first_account), fingerprint("", first_account)), 1);
    EXPECT_LT(resemblance(fingerprint("", first_account), fingerprint("", second_account)), 0.1);
    EXPECT_GT(containment(fingerprint("", first_account), fingerprint("", words_of(first_account, 50))), 0.9);
    EXPECT_EQ(fingerprint("港口关闭了三天因为风暴", "").exact, fingerprint("港口关闭了三天因为风暴", "").exact);
}

}  // namespace
}  // namespace masthead::dedupe
