// Dates as feeds and pages write them. The text is cut into numbers, words and marks once; the parts of a date are then
// told apart by their shape: a month's name, a four-digit year, colons for the clock, a sign or a known name for the
// zone.
//   RFC 822/2822: "Fri, 21 Sep 2018 12:00:00 +0000" (to the letter: rfc822_date.h); asctime: "Fri Sep 21 12:00:00
//   2018"; long: "September 21, 2018 at 12:00 pm EST", "21. September 2018, 14:05 Uhr"; ISO 8601:
//   "2018-09-21T12:00:00", "20180921T120000Z"; numeric: "21.09.2018", "09/21/2018".
#include "text/date.h"

#include "core/ascii.h"
#include "text/normalize.h"
#include "text/rfc822_date.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <unicode/timezone.h>

namespace masthead::text {

namespace {

using core::Instant;

enum class PieceKind : std::uint8_t { number, word, mark };

struct Piece {
    PieceKind kind = PieceKind::mark;
    std::string_view text;
    int value = 0;  // Of a number of at most nine digits.
    bool after_space = false;
};

struct DateParts {
    int year = -1;
    int month = -1;
    int day = -1;
    int second_of_day = 0;
    int offset_minutes = 0;
    bool has_clock = false;
    bool next_day = false;   // 24:00
    std::string_view place;  // "America/Los_Angeles", whose offset depends on the date; views into the text.
};

constexpr std::array<std::pair<std::string_view, int>, 66> month_names{{
    {"jan", 1},     {"ene", 1},     {"gen", 1},   {"janv", 1},      {"jän", 1},    {"januar", 1}, {"enero", 1},
    {"gennaio", 1}, {"feb", 2},     {"fev", 2},   {"fevr", 2},      {"mar", 3},    {"mrz", 3},    {"maerz", 3},
    {"marz", 3},    {"maa", 3},     {"mrt", 3},   {"maart", 3},     {"mars", 3},   {"apr", 4},    {"abr", 4},
    {"avr", 4},     {"may", 5},     {"mai", 5},   {"mei", 5},       {"mag", 5},    {"mayo", 5},   {"maggio", 5},
    {"maj", 5},     {"jun", 6},     {"giu", 6},   {"juin", 6},      {"jul", 7},    {"lug", 7},    {"juil", 7},
    {"aug", 8},     {"ago", 8},     {"aout", 8},  {"agosto", 8},    {"sep", 9},    {"sept", 9},   {"set", 9},
    {"sett", 9},    {"oct", 10},    {"okt", 10},  {"ott", 10},      {"out", 10},   {"nov", 11},   {"dec", 12},
    {"dez", 12},    {"dic", 12},    {"des", 12},  {"decembre", 12}, {"june", 6},   {"july", 7},   {"juni", 6},
    {"juli", 7},    {"juillet", 7}, {"junio", 6}, {"julio", 7},     {"giugno", 6}, {"luglio", 7}, {"april", 4},
    {"august", 8},  {"junho", 6},   {"julho", 7},
}};

// Months of Russian, Ukrainian, Greek, Polish, Czech, Turkish, Finnish, Romanian, Hungarian, Slovene: the form that
// stands in dates and the short one, folded; sorted by bytes. Short forms that are English words (led, pro, lip) are
// left out.
constexpr auto more_month_names = std::to_array<std::pair<std::string_view, int>>({
    {"agu", 8},           {"agustos", 8},    {"aprila", 4},      {"aprilie", 4},    {"aprilis", 4},
    {"aralik", 12},       {"augusztus", 8},  {"avgusta", 8},     {"brezna", 3},     {"cervence", 7},
    {"cervna", 6},        {"cze", 6},        {"czerwca", 6},     {"decembra", 12},  {"decembrie", 12},
    {"dubna", 4},         {"eki", 10},       {"ekim", 10},       {"elokuuta", 8},   {"eyl", 9},
    {"eylul", 9},         {"februara", 2},   {"februarie", 2},   {"gru", 12},       {"grudnia", 12},
    {"haziran", 6},       {"heinakuuta", 7}, {"helmikuuta", 2},  {"huhtikuuta", 4}, {"ianuarie", 1},
    {"iul", 7},           {"iulie", 7},      {"iun", 6},         {"iunie", 6},      {"januara", 1},
    {"joulukuuta", 12},   {"julija", 7},     {"julius", 7},      {"junija", 6},     {"junius", 6},
    {"kasim", 11},        {"kesakuuta", 6},  {"kvetna", 5},      {"kwi", 4},        {"kwietnia", 4},
    {"ledna", 1},         {"lipca", 7},      {"listopada", 11},  {"lokakuuta", 10}, {"lutego", 2},
    {"maaliskuuta", 3},   {"majus", 5},      {"marca", 3},       {"marcius", 3},    {"marec", 3},
    {"marraskuuta", 11},  {"martie", 3},     {"marts", 3},       {"mayis", 5},      {"nisan", 4},
    {"noiembrie", 11},    {"novembra", 11},  {"ocak", 1},        {"octombrie", 10}, {"oktobra", 10},
    {"pazdziernika", 10}, {"prosince", 12},  {"rijna", 10},      {"septembra", 9},  {"septembrie", 9},
    {"sierpnia", 8},      {"sijecnja", 1},   {"srpna", 8},       {"stycznia", 1},   {"subat", 2},
    {"syyskuuta", 9},     {"szept", 9},      {"szeptember", 9},  {"tammikuuta", 1}, {"temmuz", 7},
    {"toukokuuta", 5},    {"unora", 2},      {"wrz", 9},         {"wrzesnia", 9},   {"zari", 9},
    {"απρ", 4},           {"απριλιου", 4},   {"αυγ", 8},         {"αυγουστου", 8},  {"δεκ", 12},
    {"δεκεμβριου", 12},   {"ιαν", 1},        {"ιανουαριου", 1},  {"ιουλ", 7},       {"ιουλιου", 7},
    {"ιουν", 6},          {"ιουνιου", 6},    {"μαι", 5},         {"μαιου", 5},      {"μαρ", 3},
    {"μαρτιου", 3},       {"νοε", 11},       {"νοεμβριου", 11},  {"οκτ", 10},       {"οκτωβριου", 10},
    {"σεπ", 9},           {"σεπτ", 9},       {"σεπτεμβριου", 9}, {"φεβ", 2},        {"φεβρουαριου", 2},
    {"авг", 8},           {"августа", 8},    {"апр", 4},         {"апреля", 4},     {"березня", 3},
    {"вересня", 9},       {"грудня", 12},    {"дек", 12},        {"декабря", 12},   {"жовтня", 10},
    {"июл", 7},           {"июля", 7},       {"июн", 6},         {"июня", 6},       {"квітня", 4},
    {"липня", 7},         {"листопада", 11}, {"лютого", 2},      {"маи", 5},        {"мар", 3},
    {"марта", 3},         {"мая", 5},        {"ноя", 11},        {"ноября", 11},    {"окт", 10},
    {"октября", 10},      {"сен", 9},        {"сент", 9},        {"сентября", 9},   {"серпня", 8},
    {"січня", 1},         {"травня", 5},     {"фев", 2},         {"февраля", 2},    {"червня", 6},
    {"янв", 1},           {"января", 1},
});
static_assert(std::ranges::is_sorted(more_month_names));

// Offsets from UTC in minutes. Ambiguous names take their North American meaning, as RFC 2822 does.
constexpr auto zone_names = std::to_array<std::pair<std::string_view, int>>({
    {"z", 0},      {"ut", 0},     {"utc", 0},    {"gmt", 0},     {"wet", 0},     {"est", -300}, {"edt", -240},
    {"et", -300},  {"cst", -360}, {"cdt", -300}, {"ct", -360},   {"mst", -420},  {"mdt", -360}, {"mt", -420},
    {"pst", -480}, {"pdt", -420}, {"pt", -480},  {"akst", -540}, {"akdt", -480}, {"hst", -600}, {"cet", 60},
    {"cest", 120}, {"met", 60},   {"mez", 60},   {"mesz", 120},  {"west", 60},   {"bst", 60},   {"eet", 120},
    {"eest", 180}, {"msk", 180},  {"jst", 540},  {"kst", 540},   {"sgt", 480},   {"hkt", 480},  {"aest", 600},
    {"aedt", 660}, {"awst", 480}, {"acst", 570}, {"acdt", 630},  {"nzst", 720},  {"nzdt", 780}, {"ist", 330},
    {"sast", 120}, {"pkt", 300},  {"brt", -180}, {"art", -180},  {"ast", -240},  {"adt", -180},
});

template <typename Table>
std::optional<int> look_up(const Table& table, std::string_view name) {
    for (const auto& [key, value] : table) {
        if (key == name) return value;
    }
    return std::nullopt;
}

std::optional<int> month_of(std::string_view word) {
    const std::string folded = fold(word);
    if (const auto exact = look_up(month_names, folded)) return exact;
    const auto more = std::ranges::lower_bound(more_month_names, std::string_view(folded), {},
                                               &std::pair<std::string_view, int>::first);
    if (more != more_month_names.end() && more->first == folded) return more->second;
    // Full names share their first three letters with the short form, in all the languages of the table.
    if (folded.size() < 4 || folded.size() > 10) return std::nullopt;
    constexpr std::array<std::string_view, 34> full{
        "january",   "janvier",    "janeiro",   "januari",  "february", "februar",   "fevrier", "febrero", "febbraio",
        "fevereiro", "februari",   "march",     "marzo",    "marco",    "avril",     "abril",   "aprile",  "september",
        "septembre", "septiembre", "settembre", "setembro", "october",  "oktober",   "octobre", "octubre", "ottobre",
        "outubro",   "november",   "novembre",  "december", "dezember", "diciembre", "dicembre"};
    const bool known = std::ranges::find(full, std::string_view(folded)) != full.end() || folded == "noviembre" ||
                       folded == "novembro" || folded == "dezembro" || folded == "augustus";
    if (!known) return std::nullopt;
    return look_up(month_names, std::string_view(folded).substr(0, 3));
}

bool is_word_byte(char c) {
    return core::is_alpha(c) || static_cast<unsigned char>(c) >= 0x80;
}

std::vector<Piece> cut(std::string_view text) {
    constexpr std::size_t max_pieces = 40;
    std::vector<Piece> pieces;
    bool space = false;
    for (std::size_t at = 0; at < text.size() && pieces.size() < max_pieces;) {
        const char c = text[at];
        if (core::is_space(c)) {
            space = true;
            ++at;
            continue;
        }
        Piece piece;
        piece.after_space = space;
        space = false;
        std::size_t end = at + 1;
        if (core::is_digit(c)) {
            piece.kind = PieceKind::number;
            while (end < text.size() && core::is_digit(text[end])) ++end;
        } else if (is_word_byte(c)) {
            piece.kind = PieceKind::word;
            while (end < text.size() && is_word_byte(text[end])) ++end;
        }
        piece.text = text.substr(at, end - at);
        if (piece.kind == PieceKind::number) {
            for (const char digit : piece.text.substr(0, 9)) piece.value = piece.value * 10 + (digit - '0');
        }
        pieces.push_back(piece);
        at = end;
    }
    return pieces;
}

int full_year(const Piece& piece) {
    if (piece.text.size() != 2) return piece.value;
    return piece.value < 50 ? 2000 + piece.value : 1900 + piece.value;  // RFC 2822 4.3
}

// Reads the pieces from the left; each `take_` step eats what it understands.
class DateReader {
  public:
    explicit DateReader(std::vector<Piece> pieces) : pieces_(std::move(pieces)) {}

