#include "story/document.h"

#include "story/background.h"
#include "story/pair_features.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

namespace masthead::story {
namespace {

TEST(BareTitle, DropsTheMarksOfAgenciesAndEditors) {
    EXPECT_EQ(bare_title("UPDATE 1-Mill burns in Hallbeck"), "Mill burns in Hallbeck");
    EXPECT_EQ(bare_title("REFILE-UPDATE 2-Mill burns"), "Mill burns");
    EXPECT_EQ(bare_title("OPINION: Why mills burn"), "Why mills burn");
    EXPECT_EQ(bare_title("Hallbeck: mill burns"), "Hallbeck: mill burns");
    EXPECT_EQ(bare_title("UPDATE 1-"), "UPDATE 1-");
    EXPECT_EQ(bare_title(""), "");
}

TEST(SlugWords, AreTheLongestHyphenatedPiece) {
    EXPECT_EQ(slug_words("https://news.example/world-news/2014/mill-burns-in-hallbeck-idUSL6N0M71.html?x=a-b-c"),
              "mill burns in hallbeck");
    EXPECT_EQ(slug_words("https://news.example/world/mill_burns_in_hallbeck"), "mill burns in hallbeck");
    EXPECT_EQ(slug_words("https://news.example/a/1234"), "");
    EXPECT_EQ(slug_words("https://a-very-long-host.example"), "");
    EXPECT_EQ(slug_words(""), "");
}

TEST(ReadDocument, CountsWordsNamesAndNumbers) {
    Vocabulary vocabulary;
    const auto document = read_document(
        {.id = "a", .title = "Mill burns in Hallbeck", .text = "The mill in Hallbeck burned; 12 were hurt."},
        vocabulary, {});
    vocabulary.weigh_new_terms();
    EXPECT_EQ(document.numbers.size(), 1U);
    ASSERT_EQ(document.names.size(), 1U);
    EXPECT_EQ(vocabulary.stem(document.names[0]), "hallbeck");
    EXPECT_EQ(document.title.size(), 3U);
    EXPECT_EQ(document.words, 12U);
}

TEST(ReadDocument, KeepsTheWholeTextBesideTheLead) {
    Vocabulary vocabulary;
    const DocumentOptions options{.lead_words = 4, .text_words = 9};
    const auto document = read_document(
        {.id = "a", .title = "Mill burns", .text = "Flames were seen early. Oats, oats and barley: all in vain."},
        vocabulary, options);
    std::vector<std::string> stems;
    for (const auto& packed : document.text) stems.emplace_back(vocabulary.stem(packed.term()));
    std::ranges::sort(stems);
    EXPECT_EQ(stems, (std::vector<std::string>{"barley", "burn", "earli", "flame", "mill", "oat", "seen"}));
    const auto barley = document.text.back();  // Read last.
    EXPECT_EQ(vocabulary.stem(barley.term()), "barley");
    for (const auto term : document.distinct_terms()) EXPECT_NE(term, barley.term());
    EXPECT_TRUE(read_document({.id = "b", .title = "Mill burns"}, vocabulary, options).text.empty());
}

TEST(PackedTerm, CountsAsTheCountedTermsDo) {
    EXPECT_FLOAT_EQ(PackedTerm(7, 1).frequency(), 1);
    EXPECT_FLOAT_EQ(PackedTerm(7, 3).frequency(), static_cast<float>(1 + std::log(3.0)));
    EXPECT_EQ(PackedTerm(7, 1000).frequency(), PackedTerm(7, PackedTerm::most).frequency());
    EXPECT_EQ(PackedTerm(123'456, 1000).term(), 123'456U);
}

TEST(ReadDocument, TellsWhetherTheTextHasCapitals) {
    Vocabulary vocabulary;
    const auto is_cased = [&](std::string_view title, std::string_view text) {
        return read_document({.id = "a", .title = title, .text = text}, vocabulary, {}).is_cased;
    };
    EXPECT_TRUE(is_cased("Mill burns", ""));
    EXPECT_TRUE(is_cased("mill burns", "the mill of Hallbeck burned"));
    EXPECT_FALSE(is_cased("mill burns", "the mill of hallbeck burned"));
    EXPECT_FALSE(is_cased("工場で火災", ""));
}

TEST(TextOverlap, IsOneForItselfAndZeroForStrangers) {
    Vocabulary vocabulary;
    auto left = read_document({.id = "a", .title = "Mill burns", .text = "Crews came to Hallbeck."}, vocabulary, {});
    auto right = read_document({.id = "b", .title = "Okapi born", .text = "Keepers rejoice."}, vocabulary, {});
    vocabulary.weigh_new_terms();
    weigh(left, vocabulary);
    weigh(right, vocabulary);
    const auto same = text_overlap(left, left, vocabulary);
    EXPECT_NEAR(same.cosine, 1, 1e-6);
    EXPECT_NEAR(same.containment, 1, 1e-6);
    EXPECT_NEAR(same.names, 1, 1e-6);
    EXPECT_EQ(text_overlap(left, right, vocabulary).cosine, 0);
}

TEST(Vocabulary, FadesWhatWasReadLongAgo) {
    Vocabulary vocabulary({.background_share = 0, .background_documents = 1, .max_documents = 10});
    std::vector<Word> words;
    vocabulary.read("plumbago quoll", "en", 2, words);
    for (int i = 0; i < 8; ++i) vocabulary.count({words[0].term});
    for (int i = 0; i < 40; ++i) vocabulary.count({words[1].term});
    vocabulary.weigh_all_terms();
    EXPECT_LE(vocabulary.documents(), 10U);
    EXPECT_GT(vocabulary.idf(words[0].term), vocabulary.idf(words[1].term) + 2);
    vocabulary.forget({words[0].term, words[0].term});
    EXPECT_LE(vocabulary.documents(), 10U);
}

TEST(DocCosine, IsOneForItselfAndZeroForStrangers) {
    Vocabulary vocabulary;
    auto left = read_document({.id = "a", .title = "Mill burns in Hallbeck"}, vocabulary, {});
    auto right = read_document({.id = "b", .title = "Okapi born at zoo"}, vocabulary, {});
    vocabulary.weigh_new_terms();
    weigh(left, vocabulary);
    weigh(right, vocabulary);
    EXPECT_NEAR(doc_cosine(left, left, vocabulary), 1, 1e-6);
    EXPECT_EQ(doc_cosine(left, right, vocabulary), 0);
    EXPECT_EQ(shared_words(left, left, vocabulary, 1), std::vector<std::string>{"hallbeck"});
}

TEST(Background, KnowsCommonWordsAndNames) {
    ASSERT_TRUE(background_word("said"));
    EXPECT_LT(background_word("said")->idf, 4);
    EXPECT_FALSE(background_word("said")->is_name);
    EXPECT_TRUE(background_word("washington")->is_name);
    EXPECT_FALSE(background_word("hallbeck"));
    EXPECT_FALSE(background_word(""));
}

}  // namespace
}  // namespace masthead::story
