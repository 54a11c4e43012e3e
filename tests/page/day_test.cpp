// Days in running text: many languages, scripts and calendars.
#include "page/day.h"

#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

namespace masthead::page {
namespace {

std::string day_in(std::string_view text) {
    const auto found = find_day(text);
    return found ? format(found->day) : "";
}

TEST(FindDay, KnowsTheMonthsOfManyLanguages) {
    constexpr std::string_view texts[] = {
        "Friday, 21 September 2018",
        "Freitag, den 21. September 2018",
        "vendredi 21 septembre 2018",
        "viernes, 21 de septiembre de 2018",
        "21 setiembre 2018",
        "sexta-feira, 21 de setembro de 2018",
        "venerdì 21 settembre 2018",
        "21 de setembre de 2018",
        "vrijdag 21 september 2018",
        "fredag den 21. september 2018",
        "perjantaina 21. syyskuuta 2018",
        "2018. szeptember 21.",
        "21 septembrie 2018",
        "piątek, 21 września 2018",
        "pátek 21. září 2018",
        "piatok 21. septembra 2018",
        "petek, 21. september 2018",
        "21. rujna 2018.",
        "petak, 21. septembar 2018",
        "21 Eylül 2018 Cuma",
        "Jumat, 21 September 2018",
        "21 сентября 2018 года",
        "21 вересня 2018 року",
        "21 септември 2018",
        "петак, 21. септембар 2018.",
        "Παρασκευή 21 Σεπτεμβρίου 2018",
        "الجمعة 21 سبتمبر 2018",
        "21 أيلول 2018",
        "21 سپتامبر 2018",
        "21 בספטמבר 2018",
        "21 सितंबर 2018",
        "21 กันยายน 2018",
        "21 tháng 9, 2018",
    };
    for (const std::string_view text : texts) EXPECT_EQ(day_in(text), "2018-09-21") << text;
}

TEST(FindDay, KnowsEveryMonthInLettersOfAllKinds) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"3 янв 2020", "2020-01-03"},       {"3 ЯНВАРЯ 2020", "2020-01-03"},  {"3 Şubat 2020", "2020-02-03"},
        {"3 ŞUBAT 2020", "2020-02-03"},     {"3 Μαρτίου 2020", "2020-03-03"}, {"3 kwietnia 2020", "2020-04-03"},
        {"3 MAI 2020", "2020-05-03"},       {"3 June 2020", "2020-06-03"},    {"3. června 2020", "2020-06-03"},
        {"3. července 2020", "2020-07-03"}, {"3 lipca 2020", "2020-07-03"},   {"3 lipnja 2020", "2020-06-03"},
        {"3 août 2020", "2020-08-03"},      {"3 серпня 2020", "2020-08-03"},  {"3 lokakuuta 2020", "2020-10-03"},
        {"3 листопада 2020", "2020-11-03"}, {"3 Aralık 2020", "2020-12-03"},  {"3 dic. 2020", "2020-12-03"},
        {"3 grudnia 2020", "2020-12-03"},   {"3. Jänner 2020", "2020-01-03"},
    };
    for (const auto& [text, day] : cases) EXPECT_EQ(day_in(text), day) << text;
}

TEST(FindDay, ReadsDigitsOfOtherScripts) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"٢١ سبتمبر، ٢٠١٨", "2018-09-21"},                                        // Arabic-Indic
        {"۲۱ سپتامبر ۲۰۱۸", "2018-09-21"},                                        // Persian
        {"۲۰۱۸/۰۹/۲۱", "2018-09-21"},           {"२१ सितंबर २०१८", "2018-09-21"},  // Devanagari
        {"๒๑ กันยายน ๒๕๖๑", "2018-09-21"},                                         // Thai, Buddhist era
        {"２０１８年９月２１日", "2018-09-21"},                                   // full width
        {"２０１８．０９．２１", ""},  // Full stops of full width are no marks of a date.
    };
    for (const auto& [text, day] : cases) EXPECT_EQ(day_in(text), day) << text;
}

TEST(FindDay, ReckonsErasAndWeeks) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"21 กันยายน พ.ศ. 2561", "2018-09-21"},
        {"21 ก.ย. 2561", "2018-09-21"},
        {"平成30年9月21日", "2018-09-21"},
        {"令和6年5月3日（金）", "2024-05-03"},
        {"2018年 9月 21日 14:05", "2018-09-21"},
        {"2018년 9월 21일", "2018-09-21"},
        {"2018. 9. 21.", "2018-09-21"},
        {"2018-W38-5", "2018-09-21"},
        {"2020-W53-7", "2021-01-03"},
        {"2021-W01-1T12:00", "2021-01-04"},
        {"2018-W38-8", ""},
        {"2018-W38", ""},
    };
    for (const auto& [text, day] : cases) EXPECT_EQ(day_in(text), day) << text;
}

TEST(FindDay, ReadsOrdinalsAndPunctuationOfAllKinds) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"the 21st of September, 2018", "2018-09-21"}, {"September 2nd, 2018", "2018-09-02"},
        {"1er septembre 2018", "2018-09-01"},          {"1º de setembro de 2018", "2018-09-01"},
        {"発表日：2018年9月21日", "2018-09-21"},       {"21-Sep-2018", "2018-09-21"},
        {"Updated: 21 Sep 2018, 14:05", "2018-09-21"}, {"（2018/09/21）", "2018-09-21"},
    };
    for (const auto& [text, day] : cases) EXPECT_EQ(day_in(text), day) << text;
}

TEST(FindDay, RelativeTimesAndOtherNumbersAreNoDays) {
    constexpr std::string_view texts[] = {
        "3 hours ago",         "vor 3 Stunden",      "il y a 2 jours",        "3時間前",
        "hace 5 minutos",      "3 часа назад",       "yesterday at 14:05",    "20 students in 2019",
        "3 people 2019 times", "page 3 of 12, 2019", "21:09:18 uptime 12345", "ISBN 978 3 16 148410 0",
        "日本では３人が",      "令和時代",           "+49 30 2018 09 21",
    };
    for (const std::string_view text : texts) EXPECT_EQ(day_in(text), "") << text;
}

TEST(DayOfAddress, ReadsDayFirstOnlyWhenAsked) {
    constexpr std::string_view url = "https://courier.example/news/21-09-2018";
    EXPECT_FALSE(day_of_address(url));
    const auto day = day_of_address(url, {.year_first_only = false});
    ASSERT_TRUE(day);
    EXPECT_EQ(format(*day), "2018-09-21");
}

}  // namespace
}  // namespace masthead::page