    std::optional<DateParts> read() {
        while (at_ < pieces_.size()) {
            const Piece& piece = pieces_[at_];
            const bool taken =
                (piece.kind == PieceKind::number && (take_clock() || take_hour() || take_compact() || take_ordinal() ||
                                                     take_numeric_date() || take_ideographic() || take_number())) ||
                (piece.kind == PieceKind::word && take_word()) || (piece.kind == PieceKind::mark && take_zone());
            if (!taken) ++at_;
        }
        if (parts_.year < 0 || parts_.month < 1 || parts_.day < 1) return std::nullopt;
        return parts_;
    }

  private:
    [[nodiscard]] bool is_mark(std::size_t index, char mark) const {
        return index < pieces_.size() && pieces_[index].kind == PieceKind::mark && pieces_[index].text.front() == mark;
    }
    [[nodiscard]] bool is_number(std::size_t index, std::size_t least, std::size_t most) const {
        return index < pieces_.size() && pieces_[index].kind == PieceKind::number &&
               pieces_[index].text.size() >= least && pieces_[index].text.size() <= most;
    }
    [[nodiscard]] std::string word(std::size_t index) const {
        return index < pieces_.size() && pieces_[index].kind == PieceKind::word ? fold(pieces_[index].text)
                                                                                : std::string();
    }

