// The namespaces that hold where a reader of XML stands: which vocabulary a prefix means.
#pragma once

#include "feed/vocabulary.h"
#include "feed/xml_reader.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace masthead::feed {

struct SplitName {
    std::string_view prefix;  // Empty: none.
    std::string_view local;
};
[[nodiscard]] SplitName split_name(std::string_view name);

class Namespaces {
  public:
    // The attributes of an element `depth` deep, with their names as written: declarations are taken out of the list
    // and hold until `leave(depth)`; the others get their vocabulary and lose their prefix.
    void enter(std::vector<XmlAttribute>& attributes, std::size_t depth);
    // Declarations of elements at `depth` and deeper end.
    void leave(std::size_t depth);
    // Of an element with this prefix; a conventional prefix that was never declared counts.
    [[nodiscard]] Vocabulary resolve(std::string_view prefix) const;

  private:
    struct Binding {
        std::string prefix;  // Empty: the default namespace.
        Vocabulary vocabulary = Vocabulary::plain;
        std::size_t depth = 0;
    };
    std::vector<Binding> bindings_;
};

}  // namespace masthead::feed
