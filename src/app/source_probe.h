// What stands at an address that may become a source, asked of the web: the thing itself, or what its page leads to.
#pragma once

#include "core/result.h"
#include "feed/feed.h"
#include "fetch/http_client.h"
#include "model/source.h"

#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace masthead::app {

// One address, asked and read.
struct Probe {
    model::Source source;
    std::string why;  // How it was found; one sentence.
    core::Result<feed::ParsedFeed> feed;
    std::size_t children = 0;  // Sitemaps that an index names.
    std::string remedy;        // Of a failure: what can be done; one sentence.
};

// Asks all at once and reads them as their kinds say; nothing is stored. In the order given.
[[nodiscard]] std::vector<Probe> probe_sources(std::span<const model::Source> sources, fetch::HttpClient& http,
                                               const std::stop_token& stop);

// The source at `url`, or those that a page there names, or those at the usual addresses of its site, each probed; best
// first, only those that can be read. `kind` other than feed: nothing else is looked for.
// Errors: what the address answered, and that nothing was found.
[[nodiscard]] core::Result<std::vector<Probe>> find_sources(const std::string& url, model::SourceKind kind,
                                                            fetch::HttpClient& http, const std::stop_token& stop);

}  // namespace masthead::app
