// A document on its way through a run.
#pragma once

#include "core/error.h"
#include "core/url.h"
#include "dedupe/duplicates.h"
#include "fetch/http_client.h"
#include "model/feed_item.h"
#include "model/source.h"
#include "page/page.h"
#include "pipeline/article_maker.h"
#include "pipeline/page_reader.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace masthead::pipeline {

// The article that a document would be, as far as it can be told without knowing any other.
struct Draft {
    model::Article article;  // At the address that it says is its own.
    dedupe::Fingerprint print;
    double seconds = 0;  // That the reading took.
};

// What was said about a document and what was found out so far.
struct Candidate {
    model::FeedItem item;
    const model::Source* source = nullptr;  // Borrowed from the desk or the caller's list.
    FeedContext feed;
    std::optional<core::Url> address;                // Canonical.
    std::optional<fetch::Fresh> page;                // Bytes, until they are read.
    std::shared_ptr<const page::SiteTemplate> site;  // What they are read with; shared by all pages of the site.
    std::optional<page::ParsedPage> reading;
    std::optional<core::Error> page_problem;   // Why there are bytes and no reading.
    std::optional<Draft> draft;                // Once its page, if it has one, was looked at.
    std::vector<std::string> other_addresses;  // That it was met under before its true one was known.
    core::Instant seen_at{};                   // When the document was met.
    std::string known_id;                      // The article this is a new version of; empty: a new one.
    std::string guid;                          // The item's own id where it can be believed; else empty.
    std::optional<model::PageRetry> retry;     // Its page could not be read so far.
};

// The end of the redirects and a credible canonical address are truer than what the item said; nothing where they are
// the same.
[[nodiscard]] std::optional<core::Url> better_address(const Candidate& candidate);

// Where each value of the article made of a candidate came from, for `explain`: the page's evidence, or the feed where
// its word counts for more; then what the page said instead is told as a loser.
[[nodiscard]] std::vector<model::ValueOrigin> origins_of(const Candidate& candidate, const model::Article& article);

// Reads the page whose bytes the candidate has, lets go of the bytes, and drafts its article. Its address must be set.
// Knows nothing but the candidate: candidates may be drafted in any order, by several threads.
void draft_article(Candidate& candidate, const PageReader& reader, const ArticleMaker& maker);

}  // namespace masthead::pipeline
