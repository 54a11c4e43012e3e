#include "pipeline/article_maker.h"

#include "core/ascii.h"
#include "core/domain.h"
#include "core/hash.h"
#include "page/addresses.h"
#include "page/pictures.h"
#include "page/same_asset.h"
#include "text/html_text.h"
#include "text/language.h"
#include "text/normalize.h"
#include "text/utf8.h"

#include <algorithm>

namespace masthead::pipeline {

namespace {

constexpr std::size_t max_title_characters = 512;
constexpr std::size_t max_excerpt_characters = 340;  // As the reference records have it.
constexpr std::size_t min_excerpt_characters = 40;   // A shorter summary is a teaser, not an excerpt.
constexpr std::chrono::hours future_tolerance{1};    // Clocks differ; anything later is a mistake.
constexpr core::Instant oldest_date = std::chrono::sys_days{std::chrono::year{1990} / 1 / 1};

std::string one_line(std::string_view text) {
    std::string line(text);
    std::ranges::replace(line, '\n', ' ');
    return text::clean_line(line);
}

// A summary that only says that there is more is none.
bool is_teaser(std::string_view summary) {
    return text::count_characters(summary) < min_excerpt_characters || summary.ends_with("[...]") ||
           summary.ends_with("[\xE2\x80\xA6]") || summary.ends_with("Read more");
}

std::string excerpt_of(const model::FeedItem& item, const page::ParsedPage* page, std::string_view text) {
    std::string summary = text::plain_line(item.summary);
    if (is_teaser(summary)) {
        std::string better = page != nullptr && !page->excerpt.empty()
                                 ? page->excerpt
                                 : one_line(text.substr(0, text.find("\n\n", min_excerpt_characters)));
        if (better.size() > summary.size()) summary = std::move(better);
    }
    return text::shorten(summary, max_excerpt_characters);
}

bool is_video(const model::FeedItem& item) {
    return std::ranges::any_of(item.enclosures,
                               [](const model::Enclosure& enclosure) { return enclosure.type.starts_with("video/"); });
}

// The page's, then those of the feed's that are other pictures of the news: no crops of the page's, no logos.
std::vector<model::Image> images_of(const model::FeedItem& item, const page::ParsedPage* page) {
    std::vector<model::Image> images;
    if (page != nullptr) images = page->images;
    for (const auto& image : item.images) {
        const bool is_known = std::ranges::any_of(images, [&](const model::Image& known) {
            return known.url == image.url || page::same_asset(known.url, image.url);
        });
        if (!is_known && core::Url::parse(image.url) && page::fault_of_address(image.url).empty())
            images.push_back(image);
    }
    return images;
}

template <typename List>
const List& first_filled(const List& first, const page::ParsedPage* page, List page::ParsedPage::* second) {
    return first.empty() && page != nullptr ? page->*second : first;
}

// What the item says, else its page, else the desk, else the feed as a whole.
std::string declared_language(const Observation& seen) {
    for (const std::string& tag :
         {seen.item.language, seen.page != nullptr ? seen.page->language : std::string(), seen.source.language}) {
        if (!tag.empty()) return tag;
    }
    return seen.feed.language;
}

void set_dates(model::Article& article, const Observation& seen) {
    const auto& item = seen.item;
    article.first_seen = seen.seen_at;
    auto published = item.published ? item.published : item.updated;
    article.date_origin = model::DateOrigin::feed;
    if (!published && seen.page != nullptr && seen.page->published) {
        published = seen.page->published;
        article.date_origin = model::DateOrigin::page;
    }
    const bool future = published && *published > seen.seen_at + future_tolerance;
    if (future) article.notes.emplace_back("future-date");
    if (!published || future || *published < oldest_date) {
        if (!future) article.notes.emplace_back("no-date");
        published = seen.seen_at;
        article.date_origin = model::DateOrigin::first_seen;
    }
    article.published = std::min(*published, seen.seen_at);
    const auto modified = item.updated ? item.updated : seen.page != nullptr ? seen.page->modified : std::nullopt;
    if (modified && *modified > article.published && *modified <= seen.seen_at + future_tolerance)
        article.modified = modified;
}

}  // namespace

std::string article_id(const core::Url& address, std::uint64_t salt) {
    return core::to_hex(core::stable_hash(address.str(), salt));
}

std::string title_of(const model::FeedItem& item) {
    return text::shorten(text::clean_line(item.title), max_title_characters);
}

ArticleMaker::ArticleMaker(const config::Desk& desk) : desk_(desk), topics_(desk.topics, desk.learned_topics) {
    for (const auto& organization : desk.organizations) organizations_.emplace(organization.domain, &organization);
}

bool ArticleMaker::needs_page(const model::FeedItem& item) const {
    if (desk_.fetch.pages != "auto") return desk_.fetch.pages == "always";
    return static_cast<int>(text::plain_text(item.content).size()) < desk_.fetch.full_text_characters;
}

model::Provider ArticleMaker::provider_of(const Observation& seen) const {
    const std::string domain =
        seen.source.provider.empty() ? core::registrable_domain(seen.address.host()) : seen.source.provider;
    if (const auto known = organizations_.find(domain); known != organizations_.end()) {
        model::Provider provider = *known->second;
        provider.is_official = provider.is_official || seen.source.is_official;
        return provider;
    }
    model::Provider provider;
    provider.domain = domain;
    provider.is_official = seen.source.is_official;
    // A feed on the provider's own host may name it; an aggregator's feed may not.
    const auto source_url = core::Url::parse(seen.source.url);
    const bool own_feed = source_url && core::registrable_domain(source_url->host()) == domain;
    for (const std::string& name :
         {seen.item.source_title, seen.page != nullptr ? seen.page->provider : std::string(),
          own_feed ? seen.source.title : std::string(), own_feed ? seen.feed.title : std::string(), domain}) {
        provider.name = text::clean_line(name);
        if (!provider.name.empty()) break;
    }
    return provider;
}

model::Article ArticleMaker::make(const Observation& seen) const {
    const auto& item = seen.item;
    const auto* page = seen.page;
    model::Article article;
    article.web_url = seen.address.str();
    article.id = article_id(seen.address);
    article.original_url = item.link;
    article.source_url = seen.source.url;
    article.title = title_of(item);
    if (article.title.empty() && page != nullptr)
        article.title = text::shorten(text::clean_line(page->title), max_title_characters);
    article.text = text::plain_text(item.content);
    if (page != nullptr && page->text.size() > article.text.size()) article.text = page->text;
    article.excerpt = excerpt_of(item, page, article.text);
    article.language =
        text::detect_language(article.title + "\n" + (article.text.empty() ? article.excerpt : article.text),
                              declared_language(seen))
            .language;
    set_dates(article, seen);
    article.authors = first_filled(item.authors, page, &page::ParsedPage::authors);
    article.keywords = first_filled(item.categories, page, &page::ParsedPage::keywords);
    if (page != nullptr) {
        article.section = page->section;
        article.featured_content = page->featured_content;
        if (page->is_paywalled) article.notes.emplace_back("paywall");
        article.page_kind = page::name_of(page->kind);
    } else if (article.text.empty()) {
        article.notes.emplace_back("no-page");
    }
    const bool video = is_video(item) || (page != nullptr && page->type == model::ArticleType::video);
    article.type = video ? model::ArticleType::video : model::ArticleType::article;
    article.amp_url = !item.amp_link.empty() ? item.amp_link : page != nullptr ? page->amp_url : std::string();
    if (!core::Url::parse(article.amp_url)) article.amp_url.clear();
    if (!core::Url::parse(article.featured_content)) article.featured_content.clear();
    if (!article.amp_url.empty()) article.cdn_amp_url = page::amp_cache_url(article.amp_url);
    article.provider = provider_of(seen);
    article.images = images_of(item, page);
    for (const auto& hit : topics_.match(topic::text_of(article))) article.topics.push_back(hit.topic_id);
    return article;
}

}  // namespace masthead::pipeline
