#include "text/romanize.h"

#include "text/normalize.h"
#include "text/tokens.h"

#include <algorithm>
#include <array>

#include <gtest/gtest.h>

namespace masthead::text {
namespace {

TEST(Romanized, WritesEveryScriptInLatinLetters) {
    struct Case {
        const char* word;
        const char* latin;
    };
    constexpr std::array cases = {Case{"Quennel", "quennel"},
                                  Case{"Макрон", "makron"},
                                  Case{"トランプ", "toranpu"},
                                  Case{"罗马", "luoma"},
                                  Case{"بوتين", "bwtyn"},
                                  Case{"Ångström", "angstrom"},
                                  Case{"", ""}};
    for (const auto& one : cases) EXPECT_EQ(romanized(one.word), one.latin) << one.word;
}

TEST(PlaceNames, AreWhatALanguageCallsCountriesAndCities) {
    struct Case {
        const char* language;
        const char* name;
        const char* code;
    };
    constexpr std::array cases = {Case{"en", "Italy", "IT"},           Case{"de", "Italien", "IT"},
                                  Case{"ru", "Италия", "IT"},          Case{"zh", "意大利", "IT"},
                                  Case{"ja", "ローマ", "Europe/Rome"}, Case{"ar", "روما", "Europe/Rome"}};
    for (const auto& one : cases) {
        const auto names = place_names(one.language);
        EXPECT_TRUE(std::ranges::any_of(names, [&](const PlaceName& place) {
            return place.name == one.name && place.code == one.code;
        })) << one.name;
    }
    EXPECT_TRUE(place_names("").empty());
    EXPECT_TRUE(place_names("qq").empty());
}

TEST(StopWords, AreFunctionWordsOfManyLanguagesInFoldedForm) {
    struct Case {
        const char* language;
        const char* word;
        const char* telling;
    };
    constexpr std::array cases = {
        Case{"en", "the", "harbour"}, Case{"", "the", "harbour"}, Case{"de", "für", "Hafen"},
        Case{"it", "è", "porto"},     Case{"pt", "não", "porto"}, Case{"nl", "het", "haven"},
        Case{"sv", "från", "hamn"},   Case{"pl", "się", "port"},  Case{"ru", "который", "порт"},
        Case{"uk", "який", "порт"},   Case{"ar", "على", "ميناء"}, Case{"zh", "的", "港口"},
        Case{"ja", "から", "港"}};
    for (const auto& one : cases) {
        EXPECT_TRUE(is_stop_word(fold(one.word), one.language)) << one.word;
        EXPECT_FALSE(is_stop_word(fold(one.telling), one.language)) << one.telling;
    }
    EXPECT_FALSE(is_stop_word("the", "qq"));
}

}  // namespace
}  // namespace masthead::text
