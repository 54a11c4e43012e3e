// The live client: a job waits for its domain's turn (a page first for the site's robots.txt), runs as a transfer in
// one libcurl loop on the caller's thread, and goes back into the queue for every redirect. What need not be asked (a
// domain that wants to be left alone, a host that does not answer) ends without a connection.
#include "fetch/live.h"

#include "core/domain.h"
#include "core/url.h"
#include "fetch/credentials.h"
#include "fetch/domain_turns.h"
#include "fetch/freshness.h"
#include "fetch/http_message.h"
#include "fetch/multi_loop.h"
#include "fetch/robots.h"
#include "fetch/transfer.h"

#include <algorithm>
#include <list>
#include <map>
#include <optional>
#include <sys/resource.h>
#include <unordered_map>
#include <utility>

#include <curl/curl.h>
#include <fmt/format.h>

namespace masthead::fetch {

namespace {

using core::ErrorCode;
using SteadyClock = std::chrono::steady_clock;
using Time = SteadyClock::time_point;
using Domain = DomainTurns::Domain;

constexpr std::chrono::hours robots_lifetime{24};            // RFC 9309 2.4.
constexpr std::chrono::minutes robots_failure_lifetime{10};  // An unreachable robots.txt is asked for again soon.

// One request on its way through its redirects.
struct Job {
    Job(std::size_t number, const Request& asked, core::Url address)
        : index(number), request(&asked), url(std::move(address)) {}

    std::size_t index = 0;       // In the caller's span; without meaning for robots.txt.
    std::string robots_origin;   // Not empty: this fetches the robots.txt of that origin, for ourselves.
    const Request* request;      // The caller's, or `own`.
    std::optional<Request> own;  // For robots.txt.
    core::Url url;               // Of this hop.
    Domain domain = 0;           // Of this hop.
    int hops = 0;
    bool permanent = true;                   // Every redirect so far was.
    std::optional<Credentials> credentials;  // For the origin of `request` alone.
    std::chrono::milliseconds spent{0};
    Time started{};
    std::unique_ptr<Transfer> transfer;
    std::optional<std::list<Job*>::iterator> place;  // Among the jobs that take a place; none once it is slow.
};
using JobPointer = std::unique_ptr<Job>;

struct Robots {
    std::optional<RobotsRules> rules;      // None: on its way.
    std::optional<core::Error> failure{};  // Why it could not be read, as its pages are told.
    core::Instant until{};
    std::vector<JobPointer> parked;  // Pages that wait for the rules.
};

// A host that did not answer.
struct Silence {
    int failures = 0;  // In a row.
    Time until{};
    std::string last;  // A sentence.
};

std::string path_of(const core::Url& url) {
    return url.query().empty() ? url.path() : url.path() + "?" + url.query();
}

std::string server_of(const core::Url& url) {
    return fmt::format("{}:{}", url.host(), url.port());
}

bool is_asked_of_robots(RequestKind kind) {
    return kind == RequestKind::page || kind == RequestKind::sitemap;
}

// A stranger's link must not make us send a password, so only what a desk names itself may carry one.
bool may_carry_credentials(RequestKind kind) {
    return kind == RequestKind::feed || kind == RequestKind::sitemap;
}

std::size_t socket_limit(const LiveOptions& options) {
    rlimit limit{};
    auto most = static_cast<std::size_t>(std::max(options.max_sockets, 1));
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
        most = std::min(most, static_cast<std::size_t>(limit.rlim_cur) / 2);
    return std::max<std::size_t>(most, 1);
}

class LiveClient final : public HttpClient {
  public:
    LiveClient(LiveOptions options, AddressGuard guard, const core::Clock& clock, std::unique_ptr<MultiLoop> loop)
        : options_(std::move(options)),
          clock_(clock),
          max_sockets_(socket_limit(options_)),
          turns_(options_.max_transfers_per_domain, options_.domain_interval),
          commons_(options_, std::move(guard), [this](void* easy) { note_sent(easy); }),
          loop_(std::move(loop)) {}

