// What servers do, as data: one row a behaviour, with the answer a caller of HttpClient must get for it.
#pragma once

#include "fetch/http_client.h"
#include "fetch/test_web.h"

#include <functional>
#include <string>
#include <vector>

namespace masthead::test {

struct Behaviour {
    std::string path;     // Where the test web does it; unique.
    Answer answer;        // To every request, unless `decide` is set.
    std::string outcome;  // As outcome_of() has it.
    std::string words;    // Somewhere in the body or the sentence; all of the body when fresh.
    std::string etag{};   // Sent with the request.
    std::function<Answer(const WebRequest&)> decide{};
};

// Well-behaved and careless servers, broken ones and liars. Each is answered at once or after fractions of a second.
[[nodiscard]] const std::vector<Behaviour>& behaviours();

// Servers that take all the time they are given: each must be cut off.
[[nodiscard]] const std::vector<Behaviour>& slow_behaviours();

// A web of both tables: redirects in answers stay on this server.
[[nodiscard]] Answer behave(const WebRequest& request);

}  // namespace masthead::test
