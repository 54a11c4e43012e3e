// From a request to the whole of its answer, without a network: routes, files, errors and the headers that every answer
// carries.
#pragma once

#include "serve/server.h"
#include "serve/static_folder.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace masthead::serve {

// What was read from the wire.
struct RawRequest {
    std::string_view method;
    std::string_view target;
    std::string_view if_none_match;
    std::string_view content_type;
    std::string_view hub_signature;
    std::string body;  // Owned: it may be large and goes on to the handler.
};

struct Answer {
    int status = 200;
    std::vector<std::pair<std::string_view, std::string>>
        headers;                              // Without Date, Server, Content-Length and Connection.
    std::shared_ptr<const std::string> body;  // Never null; left out by the caller for HEAD and 304.
};

// Thread-safe if the handlers are.
class Responder {
  public:
    Responder(std::vector<Route> routes, const std::filesystem::path& folder);

    [[nodiscard]] Answer answer(RawRequest request);
    // For a POST whose body was not read yet.
    [[nodiscard]] BodyRoom room_for(const RawRequest& request) const;
    // A small page that says what went wrong and echoes nothing of the request; 404 shows the folder's own 404.html if
    // there is one.
    [[nodiscard]] Answer error(int status);

  private:
    [[nodiscard]] const Route* find_route(std::string_view path) const;
    [[nodiscard]] Answer from_handler(const Route& route, const HttpRequest& request);
    [[nodiscard]] Answer from_folder(const HttpRequest& request);

    std::vector<Route> routes_;  // Longest prefix first.
    StaticFolder folder_;
};

// "text/html; charset=utf-8" for "a/index.html"; unknown endings are application/octet-stream.
[[nodiscard]] std::string_view content_type_of(std::string_view path);

}  // namespace masthead::serve
