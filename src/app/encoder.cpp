#include "app/encoder.h"

#include "app/files.h"
#include "core/ascii.h"
#include "encode/service.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

namespace masthead::app {

namespace {

using core::ErrorCode;
using core::Result;

// One line, as keys are.
Result<std::string> key_of(const config::EncoderSettings& settings) {
    std::string key;
    if (settings.key_file.empty()) {
        const char* const given = std::getenv("MASTHEAD_ENCODER_KEY");  // NOLINT(concurrency-mt-unsafe): at the start.
        key = given == nullptr ? "" : given;
    } else {
        const auto bytes = read_file(settings.key_file);
        if (!bytes) return core::fail(ErrorCode::invalid, fmt::format("encoder.key_file: {}", bytes.error().message));
        key = *bytes;
    }
    key = std::string(core::trim(key));
    const bool is_line = std::ranges::all_of(key, [](char c) { return c > ' ' && c < 0x7f; });
    if (!is_line || (key.empty() && !settings.key_file.empty()))
        return core::fail(ErrorCode::invalid, "the encoder's key is no single line of visible ASCII characters");
    return key;
}

}  // namespace

Result<DeskEncoder> open_encoder(const config::Desk& desk, const core::Clock& clock, EncoderUse use) {
    DeskEncoder out;
    const auto& settings = desk.encoder;
    if (settings.url.empty()) return out;
    if (settings.model.empty())
        return core::fail(ErrorCode::invalid,
                          "encoder.url is set, but encoder.model does not say which model to ask for");
    auto cache = store::open_vector_cache((std::filesystem::path(desk.data) / "vectors.db").string());
    if (!cache) return std::unexpected(cache.error());
    out.vectors = std::move(*cache);
    if (use == EncoderUse::cache_alone) return out;
    auto key = key_of(settings);
    if (!key) return std::unexpected(key.error());
    auto client = encode::make_service_client({.url = settings.url,
                                               .user_agent = desk.fetch.user_agent,
                                               .timeout = std::chrono::seconds(settings.timeout_seconds)},
                                              clock);
    if (!client) return std::unexpected(client.error());
    out.client = std::move(*client);
    out.encoder =
        std::make_unique<encode::Encoder>(encode::EncoderOptions{.url = settings.url,
                                                                 .model = settings.model,
                                                                 .key = std::move(*key),
                                                                 .batch = static_cast<std::size_t>(settings.batch)},
                                          *out.client, clock);
    return out;
}

}  // namespace masthead::app
