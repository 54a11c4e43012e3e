#include "serve/answer.h"

#include "core/ascii.h"
#include "core/hash.h"
#include "serve/request_target.h"

#include <algorithm>
#include <array>
#include <exception>
#include <optional>

namespace masthead::serve {
namespace {

constexpr std::string_view html_type = "text/html; charset=utf-8";

// On every answer, errors included: what a page of ours may load, and that nobody frames it or guesses types.
constexpr auto security_headers = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"Content-Security-Policy",
     "default-src 'self'; img-src 'self' https: data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri "
     "'self'; "
     "form-action 'self'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "strict-origin-when-cross-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
});

Answer begin_answer(int status, std::string_view type, std::string_view cache_control) {
    Answer answer{.status = status, .headers = {}, .body = nullptr};
    for (const auto& [name, value] : security_headers) answer.headers.emplace_back(name, value);
    answer.headers.emplace_back("Content-Type", type);
    answer.headers.emplace_back("Cache-Control", cache_control);
    return answer;
}

struct TypeRow {
    std::string_view ending;
    std::string_view type;
};
constexpr auto types = std::to_array<TypeRow>({
    {"html", html_type},
    {"htm", html_type},
    {"css", "text/css; charset=utf-8"},
    {"js", "text/javascript; charset=utf-8"},
    {"mjs", "text/javascript; charset=utf-8"},
    {"json", "application/json; charset=utf-8"},
    {"jsonl", "application/x-ndjson; charset=utf-8"},
    {"webmanifest", "application/manifest+json; charset=utf-8"},
    {"xml", "application/xml; charset=utf-8"},
    {"opml", "text/x-opml; charset=utf-8"},
    {"txt", "text/plain; charset=utf-8"},
    {"md", "text/markdown; charset=utf-8"},
    {"yaml", "text/plain; charset=utf-8"},
    {"jpg", "image/jpeg"},
    {"jpeg", "image/jpeg"},
    {"png", "image/png"},
    {"gif", "image/gif"},
    {"webp", "image/webp"},
    {"avif", "image/avif"},
    {"svg", "image/svg+xml"},
    {"ico", "image/x-icon"},
    {"woff", "font/woff"},
    {"woff2", "font/woff2"},
    {"mp4", "video/mp4"},
    {"webm", "video/webm"},
    {"pdf", "application/pdf"},
    {"gz", "application/gzip"},
});

// Feeds lie in .xml files of fixed names; a reader wants to be told which dialect it gets.
constexpr auto names = std::to_array<TypeRow>({
    {"feed.xml", "application/rss+xml; charset=utf-8"},
    {"rss.xml", "application/rss+xml; charset=utf-8"},
    {"atom.xml", "application/atom+xml; charset=utf-8"},
    {"feed.json", "application/feed+json; charset=utf-8"},
});

// Pictures and fonts may be kept for an hour; all else is asked for again, which costs a 304.
std::string_view cache_control_of(std::string_view type) {
    return type.starts_with("image/") || type.starts_with("font/") ? "public, max-age=3600" : "no-cache";
}

// A route holds a path if it is its prefix up to the end of a segment.
bool holds(const Route& route, std::string_view path) {
    if (!path.starts_with(route.prefix)) return false;
    return path.size() == route.prefix.size() || route.prefix.ends_with('/') || path[route.prefix.size()] == '/';
}

std::string_view reason_of(int status) {
    switch (status) {
        case 400:
            return "The request could not be understood.";
        case 404:
            return "There is nothing at this address.";
        case 405:
            return "This address can only be read.";
        case 408:
            return "The request took too long.";
        case 410:
            return "What was at this address is gone for good.";
        case 413:
            return "The request is too large.";
        case 431:
            return "The request's headers are too large.";
        case 503:
            return "Too many are reading at once; try again in a moment.";
        default:
            return "Something went wrong here.";
    }
}

std::shared_ptr<const std::string> error_page(int status) {
    std::string page =
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width\">\n";
    page.append("<title>").append(std::to_string(status)).append("</title>\n");
    page += "<style>body{font:18px/1.5 Georgia,serif;max-width:34rem;margin:20vh auto;padding:0 1rem}</style>\n<h1>";
    page.append(std::to_string(status)).append("</h1>\n<p>").append(reason_of(status));
    page += "</p>\n<p><a href=\"/\">Front page</a></p>\n</html>\n";
    return std::make_shared<const std::string>(std::move(page));
}

