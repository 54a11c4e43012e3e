#include "app/publishing.h"

#include "config/shown.h"
#include "core/hash.h"
#include "core/url.h"
#include "image/image_cache.h"
#include "pipeline/edition.h"

#include <utility>

namespace masthead::app {

namespace {

constexpr std::string_view picture_folder = "assets/images/articles/";

// The path part of the desk's address: the site may live below a host's root.
std::string base_path(const config::Desk& desk) {
    const auto url = core::Url::parse(desk.identity.url);
    if (!url || url->path() == "/") return "/";
    return url->path().ends_with('/') ? url->path() : url->path() + "/";
}

// Where the next edition of the desk's folder is made; one for each folder, since it becomes that folder.
std::filesystem::path stage_folder(const config::Desk& desk) {
    std::error_code code;
    const auto folder = std::filesystem::weakly_canonical(desk.publish.folder, code).string();
    return std::filesystem::path(desk.data) / "next" / core::to_hex(core::stable_hash(folder));
}

}  // namespace

std::string_view program_version() {
    return MASTHEAD_VERSION;
}

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

core::Result<WrittenEdition> write_edition(const config::Desk& desk, const model::Edition& edition,
                                           std::stop_token stop, const std::function<void()>& each_file) {
    auto folder = OutputFolder::open(desk.publish.folder, stage_folder(desk));
    if (!folder) return std::unexpected(folder.error());
    WrittenEdition written;
    const auto put = [&](const publish::OutputFile& file) -> core::Result<void> {
        if (stop.stop_requested())
            return core::fail(core::ErrorCode::cancelled, "stopped while publishing; run again to finish");
        auto& digest = written.print.digest;
        digest = core::stable_hash(file.bytes, core::stable_hash(file.path, digest));
        ++written.print.files;
        if (each_file) each_file();
        return folder->put(file);
    };
    if (auto done = publish::publish_edition(edition, publish_options(desk), put); !done)
        return std::unexpected(done.error());
    const image::ImageCache pictures(image_folder(desk));
    for (const auto& [id, article] : edition.articles) {
        if (!desk.publish.site || article.images.empty() || !article.images.front().is_cached) continue;
        auto bytes = pictures.get(article.images.front().url);
        if (!bytes) continue;
        const auto name = image::ImageCache::name_of(article.images.front().url);
        if (auto done = put({std::string(picture_folder) + name, std::move(*bytes)}); !done)
            return std::unexpected(done.error());
    }
    const auto counts = folder->finish();
    if (!counts) return std::unexpected(counts.error());
    written.counts = *counts;
    return written;
}

core::Result<OutputCounts> publish_desk(const Session& session, std::stop_token stop) {
    const auto now = session.clock->now();
    model::Edition edition;
    const auto number = session.store->open_edition({.at = now,
                                                     .shown_from = pipeline::shown_from(session.desk, now),
                                                     .desk = config::write_shown(session.desk),
                                                     .program = std::string(program_version())},
                                                    [&]() -> core::Result<void> {
                                                        auto made =
                                                            pipeline::make_edition(session.desk, *session.store, now);
                                                        if (!made) return std::unexpected(made.error());
                                                        edition = std::move(*made);
                                                        return {};
                                                    });
    if (!number) return std::unexpected(number.error());
    const auto written = write_edition(session.desk, edition, std::move(stop));
    if (!written) return std::unexpected(written.error());
    if (auto closed = session.store->close_edition(*number, written->print); !closed)
        return std::unexpected(closed.error());
    return written->counts;
}

core::Result<OutputCounts> show_desk(const Session& session) {
    const auto edition = pipeline::make_edition(session.desk, *session.store, session.clock->now());
    if (!edition) return std::unexpected(edition.error());
    const auto written = write_edition(session.desk, *edition);
    if (!written) return std::unexpected(written.error());
    return written->counts;
}

}  // namespace masthead::app
