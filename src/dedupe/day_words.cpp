#include "dedupe/day_words.h"

#include <algorithm>
#include <array>

namespace masthead::dedupe {

namespace {

constexpr auto day_words = std::to_array<std::string_view>({
    "abril",     "agosto",    "aout",       "april",     "august",     "avril",   "december", "decembre", "dezember",
    "diciembre", "dienstag",  "dimanche",   "domingo",   "donnerstag", "enero",   "febrero",  "februar",  "february",
    "fevrier",   "freitag",   "friday",     "januar",    "january",    "janvier", "jeudi",    "jueves",   "juillet",
    "juin",      "julio",     "july",       "june",      "juni",       "junio",   "lundi",    "lunes",    "mardi",
    "martes",    "marz",      "mercredi",   "miercoles", "mittwoch",   "monday",  "montag",   "november", "novembre",
    "noviembre", "october",   "octobre",    "octubre",   "oktober",    "sabado",  "samedi",   "samstag",  "saturday",
    "september", "septembre", "septiembre", "sonnabend", "sonntag",    "sunday",  "thursday", "tuesday",  "vendredi",
    "viernes",   "wednesday",
});
static_assert(std::ranges::is_sorted(day_words));

// Words of their own in lower case.
constexpr auto with_capital =
    std::to_array<std::string_view>({"apr", "aug", "dec", "feb", "fri",  "jan", "jul",   "jun", "march", "may",
                                     "mon", "nov", "oct", "sep", "sept", "thu", "thurs", "tue", "tues",  "wed"});
static_assert(std::ranges::is_sorted(with_capital));

constexpr auto marks =
    std::to_array<std::string_view>({"ALERT", "BREAKING", "CORRECTED", "CORRECTION", "EXCLUSIVE", "FACTBOX", "LIVE",
                                     "REFILE", "RPT", "UPDATE", "UPDATED", "VIDEO", "WATCH", "WRAPUP"});
static_assert(std::ranges::is_sorted(marks));

}  // namespace

bool is_day_word(std::string_view folded, bool is_capitalised) {
    if (std::ranges::binary_search(with_capital, folded)) return is_capitalised;
    return std::ranges::binary_search(day_words, folded);
}

bool is_title_mark(std::string_view word) {
    return std::ranges::binary_search(marks, word);
}

}  // namespace masthead::dedupe
