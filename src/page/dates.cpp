#include "page/dates.h"

#include "core/ascii.h"
#include "page/date_words.h"
#include "page/day.h"
#include "page/hints.h"
#include "page/script_dates.h"
#include "page/visible_days.h"
#include "text/date.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

namespace masthead::page {
namespace {

constexpr std::uint32_t not_about_this_page = hint_comments | hint_elsewhere;
constexpr std::size_t longest_stamp = 300;      // Bytes of an element that holds a date and little else.
constexpr std::size_t longest_bare_stamp = 60;  // Bytes: a date and a time of day.
constexpr NodeIndex most_stamp_nodes = 40;      // Of such an element.

// Names of meta elements, the most precise first.
constexpr std::array<std::string_view, 38> published_keys{"article:published_time",
                                                          "article:published",
                                                          "og:published_time",
                                                          "og:article:published_time",
                                                          "datepublished",
                                                          "parsely-pub-date",
                                                          "sailthru.date",
                                                          "bt:pubdate",
                                                          "published_time",
                                                          "publish_date",
                                                          "publish-date",
                                                          "publication_date",
                                                          "published-date",
                                                          "pubdate",
                                                          "article.published",
                                                          "article_date_original",
                                                          "rnews:datepublished",
                                                          "dc.date.issued",
                                                          "dcterms.issued",
                                                          "dc:created",
                                                          "datecreated",
                                                          "cxenseparse:recs:publishtime",
                                                          "citation_publication_date",
                                                          "citation_date",
                                                          "citation_online_date",
                                                          "originalpublicationdate",
                                                          "publicationdate",
                                                          "date_published",
                                                          "displaydate",
                                                          "iso-8601-publish-date",
                                                          "blogdate",
                                                          "release_date",
                                                          "releasedate",
                                                          "vf:unixtime",
                                                          "prism.publicationdate",
                                                          "article:post_date",
                                                          "schema:datecreated",
                                                          "schema:datepublished"};
// Names that some systems fill with the day of the last change, or of today.
constexpr std::array<std::string_view, 9> vague_keys{"dcterms.date", "dc.date",   "dc:date",         "created",
                                                     "date",         "timestamp", "dc.date.created", "dcterms.created",
                                                     "og:pubdate"};
constexpr std::array<std::string_view, 14> modified_keys{
    "article:modified_time", "og:updated_time", "article:modified", "datemodified",      "dcterms.modified",
    "dc.date.modified",      "lastmod",         "last-modified",    "last_updated_date", "revision_date",
    "modified_time",         "updated_time",    "bt:moddate",       "date_modified"};

// Names that say "a date of this page" and no more, with a whole date in them: better than nothing.
constexpr std::array<std::string_view, 5> telling_parts{"publish", "upload", "created", "date", "time"};
constexpr std::array<std::string_view, 8> misleading_parts{"modif", "updat", "expire", "valid",
                                                           "build", "revis", "event",  "duration"};

core::Instant midnight(std::chrono::year_month_day day) {
    return core::Instant{std::chrono::sys_days{day}};
}

template <typename Words>
bool holds_any(std::string_view text, const Words& words) {
    return std::ranges::any_of(
        words, [&](std::string_view word) { return core::find_ignoring_case(text, word) != std::string_view::npos; });
}

bool says_utc(std::string_view value) {
    return value.ends_with('Z') || value.ends_with("+00:00") || value.ends_with("+0000") || value.ends_with("GMT") ||
           value.ends_with("UTC");
}

std::optional<core::Instant> read_unix(std::string_view value) {
    if ((value.size() != 10 && value.size() != 13) || !std::ranges::all_of(value, core::is_digit)) return std::nullopt;
    std::int64_t seconds = 0;
    for (const char c : value.substr(0, 10)) seconds = seconds * 10 + (c - '0');
    return core::from_unix(seconds);
}

// "2017/01", "May 2017": which day of the month is not said.
bool is_month_only(std::string_view value) {
    std::size_t numbers = 0;
    bool has_word = false;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (core::is_digit(value[i]) && (i == 0 || !core::is_digit(value[i - 1]))) ++numbers;
        has_word = has_word || core::is_alpha(value[i]);
    }
    return numbers + (has_word ? 1 : 0) < 3 && value.size() < 8;
}

DayOptions day_options(std::string_view language) {
    DayOptions options;
    options.month_first = language.empty() || core::starts_with_ignoring_case(language, "en");
    for (const std::string_view day_first : {"en-gb", "en-au", "en-nz", "en-ie", "en-in", "en-za"}) {
        if (core::starts_with_ignoring_case(language, day_first)) options.month_first = false;
    }
    return options;
}

class DateFinder {
  public:
    explicit DateFinder(const Material& material)
        : material_(material),
          options_(day_options(material.survey.language)),
          title_block_(find_title_block(material)) {
        if (title_block_) title_node_ = material.blocks.blocks[*title_block_].parent;
    }

