// Reads a feed in a test and says why if that fails.
#pragma once

#include "feed/feed.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace masthead::feed {

inline ParsedFeed read(std::string_view bytes, std::string_view url = "https://news.example/feeds/all.xml",
                       std::string_view type = "") {
    auto feed = parse_feed(bytes, url, type);
    if (!feed) ADD_FAILURE() << feed.error().message;
    return feed ? std::move(*feed) : ParsedFeed{};
}

// An RSS document around the elements of one item.
inline std::string rss_item(std::string_view elements) {
    return "<rss version='2.0'><channel><title>T</title><link>https://news.example/</link><item>" +
           std::string(elements) + "</item></channel></rss>";
}

inline model::FeedItem read_item(std::string_view elements) {
    const auto feed = read(rss_item(elements));
    if (feed.items.size() != 1) ADD_FAILURE() << feed.items.size() << " items";
    return feed.items.empty() ? model::FeedItem{} : feed.items.front();
}

inline std::string published(const model::FeedItem& item) {
    return item.published ? core::format_instant(*item.published) : "none";
}

}  // namespace masthead::feed
