#include "page/language.h"

#include "text/language.h"

#include <utility>
#include <vector>

namespace masthead::page {
namespace {

constexpr std::size_t judged_bytes = 1024;  // Of the text; more changes next to no answer.

struct Declarations {
    std::vector<std::string> tags;
    std::vector<std::string_view> places;

    void add(std::string_view tag, std::string_view place) {
        if (text::primary_language(tag).empty()) return;
        tags.emplace_back(tag);
        places.push_back(place);
    }
};

// Of the page's own versions in several languages, the one at the page's address.
std::string_view own_version(const Material& material) {
    const std::string canonical = absolute(material, material.survey.link("canonical"));
    for (const LinkEntry& link : material.survey.links) {
        if (link.language.empty() || text::primary_language(link.language).empty()) continue;
        const std::string address = absolute(material, link.address);
        if (!address.empty() && (address == material.url || address == canonical)) return link.language;
    }
    return {};
}

Declarations declarations_of(const Material& material) {
    Declarations found;
    found.add(material.linked.language, "JSON-LD inLanguage");
    found.add(material.survey.language, "html lang");
    for (const std::string_view key : {"og:locale", "content-language", "language", "dc.language", "inlanguage"})
        found.add(material.survey.meta({key}), key);
    found.add(own_version(material), "hreflang");
    return found;
}

// What the server says: its default for all pages, as often as not. Believed where nothing else is sure.
FoundLanguage ask_server(const Material& material, std::string_view text, FoundLanguage found) {
    if (material.language_header.find(',') != std::string_view::npos) return found;  // Of several audiences.
    const std::string tag = text::primary_language(material.language_header);
    if (tag.empty()) return found;
    const auto guess = text::detect_language(text, tag);
    return guess.language == tag ? FoundLanguage{tag, "Content-Language"} : found;
}

}  // namespace

FoundLanguage find_language(const Material& material, std::string_view text) {
    const Declarations declared = declarations_of(material);
    const text::LanguageGuess guess = text::detect_language(text, declared.tags, {.judged_bytes = judged_bytes});
    FoundLanguage found{guess.language, "the text"};
    for (std::size_t i = 0; i < declared.tags.size(); ++i) {
        if (text::primary_language(declared.tags[i]) != guess.language) continue;
        found.evidence = declared.places[i];
        if (guess.is_reliable) found.evidence += " and the text";
        return found;
    }
    if (declared.tags.empty() && !guess.is_reliable) return ask_server(material, text, std::move(found));
    if (!declared.tags.empty())
        found.evidence += "; " + std::string(declared.places.front()) + " says " + declared.tags.front();
    return found;
}

}  // namespace masthead::page