    FoundDates run() {
        FoundDates found;
        found.modified = modified();
        auto declared = this->declared();
        if (!declared.empty()) {
            const std::size_t chosen = confirmed(declared, found.modified);
            for (std::size_t i = 0; i < declared.size(); ++i) {
                if (i != chosen && declared[i].day != declared[chosen].day) found.passed_over.push_back(declared[i]);
            }
            found.published = in_local_zone(std::move(declared[chosen]));
            return found;
        }
        found.published = written(found.modified);
        if (found.published) return found;
        if (found.modified) {
            found.published = found.modified;
            found.published->evidence += " (no date of publication)";
            return found;
        }
        found.published = guessed();
        return found;
    }

  private:
    // --- what the page declares ---
    [[nodiscard]] std::vector<FoundDate> declared() const {
        std::vector<FoundDate> found;
        if (auto date = read(material_.linked.published, "JSON-LD datePublished")) found.push_back(std::move(*date));
        for (const std::string_view key : published_keys) {
            const MetaEntry* const entry = material_.survey.find({key});
            if (entry == nullptr || is_month_only(entry->content)) continue;
            if (auto date = read(entry->content, std::string(key))) found.push_back(std::move(*date));
        }
        if (auto date = from_properties({"datePublished", "dateCreated", "datecreated", "datepublished"}))
            found.push_back(std::move(*date));
        for (const std::string& other : material_.linked.other_published) {
            if (auto date = read(other, "JSON-LD datePublished of another block")) found.push_back(std::move(*date));
        }
        return found;
    }

    [[nodiscard]] std::optional<FoundDate> modified() const {
        if (auto found = read(material_.linked.modified, "JSON-LD dateModified")) return found;
        if (auto found = from_metas(modified_keys)) return found;
        if (auto found = from_properties({"dateModified", "dateUpdate"})) return found;
        for (const NodeIndex node : material_.survey.times) {
            if (!is_about_this_page(node) || !is_marked_updated(node)) continue;
            if (auto found = of_element(node, "time marked as updated")) return found;
        }
        return std::nullopt;
    }

    // Where several days are declared, the first whose day a reader sees beside the title; else the first that is not
    // after the last change; else the first.
    [[nodiscard]] std::size_t confirmed(const std::vector<FoundDate>& declared,
                                        const std::optional<FoundDate>& changed) {
        const bool agree = std::ranges::all_of(declared, [&](const auto& one) { return one.day == declared[0].day; });
        if (agree) return 0;
        for (std::size_t i = 0; i < declared.size(); ++i) {
            if (is_shown(declared[i].day)) return i;
        }
        constexpr std::chrono::hours apart{24};  // By which clocks in other zones may differ.
        for (std::size_t i = 0; i < declared.size(); ++i) {
            if (!changed || declared[i].instant <= changed->instant + apart) return i;
        }
        return 0;
    }

