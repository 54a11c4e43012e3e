// The two clients that bench/poll compares, each in a process of its own.
#include "core/time.h"
#include "fetch/live.h"
#include "poll_sources.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <memory>
#include <utility>
#include <vector>

#include <curl/curl.h>

namespace masthead::bench {

namespace {

int port_in(const std::string& folder) {
    int port = 0;
    std::ifstream(folder + "/port") >> port;
    return port;
}

std::string poll_url(std::size_t source, int port) {
    return fmt::format("https://{}:{}/feed.xml", poll_host(source), port);
}

struct Tally {
    std::size_t fresh = 0;
    std::size_t unchanged = 0;
    std::size_t bytes = 0;
    [[nodiscard]] int print() const {
        fmt::print("{} {} {}\n", fresh, unchanged, bytes);
        return fresh + unchanged == poll_sources ? 0 : 1;
    }
};

// What libcurl's own example of a multi loop does (10-at-a-time.c), with the options that matter kept equal: TLS
// verified against the same authority, gzip, as many transfers at once, bodies collected in memory.
struct BareTransfer {
    CURL* easy = curl_easy_init();
    curl_slist* headers = nullptr;
    curl_slist* resolve = nullptr;
    std::string body;
};

std::size_t collect(char* bytes, std::size_t size, std::size_t count, void* data) {
    static_cast<std::string*>(data)->append(bytes, size * count);
    return size * count;
}

class BareClient {
  public:
    explicit BareClient(const std::string& folder) : authority_(folder + "/ca.pem"), port_(port_in(folder)) {}

    Tally run() {
        std::vector<std::unique_ptr<BareTransfer>> transfers;
        for (std::size_t i = 0; i < poll_at_once; ++i) {
            transfers.push_back(std::make_unique<BareTransfer>());
            start(*transfers.back());
        }
        int active = 1;
        while (active > 0) {
            curl_multi_perform(multi_, &active);
            int left = 0;
            while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
                if (message->msg == CURLMSG_DONE && finish(message->easy_handle, message->data.result)) active = 1;
            }
            if (active > 0) curl_multi_poll(multi_, nullptr, 0, 1000, nullptr);
        }
        return tally_;
    }

  private:
    void start(BareTransfer& transfer) {
        const std::size_t source = next_++;
        CURL* easy = transfer.easy;
        curl_easy_reset(easy);
        transfer.body.clear();
        transfer.resolve =
            curl_slist_append(nullptr, fmt::format("{}:{}:{}", poll_host(source), port_, poll_address(source)).c_str());
        curl_easy_setopt(easy, CURLOPT_URL, poll_url(source, port_).c_str());
        curl_easy_setopt(easy, CURLOPT_RESOLVE, transfer.resolve);
        curl_easy_setopt(easy, CURLOPT_CAINFO, authority_.c_str());
        curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip, deflate, br, zstd");
        curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(easy, CURLOPT_TIMEOUT, 30L);
        curl_easy_setopt(easy, CURLOPT_PROXY, "");
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &collect);
        curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer.body);
        curl_easy_setopt(easy, CURLOPT_PRIVATE, &transfer);
        const std::string etag = poll_etag(source);
        if (!etag.empty()) transfer.headers = curl_slist_append(nullptr, ("If-None-Match: " + etag).c_str());
        curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer.headers);
        curl_multi_add_handle(multi_, easy);
    }

    // True if another one was started.
    bool finish(CURL* easy, CURLcode code) {
        BareTransfer* transfer = nullptr;
        long status = 0;
        curl_easy_getinfo(easy, CURLINFO_PRIVATE, &transfer);
        curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
        curl_multi_remove_handle(multi_, easy);
        curl_slist_free_all(std::exchange(transfer->headers, nullptr));
        curl_slist_free_all(std::exchange(transfer->resolve, nullptr));
        tally_.fresh += code == CURLE_OK && status == 200 ? 1U : 0U;
        tally_.unchanged += code == CURLE_OK && status == 304 ? 1U : 0U;
        tally_.bytes += transfer->body.size();
        if (next_ >= poll_sources) return false;
        start(*transfer);
        return true;
    }

    CURLM* multi_ = curl_multi_init();
    std::string authority_;
    int port_;
    std::size_t next_ = 0;
    Tally tally_;
};

}  // namespace

int poll_bare(const std::string& folder) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    return BareClient(folder).run().print();
}

int poll_as_masthead(const std::string& folder) {
    const int port = port_in(folder);
    fetch::LiveOptions options;
    options.max_transfers = static_cast<int>(poll_at_once);
    options.ca_file = folder + "/ca.pem";
    options.allowed_private = {"127.0.9.0/24"};
    options.allowed_ports = {static_cast<std::uint16_t>(port)};
    std::vector<fetch::Request> requests;
    for (std::size_t i = 0; i < poll_sources; ++i) {
        options.resolve.push_back(fmt::format("{}:{}:{}", poll_host(i), port, poll_address(i)));
        requests.push_back({.url = poll_url(i, port), .kind = fetch::RequestKind::feed, .etag = poll_etag(i)});
    }
    const core::SystemClock clock;
    const auto client = fetch::make_live_client(options, clock);
    if (!client) return 1;
    Tally tally;
    (*client)->fetch(requests,
                     [&](std::size_t, const core::Result<fetch::Visit>& visit) {
                         if (!visit) return fmt::print(stderr, "{}\n", visit.error().message);
                         tally.unchanged += std::holds_alternative<fetch::NotModified>(*visit) ? 1U : 0U;
                         if (const auto* fresh = std::get_if<fetch::Fresh>(&*visit)) {
                             ++tally.fresh;
                             tally.bytes += fresh->body.size();
                         }
                     },
                     {});
    return tally.print();
}

}  // namespace masthead::bench

int main(int count, char** arguments) {
    using namespace masthead::bench;
    const std::string role = count == 3 ? arguments[1] : "";
    if (role == "serve") return serve_polls(arguments[2]);
    if (role == "masthead") return poll_as_masthead(arguments[2]);
    if (role == "bare") return poll_bare(arguments[2]);
    fmt::print(stderr, "usage: poll_part serve|masthead|bare FOLDER\n");
    return 2;
}
