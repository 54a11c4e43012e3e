// The front-matter record, exactly: DESIGN.md 3. Reading a record and writing it gives the same bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace masthead::record {

struct RecordImage {
    std::string url;
    int width = 0;
    int height = 0;
    std::optional<bool> is_cached;  // Absent in provider images.
    friend bool operator==(const RecordImage&, const RecordImage&) = default;
};

struct RelatedEntry {
    std::string title;
    std::optional<std::string> excerpt;
    std::string published_date_time;  // As text: records keep the form they were written in.
    std::string web_url;
    std::string amp_web_url;
    std::string cdn_amp_web_url;
    std::string type = "article";
    std::string provider_name;
    std::string provider_domain;
    int quality = 0;
    std::vector<RecordImage> images;
    friend bool operator==(const RelatedEntry&, const RelatedEntry&) = default;
};

// The fields in the record's order. What the known layout does not cover (unknown keys, odd spacing) is an error of `read_record`,
// never silently lost.
struct Record {
    std::string category = "news";
    std::string title;
    std::optional<std::string> excerpt;
    std::string published_date_time;
    std::string original_url;
    std::string web_url;
    std::string amp_web_url;
    std::string cdn_amp_web_url;
    std::string type = "article";
    int quality = 0;
    int heat = 0;
    bool published = false;
    std::optional<bool> removed;
    std::string featured_content;
    std::string provider_name;
    std::string provider_domain;
    std::vector<RecordImage> provider_images;
    std::vector<std::string> topics;   // Names.
    std::vector<RecordImage> images;
    std::vector<RelatedEntry> related;
    std::string secured;
    std::string body;                  // All after the closing `---` line, verbatim.
    friend bool operator==(const Record&, const Record&) = default;
};

// Errors: invalid with the line number and what stood there.
[[nodiscard]] core::Result<Record> read_record(std::string_view bytes);
[[nodiscard]] std::string write_record(const Record& record);

// A double-quoted YAML scalar that Jekyll, Hugo, PyYAML and js-yaml read back exactly (TRUST finding 5).
[[nodiscard]] std::string quote_scalar(std::string_view text);

}  // namespace masthead::record
