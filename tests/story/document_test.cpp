#include "story/document.h"

#include "story/background.h"
#include "story/pair_features.h"

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
