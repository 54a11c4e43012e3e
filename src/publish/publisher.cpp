#include "publish/publisher.h"

namespace masthead::publish {
namespace {

std::string folder_of(std::string_view parent, std::string_view id) {
    std::string path(parent);
    for (const char c : id) {
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
        path += is_plain ? c : '-';
    }
    return path + (id.empty() ? "-/" : "/");
}

}  // namespace

std::string story_path(std::string_view story_id) {
    return folder_of("stories/", story_id);
}

std::string topic_path(std::string_view topic_id) {
    return folder_of("topics/", topic_id);
}

core::Result<void> publish_edition(const model::Edition& edition, const PublishOptions& options, const FileSink& sink) {
    using Writer = core::Result<void> (*)(const model::Edition&, const PublishOptions&, const FileSink&);
    const auto part = [&](bool is_wanted, Writer write) -> core::Result<void> {
        return is_wanted ? write(edition, options, sink) : core::Result<void>{};
    };
    if (auto done = part(options.records, write_records); !done) return done;
    if (auto done = part(options.api, write_json_api); !done) return done;
    if (auto done = part(options.feeds, write_feeds); !done) return done;
    return part(options.site, write_site);
}

}  // namespace masthead::publish
