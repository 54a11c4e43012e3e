// `masthead eval ...` and `masthead train ...`: commands for who works on the engine.
#pragma once

#include "app/shared_options.h"

namespace masthead::app {

void add_evaluations(CLI::App& app, SharedOptions& shared);
void add_training(CLI::App& app, SharedOptions& shared);

}  // namespace masthead::app
