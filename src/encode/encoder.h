// Asks a service for vectors: in batches, and not at all for a while after it failed.
#pragma once

#include "core/time.h"
#include "encode/vector.h"
#include "fetch/http_client.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace masthead::encode {

struct EncoderOptions {
    std::string url;  // Of the embeddings themselves: "http://127.0.0.1:11434/v1/embeddings".
    std::string model;
    std::string key;  // Sent as a bearer token where it is not empty. Secret.
    std::size_t batch = 32;
    std::chrono::seconds first_pause{60};  // After a failure; doubled with each one more in a row, ...
    std::chrono::seconds longest_pause{3600};
};

struct Encoded {
    std::vector<Vector> vectors;  // In the order of the texts; empty where there is none.
    std::string problem;          // One sentence, if the service failed now; nothing is said again while it is paused.
};

// Not thread-safe.
class Encoder {
  public:
    // The client and the clock are borrowed (service.h makes such a client).
    Encoder(EncoderOptions options, fetch::HttpClient& client, const core::Clock& clock)
        : options_(std::move(options)), client_(client), clock_(clock) {}

    // Never an error: what the service does not give is missing. The first failure ends the call.
    [[nodiscard]] Encoded encode(std::span<const std::string> texts, const std::stop_token& stop);
    [[nodiscard]] const std::string& model() const { return options_.model; }

  private:
    // The vectors, or why there are none; sets until when the service wants to be left alone.
    [[nodiscard]] core::Result<std::vector<Vector>> ask(std::span<const std::string> texts,
                                                        const std::stop_token& stop);
    void pause();

    EncoderOptions options_;
    fetch::HttpClient& client_;
    const core::Clock& clock_;
    std::size_t dimensions_ = 0;  // Of the vectors so far: a service that changes its model under us is noticed.
    int failures_ = 0;            // In a row.
    std::optional<core::Instant> paused_until_;
    std::optional<core::Instant> asked_pause_;  // By the service's last answer.
};

}  // namespace masthead::encode
