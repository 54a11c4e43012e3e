// What a feed says of when it is worth asking: ttl and skipHours of RSS 2.0, updatePeriod and updateFrequency of the
// syndication module.
//   https://www.rssboard.org/rss-specification, http://web.resource.org/rss/1.0/modules/syndication/
#pragma once

#include "feed/feed.h"
#include "feed/field.h"

#include <chrono>
#include <string_view>

namespace masthead::feed {

class Schedule {
  public:
    // Is this an element of a channel that belongs here?
    [[nodiscard]] static bool knows(std::string_view name);
    // Takes an element of the channel; others are left alone.
    void read(const Field& field);
    // Writes what was said into the feed.
    void finish(ParsedFeed& feed) const;

  private:
    std::chrono::minutes ttl_{0};
    std::chrono::minutes period_{0};
    int frequency_ = 1;
    std::uint32_t skip_hours_ = 0;
};

}  // namespace masthead::feed
