// The recorded web: answers from a WARC file, no network.
#include "core/ascii.h"
#include "core/url.h"
#include "fetch/http_message.h"
#include "fetch/warc.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace masthead::fetch {

namespace {

using core::ErrorCode;

constexpr int max_redirects = 5;

// The same address under the other scheme: recordings are often made before or after a site's move to https.
std::string swap_scheme(const std::string& url) {
    auto parsed = core::Url::parse(url);
    if (!parsed) return url;
    parsed->set_scheme(parsed->scheme() == "https" ? "http" : "https");
    return parsed->str();
}

bool is_unchanged(const Request& request, const RecordedResponse& response) {
    const std::string_view etag = header_value(response.headers, "etag");
    const std::string_view modified = header_value(response.headers, "last-modified");
    if (!request.etag.empty())
        return request.etag == etag;  // RFC 9110 13.2.2: the date counts only without an entity tag.
    return !request.last_modified.empty() && request.last_modified == modified;
}

struct Recording {
    RecordedResponse response;
    std::size_t order = 0;  // Among the recordings of its address, as the file has them.
    [[nodiscard]] std::pair<core::Instant, std::size_t> key() const { return {response.at, order}; }
    [[nodiscard]] core::Instant at() const { return response.at; }
};

class ReplayClient final : public HttpClient {
  public:
    explicit ReplayClient(core::Instant now) : now_(now) {}

    void add(RecordedResponse response) {
        auto& recordings = by_url_[lookup_key(response.url)];
        const std::size_t order = recordings.size();
        recordings.push_back({std::move(response), order});
    }

    // Orders every address's responses by time; of one time the later in the file stays last.
    void finish() {
        for (auto& [url, recordings] : by_url_) std::ranges::sort(recordings, {}, &Recording::key);
    }

    void fetch(std::span<const Request> requests, const VisitSink& sink, std::stop_token stop) override {
        for (std::size_t i = 0; i < requests.size(); ++i) {
            if (stop.stop_requested()) {
                sink(i, core::fail(ErrorCode::cancelled, "stopped before " + requests[i].url + " was read"));
            } else {
                sink(i, answer(requests[i]));
            }
        }
    }

  private:
    // The recordings of an address at or before `when`; if none is so old, the oldest alone.
    std::span<const Recording> find(const std::string& key, core::Instant when) const {
        const auto found = by_url_.find(key);
        if (found == by_url_.end()) return {};
        const auto& recordings = found->second;
        const auto after = std::ranges::upper_bound(recordings, when, {}, &Recording::at);
        return {recordings.begin(), std::max(after, recordings.begin() + 1)};
    }

    std::span<const Recording> find_either_scheme(const std::string& url, core::Instant when) const {
        const std::string key = lookup_key(url);
        const auto found = find(key, when);
        return !found.empty() ? found : find(lookup_key(swap_scheme(key)), when);
    }

    // The newest of a feed's visits with the older ones that were not seen yet.
    static core::Result<Visit> feed_visit(const Request& request, std::span<const Recording> visits, bool moved) {
        const auto& newest = visits.back().response;
        if (newest.status != 200) return to_visit(newest, moved);
        if (request.since && newest.at <= *request.since) return NotModified{};
        auto visit = to_visit(newest, moved);
        auto* fresh = visit ? std::get_if<Fresh>(&*visit) : nullptr;
        for (const auto& recording : visits.first(visits.size() - 1)) {
            if (fresh == nullptr || recording.response.status != 200 ||
                (request.since && recording.at() <= *request.since))
                continue;
            if (auto older = to_visit(recording.response, moved); older && std::holds_alternative<Fresh>(*older)) {
                fresh->earlier.push_back(std::move(std::get<Fresh>(*older)));
            }
        }
        return visit;
    }

    core::Result<Visit> answer(const Request& request) const {
        std::string url = request.url;
        bool permanent = true;
        for (int hops = 0; hops <= max_redirects; ++hops) {
            const auto visits = find_either_scheme(url, request.as_of.value_or(now_));
            if (visits.empty()) return core::fail(ErrorCode::not_found, url + " is not in the recorded web");
            const auto* found = &visits.back().response;
            if (!is_redirect(found->status)) {
                if (found->status == 200 && is_unchanged(request, *found)) return NotModified{};
                if (request.kind == RequestKind::feed) return feed_visit(request, visits, hops > 0 && permanent);
                return to_visit(*found, hops > 0 && permanent);
            }
            permanent = permanent && is_permanent_redirect(found->status);
            auto base = core::Url::parse(found->url);
            if (!base) return std::unexpected(base.error());
            auto next = core::Url::parse(header_value(found->headers, "location"), *base);
            if (!next)
                return core::fail(ErrorCode::refused,
                                  url + " redirects to what is no web address: " + next.error().message);
            url = next->str();
        }
        return core::fail(ErrorCode::refused,
                          request.url + " redirects more than " + std::to_string(max_redirects) + " times");
    }

    core::Instant now_;
    std::unordered_map<std::string, std::vector<Recording>> by_url_;
};

}  // namespace

core::Result<Replay> open_replay(const std::string& path, core::Instant now) {
    auto client = std::make_unique<ReplayClient>(now);
    auto summary = read_warc(path, [&](RecordedResponse response) {
        client->add(std::move(response));
        return true;
    });
    if (!summary) return std::unexpected(summary.error());
    client->finish();
    return Replay{std::move(client), *summary};
}

}  // namespace masthead::fetch
