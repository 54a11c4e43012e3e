#include "app/source_probe.h"

#include "core/url.h"
#include "feed/discovery.h"
#include "feed/sitemap.h"
#include "pipeline/source_document.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

namespace masthead::app {

namespace {

using core::ErrorCode;
using core::Result;
using Answers = std::vector<std::optional<Result<fetch::Visit>>>;

constexpr std::size_t most_candidates = 12;  // Of one site, asked to see what they are.

fetch::RequestKind request_kind(model::SourceKind kind) {
    if (kind == model::SourceKind::sitemap) return fetch::RequestKind::sitemap;
    return kind == model::SourceKind::page ? fetch::RequestKind::page : fetch::RequestKind::feed;
}

Answers ask(std::span<const fetch::Request> requests, fetch::HttpClient& http, const std::stop_token& stop) {
    Answers answers(requests.size());
    http.fetch(
        requests, [&](std::size_t index, Result<fetch::Visit> visit) { answers[index] = std::move(visit); }, stop);
    return answers;
}

// The body, or why there is none.
Result<fetch::Fresh> body_of(std::optional<Result<fetch::Visit>> answer, const std::string& url) {
    if (!answer) return core::fail(ErrorCode::network, fmt::format("{} gave no answer", url));
    if (!*answer) return std::unexpected(answer->error());
    if (auto* fresh = std::get_if<fetch::Fresh>(&**answer)) return std::move(*fresh);
    if (const auto* deferred = std::get_if<fetch::Deferred>(&**answer))
        return core::fail(ErrorCode::refused, deferred->reason);
    return core::fail(ErrorCode::not_found, fmt::format("{} is gone for good (410)", url));
}

std::string remedy_for(ErrorCode code) {
    switch (code) {
        case ErrorCode::not_found:
            return "look for its new address with `masthead source add` and its site, or remove it from the desk";
        case ErrorCode::network:
        case ErrorCode::timeout:
            return "it may be down: check again later, and whether the address opens in a browser";
        case ErrorCode::refused:
            return "the site, its robots.txt or this desk's own rules (fetch.allowed_ports, fetch.allowed_private) "
                   "refuse it: wait, write to the site, or remove it";
        case ErrorCode::unsupported:
            return "what stands there is of another kind: see the sentence above, or `masthead source add` its site";
        default:
            return "`masthead fetch` with its address shows what it answers";
    }
}

Probe read_answer(const model::Source& source, std::optional<Result<fetch::Visit>> answer) {
    Probe probe{.source = source, .why = {}, .feed = feed::ParsedFeed{}, .children = 0, .remedy = {}};
    const auto body = body_of(std::move(answer), source.url);
    auto document =
        body ? pipeline::read_document(source, *body) : Result<pipeline::SourceDocument>(std::unexpected(body.error()));
    if (document) {
        probe.feed = std::move(document->feed);
        probe.children = document->children.size();
    } else {
        probe.feed = std::unexpected(document.error());
        probe.remedy = remedy_for(document.error().code);
    }
    return probe;
}

// Candidates that can be read and are not empty, each address once.
std::vector<Probe> readable(std::span<const feed::FoundFeed> found, fetch::HttpClient& http,
                            const std::stop_token& stop) {
    std::vector<model::Source> sources;
    for (const auto& one : found.first(std::min(found.size(), most_candidates)))
        sources.push_back({.url = one.url, .title = one.title, .kind = one.kind});
    auto probes = probe_sources(sources, http, stop);
    for (std::size_t i = 0; i < probes.size(); ++i) probes[i].why = found[i].why;
    std::erase_if(probes,
                  [](const Probe& probe) { return !probe.feed || (probe.feed->items.empty() && probe.children == 0); });
    return probes;
}

std::vector<feed::FoundFeed> sitemaps_of(const std::string& url, fetch::HttpClient& http, const std::stop_token& stop) {
    auto robots = core::Url::parse("/robots.txt", *core::Url::parse(url));
    if (!robots) return {};
    const fetch::Request request{.url = robots->str(), .kind = fetch::RequestKind::feed};
    auto answers = ask(std::span(&request, 1), http, stop);
    const auto body = body_of(std::move(answers.front()), request.url);
    return body ? feed::sitemaps_of_robots(body->body, body->url) : std::vector<feed::FoundFeed>{};
}

}  // namespace

std::vector<Probe> probe_sources(std::span<const model::Source> sources, fetch::HttpClient& http,
                                 const std::stop_token& stop) {
    std::vector<fetch::Request> requests;
    for (const auto& source : sources) requests.push_back({.url = source.url, .kind = request_kind(source.kind)});
    auto answers = ask(requests, http, stop);
    std::vector<Probe> probes;
    probes.reserve(sources.size());
    for (std::size_t i = 0; i < sources.size(); ++i) probes.push_back(read_answer(sources[i], std::move(answers[i])));
    return probes;
}

Result<std::vector<Probe>> find_sources(const std::string& url, model::SourceKind kind, fetch::HttpClient& http,
                                        const std::stop_token& stop) {
    const fetch::Request request{.url = url, .kind = request_kind(kind)};
    auto answers = ask(std::span(&request, 1), http, stop);
    auto body = body_of(std::move(answers.front()), url);
    if (!body) return std::unexpected(body.error());
    const auto own = [&](model::SourceKind of, std::string why) {
        Probe probe = read_answer({.url = url, .kind = of}, Result<fetch::Visit>(*body));
        probe.why = std::move(why);
        return probe;
    };
    auto direct = own(kind, "the address itself");
    if (direct.feed) return std::vector<Probe>{std::move(direct)};
    if (kind != model::SourceKind::feed) return std::unexpected(direct.feed.error());
    auto as_sitemap = own(model::SourceKind::sitemap, "the address itself, a sitemap");
    if (as_sitemap.feed) return std::vector<Probe>{std::move(as_sitemap)};
    auto named = readable(feed::discover_feeds(body->body, body->url, body->content_type), http, stop);
    if (named.empty()) named = readable(feed::well_known_feeds(body->url), http, stop);
    if (named.empty()) named = readable(sitemaps_of(body->url, http, stop), http, stop);
    if (!named.empty()) return named;
    return core::fail(ErrorCode::not_found,
                      fmt::format("{} is no feed, names none, and none stands at the usual addresses of its site; if "
                                  "the page lists articles, add it with --kind page",
                                  url));
}

}  // namespace masthead::app