    void fetch(std::span<const Request> requests, const VisitSink& sink, std::stop_token stop) override {
        sink_ = &sink;
        const std::stop_callback wake(stop, [this] { loop_->wake(); });
        for (std::size_t i = 0; i < requests.size(); ++i) add_request(i, requests[i]);
        while (!stop.stop_requested()) {
            start_jobs();
            for (auto& job : std::exchange(failed_, {})) complete(std::move(job), CURLE_FAILED_INIT);
            if (waiting_ == 0 && running_.empty()) break;
            loop_->run(next_deadline(), [this](void* easy, int code) { collect(easy, code); });
            for (void* easy : commons_.take_stalled()) {
                if (running_.contains(easy)) loop_->nudge(easy);
            }
        }
        cancel_all();
        sink_ = nullptr;
    }

  private:
    void add_request(std::size_t index, const Request& request) {
        auto url = core::Url::parse(request.url);
        if (!url) {
            const std::string sentence =
                fmt::format("could not fetch {}: {}", without_credentials(request.url), url.error().message);
            return (*sink_)(index, core::fail(ErrorCode::refused, sentence));
        }
        auto job = std::make_unique<Job>(index, request, std::move(*url));
        if (job->url.has_credentials() && may_carry_credentials(request.kind))
            job->credentials = credentials_in(request.url);
        enqueue(std::move(job));
    }

    // Into the queue of its domain, if its port, the domain, the host and robots.txt allow.
    void enqueue(JobPointer job) {
        if (std::ranges::find(options_.allowed_ports, job->url.port()) == options_.allowed_ports.end()) {
            const std::string sentence = fmt::format(
                "could not fetch {}: the port {} is not among the allowed ones (the option fetch.allowed_ports adds "
                "some)",
                job->url.str(), job->url.port());
            return end(*job, core::fail(ErrorCode::refused, sentence));
        }
        job->domain = domain_of(job->url.host());
        if (auto deferred = deferral(job->domain)) return end(*job, std::move(*deferred));
        if (auto silence = silence_of(job->url)) return end(*job, std::unexpected(std::move(*silence)));
        const bool asks = options_.obey_robots && is_asked_of_robots(job->request->kind) && job->robots_origin.empty();
        if (asks && !passes_robots(job)) return;
        const Domain domain = job->domain;
        queues_[domain].push_back(std::move(job));
        ++waiting_;
        turns_.add(domain, SteadyClock::now());
    }

    Domain domain_of(const std::string& host) {
        const auto [found, is_new] = domains_.try_emplace(host, 0);
        if (is_new) found->second = turns_.number_of(core::registrable_domain(host));
        if (queues_.size() <= found->second) queues_.resize(std::size_t{found->second} + 1);
        return found->second;
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
        Request request{.url = url.str(), .kind = RequestKind::robots};
        auto job = std::make_unique<Job>(0, request, std::move(url));
        job->own = std::move(request);
        job->request = &*job->own;
        job->robots_origin = origin;
        enqueue(std::move(job));
    }

    [[nodiscard]] bool has_place() const {
        return places_.size() < static_cast<std::size_t>(options_.max_transfers) && running_.size() < max_sockets_;
    }

    void start_jobs() {
        const Time now = SteadyClock::now();
        while (!places_.empty() && places_.front()->started + options_.slow_after <= now) {
            places_.front()->place.reset();
            places_.pop_front();
        }
        while (has_place()) {
            const auto domain = turns_.next(now);
            if (!domain) return;
            auto& queue = queues_[*domain];
            JobPointer job = std::move(queue.front());
            queue.pop_front();
            --waiting_;
            start(std::move(job), now);
        }
    }

    // When there may be something to start.
    [[nodiscard]] std::optional<Time> next_deadline() const {
        if (waiting_ == 0) return std::nullopt;
        if (has_place()) return turns_.next_turn();
        if (running_.size() >= max_sockets_ || places_.empty()) return std::nullopt;
        return places_.front()->started + options_.slow_after;
    }

