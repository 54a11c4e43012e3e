// Which document types put a browser into quirks mode:
// https://html.spec.whatwg.org/multipage/parsing.html#the-initial-insertion-mode
#pragma once

#include "html/token_reader.h"

namespace masthead::html {

[[nodiscard]] bool is_quirky(const Doctype& doctype);

}  // namespace masthead::html
