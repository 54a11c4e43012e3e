// Article pages, from bytes to metadata and main text. Peers: our HTML reader alone; libxml2's HTML parser alone, with
// SAX handlers that only count; npm's @mozilla/readability on linkedom, over all pages.
#include "allocations.h"
#include "html/reader.h"
#include "measure.h"
#include "page/page.h"

#include <algorithm>
#include <array>
#include <map>

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

namespace masthead::bench {

namespace {

constexpr std::array sets{"aeb", "htmldate", "fundus"};

// Of a set, or of "all" that are there.
const std::vector<Document>& pages(const std::string& name) {
    static std::map<std::string, std::vector<Document>> read;
    const auto [entry, is_new] = read.try_emplace(name);
    if (!is_new) return entry->second;
    if (name != "all") {
        entry->second = read_web(name == "demo" ? demo_web : corpus("web/" + name + ".warc.gz"), Kind::page);
        return entry->second;
    }
    std::vector<Document> all;
    for (const char* one : sets) {
        const std::vector<Document>& some = pages(one);
        all.insert(all.end(), some.begin(), some.end());
    }
    return read["all"] = std::move(all);
}

Work work_of(const std::string& name) {
    return {pages(name).size(), bytes_of(pages(name))};
}

void masthead(benchmark::State& state, const std::string& name) {
    std::size_t read = 0;
    std::int64_t most_memory = 0;
    measure(state, work_of(name), [&] {
        read = 0;
        for (const auto& document : pages(name)) {
            forget_peak();
            const std::int64_t before = live_bytes();
            read += page::parse_page(document.body, document.url, document.content_type) ? 1U : 0U;
            most_memory = std::max(most_memory, peak_bytes() - before);
        }
    });
    state.counters["found"] = static_cast<double>(read);
    state.counters["page_peak_mib"] = static_cast<double>(most_memory) / (1024 * 1024);
}

void reader(benchmark::State& state, const std::string& name) {
    std::size_t nodes = 0;
    measure(state, work_of(name), [&] {
        nodes = 0;
        for (const auto& document : pages(name)) nodes += html::read_html(document.body, {}).tree.size();
    });
    state.counters["found"] = static_cast<double>(nodes);
}

void readability(benchmark::State& state, const std::string& name) {
    measure_peer(state, work_of(name), {"bench/peers/read_pages.mjs"}, pages(name));
}

struct Seen {
    std::size_t elements = 0;
    std::size_t text_bytes = 0;
};

void start_element(void* user, const xmlChar* /*name*/, const xmlChar** /*attributes*/) {
    ++static_cast<Seen*>(user)->elements;
}
void characters(void* user, const xmlChar* /*text*/, int length) {
    static_cast<Seen*>(user)->text_bytes += static_cast<std::size_t>(length);
}
void ignore_error(void* /*user*/, xmlErrorPtr /*error*/) {}

void libxml2(benchmark::State& state, const std::string& name) {
    xmlSAXHandler handler{};
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElement = start_element;
    handler.characters = characters;
    handler.cdataBlock = characters;
    handler.serror = ignore_error;
    Seen seen;
    measure(state, work_of(name), [&] {
        for (const auto& document : pages(name)) {
            htmlParserCtxtPtr parser =
                htmlCreateMemoryParserCtxt(document.body.data(), static_cast<int>(document.body.size()));
            if (parser == nullptr) continue;
            *parser->sax = handler;
            parser->userData = &seen;
            htmlCtxtUseOptions(parser, HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
            xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
            htmlParseDocument(parser);
            htmlFreeParserCtxt(parser);
        }
    });
    benchmark::DoNotOptimize(seen);
    state.counters["found"] = static_cast<double>(seen.elements) / static_cast<double>(state.iterations());
}

void enlist(const std::string& name) {
    const std::string group = "pages " + name;
    benchmark::RegisterBenchmark((group + "/masthead").c_str(), masthead, name)->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark((group + "/the HTML reader alone").c_str(), reader, name)
        ->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark((group + "/libxml2 SAX alone").c_str(), libxml2, name)->Unit(benchmark::kMillisecond);
}

void enlist_readability(const std::string& name) {
    benchmark::RegisterBenchmark(("pages " + name + "/readability").c_str(), readability, name)
        ->Unit(benchmark::kMillisecond)
        ->UseManualTime()
        ->Iterations(1)
        ->Repetitions(1);
}

const bool is_enlisted = [] {
    bool has_corpora = false;
    for (const char* name : sets) {
        if (corpus(std::string("web/") + name + ".warc.gz").empty()) continue;
        has_corpora = true;
        enlist(name);
    }
    const std::string whole = has_corpora ? "all" : "demo";
    enlist(whole);
    enlist_readability(whole);
    return true;
}();

}  // namespace

}  // namespace masthead::bench
