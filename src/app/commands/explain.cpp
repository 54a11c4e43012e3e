// `masthead explain`: an address or an article's id is looked up in the store; a file, a page of a recorded web, or
// with
// --fetch an address is read as it is now, and nothing is stored.
#include "app/commands/commands.h"
#include "app/console.h"
#include "app/documents.h"
#include "app/explanation.h"
#include "app/origins.h"
#include "app/session.h"
#include "fetch/warc.h"

#include <filesystem>
#include <optional>

#include <fmt/format.h>

namespace masthead::app {

namespace {

using core::Result;

// "web.warc.gz#https://..." names one page of a recorded web.
struct RecordedPage {
    std::string file;
    std::string url;
};

std::optional<RecordedPage> recorded_page(const std::string& target) {
    for (const std::string_view end : {".warc.gz#", ".warc#"}) {
        const auto at = target.find(end);
        if (at == std::string::npos) continue;
        const auto mark = at + end.size() - 1;
        return RecordedPage{target.substr(0, mark), target.substr(mark + 1)};
    }
    return std::nullopt;
}

Result<Document> read_recorded(const RecordedPage& page) {
    std::optional<Document> found;
    const auto read = fetch::read_warc(page.file, [&](fetch::RecordedResponse response) {
        if (response.url != page.url || response.status != 200) return true;
        found = document_of(std::move(response));
        return false;
    });
    if (!read) return std::unexpected(read.error());
    if (found) return std::move(*found);
    return core::fail(core::ErrorCode::not_found, fmt::format("{} holds no page {}", page.file, page.url));
}

ExitCode explain_document(const Document& document, bool as_json) {
    // A file does not know where it stood; pages need an address to stand at. No such host can exist.
    const std::string url = document.url.empty()
                                ? "https://file.invalid/" + std::filesystem::path(document.name).filename().string()
                                : document.url;
    const auto page = page::parse_page(document.bytes, url, document.content_type, page_options(document));
    if (!page) return report(page.error());
    const auto explanation = explain_page(*page);
    print(as_json ? explanation.dump(2) : explanation_text(explanation));
    return ExitCode::done;
}

// What is not to be looked up in the store but read.
std::optional<Result<Document>> document_of(const Arguments& arguments) {
    if (const auto recorded = recorded_page(arguments.target)) return read_recorded(*recorded);
    std::error_code ignored;
    const bool is_file = std::filesystem::is_regular_file(arguments.target, ignored);
    if (!is_file && !(arguments.fetch && is_address(arguments.target))) return std::nullopt;
    if (is_file && is_warc_name(arguments.target))
        return core::fail(core::ErrorCode::invalid,
                          fmt::format("{0} holds many pages; name one: {0}#https://...", arguments.target));
    Arguments one = arguments;
    one.files = {arguments.target};
    std::optional<Document> found;
    const auto read =
        for_each_document(one, fetch::RequestKind::page, [&](const Document& document) { found = document; });
    if (!read) return std::unexpected(read.error());
    return std::move(*found);
}

}  // namespace

ExitCode explain(const Arguments& arguments) {
    if (const auto document = document_of(arguments)) {
        if (!*document) return report_setup(document->error());
        return explain_document(**document, arguments.json);
    }
    const auto session = open_session(arguments, store::Access::read_only);
    if (!session) return report_setup(session.error());
    std::string address = arguments.target;
    if (!is_address(address)) {
        const auto article = session->store->article(address);
        if (!article) return report_setup(article.error());
        if (!*article)
            return wrong_use(fmt::format("\"{}\" is no address, no file and no article's id", arguments.target));
        address = (*article)->web_url;
    }
    const auto explanation = explain_address(session->desk, *session->store, address);
    if (!explanation) return report_setup(explanation.error());
    print(arguments.json ? explanation->dump(2) : explanation_text(*explanation));
    if (!arguments.json && !(*explanation)["known"].boolean())
        print("`masthead explain --fetch` reads the page as it is now.");
    return ExitCode::done;
}

}  // namespace masthead::app
