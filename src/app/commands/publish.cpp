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
    const auto session = open_session(with_folder, store::Access::read_only);
    if (!session) return report_setup(session.error());
    const auto counts = publish_desk(*session);
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
