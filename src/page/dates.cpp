#include "page/dates.h"

#include "core/ascii.h"
#include "page/day.h"
#include "page/hints.h"
#include "text/date.h"

#include <algorithm>
#include <array>
#include <string>

namespace masthead::page {
namespace {

constexpr std::uint32_t not_about_this_page = hint_comments | hint_boilerplate;
constexpr std::size_t longest_dated_block = 300;  // Bytes: a date of publication stands in a short line.

// Words before a date that say it is the publication's.
constexpr std::array published_words{
    std::string_view("published"),      std::string_view("posted"),      std::string_view("publié"),
    std::string_view("veröffentlicht"), std::string_view("erstellt"),    std::string_view("geschrieben"),
    std::string_view("publicado"),      std::string_view("pubblicato"),  std::string_view("gepostet"),
    std::string_view("verfasst"),       std::string_view("eingestellt"), std::string_view("geplaatst"),
    std::string_view("datum"),          std::string_view("date:"),       std::string_view("vom "),
    std::string_view("written"),        std::string_view("submitted"),   std::string_view("online seit"),
    std::string_view("stand:"),         std::string_view("created"),     std::string_view("publikováno"),
    std::string_view("opublikowan")};
constexpr std::array modified_words{
    std::string_view("updated"),    std::string_view("modified"),   std::string_view("aktualisiert"),
    std::string_view("geändert"),   std::string_view("mis à jour"), std::string_view("actualizado"),
    std::string_view("aggiornato"), std::string_view("bearbeitet"), std::string_view("edited")};
// ... and those that say that it is something else's.
constexpr std::array other_words{std::string_view("copyright"), std::string_view("©"),
                                 std::string_view("seit "),     std::string_view("since"),
                                 std::string_view("mitglied"),  std::string_view("registriert"),
                                 std::string_view("(c)")};

template <typename Words>
bool holds_any(std::string_view text, const Words& words) {
    return std::ranges::any_of(
        words, [&](std::string_view word) { return core::find_ignoring_case(text, word) != std::string_view::npos; });
}

core::Instant midnight(std::chrono::year_month_day day) {
    return core::Instant{std::chrono::sys_days{day}};
}

class DateFinder {
  public:
    explicit DateFinder(const Material& material) : material_(material) {
        const std::string_view language = material.survey.language;
        options_.month_first = language.empty() || core::starts_with_ignoring_case(language, "en");
        if (core::starts_with_ignoring_case(language, "en-gb") || core::starts_with_ignoring_case(language, "en-au"))
            options_.month_first = false;
    }

    std::optional<FoundDate> published() const {
        if (auto found = read(material_.linked.published, "JSON-LD datePublished")) return found;
        if (auto found = from_metas({"article:published_time",
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
                                     "dcterms.created",
                                     "dc.date.issued",
                                     "dcterms.issued",
                                     "dcterms.date",
                                     "dc.date",
                                     "dc.date.created",
                                     "dc:date",
                                     "dc:created",
                                     "datecreated",
                                     "cxenseparse:recs:publishtime",
                                     "created",
                                     "citation_publication_date",
                                     "citation_date",
                                     "citation_online_date",
                                     "originalpublicationdate",
                                     "publicationdate",
                                     "date_published",
                                     "displaydate",
                                     "iso-8601-publish-date",
                                     "blogdate",
                                     "date",
                                     "timestamp",
                                     "release_date",
                                     "releasedate",
                                     "vf:unixtime",
                                     "og:pubdate",
                                     "prism.publicationdate",
                                     "wdc-date-published",
                                     "article:post_date"}))
            return found;
        if (auto found = from_properties({"datePublished", "dateCreated", "datecreated", "datepublished"}))
            return found;
        if (auto found = from_times()) return found;
        if (auto day = day_of_address(material_.url, options_)) return of_day(*day, "address");
        if (auto day = day_of_address(material_.survey.link("canonical"), options_))
            return of_day(*day, "canonical address");
        if (auto found = from_dated_elements()) return found;
        if (auto found = from_lines()) return found;
        return last_resort();
    }