    // "am", "p.m." and their like at `next`, which moves past them; nothing if there is none.
    std::optional<bool> take_half(std::size_t& next) const {
        const std::string half = word(next);
        const bool short_form = half == "am" || half == "pm";
        const bool dotted = (half == "a" || half == "p") && is_mark(next + 1, '.') && word(next + 2) == "m";
        if (!short_form && !dotted) return std::nullopt;
        next += short_form ? 1 : 3;
        return half.front() == 'p';
    }

    // 5pm
    bool take_hour() {
        std::size_t next = at_ + 1;
        if (parts_.has_clock || !is_number(at_, 1, 2) || pieces_[at_].value > 12) return false;
        const auto is_afternoon = take_half(next);
        if (!is_afternoon) return false;
        parts_.second_of_day = (pieces_[at_].value % 12 + (*is_afternoon ? 12 : 0)) * 3600;
        parts_.has_clock = true;
        at_ = next;
        return true;
    }

    // 12:00, 12:00:00, 12:00:00.123, 12h00, followed by am or pm.
    bool take_clock() {
        const bool marked = is_mark(at_ + 1, ':') || word(at_ + 1) == "h";
        if (parts_.has_clock || !is_number(at_, 1, 2) || !marked || !is_number(at_ + 2, 2, 2)) return false;
        int hour = pieces_[at_].value;
        const int minute = pieces_[at_ + 2].value;
        int second = 0;
        std::size_t next = at_ + 3;
        if (is_mark(next, ':') && is_number(next + 1, 2, 2)) {
            second = pieces_[next + 1].value;
            next += 2;
            if ((is_mark(next, '.') || is_mark(next, ',')) && is_number(next + 1, 1, 9)) next += 2;
        }
        std::optional<bool> is_afternoon = take_half(next);
        if (!is_afternoon) is_afternoon = said_half_;
        if (is_afternoon && hour <= 12) hour = hour % 12 + (*is_afternoon ? 12 : 0);
        parts_.next_day = hour == 24 && minute == 0 && second == 0;
        if (parts_.next_day) hour = 0;
        if (hour > 23 || minute > 59 || second > 60) return false;
        parts_.second_of_day = hour * 3600 + minute * 60 + second;
        parts_.has_clock = true;
        at_ = next;
        return true;
    }

