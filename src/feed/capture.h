// Reads one field whole: its characters, and the elements inside it written as markup.
#pragma once

#include "feed/field.h"
#include "feed/xml_reader.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::feed {

// Makes a field of an element, without its text. The strings of the field before keep their memory.
void start_field(const XmlElement& element, const core::Url* base, Field& field);

class Capture {
  public:
    void begin(const XmlElement& element, const core::Url* base);
    [[nodiscard]] bool is_active() const { return active_; }

    // An element inside the field. Its tags are written as HTML; a div that only wraps Atom's xhtml content is left
    // out.
    void open(const XmlElement& element);
    void characters(std::string_view text);
    // As characters; the string is taken where that spares a copy, and another left in its place.
    void made_characters(std::string& text);
    // Closes the innermost element. True: it was the field itself, which `field()` now gives.
    bool close();
    [[nodiscard]] const Field& field() const { return field_; }
    [[nodiscard]] Field& field() { return field_; }
    void abandon() { active_ = false; }

  private:
    void write_open(const XmlElement& element);
    void begin_text(std::string_view text);

    Field field_;
    std::vector<std::string> open_;  // Names inside the field; empty: written without a closing tag.
    bool active_ = false;
};

}  // namespace masthead::feed
