// The static site, page after page.
#include "publish/site.h"

#include "publish/embedded.h"
#include "publish/related.h"
#include "publish/site_page.h"

namespace masthead::publish {
namespace {

core::Result<void> write_stories(const EditionView& view, const FileSink& sink) {
    const StoryWeb web(view);
    for (const auto* story : view.by_heat()) {
        if (auto done = sink(story_page(view, *story, web)); !done) return done;
    }
    for (const auto& redirect : view.settled_redirects()) {
        if (auto done = sink(moved_story_page(view, redirect)); !done) return done;
    }
    return {};
}

core::Result<void> write_lists(const EditionView& view, const FileSink& sink) {
    for (const auto& topic : view.edition().topics) {
        if (auto done = sink(topic_page(view, topic)); !done) return done;
    }
    for (auto& page : archive_pages(view)) {
        if (auto done = sink(std::move(page)); !done) return done;
    }
    return sink(topics_page(view));
}

core::Result<void> write_assets(const FileSink& sink) {
    if (auto done = sink({style_sheet_path(), std::string(embedded::site_css)}); !done) return done;
    return sink({std::string(icon_path), std::string(embedded::favicon_svg)});
}

}  // namespace

core::Result<void> write_site(const model::Edition& edition, const PublishOptions& options, const FileSink& sink) {
    const EditionView view(edition, options);
    if (auto done = sink(front_page(view)); !done) return done;
    if (auto done = write_stories(view, sink); !done) return done;
    if (auto done = write_lists(view, sink); !done) return done;
    if (auto done = sink(about_page(view)); !done) return done;
    if (auto done = sink(missing_page(view)); !done) return done;
    return write_assets(sink);
}

}  // namespace masthead::publish
