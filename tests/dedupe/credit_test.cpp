#include "dedupe/credit.h"

#include <gtest/gtest.h>

namespace masthead::dedupe {
namespace {

model::Provider provider(std::string name, std::string domain) {
    model::Provider out;
    out.name = std::move(name);
    out.domain = std::move(domain);
    return out;
}

struct Case {
    const char* text;
    const char* author;
    const char* name;
    const char* domain;
};

class Credit : public testing::TestWithParam<Case> {};

TEST_P(Credit, NamesThePublisherItComesFrom) {
    model::Article article;
    article.provider = provider("The Lisel Courier", "courier.example");
    article.text = GetParam().text;
    if (*GetParam().author != 0) article.authors = {GetParam().author};
    EXPECT_TRUE(credits_name(credits_of(article), provider(GetParam().name, GetParam().domain)));
    EXPECT_FALSE(credits_name(credits_of(article), provider("Another Wire", "another.example")));
}

INSTANTIATE_TEST_SUITE_P(
    Every, Credit,
    testing::Values(Case{"PORT LISEL (Northern Wire) - The harbour was shut.", "", "Northern Wire", "wire.example"},
                    Case{"PORT LISEL (AP) \u2014 The harbour was shut.", "", "The Associated Press", "apnews.com"},
                    Case{"The harbour was shut.", "Ilse Brandt, Associated Press", "AP News", "apnews.com"},
                    Case{"The harbour was shut.", "Ilse Brandt | Northern Wire", "northern wire", "wire.example"},
                    Case{"The harbour was shut.", "Reuters", "reuters.com", "reuters.com"},
                    Case{"The harbour was shut.\n\nThis story was first published by Northern Wire. Read it there.", "",
                         "Northern Wire", "wire.example"},
                    Case{"The harbour was shut.\n\nCopyright 2026 The Northern Wire. All rights reserved.", "",
                         "Northern Wire", "wire.example"},
                    Case{"The harbour was shut.\n\n(c) Northern Wire", "", "Northern Wire", "wire.example"}));

TEST(Credit, OfAPublisherToItselfIsNone) {
    model::Article article;
    article.provider = provider("Northern Wire", "wire.example");
    article.text = "PORT LISEL (Northern Wire) - The harbour was shut.\n\n(c) Northern Wire";
    EXPECT_TRUE(credits_of(article).empty());
}

TEST(Credit, IsNotWhatStandsInBracketsWithoutADash) {
    model::Article article;
    article.provider = provider("The Lisel Courier", "courier.example");
    article.text = "The Labour Union (Northern Wire) was founded in 1907, it said. Copyright law changed since.";
    EXPECT_FALSE(credits_name(credits_of(article), provider("Northern Wire", "wire.example")));
}

}  // namespace
}  // namespace masthead::dedupe
