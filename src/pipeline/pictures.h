// Lead pictures of the articles that are kept: their true size, and our own copies of them.
#pragma once

#include "model/image.h"
#include "pipeline/world.h"

#include <span>

namespace masthead::pipeline {

// Asks for each address once, whatever the number of pictures that share it, and fills in width, height and is_cached;
// a picture that cannot be had or read stays as it is. Nothing is asked where the world has no cache of pictures, nor
// for pictures that are in it already. The pictures are borrowed for the call.
void fetch_pictures(std::span<model::Image* const> pictures, const World& world, RunReport& report);

}  // namespace masthead::pipeline
