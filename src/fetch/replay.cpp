// The recorded web: answers from a WARC file, no network.
#include "core/stable_order.h"
#include "core/url.h"
#include "fetch/http_message.h"
#include "fetch/robots.h"
#include "fetch/warc.h"
#include "fetch/warc_payloads.h"
#include "fetch/warc_records.h"
#include "fetch/warc_response.h"

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

bool is_conditional(const Request& request) {
    return !request.etag.empty() || !request.last_modified.empty();
}

bool is_unchanged(const Request& request, const RecordedResponse& response) {
    const std::string_view etag = header_value(response.headers, "etag");
    const std::string_view modified = header_value(response.headers, "last-modified");
    if (!request.etag.empty())
        return request.etag == etag;  // RFC 9110 13.2.2: the date counts only without an entity tag.
    return !request.last_modified.empty() && request.last_modified == modified;
}

// Where one recorded answer stands.
struct Recording {
    core::Instant at;
    std::size_t order = 0;  // Among the recordings of its address, as the file has them.
    int status = 0;         // 0: of a revisit without a message of its own, so that of another record.
    ByteSource::Place place;
    [[nodiscard]] std::pair<core::Instant, std::size_t> key() const { return {at, order}; }
    [[nodiscard]] bool has_body() const { return status == 200 || status == 0; }
};

// The answer that a visit saw: a "not modified" confirms the last body or redirect before it, whatever failed between.
const Recording& seen_by_last(std::span<const Recording> visits) {
    if (visits.back().status != 304) return visits.back();
    for (std::size_t i = visits.size(); i-- > 0;) {
        if (visits[i].has_body() || is_redirect(visits[i].status)) return visits[i];
    }
    return visits.back();
}

// A request on its way through recorded redirects.
struct Way {
    std::string url;
    int hops = 0;
    bool permanent = true;
    std::vector<Fresh> unseen;  // Of a feed: visits along the way that were not seen yet.
    [[nodiscard]] bool is_moved() const { return hops > 0 && permanent; }
};

class ReplayClient final : public HttpClient {
  public:
    ReplayClient(std::string path, core::Instant now, ReplayOptions options)
        : payloads_(std::move(path)), now_(now), options_(std::move(options)) {}

    // False if the record was added before.
    bool add(const WarcRecord& record, const RecordedResponse& head) {
        if (!payloads_.add(record)) return false;
        auto& recordings = by_url_[lookup_key(head.url)];
        recordings.push_back({head.at, recordings.size(), head.status, record.place});
        return true;
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

    // Why there is no recording: robots.txt may have kept the recorder away.
    core::Error not_recorded(const std::string& url, const Request& request, core::Instant when) {
        const auto parsed = core::Url::parse(url);
        const bool asks = parsed && (request.kind == RequestKind::page || request.kind == RequestKind::sitemap);
        const auto visits =
            asks ? find_either_scheme(parsed->origin() + "/robots.txt", when) : std::span<const Recording>{};
        const auto robots =
            visits.empty() ? core::fail(ErrorCode::not_found, "") : payloads_.read(seen_by_last(visits).place);
        if (robots && robots->status == 200) {
            const auto rules = RobotsRules::parse(robots->body, options_.user_agent);
            const std::string path = parsed->path() + (parsed->query().empty() ? "" : "?" + parsed->query());
            if (!rules.allows(path))
                return {ErrorCode::refused, "robots.txt of " + parsed->origin() + " does not allow " + parsed->str()};
        }
        return {ErrorCode::not_found, url + " is not in the recorded web"};
    }

    // Keeps the bodies of a feed's visits that were not seen yet. One that cannot be read any more is left out.
    void collect_unseen(const Request& request, std::span<const Recording> visits, Way& way) {
        for (const auto& recording : visits) {
            if (!recording.has_body() || (request.since && recording.at <= *request.since)) continue;
            auto response = payloads_.read(recording.place);
            if (!response || response->status != 200) continue;
            auto visit = to_visit(std::move(*response), way.is_moved());
            if (visit && std::holds_alternative<Fresh>(*visit))
                way.unseen.push_back(std::move(std::get<Fresh>(*visit)));
        }
    }

    // The newest of a feed's unseen visits, with the others in it. None if there is none.
    static std::optional<Visit> unseen_visits(Way& way) {
        if (way.unseen.empty()) return std::nullopt;
        core::sort_stably(way.unseen, [](const Fresh& left, const Fresh& right) { return left.at < right.at; });
        Fresh newest = std::move(way.unseen.back());
        way.unseen.pop_back();
        newest.earlier = std::move(way.unseen);
        return newest;
    }

    // What the end of the way answers.
    core::Result<Visit> last_answer(const Request& request, RecordedResponse response, Way& way) {
        const bool unchanged = !request.since && response.status == 200 && is_unchanged(request, response);
        auto unseen = unchanged ? std::nullopt : unseen_visits(way);
        if (unseen) return std::move(*unseen);
        const bool all_seen = response.status == 200 && request.kind == RequestKind::feed && request.since;
        if (unchanged || all_seen) response.status = 304;  // What the server would have said.
        const bool asked = is_conditional(request) || request.since;
        if (response.status == 304 && !asked) {
            return core::fail(ErrorCode::not_found,
                              way.url + " is recorded only as not modified since an earlier visit, without a body");
        }
        return to_visit(std::move(response), way.is_moved());
    }

    core::Result<Visit> answer(const Request& request) {
        const core::Instant when = request.as_of.value_or(now_);
        Way way{.url = request.url, .unseen = {}};
        for (; way.hops <= max_redirects; ++way.hops) {
            const auto visits = find_either_scheme(way.url, when);
            if (visits.empty()) return std::unexpected(not_recorded(way.url, request, when));
            auto response = payloads_.read(seen_by_last(visits).place);
            if (!response) return std::unexpected(response.error());
            if (request.kind == RequestKind::feed) collect_unseen(request, visits, way);
            const std::string_view location = header_value(response->headers, "location");
            if (!is_redirect(response->status) || location.empty())
                return last_answer(request, std::move(*response), way);
            way.permanent = way.permanent && is_permanent_redirect(response->status);
            const auto base = core::Url::parse(response->url);
            if (!base) return std::unexpected(base.error());
            auto next = core::Url::parse(location, *base);
            if (!next) {
                return core::fail(ErrorCode::refused,
                                  way.url + " redirects to what is no web address: " + next.error().message);
            }
            way.url = next->str();
        }
        return core::fail(ErrorCode::refused,
                          request.url + " redirects more than " + std::to_string(max_redirects) + " times");
    }

    WarcPayloads payloads_;
    core::Instant now_;
    ReplayOptions options_;
    std::unordered_map<std::string, std::vector<Recording>> by_url_;
};

}  // namespace

core::Result<Replay> open_replay(const std::string& path, core::Instant now, const ReplayOptions& options) {
    auto records = WarcRecords::open(path);
    if (!records) return std::unexpected(records.error());
    auto client = std::make_unique<ReplayClient>(path, now, options);
    WarcSummary summary;
    while (const auto record = records->next()) {
        const auto block = records->block(*record, kind_of(*record) ? max_message_head_bytes : 0);
        if (!block) continue;
        const auto head = read_message_head(*record, *block);
        const bool added = head && client->add(*record, *head);
        ++(added ? summary.responses : summary.skipped);
    }
    if (!records->has_begun()) return std::unexpected(no_recording(path));
    summary.damaged = records->damaged();
    summary.truncated = records->is_truncated();
    client->finish();
    return Replay{std::move(client), summary};
}

}  // namespace masthead::fetch
