// A tolerant event reader for XML, on expat: namespaces resolved, budgets kept, and after a fatal error the reading
// goes on at the next item.
#pragma once

#include "feed/vocabulary.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::feed {

struct XmlAttribute {
    Vocabulary vocabulary = Vocabulary::plain;  // `plain` for a name without a prefix.
    std::string_view name;                      // Without its prefix.
    std::string_view value;
};

struct XmlElement {
    Vocabulary vocabulary = Vocabulary::plain;
    std::string_view name;  // Without its prefix, in lower case.
    std::span<const XmlAttribute> attributes;

    // Value of an attribute (any case) without a prefix, or of the vocabulary given; empty if it is not there.
    [[nodiscard]] std::string_view attribute(std::string_view wanted, Vocabulary of = Vocabulary::plain) const;
};

// What the reader tells. Views live only during the call.
class XmlSink {
  public:
    XmlSink() = default;
    XmlSink(const XmlSink&) = delete;
    XmlSink& operator=(const XmlSink&) = delete;
    XmlSink(XmlSink&&) = delete;
    XmlSink& operator=(XmlSink&&) = delete;
    virtual ~XmlSink() = default;

    // False ends the reading.
    virtual bool open(const XmlElement& element) = 0;
    virtual void characters(std::string_view text) = 0;
    // As characters, of text that the reader had to make: the sink may keep it and leave another string in its place.
    virtual void made_characters(std::string& text) { characters(text); }
    virtual void close() = 0;
    // The elements that are open now are closed next, because the text broke off or is not well-formed here.
    virtual void cut() = 0;
    // As cut, but what broke the text is an end tag of another name: what was read of the innermost element is whole.
    virtual void cut_at_end_tag() { cut(); }
};

struct XmlLimits {
    std::size_t max_depth = 256;
    std::size_t max_attributes = 256;
    std::size_t max_name_bytes = 4096;
    std::size_t max_restarts = 64;                // How often reading goes on after a fatal error.
    std::vector<std::string_view> restart_names;  // Local names of elements at which it may go on.
};

// Reads prepared text (xml_text.h). Every element that was opened is closed. Returns what was wrong, a sentence each.
[[nodiscard]] std::vector<std::string> read_xml(std::string_view text, XmlSink& sink, const XmlLimits& limits);

}  // namespace masthead::feed
