#include "app/commands/commands.h"
#include "app/console.h"
#include "app/explanation.h"
#include "app/session.h"

namespace masthead::app {

ExitCode explain(const Arguments& arguments) {
    const auto session = open_session(arguments, store::Access::read_only);
    if (!session) return report_setup(session.error());
    const auto explanation = explain_address(session->desk, *session->store, arguments.target);
    if (!explanation) return report_setup(explanation.error());
    print(arguments.json ? explanation->dump(2) : explanation_text(*explanation));
    return ExitCode::done;
}

}  // namespace masthead::app
