#include "pipeline/item_ids.h"

#include <map>
#include <string_view>

namespace masthead::pipeline {

std::vector<std::string> usable_ids(std::span<const model::FeedItem> items) {
    constexpr std::size_t longest_id = 1024;  // Bytes; an article in place of an id is no id.
    constexpr std::size_t one_in = 10;        // So many items may share ids before none is believed.
    std::map<std::string_view, std::size_t> counts;
    for (const auto& item : items) ++counts[item.id];
    std::size_t shared = 0;
    for (const auto& [id, count] : counts) shared += id.empty() || count == 1 ? 0 : count;
    std::vector<std::string> ids(items.size());
    if (shared * one_in > items.size()) return ids;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const std::string& id = items[i].id;
        if (id.size() <= longest_id && counts[id] == 1) ids[i] = id;
    }
    return ids;
}

}  // namespace masthead::pipeline
