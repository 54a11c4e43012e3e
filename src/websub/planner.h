// Which subscriptions to make, to ask for again, to end and to forget. Pure: what is known goes in, what to store and
// to post comes out; what is stored before it is posted is not lost by a stop in between.
#pragma once

#include "core/time.h"
#include "model/source.h"
#include "websub/signature.h"
#include "websub/subscription.h"

#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace masthead::websub {

// What a source's document named when it was read in full.
struct Offer {
    std::string source_url;
    std::string hub;    // Empty: it names none.
    std::string topic;  // Empty: the document's own address, `source_url`.
};

enum class Mode : std::uint8_t { subscribe, unsubscribe };

struct Ask {
    model::Subscription subscription;
    Mode mode = Mode::subscribe;
};

struct Plan {
    std::vector<model::Subscription> changed;  // New ones among them. To be stored before anything is asked.
    std::vector<std::string> forgotten;        // Tokens.
    std::vector<Ask> asks;
};

struct Known {
    std::set<std::string, std::less<>> followed;  // Addresses of the sources that are read.
    std::vector<model::Subscription> subscriptions;
    std::vector<Offer> offers;  // Of the documents read since the last plan, at most one a source.
};

struct PlanOptions {
    // "https://news.example/websub/": where the server is reached from the net. Empty: nothing is asked for, and what
    // there is ends.
    std::string callback_base;
    Timing timing;
    std::size_t most_asks = 32;  // Of one plan; the rest goes into the next one.
};

[[nodiscard]] Plan plan(const Known& known, core::Instant now, const PlanOptions& options, const RandomText& random);

// Where to post: WebSub 8.2 wants https tried first for a hub that is named with http. Every second attempt, and a hub
// at a port of its own, goes to the address as named.
[[nodiscard]] std::string request_url(const model::Subscription& subscription);
// The form of WebSub 5.1, URL-encoded.
[[nodiscard]] std::string request_form(const Ask& ask, const Timing& timing);

}  // namespace masthead::websub