std::optional<HttpRequest> read_request(RawRequest raw) {
    auto target = parse_target(raw.target);
    if (!target) return std::nullopt;
    return HttpRequest{.method = std::string(raw.method),
                       .path = std::move(target->path),
                       .query = std::move(target->query),
                       .if_none_match = std::string(raw.if_none_match),
                       .body = std::move(raw.body),
                       .content_type = std::string(raw.content_type),
                       .hub_signature = std::string(raw.hub_signature)};
}

Answer not_modified(Answer answer) {
    answer.status = 304;
    answer.body = std::make_shared<const std::string>();
    return answer;
}

}  // namespace

std::string_view content_type_of(std::string_view path) {
    const auto name = path.substr(path.rfind('/') + 1);
    for (const auto& row : names) {
        if (row.ending == name) return row.type;
    }
    const auto dot = name.rfind('.');
    if (dot == std::string_view::npos) return "application/octet-stream";
    for (const auto& row : types) {
        if (core::equals_ignoring_case(row.ending, name.substr(dot + 1))) return row.type;
    }
    return "application/octet-stream";
}

Responder::Responder(std::vector<Route> routes, const std::filesystem::path& folder)
    : routes_(std::move(routes)), folder_(folder) {
    std::ranges::sort(routes_, [](const Route& a, const Route& b) {
        return a.prefix.size() != b.prefix.size() ? a.prefix.size() > b.prefix.size() : a.prefix < b.prefix;
    });
}

const Route* Responder::find_route(std::string_view path) const {
    const auto found = std::ranges::find_if(routes_, [path](const Route& route) { return holds(route, path); });
    return found == routes_.end() ? nullptr : &*found;
}

Answer Responder::error(int status) {
    if (StaticFile file; status == 404 && folder_.find("/404.html", file) == Found::file) {
        Answer answer = begin_answer(status, html_type, "no-cache");
        answer.body = file.bytes;
        return answer;
    }
    Answer answer = begin_answer(status, html_type, "no-store");
    if (status == 405) answer.headers.emplace_back("Allow", "GET, HEAD");
    if (status == 503) answer.headers.emplace_back("Retry-After", "5");
    answer.body = error_page(status);
    return answer;
}

BodyRoom Responder::room_for(const RawRequest& raw) const {
    const auto request = read_request(raw);
    if (!request) return {.refusal = 400};
    const auto* route = find_route(request->path);
    if (route == nullptr || !route->body_limit) return {.refusal = 405};
    try {
        return route->body_limit(*request);
    } catch (const std::exception&) {
        return {.refusal = 500};  // Ours never throw; what they call may.
    }
}

Answer Responder::answer(RawRequest raw) {
    const bool is_post = raw.method == "POST";
    if (raw.method != "GET" && raw.method != "HEAD" && !is_post) return error(405);
    const auto request = read_request(std::move(raw));
    if (!request) return error(400);
    const auto* route = find_route(request->path);
    if (is_post && (route == nullptr || !route->body_limit)) return error(405);
    return route == nullptr ? from_folder(*request) : from_handler(*route, *request);
}

Answer Responder::from_handler(const Route& route, const HttpRequest& request) {
    HttpResponse response;
    try {
        response = route.handler(request);
    } catch (const std::exception&) {
        return error(500);  // Ours never throw; what they call may.
    }
    Answer answer = begin_answer(response.status, response.content_type, response.cache_control);
    if (response.status == 200 && request.method != "POST") {
        const std::string etag =
            '"' + core::to_hex(core::stable_hash(response.body)) + '-' + std::to_string(response.body.size()) + '"';
        answer.headers.emplace_back("ETag", etag);
        if (etag_matches(request.if_none_match, etag)) return not_modified(std::move(answer));
    }
    answer.body = std::make_shared<const std::string>(std::move(response.body));
    return answer;
}

Answer Responder::from_folder(const HttpRequest& request) {
    StaticFile file;
    const Found found = folder_.find(request.path, file);
    if (found == Found::nothing) return error(404);
    if (found == Found::folder) {
        Answer answer = begin_answer(301, html_type, "no-cache");
        answer.headers.emplace_back("Location", encode_path(request.path) + "/");
        answer.body = std::make_shared<const std::string>();
        return answer;
    }
    // A folder's answer is its index.html or its index.json: the bytes tell which.
    std::string_view type = content_type_of(request.path);
    if (request.path.ends_with('/')) {
        const auto first = core::trim(*file.bytes).substr(0, 1);
        type = content_type_of(first == "{" || first == "[" ? "index.json" : "index.html");
    }
    Answer answer = begin_answer(200, type, cache_control_of(type));
    answer.headers.emplace_back("ETag", file.etag);
    if (etag_matches(request.if_none_match, file.etag)) return not_modified(std::move(answer));
    answer.body = file.bytes;
    return answer;
}

}  // namespace masthead::serve
