#include "app/reference_site.h"

#include "app/files.h"
#include "config/load.h"
#include "record/record.h"

#include <algorithm>

#include <fmt/format.h>

namespace masthead::app {

using core::Result;

namespace {

std::vector<std::filesystem::path> files_of(const std::filesystem::path& folder, std::string_view extension) {
    std::vector<std::filesystem::path> files;
    std::error_code code;
    for (const auto& entry : std::filesystem::directory_iterator(folder, code)) {
        if (entry.path().extension() == extension) files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

score::ReferenceRecord reference_of(const record::Record& record) {
    score::ReferenceRecord out;
    out.path = "seed-record.md";
    out.title = record.title;
    out.web_url = record.web_url;
    out.published_date_time = record.published_date_time;
    out.provider_domain = record.provider_domain;
    out.topics = record.topics;
    out.has_image = !record.images.empty();
    out.has_amp = !record.amp_web_url.empty();
    out.has_featured_content = !record.featured_content.empty();
    out.quality = record.quality;
    return out;
}

score::ReferenceRecord reference_of(const record::RelatedEntry& entry) {
    score::ReferenceRecord out;
    out.path = entry.web_url;
    out.title = entry.title;
    out.web_url = entry.web_url;
    out.published_date_time = entry.published_date_time;
    out.provider_domain = entry.provider_domain;
    out.has_image = !entry.images.empty();
    out.has_amp = !entry.amp_web_url.empty();
    out.quality = entry.quality;
    return out;
}

}  // namespace

Result<ReferenceSite> read_reference_site(const std::filesystem::path& folder) {
    ReferenceSite site;
    const auto records = read_json_lines(folder / "records.jsonl", [&](const core::Json& json) -> Result<void> {
        auto record = score::read_reference(json);
        if (!record) return std::unexpected(record.error());
        site.records.push_back(std::move(*record));
        return {};
    });
    if (!records) return std::unexpected(records.error());
    for (const auto& path : files_of(folder / "_data" / "organizations", ".md"))
        site.organizations.insert(path.stem().string());
    for (const auto& path : files_of(folder / "_data" / "topics", ".yaml")) {
        const auto bytes = read_file(path);
        if (!bytes) return std::unexpected(bytes.error());
        auto topic = config::load_topic(*bytes, path.string());
        if (!topic) return std::unexpected(topic.error());
        site.topics.push_back(std::move(*topic));
    }
    const auto seed = read_file(folder / "seed-record.md");
    if (!seed) return site;
    const auto record = record::read_record(*seed);
    if (!record)
        return core::fail(record.error().code,
                          fmt::format("{}: {}", (folder / "seed-record.md").string(), record.error().message));
    site.seed.push_back(reference_of(*record));
    for (const auto& entry : record->related) site.seed.push_back(reference_of(entry));
    return site;
}

}  // namespace masthead::app
