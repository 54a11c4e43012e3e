// The live client: a job waits in its host's queue (a page first for the site's robots.txt), starts when the host's
// budget allows, runs in one libcurl multi loop on the caller's thread, and goes back into a queue for every redirect.
#include "fetch/live.h"

#include "core/ascii.h"
#include "core/url.h"
#include "fetch/address_guard.h"
#include "fetch/host_budget.h"
#include "fetch/http_message.h"
#include "fetch/robots.h"
#include "fetch/transfer.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include <curl/curl.h>
#include <fmt/format.h>

namespace masthead::fetch {

namespace {

using core::ErrorCode;
using SteadyClock = std::chrono::steady_clock;

constexpr std::chrono::hours robots_lifetime{24};            // RFC 9309 2.4.
constexpr std::chrono::minutes robots_failure_lifetime{10};  // An unreachable robots.txt is asked for again soon.

// One request on its way through its redirects.
struct Job {
    std::size_t index = 0;      // In the caller's span; without meaning for robots.txt.
    std::string robots_origin;  // Not empty: this fetches the robots.txt of that origin, for ourselves.
    Request request;
    core::Url url;  // Of this hop.
    int hops = 0;
    bool permanent = true;  // Every redirect so far was.
    std::chrono::milliseconds spent{0};
    SteadyClock::time_point started{};
    std::unique_ptr<Transfer> transfer{};
};
using JobPointer = std::unique_ptr<Job>;

struct Robots {
    std::optional<RobotsRules> rules;      // None: on its way.
    std::optional<core::Error> failure{};  // Why it could not be read, as its pages are told.
    core::Instant until{};
    std::vector<JobPointer> parked;  // Pages that wait for the rules.
};

struct MultiDeleter {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};

std::string path_of(const core::Url& url) {
    return url.query().empty() ? url.path() : url.path() + "?" + url.query();
}

bool is_asked_of_robots(RequestKind kind) {
    return kind == RequestKind::page || kind == RequestKind::sitemap;
}

class LiveClient final : public HttpClient {
  public:
    LiveClient(LiveOptions options, AddressGuard guard, const core::Clock& clock)
        : options_(std::move(options)),
          guard_(std::move(guard)),
          clock_(clock),
          budget_(options_.max_transfers_per_host, options_.host_interval),
          multi_(curl_multi_init()) {}

    [[nodiscard]] bool is_ready() const { return multi_ != nullptr; }

    void fetch(std::span<const Request> requests, const VisitSink& sink, std::stop_token stop) override {
        sink_ = &sink;
        const std::stop_callback wake(stop, [this] { curl_multi_wakeup(multi_.get()); });
        for (std::size_t i = 0; i < requests.size(); ++i) add_request(i, requests[i]);
        while (!stop.stop_requested()) {
            start_jobs();
            if (waiting_.empty() && running_.empty() && failed_.empty()) break;
            int active = 0;
            curl_multi_perform(multi_.get(), &active);
            if (collect()) continue;
            constexpr int tick_ms = 50;  // How late a host's turn may be noticed.
            curl_multi_poll(multi_.get(), nullptr, 0, waiting_.empty() ? 1000 : tick_ms, nullptr);
        }
        cancel_all();
        sink_ = nullptr;
    }

  private:
    void add_request(std::size_t index, const Request& request) {
        auto url = core::Url::parse(request.url);
        if (!url) {
            (*sink_)(index,
                     core::fail(ErrorCode::refused, "could not fetch " + request.url + ": " + url.error().message));
            return;
        }
        enqueue(std::make_unique<Job>(
            Job{.index = index, .robots_origin = {}, .request = request, .url = std::move(*url)}));
    }

    // Into the queue of its host, if its port and robots.txt allow.
    void enqueue(JobPointer job) {
        if (std::ranges::find(options_.allowed_ports, job->url.port()) == options_.allowed_ports.end()) {
            const std::string sentence = "could not fetch " + job->url.str() + ": the port " +
                                         std::to_string(job->url.port()) + " is not among the allowed ones";
            return end(*job, core::fail(ErrorCode::refused, sentence));
        }
        const bool asks = options_.obey_robots && is_asked_of_robots(job->request.kind) && job->robots_origin.empty();
        if (asks && !passes_robots(job)) return;
        const std::string host = job->url.host();
        waiting_[host].push_back(std::move(job));
    }

