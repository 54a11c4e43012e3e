// Article pages, from bytes to metadata and main text. Limit: libxml2's HTML parser alone over the same bytes, with SAX
// handlers that only count.
#include "measure.h"
#include "page/page.h"

#include <map>

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

namespace masthead::bench {

namespace {

const std::vector<Document>& pages(const std::string& name) {
    static std::map<std::string, std::vector<Document>> read;
    const auto [entry, is_new] = read.try_emplace(name);
    if (is_new) entry->second = read_web(name == "demo" ? demo_web : corpus("web/" + name + ".warc.gz"), Kind::page);
    return entry->second;
}

Work work_of(const std::string& name) {
    return {pages(name).size(), bytes_of(pages(name))};
}

void masthead(benchmark::State& state, const std::string& name) {
    std::size_t read = 0;
    measure(state, work_of(name), [&] {
        read = 0;
        for (const auto& document : pages(name))
            read += page::parse_page(document.body, document.url, document.content_type) ? 1U : 0U;
    });
    state.counters["found"] = static_cast<double>(read);
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
    benchmark::RegisterBenchmark((group + "/libxml2 SAX (limit)").c_str(), libxml2, name)
        ->Unit(benchmark::kMillisecond);
}

const bool is_enlisted = [] {
    bool has_corpora = false;
    for (const char* name : {"aeb", "htmldate", "fundus"}) {
        if (corpus(std::string("web/") + name + ".warc.gz").empty()) continue;
        has_corpora = true;
        enlist(name);
    }
    if (!has_corpora) enlist("demo");
    return true;
}();

}  // namespace

}  // namespace masthead::bench
