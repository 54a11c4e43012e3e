#include "pipeline/pictures.h"

#include "image/probe.h"
#include "page/figures.h"
#include "pipeline/stage.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace masthead::pipeline {

namespace {

// The articles that wait for one address.
struct Wanted {
    std::vector<model::Article*> articles;
    std::size_t first_bytes = 0;  // 0: all.
};
using WantedPictures = std::map<std::string, Wanted>;

void want(model::Article& article, std::size_t first_bytes, WantedPictures& wanted) {
    Wanted& entry = wanted[article.images.front().url];
    entry.articles.push_back(&article);
    entry.first_bytes = std::max(entry.first_bytes, first_bytes);
}

class PictureFetcher {
  public:
    PictureFetcher(const config::FetchOptions& options, const World& world, const PictureFetching& fetching)
        : copies_(options.image_copies), world_(world), fetching_(fetching) {}

    // Returns how many were asked for; `again` gets what must be asked for once more.
    std::size_t fetch(const WantedPictures& wanted, WantedPictures& again) {
        std::vector<fetch::Request> requests;
        std::vector<const Wanted*> waiting;
        for (const auto& [url, entry] : wanted) {
            requests.push_back({.url = url, .kind = fetch::RequestKind::image, .first_bytes = entry.first_bytes});
            waiting.push_back(&entry);
        }
        world_.progress->begin("pictures", requests.size());
        world_.http->fetch(
            requests,
            [&](std::size_t index, core::Result<fetch::Visit> visit) {
                world_.progress->advance(1);
                const auto* const fresh = visit ? std::get_if<fetch::Fresh>(&*visit) : nullptr;
                if (fresh != nullptr) take(requests[index].url, fresh->body, *waiting[index], again);
            },
            world_.stop);
        world_.progress->end();
        return requests.size();
    }

    [[nodiscard]] bool wants(const model::Article& article) const {
        if (article.images.empty()) return false;
        const model::Image& lead = article.images.front();
        return copies_ ? !lead.is_cached : lead.width == 0 || lead.height == 0;
    }
    [[nodiscard]] std::size_t first_bytes() const { return copies_ ? 0 : fetching_.first_bytes; }
    [[nodiscard]] std::size_t arrived() const { return arrived_; }

  private:
    // The same bytes serve every article that shows the picture.
    void take(const std::string& url, const std::string& bytes, const Wanted& wanted, WantedPictures& again) {
        const image::ImageHeader header = image::read_header(bytes);
        model::Image found;
        found.width = header.width;
        found.height = header.height;
        const bool is_unfit = header.width > 0 && page::has_bad_shape(found);
        if (is_unfit || header.format == image::ImageFormat::svg) return drop(wanted, again);
        if (header.width > 0) return keep(url, bytes, header, wanted);
        const bool may_come = wanted.first_bytes > 0 && bytes.size() >= wanted.first_bytes &&
                              header.bytes_needed > bytes.size() && header.bytes_needed <= fetching_.most_first_bytes;
        if (!may_come) return;
        // Metadata as long goes on for longer, often, and there is one more try.
        const std::size_t enough = std::clamp(4 * wanted.first_bytes, header.bytes_needed, fetching_.most_first_bytes);
        for (model::Article* article : wanted.articles) want(*article, enough, again);
    }

    void drop(const Wanted& wanted, WantedPictures& again) const {
        for (model::Article* article : wanted.articles) {
            article->images.erase(article->images.begin());
            if (wants(*article)) want(*article, first_bytes(), again);
        }
    }

    void keep(const std::string& url, const std::string& bytes, const image::ImageHeader& header,
              const Wanted& wanted) {
        ++arrived_;
        const auto rendition = copies_ ? image::make_rendition(bytes) : core::Result<std::string>();
        const bool is_cached = copies_ && rendition && world_.images->put(url, *rendition);
        for (model::Article* article : wanted.articles) {
            model::Image& lead = article->images.front();
            lead.width = header.width;
            lead.height = header.height;
            lead.is_cached = is_cached;
        }
    }

    bool copies_;
    const World& world_;
    const PictureFetching& fetching_;
    std::size_t arrived_ = 0;
};

}  // namespace

void fetch_pictures(std::span<model::Article* const> articles, const config::FetchOptions& options, const World& world,
                    RunReport& report, const PictureFetching& fetching) {
    if (!options.images || world.images == nullptr) return;
    StageTimer timer(report, "pictures");
    PictureFetcher fetcher(options, world, fetching);
    WantedPictures wanted;
    for (model::Article* article : articles) {
        if (fetcher.wants(*article)) want(*article, fetcher.first_bytes(), wanted);
    }
    std::size_t asked = 0;
    for (int round = 0; round < fetching.rounds && !wanted.empty() && !world.stop.stop_requested(); ++round) {
        WantedPictures again;
        asked += fetcher.fetch(wanted, again);
        wanted = std::move(again);
    }
    timer.count(asked, fetcher.arrived());
}

std::string LeadCensus::key_of(const model::Article& article) {
    return article.images.empty() ? std::string() : article.provider.domain + ' ' + article.images.front().url;
}

void LeadCensus::add(const model::Article& article) {
    if (article.images.empty()) return;
    Uses& uses = uses_[key_of(article)];
    if (uses.last_title == article.title) return;
    ++uses.count;
    uses.last_title = article.title;
}

bool LeadCensus::drop_shared(model::Article& article) const {
    bool dropped = false;
    while (!article.images.empty()) {
        const auto found = uses_.find(key_of(article));
        if (found == uses_.end() || found->second.count < shared_by) break;
        article.images.erase(article.images.begin());
        dropped = true;
    }
    return dropped;
}

}  // namespace masthead::pipeline