    // 20180921, 20180921T120000
    bool take_compact() {
        if (!is_number(at_, 8, 8) && !is_number(at_, 14, 14)) return false;
        const auto digits = pieces_[at_].text;
        const auto number = [&](std::size_t from, std::size_t size) {
            int value = 0;
            for (const char c : digits.substr(from, size)) value = value * 10 + (c - '0');
            return value;
        };
        const int year = number(0, 4);
        if (year < 1900 || year > 2200) return false;
        parts_.year = year;
        parts_.month = number(4, 2);
        parts_.day = number(6, 2);
        if (digits.size() == 14) set_compact_clock(number(8, 2), number(10, 2), number(12, 2));
        ++at_;
        if (digits.size() == 8 && word(at_) == "t" && is_number(at_ + 1, 6, 6)) {
            const int clock = pieces_[at_ + 1].value;
            set_compact_clock(clock / 10000, clock / 100 % 100, clock % 100);
            at_ += 2;
        }
        return true;
    }
    void set_compact_clock(int hour, int minute, int second) {
        if (hour > 23 || minute > 59 || second > 60) return;
        parts_.second_of_day = hour * 3600 + minute * 60 + second;
        parts_.has_clock = true;
    }

    // 2018-09-21, 2018/09/21, 21.09.2018, 09/21/2018, 21-09-18, 2018-09 (first of the month)
    bool take_numeric_date() {
        if (parts_.day > 0 || at_ + 2 >= pieces_.size()) return false;
        const char mark = pieces_[at_ + 1].kind == PieceKind::mark ? pieces_[at_ + 1].text.front() : ' ';
        if (mark != '-' && mark != '/' && mark != '.') return false;
        const bool three = is_number(at_ + 2, 1, 2) && is_mark(at_ + 3, mark) && is_number(at_ + 4, 1, 4);
        if (is_number(at_, 4, 4) && is_number(at_ + 2, 1, 2)) {
            parts_.year = pieces_[at_].value;
            parts_.month = pieces_[at_ + 2].value;
            parts_.day = three ? pieces_[at_ + 4].value : 1;
            at_ += three ? 5 : 3;
            return true;
        }
        if (!three || !is_number(at_, 1, 2) || !(is_number(at_ + 4, 4, 4) || is_number(at_ + 4, 2, 2))) return false;
        int day = pieces_[at_].value;
        int month = pieces_[at_ + 2].value;
        // With slashes the month comes first unless it cannot be one; with points or hyphens the day does.
        if (mark == '/' && day <= 12) std::swap(day, month);
        if (month > 12 && day <= 12) std::swap(day, month);
        parts_.day = day;
        parts_.month = month;
        parts_.year = full_year(pieces_[at_ + 4]);
        at_ += 5;
        return true;
    }