    [[nodiscard]] bool is_shown(std::string_view day) {
        const bool is_written = std::ranges::any_of(visible(), [&](const VisibleDay& one) {
            return one.is_near_title && !one.says_modified && format(one.day) == day;
        });
        if (is_written) return true;
        return std::ranges::any_of(material_.survey.times, [&](NodeIndex node) {
            if (!is_near(material_.blocks.of_node[node].begin, title_block_) || is_marked_updated(node)) return false;
            const auto found = of_element(node, {});
            return found && found->day == day;
        });
    }

    // --- what is only written ---
    // `changed` is what the page declares as its last change: better than a day that stands just anywhere.
    [[nodiscard]] std::optional<FoundDate> written(const std::optional<FoundDate>& changed) {
        if (auto found = marked_or_beside_title()) return found;
        if (auto found = first_visible([](const VisibleDay& day) { return day.says_published; },
                                       "line with a word for publication"))
            return found;
        if (changed) return std::nullopt;
        if (auto found = from_words()) return found;
        is_strict_ = false;  // A date beside another article's is better than none.
        if (auto found = marked_or_beside_title()) return found;
        return from_words();
    }

    [[nodiscard]] std::optional<FoundDate> marked_or_beside_title() {
        if (auto found = from_times()) return found;
        if (auto day = day_of_address(material_.url, options_)) return of_day(*day, "address");
        if (auto day = day_of_address(material_.survey.link("canonical"), options_))
            return of_day(*day, "canonical address");
        auto named = from_dated_elements();
        if (named && named->is_near_title) return named;
        if (auto found = from_words_near_title()) return found;
        if (auto found = from_metas(vague_keys)) return found;
        return named;
    }

    // The last resort: names we do not know, scripts, months, addresses of other forms and of the picture.
    [[nodiscard]] std::optional<FoundDate> guessed() const {
        for (const MetaEntry& entry : material_.survey.metas) {
            if (!holds_any(entry.key, telling_parts) || holds_any(entry.key, misleading_parts)) continue;
            if (is_month_only(entry.content)) continue;
            if (auto found = read(entry.content, entry.key)) return found;
        }
        if (auto found = read(find_script_date(material_.markup), "data of a script")) return found;
        for (const std::string_view key : published_keys) {
            const MetaEntry* const entry = material_.survey.find({key});
            if (entry == nullptr) continue;
            if (auto found = read(entry->content, std::string(key) + " (a month)")) return found;
        }
        DayOptions any_order = options_;
        any_order.year_first_only = false;
        if (auto day = day_of_address(material_.url, any_order)) return of_day(*day, "address");
        if (auto day = day_of_address(material_.survey.meta({"og:image"}), options_))
            return of_day(*day, "address of the picture");
        return std::nullopt;
    }

    // --- zones ---

    // Machines write instants in UTC, people live elsewhere: where the address, or a line beside the title, names the
    // day before or after, that is the local one.
    [[nodiscard]] FoundDate in_local_zone(FoundDate found) {
        if (!found.is_utc) return found;
        if (const auto day = day_of_address(material_.url, options_))
            return moved(std::move(found), *day, ", day of the address");
        const VisibleDay* other = nullptr;
        for (const VisibleDay& one : visible()) {
            if (!one.is_near_title) continue;
            if (format(one.day) == found.day) return found;
            if (other == nullptr && !one.says_modified) other = &one;
        }
        return other == nullptr ? found : moved(std::move(found), other->day, ", day beside the title");
    }

    [[nodiscard]] static FoundDate moved(FoundDate found, std::chrono::year_month_day day, std::string_view reason) {
        const auto distance = found.instant - midnight(day);
        const bool can_be = distance >= -std::chrono::hours{14} && distance < std::chrono::hours{24 + 12};
        if (!can_be || format(day) == found.day) return found;
        found.day = format(day);
        found.evidence += reason;
        return found;
    }

    // --- reading one value ---

    [[nodiscard]] static std::optional<FoundDate> of_day(std::chrono::year_month_day day, std::string evidence) {
        return FoundDate{midnight(day), format(day), std::move(evidence)};
    }

