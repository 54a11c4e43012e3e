#include "page/dates.h"

#include "core/ascii.h"
#include "page/day.h"
#include "page/hints.h"
#include "text/date.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

namespace masthead::page {
namespace {

constexpr std::uint32_t not_about_this_page = hint_comments | hint_elsewhere;
constexpr std::size_t longest_worded_block = 600;  // Bytes, where a word like "published" stands in it.
constexpr std::size_t longest_dated_block = 300;   // Bytes: a date of publication stands in a short line.

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

// Words before a date that say it is the publication's.
constexpr std::array published_words{
    std::string_view("published"),      std::string_view("posted"),        std::string_view("publié"),
    std::string_view("veröffentlicht"), std::string_view("erstellt"),      std::string_view("geschrieben"),
    std::string_view("publicado"),      std::string_view("pubblicato"),    std::string_view("gepostet"),
    std::string_view("verfasst"),       std::string_view("eingestellt"),   std::string_view("geplaatst"),
    std::string_view("datum"),          std::string_view("date:"),         std::string_view("vom "),
    std::string_view("written"),        std::string_view("submitted"),     std::string_view("online seit"),
    std::string_view("erschienen"),     std::string_view("mise en ligne"), std::string_view("gespeichert"),
    std::string_view("stand:"),         std::string_view("created"),       std::string_view("publikováno"),
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
std::size_t position_of_any(std::string_view text, const Words& words) {
    for (const std::string_view word : words) {
        const std::size_t at = core::find_ignoring_case(text, word);
        if (at != std::string_view::npos) return at;
    }
    return std::string_view::npos;
}

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
        find_title_block();
    }

    std::optional<FoundDate> published() {
        if (auto found = declared()) return in_local_zone(std::move(*found));
        if (auto found = written()) return found;
        is_strict_ = false;  // A date beside another article's is better than none.
        if (auto found = written()) return found;
        auto changed = modified();
        if (changed) changed->evidence += " (no date of publication)";
        return changed;
    }

    std::optional<FoundDate> modified() const {
        if (auto found = read(material_.linked.modified, "JSON-LD dateModified")) return found;
        if (auto found = from_metas(modified_keys)) return found;
        return from_properties({"dateModified", "dateUpdate"});
    }

  private:
    [[nodiscard]] std::optional<FoundDate> declared() const {
        if (auto found = read(material_.linked.published, "JSON-LD datePublished")) return found;
        if (auto found = from_metas(published_keys)) return found;
        return from_properties({"datePublished", "dateCreated", "datecreated", "datepublished"});
    }

    [[nodiscard]] std::optional<FoundDate> written() {
        if (auto found = from_times()) return found;
        if (auto day = day_of_address(material_.url, options_)) return of_day(*day, "address");
        if (auto day = day_of_address(material_.survey.link("canonical"), options_))
            return of_day(*day, "canonical address");
        auto named = from_dated_elements();
        if (named && named->is_near_title) return named;
        if (auto found = from_words_near_title()) return found;
        if (auto found = from_metas(vague_keys)) return found;
        return named ? named : from_words();
    }

