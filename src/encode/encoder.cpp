#include "encode/encoder.h"

#include "encode/protocol.h"

#include <algorithm>
#include <utility>
#include <variant>

#include <fmt/format.h>

namespace masthead::encode {

using core::ErrorCode;
using core::Result;

Result<std::vector<Vector>> Encoder::ask(std::span<const std::string> texts, const std::stop_token& stop) {
    const fetch::Request request{.url = options_.url,
                                 .kind = fetch::RequestKind::service,
                                 .json = embeddings_request(options_.model, texts),
                                 .bearer = options_.key};
    Result<fetch::Visit> answer = core::fail(ErrorCode::network, "no answer came");
    client_.fetch(
        std::span(&request, 1), [&](std::size_t /*index*/, Result<fetch::Visit> visit) { answer = std::move(visit); },
        stop);
    if (!answer) return std::unexpected(answer.error());
    if (const auto* deferred = std::get_if<fetch::Deferred>(&*answer)) {
        asked_pause_ = deferred->retry_at;
        return core::fail(ErrorCode::refused, deferred->reason);
    }
    const auto* fresh = std::get_if<fetch::Fresh>(&*answer);
    if (fresh == nullptr) return core::fail(ErrorCode::refused, "the service has gone");
    auto vectors = read_embeddings(fresh->body, texts.size());
    if (!vectors) return core::fail(ErrorCode::invalid, "the answer held " + vectors.error().message);
    const auto dimensions = vectors->front().size();
    if (dimensions_ != 0 && dimensions != dimensions_)
        return core::fail(ErrorCode::invalid,
                          fmt::format("vectors had {} dimensions, and {} before", dimensions, dimensions_));
    dimensions_ = dimensions;
    return vectors;
}

void Encoder::pause() {
    auto length = options_.first_pause;
    for (int i = 0; i < failures_ && length < options_.longest_pause; ++i) length *= 2;
    ++failures_;
    const auto now = clock_.now();
    paused_until_ = now + std::min(length, options_.longest_pause);
    if (asked_pause_) paused_until_ = std::min(std::max(*paused_until_, *asked_pause_), now + options_.longest_pause);
    asked_pause_.reset();
}

Encoded Encoder::encode(std::span<const std::string> texts, const std::stop_token& stop) {
    Encoded out;
    out.vectors.resize(texts.size());
    if (paused_until_ && clock_.now() < *paused_until_) return out;
    for (std::size_t at = 0; at < texts.size() && !stop.stop_requested();) {
        const auto count = std::min(std::max<std::size_t>(options_.batch, 1), texts.size() - at);
        auto vectors = ask(texts.subspan(at, count), stop);
        if (!vectors) {
            if (vectors.error().code == ErrorCode::cancelled) return out;
            pause();
            out.problem = fmt::format("no vectors from {}, stories are made without them until {}: {}", options_.url,
                                      core::format_instant(*paused_until_), vectors.error().message);
            return out;
        }
        failures_ = 0;
        paused_until_.reset();
        std::ranges::move(*vectors, out.vectors.begin() + static_cast<std::ptrdiff_t>(at));
        at += count;
    }
    return out;
}

}  // namespace masthead::encode