    // False: the job was taken, to wait for the rules or to be refused by them.
    bool passes_robots(JobPointer& job) {
        const std::string origin = job->url.origin();
        auto& robots = robots_[origin];
        const bool expired = robots.rules && robots.until <= clock_.now();
        if (robots.rules && !expired) {
            if (robots.rules->allows(path_of(job->url))) return true;
            const std::string sentence = "robots.txt of " + origin + " does not allow " + job->url.str();
            end(*job, std::unexpected(robots.failure.value_or(core::Error{ErrorCode::refused, sentence})));
            return false;
        }
        robots.rules.reset();
        robots.parked.push_back(std::move(job));
        if (robots.parked.size() == 1) ask_robots(origin, robots.parked.front()->url);
        return false;
    }

    void ask_robots(const std::string& origin, const core::Url& page) {
        core::Url url = page;
        url.set_path("/robots.txt");
        url.set_query("");
        url.clear_fragment();
        Request request{.url = url.str(), .kind = RequestKind::page};
        enqueue(
            std::make_unique<Job>(Job{.robots_origin = origin, .request = std::move(request), .url = std::move(url)}));
    }

    // Starts what may start now, one pass over the hosts.
    void start_jobs() {
        const auto now = SteadyClock::now();
        for (auto host = waiting_.begin(); host != waiting_.end();) {
            auto& queue = host->second;
            while (!queue.empty() && running_.size() < static_cast<std::size_t>(options_.max_transfers) &&
                   budget_.try_start(host->first, now)) {
                JobPointer job = std::move(queue.front());
                queue.pop_front();
                start(std::move(job));
            }
            host = queue.empty() ? waiting_.erase(host) : std::next(host);
        }
    }

    void start(JobPointer job) {
        const auto allowance = std::chrono::milliseconds(options_.total_timeout) - job->spent;
        job->started = SteadyClock::now();
        job->transfer = std::make_unique<Transfer>(options_, guard_, job->url, job->request, allowance);
        void* handle = job->transfer->handle();
        // Without a handle or a place in the loop the job stays for `collect`, which must not be entered from here:
        // `end` may enqueue.
        const bool started = handle != nullptr && curl_multi_add_handle(multi_.get(), handle) == CURLM_OK;
        if (started) {
            running_.emplace(handle, std::move(job));
        } else {
            failed_.push_back(std::move(job));
        }
    }

    // Takes what has ended out of the loop. True if there was anything.
    bool collect() {
        bool any = !failed_.empty();
        for (auto& job : std::exchange(failed_, {})) complete(std::move(job), CURLE_FAILED_INIT);
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
            if (message->msg != CURLMSG_DONE) continue;
            const int code = message->data.result;
            const auto found = running_.find(message->easy_handle);
            if (found == running_.end()) continue;
            curl_multi_remove_handle(multi_.get(), found->first);
            JobPointer job = std::move(found->second);
            running_.erase(found);
            complete(std::move(job), code);
            any = true;
        }
        return any;
    }

    void complete(JobPointer job, int code) {
        budget_.finish(job->url.host());
        job->spent += std::chrono::duration_cast<std::chrono::milliseconds>(SteadyClock::now() - job->started);
        auto response = job->transfer->finish(code);
        job->transfer.reset();
        if (response) {
            response->at = clock_.now();
            if (options_.observer && job->request.form.empty()) options_.observer(*response);
        }
        const bool follows = job->request.kind != RequestKind::hub;
        if (response && follows && is_redirect(response->status) &&
            !header_value(response->headers, "location").empty()) {
            return follow(std::move(job), *response);
        }
        if (!job->robots_origin.empty()) return end_robots(job->robots_origin, response);
        if (!response) return end(*job, std::unexpected(response.error()));
        // A hub accepts with 202 (WebSub 5.1), and 204 is what many send.
        const bool accepted = !follows && response->status >= 200 && response->status < 300;
        if (accepted) response->status = 200;
        const bool conditional = !job->request.etag.empty() || !job->request.last_modified.empty();
        if (response->status == 304 && !conditional) {
            return end(*job,
                       core::fail(ErrorCode::network,
                                  response->url + " answered \"not modified\" to a request that had no validators"));
        }
        end(*job, to_visit(std::move(*response), job->hops > 0 && job->permanent));
    }

