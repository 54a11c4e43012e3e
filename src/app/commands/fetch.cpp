// `masthead fetch URL`: one address asked as a run would ask it, and what came.
#include "app/commands/commands.h"
#include "app/console.h"
#include "app/files.h"
#include "app/interrupts.h"
#include "app/session.h"
#include "app/values.h"
#include "app/web.h"
#include "config/load.h"

#include <array>
#include <chrono>
#include <optional>

#include <fmt/format.h>

namespace masthead::app {

namespace {

using core::Json;
using core::Result;

fetch::RequestKind kind_of(const std::string& name) {
    if (name == "feed") return fetch::RequestKind::feed;
    if (name == "sitemap") return fetch::RequestKind::sitemap;
    return name == "image" ? fetch::RequestKind::image : fetch::RequestKind::page;
}

std::string_view status_of(const Result<fetch::Visit>& answer) {
    if (!answer) return "failed";
    constexpr std::array<std::string_view, 4> names{"fresh", "not-modified", "gone", "deferred"};  // As in the variant.
    return names.at(answer->index());
}

std::string problem_of(const Result<fetch::Visit>& answer) {
    if (!answer) return answer.error().message;
    if (const auto* deferred = std::get_if<fetch::Deferred>(&*answer)) return deferred->reason;
    return std::holds_alternative<fetch::Gone>(*answer) ? "it is gone for good (410)" : "";
}

// Every key stands in every answer; what does not apply is null.
Json answer_json(const std::string& url, const Result<fetch::Visit>& answer, double seconds) {
    const auto* fresh = answer ? std::get_if<fetch::Fresh>(&*answer) : nullptr;
    const auto* deferred = answer ? std::get_if<fetch::Deferred>(&*answer) : nullptr;
    const auto text = [&](std::string fetch::Fresh::* field) {
        return fresh != nullptr ? text_or_null(fresh->*field) : Json();
    };
    Json json;
    json.add("url", url).add("finalUrl", text(&fetch::Fresh::url)).add("status", status_of(answer));
    json.add("redirected", fresh != nullptr ? Json(fresh->url != url) : Json())
        .add("movedPermanently", fresh != nullptr ? Json(fresh->moved_permanently) : Json());
    json.add("contentType", text(&fetch::Fresh::content_type))
        .add("bytes", fresh != nullptr ? Json(fresh->body.size()) : Json())
        .add("etag", text(&fetch::Fresh::etag))
        .add("lastModified", text(&fetch::Fresh::last_modified));
    json.add("freshForSeconds", fresh != nullptr && fresh->fresh_for ? Json(fresh->fresh_for->count()) : Json())
        .add("hub", text(&fetch::Fresh::hub))
        .add("topic", text(&fetch::Fresh::topic));
    json.add("retryAt", deferred != nullptr ? instant_json(deferred->retry_at) : Json())
        .add("problem", text_or_null(problem_of(answer)))
        .add("at", fresh != nullptr ? Json(core::format_instant(fresh->at)) : Json());
    return json.add("seconds", seconds);
}

void print_answer(const Json& json) {
    for (const auto& [key, value] : json.object()) {
        if (value.is_null()) continue;
        print(fmt::format("{:<18}{}", key, value.is_string() ? std::string(value.string()) : value.dump()));
    }
}

}  // namespace

ExitCode fetch_address(const Arguments& arguments) {
    const Interrupts interrupts;
    const auto desk = arguments.desk_file.empty() ? Result<config::Desk>(config::default_desk()) : load_desk(arguments);
    if (!desk) return report_setup(desk.error());
    const auto clock = make_clock(arguments);
    if (!clock) return report_setup(clock.error());
    auto web = open_web(arguments, *desk, **clock);
    if (!web) return report_setup(web.error());
    const fetch::Request request{.url = arguments.target, .kind = kind_of(arguments.kind)};
    std::optional<Result<fetch::Visit>> got;
    const auto began = std::chrono::steady_clock::now();
    web->client->fetch(
        std::span(&request, 1), [&](std::size_t /*index*/, Result<fetch::Visit> visit) { got = std::move(visit); },
        interrupts.token());
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    const auto answer = got ? std::move(*got) : core::fail(core::ErrorCode::cancelled, "stopped before it answered");
    const Json json = answer_json(request.url, answer, seconds);
    if (arguments.json)
        print(json.dump());
    else
        print_answer(json);
    const auto* fresh = answer ? std::get_if<fetch::Fresh>(&*answer) : nullptr;
    if (fresh == nullptr) return ExitCode::failed;
    if (arguments.out.empty()) return ExitCode::done;
    const auto done = write_file(arguments.out, fresh->body);
    return done ? ExitCode::done : report(done.error());
}

}  // namespace masthead::app