    // A whole value, as declared. The day is the one that is written, whatever the zone.
    [[nodiscard]] std::optional<FoundDate> read(std::string_view value, std::string evidence) const {
        value = core::trim(value);
        if (value.size() < 6) return std::nullopt;
        if (auto unix_time = read_unix(value))
            return FoundDate{*unix_time, core::format_day(*unix_time), std::move(evidence), true};
        const auto written = find_day(value.substr(0, 100), options_);
        const auto instant = text::parse_date(value.substr(0, 100));
        if (!written && !instant) return std::nullopt;
        if (!written)
            return is_plausible(*instant)
                       ? std::optional(FoundDate{*instant, core::format_day(*instant), std::move(evidence)})
                       : std::nullopt;
        // Two readings of 09/10/2018 must not end as two dates: the written day rules.
        const bool agree = instant && std::chrono::abs(*instant - midnight(written->day)) <= std::chrono::hours{38};
        return FoundDate{agree ? *instant : midnight(written->day), format(written->day), std::move(evidence),
                         agree && says_utc(value)};
    }

    [[nodiscard]] bool is_plausible(core::Instant instant) const {
        const int year = static_cast<int>(core::day_of(instant).year());
        return year >= options_.earliest_year && year <= options_.latest_year;
    }

    [[nodiscard]] std::optional<FoundDate> from_metas(std::span<const std::string_view> keys) const {
        for (const std::string_view key : keys) {
            if (const MetaEntry* const entry = material_.survey.find({key})) {
                if (auto found = read(entry->content, std::string(key))) return found;
            }
        }
        return std::nullopt;
    }

    // --- elements ---

    [[nodiscard]] bool is_about_this_page(NodeIndex node) const {
        if (!is_strict_) return true;
        for (NodeIndex i = node; i != 0 && material_.tree[i].tag != Tag::body; i = material_.tree[i].parent) {
            if ((material_.hints[i] & not_about_this_page) != 0 && !is_around_article(i)) return false;
            if (material_.tree[i].tag == Tag::blockquote) return false;  // What is quoted has dates of its own.
        }
        return true;
    }

    // Around the main text or the title: names of such an element mean nothing.
    [[nodiscard]] bool is_around_article(NodeIndex node) const {
        const NodeIndex main = material_.main_text.container;
        const NodeIndex end = material_.tree[node].end;
        return (node <= main && end > main) || (title_node_ != 0 && node <= title_node_ && end > title_node_);
    }

    [[nodiscard]] std::optional<FoundDate> of_element(NodeIndex node, const std::string& evidence) const {
        const bool is_small = material_.tree[node].end - node <= most_stamp_nodes;
        const std::string text = is_small ? material_.tree.text_of(node, longest_stamp) : std::string();
        const bool has_text = !text.empty() && text.size() <= longest_stamp;
        const auto day = has_text ? find_day(text, options_) : std::nullopt;
        // "Published on 29 June" says more than the machine's date beside it, which may be the last change's.
        const bool text_rules = day && find_published_word(text) != no_word;
        for (const AttributeName name : {AttributeName::datetime, AttributeName::content, AttributeName::title}) {
            auto found = read(material_.tree.attribute(node, name), evidence);
            if (!found) continue;
            const auto apart = found->instant - (text_rules ? midnight(day->day) : found->instant);
            return std::chrono::abs(apart) > std::chrono::hours{38} ? of_day(day->day, evidence) : found;
        }
        if (!day) return std::nullopt;
        if (text.size() < longest_bare_stamp) {
            if (auto found = read(text, evidence)) return found;
        }
        return of_day(day->day, evidence);
    }

