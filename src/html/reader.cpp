// libxml2's HTML parser as a source of events. Its tree is never built; errors are silenced; nothing is loaded from
// anywhere.
#include "html/reader.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string>

#include <climits>
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

namespace masthead::html {
namespace {

std::string_view view(const xmlChar* text) {
    return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

// The parser keeps one copy of each name, so a name's address tells which it is: most look-ups end here.
template <typename Value>
class NameCache {
  public:
    template <typename Read>
    Value of(const xmlChar* name, Read read) {
        Entry& entry = entries_[(reinterpret_cast<std::uintptr_t>(name) >> 2U) % entries_.size()];
        if (entry.name != name) entry = {name, read(view(name))};
        return entry.value;
    }

  private:
    struct Entry {
        const xmlChar* name = nullptr;
        Value value{};
    };
    std::array<Entry, 256> entries_{};
};

// What the parser's events change.
struct Builder {
    Tree* tree = nullptr;
    xmlParserCtxtPtr parser = nullptr;
    std::size_t max_open_elements = 0;
    bool is_cut = false;
    NameCache<Tag> tags;
    NameCache<AttributeName> attributes;
    std::string pending;  // Text seen since the last tag: the parser hands it over in pieces.

    void flush() {
        if (pending.empty()) return;
        tree->add_text(pending);
        pending.clear();
    }
};

void start_element(void* user, const xmlChar* name, const xmlChar** attributes) {
    auto& builder = *static_cast<Builder*>(user);
    if (builder.is_cut) return;
    builder.flush();
    if (builder.tree->open_elements() > builder.max_open_elements) {
        builder.is_cut = true;
        xmlStopParser(builder.parser);
        return;
    }
    builder.tree->open(builder.tags.of(name, tag_of));
    for (; attributes != nullptr && attributes[0] != nullptr; attributes += 2) {
        const AttributeName attribute = builder.attributes.of(attributes[0], attribute_of);
        if (attribute != AttributeName::none) builder.tree->add_attribute(attribute, view(attributes[1]));
    }
}

void end_element(void* user, const xmlChar* name) {
    auto& builder = *static_cast<Builder*>(user);
    if (builder.is_cut) return;
    builder.flush();
    builder.tree->close(builder.tags.of(name, tag_of));
}

void characters(void* user, const xmlChar* text, int length) {
    auto& builder = *static_cast<Builder*>(user);
    if (builder.is_cut || length <= 0) return;
    builder.pending.append(reinterpret_cast<const char*>(text), static_cast<std::size_t>(length));
}

void ignore_error(void* /*user*/, xmlErrorPtr /*error*/) {}

xmlSAXHandler make_handler() {
    xmlSAXHandler handler{};
    handler.startElement = start_element;
    handler.endElement = end_element;
    handler.characters = characters;
    handler.ignorableWhitespace = characters;
    handler.cdataBlock = characters;
    handler.serror = ignore_error;
    handler.initialized = XML_SAX2_MAGIC;
    return handler;
}

struct FreeParser {
    void operator()(xmlParserCtxtPtr parser) const { htmlFreeParserCtxt(parser); }
};

}  // namespace

ReadMarkup read_html(std::string_view markup, const MarkupBudget& budget) {
    ReadMarkup page;
    if (markup.empty() || markup.size() > INT_MAX) {
        page.tree.close_all();
        return page;
    }
    const std::unique_ptr<xmlParserCtxt, FreeParser> parser(
        htmlCreateMemoryParserCtxt(markup.data(), static_cast<int>(markup.size())));
    if (parser == nullptr) {
        page.tree.close_all();
        return page;
    }
    Builder builder{.tree = &page.tree,
                    .parser = parser.get(),
                    .max_open_elements = budget.max_open_elements,
                    .is_cut = false,
                    .tags = {},
                    .attributes = {},
                    .pending = {}};
    // The context frees its own handler table, so ours is copied into it.
    const xmlSAXHandler handler = make_handler();
    htmlCtxtUseOptions(parser.get(), HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                         HTML_PARSE_IGNORE_ENC);
    *parser->sax = handler;
    parser->userData = &builder;
    xmlSwitchEncoding(parser.get(), XML_CHAR_ENCODING_UTF8);
    htmlParseDocument(parser.get());
    builder.flush();
    page.tree.close_all();
    page.is_cut = builder.is_cut;
    return page;
}

}  // namespace masthead::html
