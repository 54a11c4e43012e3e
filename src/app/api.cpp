#include "app/api.h"

#include "app/explanation.h"
#include "app/source_view.h"
#include "app/values.h"
#include "store/data_folder.h"
#include "store/store.h"

#include <memory>

namespace masthead::app {

using core::Json;
using serve::HttpRequest;
using serve::HttpResponse;

namespace {

using DeskPtr = std::shared_ptr<const config::Desk>;  // Shared by the handlers, which run on several threads and
                                                      // outlive the caller.

HttpResponse json_response(const Json& json, int status = 200) {
    return {.status = status, .body = json.dump()};
}

// RFC 9457 without a type: the title is the status in words.
HttpResponse problem(int status, std::string_view title, std::string detail) {
    Json json;
    json.add("title", title).add("status", status).add("detail", std::move(detail));
    return {.status = status, .content_type = "application/problem+json", .body = json.dump()};
}

std::string parameter(const HttpRequest& request, std::string_view name) {
    for (const auto& [key, value] : request.query) {
        if (key == name) return value;
    }
    return {};
}

template <typename Answer>
serve::Handler with_store(const DeskPtr& desk, Answer answer) {
    return [desk, answer](const HttpRequest& request) {
        const auto store =
            store::open_sqlite_store(store::DataFolder::database_path(desk->data), store::Access::read_only);
        if (!store) return problem(503, "Service Unavailable", store.error().message);
        return answer(*desk, **store, request);
    };
}

HttpResponse health(const config::Desk& /*desk*/, const store::Store& store, const HttpRequest& /*request*/) {
    const auto counts = store.counts();
    if (!counts) return problem(503, "Service Unavailable", counts.error().message);
    Json json;
    return json_response(json.add("status", "ok").add("articles", counts->articles).add("stories", counts->stories));
}

HttpResponse explain(const config::Desk& desk, const store::Store& store, const HttpRequest& request) {
    const auto explanation = explain_address(desk, store, parameter(request, "url"));
    if (!explanation) return problem(400, "Bad Request", "url: " + explanation.error().message);
    return json_response(*explanation);
}

HttpResponse article(const config::Desk& /*desk*/, const store::Store& store, const HttpRequest& request) {
    const std::string id = request.path.substr(std::string_view("/api/articles/").size());
    const auto found = store.article(id);
    if (!found) return problem(503, "Service Unavailable", found.error().message);
    if (!*found) return problem(404, "Not Found", "no article has this id");
    return json_response(to_json(**found));
}

HttpResponse sources(const config::Desk& desk, const store::Store& store, const HttpRequest& /*request*/) {
    const auto states = store.sources();
    if (!states) return problem(503, "Service Unavailable", states.error().message);
    Json::Array rows;
    for (const auto& view : join_sources(desk.sources, *states)) {
        Json row = to_json(view);
        row.add("push", text_or_null(latest_reason(store, view.source.url, "websub").value_or("")));
        rows.push_back(std::move(row));
    }
    Json json;
    return json_response(json.add("value", std::move(rows)));
}

}  // namespace

std::vector<serve::Route> api_routes(const config::Desk& desk) {
    const auto shared = std::make_shared<const config::Desk>(desk);
    return {{"/healthz", with_store(shared, health)},
            {"/api/explain", with_store(shared, explain)},
            {"/api/articles/", with_store(shared, article)},
            {"/api/sources", with_store(shared, sources)}};
}

}  // namespace masthead::app
