// Documents out of files, addresses and recorded webs, one after another.
#pragma once

#include "app/arguments.h"
#include "core/result.h"
#include "fetch/http_client.h"
#include "fetch/warc.h"
#include "page/page.h"

#include <functional>
#include <string>

namespace masthead::app {

struct Document {
    std::string name;          // What it is called: its address, or the file's path.
    std::string url;           // Base of its relative links; empty for a file, which does not know where it stood.
    std::string content_type;  // As served; empty for a file.
    std::string bytes;
    std::string content_language;  // As served; empty for a file, as is `robots` (X-Robots-Tag).
    std::string robots;
};

// Of an answer of status 200.
[[nodiscard]] Document document_of(fetch::RecordedResponse response);

// What its headers say about the page.
[[nodiscard]] page::PageOptions page_options(const Document& document);

[[nodiscard]] bool is_warc_name(const std::string& name);
[[nodiscard]] bool is_address(const std::string& name);

// Calls `sink` for what `arguments.files` name; how many documents there were. A WARC gives its responses of status
// 200. Errors: what could not be read.
[[nodiscard]] core::Result<std::size_t> for_each_document(const Arguments& arguments, fetch::RequestKind kind,
                                                          const std::function<void(const Document&)>& sink);

}  // namespace masthead::app
