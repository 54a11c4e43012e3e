#include "app/documents.h"

#include "app/console.h"
#include "app/files.h"
#include "app/session.h"
#include "app/web.h"
#include "config/load.h"
#include "core/ascii.h"
#include "fetch/http_message.h"

#include <optional>
#include <utility>
#include <variant>

#include <fmt/format.h>

namespace masthead::app {

using core::Result;

namespace {

Document make_document(fetch::Fresh answer) {
    return {.name = answer.url,
            .url = answer.url,
            .content_type = std::move(answer.content_type),
            .bytes = std::move(answer.body),
            .content_language = std::move(answer.content_language),
            .robots = std::move(answer.robots)};
}

Result<std::size_t> from_warc(const std::string& path, const std::function<void(const Document&)>& sink) {
    std::size_t count = 0;
    const auto summary = fetch::read_warc(path, [&](fetch::RecordedResponse response) {
        if (response.status != 200) return true;
        ++count;
        sink(document_of(std::move(response)));
        return true;
    });
    if (!summary) return std::unexpected(summary.error());
    const auto damage = fetch::damage_sentence(*summary, path);
    if (!damage.empty()) print_note("masthead: " + damage);
    return count;
}

Result<Document> from_address(const Arguments& arguments, const std::string& url, fetch::RequestKind kind) {
    const auto clock = make_clock(arguments);
    if (!clock) return std::unexpected(clock.error());
    const auto desk = arguments.desk_file.empty() ? Result<config::Desk>(config::default_desk()) : load_desk(arguments);
    if (!desk) return std::unexpected(desk.error());
    const auto web = open_web(arguments, *desk, **clock);
    if (!web) return std::unexpected(web.error());
    std::optional<Result<fetch::Visit>> answer;
    const fetch::Request request{.url = url, .kind = kind};
    web->client->fetch(std::span(&request, 1),
                       [&](std::size_t /*index*/, Result<fetch::Visit> visit) { answer = std::move(visit); }, {});
    if (!answer) return core::fail(core::ErrorCode::network, fmt::format("{} gave no answer", url));
    if (!*answer) return std::unexpected(answer->error());
    if (const auto* deferred = std::get_if<fetch::Deferred>(&**answer))
        return core::fail(core::ErrorCode::refused, deferred->reason);
    auto* fresh = std::get_if<fetch::Fresh>(&**answer);
    if (fresh == nullptr) return core::fail(core::ErrorCode::not_found, fmt::format("{} is gone (410)", url));
    return make_document(std::move(*fresh));
}

Result<Document> from_file(const std::string& path) {
    auto bytes = read_file(path);
    if (!bytes) return std::unexpected(bytes.error());
    return Document{.name = path, .url = {}, .content_type = {}, .bytes = std::move(*bytes)};
}

}  // namespace

Document document_of(fetch::RecordedResponse response) {
    auto visit = fetch::to_visit(std::move(response), false);
    auto* fresh = visit ? std::get_if<fetch::Fresh>(&*visit) : nullptr;
    return fresh != nullptr ? make_document(std::move(*fresh)) : Document{};
}

page::PageOptions page_options(const Document& document) {
    return {.robots_header = document.robots, .language_header = document.content_language};
}

bool is_warc_name(const std::string& name) {
    return name.ends_with(".warc") || name.ends_with(".warc.gz");
}

bool is_address(const std::string& name) {
    return core::starts_with_ignoring_case(name, "http://") || core::starts_with_ignoring_case(name, "https://");
}

Result<std::size_t> for_each_document(const Arguments& arguments, fetch::RequestKind kind,
                                      const std::function<void(const Document&)>& sink) {
    std::size_t count = 0;
    for (const auto& name : arguments.files) {
        if (is_warc_name(name)) {
            const auto read = from_warc(name, sink);
            if (!read) return read;
            count += *read;
            continue;
        }
        const auto document = is_address(name) ? from_address(arguments, name, kind) : from_file(name);
        if (!document) return std::unexpected(document.error());
        ++count;
        sink(*document);
    }
    return count;
}

}  // namespace masthead::app
