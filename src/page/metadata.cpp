#include "page/metadata.h"

#include "core/ascii.h"
#include "page/dates.h"
#include "page/hints.h"
#include "page/language.h"
#include "page/people.h"
#include "page/pictures.h"
#include "text/html_text.h"
#include "text/normalize.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>

namespace masthead::page {
namespace {

constexpr std::size_t excerpt_characters = 340;   // DESIGN.md: the excerpt as the record shows it.
constexpr std::size_t shortest_description = 40;  // Bytes; a shorter one says less than the text's first paragraph.
constexpr std::size_t most_keywords = 40;
constexpr std::size_t longest_keyword = 80;  // Bytes.
constexpr std::size_t stub_bytes = 2000;     // A text behind a wall is shorter.

constexpr std::array stub_wording{
    std::string_view("subscribe to continue"),    std::string_view("subscribe to read"),
    std::string_view("to continue reading"),      std::string_view("already a subscriber"),
    std::string_view("subscribers only"),         std::string_view("this article is for subscribers"),
    std::string_view("log in to read"),           std::string_view("sign in to read"),
    std::string_view("create a free account to"), std::string_view("weiterlesen mit"),
    std::string_view("jetzt abonnieren"),         std::string_view("nur für abonnenten"),
    std::string_view("réservé aux abonnés"),      std::string_view("exclusivo para suscriptores"),
    std::string_view("purchase a subscription")};

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
        addresses();
        dates();
        authors();
        section_and_keywords();
        language();
        page_.images = find_images(material_, page_.evidence);
        video();
        excerpt();
        paywall();
    }

  private:
    void note(std::string_view name, std::string_view where) { page_.evidence.emplace_back(name, where); }

    [[nodiscard]] static bool is_front_page(std::string_view url) {
        const auto parsed = core::Url::parse(url);
        return parsed && parsed->path().size() <= 1 && parsed->query().empty();
    }

    void addresses() {
        const std::pair<std::string_view, std::string_view> candidates[] = {
            {survey_.link("canonical"), "link canonical"},
            {survey_.meta({"og:url"}), "og:url"},
            {linked_.url, "JSON-LD url"}};
        for (const auto& [reference, where] : candidates) {
            std::string url = absolute(material_, reference);
            if (url.empty()) continue;
            // Broken templates name the front page as every page's canonical address.
            if (is_front_page(url) && !is_front_page(material_.url)) {
                page_.problems.emplace_back("The canonical address is the site's front page and was not believed.");
                continue;
            }
            page_.canonical_url = std::move(url);
            note("canonical_url", where);
            break;
        }
        page_.amp_url = absolute(material_, survey_.link("amphtml"));
        if (!page_.amp_url.empty()) note("amp_url", "link amphtml");
    }

    void dates() {
        if (auto found = find_published(material_)) {
            page_.published = found->instant;
            page_.published_day = found->day;
            note("published", found->evidence);
        }
        if (auto found = find_modified(material_)) {
            page_.modified = found->instant;
            note("modified", found->evidence);
        }
    }

    void authors() {
        FoundAuthors found = find_authors(material_, page_.provider);
        page_.authors = std::move(found.names);
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
            const std::string clean = text::plain_line(value);
            if (clean.size() < shortest_description || clean == page_.title) continue;
            page_.excerpt = text::shorten(clean, excerpt_characters);
            return note("excerpt", where);
        }
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

    void paywall() {
        if (linked_.is_free && !*linked_.is_free) {
            page_.is_paywalled = true;
            return note("is_paywalled", "JSON-LD isAccessibleForFree");
        }
        const std::string_view tier = survey_.meta({"article:content_tier"});
        if (tier == "locked" || tier == "metered") {
            page_.is_paywalled = tier == "locked";
            return note("is_paywalled", "article:content_tier");
        }
        if (page_.text.size() > stub_bytes) return;
        for (const Block& block : material_.blocks.blocks) {
            const std::string_view text = material_.blocks.text_of(block);
            const auto* const found = std::ranges::find_if(stub_wording, [&](std::string_view words) {
                return core::find_ignoring_case(text, words) != std::string_view::npos;
            });
            if (found == stub_wording.end()) continue;
            page_.is_paywalled = true;
            return note("is_paywalled", "short text beside \"" + std::string(*found) + "\"");
        }
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
