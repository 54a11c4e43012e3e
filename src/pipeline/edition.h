#pragma once

#include "config/desk.h"
#include "core/result.h"
#include "core/time.h"
#include "model/edition.h"
#include "store/store.h"

namespace masthead::pipeline {

// The desk as it stands in the store at `at`, joined for publish and serve. Made of nothing but its arguments, and of
// the desk only what config::write_shown keeps: so an edition of the past can be made again.
[[nodiscard]] core::Result<model::Edition> make_edition(const config::Desk& desk,
                                                        const store::EditionMaterial& material, core::Instant at);

// Stories whose last report is older are left out of an edition of `at`.
[[nodiscard]] core::Instant shown_from(const config::Desk& desk, core::Instant at);

}  // namespace masthead::pipeline
