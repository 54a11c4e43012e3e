// Lead pictures of the articles that are kept: their true size, our own copies of them, and those that a site puts
// where it has none.
#pragma once

#include "config/desk.h"
#include "model/article.h"
#include "pipeline/world.h"

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace masthead::pipeline {

struct PictureFetching {
    std::size_t first_bytes = std::size_t{64} << 10U;  // Of a picture whose size alone is wanted; nearly all say it.
    std::size_t most_first_bytes = std::size_t{1} << 20U;  // Asked for again where its metadata is longer than that.
    int rounds = 2;                                        // A lead that is unfit gives way to the next picture.
};

// Asks for the lead of each article once, whatever the number of articles that share it, and fills in its width and
// height as shown and is_cached. With copies (`options.image_copies`) all of it is asked for, and nothing where the
// world has no cache; without, only the first bytes, and only if a size is missing. A lead that turns out to be a
// drawing or of a size that no picture of the news has is taken out, and the next one is the lead. A picture that
// cannot be had or read stays as it is. The articles are borrowed for the call.
void fetch_pictures(std::span<model::Article* const> articles, const config::FetchOptions& options, const World& world,
                    RunReport& report, const PictureFetching& fetching = {});

// Learns which pictures are a site's default: the lead of many of a provider's articles is that of none.
class LeadCensus {
  public:
    static constexpr std::size_t shared_by = 5;  // Articles of one provider with different titles.

    // Counts the article's lead.
    void add(const model::Article& article);
    // Takes the shared leads off the front of the article's pictures. True if there was one.
    bool drop_shared(model::Article& article) const;

  private:
    struct Uses {
        std::size_t count = 0;
        std::string last_title;
    };
    [[nodiscard]] static std::string key_of(const model::Article& article);
    std::map<std::string, Uses, std::less<>> uses_;
};

}  // namespace masthead::pipeline
