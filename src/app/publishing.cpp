#include "app/publishing.h"

#include "core/url.h"
#include "image/image_cache.h"
#include "pipeline/edition.h"

#include <set>

namespace masthead::app {

namespace {

constexpr std::string_view picture_folder = "assets/images/articles/";

// The path part of the desk's address: the site may live below a host's root.
std::string base_path(const config::Desk& desk) {
    const auto url = core::Url::parse(desk.identity.url);
    if (!url || url->path() == "/") return "/";
    return url->path().ends_with('/') ? url->path() : url->path() + "/";
}

}  // namespace

publish::PublishOptions publish_options(const config::Desk& desk) {
    publish::PublishOptions options;
    options.records = desk.publish.records;
    options.api = desk.publish.api;
    options.site = desk.publish.site;
    options.feeds = desk.publish.feeds;
    options.page_size = static_cast<std::size_t>(desk.publish.page_size);
    options.related_limit = static_cast<std::size_t>(desk.publish.related_limit);
    if (desk.scoring.profile == "everyday") options.related_order = publish::PublishOptions::RelatedOrder::by_quality;
    options.image_url = [base = base_path(desk)](const model::Image& image) {
        return image.is_cached ? base + std::string(picture_folder) + image::ImageCache::name_of(image.url) : image.url;
    };
    return options;
}

core::Result<OutputCounts> publish_desk(const Session& session, std::stop_token stop) {
    const auto edition = pipeline::make_edition(session.desk, *session.store, session.clock->now());
    if (!edition) return std::unexpected(edition.error());
    auto folder = OutputFolder::open(session.desk.publish.folder);
    if (!folder) return std::unexpected(folder.error());
    const auto sink = [&](const publish::OutputFile& file) -> core::Result<void> {
        if (stop.stop_requested())
            return core::fail(core::ErrorCode::cancelled, "stopped while publishing; run again to finish");
        return folder->put(file);
    };
    if (auto done = publish::publish_edition(*edition, publish_options(session.desk), sink); !done)
        return std::unexpected(done.error());
    const image::ImageCache pictures(image_folder(session.desk));
    for (const auto& [id, article] : edition->articles) {
        if (!session.desk.publish.site || article.images.empty() || !article.images.front().is_cached) continue;
        const auto bytes = pictures.get(article.images.front().url);
        if (!bytes) continue;
        auto done =
            folder->put({std::string(picture_folder) + image::ImageCache::name_of(article.images.front().url), *bytes});
        if (!done) return std::unexpected(done.error());
    }
    return folder->finish();
}

}  // namespace masthead::app
