#include "page/metadata.h"

#include "core/ascii.h"
#include "page/addresses.h"
#include "page/dates.h"
#include "page/hints.h"
#include "page/language.h"
#include "page/logos.h"
#include "page/people.h"
#include "page/pictures.h"
#include "page/rights.h"
#include "text/html_text.h"
#include "text/normalize.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>
#include <optional>

namespace masthead::page {
namespace {

constexpr std::size_t excerpt_characters = 340;   // DESIGN.md: the excerpt as the record shows it.
constexpr std::size_t shortest_description = 40;  // Bytes; a shorter one says less than the text's first paragraph.
constexpr std::size_t most_keywords = 40;
constexpr std::size_t longest_keyword = 80;  // Bytes.

constexpr std::array player_hosts{
    std::string_view("youtube.com/embed/"),        std::string_view("youtube-nocookie.com/embed/"),
    std::string_view("player.vimeo.com/video/"),   std::string_view("dailymotion.com/embed/"),
    std::string_view("players.brightcove.net/"),   std::string_view("jwplatform.com/players/"),
    std::string_view("facebook.com/plugins/video")};

class MetadataReader {
  public:
    MetadataReader(const Material& material, ParsedPage& page)
        : material_(material), survey_(material.survey), linked_(material.linked), page_(page) {}

    void run() {
        fill_addresses(material_, page_);
        dates();
        authors();
        section_and_keywords();
        language();
        page_.images = find_images(material_, page_.evidence);
        video();
        excerpt();
        fill_rights(material_, material_.robots_header, page_);
        fill_logos(material_, page_);
    }

  private:
    void note(std::string_view name, std::string_view where) { page_.evidence.emplace_back(name, where); }

    void dates() {
        const FoundDates found = find_dates(material_);
        if (found.published) {
            page_.published = found.published->instant;
            page_.published_day = found.published->day;
            note("published", found.published->evidence);
        }
        if (found.modified) {
            page_.modified = found.modified->instant;
            note("modified", found.modified->evidence);
        }
        for (const FoundDate& other : found.passed_over)
            page_.passed_over.push_back({"published", other.day, other.evidence});
    }

    void authors() {
        FoundAuthors found = find_authors(material_, page_.provider);
        page_.authors = std::move(found.names);
        page_.author_organizations = std::move(found.organizations);
        if (!page_.authors.empty()) note("authors", found.evidence);
    }

    void add_keyword(std::string_view keyword) {
        std::string clean = text::plain_line(keyword);
        if (clean.empty() || clean.size() > longest_keyword || page_.keywords.size() >= most_keywords) return;
        if (std::ranges::find(page_.keywords, clean) == page_.keywords.end())
            page_.keywords.push_back(std::move(clean));
    }

    void section_and_keywords() {
        const MetaEntry* const section = survey_.find(
            {"article:section", "parsely-section", "section", "sailthru.section", "dc.subject", "bt:section"});
        if (section != nullptr) {
            page_.section = text::plain_line(section->content);
            note("section", section->key);
        } else if (!linked_.section.empty()) {
            page_.section = linked_.section;
            note("section", "JSON-LD articleSection");
        }
        for (const std::string& keyword : linked_.keywords) add_keyword(keyword);
        if (!page_.keywords.empty()) return note("keywords", "JSON-LD keywords");
        for (const MetaEntry& entry : survey_.metas) {
            if (entry.key == "article:tag") add_keyword(entry.content);
        }
        if (!page_.keywords.empty()) return note("keywords", "article:tag");
        const MetaEntry* const list = survey_.find({"news_keywords", "parsely-tags", "sailthru.tags", "keywords"});
        if (list == nullptr) return;
        const char separator =
            list->content.find(',') == std::string_view::npos && list->content.find(';') != std::string_view::npos
                ? ';'
                : ',';
        for (const std::string_view piece : core::split(list->content, separator)) add_keyword(piece);
        if (!page_.keywords.empty()) note("keywords", list->key);
    }

    void language() {
        FoundLanguage found = find_language(material_, page_.text.empty() ? page_.title : page_.text);
        page_.language = std::move(found.language);
        if (!page_.language.empty()) note("language", found.evidence);
    }

    void video() {
        std::string player =
            absolute(material_, survey_.meta({"og:video:secure_url", "og:video:url", "og:video", "twitter:player"}));
        if (player.empty()) player = absolute(material_, linked_.video);
        const bool says_video = survey_.meta({"og:type"}).starts_with("video") || linked_.is_video;
        if (player.empty()) player = embedded_player();
        if (player.empty()) return;
        if (says_video) {
            page_.type = model::ArticleType::video;
            note("type", linked_.is_video ? "JSON-LD VideoObject" : "og:type");
        }
        page_.featured_content = std::move(player);
        note("featured_content", "player");
    }

    [[nodiscard]] std::string embedded_player() const {
        for (const NodeIndex node : survey_.frames) {
            std::string_view address = material_.tree.attribute(node, AttributeName::src);
            if (address.empty()) address = material_.tree.attribute(node, AttributeName::data_src);
            const bool is_player = std::ranges::any_of(
                player_hosts, [&](std::string_view host) { return address.find(host) != std::string_view::npos; });
            if (is_player) return absolute(material_, address);
        }
        return {};
    }

