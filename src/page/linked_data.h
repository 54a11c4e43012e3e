// What JSON-LD scripts say about the page's article (https://schema.org/Article,
// https://json-ld.org/spec/latest/json-ld/). Read as news sites write it: arrays, @graph, nested objects, references by
// @id, and JSON that is not quite JSON.
#pragma once

#include "model/image.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::page {

struct LinkedArticle {
    std::string type;  // "NewsArticle", ...; empty: no article was described.
    std::string headline;
    std::string description;
    std::string body;
    std::string published;  // As written.
    std::string modified;
    std::vector<std::string> other_published;  // What other blocks about the same article, or the page, say instead.
    std::string section;
    std::string url;
    std::string language;
    std::string publisher;
    std::string license;  // Address or name, as written.
    std::string video;    // Player or file of a VideoObject.
    std::vector<std::string> authors;
    std::vector<std::string> organizations;  // Those of `authors` that are declared to be no persons.
    std::vector<std::string> keywords;
    std::vector<model::Image> images;
    std::vector<model::Image> logos;  // Of the publisher.
    std::optional<bool> is_free;
    bool is_video = false;                // The page's main thing is a video, not an article.
    std::vector<std::string> page_types;  // Of all things described ("CollectionPage", "Organization"), each once.
};

// `scripts` are the contents of the page's JSON-LD scripts; `title` decides between several articles. What is no JSON
// is repaired (json_repair.h); scripts in which nothing is left then are counted in `broken`. O(n), pure, for any
// bytes.
struct LinkedData {
    LinkedArticle article;
    std::size_t broken = 0;
};
[[nodiscard]] LinkedData read_linked_data(std::span<const std::string_view> scripts, std::string_view title);

}  // namespace masthead::page