    // 2018年9月21日, also with Korean marks
    bool take_ideographic() {
        const auto unit = [&](std::size_t index) {
            return index < pieces_.size() ? pieces_[index].text.substr(0, 3) : std::string_view();
        };
        if (unit(at_ + 1) != "\xE5\xB9\xB4" && unit(at_ + 1) != "\xEB\x85\x84") return false;
        if (!is_number(at_, 4, 4) || !is_number(at_ + 2, 1, 2) || !is_number(at_ + 4, 1, 2)) return false;
        parts_.year = pieces_[at_].value;
        parts_.month = pieces_[at_ + 2].value;
        parts_.day = pieces_[at_ + 4].value;
        at_ += 6;
        return true;
    }

    // A number alone: a year by its length, else the day, else (asctime) the year.
    bool take_number() {
        const Piece& piece = pieces_[at_];
        if (piece.text.size() == 4 && parts_.year < 0 && piece.value >= 1000) {
            parts_.year = piece.value;
        } else if (piece.text.size() <= 2 && parts_.day < 0 && piece.value >= 1 && piece.value <= 31) {
            parts_.day = piece.value;
        } else if (piece.text.size() == 2 && parts_.day > 0 && parts_.month > 0 && parts_.year < 0) {
            parts_.year = full_year(piece);
        } else {
            return false;
        }
        ++at_;
        return true;
    }

    bool take_word() {
        const std::string folded = word(at_);
        if (parts_.month < 0) {
            if (const auto month = month_of(pieces_[at_].text)) {
                parts_.month = *month;
                ++at_;
                return true;
            }
        }
        if (!parts_.has_clock) return take_half_before_clock();
        if (take_place()) return true;
        const auto zone = look_up(zone_names, folded);
        if (!zone) return false;
        parts_.offset_minutes = *zone;
        ++at_;
        if (*zone == 0) take_zone();  // "GMT+2"
        return true;
    }

    // Morning or afternoon as Korean, Chinese and Japanese say it, before the clock.
    bool take_half_before_clock() {
        const std::string_view text = pieces_[at_].text;
        const bool before = text == "오전" || text == "上午" || text == "午前";
        if (!before && text != "오후" && text != "下午" && text != "午後") return false;
        said_half_ = !before;
        ++at_;
        return true;
    }

    // America/Los_Angeles
    bool take_place() {
        if (!is_mark(at_ + 1, '/') || at_ + 2 >= pieces_.size() || pieces_[at_ + 2].kind != PieceKind::word)
            return false;
        std::size_t last = at_ + 2;
        while (is_mark(last + 1, '_') && last + 2 < pieces_.size() && pieces_[last + 2].kind == PieceKind::word)
            last += 2;
        const char* begin = pieces_[at_].text.data();
        const std::string_view end = pieces_[last].text;
        parts_.place = std::string_view(begin, static_cast<std::size_t>(end.data() + end.size() - begin));
        at_ = last + 1;
        return true;
    }

