// `masthead explain`: an address or an article's id is looked up in the store; a file, a page of a recorded web, or
// with
// --fetch an address is read as it is now, and nothing is stored.
#include "app/commands/commands.h"
#include "app/console.h"
#include "app/documents.h"
#include "app/encoder.h"
#include "app/explanation.h"
#include "app/origins.h"
#include "app/session.h"
#include "fetch/warc.h"
#include "pipeline/grouping.h"

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

core::Json pair_json(const story::PairExplanation& pair) {
    core::Json terms(core::Json::Array{});
    for (const auto& term : pair.terms)
        terms.push(core::Json().add("name", term.name).add("points", term.points).add("detail", term.detail));
    core::Json shared(core::Json::Array{});
    for (const auto& word : pair.shared) shared.push(word);
    return core::Json().add("probability", pair.probability).add("terms", terms).add("shared", shared);
}

std::string pair_text(const story::PairExplanation& pair) {
    if (pair.terms.empty())
        return "The two are not compared: they lie too far apart, or two languages share too little.";
    std::string out =
        fmt::format("Of one event with a probability of {:.2f}. Thousandths of log-odds:\n", pair.probability);
    int sum = 0;
    for (const auto& term : pair.terms) {
        out += fmt::format("  {:>7}  {}  ({})\n", term.points, term.name, term.detail);
        sum += term.points;
    }
    out += fmt::format("  {:>7}  in all\nMost telling of what they share:", sum);
    for (const auto& word : pair.shared) out += " " + word;
    return out;
}

// An article's id by its address or itself; an unknown one stays as it is and is not found later.
Result<std::string> id_of(const store::Store& store, const std::string& name) {
    if (!is_address(name)) return name;
    const auto id = store.article_at(name);
    if (!id) return std::unexpected(id.error());
    if (!*id) return core::fail(core::ErrorCode::not_found, fmt::format("no article is known at {}", name));
    return **id;
}

ExitCode explain_two(const Arguments& arguments) {
    const auto session = open_session(arguments, store::Access::read_only);
    if (!session) return report_setup(session.error());
    const auto left = id_of(*session->store, arguments.target);
    if (!left) return report_setup(left.error());
    const auto right = id_of(*session->store, arguments.others.front());
    if (!right) return report_setup(right.error());
    if (*left == *right) return wrong_use("both are the same article");
    const auto encoder = open_encoder(session->desk, *session->clock, EncoderUse::cache_alone);
    if (!encoder) return report_setup(encoder.error());
    const pipeline::World world{.store = session->store.get(),
                                .clock = session->clock.get(),
                                .log = session->log.get(),
                                .vectors = encoder->vectors.get()};
    const auto pair = pipeline::explain_pair(session->desk, world, *left, *right);
    if (!pair) return report_setup(pair.error());
    print(arguments.json ? pair_json(*pair).dump(2) : pair_text(*pair));
    return ExitCode::done;
}

}  // namespace

ExitCode explain(const Arguments& arguments) {
    if (!arguments.others.empty()) return explain_two(arguments);
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
