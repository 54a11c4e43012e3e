// The fast way through XML that is as it should be: one pass over the decoded text, no copy but of text that holds
// references. It knows only what well-formed feeds are made of and gives up at anything else; what it does read, it
// tells exactly as read_xml tells repair_xml's text (docs/decisions/0004-a-reader-for-clean-feeds.md).
#pragma once

#include "feed/xml_reader.h"
#include "feed/xml_text.h"

namespace masthead::feed {

// Reads a document. True: it was read to its end, or to where the sink ended the reading, and
// nothing was wrong with it. False: it is not clean, or reaches a limit; the sink has been told a part of it and is to
// be thrown away, and read_xml has the word. Cost O(n), and at most 16 comparisons an attribute.
//
// Not clean: an internal DOCTYPE subset, names beyond ASCII, control characters, more than 16 attributes, anything that
// is not well-formed or that only a repair makes so.
[[nodiscard]] bool read_clean_xml(const XmlText& document, XmlSink& sink, const XmlLimits& limits);

}  // namespace masthead::feed
