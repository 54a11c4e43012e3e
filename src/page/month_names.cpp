#include "page/month_names.h"

#include "core/ascii.h"

#include <algorithm>
#include <array>
#include <string>

namespace masthead::page {
namespace {

struct MonthName {
    std::string_view name;
    unsigned month;
};

// A word names a month if it is one of these or begins with one that ends in a star (inflections: "septembre",
// "września"); of several the longest counts. English, German, French, Spanish, Portuguese, Italian, Catalan, Dutch,
// Danish, Norwegian, Swedish, Finnish, Hungarian, Romanian, Polish, Czech, Slovak, Slovene, Croatian, Serbian,
// Turkish, Indonesian, Malay, Russian, Ukrainian, Bulgarian, Macedonian, Greek, Arabic, Persian, Hebrew, Hindi, Thai.
// Sorted by bytes. Croatian "listopad" (October) is left to Polish and Czech (November).
constexpr auto month_names = std::to_array<MonthName>({
    MonthName{"abr*", 4},      MonthName{"ago", 8},        MonthName{"agosto", 8},    MonthName{"agust*", 8},
    MonthName{"aout", 8},      MonthName{"août", 8},       MonthName{"apr*", 4},      MonthName{"aralık", 12},
    MonthName{"aug*", 8},      MonthName{"avg", 8},        MonthName{"avgust*", 8},   MonthName{"avr*", 4},
    MonthName{"ağustos", 8},   MonthName{"brezna", 3},     MonthName{"březen", 3},    MonthName{"březn*", 3},
    MonthName{"czerw*", 6},    MonthName{"dec*", 12},      MonthName{"des", 12},      MonthName{"desember", 12},
    MonthName{"desembre", 12}, MonthName{"dez*", 12},      MonthName{"dic*", 12},     MonthName{"disember", 12},
    MonthName{"duben", 4},     MonthName{"dubn*", 4},      MonthName{"déc*", 12},     MonthName{"ekim", 10},
    MonthName{"elok*", 8},     MonthName{"ene", 1},        MonthName{"enero", 1},     MonthName{"eylül", 9},
    MonthName{"feb*", 2},      MonthName{"fev*", 2},       MonthName{"fév*", 2},      MonthName{"gen", 1},
    MonthName{"gener", 1},     MonthName{"gennaio", 1},    MonthName{"giu*", 6},      MonthName{"grud*", 12},
    MonthName{"haziran", 6},   MonthName{"heinäk*", 7},    MonthName{"helmik*", 2},   MonthName{"huhtik*", 4},
    MonthName{"ian*", 1},      MonthName{"iul*", 7},       MonthName{"iun*", 6},      MonthName{"jaen*", 1},
    MonthName{"jan*", 1},      MonthName{"jouluk*", 12},   MonthName{"juil*", 7},     MonthName{"juin", 6},
    MonthName{"jul*", 7},      MonthName{"jun*", 6},       MonthName{"jän*", 1},      MonthName{"júl*", 7},
    MonthName{"jún*", 6},      MonthName{"kasım", 11},     MonthName{"kesäk*", 6},    MonthName{"kolovoz*", 8},
    MonthName{"květen", 5},    MonthName{"květn*", 5},     MonthName{"kwie*", 4},     MonthName{"leden", 1},
    MonthName{"ledna", 1},     MonthName{"lip", 7},        MonthName{"lipca", 7},     MonthName{"lipiec", 7},
    MonthName{"lipnj*", 6},    MonthName{"listopad*", 11}, MonthName{"lokak*", 10},   MonthName{"lug*", 7},
    MonthName{"lut*", 2},      MonthName{"maalisk*", 3},   MonthName{"maart", 3},     MonthName{"maerz", 3},
    MonthName{"mag", 5},       MonthName{"maggio", 5},     MonthName{"mai", 5},       MonthName{"maig", 5},
    MonthName{"maio", 5},      MonthName{"maj", 5},        MonthName{"maja", 5},      MonthName{"mar", 3},
    MonthName{"marca", 3},     MonthName{"march", 3},      MonthName{"marec", 3},     MonthName{"maret", 3},
    MonthName{"marrask*", 11}, MonthName{"mars", 3},       MonthName{"mart", 3},      MonthName{"martie", 3},
    MonthName{"marts", 3},     MonthName{"marzec", 3},     MonthName{"marzo", 3},     MonthName{"març", 3},
    MonthName{"março", 3},     MonthName{"may", 5},        MonthName{"mayo", 5},      MonthName{"mayıs", 5},
    MonthName{"mei", 5},       MonthName{"mrt", 3},        MonthName{"mrz", 3},       MonthName{"máj*", 5},
    MonthName{"márc*", 3},     MonthName{"mär*", 3},       MonthName{"nisan", 4},     MonthName{"noi*", 11},
    MonthName{"nov*", 11},     MonthName{"ocak", 1},       MonthName{"oct*", 10},     MonthName{"ogos", 8},
    MonthName{"okt*", 10},     MonthName{"ott*", 10},      MonthName{"out", 10},      MonthName{"outubro", 10},
    MonthName{"ožuj*", 3},     MonthName{"paz*", 10},      MonthName{"paźdz*", 10},   MonthName{"prosin*", 12},
    MonthName{"ruj", 9},       MonthName{"rujn*", 9},      MonthName{"sep*", 9},      MonthName{"set", 9},
    MonthName{"setembre", 9},  MonthName{"setembro", 9},   MonthName{"setiembre", 9}, MonthName{"sett*", 9},
    MonthName{"sierp*", 8},    MonthName{"siječ*", 1},     MonthName{"srpen", 8},     MonthName{"srpn*", 8},
    MonthName{"srpnj*", 7},    MonthName{"studeni", 11},   MonthName{"studeno*", 11}, MonthName{"stycz*", 1},
    MonthName{"svibnj*", 5},   MonthName{"syysk*", 9},     MonthName{"szept*", 9},    MonthName{"tammik*", 1},
    MonthName{"temmuz", 7},    MonthName{"toukok*", 5},    MonthName{"travnj*", 4},   MonthName{"unora", 2},
    MonthName{"veljač*", 2},   MonthName{"wrz*", 9},       MonthName{"zari", 9},      MonthName{"září", 9},
    MonthName{"ápr*", 4},      MonthName{"únor*", 2},      MonthName{"červen", 6},    MonthName{"července", 7},
    MonthName{"červenec", 7},  MonthName{"června", 6},     MonthName{"říj*", 10},     MonthName{"şubat", 2},
    MonthName{"απρ*", 4},      MonthName{"αυγ*", 8},       MonthName{"αύγ*", 8},      MonthName{"δεκ*", 12},
    MonthName{"ιαν*", 1},      MonthName{"ιουλ*", 7},      MonthName{"ιουν*", 6},     MonthName{"ιούλ*", 7},
    MonthName{"ιούν*", 6},     MonthName{"μάι*", 5},       MonthName{"μάρτ*", 3},     MonthName{"μαΐ*", 5},
    MonthName{"μαι*", 5},      MonthName{"μαρ", 3},        MonthName{"μαρτ*", 3},     MonthName{"νοε*", 11},
    MonthName{"οκτ*", 10},     MonthName{"σεπ*", 9},       MonthName{"φεβ*", 2},      MonthName{"авг*", 8},
    MonthName{"апр*", 4},      MonthName{"берез*", 3},     MonthName{"верес*", 9},    MonthName{"груд*", 12},
    MonthName{"дек*", 12},     MonthName{"дец*", 12},      MonthName{"жовт*", 10},    MonthName{"июл*", 7},
    MonthName{"июн*", 6},      MonthName{"квіт*", 4},      MonthName{"лип*", 7},      MonthName{"листопад*", 11},
    MonthName{"лют*", 2},      MonthName{"май*", 5},       MonthName{"мар", 3},       MonthName{"март*", 3},
    MonthName{"мая", 5},       MonthName{"мај*", 5},       MonthName{"нов*", 11},     MonthName{"ноем*", 11},
    MonthName{"ноя", 11},      MonthName{"ноябр*", 11},    MonthName{"окт*", 10},     MonthName{"сен", 9},
    MonthName{"сент", 9},      MonthName{"сентябр*", 9},   MonthName{"сеп*", 9},      MonthName{"серп*", 8},
    MonthName{"січ*", 1},      MonthName{"трав*", 5},      MonthName{"феб*", 2},      MonthName{"фев*", 2},
    MonthName{"черв*", 6},     MonthName{"юли", 7},        MonthName{"юни", 6},       MonthName{"янв", 1},
    MonthName{"январ*", 1},    MonthName{"януар*", 1},     MonthName{"јан*", 1},      MonthName{"јул*", 7},
    MonthName{"јун*", 6},      MonthName{"אוגוסט", 8},     MonthName{"אוקטובר", 10},  MonthName{"אפריל", 4},
    MonthName{"באוגוסט", 8},   MonthName{"באוקטובר", 10},  MonthName{"באפריל", 4},    MonthName{"בדצמבר", 12},
    MonthName{"ביולי", 7},     MonthName{"ביוני", 6},      MonthName{"בינואר", 1},    MonthName{"במאי", 5},
    MonthName{"במרץ", 3},      MonthName{"בנובמבר", 11},   MonthName{"בספטמבר", 9},   MonthName{"בפברואר", 2},
    MonthName{"דצמבר", 12},    MonthName{"יולי", 7},       MonthName{"יוני", 6},      MonthName{"ינואר", 1},
    MonthName{"מאי", 5},       MonthName{"מרס", 3},        MonthName{"מרץ", 3},       MonthName{"נובמבר", 11},
    MonthName{"ספטמבר", 9},    MonthName{"פברואר", 2},     MonthName{"آب", 8},        MonthName{"آذار", 3},
    MonthName{"آوریل", 4},     MonthName{"آگوست", 8},      MonthName{"أبريل", 4},     MonthName{"أغسطس", 8},
    MonthName{"أكتوبر", 10},   MonthName{"أيار", 5},       MonthName{"أيلول", 9},     MonthName{"إبريل", 4},
    MonthName{"ابريل", 4},     MonthName{"اغسطس", 8},      MonthName{"اكتوبر", 10},   MonthName{"اوت", 8},
    MonthName{"اکتبر", 10},    MonthName{"تموز", 7},       MonthName{"جولای", 7},     MonthName{"حزيران", 6},
    MonthName{"دسامبر", 12},   MonthName{"ديسمبر", 12},    MonthName{"سبتمبر", 9},    MonthName{"سپتامبر", 9},
    MonthName{"شباط", 2},      MonthName{"فبراير", 2},     MonthName{"فوریه", 2},     MonthName{"مارس", 3},
    MonthName{"مايو", 5},      MonthName{"مه", 5},         MonthName{"نوامبر", 11},   MonthName{"نوفمبر", 11},
    MonthName{"نيسان", 4},     MonthName{"يناير", 1},      MonthName{"يوليه", 7},     MonthName{"يوليو", 7},
    MonthName{"يونيه", 6},     MonthName{"يونيو", 6},      MonthName{"ژانویه", 1},    MonthName{"ژوئن", 6},
    MonthName{"ژوئیه", 7},     MonthName{"अक्टूबर", 10},     MonthName{"अक्तूबर", 10},    MonthName{"अगस्त", 8},
    MonthName{"अप्रैल", 4},      MonthName{"जनवरी", 1},      MonthName{"जुलाई", 7},      MonthName{"जून", 6},
    MonthName{"दिसंबर", 12},    MonthName{"दिसम्बर", 12},    MonthName{"नवंबर", 11},     MonthName{"नवम्बर", 11},
    MonthName{"फरवरी", 2},     MonthName{"फ़रवरी", 2},      MonthName{"मई", 5},        MonthName{"मार्च", 3},
    MonthName{"सितंबर", 9},     MonthName{"सितम्बर", 9},     MonthName{"ก.ค", 7},       MonthName{"ก.พ", 2},
    MonthName{"ก.ย", 9},       MonthName{"กรกฎาคม", 7},    MonthName{"กันยายน", 9},    MonthName{"กุมภาพันธ์", 2},
    MonthName{"ต.ค", 10},      MonthName{"ตุลาคม", 10},     MonthName{"ธ.ค", 12},      MonthName{"ธันวาคม", 12},
    MonthName{"พ.ค", 5},       MonthName{"พ.ย", 11},       MonthName{"พฤศจิกายน", 11}, MonthName{"พฤษภาคม", 5},
    MonthName{"ม.ค", 1},       MonthName{"มกราคม", 1},     MonthName{"มิ.ย", 6},       MonthName{"มิถุนายน", 6},
    MonthName{"มี.ค", 3},       MonthName{"มีนาคม", 3},      MonthName{"ส.ค", 8},       MonthName{"สิงหาคม", 8},
    MonthName{"เม.ย", 4},      MonthName{"เมษายน", 4},
});
static_assert(std::ranges::is_sorted(month_names, {}, &MonthName::name));

constexpr std::size_t longest_month = 32;      // Bytes; longer words are none.
constexpr std::size_t longest_inflection = 9;  // Letters after a stem.

// Lower case of ASCII, Latin-1, Latin Extended-A, Greek and Cyrillic: all that the names above are written in.
std::string lower_word(std::string_view word) {
    std::string out;
    out.reserve(word.size());
    for (std::size_t i = 0; i < word.size(); ++i) {
        const auto lead = static_cast<unsigned char>(word[i]);
        if (lead < 0xC3 || lead > 0xD0 || i + 1 == word.size()) {
            out += core::to_lower(word[i]);
            continue;
        }
        unsigned letter = (lead & 0x1FU) << 6U | (static_cast<unsigned char>(word[++i]) & 0x3FU);
        const bool is_pair = letter >= 0x100 && letter < 0x180 && letter != 0x130 && letter != 0x131;
        const bool odd_first = (letter >= 0x139 && letter <= 0x148) || (letter >= 0x179 && letter <= 0x17E);
        if ((letter >= 0xC0 && letter <= 0xDE && letter != 0xD7) || (letter >= 0x391 && letter <= 0x3AB) ||
            (letter >= 0x410 && letter <= 0x42F))
            letter += 0x20;
        else if (letter >= 0x400 && letter <= 0x40F)
            letter += 0x50;
        else if (is_pair && (letter % 2 == 1) == odd_first)
            ++letter;
        if (letter == 0x130) {  // The Turkish capital of i.
            out += 'i';
            continue;
        }
        out += static_cast<char>(0xC0U | letter >> 6U);
        out += static_cast<char>(0x80U | (letter & 0x3FU));
    }
    return out;
}

}  // namespace

unsigned month_of_name(std::string_view word) {
    if (word.size() < 3 || word.size() > longest_month) return 0;
    const std::string lower = lower_word(word);
    const std::size_t bytes_a_letter = static_cast<unsigned char>(lower.front()) < 0x80 ? 1U : 2U;
    unsigned month = 0;
    std::size_t length = 0;
    const auto first = static_cast<unsigned char>(lower.front());
    for (auto at = std::ranges::lower_bound(
             month_names, first, {}, [](const MonthName& one) { return static_cast<unsigned char>(one.name.front()); });
         at != month_names.end() && static_cast<unsigned char>(at->name.front()) == first; ++at) {
        const bool is_stem = at->name.ends_with('*');
        const std::string_view name = at->name.substr(0, at->name.size() - (is_stem ? 1 : 0));
        if (!is_stem && lower == name) return at->month;
        if (is_stem && name.size() > length && lower.starts_with(name) &&
            lower.size() <= name.size() + longest_inflection * bytes_a_letter) {
            month = at->month;
            length = name.size();
        }
    }
    return month;
}

}  // namespace masthead::page
