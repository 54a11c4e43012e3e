// A stream of headlines in the order of time into stories, in one call and in a call for each hour; full texts; and
// what an article costs when 10,000 and 100,000 are active. Peer: peers/naive_grouping.h over a sample, which shows
// what holding each headline against every other one costs; it finds worse groups and repairs nothing.
#include "allocations.h"
#include "core/ascii.h"
#include "core/json.h"
#include "core/time.h"
#include "feed/feed.h"
#include "measure.h"
#include "peers/naive_grouping.h"
#include "story/clusterer.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <set>

namespace masthead::bench {

namespace {

constexpr std::size_t sample_size = 2000;
constexpr double naive_threshold = 0.4;  // Cosine; a usual choice for short titles, not tuned.

struct Headline {
    std::string id;
    std::string title;
    core::Instant at{};
    std::string text;
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
        if (seen) headlines.push_back({"", std::string((*json)["title"].string()), *seen, {}});
    }
    return headlines;
}

std::vector<Headline> from_demo() {
    std::vector<Headline> headlines;
    for (const auto& document : read_web(demo_web, Kind::feed)) {
        const auto feed = feed::parse_feed(document.body, document.url, document.content_type);
        if (!feed) continue;
        for (const auto& item : feed->items) {
            if (item.published) headlines.push_back({"", item.title, *item.published, {}});
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

std::vector<Headline> with_texts(const std::string& path) {
    std::vector<Headline> out;
    const std::string bytes = read_file(path);
    for (const auto line : core::split(bytes, '\n')) {
        const auto json = core::parse_json(line);
        if (!json) continue;
        const auto day = core::parse_instant(std::string((*json)["day"].string()) + "T00:00:00Z");
        if (!day) continue;
        out.push_back({"", std::string((*json)["title"].string()), *day, std::string((*json)["text"].string())});
    }
    std::ranges::stable_sort(out, {}, &Headline::at);
    for (std::size_t i = 0; i < out.size(); ++i) out[i].id = std::to_string(i);
    return out;
}

const std::vector<Headline>& full_texts() {
    static const std::vector<Headline> read = [] {
        const std::string path = corpus("stories/allsides.jsonl");
        return path.empty() ? std::vector<Headline>{} : with_texts(path);
    }();
    return read;
}

// The first headlines of the stream over and over, all within a day. Each time their long words are others, as if they
// told of other people and places: ten times the articles are ten times the events, not ten times larger stories.
std::vector<Headline> within_a_day(std::size_t events_of, std::size_t count) {
    const auto stream = std::span(headlines()).first(std::min(events_of, headlines().size()));
    std::vector<Headline> out;
    for (std::size_t i = 0; i < count && !stream.empty(); ++i) {
        const auto copy = i / stream.size();
        Headline headline = stream[i % stream.size()];
        headline.id = std::to_string(i);
        headline.at = core::Instant(std::chrono::seconds(i * 86400 / count));
        std::string title;
        for (const auto word : core::split(headline.title, ' ')) {
            title += title.empty() ? "" : " ";
            title += word;
            if (word.size() > 3 && copy > 0) title += static_cast<char>('a' + copy);
        }
        headline.title = std::move(title);
        out.push_back(std::move(headline));
    }
    return out;
}

double cpu_seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

std::span<const Headline> sample() {
    return std::span(headlines()).first(std::min(sample_size, headlines().size()));
}

enum class Call : std::uint8_t { every_hour, once };  // The clusterer works in steps of 500 articles at most anyway.

std::size_t cluster(std::span<const Headline> stream, Call call) {
    const auto hour_of = [](const Headline& headline) { return std::chrono::floor<std::chrono::hours>(headline.at); };
    story::Clusterer clusterer;
    std::set<std::string> stories;
    std::vector<story::StoryInput> batch;
    for (std::size_t i = 0; i < stream.size(); ++i) {
        const auto& [id, title, at, text] = stream[i];
        batch.push_back({.id = id, .title = title, .text = text, .language = "en", .published = at});
        const bool is_last = i + 1 == stream.size();
        if (!is_last && (call == Call::once || hour_of(stream[i + 1]) == hour_of(stream[i]))) continue;
        for (auto& member : clusterer.add(batch, at).memberships) stories.insert(std::move(member.story_id));
        batch.clear();
    }
    return stories.size();
}

void masthead_on(benchmark::State& state, std::span<const Headline> stream, Call call) {
    std::size_t stories = 0;
    measure(state, {stream.size()}, [&] { stories = cluster(stream, call); });
    state.counters["found"] = static_cast<double>(stories);
}
void masthead(benchmark::State& state) {
    masthead_on(state, headlines(), Call::once);
}
void masthead_hourly(benchmark::State& state) {
    masthead_on(state, headlines(), Call::every_hour);
}
void masthead_sample(benchmark::State& state) {
    masthead_on(state, sample(), Call::every_hour);
}

void masthead_texts(benchmark::State& state) {
    masthead_on(state, full_texts(), Call::once);
}

// Articles 9,000 to 10,000 and the last thousand of 100,000, none of which has left the window.
void masthead_active(benchmark::State& state) {
    constexpr std::size_t part = 1000;
    constexpr std::size_t few = 10'000;
    const auto stream = within_a_day(few, 100'000);
    if (stream.empty()) return state.SkipWithError("no input");
    double early = 0;
    double late = 0;
    for (auto round : state) {
        static_cast<void>(round);
        const Counting counting;
        const auto before = live_bytes();
        story::Clusterer clusterer;
        for (std::size_t at = 0; at < stream.size(); at += part) {
            std::vector<story::StoryInput> batch;
            for (const auto& headline : std::span(stream).subspan(at, part))
                batch.push_back(
                    {.id = headline.id, .title = headline.title, .language = "en", .published = headline.at});
            const double begin = cpu_seconds();
            static_cast<void>(clusterer.add(batch, stream.back().at));
            const double spent = cpu_seconds() - begin;
            if (at + part == few) early = spent;
            if (at + part == stream.size()) late = spent;
        }
        state.counters["bytes_article"] =
            static_cast<double>(live_bytes() - before) / static_cast<double>(clusterer.active());
    }
    state.counters["items"] = static_cast<double>(stream.size());
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(stream.size()));
    state.counters["growth"] = late / early;
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
BENCHMARK(masthead_texts)->Name("stories texts/masthead")->Unit(benchmark::kMillisecond);
BENCHMARK(masthead_active)->Name("stories active/masthead")->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK(masthead_hourly)->Name("stories stream/masthead, hour by hour")->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace masthead::bench
