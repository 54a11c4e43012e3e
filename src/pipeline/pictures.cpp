#include "pipeline/pictures.h"

#include "image/probe.h"
#include "pipeline/stage.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace masthead::pipeline {

namespace {

// The same bytes serve every article that shows the picture.
bool take_picture(const std::string& url, const std::string& bytes, const std::vector<model::Image*>& pictures,
                  image::ImageCache& cache) {
    const auto probe = image::probe_image(bytes);
    if (!probe) return false;
    const auto rendition = image::make_rendition(bytes);
    const bool is_cached = rendition && cache.put(url, *rendition);
    for (model::Image* picture : pictures) {
        picture->width = probe->width;
        picture->height = probe->height;
        picture->is_cached = is_cached;
    }
    return true;
}

}  // namespace

void fetch_pictures(std::span<model::Image* const> pictures, const World& world, RunReport& report) {
    if (world.images == nullptr) return;
    StageTimer timer(report, "pictures");
    std::map<std::string, std::vector<model::Image*>> wanted;
    for (model::Image* picture : pictures) {
        if (!picture->is_cached) wanted[picture->url].push_back(picture);
    }
    std::vector<fetch::Request> requests;
    std::vector<const std::vector<model::Image*>*> waiting;
    for (const auto& [url, sharing] : wanted) {
        requests.push_back({.url = url, .kind = fetch::RequestKind::image});
        waiting.push_back(&sharing);
    }
    world.progress->begin("pictures", requests.size());
    std::size_t arrived = 0;
    world.http->fetch(
        requests,
        [&](std::size_t index, core::Result<fetch::Visit> visit) {
            world.progress->advance(1);
            if (!visit) return;
            const auto* const fresh = std::get_if<fetch::Fresh>(&*visit);
            if (fresh == nullptr) return;
            if (take_picture(requests[index].url, fresh->body, *waiting[index], *world.images)) ++arrived;
        },
        world.stop);
    world.progress->end();
    timer.count(requests.size(), arrived);
}

}  // namespace masthead::pipeline
