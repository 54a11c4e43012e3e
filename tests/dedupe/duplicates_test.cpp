#include "dedupe/duplicates.h"

#include "dedupe/made_copies.h"

#include <ostream>

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

TEST(DuplicateIndex, FindsATextWhereverFiveOfItsWordsWereChanged) {
    DuplicateIndex index;
    index.add("original", fingerprint("Harbour closed", first_account), morning);
    const auto words = words_as_written(first_account);
    for (std::size_t first = 0; first + 45 < words.size(); first += 3) {
        auto changed = words;
        for (std::size_t i = 0; i < 5; ++i) changed[first + i * 9] = "quayside";
        EXPECT_TRUE(index.find(fingerprint("Another title", joined(changed)), morning)) << first;
    }
}

TEST(DuplicateIndex, KnowsATextByItsOpeningAlone) {
    DuplicateIndex index;
    std::string long_text = first_account;
    for (int i = 0; i < 400; ++i) long_text += " further" + std::to_string(i);
    index.add("original", fingerprint("Harbour closed", long_text), morning);
    const auto match = index.find(fingerprint("Harbour closed", first_account), morning);
    ASSERT_TRUE(match);
    EXPECT_EQ(match->ground, Ground::part);
    // The same opening on every page of a site makes no copies of them.
    EXPECT_FALSE(
        index.find(fingerprint("Other", words_of(first_account, 40) + second_account + second_account), morning));
}

struct Titles {
    const char* left;
    const char* right;
};

void PrintTo(const Titles& titles, std::ostream* out) {
    *out << titles.left << " / " << titles.right;
}

class CopiedTitle : public testing::TestWithParam<Titles> {};
class OtherTitle : public testing::TestWithParam<Titles> {};

std::optional<DuplicateMatch> found(const Titles& titles) {
    DuplicateIndex index;
    index.add("background", fingerprint("", "in the end nobody sees cargo, vessels or talks about any of it"), morning);
    index.add("one", fingerprint(titles.left, ""), morning);
    return index.find(fingerprint(titles.right, ""), morning + hours{3});
}

TEST_P(CopiedTitle, IsFound) {
    const auto match = found(GetParam());
    ASSERT_TRUE(match);
    EXPECT_EQ(match->article_id, "one");
}

TEST_P(OtherTitle, IsKeptApart) {
    EXPECT_FALSE(found(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(
    Short, CopiedTitle,
    testing::Values(
        Titles{"Ministers meet in Port Lisel over lost cargo", "MINISTERS meet in Port Lisel, over lost cargo"},
        Titles{"Ministers meet in Port Lisel over lost cargo", "Ministers gather in Port Lisel over lost cargo"},
        Titles{"Ministers meet in Port Lisel over lost cargo", "Ministers meet in Port Lisel over cargo"},
        Titles{"Ministers meet in Port Lisel over lost cargo", "Over lost cargo ministers meet in Port Lisel"},
        Titles{"Ministers meet in Port Lisel over lost cargo", "UPDATE 2-Ministers meet in Port Lisel over lost cargo"},
        Titles{"Ministers meet in Port Lisel over lost cargo",
               "Ministers meet in Port Lisel over lost cargo - The Lisel Courier"},
        Titles{"Harbour master\u2019s brother won\u2019t pay for the crane",
               "Harbour master's brother won't pay for the crane"},
        Titles{"Four men held after blast at the old quay", "4 men held after blast at the old quay"},
        Titles{"Council Votes to Keep the Old Crane in Port Lisel", "Council votes to keep old crane in Port Lisel"}));

INSTANTIATE_TEST_SUITE_P(
    Short, OtherTitle,
    testing::Values(
        Titles{"Shares fall 600 points on fears over freight", "Shares fall 500 points on fears over freight"},
        Titles{"What to read on the quay on Monday morning", "What to read on the quay on Tuesday morning"},
        Titles{"Council of Lisel keeps rating at the agency", "Council of Varna keeps rating at the agency"},
        Titles{"Council Of Lisel Keeps Rating At The Agency", "Council Of Varna Keeps Rating At The Agency"},
        Titles{"Morning briefing", "Morning briefing"},
        Titles{"Harbour closed after freighter loses containers", "Freighter loses forty boxes, port shut for days"}));

TEST(DuplicateIndex, LetsShortTextsRecurAfterTwoDays) {
    DuplicateIndex index;
    const auto print = fingerprint("Ministers meet in Port Lisel over lost cargo", "Talks begin on Monday.");
    index.add("one", print, morning);
    EXPECT_TRUE(index.find(print, morning + hours{47}));
    EXPECT_FALSE(index.find(print, morning + hours{72}));
    EXPECT_FALSE(index.find(Fingerprint{}, morning));
}

TEST(DuplicateIndex, LearnsTheWordsThatASitePrintsAroundEverything) {
    std::string around;
    for (int i = 0; i < 700; ++i) around += "site" + std::to_string(i) + " ";
    DuplicateIndex index;
    const auto page = [&](int number) {
        std::string own;
        for (int i = 0; i < 110; ++i) own += "own" + std::to_string(number) + "x" + std::to_string(i) + " ";
        return fingerprint("", own + around);
    };
    for (int i = 0; i < 20; ++i) index.add(std::to_string(i), page(i), morning);
    EXPECT_FALSE(index.find(page(100), morning));
    EXPECT_EQ(index.find(page(3), morning)->article_id, "3");
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
