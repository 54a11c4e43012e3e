#include "pipeline/feed_identity.h"

#include "core/domain.h"
#include "core/url.h"
#include "dedupe/duplicates.h"
#include "text/html_text.h"
#include "text/language.h"
#include "text/normalize.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace masthead::pipeline {

namespace {

std::string domain_of(const std::string& link) {
    const auto url = core::Url::parse(link);
    return url ? core::registrable_domain(url->host()) : std::string();
}

std::string site_of(const feed::ParsedFeed& feed) {
    if (auto own = domain_of(feed.link); !own.empty()) return own;
    std::map<std::string, int> counts;
    for (const auto& item : feed.items) {
        if (auto domain = domain_of(item.link); !domain.empty()) ++counts[std::move(domain)];
    }
    const auto most = std::ranges::max_element(counts, {}, [](const auto& entry) { return entry.second; });
    return most == counts.end() ? std::string() : most->first;
}

std::string language_of(const feed::ParsedFeed& feed) {
    constexpr std::size_t enough_bytes = 4000;
    std::string words;
    for (const auto& item : feed.items) {
        if (words.size() > enough_bytes) break;
        words += item.title + ".\n" + text::plain_line(item.summary.substr(0, enough_bytes)) + "\n";
    }
    return text::detect_language(words, feed.language).language;
}

}  // namespace

FeedIdentity identity_of(const feed::ParsedFeed& feed) {
    return {text::clean_line(feed.title), site_of(feed), language_of(feed)};
}

std::string doubt(const model::SourceState& state, const FeedIdentity& identity) {
    const auto changed = [](const std::string& before, const std::string& now) {
        return !before.empty() && !now.empty() && before != now;
    };
    const bool other_title = changed(state.title, identity.title) && !dedupe::titles_alike(state.title, identity.title);
    if (!other_title || !changed(state.site, identity.site) || !changed(state.language, identity.language)) return {};
    return fmt::format(
        "its title (\"{}\", was \"{}\"), site ({}, was {}) and language ({}, was {}) changed all at once: it may have "
        "fallen into other hands",
        identity.title, state.title, identity.site, state.site, identity.language, state.language);
}

void remember(model::SourceState& state, const FeedIdentity& identity) {
    const auto take = [](std::string& known, const std::string& now) {
        if (!now.empty()) known = now;
    };
    take(state.title, identity.title);
    take(state.site, identity.site);
    take(state.language, identity.language);
}

}  // namespace masthead::pipeline
