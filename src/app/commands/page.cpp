// `masthead page`: what the reader makes of a file, an address or a recorded web.
#include "page/page.h"

#include "app/commands/commands.h"
#include "app/console.h"
#include "app/documents.h"
#include "app/session.h"
#include "app/values.h"
#include "core/ascii.h"
#include "html/allowed.h"

#include <filesystem>

#include <fmt/format.h>

namespace masthead::app {

namespace {

using core::ErrorCode;
using core::Result;

// A file does not know where it stood; pages need an address to stand at. No such host can exist.
std::string page_address(const Arguments& arguments, const Document& document) {
    if (!document.url.empty()) return document.url;
    return !arguments.page_url.empty()
               ? arguments.page_url
               : "https://file.invalid/" + std::filesystem::path(document.name).filename().string();
}

// The reader's errors name the address, which a file has none of.
std::string sentence_of(const core::Error& error) {
    if (error.code == ErrorCode::unsupported)
        return "this is no HTML page; `masthead feed` reads feeds, `masthead fetch` shows what an address answers";
    if (error.code == ErrorCode::too_large)
        return fmt::format("larger than the {} MiB that are read of a page", page::PageOptions().max_bytes >> 20U);
    return error.message;
}

// One problem object a document that could not be read, so that a line comes back for each record.
core::Json problem_json(const Document& document, const std::string& problem) {
    core::Json json;
    return json.add("url", document.name).add("problems", core::Json::Array{core::Json(problem)});
}

std::string kind_sentence(const page::ParsedPage& page) {
    for (const auto& [value, origin] : page.evidence) {
        if (value == "kind") return origin;
    }
    return std::string(page::name_of(page.kind));
}

std::string byline_of(const page::ParsedPage& page) {
    std::vector<std::string> parts;
    if (!page.provider.empty()) parts.push_back(page.provider);
    if (!page.authors.empty()) parts.push_back(core::join(page.authors, ", "));
    if (page.published) parts.push_back(core::format_instant(*page.published));
    if (!page.language.empty()) parts.push_back(page.language);
    return core::join(parts, " | ");
}

void print_for_people(const page::ParsedPage& page, bool says_why) {
    print(fmt::format("{}\n{}\n{}", page.title.empty() ? "(no title)" : page.title, byline_of(page), page.url));
    if (page.kind != page::PageKind::article) print(kind_sentence(page));
    for (const auto& problem : page.problems) print("! " + problem);
    if (says_why) {
        for (const auto& [value, origin] : page.evidence) print(fmt::format("  {:<16} {}", value, origin));
    }
    print(page.text.empty() ? "\n(no text)\n" : "\n" + page.text + "\n");
}

void print_html(const page::ParsedPage& page) {
    std::string title;
    html::append_escaped(title, page.title);
    print(fmt::format("<article>\n<h1>{}</h1>\n{}</article>", title, page.content_html));
}

void print_page(const Arguments& arguments, const Document& document, const page::ParsedPage& page) {
    if (arguments.json) return print(to_json(page).dump());
    if (!arguments.text && !arguments.html) return print_for_people(page, arguments.verbose);
    // What is printed is for other programs: what it is not is said beside it.
    if (!page::is_document(page.kind))
        print_note(fmt::format("masthead: {}: this is no article: {}", document.name, kind_sentence(page)));
    else if (page.text.empty())
        print_note(fmt::format("masthead: {}: no text was found", document.name));
    if (arguments.html) return print_html(page);
    if (!page.text.empty()) print(page.text + "\n");
}

// Why the command makes no sense as it was given, or nothing.
std::string misuse(const Arguments& arguments) {
    if (arguments.page_url.empty()) return {};
    if (!is_address(arguments.page_url))
        return fmt::format("--url: \"{}\" is no http or https address", arguments.page_url);
    if (arguments.files.size() > 1) return "--url says where one file stood; name that file alone";
    if (is_address(arguments.files.front())) return "--url is for files; an address says itself where it stands";
    return {};
}

}  // namespace

ExitCode read_pages(const Arguments& arguments) {
    if (const std::string wrong = misuse(arguments); !wrong.empty()) return wrong_use(wrong);
    std::size_t read = 0;
    std::size_t failed = 0;
    const auto done = for_each_document(arguments, fetch::RequestKind::page, [&](const Document& document) {
        if (!arguments.page_url.empty() && !document.url.empty() && document.url != arguments.page_url) return;
        ++read;
        const auto page = page::parse_page(document.bytes, page_address(arguments, document), document.content_type,
                                           page_options(document));
        if (page) return print_page(arguments, document, *page);
        ++failed;
        const std::string problem = sentence_of(page.error());
        if (arguments.json)
            print(problem_json(document, problem).dump());
        else
            print_note(fmt::format("masthead: {}: {}", document.name, problem));
    });
    if (!done) return report_setup(done.error());
    if (read == 0 && *done > 0) {
        return report(
            {ErrorCode::not_found, fmt::format("{} holds no page at {}", arguments.files.front(), arguments.page_url)});
    }
    return failed > 0 && failed == read ? ExitCode::failed : ExitCode::done;
}

}  // namespace masthead::app
