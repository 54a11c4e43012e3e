#include "pipeline/edition.h"

#include <algorithm>
#include <map>
#include <set>

namespace masthead::pipeline {

namespace {

// Providers of the desk and of the articles, one a domain.
std::vector<model::Provider> providers_of(const config::Desk& desk, const model::Edition& edition) {
    std::map<std::string, model::Provider> by_domain;
    for (const auto& provider : desk.organizations) by_domain.emplace(provider.domain, provider);
    for (const auto& [id, article] : edition.articles) by_domain.emplace(article.provider.domain, article.provider);
    std::vector<model::Provider> providers;
    providers.reserve(by_domain.size());
    for (auto& [domain, provider] : by_domain) providers.push_back(std::move(provider));
    return providers;
}

void count_today(model::Edition& edition, const std::vector<model::Article>& articles) {
    std::set<std::string_view> providers;
    for (const auto& article : articles) {
        if (article.published <= edition.at - std::chrono::hours(24) || article.published > edition.at) continue;
        ++edition.read_today;
        providers.insert(article.provider.domain);
    }
    edition.providers_today = static_cast<int>(providers.size());
}

}  // namespace

core::Instant shown_from(const config::Desk& desk, core::Instant at) {
    return desk.publish.days > 0 ? at - std::chrono::days(desk.publish.days) : core::Instant::min();
}

core::Result<model::Edition> make_edition(const config::Desk& desk, const store::EditionMaterial& material,
                                          core::Instant at) {
    model::Edition edition;
    edition.desk = desk.identity;
    edition.at = at;
    edition.topics = desk.topics;
    const auto from = shown_from(desk, at);
    auto articles = material.shown_articles();
    if (!articles) return std::unexpected(articles.error());
    count_today(edition, *articles);
    auto stories = material.stories();
    if (!stories) return std::unexpected(stories.error());
    std::erase_if(*stories, [&](const model::Story& story) { return story.last < from; });
    std::set<std::string_view> members;
    for (const auto& story : *stories) {
        for (const auto& member : story.members) members.insert(member.article_id);
    }
    for (auto& article : *articles) {
        if (!members.contains(article.id)) continue;
        std::string id = article.id;
        edition.articles.emplace(std::move(id), std::move(article));
    }
    edition.stories = std::move(*stories);
    auto redirects = material.redirects();
    if (!redirects) return std::unexpected(redirects.error());
    edition.redirects = std::move(*redirects);
    auto links = material.story_links({});
    if (!links) return std::unexpected(links.error());
    edition.links = std::move(*links);
    auto threads = material.story_threads({});
    if (!threads) return std::unexpected(threads.error());
    edition.threads = std::move(*threads);
    auto revisions = material.revisions();
    if (!revisions) return std::unexpected(revisions.error());
    edition.revisions = std::move(*revisions);
    edition.providers = providers_of(desk, edition);
    return edition;
}

}  // namespace masthead::pipeline
