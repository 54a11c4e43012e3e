#include "app/web.h"

#include "app/console.h"
#include "fetch/live.h"
#include "fetch/warc.h"

#include <charconv>
#include <chrono>

#include <fmt/format.h>

namespace masthead::app {

core::Result<Web> open_web(const Arguments& arguments, const config::Desk& desk, const core::Clock& clock) {
    if (!arguments.replay_file.empty()) {
        auto replay = fetch::open_replay(arguments.replay_file, clock.now(), {.user_agent = desk.fetch.user_agent});
        if (!replay) return std::unexpected(replay.error());
        const auto damage = fetch::damage_sentence(replay->summary, arguments.replay_file);
        if (!damage.empty()) print_note("masthead: " + damage);
        return Web{std::move(replay->client), true};
    }
    fetch::LiveOptions options;
    options.user_agent = desk.fetch.user_agent;
    options.total_timeout = std::chrono::seconds(desk.fetch.timeout_seconds);
    options.max_transfers = desk.fetch.connections;
    options.allowed_private = desk.fetch.allowed_private;
    for (const auto& text : desk.fetch.allowed_ports) {
        std::uint16_t port = 0;
        const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), port);
        if (code != std::errc{} || end != text.data() + text.size()) {
            return core::fail(core::ErrorCode::invalid, fmt::format("fetch.allowed_ports: \"{}\" is no port", text));
        }
        options.allowed_ports.push_back(port);
    }
    if (arguments.record_file.empty()) {
        auto client = fetch::make_live_client(options, clock);
        if (!client) return std::unexpected(client.error());
        return Web{std::move(*client), false};
    }
    auto writer = fetch::WarcWriter::create(arguments.record_file, clock.now());
    if (!writer) return std::unexpected(writer.error());
    auto client = fetch::make_recording_client(options, clock, std::move(*writer));
    if (!client) return std::unexpected(client.error());
    return Web{std::move(*client), false};
}

}  // namespace masthead::app
