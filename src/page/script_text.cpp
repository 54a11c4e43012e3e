// Three steps. The values in the scripts: brackets are paired in one pass, and what stands between a pair and looks
// like data is read as JSON (repaired where it is JavaScript); strings that hold data again are read once more. The
// strings: each is filed under its place, a path without array indices, and under the innermost object that has a
// headline, so that two articles are two runs. The run: the place with the most prose.
#include "page/script_text.h"

#include "core/ascii.h"
#include "core/json.h"
#include "page/hints.h"
#include "page/json_repair.h"
#include "text/html_text.h"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <utility>
#include <vector>

namespace masthead::page {
namespace {

using core::Json;

constexpr std::size_t npos = std::string_view::npos;
constexpr int max_depth = 48;            // Of values inside values.
constexpr int most_levels = 2;           // Of data in strings of data.
constexpr std::size_t longest_key = 40;  // Bytes shown of a name.
constexpr core::JsonLimits limits{.max_depth = 64, .max_bytes = std::size_t{4} << 20U};

constexpr std::array headline_keys{std::string_view("headline"), std::string_view("headlines"),
                                   std::string_view("title"), std::string_view("slug")};

bool begins_name(char c) {
    return core::is_alpha(c) || c == '_' || c == '$';
}

// Of a name, whole characters.
std::string_view beginning_of(std::string_view key) {
    std::size_t length = std::min(key.size(), longest_key);
    while (length > 0 && length < key.size() && (static_cast<unsigned char>(key[length]) & 0xC0U) == 0x80U) --length;
    return key.substr(0, length);
}

// Whether what stands between a pair of brackets may be data rather than code.
bool looks_like_data(std::string_view text) {
    const std::string_view inner = core::trim(text.substr(1, 64));
    if (inner.empty()) return false;
    const char first = inner.front();
    if (first == '"' || first == '\'') return true;
    if (text.front() == '[') return first == '{' || first == '[' || core::is_digit(first);
    if (!begins_name(first)) return false;
    const std::size_t end = static_cast<std::size_t>(
        std::ranges::find_if(inner, [](char c) { return !begins_name(c) && !core::is_digit(c); }) - inner.begin());
    return core::trim(inner.substr(end)).starts_with(':');
}

// The end of a string that begins with a quote: behind its last one; where a line ends before that, npos.
std::size_t end_of_string(std::string_view text, std::size_t begin) {
    const char quote = text[begin];
    for (std::size_t at = begin + 1; at < text.size(); ++at) {
        if (text[at] == '\\')
            ++at;
        else if (text[at] == quote)
            return at + 1;
        else if (text[at] == '\n')
            return npos;
    }
    return npos;
}

// What titles are compared by: all but spaces, ASCII marks and typographic ones (U+2000 to U+206F).
std::string shape_of(std::string_view title) {
    std::string shape;
    for (std::size_t i = 0; i < title.size(); ++i) {
        const char c = title[i];
        const bool is_mark = title.substr(i).starts_with("\xE2\x80") || title.substr(i).starts_with("\xE2\x81");
        if (is_mark)
            i += 2;
        else if (core::is_alpha(c) || core::is_digit(c) || static_cast<unsigned char>(c) >= 0x80)
            shape += core::to_lower(c);
    }
    return shape;
}

// Sentences, rather than code, styles, addresses or keys.
bool is_prose(std::string_view text, std::size_t least_bytes) {
    constexpr std::size_t longest_word = 40;  // Bytes, on average. Scripts without spaces have three to a letter.
    constexpr std::size_t mark_share = 60;    // Bytes of text to one bracket or equals sign, outside of tags.
    if (text.size() < least_bytes) return false;
    std::size_t spaces = 0;
    std::size_t marks = 0;
    std::size_t wide = 0;
    std::size_t shown = 0;
    bool in_tag = false;
    bool has_sentence = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '<') in_tag = true;
        if (c == '>') in_tag = false;
        if (in_tag || c == '>') continue;
        ++shown;
        if (core::is_space(c)) ++spaces;
        if (c == '{' || c == '}' || c == '=' || c == '|') ++marks;
        if (static_cast<unsigned char>(c) >= 0xE0) ++wide;
        const bool ends = i + 1 == text.size() || core::is_space(text[i + 1]) || text[i + 1] == '<' ||
                          text[i + 1] == '"' || text[i + 1] == '\\';
        if (ends && (c == '.' || c == '!' || c == '?')) has_sentence = true;
    }
    if (shown < least_bytes || marks * mark_share > shown) return false;
    const bool has_wide_letters = wide * 5 > shown;
    return has_wide_letters || (has_sentence && spaces * longest_word > shown);
}

