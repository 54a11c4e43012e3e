#include "app/values.h"

#include "app/origins.h"
#include "page/rights.h"

#include <utility>

namespace masthead::app {

using core::Json;

namespace {

template <typename Values>
Json list_json(const Values& values) {
    Json::Array out;
    for (const auto& value : values) out.push_back(to_json(value));
    return out;
}

}  // namespace

Json texts_json(const std::vector<std::string>& texts) {
    Json::Array out;
    for (const auto& text : texts) out.emplace_back(text);
    return out;
}

Json instant_json(const std::optional<core::Instant>& instant) {
    return instant ? Json(core::format_instant(*instant)) : Json();
}

Json text_or_null(const std::string& text) {
    return text.empty() ? Json() : Json(text);
}

Json to_json(const model::Image& image) {
    Json json;
    json.add("url", image.url)
        .add("width", image.width > 0 ? Json(image.width) : Json())
        .add("height", image.height > 0 ? Json(image.height) : Json());
    return json.add("isCached", image.is_cached);
}

Json to_json(const model::Provider& provider) {
    Json json;
    json.add("name", provider.name).add("domain", provider.domain).add("owner", text_or_null(provider.owner));
    return json.add("images", list_json(provider.images));
}

Json to_json(const model::Article& article) {
    Json json;
    json.add("id", article.id)
        .add("title", article.title)
        .add("excerpt", article.excerpt)
        .add("webUrl", article.web_url)
        .add("originalUrl", article.original_url);
    json.add("ampWebUrl", text_or_null(article.amp_url))
        .add("cdnAmpWebUrl", text_or_null(article.cdn_amp_url))
        .add("type", name_of(article.type));
    json.add("featuredContent", text_or_null(article.featured_content)).add("language", text_or_null(article.language));
    json.add("publishedDateTime", core::format_instant(article.published))
        .add("dateOrigin", name_of(article.date_origin));
    json.add("updatedDateTime", instant_json(article.modified))
        .add("firstSeen", core::format_instant(article.first_seen));
    json.add("authors", texts_json(article.authors))
        .add("section", text_or_null(article.section))
        .add("keywords", texts_json(article.keywords));
    json.add("provider", to_json(article.provider))
        .add("source", article.source_url)
        .add("topics", texts_json(article.topics));
    json.add("images", list_json(article.images))
        .add("notes", texts_json(article.notes))
        .add("removed", article.is_removed);
    return json.add("text", article.text);
}

Json to_json(const model::Score& score) {
    Json::Array terms;
    for (const auto& term : score.terms) {
        Json row;
        row.add("name", term.name).add("points", term.points).add("detail", term.detail);
        terms.push_back(std::move(row));
    }
    Json json;
    return json.add("total", score.total()).add("terms", std::move(terms));
}

Json to_json(const model::Story& story) {
    Json::Array members;
    for (const auto& member : story.members) {
        Json row;
        row.add("article", member.article_id).add("quality", to_json(member.quality)).add("heat", to_json(member.heat));
        row.add("published", member.is_published).add("duplicateOf", text_or_null(member.duplicate_of));
        members.push_back(std::move(row));
    }
    Json json;
    json.add("id", story.id)
        .add("first", core::format_instant(story.first))
        .add("last", core::format_instant(story.last))
        .add("lead", story.lead_id());
    return json.add("members", std::move(members));
}

Json to_json(const model::Decision& decision) {
    Json json;
    json.add("url", decision.url)
        .add("stage", decision.stage)
        .add("verdict", name_of(decision.verdict))
        .add("reason", decision.reason);
    return json.add("other", text_or_null(decision.other)).add("at", core::format_instant(decision.at));
}

Json to_json(const model::FeedItem& item) {
    Json::Array enclosures;
    for (const auto& enclosure : item.enclosures) {
        Json row;
        row.add("url", enclosure.url).add("type", enclosure.type).add("bytes", enclosure.bytes);
        enclosures.push_back(std::move(row));
    }
    Json source;
    if (!item.source_title.empty() || !item.source_url.empty())
        source.add("title", item.source_title).add("url", item.source_url);
    Json json;
    json.add("id", item.id)
        .add("title", item.title)
        .add("link", item.link)
        .add("published", instant_json(item.published))
        .add("updated", instant_json(item.updated));
    json.add("authors", texts_json(item.authors))
        .add("summary", item.summary)
        .add("content", item.content)
        .add("enclosures", std::move(enclosures));
    json.add("images", list_json(item.images)).add("categories", texts_json(item.categories));
    json.add("source", std::move(source));
    if (!item.language.empty()) json.add("language", item.language);
    return json;
}

Json to_json(const feed::ParsedFeed& feed, std::string_view url) {
    Json json;
    json.add("url", url)
        .add("format", name_of(feed.format))
        .add("title", feed.title)
        .add("link", feed.link)
        .add("language", text_or_null(feed.language));
    if (!feed.self.empty()) json.add("self", feed.self);
    if (!feed.hub.empty()) json.add("hub", feed.hub);
    return json.add("problems", texts_json(feed.problems)).add("items", list_json(feed.items));
}

Json no_feed_json(std::string_view url, const core::Error& error) {
    Json json;
    json.add("url", url).add("format", Json()).add("title", "").add("link", "").add("language", Json());
    return json.add("problems", Json::Array{Json(error.message)}).add("items", Json::Array{});
}

Json to_json(const page::ParsedPage& page) {
    Json passed_over{Json::Array{}};
    for (const auto& [name, value, origin] : page.passed_over) {
        Json one;
        passed_over.push(one.add("name", name).add("value", value).add("evidence", origin));
    }
    Json json;
    json.add("url", page.url)
        .add("title", page.title)
        .add("excerpt", page.excerpt)
        .add("text", page.text)
        .add("contentHtml", page.content_html)
        .add("kind", page::name_of(page.kind))
        .add("published", instant_json(page.published));
    json.add("publishedDay", text_or_null(page.published_day))
        .add("modified", instant_json(page.modified))
        .add("authors", texts_json(page.authors));
    json.add("section", text_or_null(page.section))
        .add("keywords", texts_json(page.keywords))
        .add("language", text_or_null(page.language));
    json.add("canonicalUrl", text_or_null(page.canonical_url))
        .add("ampUrl", text_or_null(page.amp_url))
        .add("cdnAmpUrl", text_or_null(page.amp_cache_url))
        .add("provider", text_or_null(page.provider))
        .add("providerDomain", text_or_null(page.provider_domain));
    json.add("logos", list_json(page.logos))
        .add("license", text_or_null(page.license))
        .add("robots", texts_json(page::names_of(page.robots)))
        .add("isAccessibleForFree", page.is_accessible_for_free ? Json(*page.is_accessible_for_free) : Json());
    json.add("images", list_json(page.images))
        .add("type", name_of(page.type))
        .add("featuredContent", text_or_null(page.featured_content));
    json.add("isPaywalled", page.is_paywalled).add("problems", texts_json(page.problems));
    Json evidence = origins_json(page, json);
    return json.add("evidence", std::move(evidence)).add("passedOver", std::move(passed_over));
}

}  // namespace masthead::app
