// What a story's page says of other stories: the thread that it is a chapter of, and what lies near.
#pragma once

#include "publish/related.h"
#include "publish/site_page.h"

namespace masthead::publish {

// The chapters before and after this one, with their dates. Nothing where there is no other.
void write_thread(Page& page, const StoryView& story, const StoryWeb& web);

// Stories nearby, marked as such, with the words that each shares and how far apart they are. Nothing where none is.
void write_near(Page& page, const StoryView& story, const StoryWeb& web);

}  // namespace masthead::publish
