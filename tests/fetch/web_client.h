// A live client against a TestWeb, for the tests of this folder: its options, and what came back as words.
#pragma once

#include "fetch/live.h"
#include "fetch/test_web.h"

#include <string>
#include <vector>

namespace masthead::test {

// Only public_address may be fetched from, on the web's port, 80 and 443; no pauses between requests.
[[nodiscard]] fetch::LiveOptions web_options(const TestWeb& web);

// One fresh client, all requests at once; the answers in the order of the requests.
[[nodiscard]] std::vector<core::Result<fetch::Visit>> fetch_all(const fetch::LiveOptions& options,
                                                                const std::vector<fetch::Request>& requests);
[[nodiscard]] core::Result<fetch::Visit> fetch_one(const fetch::LiveOptions& options, const fetch::Request& request);

// "fresh", "not modified", "gone", "deferred", or "error: " and the code's name.
[[nodiscard]] std::string outcome_of(const core::Result<fetch::Visit>& visit);
// The body of a Fresh, the reason of a Deferred, the sentence of an error.
[[nodiscard]] std::string words_of(const core::Result<fetch::Visit>& visit);

// What the fake clock of `fetch_all` says.
[[nodiscard]] core::Instant web_now();

}  // namespace masthead::test
