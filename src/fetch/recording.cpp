// A client that writes every answer of another client into a WARC file, so that the run can be replayed.
#include "core/url.h"
#include "fetch/http_message.h"
#include "fetch/live.h"

#include <utility>
#include <variant>

namespace masthead::fetch {

namespace {

class RecordingClient final : public HttpClient {
  public:
    RecordingClient(std::unique_ptr<HttpClient> inner, std::unique_ptr<WarcWriter> writer)
        : inner_(std::move(inner)), writer_(std::move(writer)) {}
    RecordingClient(const RecordingClient&) = delete;
    RecordingClient& operator=(const RecordingClient&) = delete;
    RecordingClient(RecordingClient&&) = delete;
    RecordingClient& operator=(RecordingClient&&) = delete;
    ~RecordingClient() override { static_cast<void>(writer_->close()); }

    void fetch(std::span<const Request> requests, const VisitSink& sink, std::stop_token stop) override {
        const auto record = [&](std::size_t index, core::Result<Visit> visit) {
            if (visit) {
                if (auto written = write(requests[index], *visit); !written) visit = std::unexpected(written.error());
            }
            sink(index, std::move(visit));
        };
        inner_->fetch(requests, record, stop);
    }

  private:
    core::Result<void> write(const Request& request, const Visit& visit) {
        if (std::holds_alternative<Gone>(visit)) return writer_->write({request.url, {}, 410, {}, {}});
        const auto* fresh = std::get_if<Fresh>(&visit);
        if (fresh == nullptr) return {};
        if (lookup_key(fresh->url) != lookup_key(request.url)) {
            // The way there is part of the recorded web: replay must find the body under the address that was asked.
            const int status = fresh->moved_permanently ? 301 : 302;
            const RecordedResponse redirect{request.url, fresh->at, status, {{"location", fresh->url}}, {}};
            if (auto written = writer_->write(redirect); !written) return written;
        }
        RecordedResponse response{fresh->url, fresh->at, 200, {}, fresh->body};
        if (!fresh->content_type.empty()) response.headers.emplace_back("content-type", fresh->content_type);
        if (!fresh->etag.empty()) response.headers.emplace_back("etag", fresh->etag);
        if (!fresh->last_modified.empty()) response.headers.emplace_back("last-modified", fresh->last_modified);
        return writer_->write(response);
    }

    std::unique_ptr<HttpClient> inner_;
    std::unique_ptr<WarcWriter> writer_;
};

}  // namespace

std::unique_ptr<HttpClient> make_recording_client(std::unique_ptr<HttpClient> inner,
                                                  std::unique_ptr<WarcWriter> writer) {
    return std::make_unique<RecordingClient>(std::move(inner), std::move(writer));
}

}  // namespace masthead::fetch
