#include "app/commands/commands.h"
#include "app/console.h"
#include "app/publishing.h"
#include "app/session.h"
#include "core/json.h"

#include <fmt/format.h>

namespace masthead::app {

ExitCode publish(const Arguments& arguments) {
    Arguments with_folder = arguments;
    if (!arguments.target.empty()) with_folder.publish_folder = arguments.target;
    // Another folder than the desk's is a look at the store; into its own the edition is published, and remembered.
    const bool is_look = !arguments.target.empty();
    const auto session =
        is_look ? open_session(with_folder, store::Access::read_only) : open_session_beside(with_folder);
    if (!session) return report_setup(session.error());
    const auto counts = is_look ? show_desk(*session) : publish_desk(*session);
    if (!counts) return report(counts.error());
    if (arguments.json) {
        core::Json json;
        json.add("folder", session->desk.publish.folder)
            .add("files", counts->files)
            .add("written", counts->written)
            .add("removed", counts->removed);
        print(json.dump());
    } else {
        print(fmt::format("{}: {} files, {} written, {} removed", session->desk.publish.folder, grouped(counts->files),
                          grouped(counts->written), grouped(counts->removed)));
    }
    return ExitCode::done;
}

}  // namespace masthead::app
