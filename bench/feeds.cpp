// Real feeds as served, from bytes to items; an item is a feed's entry, and `feeds` counts feeds a CPU second.
// Peers: python3-feedparser, npm's feedsmith. Limit: expat alone, with handlers that only
// count.
#include "feed/feed.h"
#include "measure.h"

#include <expat.h>

namespace masthead::bench {

namespace {

struct Input {
    std::vector<Document> feeds;
    Work work;
};

const Input& input() {
    static const Input made = [] {
        Input fresh;
        const std::string path = corpus("web/feeds.warc.gz");
        fresh.feeds = path.empty() ? read_web(demo_web, Kind::feed) : read_web(path);
        fresh.work.bytes = bytes_of(fresh.feeds);
        for (const auto& document : fresh.feeds) {
            const auto feed = feed::parse_feed(document.body, document.url, document.content_type);
            if (feed) fresh.work.items += feed->items.size();
        }
        return fresh;
    }();
    return made;
}

void count_feeds(benchmark::State& state) {
    state.counters["feeds"] =
        benchmark::Counter(static_cast<double>(input().feeds.size()), benchmark::Counter::kIsIterationInvariantRate);
}

void masthead(benchmark::State& state) {
    measure(state, input().work, [] {
        for (const auto& document : input().feeds)
            benchmark::DoNotOptimize(feed::parse_feed(document.body, document.url, document.content_type));
    });
    count_feeds(state);
}

void feedparser(benchmark::State& state) {
    measure_peer(state, input().work, {"bench/peers/read_feeds.py"}, input().feeds);
    count_feeds(state);
}

void feedsmith(benchmark::State& state) {
    measure_peer(state, input().work, {"bench/peers/read_feeds.mjs"}, input().feeds);
    count_feeds(state);
}

struct Seen {
    std::size_t elements = 0;
    std::size_t attributes = 0;
    std::size_t text_bytes = 0;
    std::size_t whole = 0;  // Feeds read to their end: expat stops at the first error.
};

void XMLCALL start_element(void* user, const XML_Char* /*name*/, const XML_Char** attributes) {
    auto& seen = *static_cast<Seen*>(user);
    ++seen.elements;
    for (; *attributes != nullptr; attributes += 2) ++seen.attributes;
}
void XMLCALL end_element(void* /*user*/, const XML_Char* /*name*/) {}
void XMLCALL characters(void* user, const XML_Char* /*text*/, int length) {
    static_cast<Seen*>(user)->text_bytes += static_cast<std::size_t>(length);
}

void expat(benchmark::State& state) {
    Seen seen;
    measure(state, input().work, [&] {
        seen = {};
        XML_Parser parser = XML_ParserCreate(nullptr);
        for (const auto& document : input().feeds) {
            XML_ParserReset(parser, nullptr);
            XML_SetUserData(parser, &seen);
            XML_SetElementHandler(parser, start_element, end_element);
            XML_SetCharacterDataHandler(parser, characters);
            const int size = static_cast<int>(document.body.size());
            seen.whole += XML_Parse(parser, document.body.data(), size, XML_TRUE) == XML_STATUS_OK ? 1U : 0U;
        }
        XML_ParserFree(parser);
    });
    benchmark::DoNotOptimize(seen);
    count_feeds(state);
    state.counters["found"] = static_cast<double>(seen.whole);
}

BENCHMARK(masthead)->Name("feeds/masthead")->Unit(benchmark::kMillisecond);
BENCHMARK(expat)->Name("feeds/expat (limit)")->Unit(benchmark::kMillisecond);
BENCHMARK(feedparser)->Name("feeds/feedparser")->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(1);
BENCHMARK(feedsmith)->Name("feeds/feedsmith")->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(1);

}  // namespace

}  // namespace masthead::bench