// Prose one after the other at one place.
struct Run {
    std::vector<std::string_view> strings;
    std::size_t prose = 0;  // Bytes.
    bool has_title = false;
};

class Finder {
  public:
    Finder(std::string_view title, const ScriptTextOptions& options) : title_(shape_of(title)), options_(options) {}

    void read_script(std::string_view script) { scan(script, 0); }

    ScriptText best() {
        if (!stream_.empty()) {
            const std::string_view stream = texts_.emplace_back(std::move(stream_));
            stream_.clear();
            scan(stream, 1);
        }
        const std::pair<const Place, Run>* best = nullptr;
        for (const auto& one : runs_) {
            if (one.second.prose < options_.least_text_bytes) continue;
            if (best == nullptr || is_better(one.second, best->second)) best = &one;
        }
        if (best == nullptr || is_doubtful(best->first, best->second)) return {};
        const Run& run = best->second;
        return {.markup = write(run.strings, best->first.path),
                .where = (best->first.path.empty() ? "a list" : best->first.path) + ", " +
                         std::to_string(run.strings.size()) + " strings",
                .bytes = run.prose,
                .has_title = run.has_title};
    }

  private:
    struct Place {
        std::size_t object = 0;  // The innermost with a headline.
        std::string path;
        auto operator<=>(const Place&) const = default;
    };

    static bool is_better(const Run& one, const Run& other) {
        return std::pair(one.has_title, one.prose) > std::pair(other.has_title, other.prose);
    }

    // A text under another headline is another article's where the page's own title is known; and of several texts
    // without the title nobody knows which one is the page's.
    [[nodiscard]] bool is_doubtful(const Place& place, const Run& run) const {
        if (run.has_title) return false;
        if (place.object != 0 && std::ranges::find(objects_, char{1}) != objects_.end()) return true;
        return std::ranges::any_of(runs_, [&](const auto& other) {
            return other.first.object != place.object && other.second.prose >= options_.least_text_bytes;
        });
    }

    // --- the values in a script
    struct Pair {
        std::size_t begin = 0;
        std::size_t end = npos;
    };

    // The brackets of a script with what closes them, and its quoted strings; in their order.
    [[nodiscard]] std::vector<Pair> find_pairs(std::string_view script) const {
        std::vector<Pair> pairs;
        std::vector<std::size_t> open;
        for (std::size_t at = 0; at < script.size() && pairs.size() < options_.most_pairs;) {
            const char c = script[at];
            if (c == '"' || c == '\'') {
                const std::size_t end = end_of_string(script, at);
                if (end != npos) pairs.push_back({at, end});
                at = end == npos ? std::min(script.find('\n', at), script.size()) : end;
                continue;
            }
            if (c == '{' || c == '[') {
                open.push_back(pairs.size());
                pairs.push_back({at, npos});
            } else if ((c == '}' || c == ']') && !open.empty()) {
                pairs[open.back()].end = at + 1;
                open.pop_back();
            }
            ++at;
        }
        return pairs;
    }

