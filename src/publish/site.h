// The pages of the site; write_site puts them together.
#pragma once

#include "publish/edition_view.h"
#include "publish/publisher.h"
#include "publish/related.h"

#include <string>
#include <string_view>
#include <vector>

namespace masthead::publish {

[[nodiscard]] OutputFile front_page(const EditionView& view);

[[nodiscard]] OutputFile story_page(const EditionView& view, const StoryView& story, const StoryWeb& web);
// For a story that lives on in another one: a page that leads there.
[[nodiscard]] OutputFile moved_story_page(const EditionView& view, const model::StoryRedirect& redirect);

[[nodiscard]] OutputFile topic_page(const EditionView& view, const model::Topic& topic);
[[nodiscard]] OutputFile topics_page(const EditionView& view);

// archive/index.html and one page a day.
[[nodiscard]] std::vector<OutputFile> archive_pages(const EditionView& view);
[[nodiscard]] OutputFile about_page(const EditionView& view);
[[nodiscard]] OutputFile missing_page(const EditionView& view);

}  // namespace masthead::publish
