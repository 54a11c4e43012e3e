#include "page/page.h"

#include "core/ascii.h"
#include "core/domain.h"
#include "html/charset.h"
#include "html/reader.h"
#include "page/addresses.h"
#include "page/content.h"
#include "page/headline.h"
#include "page/hints.h"
#include "page/main_text.h"
#include "page/metadata.h"
#include "page/script_text.h"
#include "page/site_rules.h"
#include "page/template.h"
#include "text/encoding.h"
#include "text/html_text.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

namespace masthead::page {
namespace {

constexpr std::size_t sniffed_bytes = 4096;

// Pictures, PDFs and the like served as pages: no tag at the beginning, or bytes that no text has.
bool looks_like_markup(std::string_view bytes) {
    const std::string_view head = bytes.substr(0, sniffed_bytes);
    if (head.starts_with("%PDF") || head.starts_with("\x89PNG") || head.starts_with("\xFF\xD8\xFF") ||
        head.starts_with("GIF8") || head.starts_with("PK\x03\x04"))
        return false;
    return bytes.find('<') != std::string_view::npos;
}

std::optional<core::Url> base_of(std::string_view url, std::string_view declared) {
    auto page = core::Url::parse(url);
    if (declared.empty()) return page ? std::optional(std::move(*page)) : std::nullopt;
    auto base = page ? core::Url::parse(declared, *page) : core::Url::parse(declared);
    if (base) return std::move(*base);
    return page ? std::optional(std::move(*page)) : std::nullopt;
}

// Which element was taken for the article, and which were not.
void tell_candidates(const Tree& tree, const MainText& found, ParsedPage& page) {
    for (const TextCandidate& one : found.candidates) {
        page.evidence.emplace_back(
            one.node == found.container ? "text_winner" : "text_loser",
            fmt::format("{}, score {:.0f} ({:.0f} letters of text, {:.0f} of other things)", describe(tree, one.node),
                        one.score, one.good_letters, one.junk_letters));
    }
}

// The site whose page this is, also where the AMP cache served it.
std::string domain_of(std::string_view url, const std::optional<core::Url>& base) {
    const auto own = core::Url::parse(url);
    if (!own) return base ? core::registrable_domain(base->host()) : std::string();
    const auto kept = core::Url::parse(address_in_amp_cache(*own));
    return core::registrable_domain(kept ? kept->host() : own->host());
}

// JSON-LD's articleBody is a witness, not a truth: believed only where the markup holds next to nothing of it.
void call_witness(const LinkedArticle& linked, ParsedPage& page) {
    constexpr std::size_t enough = 400;  // Bytes of text from the markup that stand for themselves.
    if (page.text.size() >= enough || linked.body.size() < 2 * page.text.size() || linked.body.size() < enough) return;
    page.text.clear();
    for (const std::string_view line : core::split(linked.body, '\n')) {
        const std::string paragraph = text::plain_text(line);
        if (paragraph.empty()) continue;
        if (!page.text.empty()) page.text += "\n\n";
        page.text += paragraph;
    }
    page.evidence.emplace_back("text", "JSON-LD articleBody");
}

// The data of scripts, where the markup holds no text or the beginning of one. `content` is then the text with its
// structure. A page that says it is not free keeps what it shows.
std::string call_scripts(std::string_view markup, const LinkedArticle& linked, const PageOptions& options,
                         ParsedPage& page) {
    constexpr std::size_t enough = 400;         // As above.
    constexpr std::size_t most_of_stub = 1500;  // Bytes; more stands for itself whatever scripts hold.
    if (page.text.size() >= most_of_stub || linked.is_free == false) return {};
    const ScriptText found = find_script_text(markup, page.title);
    if (found.markup.empty() || found.bytes < 2 * page.text.size()) return {};
    // Beside a text of some length only what is called like the page is believed.
    if (page.text.size() >= enough && (!found.has_title || found.bytes < 4 * page.text.size())) return {};
    const html::ReadMarkup read = html::read_html(found.markup, options.markup);
    const std::vector<std::uint32_t> hints = find_hints(read.tree);
    const BlockList blocks = find_blocks(read.tree);
    const Outline outline{.tree = read.tree, .hints = hints, .blocks = blocks};
    const MainText main_text = find_main_text(outline, page.title, options.main_text);
    if (main_text.text.size() <= page.text.size()) return {};
    page.text = main_text.text;
    page.evidence.emplace_back("text", "script data " + found.where);
    const auto base = core::Url::parse(page.url);
    return write_content(outline, main_text, base ? &*base : nullptr);
}

// The last resort: what the page says of itself.
void stand_in(ParsedPage& page) {
    const bool is_declared = std::ranges::any_of(page.evidence, [](const auto& entry) {
        return entry.first == "excerpt" && entry.second != "first paragraphs";
    });
    if (!page.text.empty() || !is_declared) return;
    page.text = page.excerpt;
    page.evidence.emplace_back("text", "description");
    page.problems.emplace_back("The markup holds no text of an article; its description stands for it.");
}

// The text with its structure, if it is the markup's.
std::string content_of(const ParsedPage& page, const Outline& outline, const MainText& main_text,
                       const core::Url* base) {
    return page.text == main_text.text ? write_content(outline, main_text, base) : content_of_text(page.text);
}

// The title as found, unless a person says where it stands.
void name_page(const Tree& tree, FoundTitle found, const PageOptions& options, ParsedPage& page) {
    std::string said = options.rules != nullptr ? options.rules->title(tree) : std::string();
    const bool is_said = !said.empty();
    page.title = is_said ? std::move(said) : std::move(found.title);
    if (page.title.empty()) return;
    page.evidence.emplace_back("title", is_said ? "the desk's rule for this site" : found.evidence);
    if (is_said) return;
    for (auto& [value, where] : found.passed_over)
        page.passed_over.push_back({"title", std::move(value), std::move(where)});
}

// So that whoever asks why a value was taken sees what was not.
void tell_passed_over(ParsedPage& page) {
    for (const auto& [name, value, where] : page.passed_over)
        page.evidence.emplace_back(name + "_loser", fmt::format("{}: \"{}\"", where, value));
}

// What a person says of the site's pages, and what its other pages have taught; the blocks that are no article's.
std::vector<char> use_what_is_known(Outline& outline, const PageOptions& options, ParsedPage& page) {
    if (options.rules != nullptr) outline.body = options.rules->body(outline.tree);
    if (outline.body != 0) page.evidence.emplace_back("body", "the desk's rule for this site");
    if (options.site == nullptr && !options.prints_blocks) return {};
    std::vector<BlockPrint> prints = print_blocks(outline);
    std::vector<char> repeated;
    if (options.site != nullptr) repeated = find_repeated(outline, prints, *options.site);
    if (const auto count = std::ranges::count(repeated, 1); count > 0)
        page.evidence.emplace_back("template", fmt::format("{} blocks stand on other pages of the site", count));
    if (options.prints_blocks) page.block_prints = std::move(prints);
    return repeated;
}

}  // namespace

core::Result<ParsedPage> parse_page(std::string_view bytes, std::string_view url, std::string_view content_type,
                                    const PageOptions& options) {
    if (bytes.size() > options.max_bytes)
        return core::fail(core::ErrorCode::too_large, "The page at " + std::string(url) + " is larger than we read.");
    if (!looks_like_markup(bytes))
        return core::fail(core::ErrorCode::unsupported, "What stands at " + std::string(url) + " is no HTML.");
    std::string declared = html::charset_of_content_type(content_type);
    if (declared.empty()) declared = html::charset_of_markup(bytes);
    const auto plain = text::utf8_as_it_stands(bytes, declared);
    const text::Decoded decoded = plain ? text::Decoded{} : text::decode(bytes, declared);
    const std::string_view markup = plain ? plain->text : decoded.text;
    html::ReadMarkup read = html::read_html(markup, options.markup);

    ParsedPage page;
    page.url = url;
    if (read.is_cut) page.problems.push_back(read.cut_reason);
    if (options.rules != nullptr) options.rules->remove(read.tree);
    const Survey found = survey(read.tree);
    const LinkedData linked = read_linked_data(read.linked_data, text::plain_line(found.meta({"og:title"})));
    if (linked.broken > 0)
        page.problems.push_back(std::to_string(linked.broken) + " JSON-LD scripts could not be read.");
    page.provider = find_provider(found, linked.article, page.evidence);
    const auto base = base_of(url, found.base);
    page.provider_domain = domain_of(page.url, base);
    name_page(read.tree,
              find_title(read.tree, found, linked.article, {.name = page.provider, .domain = page.provider_domain}),
              options, page);

    const std::vector<std::uint32_t> hints = find_hints(read.tree);
    const BlockList blocks = find_blocks(read.tree);
    Outline outline{.tree = read.tree, .hints = hints, .blocks = blocks};
    const std::string description = text::plain_line(found.meta({"og:description", "description"}));
    outline.description = description;
    const std::vector<char> left_out = use_what_is_known(outline, options, page);
    outline.left_out = left_out;
    const MainText main_text = find_main_text(outline, page.title, options.main_text);
    page.text = main_text.text;
    page.evidence.emplace_back("text", main_text.evidence);
    tell_candidates(read.tree, main_text, page);
    call_witness(linked.article, page);
    const std::string script_content = call_scripts(markup, linked.article, options, page);
    const Material material{.tree = read.tree,
                            .hints = hints,
                            .blocks = blocks,
                            .survey = found,
                            .linked = linked.article,
                            .main_text = main_text,
                            .title = page.title,
                            .url = page.url,
                            .markup = markup,
                            .robots_header = options.robots_header,
                            .language_header = options.language_header,
                            .base = base ? &*base : nullptr};
    fill_metadata(material, page);
    tell_passed_over(page);
    stand_in(page);
    page.content_html = !script_content.empty() ? script_content : content_of(page, outline, main_text, material.base);
    FoundKind kind = find_kind(material, page);
    page.kind = kind.kind;
    page.evidence.emplace_back("kind", fmt::format("{}: {}", name_of(kind.kind), kind.reason));
    return page;
}

}  // namespace masthead::page