    void scan(std::string_view script, int level) {  // NOLINT(misc-no-recursion): most_levels
        std::size_t done = 0;
        for (const Pair& pair : find_pairs(script)) {
            if (pair.end == npos || pair.begin < done) continue;
            const std::string_view value = script.substr(pair.begin, pair.end - pair.begin);
            if (value.size() < options_.least_data_bytes && !may_be_piece(value)) continue;
            const bool is_string = value.front() == '"';
            if (!is_string && (value.front() == '\'' || !looks_like_data(value))) continue;
            const Json* const json = read(value);
            if (json == nullptr) continue;
            done = pair.end;
            take_stream(*json);
            path_.clear();
            const Where top{.object = 0, .depth = 0, .level = level};
            // What was repaired or quoted stands in an array of ours; a list has no name either way.
            if (!json->is_array()) collect(*json, top);
            for (const Json& element : json->array()) collect(element, top);
        }
    }

    // nullptr: it is no data, or too much was read already; that is asked before anything is copied, for brackets nest.
    const Json* read(std::string_view value) {
        if (!may_read(value.size())) return nullptr;
        const auto members = static_cast<std::size_t>(std::ranges::count(value, ','));
        if (members > options_.most_members) return nullptr;
        const std::string text = value.front() == '"' ? "[" + std::string(value) + "]" : std::string(value);
        if (auto json = core::parse_json(text, limits)) return &documents_.emplace_back(std::move(*json));
        if (!may_read(value.size())) return nullptr;
        auto json = core::parse_json(repair_json(text), limits);
        return json ? &documents_.emplace_back(std::move(*json)) : nullptr;
    }
    bool may_read(std::size_t bytes) {
        const bool may = bytes <= max_left();
        if (may) used_ += bytes;
        return may;
    }
    [[nodiscard]] std::size_t max_left() const {
        return options_.max_data_bytes - std::min(used_, options_.max_data_bytes);
    }

    // Data that comes in pieces, each pushed as [number, string].
    static bool may_be_piece(std::string_view value) {
        return value.size() > 4 && value.front() == '[' && core::is_digit(value[1]);
    }
    void take_stream(const Json& json) {
        const Json::Array& all = json.array();
        if (all.size() == 2 && all[0].is_number() && all[1].is_string()) stream_ += all[1].string();
    }

    // --- the strings in a value
    struct Where {
        std::size_t object = 0;
        int depth = 0;
        int level = 0;
    };

    void collect(const Json& value, Where where) {  // NOLINT(misc-no-recursion): max_depth
        if (where.depth > max_depth || strings_ >= options_.most_strings) return;
        ++where.depth;
        if (value.is_string()) return take(value.string(), where);
        const std::size_t length = path_.size();
        if (value.is_array()) {
            if (!path_.ends_with("[]")) path_ += "[]";
            for (const Json& element : value.array()) collect(element, where);
            path_.resize(length);
            return;
        }
        if (has_headline(value)) {
            where.object = objects_.size();
            objects_.push_back(names_title(value) ? char{1} : char{0});
        }
        constexpr std::uint32_t others = hint_boilerplate | hint_comments | hint_caption | hint_consent;
        for (const auto& [key, member] : value.object()) {
            if ((hints_of_names(key) & others) != 0) continue;
            enter(key);
            collect(member, where);
            path_.resize(length);
        }
    }

    // Nodes in nodes of one name are one place: "content[].content[].text" is "content[].text".
    void enter(std::string_view key) {
        const std::string_view shown = beginning_of(key);
        std::string_view before = path_;
        if (before.ends_with("[]")) before.remove_suffix(2);
        if (before.size() < path_.size() && before.ends_with(shown) &&
            (before.size() == shown.size() || before[before.size() - shown.size() - 1] == '.'))
            return;
        if (!path_.empty()) path_ += '.';
        path_ += shown;
    }

    static bool has_headline(const Json& object) {
        return std::ranges::any_of(headline_keys, [&](std::string_view key) { return object.find(key) != nullptr; });
    }

