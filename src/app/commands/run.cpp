// `masthead run`: read the sources, group, score, publish; once or for as long as nobody says stop.
#include "pipeline/run.h"

#include "app/commands/commands.h"
#include "app/console.h"
#include "app/encoder.h"
#include "app/interrupts.h"
#include "app/publishing.h"
#include "app/run_report.h"
#include "app/session.h"
#include "app/waiting.h"
#include "app/web.h"
#include "app/websub_route.h"
#include "pipeline/sources.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <utility>

#include <fmt/format.h>

namespace masthead::app {

namespace {

constexpr std::chrono::minutes longest_sleep{15};
constexpr std::chrono::seconds shortest_sleep{30};
constexpr std::chrono::minutes least_jump{5};  // Less is a clock being corrected.

// Until the next source is due, a hub has delivered, or a stop is asked for. A clock that is set meanwhile takes the
// plans with it: ten years forward make no storm, ten years back no silence.
void sleep_until_due(const Session& session, bool is_system_clock, std::stop_token stop) {
    const auto now = session.clock->now();
    auto wake = now + longest_sleep;
    if (const auto states = session.store->sources()) {
        for (const auto& state : *states) {
            const bool is_followed =
                std::ranges::find(session.desk.sources, state.url, &model::Source::url) != session.desk.sources.end();
            if (is_followed && !state.gone && state.next_fetch_at)
                wake = std::min(wake, std::chrono::time_point_cast<std::chrono::seconds>(*state.next_fetch_at));
        }
    }
    const auto began = std::chrono::steady_clock::now();
    static_cast<void>(
        wait_for_work(*session.store, std::max<std::chrono::seconds>(wake - now, shortest_sleep), std::move(stop)));
    const auto slept = std::chrono::floor<std::chrono::seconds>(std::chrono::steady_clock::now() - began);
    const auto jump = session.clock->now() - now - slept;
    if (!is_system_clock || std::chrono::abs(jump) < least_jump) return;
    print_note(fmt::format("masthead: the clock was set by {} seconds; plans move with it", jump.count()));
    const auto moved = pipeline::move_plans(*session.store, jump, session.clock->now());
    if (!moved) static_cast<void>(report(moved.error()));
}

// Writes the edition as the last stage of the report.
core::Result<OutputCounts> publish_as_stage(const Session& session, pipeline::RunReport& report, std::stop_token stop) {
    const auto began = std::chrono::steady_clock::now();
    auto output = publish_desk(session, std::move(stop));
    if (!output) return output;
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    report.stages.push_back({"publish", output->files, output->written, seconds});
    report.seconds += seconds;
    return output;
}

enum class Form : std::uint8_t { table, line, json };

std::string words_of(const pipeline::RunReport& report, const OutputCounts& output, Form form, core::Instant at) {
    if (form == Form::json) return run_json(report, output).dump();
    return form == Form::table ? run_table(report, output) : run_line(report, output, at);
}

// One round; what it says of itself goes to standard output.
core::Result<pipeline::RunReport> run_and_publish(const Session& session, const pipeline::World& world, Form form,
                                                  pipeline::Schedule schedule) {
    auto report = pipeline::run_once(session.desk, world, schedule);
    if (!report) return report;
    OutputCounts output;
    if (!report->stopped) {
        const auto published = publish_as_stage(session, *report, world.stop);
        if (!published) return std::unexpected(published.error());
        output = *published;
    }
    print(words_of(*report, output, form, session.clock->now()));
    std::fflush(stdout);  // Whoever follows a long run in a pipe wants each round as it ends.
    return report;
}

// What a single round comes to: all that was asked for, or not.
ExitCode outcome(const pipeline::RunReport& report) {
    if (report.stopped) return ExitCode::failed;
    if (report.sources == 0 || report.sources_failed < report.sources) return ExitCode::done;
    print_note("masthead: no source could be read; is there a network? `masthead doctor` says how each failed");
    return ExitCode::failed;
}

}  // namespace

ExitCode run(const Arguments& arguments) {
    const Interrupts interrupts;
    auto session = open_session(arguments, store::Access::read_write);
    if (!session) return report_setup(session.error());
    if (session->desk.sources.empty())
        return wrong_use("the desk has no sources; add some to its file or name a list with --opml");
    auto web = open_web(arguments, session->desk, *session->clock);
    if (!web) return report_setup(web.error());
    const auto encoder =
        open_encoder(session->desk, *session->clock, web->is_recorded ? EncoderUse::cache_alone : EncoderUse::ask);
    if (!encoder) return report_setup(encoder.error());
    image::ImageCache images(image_folder(session->desk));
    const auto progress = make_progress(arguments.quiet || arguments.json);
    const pipeline::PushSettings push{callback_base(session->desk.serve.public_url), websub::random_text};
    const pipeline::World world{.http = web->client.get(),
                                .store = session->store.get(),
                                .images = &images,
                                .clock = session->clock.get(),
                                .log = session->log.get(),
                                .progress = progress.get(),
                                .push = web->is_recorded ? nullptr : &push,
                                .encoder = encoder->encoder.get(),
                                .vectors = encoder->vectors.get(),
                                .stop = interrupts.token()};
    const auto schedule =
        web->is_recorded || arguments.force ? pipeline::Schedule::at_once : pipeline::Schedule::when_due;
    const bool once = arguments.once || web->is_recorded;  // A recording has no news later.
    const Form form = arguments.json ? Form::json : once ? Form::table : Form::line;
    while (true) {
        const auto round = run_and_publish(*session, world, form, schedule);
        if (!round && (once || interrupts.token().stop_requested())) return report(round.error());
        if (!round) static_cast<void>(report(round.error()));  // A full disk may have room again next time.
        if (once) return outcome(*round);
        if (!interrupts.token().stop_requested()) sleep_until_due(*session, arguments.now.empty(), interrupts.token());
        if (interrupts.token().stop_requested()) return ExitCode::done;
    }
}

}  // namespace masthead::app
