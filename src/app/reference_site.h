// The folder of a site of the reference system: records.jsonl, _data/topics, _data/organizations, seed-record.md.
#pragma once

#include "core/result.h"
#include "model/topic.h"
#include "score/reference_check.h"

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace masthead::app {

struct ReferenceSite {
    std::vector<score::ReferenceRecord> records;
    std::set<std::string, std::less<>> organizations;
    std::vector<model::Topic> topics;
    std::vector<score::ReferenceRecord> seed;  // The seed record and its related; empty where there is none.
};

[[nodiscard]] core::Result<ReferenceSite> read_reference_site(const std::filesystem::path& folder);

}  // namespace masthead::app
