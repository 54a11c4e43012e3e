// Holds the `everyday` profile against records that the reference site scored itself: what `masthead eval scores`
// prints. Pure: the caller reads the files.
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "model/topic.h"

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::score {

struct ReferenceRelated {
    std::string web_url;
    int quality = 0;  // As stored.
};

// What scoring needs of a stored record, and what the site made of it.
struct ReferenceRecord {
    std::string path;  // "_news/2020-05-05-slug.md": its day and slug decide ties.
    std::string title;
    std::string web_url;
    std::string published_date_time;  // RFC 3339
    std::string provider_domain;
    std::vector<std::string> topics;  // Names.
    bool has_image = false;
    bool has_amp = false;
    bool has_featured_content = false;
    bool is_removed = false;
    int quality = 0;
    int heat = 0;
    bool is_published = false;
    std::vector<ReferenceRelated> related;  // By quality, descending.
    int more_related = 0;                   // Members of the story that the list leaves out.
};

struct ReferenceOptions {
    std::string official_domain =
        "microsoft.com";  // Its term is not recorded: 0 or the official source's, whichever fits.
};

// One record: what was stored and what the profile gives.
struct ReferenceLine {
    std::string path;
    int quality = 0;
    int our_quality = 0;
    int heat = 0;
    int our_heat = 0;
    bool is_published = false;
    bool our_published = false;
};

struct ReferenceFigures {
    int total = 0;         // Records.
    int exact = 0;         // Of those, with the same quality.
    int others = 0;        // Records of other providers than the official one ...
    int others_exact = 0;  // ... with the same quality.
    int official = 0;
    int official_exact = 0;
    int lead = 0;                      // Records found to lead, or not to lead, as stored.
    int heat = 0;                      // Records with the same heat; -1 for those that do not lead.
    int published = 0;                 // Records published, or not, as stored.
    std::vector<ReferenceLine> lines;  // In the order of the records.
};

// One line of records.jsonl. Numbers may stand as strings. Errors: invalid, when it is no object or has no title.
[[nodiscard]] core::Result<ReferenceRecord> read_reference(const core::Json& json);

// Scores every record, and the story that its related list stands for, with the profile's own code.
//
//   organizations   domains with an organisation file
//   topics          the site's topics; records name them
//   cost            O(records x related)
[[nodiscard]] ReferenceFigures check_reference(std::span<const ReferenceRecord> records,
                                               const std::set<std::string, std::less<>>& organizations,
                                               std::span<const model::Topic> topics,
                                               const ReferenceOptions& options = {});

// The seed record's articles, itself first and its related after it, on the seed's own site: a known organisation
// weighs 30 there and the topics are those of the seed. Only the quality figures are filled (total, exact, others,
// others_exact, lines).
[[nodiscard]] ReferenceFigures check_seed(std::span<const ReferenceRecord> articles,
                                          const std::set<std::string, std::less<>>& organizations);

// The line as JSON: path, quality, our_quality, heat, our_heat, published, our_published.
[[nodiscard]] core::Json to_json(const ReferenceLine& line);

}  // namespace masthead::score
