// What the pages of each site have in common (page/template.h), learned from articles as they are stored.
//
// A page is read with what pages of its site taught that were seen on earlier days (UTC), and with nothing of its own
// day: so what is read depends neither on which page a thread comes to first, nor on where one run ends and the next
// begins. Days are those of `seen_at`, the pages' own clock, so that a recording read again teaches the same.
#pragma once

#include "core/result.h"
#include "core/time.h"
#include "page/page.h"
#include "page/template.h"
#include "store/store.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace masthead::pipeline {

// Used by one thread; the templates that it hands out stay as they are.
class SiteMemories {
  public:
    explicit SiteMemories(const store::Store& store) : store_(store) {}  // Borrowed.

    // What a page at `url` (after redirects) that was seen at `seen_at` is read with; nullptr: nothing is known. Where
    // the site has taught on a later day already, what it knew before that day.
    [[nodiscard]] std::shared_ptr<const page::SiteTemplate> before(const std::string& url, core::Instant seen_at);

    // Learns from the page of a new article; what is no plain article teaches nothing.
    void learn(const page::ParsedPage& page, core::Instant seen_at);

    // Of the sites that were learned of since this was last asked, for the store.
    [[nodiscard]] std::vector<store::SiteMemory> take_learned();

    // What was taken is in the store now; with many sites in memory all are let go of.
    void settle();

    // The store's trouble in reading a memory, if there was one. A memory that cannot be understood is no trouble: it
    // is learned anew.
    [[nodiscard]] const core::Result<void>& problem() const { return problem_; }

  private:
    struct Site {
        std::chrono::sys_days day{};  // Of the last page learned.
        std::shared_ptr<const page::SiteTemplate> before;
        std::shared_ptr<const page::SiteTemplate> learned;  // With that day; nullptr: none yet.
    };
    using Sites = std::map<std::string, Site, std::less<>>;  // By registrable domain.

    // The site of an address, from the store if it was not met yet; nullptr where it is no address.
    [[nodiscard]] Sites::value_type* site_of(const std::string& url);

    static constexpr std::size_t most_kept = 512;  // Sites in memory, at most about 64 kB each.

    const store::Store& store_;
    Sites sites_;
    std::set<std::string, std::less<>> changed_;
    core::Result<void> problem_;
};

}  // namespace masthead::pipeline
