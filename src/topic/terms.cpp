#include "topic/terms.h"

#include "core/ascii.h"
#include "text/normalize.h"
#include "text/tokens.h"
#include "text/utf8.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace masthead::topic {

namespace {

using Counts = std::map<std::string, double, std::less<>>;

constexpr std::size_t least_bytes = 2;   // A single Latin letter is no word; a single Han character has three bytes.
constexpr std::size_t most_bytes = 100;  // Longer ones are no words.

void count(std::string_view text, std::string_view language, double weight, Counts& counts) {
    const auto tokens = text::tokenize(text);
    auto stems = text::stems(tokens, language);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        auto& stem = stems[i];
        if (tokens[i].is_number || stem.size() < least_bytes || stem.size() > most_bytes) continue;
        if (text::is_stop_word(text::fold(tokens[i].surface), language)) continue;
        counts[std::move(stem)] += weight;
    }
}

std::string_view beginning(std::string_view text, std::size_t characters) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < characters && at < text.size(); ++i) text::next_character(text, at);
    return text.substr(0, at);
}

void count_tags(const TopicText& article, const TermOptions& options, Counts& counts) {
    if (article.tags.size() > options.most_tags) return;
    for (const auto& tag : article.tags) {
        std::string name = text::fold(tag);
        std::ranges::replace_if(name, [](char c) { return core::is_space(c); }, '_');
        if (!name.empty() && name.size() <= most_bytes) counts["tag:" + name] = 1;
    }
}

}  // namespace

std::vector<TextTerm> terms_of(const TopicText& article, const TermOptions& options) {
    Counts counts;
    count(article.title, article.language, options.title_mentions, counts);
    const auto body = beginning(article.text, options.text_characters);
    count(body, article.language, 1, counts);
    // Most excerpts are the beginning of the text; what they say is not said twice.
    constexpr std::size_t compared_bytes = 80;
    if (body.find(article.excerpt.substr(0, compared_bytes)) == std::string_view::npos)
        count(article.excerpt, article.language, 1, counts);
    count_tags(article, options, counts);

    std::vector<TextTerm> terms;
    terms.reserve(counts.size());
    double squares = 0;
    for (const auto& [term, mentions] : counts) {
        const double share = 1 + std::log(mentions);
        squares += share * share;
        terms.push_back({term, share});
    }
    for (auto& term : terms) term.share /= std::sqrt(squares);
    return terms;
}

}  // namespace masthead::topic