    std::optional<FoundDate> modified() const {
        if (auto found = read(material_.linked.modified, "JSON-LD dateModified")) return found;
        if (auto found =
                from_metas({"article:modified_time", "og:updated_time", "article:modified", "datemodified",
                            "dcterms.modified", "dc.date.modified", "lastmod", "last-modified", "last_updated_date",
                            "revision_date", "modified_time", "updated_time", "bt:moddate", "date_modified"}))
            return found;
        return from_properties({"dateModified", "dateUpdate"});
    }

  private:
    [[nodiscard]] static std::optional<FoundDate> of_day(std::chrono::year_month_day day, std::string evidence) {
        return FoundDate{midnight(day), format(day), std::move(evidence)};
    }

    // A whole value, as declared. The day is the one that is written, whatever the zone.
    [[nodiscard]] std::optional<FoundDate> read(std::string_view value, std::string evidence) const {
        value = core::trim(value);
        if (value.size() < 6) return std::nullopt;
        if (auto unix_time = read_unix(value))
            return FoundDate{*unix_time, core::format_day(*unix_time), std::move(evidence)};
        const auto written = find_day(value.substr(0, 100), options_);
        const auto instant = text::parse_date(value.substr(0, 100));
        if (!written && !instant) return std::nullopt;
        if (!written)
            return is_plausible(*instant)
                       ? std::optional(FoundDate{*instant, core::format_day(*instant), std::move(evidence)})
                       : std::nullopt;
        // Two readings of 09/10/2018 must not end as two dates: the written day rules.
        const bool agree = instant && std::chrono::abs(*instant - midnight(written->day)) <= std::chrono::hours{38};
        return FoundDate{agree ? *instant : midnight(written->day), format(written->day), std::move(evidence)};
    }

    [[nodiscard]] bool is_plausible(core::Instant instant) const {
        const int year = static_cast<int>(core::day_of(instant).year());
        return year >= options_.earliest_year && year <= options_.latest_year;
    }

    [[nodiscard]] static std::optional<core::Instant> read_unix(std::string_view value) {
        if ((value.size() != 10 && value.size() != 13) || !std::ranges::all_of(value, core::is_digit))
            return std::nullopt;
        std::int64_t seconds = 0;
        for (const char c : value.substr(0, 10)) seconds = seconds * 10 + (c - '0');
        return core::from_unix(seconds);
    }

