// `masthead rescore`: the stored articles under the desk as it is now, without reading anything.
#include "app/commands/commands.h"
#include "app/console.h"
#include "app/interrupts.h"
#include "app/session.h"
#include "core/json.h"
#include "pipeline/run.h"

#include <fmt/format.h>

namespace masthead::app {

ExitCode rescore(const Arguments& arguments) {
    const Interrupts interrupts;
    const auto session = open_session(arguments, store::Access::read_write);
    if (!session) return report_setup(session.error());
    const auto progress = make_progress(arguments.quiet || arguments.json);
    const pipeline::World world{.store = session->store.get(),
                                .clock = session->clock.get(),
                                .log = session->log.get(),
                                .progress = progress.get(),
                                .stop = interrupts.token()};
    const auto done = pipeline::rescore(session->desk, world);
    if (!done) return report(done.error());
    if (arguments.json) {
        core::Json json;
        json.add("stories", done->stories)
            .add("published", done->published)
            .add("rescored", done->rescored)
            .add("decisions", done->decisions)
            .add("articles_changed", done->changed_by_rules)
            .add("seconds", done->seconds)
            .add("stopped", done->stopped);
        print(json.dump());
    } else {
        print(fmt::format("{} stories, {} published; {} changed, {} new decisions; {:.2f} s", grouped(done->stories),
                          grouped(done->published), grouped(done->rescored), grouped(done->decisions), done->seconds));
        if (done->changed_by_rules > 0)
            print(fmt::format("{} articles changed with the desk's topics, organisations or sources",
                              grouped(done->changed_by_rules)));
        if (done->stopped) print("Stopped before the end; run again to finish.");
    }
    return done->stopped ? ExitCode::failed : ExitCode::done;
}

}  // namespace masthead::app
