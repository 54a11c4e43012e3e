#include "app/desk_edit.h"

#include "config/load.h"
#include "core/ascii.h"
#include "core/json.h"

#include <algorithm>
#include <optional>
#include <vector>

#include <fmt/format.h>

namespace masthead::app {

namespace {

using core::Result;

// Lines with their ends.
std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
        lines.push_back(text.substr(0, size));
        text.remove_prefix(size);
    }
    return lines;
}

bool is_blank_or_comment(std::string_view line) {
    const auto words = core::trim(line);
    return words.empty() || words.starts_with('#');
}

// A line at the left edge that is neither an item of the list nor a comment: another part of the desk.
bool begins_another_part(std::string_view line) {
    return !is_blank_or_comment(line) && !core::is_space(line.front()) && line.front() != '-';
}

// Where the list of sources stands.
struct Place {
    std::size_t head = 0;  // Its line "sources:".
    std::size_t last = 0;  // The last line that says something of it.
    std::size_t indent = 2;
    bool is_empty_list = false;  // "sources: []"
};

std::optional<Place> find_list(const std::vector<std::string_view>& lines) {
    const auto head = std::ranges::find_if(lines, [](std::string_view line) { return line.starts_with("sources:"); });
    if (head == lines.end()) return std::nullopt;
    Place place{.head = static_cast<std::size_t>(head - lines.begin())};
    place.last = place.head;
    std::string_view value = core::trim(head->substr(std::string_view("sources:").size()));
    value = core::trim(value.substr(0, value.find('#')));
    place.is_empty_list = value == "[]" || value == "~" || value == "null";
    bool is_first = true;
    for (std::size_t i = place.head + 1; i < lines.size() && !begins_another_part(lines[i]); ++i) {
        if (lines[i].starts_with("---")) break;
        if (is_blank_or_comment(lines[i])) continue;
        if (is_first) place.indent = std::min(lines[i].find_first_not_of(' '), lines[i].size());
        is_first = false;
        place.last = i;
    }
    return place;
}

std::string quoted(std::string_view text) {
    std::string out;
    core::append_json_string(out, text);
    return out;
}

std::string with_added(std::string_view yaml, std::span<const model::Source> sources) {
    const auto lines = lines_of(yaml);
    const auto place = find_list(lines);
    std::string added;
    for (const auto& source : sources) added += source_lines(source, place ? place->indent : 2);
    if (yaml.contains("\r\n")) {
        for (auto at = added.find('\n'); at != std::string::npos; at = added.find('\n', at + 2)) added.insert(at, "\r");
    }
    std::string out;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        std::string_view line = lines[i];
        if (place && i == place->head && place->is_empty_list) line = "sources:\n";
        out += line;
        if (!out.ends_with('\n')) out += '\n';
        if (place && i == place->last) out += added;
    }
    return place ? out : out + "\nsources:\n" + added;
}

}  // namespace

std::string source_lines(const model::Source& source, std::size_t indent) {
    const std::string space(indent, ' ');
    std::string out = fmt::format("{}- url: {}\n", space, quoted(source.url));
    const auto add = [&](std::string_view name, const std::string& value) {
        if (!value.empty()) out += fmt::format("{}  {}: {}\n", space, name, quoted(value));
    };
    if (source.kind != model::SourceKind::feed) out += fmt::format("{}  kind: {}\n", space, name_of(source.kind));
    add("title", source.title);
    add("folder", source.folder);
    add("language", source.language);
    return out;
}

Result<std::string> add_sources(std::string_view yaml, const std::string& name,
                                std::span<const model::Source> sources) {
    const auto before = config::load_desk(yaml, name);
    if (!before) return std::unexpected(before.error());
    std::string text = with_added(yaml, sources);
    const auto after = config::load_desk(text, name);
    std::vector<std::string> wanted;
    for (const auto& source : before->sources) wanted.push_back(source.url);
    for (const auto& source : sources) wanted.push_back(source.url);
    const bool is_whole = after && after->identity.title == before->identity.title &&
                          std::ranges::equal(after->sources, wanted, {}, &model::Source::url);
    if (is_whole) return text;
    std::string by_hand;
    for (const auto& source : sources) by_hand += source_lines(source, 2);
    return core::fail(core::ErrorCode::invalid,
                      fmt::format("{} keeps its sources in a way that lines cannot be added to; nothing was changed. "
                                  "Add by hand:\n{}",
                                  name, by_hand));
}

}  // namespace masthead::app
