// An edition as files: records, `_data`, the JSON API, feeds, sitemap and the static site. Pure: files go to a sink.
#pragma once

#include "core/result.h"
#include "model/edition.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::publish {

struct OutputFile {
    std::string path;  // Relative, '/'-separated, no "..", [A-Za-z0-9._/-] only.
    std::string bytes;
};
using FileSink = std::function<core::Result<void>(OutputFile file)>;

struct PublishOptions {
    bool records = true;             // _news/ and _data/
    bool api = true;                 // api/
    bool site = true;                // index.html, stories/, topics/, assets/
    bool feeds = true;               // feed.xml, atom.xml, feed.json, sitemap.xml, also per topic
    std::size_t page_size = 25;      // Articles on one page of the API.
    std::size_t related_limit = 25;  // Related entries of one record, or of one story in the API.
    // How a record's related entries stand: each owner's best account before anybody's second, or by quality alone,
    // as the reference site has it.
    enum class RelatedOrder : std::uint8_t { owners_first, by_quality };
    RelatedOrder related_order = RelatedOrder::owners_first;
    std::size_t feed_size = 50;   // Newest stories in one feed.
    int min_picture_width = 256;  // Pixels; a narrower picture is not shown (an unknown width is).
    // Where a picture is taken from in everything that is written; an empty answer leaves the picture out.
    // Unset: the publisher's own address. Pages take https, and http or a path only when this function gives it.
    std::function<std::string(const model::Image&)> image_url;
};

// Writes every file of the edition; the same edition gives the same bytes. Ends at the sink's first error.
[[nodiscard]] core::Result<void> publish_edition(const model::Edition& edition, const PublishOptions& options,
                                                 const FileSink& sink);

// The parts, in files of their own; each is called by publish_edition.
[[nodiscard]] core::Result<void> write_records(const model::Edition& edition, const PublishOptions& options,
                                               const FileSink& sink);
[[nodiscard]] core::Result<void> write_json_api(const model::Edition& edition, const PublishOptions& options,
                                                const FileSink& sink);
[[nodiscard]] core::Result<void> write_feeds(const model::Edition& edition, const PublishOptions& options,
                                             const FileSink& sink);
[[nodiscard]] core::Result<void> write_site(const model::Edition& edition, const PublishOptions& options,
                                            const FileSink& sink);

// Where a story's own page lives: "stories/<id>/". Whatever is no letter, digit or hyphen in the id becomes a hyphen.
[[nodiscard]] std::string story_path(std::string_view story_id);
// "topics/<id>/"
[[nodiscard]] std::string topic_path(std::string_view topic_id);

}  // namespace masthead::publish
