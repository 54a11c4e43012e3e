// A stream of headlines in the order of time, hour by hour, into stories. Peer: peers/naive_grouping.h over a sample,
// which shows what holding each headline against every other one costs; it finds worse groups and repairs nothing.
#include "core/json.h"
#include "core/time.h"
#include "feed/feed.h"
#include "measure.h"
#include "peers/naive_grouping.h"
#include "story/clusterer.h"

#include <algorithm>
#include <chrono>
#include <set>

namespace masthead::bench {

namespace {

constexpr std::size_t sample_size = 2000;
constexpr double naive_threshold = 0.4;  // Cosine; a usual choice for short titles, not tuned.

struct Headline {
    std::string id;
    std::string title;
    core::Instant at{};
};

std::vector<Headline> from_stream(const std::string& path) {
    std::vector<Headline> headlines;
    const std::string text = read_file(path);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const auto json = core::parse_json(std::string_view(text).substr(at, end - at));
        at = end + 1;
        if (!json) continue;
        const auto seen = core::parse_instant((*json)["firstSeen"].string());
        if (seen) headlines.push_back({"", std::string((*json)["title"].string()), *seen});
    }
    return headlines;
}

std::vector<Headline> from_demo() {
    std::vector<Headline> headlines;
    for (const auto& document : read_web(demo_web, Kind::feed)) {
        const auto feed = feed::parse_feed(document.body, document.url, document.content_type);
        if (!feed) continue;
        for (const auto& item : feed->items) {
            if (item.published) headlines.push_back({"", item.title, *item.published});
        }
    }
    return headlines;
}

const std::vector<Headline>& headlines() {
    static const std::vector<Headline> read = [] {
        const std::string path = corpus("stream/headlines.jsonl");
        auto fresh = path.empty() ? from_demo() : from_stream(path);
        std::ranges::stable_sort(fresh, {}, &Headline::at);
        for (std::size_t i = 0; i < fresh.size(); ++i) fresh[i].id = std::to_string(i);
        return fresh;
    }();
    return read;
}

std::span<const Headline> sample() {
    return std::span(headlines()).first(std::min(sample_size, headlines().size()));
}

std::size_t cluster(std::span<const Headline> stream) {
    const auto hour_of = [](const Headline& headline) { return std::chrono::floor<std::chrono::hours>(headline.at); };
    story::Clusterer clusterer;
    std::set<std::string> stories;
    std::vector<story::StoryInput> batch;
    for (std::size_t i = 0; i < stream.size(); ++i) {
        const auto& [id, title, at] = stream[i];
        batch.push_back({.id = id, .title = title, .language = "en", .published = at});
        if (i + 1 < stream.size() && hour_of(stream[i + 1]) == hour_of(stream[i])) continue;
        for (auto& member : clusterer.add(batch, at).memberships) stories.insert(std::move(member.story_id));
        batch.clear();
    }
    return stories.size();
}

void masthead_on(benchmark::State& state, std::span<const Headline> stream) {
    std::size_t stories = 0;
    measure(state, {stream.size()}, [&] { stories = cluster(stream); });
    state.counters["found"] = static_cast<double>(stories);
}
void masthead(benchmark::State& state) {
    masthead_on(state, headlines());
}
void masthead_sample(benchmark::State& state) {
    masthead_on(state, sample());
}

void naive_sample(benchmark::State& state) {
    std::vector<std::string_view> titles;
    for (const auto& headline : sample()) titles.push_back(headline.title);
    std::size_t groups = 0;
    measure(state, {titles.size()}, [&] {
        const auto found = group_naively(titles, naive_threshold);
        groups = found.empty() ? 0 : std::ranges::max(found) + 1;
    });
    state.counters["found"] = static_cast<double>(groups);
}

BENCHMARK(masthead_sample)->Name("stories sample/masthead")->Unit(benchmark::kMillisecond);
BENCHMARK(naive_sample)->Name("stories sample/naive all-pairs TF-IDF")->Unit(benchmark::kMillisecond);
BENCHMARK(masthead)->Name("stories stream/masthead")->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace masthead::bench
