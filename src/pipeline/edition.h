#pragma once

#include "config/desk.h"
#include "core/result.h"
#include "core/time.h"
#include "model/edition.h"
#include "store/store.h"

namespace masthead::pipeline {

// The desk as it stands in the store at `at`, joined for publish and serve.
[[nodiscard]] core::Result<model::Edition> make_edition(const config::Desk& desk, const store::Store& store,
                                                        core::Instant at);

}  // namespace masthead::pipeline