    void start(JobPointer job, Time now) {
        if (spare_.empty()) {
            job->transfer = std::make_unique<Transfer>(commons_);
        } else {
            job->transfer = std::move(spare_.back());
            spare_.pop_back();
        }
        job->started = now;
        void* easy = job->transfer->handle();
        if (easy != nullptr) {
            const auto allowance = std::chrono::milliseconds(options_.total_timeout) - job->spent;
            job->transfer->begin(job->url, *job->request, allowance, job->credentials ? &*job->credentials : nullptr);
        }
        // Without a handle or a place in the loop the job ends later: `end` may enqueue, which must not happen here.
        if (easy == nullptr || !loop_->add(easy)) return failed_.push_back(std::move(job));
        job->place = places_.insert(places_.end(), job.get());
        running_.emplace(easy, std::move(job));
    }

    void note_sent(void* easy) {
        const auto found = running_.find(easy);
        if (found != running_.end()) turns_.sent(found->second->domain, SteadyClock::now());
    }

    void collect(void* easy, int code) {
        const auto found = running_.find(easy);
        if (found == running_.end()) return;
        JobPointer job = std::move(found->second);
        running_.erase(found);
        complete(std::move(job), code);
    }

    // It no longer counts as running.
    void retire(Job& job) {
        turns_.finish(job.domain, job.transfer->was_sent(), SteadyClock::now());
        if (job.place) places_.erase(*job.place);
        job.place.reset();
    }

    void complete(JobPointer job, int code) {
        retire(*job);
        job->spent += std::chrono::duration_cast<std::chrono::milliseconds>(SteadyClock::now() - job->started);
        const bool unreachable = job->transfer->is_unreachable(code);
        auto response = job->transfer->finish(code);
        if (spare_.size() < static_cast<std::size_t>(options_.max_transfers))
            spare_.push_back(std::move(job->transfer));
        job->transfer.reset();
        if (response) {
            response->at = clock_.now();
            if (options_.observer && job->request->form.empty() && job->request->json.empty())
                options_.observer(*response);
            note_wish(*job, *response);
        }
        note_silence(*job, unreachable && !response ? &response.error() : nullptr);
        conclude(std::move(job), std::move(response));
    }

    void conclude(JobPointer job, core::Result<RecordedResponse> response) {
        const bool follows = job->request->kind != RequestKind::hub && job->request->kind != RequestKind::service;
        if (response && follows && is_redirect(response->status) &&
            !header_value(response->headers, "location").empty()) {
            return follow(std::move(job), *response);
        }
        if (!job->robots_origin.empty()) return end_robots(*job, response);
        if (!response) return end(*job, std::unexpected(response.error()));
        // A hub accepts with 202 (WebSub 5.1), and 204 is what many send.
        const bool accepted = !follows && response->status >= 200 && response->status < 300;
        if (accepted) response->status = 200;
        const bool conditional = !job->request->etag.empty() || !job->request->last_modified.empty();
        if (response->status == 304 && !conditional) {
            const std::string sentence =
                response->url + " answered \"not modified\" to a request that had no validators";
            return end(*job, core::fail(ErrorCode::network, sentence));
        }
        end(*job, to_visit(std::move(*response), job->hops > 0 && job->permanent));
    }

    void follow(JobPointer job, const RecordedResponse& response) {
        if (++job->hops > options_.max_redirects) {
            const std::string sentence = fmt::format("{} redirects more than {} times",
                                                     without_credentials(job->request->url), options_.max_redirects);
            return end(*job, core::fail(ErrorCode::refused, sentence));
        }
        auto next = core::Url::parse(header_value(response.headers, "location"), job->url);
        if (!next) {
            const std::string sentence =
                job->url.str() + " redirects to what is no web address: " + next.error().message;
            return end(*job, core::fail(ErrorCode::refused, sentence));
        }
        job->permanent = job->permanent && is_permanent_redirect(response.status);
        if (next->origin() != job->url.origin()) job->credentials.reset();
        job->url = std::move(*next);
        enqueue(std::move(job));
    }

