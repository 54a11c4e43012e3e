// `masthead help options` and `masthead help weights`: the tables that the program itself goes by.
#include "app/commands/commands.h"
#include "app/console.h"
#include "config/options.h"
#include "score/scoring.h"

#include <fmt/format.h>

namespace masthead::app {

ExitCode help_options(const Arguments& /*arguments*/) {
    for (const auto& option : config::describe_options()) {
        print(fmt::format("{}  ({}{})\n    {}", option.name, option.type,
                          option.fallback.empty() ? "" : "; default " + option.fallback, option.sentence));
    }
    return ExitCode::done;
}

ExitCode help_weights(const Arguments& /*arguments*/) {
    for (const auto kind : {score::ProfileKind::masthead, score::ProfileKind::everyday}) {
        print(fmt::format("{}profile {}", kind == score::ProfileKind::masthead ? "" : "\n",
                          kind == score::ProfileKind::masthead ? "masthead" : "everyday"));
        for (const auto& weight : score::weights_of(kind))
            print(fmt::format("  {:<24} {:>8}  {}{}", weight.name, weight.value, weight.meaning,
                              weight.unit.empty() ? "" : fmt::format(" In {}.", weight.unit)));
    }
    return ExitCode::done;
}

}  // namespace masthead::app
