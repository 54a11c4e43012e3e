#include "app/origins.h"

#include "app/console.h"
#include "app/values.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace masthead::app {

using core::Json;

namespace {

constexpr std::size_t shown_characters = 80;  // Of a value ...
constexpr std::size_t shown_in_column = 44;   // ... and of one in the table.

// "canonical_url" -> "canonicalUrl", as JSON calls it.
std::string camel_case(std::string_view name) {
    std::string out;
    bool is_upper = false;
    for (const char c : name) {
        const bool is_small = c >= 'a' && c <= 'z';
        if (c != '_') out += is_upper && is_small ? static_cast<char>(c - 'a' + 'A') : c;
        is_upper = c == '_';
    }
    return out;
}

// Values that an article's JSON has under another name than a page's.
std::string_view article_key(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> names = {{{"published", "publishedDateTime"},
                                                                                     {"modified", "updatedDateTime"},
                                                                                     {"canonical_url", "webUrl"},
                                                                                     {"amp_url", "ampWebUrl"}}};
    const auto found = std::ranges::find(names, name, &std::pair<std::string_view, std::string_view>::first);
    return found == names.end() ? std::string_view() : found->second;
}

std::string words_of(const Json& value) {
    if (value.is_string()) return std::string(value.string());
    if (value.is_number()) return std::to_string(value.integer());
    if (value.is_object()) return words_of(value.find("name") != nullptr ? value["name"] : value["url"]);
    if (!value.is_array()) return value.is_null() ? std::string() : value.boolean() ? "yes" : "no";
    std::string out;
    for (const auto& one : value.array()) out += (out.empty() ? "" : ", ") + words_of(one);
    return out;
}

// The lead picture with its size, where that is known.
std::string lead_of(const Json& images) {
    if (images.array().empty()) return {};
    const Json& lead = images.array().front();
    if (lead["width"].is_null() || lead["height"].is_null()) return words_of(lead);
    return fmt::format("{} ({} x {})", words_of(lead), lead["width"].integer(), lead["height"].integer());
}

std::string value_of(const Json& holder, std::string_view name) {
    if (name == "image") return lead_of(holder["images"]);
    if (name == "robots" && holder["robots"].is_array() && holder["robots"].array().empty()) return "no limits";
    const std::string_view of_article = article_key(name);
    const Json* value = of_article.empty() ? nullptr : holder.find(of_article);
    if (value == nullptr) value = holder.find(camel_case(name));
    if (value == nullptr) return {};
    if (name == "text") return fmt::format("{} characters", grouped(text::count_characters(value->string())));
    return text::shorten(words_of(*value), shown_characters);
}

// What is told of one value.
struct Told {
    std::string field;
    std::string from;
    std::string won;
    std::vector<std::string> passed_over;
};

std::vector<Told> gather(std::span<const model::ValueOrigin> origins) {
    constexpr std::string_view winner = "_winner";
    constexpr std::string_view loser = "_loser";
    std::vector<Told> values;
    const auto of = [&](std::string_view name) -> Told& {
        const auto found = std::ranges::find(values, name, &Told::field);
        if (found != values.end()) return *found;
        values.push_back({.field = std::string(name)});
        return values.back();
    };
    for (const auto& [name, origin] : origins) {
        const std::string_view whole = name;
        if (whole.ends_with(winner)) {
            of(whole.substr(0, whole.size() - winner.size())).won = origin;
        } else if (whole.ends_with(loser)) {
            of(whole.substr(0, whole.size() - loser.size())).passed_over.push_back(origin);
        } else {
            Told& told = of(whole);
            // Said again: the later one stepped in for the earlier.
            if (!told.from.empty()) told.passed_over.push_back(std::move(told.from));
            told.from = origin;
        }
    }
    return values;
}

std::string page_summary(const page::ParsedPage& page, const Json& origins) {
    const auto words = page.text.empty()
                           ? std::string("no text was found")
                           : fmt::format("its text has {} characters", grouped(text::count_characters(page.text)));
    std::string from;
    for (const auto& origin : origins.array()) {
        if (origin["field"].string() == "text") from = fmt::format(", from {}", origin["from"].string());
    }
    return fmt::format("Read, and not stored: {}{}.", words, from);
}

}  // namespace

Json origins_json(std::span<const model::ValueOrigin> origins, const Json& holder) {
    Json::Array rows;
    for (const auto& told : gather(origins)) {
        Json row;
        row.add("field", told.field)
            .add("value", text_or_null(value_of(holder, told.field)))
            .add("from", text_or_null(told.from));
        if (!told.won.empty()) row.add("won", told.won);
        row.add("passedOver", texts_json(told.passed_over));
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string origins_text(const Json& origins) {
    if (origins.array().empty()) return {};
    std::vector<std::vector<std::string>> rows;
    for (const auto& row : origins.array()) {
        // What is long comes last: sentences about the value, not the value.
        rows.push_back({"  " + std::string(row["field"].string()),
                        text::shorten(row["value"].string(), shown_in_column), std::string(row["from"].string())});
        if (row.find("won") != nullptr) rows.push_back({"    won", "", std::string(row["won"].string())});
        for (const auto& lost : row["passedOver"].array()) rows.push_back({"    not", "", std::string(lost.string())});
    }
    return table({{"  field"}, {"value"}, {"from"}}, rows);
}

Json origins_json(const page::ParsedPage& page, const Json& holder) {
    std::vector<model::ValueOrigin> origins;
    origins.reserve(page.evidence.size());
    for (const auto& [value, origin] : page.evidence) origins.push_back({value, origin});
    return origins_json(origins, holder);
}

Json explain_page(const page::ParsedPage& page) {
    Json whole = to_json(page);
    Json told = whole["evidence"];
    Json json;
    json.add("url", page.url).add("known", false).add("summary", page_summary(page, told));
    return json.add("page", std::move(whole)).add("origins", std::move(told));
}

}  // namespace masthead::app
