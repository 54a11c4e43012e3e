// `masthead feed`: what the reader makes of a file, an address or a recorded web.
#include "app/commands/commands.h"
#include "app/console.h"
#include "app/documents.h"
#include "app/session.h"
#include "app/values.h"

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

}  // namespace masthead::app
