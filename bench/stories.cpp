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
#include <functional>
#include <map>
#include <set>
#include <utility>

namespace masthead::bench {

namespace {

constexpr std::size_t sample_size = 2000;
constexpr std::size_t active_hours = 72;  // The window.
constexpr double naive_threshold = 0.4;   // Cosine; a usual choice for short titles, not tuned.

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

// The lower-case words that the stream writes most often: what headlines of any two countries share.
std::set<std::string> common_words(std::span<const Headline> stream, std::size_t count) {
    std::map<std::string, std::ptrdiff_t> times;  // In lower case, less those with a capital.
    for (const auto& headline : stream) {
        for (const auto word : core::split(headline.title, ' '))
            times[core::to_lower(word)] += !word.empty() && word.front() >= 'a' && word.front() <= 'z' ? 1 : -1;
    }
    std::vector<std::pair<std::ptrdiff_t, std::string>> ranked;
    ranked.reserve(times.size());
    for (const auto& [word, time] : times) ranked.emplace_back(-time, word);
    std::ranges::sort(ranked);
    std::set<std::string> out;
    for (const auto& [time, word] : std::span(ranked).first(std::min(count, ranked.size()))) out.insert(word);
    return out;
}

// The title as if it came from another world: its names and rarer words begin with letters of their own.
std::string told_in(std::size_t world, const std::string& title, const std::set<std::string>& common) {
    constexpr std::string_view consonants = "bdfghklmnprstvwz";
    constexpr std::string_view vowels = "aeiou";
    std::string out;
    for (const auto word : core::split(title, ' ')) {
        out += out.empty() ? "" : " ";
        const bool is_capital = !word.empty() && word.front() >= 'A' && word.front() <= 'Z';
        const bool is_small = !word.empty() && word.front() >= 'a' && word.front() <= 'z';
        if ((!is_capital && !is_small) || common.contains(core::to_lower(word))) {
            out += word;
            continue;
        }
        const char first = consonants[world % consonants.size()];
        out += is_capital ? static_cast<char>(first - 'a' + 'A') : first;
        out += vowels[world / consonants.size() % vowels.size()];
        out += consonants[world / (consonants.size() * vowels.size()) % consonants.size()];
        out += core::to_lower(word);
    }
    return out;
}

constexpr std::size_t headlines_a_world = 500;  // About three days of the stream.
constexpr std::size_t common_word_count = 500;

// Three days of `count` articles: worlds at the same time, each of which has as many events, as large, as three days of
// the stream. Ten times the articles are ten times the events, not ten times larger stories.
std::vector<Headline> worlds(std::size_t count) {
    const auto& stream = headlines();
    const auto common = common_words(stream, common_word_count);
    const std::size_t many = std::max<std::size_t>(count / headlines_a_world, 1);
    std::vector<Headline> out;
    out.reserve(count);
    for (std::size_t i = 0; i < count && !stream.empty(); ++i) {
        const std::size_t world = i % many;
        Headline headline = stream[(world * headlines_a_world + i / many) % stream.size()];
        headline.id = std::to_string(i);
        headline.at = core::Instant(std::chrono::seconds(i * active_hours * 3600 / count));
        headline.title = told_in(world, headline.title, common);
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

struct Active {
    double seconds_an_article = 0;  // Of the last tenth.
    double bytes_an_article = 0;
    double story_size = 0;  // Articles of the story that an article is in, in the mean.
};

// `count` articles, none of which leaves the window, in a call for each hour.
Active active(std::size_t count) {
    const auto stream = worlds(count);
    std::vector<std::size_t> story_of(stream.size());  // Hashes; made before the counting begins.
    Active out;
    const Counting counting;
    const auto before = live_bytes();
    story::Clusterer clusterer;
    std::size_t late = 0;
    for (std::size_t hour = 0; hour < active_hours; ++hour) {
        const std::size_t at = hour * stream.size() / active_hours;
        const std::size_t end = (hour + 1) * stream.size() / active_hours;
        std::vector<story::StoryInput> batch;
        for (const auto& headline : std::span(stream).subspan(at, end - at))
            batch.push_back({.id = headline.id, .title = headline.title, .language = "en", .published = headline.at});
        const double begin = cpu_seconds();
        const auto change = clusterer.add(batch, stream.back().at);
        if (at * 10 >= stream.size() * 9) {
            out.seconds_an_article += cpu_seconds() - begin;
            late += batch.size();
        }
        for (const auto& member : change.memberships)
            story_of.at(std::stoul(member.article_id)) = std::hash<std::string>{}(member.story_id);
    }
    out.seconds_an_article /= static_cast<double>(late);
    out.bytes_an_article = static_cast<double>(live_bytes() - before) / static_cast<double>(clusterer.active());
    std::map<std::size_t, double> sizes;
    for (const auto story : story_of) ++sizes[story];
    for (const auto& [story, size] : sizes) out.story_size += size * size / static_cast<double>(story_of.size());
    return out;
}

// What one more article costs with 100,000 in the window, beside what it costs with 10,000. That both have stories of
// one size shows that only the number of events differs.
void masthead_active(benchmark::State& state) {
    constexpr std::size_t many = 100'000;
    if (headlines().empty()) return state.SkipWithError("no input");
    Active few;
    Active full;
    for (auto round : state) {
        static_cast<void>(round);
        few = active(many / 10);
        full = active(many);
    }
    state.counters["bytes_article"] = full.bytes_an_article;
    state.counters["size_few"] = few.story_size;
    state.counters["size_many"] = full.story_size;
    state.counters["micros_few"] = few.seconds_an_article * 1e6;
    state.counters["micros_many"] = full.seconds_an_article * 1e6;
    state.counters["items"] = static_cast<double>(many);
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(many));
    state.counters["growth"] = full.seconds_an_article / few.seconds_an_article;
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
