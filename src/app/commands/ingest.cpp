// `masthead ingest FILE...`: articles from JSON Lines, recorded webs and front-matter records.
#include "pipeline/ingest.h"

#include "app/commands/commands.h"
#include "app/console.h"
#include "app/documents.h"
#include "app/encoder.h"
#include "app/files.h"
#include "app/interrupts.h"
#include "app/run_report.h"
#include "app/session.h"
#include "core/ascii.h"
#include "core/hash.h"
#include "feed/feed.h"
#include "fetch/http_message.h"
#include "fetch/warc.h"
#include "record/record.h"
#include "text/date.h"
#include "text/html_text.h"

#include <algorithm>
#include <filesystem>
#include <variant>

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

using pipeline::IncomingSink;

// A line of a file is a document. False: no more are wanted.
Result<bool> give_json(const Json& json, const std::string& file, const IncomingSink& sink) {
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
    return sink(std::move(incoming));
}

Result<void> give_record(const std::string& path, const IncomingSink& sink) {
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
    sink(std::move(incoming));
    return {};
}

// Most answers of a recorded web are pages; they need not be read through to know that they are no feeds.
bool is_surely_a_page(std::string_view content_type, std::string_view bytes) {
    constexpr std::size_t looked_at = 1024;
    const std::string_view front = bytes.substr(0, looked_at);
    return content_type.contains("html") &&
           (core::find_ignoring_case(front, "<html") != std::string_view::npos ||
            core::find_ignoring_case(front, "<!doctype html") != std::string_view::npos);
}

// A page of a recorded web is an article, a feed brings its items. False: no more are wanted.
bool give_response(fetch::RecordedResponse response, const std::string& source, const IncomingSink& sink) {
    if (response.status != 200) return true;
    auto visit = fetch::to_visit(std::move(response), false);
    auto* answer = visit ? std::get_if<fetch::Fresh>(&*visit) : nullptr;
    if (answer == nullptr) return true;
    if (!is_surely_a_page(answer->content_type, answer->body)) {
        if (auto feed = feed::parse_feed(answer->body, answer->url, answer->content_type); feed) {
            for (auto& item : feed->items) {
                if (!sink({std::move(item), {.url = answer->url, .title = feed->title}, std::nullopt})) return false;
            }
            return true;
        }
        if (!answer->content_type.empty() && !answer->content_type.contains("html")) return true;
    }
    Incoming incoming;
    incoming.item.link = answer->url;
    incoming.source.url = source;
    incoming.page = std::move(*answer);
    return sink(std::move(incoming));
}

Result<void> give_warc(const std::string& path, const IncomingSink& sink) {
    const std::string source = "file:" + path;
    const auto read = fetch::read_warc(
        path, [&](fetch::RecordedResponse response) { return give_response(std::move(response), source, sink); });
    if (!read) return std::unexpected(read.error());
    const auto damage = fetch::damage_sentence(*read, path);
    if (!damage.empty()) print_note("masthead: " + damage);
    return {};
}

// What cannot be read of the files is said and left out.
struct Reading {
    std::size_t problems = 0;

    void complain(const core::Error& error) {
        constexpr std::size_t most_sentences = 20;
        if (++problems <= most_sentences) print_note("masthead: " + error.message);
    }
};

Result<void> give_json_lines(const std::string& file, const IncomingSink& sink, Reading& reading) {
    bool goes_on = true;
    return for_each_json_line(file, [&](const Result<Json>& json) {
        if (!goes_on) return;
        const auto given = json ? give_json(*json, file, sink) : Result<bool>(std::unexpected(json.error()));
        if (!given)
            reading.complain(given.error());
        else
            goes_on = *given;
    });
}

void give_files(const std::vector<std::string>& files, const IncomingSink& sink, Reading& reading) {
    bool goes_on = true;
    const IncomingSink noting = [&](Incoming incoming) { return goes_on = goes_on && sink(std::move(incoming)); };
    for (const auto& file : files) {
        if (!goes_on) return;
        const auto done = is_warc_name(file)      ? give_warc(file, noting)
                          : file.ends_with(".md") ? give_record(file, noting)
                                                  : give_json_lines(file, noting, reading);
        if (!done) reading.complain(done.error());
    }
}

bool is_there(const std::string& file) {
    std::error_code ignored;
    return std::filesystem::exists(file, ignored);
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
    if (std::ranges::none_of(arguments.files, is_there))
        return wrong_use(fmt::format("nothing to ingest: there is no file {}", arguments.files.front()));
    const auto session = open_session(arguments, store::Access::read_write);
    if (!session) return report_setup(session.error());
    NoWeb no_web;
    const auto encoder = open_encoder(session->desk, *session->clock, EncoderUse::ask);
    if (!encoder) return report_setup(encoder.error());
    const auto progress = make_progress(arguments.quiet || arguments.json);
    const pipeline::World world{.http = &no_web,
                                .store = session->store.get(),
                                .clock = session->clock.get(),
                                .log = session->log.get(),
                                .progress = progress.get(),
                                .encoder = encoder->encoder.get(),
                                .vectors = encoder->vectors.get(),
                                .stop = interrupts.token()};
    Reading reading;
    const auto report_of = pipeline::ingest(
        session->desk, world, [&](const IncomingSink& sink) { give_files(arguments.files, sink, reading); });
    if (!report_of) return report(report_of.error());
    if (report_of->items == 0 && !report_of->stopped) return wrong_use("nothing to ingest in the files named");
    print(arguments.json ? run_json(*report_of, {}).dump() : run_table(*report_of, {}));
    if (reading.problems > 0)
        print_note(fmt::format("masthead: {} line(s) or file(s) were left out; the rest is stored", reading.problems));
    return report_of->stopped || reading.problems > 0 ? ExitCode::failed : ExitCode::done;
}

}  // namespace masthead::app
