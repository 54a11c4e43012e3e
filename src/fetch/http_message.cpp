#include "fetch/http_message.h"

#include "core/ascii.h"
#include "core/url.h"
#include "fetch/freshness.h"
#include "fetch/link_header.h"

#include <charconv>
#include <utility>

#include <fmt/format.h>

namespace masthead::fetch {

namespace {

using core::ErrorCode;

// Cuts the next line off `rest`, without its line end. Nothing at the end of the bytes.
std::optional<std::string_view> next_line(std::string_view& rest) {
    if (rest.empty()) return std::nullopt;
    const auto end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

int status_of(std::string_view line) {
    const auto space = line.find(' ');
    if (space == std::string_view::npos) return 0;
    const std::string_view digits = line.substr(space + 1, 3);
    int status = 0;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), status);
    return code == std::errc{} ? status : 0;
}

std::string status_sentence(const RecordedResponse& response) {
    return fmt::format("{} answered with status {}", response.url, response.status);
}

Deferred to_deferred(const RecordedResponse& response) {
    Deferred deferred{response.status, retry_at(response.headers, response.at), status_sentence(response)};
    if (deferred.retry_at) deferred.reason += " and asks to wait until " + core::format_instant(*deferred.retry_at);
    return deferred;
}

// WebSub 4: the first hub and the first self in the Link headers.
void read_links(Fresh& fresh, const Headers& headers) {
    std::optional<core::Url> base;
    for (const auto& [name, value] : headers) {
        if (name != "link") continue;
        if (!base) {
            auto url = core::Url::parse(fresh.url);
            if (!url) return;
            base = std::move(*url);
        }
        if (fresh.hub.empty()) fresh.hub = link_of(value, "hub", *base);
        if (fresh.topic.empty()) fresh.topic = link_of(value, "self", *base);
    }
}

ErrorCode code_of(int status) {
    if (status == 404) return ErrorCode::not_found;
    if (status >= 400 && status < 500) return ErrorCode::refused;
    if (status >= 500 && status < 600) return ErrorCode::network;
    return ErrorCode::invalid;
}

}  // namespace

std::string_view header_value(const Headers& headers, std::string_view name) {
    for (const auto& [key, value] : headers) {
        if (key == name) return value;
    }
    return {};
}

std::string joined_values(const Headers& headers, std::string_view name, std::string_view between) {
    std::string joined;
    for (const auto& [key, value] : headers) {
        if (key != name) continue;
        if (!joined.empty()) joined += between;
        joined += value;
    }
    return joined;
}

std::optional<ResponseHead> parse_response_head(std::string_view message) {
    if (!core::starts_with_ignoring_case(message, "HTTP/")) return std::nullopt;
    ResponseHead head;
    std::string_view rest = message;
    head.status = status_of(*next_line(rest));
    while (const auto line = next_line(rest)) {
        if (line->empty()) break;
        if ((line->front() == ' ' || line->front() == '\t') && !head.headers.empty()) {
            head.headers.back().second.append(" ").append(core::trim(*line));
            continue;
        }
        const auto colon = line->find(':');
        if (colon == std::string_view::npos) continue;
        head.headers.emplace_back(core::to_lower(core::trim(line->substr(0, colon))),
                                  core::trim(line->substr(colon + 1)));
    }
    head.bytes = message.size() - rest.size();
    return head;
}

core::Result<Visit> to_visit(RecordedResponse response, bool moved_permanently) {
    if (response.status == 304) return NotModified{fresh_for(response.headers, response.at), response.at};
    if (response.status == 410) return Gone{};
    if (asks_to_wait(response.status)) return to_deferred(response);
    if (response.status != 200) return core::fail(code_of(response.status), status_sentence(response));
    Fresh fresh;
    fresh.content_type = header_value(response.headers, "content-type");
    fresh.content_language = header_value(response.headers, "content-language");
    fresh.robots = joined_values(response.headers, "x-robots-tag", "\n");
    fresh.etag = header_value(response.headers, "etag");
    fresh.last_modified = header_value(response.headers, "last-modified");
    fresh.fresh_for = fresh_for(response.headers, response.at);
    fresh.moved_permanently = moved_permanently;
    fresh.at = response.at;
    fresh.url = std::move(response.url);
    read_links(fresh, response.headers);
    fresh.body = std::move(response.body);
    return fresh;
}

std::string lookup_key(std::string_view url) {
    auto parsed = core::Url::parse(url);
    if (!parsed) return std::string(url);
    parsed->clear_fragment();
    return parsed->str();
}

}  // namespace masthead::fetch
