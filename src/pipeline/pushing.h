// WebSub in the run: what documents name as their hubs, what hubs are asked, and the deliveries that wait in the store.
// The decisions are made in `websub`; here they meet the store and the net. One lives for one run.
#pragma once

#include "config/desk.h"
#include "core/result.h"
#include "pipeline/world.h"
#include "websub/planner.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::pipeline {

class Pushing {
  public:
    // Without `world.push` (recordings, documents from files) nothing of it does anything.
    Pushing(const config::Desk& desk, const World& world) : desk_(desk), world_(world) {}

    // Errors here and below: the store's own.
    [[nodiscard]] core::Result<void> load();

    // A source's document was read in full; its headers come first (WebSub 4).
    void offer(const std::string& source_url, const fetch::Fresh& visit, std::string_view hub, std::string_view topic);
    // A poll of the source found news.
    void found_news(std::string_view source_url);
    // Until when the source's news is pushed, in words ("HUB pushes it until ..."); empty: it is not pushed.
    [[nodiscard]] std::string pushed(std::string_view source_url) const;

    // Makes, renews and ends subscriptions. What is asked of a hub is stored before it is sent, so that the hub finds
    // it when it verifies.
    [[nodiscard]] core::Result<void> settle();

  private:
    [[nodiscard]] core::Result<websub::Known> known_now() const;
    [[nodiscard]] std::vector<std::string> ask(std::vector<websub::Ask>& asks) const;
    [[nodiscard]] core::Result<void> write_down_problems(std::vector<websub::Ask>& asks);
    [[nodiscard]] core::Result<void> explain();

    const config::Desk& desk_;
    const World& world_;
    std::vector<model::Subscription> subscriptions_;
    std::map<std::string, websub::Offer, std::less<>> offers_;  // By source.
    std::set<std::string, std::less<>> missed_;                 // Sources.
};

}  // namespace masthead::pipeline