    // Machines write instants in UTC, people live elsewhere: where the address, or a line beside the title, names the
    // day before or after, that is the local one.
    [[nodiscard]] FoundDate in_local_zone(FoundDate found) {
        if (!found.is_utc) return found;
        if (const auto day = day_of_address(material_.url, options_))
            return moved(std::move(found), *day, ", day of the address");
        collect_visible();
        const VisibleDay* other = nullptr;
        for (const VisibleDay& visible : visible_) {
            if (!is_near_title(visible.block)) continue;
            if (format(visible.day) == found.day) return found;
            if (other == nullptr && !visible.says_modified) other = &visible;
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

    [[nodiscard]] static bool says_utc(std::string_view value) {
        return value.ends_with('Z') || value.ends_with("+00:00") || value.ends_with("+0000") ||
               value.ends_with("GMT") || value.ends_with("UTC");
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

    [[nodiscard]] std::optional<FoundDate> from_metas(std::span<const std::string_view> keys) const {
        for (const std::string_view key : keys) {
            if (const MetaEntry* const entry = material_.survey.find({key})) {
                if (auto found = read(entry->content, std::string(key))) return found;
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] bool is_about_this_page(NodeIndex node) const {
        if (!is_strict_) return true;
        for (NodeIndex i = node; i != 0 && material_.tree[i].tag != Tag::body; i = material_.tree[i].parent) {
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
        const std::string text = material_.tree.text_of(node, longest_dated_block);
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

    // Elements whose names speak of dates: the first beside the title, else the first of all.
    [[nodiscard]] std::optional<FoundDate> from_dated_elements() const {
        std::optional<FoundDate> first;
        for (NodeIndex i = 1; i < material_.tree.size(); ++i) {
            const bool is_named = (material_.hints[i] & hint_date) != 0 && material_.tree[i].tag != Tag::body;
            if (!is_named || !is_about_this_page(i)) continue;
            const bool near = is_near_title(material_.blocks.of_node[i].begin);
            if (first && !near) continue;
            auto found = of_element(i, "element named for a date");
            if (found) found->is_near_title = near;
            if (found && near) return found;
            if (!first) first = std::move(found);
        }
        return first;
    }

    // --- days among the words that a reader sees ---
    struct VisibleDay {
        std::size_t block = 0;
        std::chrono::year_month_day day{};
        bool says_published = false;
        bool says_modified = false;
        bool is_alone = false;     // In a short line.
        bool begins_text = false;  // Leads a paragraph of the main text, as agencies do.
    };

    void find_title_block() {
        if (material_.title.empty()) return;
        const auto& blocks = material_.blocks.blocks;
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            if (blocks[i].kind == BlockKind::heading && material_.blocks.text_of(blocks[i]) == material_.title) {
                title_block_ = i;
                return;
            }
        }
    }

    [[nodiscard]] bool is_near_title(std::size_t block) const {
        constexpr std::size_t before = 4;
        constexpr std::size_t after = 10;
        return title_block_ && block + before >= *title_block_ && block <= *title_block_ + after;
    }

    void collect_visible() {
        if (is_collected_) return;
        is_collected_ = true;
        const auto& blocks = material_.blocks.blocks;
        const BlockRange main = material_.blocks.of_node[material_.main_text.container];
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            const bool may_lead = i >= main.begin && i < std::min(main.end, main.begin + 10);
            if (blocks[i].length > longest_worded_block && !may_lead) continue;
            look_at(i, may_lead);
        }
    }

    void look_at(std::size_t index, bool may_lead) {
        constexpr std::size_t lone_date_bytes = 60;
        constexpr std::size_t leading_bytes = 40;
        const Block& block = material_.blocks.blocks[index];
        const std::string_view text = material_.blocks.text_of(block).substr(0, longest_worded_block);
        if (block.length < 6 || text.find_first_of("0123456789") == std::string_view::npos) return;
        const std::size_t word = position_of_any(text, published_words);
        auto day = word == std::string_view::npos ? std::nullopt : find_day(text, options_, word);
        if (!day) day = find_day(text, options_);
        if (!day || holds_any(text, other_words)) return;
        const bool is_short = block.length <= longest_dated_block;
        const bool leads = may_lead && day->begin <= leading_bytes;
        if (!is_short && word == std::string_view::npos && !leads) return;
        visible_.push_back({.block = index,
                            .day = day->day,
                            .says_published = block.length <= longest_worded_block && word != std::string_view::npos,
                            .says_modified = is_short && holds_any(text, modified_words),
                            .is_alone = block.length <= lone_date_bytes,
                            .begins_text = leads});
    }

    template <typename Predicate>
    [[nodiscard]] std::optional<FoundDate> first_visible(Predicate accepts, std::string_view evidence) const {
        for (const VisibleDay& day : visible_) {
            if (accepts(day) && is_about_this_page(material_.blocks.blocks[day.block].parent))
                return of_day(day.day, std::string(evidence));
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<FoundDate> from_words_near_title() {
        collect_visible();
        const auto near = [&](const VisibleDay& day) { return is_near_title(day.block); };
        if (auto found = first_visible([&](const VisibleDay& day) { return day.says_published && near(day); },
                                       "line with a word for publication, beside the title"))
            return found;
        return first_visible([&](const VisibleDay& day) { return day.is_alone && !day.says_modified && near(day); },
                             "short line beside the title");
    }

    [[nodiscard]] std::optional<FoundDate> from_words() {
        collect_visible();
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
    bool is_strict_ = true;  // Passes over what stands among other articles.
    bool is_collected_ = false;
    std::vector<VisibleDay> visible_;
    std::optional<std::size_t> title_block_;
};

}  // namespace

std::optional<FoundDate> find_published(const Material& material) {
    return DateFinder(material).published();
}

std::optional<FoundDate> find_modified(const Material& material) {
    return DateFinder(material).modified();
}

}  // namespace masthead::page
