// `masthead feed` and `masthead page`: what the readers make of a file, an address or a recorded web.
#include "app/commands/commands.h"
#include "app/console.h"
#include "app/documents.h"
#include "app/session.h"
#include "app/values.h"

#include <filesystem>

#include <fmt/format.h>

namespace masthead::app {

namespace {

std::string date_or_dash(const std::optional<core::Instant>& instant) {
    return instant ? core::format_instant(*instant) : "-";
}

void print_feed(const feed::ParsedFeed& feed, const std::string& url) {
    print(fmt::format("{}\n{} ({}, {} items)", url, feed.title, feed::name_of(feed.format), feed.items.size()));
    for (const auto& problem : feed.problems) print("  ! " + problem);
    for (const auto& item : feed.items)
        print(fmt::format("  {}  {}\n      {}", date_or_dash(item.published), item.title, item.link));
}

void print_page(const page::ParsedPage& page) {
    print(fmt::format("{}\n{}\n", page.url, page.title));
    for (const auto& [value, origin] : page.evidence) print(fmt::format("  {:<12} {}", value, origin));
    for (const auto& problem : page.problems) print("  ! " + problem);
    print("\n" + page.text + "\n");
}

// One problem object a document that could not be read, so that a line comes back for each record.
core::Json problem_json(const Document& document, const core::Error& error) {
    core::Json json;
    return json.add("url", document.name).add("problems", core::Json::Array{core::Json(error.message)});
}

// A file does not know where it stood; pages need an address to stand at. No such host can exist.
std::string page_address(const Document& document) {
    return document.url.empty() ? "https://file.invalid/" + std::filesystem::path(document.name).filename().string()
                                : document.url;
}

feed::FeedOptions options_for(const Document& document) {
    feed::FeedOptions options;
    options.served_language = document.content_language;
    return options;
}

}  // namespace

ExitCode read_feeds(const Arguments& arguments) {
    std::size_t failed = 0;
    const auto done = for_each_document(arguments, fetch::RequestKind::feed, [&](const Document& document) {
        const auto feed = feed::parse_feed(document.bytes, document.url, document.content_type, options_for(document));
        if (!feed) ++failed;
        if (arguments.json) {
            print(feed ? to_json(*feed, document.name).dump() : no_feed_json(document.name, feed.error()).dump());
        } else if (!feed) {
            print_note(fmt::format("masthead: {}: {}", document.name, feed.error().message));
        } else {
            print_feed(*feed, document.name);
        }
    });
    if (!done) return report_setup(done.error());
    return failed > 0 && failed == *done ? ExitCode::failed : ExitCode::done;
}

ExitCode read_pages(const Arguments& arguments) {
    std::size_t failed = 0;
    const auto done = for_each_document(arguments, fetch::RequestKind::page, [&](const Document& document) {
        const auto page = page::parse_page(document.bytes, page_address(document), document.content_type);
        if (!page) {
            ++failed;
            if (arguments.json)
                print(problem_json(document, page.error()).dump());
            else
                print_note(fmt::format("masthead: {}: {}", document.name, page.error().message));
        } else if (arguments.json) {
            print(to_json(*page).dump());
        } else {
            print_page(*page);
        }
    });
    if (!done) return report_setup(done.error());
    return failed > 0 && failed == *done ? ExitCode::failed : ExitCode::done;
}

}  // namespace masthead::app
