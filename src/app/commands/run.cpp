// `masthead run`: read the sources, group, score, publish; once or for as long as nobody says stop.
#include "pipeline/run.h"

#include "app/commands/commands.h"
#include "app/console.h"
#include "app/interrupts.h"
#include "app/publishing.h"
#include "app/run_report.h"
#include "app/session.h"
#include "app/web.h"

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <mutex>

#include <fmt/format.h>

namespace masthead::app {

namespace {

constexpr std::chrono::minutes longest_sleep{15};
constexpr std::chrono::seconds shortest_sleep{30};

// Until the next source is due, or a stop is asked for.
void sleep_until_due(const Session& session, std::stop_token stop) {
    const auto now = session.clock->now();
    auto wake = now + longest_sleep;
    if (const auto states = session.store->sources()) {
        for (const auto& state : *states) {
            if (!state.gone && state.next_fetch_at)
                wake = std::min(wake, std::chrono::time_point_cast<std::chrono::seconds>(*state.next_fetch_at));
        }
    }
    std::mutex mutex;
    std::condition_variable_any changed;
    std::unique_lock lock(mutex);
    changed.wait_for(lock, stop, std::max<std::chrono::seconds>(wake - now, shortest_sleep),
                     [&] { return stop.stop_requested(); });
}

core::Result<void> run_and_publish(const Session& session, const pipeline::World& world, const Arguments& arguments,
                                   pipeline::Schedule schedule) {
    const auto report = pipeline::run_once(session.desk, world, schedule);
    if (!report) return std::unexpected(report.error());
    OutputCounts output;
    if (!report->stopped) {
        const auto published = publish_desk(session);
        if (!published) return std::unexpected(published.error());
        output = *published;
    }
    print(arguments.json ? run_json(*report, output).dump() : run_table(*report, output));
    std::fflush(stdout);  // Whoever follows a long run in a pipe wants each round as it ends.
    return {};
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
    image::ImageCache images(image_folder(session->desk));
    const auto progress = make_progress(arguments.quiet || arguments.json);
    const pipeline::World world{.http = web->client.get(),
                                .store = session->store.get(),
                                .images = &images,
                                .clock = session->clock.get(),
                                .log = session->log.get(),
                                .progress = progress.get(),
                                .stop = interrupts.token()};
    const auto schedule =
        web->is_recorded || arguments.force ? pipeline::Schedule::at_once : pipeline::Schedule::when_due;
    while (true) {
        if (auto done = run_and_publish(*session, world, arguments, schedule); !done) return report(done.error());
        if (interrupts.token().stop_requested()) return arguments.once ? ExitCode::failed : ExitCode::done;
        if (arguments.once) return ExitCode::done;
        sleep_until_due(*session, interrupts.token());
        if (interrupts.token().stop_requested()) return ExitCode::done;
    }
}

}  // namespace masthead::app