    // 2018-264, 2018264: the day of the year (ISO 8601)
    bool take_ordinal() {
        const bool compact = is_number(at_, 7, 7);
        if (!compact && !(is_number(at_, 4, 4) && is_mark(at_ + 1, '-') && is_number(at_ + 2, 3, 3))) return false;
        const int year = compact ? pieces_[at_].value / 1000 : pieces_[at_].value;
        const int day = compact ? pieces_[at_].value % 1000 : pieces_[at_ + 2].value;
        if (parts_.year >= 0 || year < 1900 || year > 2200 || day < 1 || day > 366) return false;
        const std::chrono::sys_days first{std::chrono::year{year} / 1 / 1};
        const std::chrono::year_month_day date{first + std::chrono::days{day - 1}};
        parts_.year = year;
        parts_.month = static_cast<int>(static_cast<unsigned>(date.month()));
        parts_.day = static_cast<int>(static_cast<unsigned>(date.day()));
        at_ += compact ? 1 : 3;
        return true;
    }

    // +0200, -05:00, +2 after a clock
    bool take_zone() {
        const bool plus = is_mark(at_, '+');
        if (!parts_.has_clock || (!plus && !is_mark(at_, '-')) || !is_number(at_ + 1, 1, 4)) return false;
        const Piece& digits = pieces_[at_ + 1];
        if (digits.after_space) return false;
        int hours = digits.text.size() <= 2 ? digits.value : digits.value / 100;
        int minutes = digits.text.size() <= 2 ? 0 : digits.value % 100;
        at_ += 2;
        if (digits.text.size() <= 2 && is_mark(at_, ':') && is_number(at_ + 1, 2, 2)) {
            minutes = pieces_[at_ + 1].value;
            at_ += 2;
        }
        if (hours > 15 || minutes > 59) hours = minutes = 0;
        parts_.offset_minutes = (plus ? 1 : -1) * (hours * 60 + minutes);
        return true;
    }

    std::vector<Piece> pieces_;
    std::size_t at_ = 0;
    DateParts parts_;
    std::optional<bool> said_half_;  // Afternoon?
};

// Minutes that the clocks of a place (IANA time zone) are ahead of UTC at a local time; 0 where nobody knows the place.
std::chrono::minutes offset_of_place(std::string_view place, Instant local) {
    const std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(
        icu::UnicodeString::fromUTF8(icu::StringPiece(place.data(), static_cast<int32_t>(place.size())))));
    UErrorCode status = U_ZERO_ERROR;
    std::int32_t raw = 0;
    std::int32_t saving = 0;
    const auto milliseconds = static_cast<double>(local.time_since_epoch().count()) * 1000.0;
    zone->getOffset(milliseconds, 1 /* local */, raw, saving, status);
    if (U_FAILURE(status) || *zone == icu::TimeZone::getUnknown()) return std::chrono::minutes{0};
    return std::chrono::minutes{(raw + saving) / 60'000};
}

// A text of nothing but digits: a year (W3C's profile of ISO 8601), or seconds or milliseconds since 1970.
std::optional<Instant> parse_bare_number(std::string_view text) {
    if (text.empty() || text.size() > 13 || !std::ranges::all_of(text, core::is_digit)) return std::nullopt;
    std::int64_t value = 0;
    for (const char digit : text) value = value * 10 + (digit - '0');
    const bool is_year = text.size() == 4 && value >= 1900 && value <= 2200;
    if (is_year) return Instant{std::chrono::sys_days{std::chrono::year{static_cast<int>(value)} / 1 / 1}};
    if (text.size() == 10) return core::from_unix(value);
    return text.size() == 13 ? std::optional(core::from_unix(value / 1000)) : std::nullopt;
}

}  // namespace

std::optional<Instant> parse_date(std::string_view text) {
    constexpr std::size_t longest = 200;
    text = core::trim(text).substr(0, longest);
    if (const auto common = parse_rfc822(text)) return common;
    if (const auto plain = core::parse_instant(text)) return plain;
    if (const auto bare = parse_bare_number(text)) return bare;
    const auto parts = DateReader(cut(text)).read();
    if (!parts) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{parts->year},
                                           std::chrono::month{static_cast<unsigned>(parts->month)},
                                           std::chrono::day{static_cast<unsigned>(parts->day)}};
    if (!date.ok()) return std::nullopt;
    const Instant local = Instant{std::chrono::sys_days{date}} + std::chrono::days{parts->next_day ? 1 : 0} +
                          std::chrono::seconds{parts->second_of_day};
    if (!parts->place.empty()) return local - offset_of_place(parts->place, local);
    return local - std::chrono::minutes{parts->offset_minutes};
}

}  // namespace masthead::text