    void excerpt() {
        const std::pair<std::string_view, std::string_view> candidates[] = {
            {survey_.meta({"og:description"}), "og:description"},
            {survey_.meta({"description"}), "description"},
            {linked_.description, "JSON-LD description"},
            {survey_.meta({"twitter:description"}), "twitter:description"}};
        for (const auto& [value, where] : candidates) {
            std::string clean = without_tail(text::plain_line(value));
            if (clean.size() < shortest_description || is_title_again(clean) || is_word_list(clean)) {
                if (!clean.empty()) pass_over("excerpt", std::move(clean), where);
                continue;
            }
            if (!page_.excerpt.empty()) {
                if (!clean.starts_with(page_.excerpt)) pass_over("excerpt", std::move(clean), where);
                continue;
            }
            std::string_view from = where;
            if (auto whole = whole_sentence(clean)) {
                clean = std::move(*whole);
                from = "description, whole in the text";
            }
            page_.excerpt = text::shorten(clean, excerpt_characters);
            note("excerpt", from);
        }
        if (page_.excerpt.empty()) excerpt_of_text();
    }

    void excerpt_of_text() {
        std::string paragraphs;
        for (std::size_t at = 0; at < page_.text.size() && paragraphs.size() < excerpt_characters;) {
            const std::size_t end = std::min(page_.text.find("\n\n", at), page_.text.size());
            if (!paragraphs.empty()) paragraphs += ' ';
            paragraphs += std::string_view(page_.text).substr(at, end - at);
            at = end + 2;
        }
        page_.excerpt = text::shorten(text::clean_line(paragraphs), excerpt_characters);
        if (!page_.excerpt.empty()) note("excerpt", "first paragraphs");
    }

    void pass_over(std::string_view name, std::string value, std::string_view where) {
        constexpr std::size_t longest_value = 300;  // Bytes.
        if (value.size() > longest_value) value = text::shorten(value, longest_value / 4);
        page_.passed_over.push_back({std::string(name), std::move(value), std::string(where)});
    }

    [[nodiscard]] bool is_title_again(std::string_view description) const {
        return core::equals_ignoring_case(description, page_.title) ||
               core::equals_ignoring_case(description, page_.provider);
    }

    // Words for search engines instead of a sentence: "harbour, rain, ferries, weather".
    static bool is_word_list(std::string_view description) {
        constexpr std::size_t bytes_a_comma = 18;
        const auto commas = static_cast<std::size_t>(std::ranges::count(description, ','));
        return commas >= 4 && description.size() / commas < bytes_a_comma &&
               description.find_first_of(".!?") == std::string_view::npos;
    }

    // Without what feeds and templates put behind a description.
    static std::string without_tail(std::string description) {
        for (const std::string_view tail :
             {"Read more", "Continue reading", "Read More", "Weiterlesen", "Lire la suite", "Leer más", "[…]", "[...]",
              "[&hellip;]", "&hellip;", "»", "→"}) {
            if (description.size() > tail.size() && description.ends_with(tail))
                description.resize(description.size() - tail.size());
            description = std::string(core::trim(description));
        }
        return description;
    }

    // "The ferries stay in the harbour because …": where the text goes on, the text is taken.
    [[nodiscard]] std::optional<std::string> whole_sentence(std::string_view description) const {
        std::string_view begun = description;
        for (const std::string_view mark : {"…", "..."}) {
            if (begun.ends_with(mark)) begun = core::trim(begun.substr(0, begun.size() - mark.size()));
        }
        if (begun.size() == description.size() || begun.size() < shortest_description) return std::nullopt;
        const std::size_t at = page_.text.find(begun);
        if (at == std::string::npos) return std::nullopt;
        const std::size_t end = std::min(page_.text.find("\n\n", at), page_.text.size());
        return text::clean_line(std::string_view(page_.text).substr(at, end - at));
    }

    const Material& material_;
    const Survey& survey_;
    const LinkedArticle& linked_;
    ParsedPage& page_;
};

}  // namespace

std::string absolute(const Material& material, std::string_view reference) {
    reference = core::trim(reference);
    if (reference.empty()) return {};
    const auto parsed =
        material.base != nullptr ? core::Url::parse(reference, *material.base) : core::Url::parse(reference);
    return parsed ? parsed->str() : std::string();
}

std::string find_provider(const Survey& survey, const LinkedArticle& linked, Evidence& evidence) {
    if (const MetaEntry* const entry = survey.find({"og:site_name"})) {
        evidence.emplace_back("provider", "og:site_name");
        return text::plain_line(entry->content);
    }
    if (!linked.publisher.empty()) {
        evidence.emplace_back("provider", "JSON-LD publisher");
        return linked.publisher;
    }
    const MetaEntry* const entry =
        survey.find({"application-name", "apple-mobile-web-app-title", "dc.publisher", "cre", "copyright"});
    if (entry == nullptr || entry->content.size() > 60) return {};
    evidence.emplace_back("provider", entry->key);
    return text::plain_line(entry->content);
}

void fill_metadata(const Material& material, ParsedPage& page) {
    MetadataReader(material, page).run();
}

}  // namespace masthead::page
