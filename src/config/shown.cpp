#include "config/shown.h"

#include "config/options.h"
#include "core/json.h"

#include <type_traits>

namespace masthead::config {

namespace {

using core::Json;

// Where an edition is written is no part of it.
constexpr std::string_view folder_option = "publish.folder";
// It says in which order a record's related articles stand.
constexpr std::string_view profile_option = "scoring.profile";

bool is_shown(std::string_view name) {
    return (name.starts_with("desk.") || name.starts_with("publish.") || name == profile_option) &&
           name != folder_option;
}

Json json_of(const OptionTarget& target) {
    return std::visit(
        []<typename T>(T* value) -> Json {
            if constexpr (std::is_same_v<T, std::vector<std::string>>) {
                Json::Array list;
                for (const auto& text : *value) list.emplace_back(text);
                return list;
            } else if constexpr (std::is_same_v<T, model::SourceKind>) {
                return model::name_of(*value);
            } else {
                return *value;
            }
        },
        target);
}

void take(const Json& json, const OptionTarget& target) {
    std::visit(
        [&]<typename T>(T* value) {
            if constexpr (std::is_same_v<T, std::string>) {
                *value = json.string();
            } else if constexpr (std::is_same_v<T, int>) {
                *value = static_cast<int>(json.integer());
            } else if constexpr (std::is_same_v<T, double>) {
                *value = json.number();
            } else if constexpr (std::is_same_v<T, bool>) {
                *value = json.boolean();
            } else if constexpr (std::is_same_v<T, model::SourceKind>) {
                *value = model::source_kind_of(json.string());
            } else {
                value->clear();
                for (const auto& text : json.array()) value->emplace_back(text.string());
            }
        },
        target);
}

template <typename Owner>
Json list_of(std::span<const OptionRow<Owner>> rows, std::vector<Owner>& owners) {
    Json::Array list;
    for (auto& owner : owners) {
        Json item;
        for (const auto& row : rows) item.add(std::string(row.name), json_of(row.target(owner)));
        list.push_back(std::move(item));
    }
    return list;
}

template <typename Owner>
void take_list(const Json& list, std::span<const OptionRow<Owner>> rows, std::vector<Owner>& owners) {
    owners.clear();
    for (const auto& item : list.array()) {
        Owner& owner = owners.emplace_back();
        for (const auto& row : rows) {
            if (const Json* value = item.find(row.name)) take(*value, row.target(owner));
        }
    }
}

}  // namespace

std::string write_shown(Desk desk) {
    Json json;
    for (const auto& row : desk_options()) {
        if (is_shown(row.name)) json.add(std::string(row.name), json_of(row.target(desk)));
    }
    json.add("topics", list_of(topic_options(), desk.topics));
    json.add("organizations", list_of(organization_options(), desk.organizations));
    return json.dump();
}

core::Result<void> read_shown(std::string_view text, Desk& desk) {
    const auto json = core::parse_json(text);
    if (!json) {
        return core::fail(core::ErrorCode::corrupt,
                          "the settings kept with the edition cannot be read: " + json.error().message);
    }
    for (const auto& row : desk_options()) {
        const Json* value = is_shown(row.name) ? json->find(row.name) : nullptr;
        if (value != nullptr) take(*value, row.target(desk));
    }
    take_list((*json)["topics"], topic_options(), desk.topics);
    take_list((*json)["organizations"], organization_options(), desk.organizations);
    for (auto& organization : desk.organizations) {
        organization.is_known = true;
        if (!organization.images.empty() && organization.images.front().url.empty()) organization.images.clear();
    }
    return {};
}

}  // namespace masthead::config
