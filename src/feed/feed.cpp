#include "feed/feed.h"

#include "core/ascii.h"
#include "feed/json_feed.h"
#include "feed/xml_feed.h"
#include "feed/xml_text.h"

namespace masthead::feed {

namespace {

// The first byte that is neither white space nor part of a byte order mark; 0 for none.
char first_character(std::string_view bytes) {
    for (const char c : bytes.substr(0, 4096)) {
        const auto byte = static_cast<unsigned char>(c);
        if (!core::is_space(c) && byte != 0xef && byte != 0xbb && byte != 0xbf) return c;
    }
    return '\0';
}

}  // namespace

std::string_view name_of(FeedFormat format) {
    switch (format) {
        case FeedFormat::rss:
            return "rss";
        case FeedFormat::rdf:
            return "rdf";
        case FeedFormat::atom:
            return "atom";
        case FeedFormat::json:
            return "json";
        case FeedFormat::listing:
            return "listing";
    }
    return "rss";
}

core::Result<ParsedFeed> parse_feed(std::string_view bytes, std::string_view url, std::string_view content_type,
                                    const FeedOptions& options) {
    const char first = first_character(bytes);
    if (first == '{' || first == '[') return parse_json_feed(bytes, url, options);
    if (bytes.find('<') == std::string_view::npos && !bytes.starts_with(ebcdic_start)) {
        return core::fail(core::ErrorCode::unsupported,
                          bytes.empty() ? "the document is empty" : "the document is neither XML nor JSON");
    }
    return parse_xml_feed(bytes, url, content_type, options);
}

}  // namespace masthead::feed
