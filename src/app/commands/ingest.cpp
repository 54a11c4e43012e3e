// `masthead ingest FILE...`: articles from JSON Lines, recorded webs and front-matter records.
#include "app/commands/commands.h"
#include "app/console.h"
#include "app/documents.h"
#include "app/files.h"
#include "app/interrupts.h"
#include "app/run_report.h"
#include "app/session.h"
#include "app/web.h"
#include "core/hash.h"
#include "feed/feed.h"
#include "pipeline/run.h"
#include "record/record.h"
#include "text/date.h"
#include "text/html_text.h"

#include <fmt/format.h>

namespace masthead::app {

namespace {

using core::Json;
using core::Result;
using pipeline::Incoming;

// Plain paragraphs as the markup that a feed's content is.
std::string markup_of(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto end = text.find("\n\n");
        out += "<p>" + text::escape_html(text.substr(0, end)) + "</p>";
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 2);
    }
    return out;
}

std::string first_text(const Json& json, std::initializer_list<std::string_view> keys) {
    for (const auto key : keys) {
        if (const auto text = json[key].string(); !text.empty()) return std::string(text);
    }
    return {};
}

Result<void> add_json(const Json& json, const std::string& file, std::vector<Incoming>& out) {
    Incoming incoming;
    auto& item = incoming.item;
    item.title = first_text(json, {"title"});
    if (item.title.empty())
        return core::fail(core::ErrorCode::invalid,
                          fmt::format("{}: a line has no \"title\": {}", file, json.dump().substr(0, 80)));
    item.link = first_text(json, {"url", "webUrl", "link"});
    // Without an address the content is the identity: the same line again is the same article.
    if (item.link.empty()) item.link = "https://ingest.invalid/" + core::to_hex(core::stable_hash(json.dump()));
    const auto text = json["text"].string();
    (text.size() < 500 ? item.summary : item.content) = markup_of(text);
    item.source_title = first_text(json, {"publisher", "provider"});
    item.language = first_text(json, {"language"});
    const std::string when = first_text(json, {"published", "publishedDateTime", "day", "firstSeen"});
    item.published = text::parse_date(when);
    if (!when.empty() && !item.published)
        return core::fail(core::ErrorCode::invalid,
                          fmt::format("{}: \"{}\" is no date (of \"{}\")", file, when, item.title));
    incoming.source.url = "file:" + file;
    out.push_back(std::move(incoming));
    return {};
}

Result<void> add_record(const std::string& path, std::vector<Incoming>& out) {
    const auto bytes = read_file(path);
    if (!bytes) return std::unexpected(bytes.error());
    const auto record = record::read_record(*bytes);
    if (!record) return core::fail(record.error().code, fmt::format("{}: {}", path, record.error().message));
    Incoming incoming;
    auto& item = incoming.item;
    item.title = record->title;
    item.link = record->web_url.empty() ? record->original_url : record->web_url;
    item.summary = text::escape_html(record->excerpt.value_or(""));
    item.content = markup_of(record->body);
    item.amp_link = record->amp_web_url;
    item.published = text::parse_date(record->published_date_time);
    for (const auto& image : record->images) item.images.push_back({image.url, image.width, image.height});
    item.source_title = record->provider_name;
    incoming.source.url = "file:" + path;
    incoming.source.provider = record->provider_domain;
    out.push_back(std::move(incoming));
    return {};
}

// A page of a recorded web is an article, a feed brings its items; the web itself answers for pages that the items
// name.
Result<void> add_warc(const std::string& path, std::vector<Incoming>& out) {
    Arguments one;
    one.files = {path};
    const auto read = for_each_document(one, fetch::RequestKind::page, [&](const Document& document) {
        const std::string source = "file:" + path;
        if (auto feed = feed::parse_feed(document.bytes, document.url, document.content_type); feed) {
            for (auto& item : feed->items)
                out.push_back({std::move(item), {.url = document.url, .title = feed->title}, std::nullopt});
            return;
        }
        Incoming incoming;
        incoming.item.link = document.url;
        incoming.source.url = source;
        incoming.page =
            fetch::Fresh{.url = document.url, .body = document.bytes, .content_type = document.content_type};
        if (document.content_type.empty() || document.content_type.contains("html")) out.push_back(std::move(incoming));
    });
    if (!read) return std::unexpected(read.error());
    return {};
}

// What the files hold; what cannot be read of them is said and left out.
struct Reading {
    std::vector<Incoming> incoming;
    std::size_t problems = 0;

    void complain(const core::Error& error) {
        constexpr std::size_t most_sentences = 20;
        if (++problems <= most_sentences) print_note("masthead: " + error.message);
    }
};

Result<void> add_json_lines(const std::string& file, Reading& reading) {
    return for_each_json_line(file, [&](const Result<Json>& json) {
        const auto done = json ? add_json(*json, file, reading.incoming) : Result<void>(std::unexpected(json.error()));
        if (!done) reading.complain(done.error());
    });
}

Reading read_files(const std::vector<std::string>& files) {
    Reading reading;
    for (const auto& file : files) {
        const auto done = is_warc_name(file)      ? add_warc(file, reading.incoming)
                          : file.ends_with(".md") ? add_record(file, reading.incoming)
                                                  : add_json_lines(file, reading);
        if (!done) reading.complain(done.error());
    }
    return reading;
}

// Files speak for themselves: what is not among them is not fetched.
class NoWeb final : public fetch::HttpClient {
  public:
    void fetch(std::span<const fetch::Request> requests, const fetch::VisitSink& sink,
               std::stop_token /*stop*/) override {
        for (std::size_t i = 0; i < requests.size(); ++i) {
            sink(i, core::fail(core::ErrorCode::not_found,
                               fmt::format("{} is not fetched while files are ingested", requests[i].url)));
        }
    }
};

}  // namespace

ExitCode ingest(const Arguments& arguments) {
    const Interrupts interrupts;
    auto reading = read_files(arguments.files);
    if (reading.incoming.empty()) return wrong_use("nothing to ingest in the files named");
    const auto session = open_session(arguments, store::Access::read_write);
    if (!session) return report_setup(session.error());
    NoWeb no_web;
    const auto progress = make_progress(arguments.quiet || arguments.json);
    const pipeline::World world{.http = &no_web,
                                .store = session->store.get(),
                                .clock = session->clock.get(),
                                .log = session->log.get(),
                                .progress = progress.get(),
                                .stop = interrupts.token()};
    const auto report_of = pipeline::ingest(session->desk, world, std::move(reading.incoming));
    if (!report_of) return report(report_of.error());
    print(arguments.json ? run_json(*report_of, {}).dump() : run_table(*report_of, {}));
    if (reading.problems > 0)
        print_note(fmt::format("masthead: {} line(s) or file(s) were left out; the rest is stored", reading.problems));
    return report_of->stopped || reading.problems > 0 ? ExitCode::failed : ExitCode::done;
}

}  // namespace masthead::app
