// The live client with every answer written into a WARC file, so that the run can be replayed.
#include "fetch/live.h"

#include <utility>

namespace masthead::fetch {

namespace {

class RecordingClient final : public HttpClient {
  public:
    explicit RecordingClient(std::unique_ptr<WarcWriter> writer) : writer_(std::move(writer)) {}
    RecordingClient(const RecordingClient&) = delete;
    RecordingClient& operator=(const RecordingClient&) = delete;
    RecordingClient(RecordingClient&&) = delete;
    RecordingClient& operator=(RecordingClient&&) = delete;
    ~RecordingClient() override { static_cast<void>(writer_->close()); }

    core::Result<void> start(LiveOptions options, const core::Clock& clock) {
        options.observer = [this](const RecordedResponse& response) { write(response); };
        auto live = make_live_client(options, clock);
        if (!live) return std::unexpected(live.error());
        live_ = std::move(*live);
        return {};
    }

    void fetch(std::span<const Request> requests, const VisitSink& sink, std::stop_token stop) override {
        const auto pass_on = [&](std::size_t index, core::Result<Visit> visit) {
            if (!written_) visit = std::unexpected(written_.error());
            sink(index, std::move(visit));
        };
        live_->fetch(requests, pass_on, stop);
    }

  private:
    // A recording with a hole would be worse than none, so the first failure ends it.
    void write(const RecordedResponse& response) {
        if (written_) written_ = writer_->write(response);
    }

    std::unique_ptr<WarcWriter> writer_;
    core::Result<void> written_;
    std::unique_ptr<HttpClient> live_;
};

}  // namespace

core::Result<std::unique_ptr<HttpClient>> make_recording_client(LiveOptions options, const core::Clock& clock,
                                                                std::unique_ptr<WarcWriter> writer) {
    auto client = std::make_unique<RecordingClient>(std::move(writer));
    if (auto started = client->start(std::move(options), clock); !started) return std::unexpected(started.error());
    return client;
}

}  // namespace masthead::fetch