    [[nodiscard]] std::optional<FoundDate> from_properties(std::initializer_list<std::string_view> names) const {
        for (const std::string_view name : names) {
            for (const NodeIndex node : material_.survey.properties) {
                const std::string_view property = property_of(material_.tree, node);
                if (property.find(name) == std::string_view::npos || !is_about_this_page(node)) continue;
                if (auto found = of_element(node, "itemprop " + std::string(name))) return found;
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] bool is_marked_published(NodeIndex node) const {
        const std::string_view names = material_.tree.attribute(node, AttributeName::class_);
        return holds_any(names, std::array{std::string_view("publish"), std::string_view("entry-date")});
    }
    [[nodiscard]] bool is_marked_updated(NodeIndex node) const {
        const std::string_view names = material_.tree.attribute(node, AttributeName::class_);
        return holds_any(names, std::array{std::string_view("updated"), std::string_view("modified")}) &&
               !is_marked_published(node);
    }

    // time elements: one marked as the publication's, else the first that is not about something else, else (hAtom's
    // only required date) one marked as the last update's.
    [[nodiscard]] std::optional<FoundDate> from_times() const {
        std::optional<FoundDate> first;
        std::optional<FoundDate> updated;
        for (const NodeIndex node : material_.survey.times) {
            if (!is_about_this_page(node)) continue;
            const bool is_update = is_marked_updated(node);
            if (is_update ? updated.has_value() : (first && !is_marked_published(node))) continue;
            auto found = of_element(node, is_update ? "time marked as updated" : "time");
            if (!found) continue;
            if (is_marked_published(node)) return found;
            (is_update ? updated : first) = std::move(found);
        }
        return first ? first : updated;
    }

    // Elements whose names speak of dates: the first beside the title, else the first of all.
    [[nodiscard]] std::optional<FoundDate> from_dated_elements() const {
        std::optional<FoundDate> first;
        for (NodeIndex i = 1; i < material_.tree.size(); ++i) {
            const bool is_named = (material_.hints[i] & hint_date) != 0 && material_.tree[i].tag != Tag::body;
            if (!is_named || !is_about_this_page(i)) continue;
            const bool near = is_near(material_.blocks.of_node[i].begin, title_block_);
            if (first && !near) continue;
            auto found = of_element(i, "element named for a date");
            if (found) found->is_near_title = near;
            if (found && near) return found;
            if (!first) first = std::move(found);
        }
        return first;
    }

    // --- words ---

    const std::vector<VisibleDay>& visible() {
        if (!visible_) visible_ = find_visible_days(material_, options_, title_block_);
        return *visible_;
    }

    template <typename Predicate>
    [[nodiscard]] std::optional<FoundDate> first_visible(Predicate accepts, std::string_view evidence) {
        for (const VisibleDay& day : visible()) {
            if (accepts(day) && is_about_this_page(material_.blocks.blocks[day.block].parent))
                return of_day(day.day, std::string(evidence));
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<FoundDate> from_words_near_title() {
        if (auto found = first_visible([](const VisibleDay& day) { return day.says_published && day.is_near_title; },
                                       "line with a word for publication, beside the title"))
            return found;
        return first_visible(
            [](const VisibleDay& day) { return day.is_alone && !day.says_modified && day.is_near_title; },
            "short line beside the title");
    }

    [[nodiscard]] std::optional<FoundDate> from_words() {
        if (auto found = first_visible([](const VisibleDay& day) { return day.says_published; },
                                       "line with a word for publication"))
            return found;
        if (auto found = first_visible([](const VisibleDay& day) { return day.begins_text; }, "beginning of the text"))
            return found;
        if (auto found =
                first_visible([](const VisibleDay& day) { return day.is_alone && !day.says_modified; }, "short line"))
            return found;
        if (auto found =
                first_visible([](const VisibleDay& day) { return day.says_modified; }, "line with a word for updates"))
            return found;
        return first_visible([](const VisibleDay&) { return true; }, "a line of the page");
    }

    const Material& material_;
    DayOptions options_;
    std::optional<std::size_t> title_block_;
    NodeIndex title_node_ = 0;
    bool is_strict_ = true;  // Passes over what stands among other articles.
    std::optional<std::vector<VisibleDay>> visible_;
};

}  // namespace

FoundDates find_dates(const Material& material) {
    return DateFinder(material).run();
}

}  // namespace masthead::page
