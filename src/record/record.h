// The front-matter record, exactly: DESIGN.md 3. Reading a record and writing it gives the same bytes.
#pragma once

#include "core/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::record {

struct RecordImage {
    std::string url;
    int width = 0;
    int height = 0;
    std::optional<bool> is_cached;  // Absent in provider images.
    std::string title;              // Alternative text or caption; empty: no line.
    std::string attribution;        // Credit; empty: no line.
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

// How one scalar stands in the file where the writer would have spelled the same string another way.
struct Spelling {
    std::size_t scalar = 0;  // Which string of the front matter, counted from 0 in file order.
    std::string raw;         // As it stands after `key: `.
    friend bool operator==(const Spelling&, const Spelling&) = default;
};

// What a record's bytes hold beside its fields. The defaults are what new records are written with.
struct RecordLayout {
    bool has_bom = false;
    bool has_crlf = false;                   // Every line of the front matter ends in CR LF.
    bool removed_before_published = false;   // The reference site writes `removed` there, DESIGN.md 3 after it.
    bool has_blank_line_before_end = false;  // Between the last group and the closing `---`.
    bool has_closing_newline = true;         // False: the file ends with the closing `---`.
    std::vector<Spelling> spellings;         // By `scalar`; one is used again only while its string is unchanged.
    friend bool operator==(const RecordLayout&, const RecordLayout&) = default;
};

// The fields in the record's order. What the known layout does not cover (unknown keys, odd spacing) is an error of
// `read_record`, never silently lost.
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
    std::optional<bool> render_with_liquid;  // False where a body is written: Jekyll must not run what stands in it.
    std::string provider_name;
    std::string provider_domain;
    std::vector<RecordImage> provider_images;
    std::vector<std::string> topics;  // Names.
    std::vector<RecordImage> images;
    std::vector<RelatedEntry> related;
    std::string secured;
    std::string body = "\n";  // All after the closing `---` line, verbatim. The default is the reference's empty body.
    RecordLayout layout;
    friend bool operator==(const Record&, const Record&) = default;
};

// Reads the bytes of one record file.
//
//   returns  the record; `write_record` of it gives `bytes` again, which is checked before it is returned
//   errors   invalid, with the line number, what was expected and what stood there
//   cost     O(n), one pass to read and one to compare
[[nodiscard]] core::Result<Record> read_record(std::string_view bytes);

// The bytes of a record file. Strings that are not UTF-8 are repaired (U+FFFD). O(n).
[[nodiscard]] std::string write_record(const Record& record);

// A double-quoted YAML scalar that Jekyll, Hugo, PyYAML and js-yaml read back exactly (TRUST finding 5): escapes for
// `"`, `\`, line breaks, tab, other control characters, U+2028, U+2029, U+FEFF and non-characters; all else raw, never
// as surrogate pairs. Input that is not UTF-8 is repaired first. O(n).
[[nodiscard]] std::string quote_scalar(std::string_view text);

// True if the four readers take `text` without quotes for the same string: no number, date, boolean, null, indicator or
// comment. Cautious: some strings that would do are quoted.
[[nodiscard]] bool is_plain_scalar(std::string_view text);

// The string that a one-line scalar (double-quoted, single-quoted or plain) stands for.
// Errors: invalid, with what is wrong about it.
[[nodiscard]] core::Result<std::string> read_scalar(std::string_view raw);

// A body that no site generator executes: `text` with Hugo's shortcode openers broken (`{{<` -> `{{&lt;`, `{{%` ->
// `{{&#37;`), between a blank line and a final newline. Set `render_with_liquid = false` beside it for Jekyll.
[[nodiscard]] std::string body_of(std::string_view text);

}  // namespace masthead::record
