// An embeddings endpoint on 127.0.0.1: a text of n letters is the vector (n, 1), unless the test says what to answer.
#pragma once

#include "core/ascii.h"
#include "core/json.h"
#include "fetch/local_server.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace masthead::test {

class FakeEndpoint {
  public:
    // Gives the raw answer to the n-th request, or "" for the usual one.
    using Answer = std::function<std::string(std::size_t n)>;

    explicit FakeEndpoint(Answer answer = [](std::size_t) { return std::string(); })
        : answer_(std::move(answer)),
          server_([this](const std::string& head, int socket) { return respond(head, socket); }) {}

    [[nodiscard]] std::string url() const { return server_.url("/v1/embeddings"); }
    [[nodiscard]] std::vector<std::string> heads() const { return server_.heads(); }
    // How many texts each request held.
    [[nodiscard]] std::vector<std::size_t> batches() const {
        const std::scoped_lock lock(mutex_);
        return batches_;
    }
    [[nodiscard]] static std::string http(const std::string& status, const std::string& body,
                                          const std::string& headers = "") {
        return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\n" + headers +
               "Content-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
    }

  private:
    std::string respond(const std::string& head, int socket) {
        std::string body(body_length(head), '\0');
        std::size_t got = 0;
        while (got < body.size()) {
            const auto read = ::recv(socket, body.data() + got, body.size() - got, 0);
            if (read <= 0) break;
            got += static_cast<std::size_t>(read);
        }
        const auto json = core::parse_json(body).value_or(core::Json());
        const auto& texts = json["input"].array();
        std::size_t number = 0;
        {
            const std::scoped_lock lock(mutex_);
            number = batches_.size();
            batches_.push_back(texts.size());
        }
        if (const auto said = answer_(number); !said.empty()) return said;
        core::Json data(core::Json::Array{});
        for (std::size_t i = 0; i < texts.size(); ++i) {
            core::Json embedding(core::Json::Array{});
            embedding.push(static_cast<std::int64_t>(texts[i].string().size())).push(1);
            data.push(core::Json().add("index", i).add("embedding", embedding));
        }
        return http("200 OK", core::Json().add("data", data).dump());
    }

    static std::size_t body_length(const std::string& head) {
        const auto at = core::find_ignoring_case(head, "content-length:");
        return at == std::string::npos ? 0 : std::strtoul(head.c_str() + at + 15, nullptr, 10);
    }

    Answer answer_;
    mutable std::mutex mutex_;
    std::vector<std::size_t> batches_;
    LocalServer server_;  // Last: its threads use the others.
};

}  // namespace masthead::test