    void follow(JobPointer job, const RecordedResponse& response) {
        if (++job->hops > options_.max_redirects) {
            const std::string sentence =
                job->request.url + " redirects more than " + std::to_string(options_.max_redirects) + " times";
            return end(*job, core::fail(ErrorCode::refused, sentence));
        }
        auto next = core::Url::parse(header_value(response.headers, "location"), job->url);
        if (!next) {
            const std::string sentence =
                job->url.str() + " redirects to what is no web address: " + next.error().message;
            return end(*job, core::fail(ErrorCode::refused, sentence));
        }
        job->permanent = job->permanent && is_permanent_redirect(response.status);
        job->url = std::move(*next);
        enqueue(std::move(job));
    }

    // The job is over: its answer goes to the caller, or to the pages that wait for this robots.txt.
    void end(const Job& job, core::Result<Visit> visit) {
        if (job.robots_origin.empty()) return (*sink_)(job.index, std::move(visit));
        end_robots(job.robots_origin, std::unexpected(visit ? core::Error{} : std::move(visit.error())));
    }

    // RFC 9309 2.3.1: no such file allows all; a server that fails disallows all.
    void end_robots(const std::string& origin, const core::Result<RecordedResponse>& response) {
        auto& robots = robots_[origin];
        const bool answered = response && response->status < 500;
        robots.failure.reset();
        if (!answered) robots.failure = robots_failure(origin, response);
        if (response && response->status == 200) {
            const std::string product = options_.user_agent.substr(0, options_.user_agent.find_first_of("/ "));
            robots.rules = RobotsRules::parse(response->body, product);
        } else {
            robots.rules = answered ? RobotsRules::allow_all() : RobotsRules::disallow_all();
        }
        robots.until = clock_.now() + (answered ? std::chrono::seconds(robots_lifetime)
                                                : std::chrono::seconds(robots_failure_lifetime));
        for (auto& job : std::exchange(robots.parked, {})) {
            if (answered) {
                enqueue(std::move(job));
            } else {
                end(*job, std::unexpected(*robots.failure));
            }
        }
    }

    // A robots.txt that leads inside stays refused; everything else may pass and be tried again.
    static core::Error robots_failure(const std::string& origin, const core::Result<RecordedResponse>& response) {
        const bool refused = !response && response.error().code == ErrorCode::refused;
        const std::string why =
            response ? "it answered with status " + std::to_string(response->status) : response.error().message;
        return {refused ? ErrorCode::refused : ErrorCode::network,
                fmt::format("robots.txt of {} could not be read, so its pages are left alone: {}", origin, why)};
    }

    // What is left after a stop request is answered and forgotten.
    void cancel_all() {
        std::vector<JobPointer> left = std::exchange(failed_, {});
        for (auto& [handle, job] : running_) {
            curl_multi_remove_handle(multi_.get(), handle);
            left.push_back(std::move(job));
            budget_.finish(left.back()->url.host());
        }
        running_.clear();
        for (auto& [host, queue] : std::exchange(waiting_, {})) std::ranges::move(queue, std::back_inserter(left));
        for (auto& [origin, robots] : robots_)
            std::ranges::move(std::exchange(robots.parked, {}), std::back_inserter(left));
        std::erase_if(robots_, [](const auto& entry) { return !entry.second.rules; });
        for (const auto& job : left) {
            if (!job->robots_origin.empty()) continue;
            (*sink_)(job->index,
                     core::fail(ErrorCode::cancelled, "stopped before " + job->request.url + " was fetched"));
        }
    }

    LiveOptions options_;
    AddressGuard guard_;
    const core::Clock& clock_;
    HostBudget budget_;
    std::unique_ptr<CURLM, MultiDeleter> multi_;
    const VisitSink* sink_ = nullptr;
    std::map<std::string, std::deque<JobPointer>> waiting_;  // By host.
    std::map<void*, JobPointer> running_;                    // By libcurl's easy handle.
    std::vector<JobPointer> failed_;                         // Could not even start.
    std::map<std::string, Robots> robots_;                   // By origin.
};

}  // namespace

core::Result<std::unique_ptr<HttpClient>> make_live_client(const LiveOptions& options, const core::Clock& clock) {
    // libcurl's global state is made once and lives as long as the process.
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (ready != CURLE_OK) return core::fail(ErrorCode::network, "libcurl could not be started");
    auto guard = AddressGuard::make(options.allowed_private);
    if (!guard) return std::unexpected(guard.error());
    auto client = std::make_unique<LiveClient>(options, std::move(*guard), clock);
    if (!client->is_ready()) return core::fail(ErrorCode::network, "libcurl could not make its loop");
    return client;
}

}  // namespace masthead::fetch