    // The job is over: its answer goes to the caller, or to the pages that wait for this robots.txt.
    void end(const Job& job, core::Result<Visit> visit) {
        if (job.robots_origin.empty()) return (*sink_)(job.index, std::move(visit));
        if (!visit) return end_robots(job, std::unexpected(std::move(visit.error())));
        // Only a domain that wants to be left alone ends a robots.txt otherwise: its pages end with the same answer.
        const auto found = robots_.find(job.robots_origin);
        if (found == robots_.end()) return;
        const auto parked = std::move(found->second.parked);
        robots_.erase(found);
        for (const auto& page : parked) end(*page, *visit);
    }

    // RFC 9309 2.3.1: no such file allows all; a server that fails disallows all.
    void end_robots(const Job& job, const core::Result<RecordedResponse>& response) {
        const std::string& origin = job.robots_origin;
        const bool asks_for_a_pause = response && asks_to_wait(response->status);
        if (auto deferred = asks_for_a_pause ? deferral(job.domain) : std::nullopt)
            return end(job, std::move(*deferred));
        auto& robots = robots_[origin];
        const bool answered = response && response->status < 500;
        robots.failure.reset();
        if (!answered) robots.failure = robots_failure(origin, response);
        if (response && response->status == 200) {
            const std::string product = options_.user_agent.substr(0, options_.user_agent.find_first_of("/ "));
            robots.rules = RobotsRules::parse(response->body, product);
            if (const auto delay = robots.rules->crawl_delay())
                turns_.slow_down(domain_of(core::Url::parse(origin)->host()),
                                 std::min(*delay, options_.max_crawl_delay));
        } else {
            robots.rules = answered ? RobotsRules::allow_all() : RobotsRules::disallow_all();
        }
        robots.until = clock_.now() + (answered ? std::chrono::seconds(robots_lifetime)
                                                : std::chrono::seconds(robots_failure_lifetime));
        for (auto& page : std::exchange(robots.parked, {})) {
            if (answered) {
                enqueue(std::move(page));
            } else {
                end(*page, std::unexpected(*robots.failure));
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

    // Does the domain want to be left alone for longer than waiting is worth?
    std::optional<Deferred> deferral(Domain domain) const {
        const auto found = wishes_.find(domain);
        if (found == wishes_.end()) return std::nullopt;
        if (turns_.held_until(domain) <= SteadyClock::now() + options_.patience) return std::nullopt;
        return found->second;
    }

    // Heeds a server that asks for a pause, for its whole domain.
    void note_wish(const Job& job, const RecordedResponse& response) {
        if (response.status != 429 && response.status != 503) return;
        auto at = retry_at(response.headers, response.at);
        if (!at && response.status == 429) at = response.at + options_.default_hold;
        if (!at) return;
        at = std::min(*at, response.at + options_.max_hold);
        turns_.hold(job.domain, SteadyClock::now() + (*at - response.at));
        const std::string reason = fmt::format("{} asked with status {} that its domain be left alone until {}",
                                               response.url, response.status, core::format_instant(*at));
        wishes_.insert_or_assign(job.domain, Deferred{response.status, at, reason});
        if (const auto deferred = deferral(job.domain)) end_waiting(job.domain, {}, *deferred);
    }

    std::optional<core::Error> silence_of(const core::Url& url) const {
        if (silences_.empty()) return std::nullopt;
        const auto found = silences_.find(server_of(url));
        if (found == silences_.end() || found->second.until <= SteadyClock::now()) return std::nullopt;
        return core::Error{
            ErrorCode::network,
            fmt::format("{} was not asked: its server did not answer {} times in a row; the last time, {}", url.str(),
                        found->second.failures, found->second.last)};
    }

    // Counts the failures of a host in a row; what waits for one that does not answer is not let wait.
    void note_silence(const Job& job, const core::Error* failure) {
        if (failure == nullptr && silences_.empty()) return;
        const std::string server = server_of(job.url);
        if (failure == nullptr) {
            silences_.erase(server);
            return;
        }
        Silence& silence = silences_[server];
        silence.last = failure->message;
        if (++silence.failures < options_.max_host_failures) return;
        silence.until = SteadyClock::now() + options_.unreachable_for;
        if (const auto error = silence_of(job.url)) end_waiting(job.domain, server, std::unexpected(*error));
    }

    // Ends what waits for a domain, or for one server of it, with one answer.
    void end_waiting(Domain domain, const std::string& server, const core::Result<Visit>& visit) {
        std::list<JobPointer> ended;
        auto& queue = queues_[domain];
        for (auto job = queue.begin(); job != queue.end();) {
            const auto next = std::next(job);
            if (server.empty() || server_of((*job)->url) == server) ended.splice(ended.end(), queue, job);
            job = next;
        }
        waiting_ -= ended.size();
        turns_.drop(domain, ended.size());
        for (const auto& job : ended) end(*job, visit);
    }

    // What is left after a stop request is answered and forgotten.
    void cancel_all() {
        std::vector<JobPointer> left;
        for (auto& [easy, job] : running_) {
            loop_->remove(easy);
            retire(*job);
            left.push_back(std::move(job));
        }
        running_.clear();
        for (std::size_t domain = 0; domain < queues_.size() && waiting_ > 0; ++domain) {
            auto queue = std::exchange(queues_[domain], {});
            turns_.drop(static_cast<Domain>(domain), queue.size());
            waiting_ -= queue.size();
            std::ranges::move(queue, std::back_inserter(left));
        }
        for (auto& [origin, robots] : robots_)
            std::ranges::move(std::exchange(robots.parked, {}), std::back_inserter(left));
        std::erase_if(robots_, [](const auto& entry) { return !entry.second.rules; });
        for (const auto& job : left) {
            if (!job->robots_origin.empty()) continue;
            const std::string sentence = "stopped before " + without_credentials(job->request->url) + " was fetched";
            (*sink_)(job->index, core::fail(ErrorCode::cancelled, sentence));
        }
    }

    LiveOptions options_;
    const core::Clock& clock_;
    std::size_t max_sockets_;
    DomainTurns turns_;
    TransferCommons commons_;  // Before the loop, whose connections it outlives, as the loop outlives the transfers.
    std::unique_ptr<MultiLoop> loop_;
    const VisitSink* sink_ = nullptr;
    std::vector<std::unique_ptr<Transfer>> spare_;     // To be used again.
    std::unordered_map<std::string, Domain> domains_;  // By host.
    std::vector<std::list<JobPointer>> queues_;        // By domain.
    std::size_t waiting_ = 0;                          // In all queues.
    std::unordered_map<void*, JobPointer> running_;    // By libcurl's easy handle.
    std::list<Job*> places_;                           // Of those running, the ones that are not slow, by start.
    std::vector<JobPointer> failed_;                   // Could not even start.
    std::map<std::string, Robots> robots_;             // By origin.
    std::unordered_map<Domain, Deferred> wishes_;
    std::unordered_map<std::string, Silence> silences_;  // By host:port.
};

}  // namespace

core::Result<std::unique_ptr<HttpClient>> make_live_client(const LiveOptions& options, const core::Clock& clock) {
    // libcurl's global state is made once and lives as long as the process.
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (ready != CURLE_OK) return core::fail(ErrorCode::network, "libcurl could not be started");
    auto guard = AddressGuard::make(options.allowed_private);
    if (!guard) return std::unexpected(guard.error());
    auto loop = MultiLoop::make(options.max_idle_connections);
    if (!loop) return std::unexpected(loop.error());
    return std::make_unique<LiveClient>(options, std::move(*guard), clock, std::move(*loop));
}

}  // namespace masthead::fetch