    [[nodiscard]] bool names_title(const Json& object) const {
        const auto is_title = [&](const Json& value) {
            constexpr std::size_t longest = 1000;  // Bytes.
            return value.is_string() && value.string().size() <= longest && !title_.empty() &&
                   shape_of(text::plain_line(value.string())) == title_;
        };
        return std::ranges::any_of(headline_keys, [&](std::string_view key) {
            const Json& value = object[key];
            return is_title(value) ||
                   std::ranges::any_of(value.object(), [&](const auto& member) { return is_title(member.second); });
        });
    }

    void take(std::string_view value, const Where& where) {  // NOLINT(misc-no-recursion): most_levels
        ++strings_;
        if (where.level < most_levels && value.size() >= options_.least_data_bytes && holds_data(value)) {
            const std::string path = std::exchange(path_, {});
            scan(value, where.level + 1);
            path_ = path;
            return;
        }
        const Place place{where.object, path_};
        auto found = runs_.find(place);
        if (found == runs_.end()) {
            if (value.size() < options_.least_first_bytes || runs_.size() >= options_.most_places) return;
            found = runs_.emplace(place, Run{}).first;
        }
        Run& run = found->second;
        run.strings.push_back(value);
        if (is_prose(value, options_.least_prose_bytes)) run.prose += value.size();
        run.has_title = where.object < objects_.size() && objects_[where.object] != 0;
    }

    static bool holds_data(std::string_view value) {
        const std::string_view begin = core::trim(value.substr(0, 32));
        return begin.starts_with('{') || begin.starts_with('[');
    }

    // --- the run as markup
    // Pieces of one paragraph are parted by no more than a change of type: "He said " and "never" and ".".
    static bool goes_on(std::string_view before, std::string_view after) {
        constexpr std::string_view closing = ".,;:!?)";
        return !before.empty() && !after.empty() &&
               (before.back() == ' ' || after.front() == ' ' || closing.contains(after.front()));
    }

    static std::string write(const std::vector<std::string_view>& strings, std::string_view path) {
        const bool may_be_pieces = path.find("[]") != path.rfind("[]") || path.ends_with("[].text");
        std::string out;
        std::string_view before;
        bool is_open = false;
        for (const std::string_view one : strings) {
            const bool is_markup = one.find("<p") != npos || one.find("<div") != npos || one.find("<li") != npos;
            const bool joins = is_open && !is_markup && may_be_pieces && goes_on(before, one);
            if (is_open && !joins) out += "</p>\n";
            if (!is_markup && !joins) out += "<p>";
            out += one;
            is_open = !is_markup;
            before = one;
        }
        return is_open ? out + "</p>" : out;
    }

    std::string title_;  // Its shape.
    const ScriptTextOptions& options_;
    std::deque<Json> documents_;     // The strings of the runs are theirs,
    std::deque<std::string> texts_;  // or stand in these.
    std::string stream_;
    std::string path_;
    std::vector<char> objects_{0};  // Of each object with a headline, whether that is the page's title.
    std::map<Place, Run> runs_;
    std::size_t used_ = 0;
    std::size_t strings_ = 0;
};

bool is_linked_data(std::string_view tag) {
    return core::find_ignoring_case(tag, "ld+json") != npos;
}

}  // namespace

ScriptText find_script_text(std::string_view page, std::string_view title, const ScriptTextOptions& options) {
    Finder finder(title, options);
    std::size_t left = options.max_script_bytes;
    for (std::size_t at = core::find_ignoring_case(page, "<script"); at != npos && left > 0;) {
        const std::size_t begin = page.find('>', at);
        if (begin == npos) break;
        const std::size_t end = std::min(core::find_ignoring_case(page, "</script", begin), page.size());
        const std::string_view script = page.substr(begin + 1, std::min(end - begin - 1, left));
        left -= script.size();
        if (!is_linked_data(page.substr(at, begin - at))) finder.read_script(script);
        at = core::find_ignoring_case(page, "<script", end);
    }
    return finder.best();
}

}  // namespace masthead::page