    [[nodiscard]] std::optional<FoundDate> from_metas(std::initializer_list<std::string_view> keys) const {
        for (const std::string_view key : keys) {
            if (const MetaEntry* const entry = material_.survey.find({key})) {
                if (auto found = read(entry->content, std::string(key))) return found;
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] bool is_about_this_page(NodeIndex node) const {
        for (NodeIndex i = node; i != 0; i = material_.tree[i].parent) {
            if ((material_.hints[i] & not_about_this_page) != 0 && !is_main(i)) return false;
        }
        return true;
    }

    // Around the main text: names of such an element mean nothing.
    [[nodiscard]] bool is_main(NodeIndex node) const {
        const NodeIndex main = material_.main_text.container;
        return node <= main && material_.tree[node].end > main;
    }

    [[nodiscard]] std::optional<FoundDate> of_element(NodeIndex node, const std::string& evidence) const {
        for (const AttributeName name : {AttributeName::datetime, AttributeName::content, AttributeName::title}) {
            if (auto found = read(material_.tree.attribute(node, name), evidence)) return found;
        }
        if (material_.tree[node].end - node > 40) return std::nullopt;
        const std::string text = material_.tree.text_of(node);
        if (text.size() > longest_dated_block) return std::nullopt;
        const auto day = find_day(text, options_);
        if (!day) return std::nullopt;
        if (text.size() < 60) {
            if (auto found = read(text, evidence)) return found;
        }
        return of_day(day->day, evidence);
    }

    [[nodiscard]] std::optional<FoundDate> from_properties(std::initializer_list<std::string_view> names) const {
        for (const std::string_view name : names) {
            for (const NodeIndex node : material_.survey.properties) {
                const std::string_view property = material_.tree.attribute(node, AttributeName::itemprop);
                if (property.find(name) == std::string_view::npos || !is_about_this_page(node)) continue;
                if (auto found = of_element(node, "itemprop " + std::string(name))) return found;
            }
        }
        return std::nullopt;
    }

    // time elements: one marked as the publication's, else the first that is not about something else.
    [[nodiscard]] std::optional<FoundDate> from_times() const {
        std::optional<FoundDate> first;
        for (const NodeIndex node : material_.survey.times) {
            if (!is_about_this_page(node)) continue;
            const std::string_view names = material_.tree.attribute(node, AttributeName::class_);
            if (holds_any(names, std::array{std::string_view("updated"), std::string_view("modified")}) &&
                core::find_ignoring_case(names, "publish") == std::string_view::npos)
                continue;
            auto found = of_element(node, "time");
            if (!found) continue;
            const bool is_marked = core::find_ignoring_case(names, "publish") != std::string_view::npos ||
                                   core::find_ignoring_case(names, "entry-date") != std::string_view::npos;
            if (is_marked) return found;
            if (!first) first = std::move(found);
        }
        return first;
    }

    // Elements whose names speak of dates. Those beside the main text first: the nearest before it, in document order.
    [[nodiscard]] std::optional<FoundDate> from_dated_elements() const {
        for (NodeIndex i = 1; i < material_.tree.size(); ++i) {
            if ((material_.hints[i] & hint_date) == 0 || material_.tree[i].tag == Tag::body || !is_about_this_page(i))
                continue;
            if (auto found = of_element(i, "element named for a date")) return found;
        }
        return std::nullopt;
    }

    // Short lines with a day beside a word like "published"; a line that says "updated" waits for a better one.
    [[nodiscard]] std::optional<FoundDate> from_lines() const {
        std::optional<FoundDate> updated;
        for (const Block& block : material_.blocks.blocks) {
            if (block.length > longest_dated_block || block.length < 6 || !is_about_this_page(block.parent)) continue;
            const std::string_view text = material_.blocks.text_of(block);
            const auto day = find_day(text, options_);
            if (!day) continue;
            const std::string_view before = text.substr(0, day->begin);
            if (holds_any(before, published_words)) return of_day(day->day, "line with a word for publication");
            if (!updated && holds_any(before, modified_words))
                updated = of_day(day->day, "line with a word for updates");
        }
        return updated;
    }

    // A day that stands alone in a short line; else the first day of all; else when it was changed.
    [[nodiscard]] std::optional<FoundDate> last_resort() const {
        constexpr std::size_t lone_date_bytes = 60;
        std::optional<FoundDate> first;
        for (const Block& block : material_.blocks.blocks) {
            if (block.length < 6 || block.length > longest_dated_block || !is_about_this_page(block.parent)) continue;
            const std::string_view text = material_.blocks.text_of(block);
            const auto day = find_day(text, options_);
            if (!day || holds_any(text, other_words)) continue;
            if (block.length <= lone_date_bytes) return of_day(day->day, "a short line with a date");
            if (!first) first = of_day(day->day, "a line with a date");
        }
        if (first) return first;
        auto changed = modified();
        if (changed) changed->evidence += " (no date of publication)";
        return changed;
    }

    const Material& material_;
    DayOptions options_;
};

}  // namespace

std::optional<FoundDate> find_published(const Material& material) {
    return DateFinder(material).published();
}

std::optional<FoundDate> find_modified(const Material& material) {
    return DateFinder(material).modified();
}

}  // namespace masthead::page
