// The desk's encoder, if it names one, and the cache of its vectors.
#pragma once

#include "config/desk.h"
#include "core/result.h"
#include "core/time.h"
#include "encode/encoder.h"
#include "fetch/http_client.h"
#include "store/vector_cache.h"

#include <cstdint>
#include <memory>

namespace masthead::app {

struct DeskEncoder {
    std::unique_ptr<store::VectorCache> vectors;
    std::unique_ptr<fetch::HttpClient> client;
    std::unique_ptr<encode::Encoder> encoder;
};

// A replay asks nobody: it has what the cache holds.
enum class EncoderUse : std::uint8_t { ask, cache_alone };

// All empty where the desk names no endpoint. Errors: invalid for a desk without a model or a key file that cannot be
// used, what the cache says.
[[nodiscard]] core::Result<DeskEncoder> open_encoder(const config::Desk& desk, const core::Clock& clock,
                                                     EncoderUse use);

}  // namespace masthead::app
