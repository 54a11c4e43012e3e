#include "text/words.h"

#include "text/tokens.h"
#include "text/utf8.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::text {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;

std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> out;
    for (const auto& token : tokenize(text)) out.emplace_back(token.surface);
    return out;
}

struct Case {
    std::string language;
    std::string text;
    std::vector<std::string> words;
};

std::vector<Case> cases() {
    return {
        {"Chinese",
         "港口星期一重新开放，渡轮从旧码头出发。",
         {"港口", "星期一", "重新", "开放", "渡轮", "从", "旧", "码头", "出发"}},
        {"Chinese with numbers and Latin",
         "本周有2台起重机和Model X到达",
         {"本周", "有", "2", "台", "起重机", "和", "Model", "X", "到达"}},
        {"Japanese", "港は月曜日に再開する。", {"港", "は", "月曜日", "に", "再開", "する"}},
        {"Japanese with a prolonged sound", "フェリーが出る", {"フェリー", "が", "出る"}},
        {"Korean", "항구가 월요일에 다시 열린다.", {"항구가", "월요일에", "다시", "열린다"}},
        {"Thai", "ท่าเรือเปิดอีกครั้งในวันจันทร์", {"ท่าเรือ", "เปิด", "อีก", "ครั้ง", "ใน", "วัน", "จันทร์"}},
        {"Lao", "ທ່າເຮືອເປີດໃນວັນຈັນ", {"ທ່າເຮືອ", "ເປີດ", "ໃນ", "ວັນ", "ຈັນ"}},
        {"Khmer", "កំពង់ផែបើកនៅថ្ងៃច័ន្ទ", {"កំពង់ផែ", "បើក", "នៅ", "ថ្ងៃច័ន្ទ"}},
        {"Burmese", "ဆိပ်ကမ်းကို ပြန်ဖွင့်မည်", {"ဆိပ်ကမ်း", "ကို", "ပြန်ဖွင့်", "မည်"}},
        {"Persian with joiners", "کشتی‌ها می‌روند", {"کشتی‌ها", "می‌روند"}},
        {"German with a soft hyphen",
         "Hafen\xC2\xAD"
         "meister \xC2\xAD 3",
         {"Hafen\xC2\xAD"
          "meister",
          "3"}},
        {"English",
         "The quay's 2 cranes, e.g. No. 1,200.5",
         {"The", "quay's", "2", "cranes", "e", "g", "No", "1,200.5"}},
    };
}

TEST(Words, AreCutInEveryScript) {
    for (const auto& [language, text, expected] : cases())
        EXPECT_THAT(words(text), ElementsAreArray(expected)) << language;
}

TEST(Words, ViewIntoTheTextAtTheirOffsets) {
    for (const auto& sample : cases()) {
        for (const auto& token : tokenize(sample.text))
            EXPECT_EQ(sample.text.substr(token.offset, token.surface.size()), token.surface) << sample.language;
    }
}

TEST(Words, OfOneTextAreTheSameInAnotherSentence) {
    EXPECT_THAT(words("码头"), ElementsAre("码头"));
    EXPECT_THAT(words("旧码头出发"), testing::Contains("码头"));
    EXPECT_THAT(words("วันจันทร์"), ElementsAre("วัน", "จันทร์"));
}

TEST(Shorten, CutsBetweenWordsOfScriptsWithoutSpaces) {
    EXPECT_EQ(shorten("渡轮暂时从旧码头出发", 8), "渡轮暂时从旧…");
    EXPECT_EQ(shorten("渡轮暂时，从旧码头出发", 6), "渡轮暂时…");
    EXPECT_EQ(shorten("港长は月曜日に再開する", 6), "港长は…");
    EXPECT_EQ(shorten("ท่าเรือเปิดอีกครั้งในวันจันทร์", 14), "ท่าเรือเปิด…");
    // A space early in the text does not cost what stands behind it, nor one late a word of Han beside it.
    EXPECT_EQ(shorten("NVX 公司星期一表示将在本周重新开放码头", 14), "NVX 公司星期一表示将在…");
    EXPECT_EQ(shorten("one two three four", 12), "one two…");
}

TEST(Shorten, NeverGivesMoreThanAskedNorBrokenCharacters) {
    for (const auto& sample : cases()) {
        for (std::size_t most = 1; most < count_characters(sample.text) + 2; ++most) {
            const std::string cut = shorten(sample.text, most);
            EXPECT_LE(count_characters(cut), most) << sample.language;
            EXPECT_TRUE(is_valid_utf8(cut)) << sample.language;
        }
    }
}

TEST(Unspaced, AreTheScriptsWithoutSpaces) {
    for (const char32_t c : {U'港', U'々', U'〇', U'か', U'ー', U'ก', U'ກ', U'ក', U'က'}) EXPECT_TRUE(is_unspaced(c));
    for (const char32_t c : {U'a', U'é', U'я', U'한', U'。', U'，', U'1', U' ', U'א'}) EXPECT_FALSE(is_unspaced(c));
}

}  // namespace
}  // namespace masthead::text
