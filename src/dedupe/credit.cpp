#include "dedupe/credit.h"

#include "core/ascii.h"
#include "text/normalize.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace masthead::dedupe {

namespace {

constexpr std::size_t max_name = 40;  // Bytes; what is longer is a sentence.

struct Agency {
    std::string_view name;  // Folded.
    std::string_view domain;
};

// Names under which agencies are credited, where their domain does not say so.
constexpr auto agencies = std::to_array<Agency>({
    {"aap", "aap.com.au"},
    {"afp", "afp.com"},
    {"agence france presse", "afp.com"},
    {"agence france-presse", "afp.com"},
    {"ap", "apnews.com"},
    {"ap news", "apnews.com"},
    {"associated press", "apnews.com"},
    {"australian associated press", "aap.com.au"},
    {"bloomberg news", "bloomberg.com"},
    {"canadian press", "thecanadianpress.com"},
    {"deutsche presse-agentur", "dpa.com"},
    {"kyodo", "kyodonews.net"},
    {"pa", "pa.media"},
    {"press association", "pa.media"},
    {"press trust of india", "ptinews.com"},
    {"pti", "ptinews.com"},
    {"thomson reuters", "reuters.com"},
    {"united press international", "upi.com"},
});

std::string_view trimmed(std::string_view name) {
    constexpr std::string_view around = " \t\r\n,.;:-";
    const auto begin = name.find_first_not_of(around);
    if (begin == std::string_view::npos) return {};
    return name.substr(begin, name.find_last_not_of(around) - begin + 1);
}

bool take_front(std::string_view& text, std::string_view front) {
    if (!core::to_lower(text.substr(0, front.size())).starts_with(front)) return false;
    text.remove_prefix(front.size());
    return true;
}

std::string plain_name(std::string_view name) {
    std::string folded = text::fold(trimmed(name));
    if (folded.starts_with("the ")) folded.erase(0, 4);
    return folded;
}

void add_name(std::string_view name, std::vector<std::string>& names) {
    name = trimmed(name);
    if (name.empty() || name.size() > max_name) return;
    names.emplace_back(name);
}

// "PORT LISEL (Northern Wire) - The harbour ..."
void add_dateline(std::string_view text, std::vector<std::string>& names) {
    constexpr std::size_t looked_at = 200;
    const auto head = text.substr(0, looked_at);
    const auto open = head.find('(');
    const auto close = head.find(')', open == std::string_view::npos ? head.size() : open);
    if (close == std::string_view::npos) return;
    auto rest = head.substr(close + 1);
    while (rest.starts_with(' ')) rest.remove_prefix(1);
    const bool dash = rest.starts_with('-') || rest.starts_with("\xE2\x80\x93") || rest.starts_with("\xE2\x80\x94");
    if (dash) add_name(head.substr(open + 1, close - open - 1), names);
}

// "Jane Doe, Associated Press", "Jane Doe | Northern Wire", "Reuters".
void add_authors(const std::vector<std::string>& authors, std::vector<std::string>& names) {
    for (const auto& author : authors) {
        add_name(author, names);
        const auto cut = author.find_last_of(",|/");
        if (cut != std::string::npos) add_name(std::string_view(author).substr(cut + 1), names);
    }
}

// What follows the words of a credit at the foot, up to the end of the name.
void add_after(std::string_view foot, std::string_view words, std::vector<std::string>& names) {
    const auto at = core::to_lower(foot).find(words);
    if (at == std::string::npos) return;
    auto rest = trimmed(foot.substr(at + words.size()));
    while (!rest.empty() && (core::is_digit(rest.front()) || rest.front() == ' ')) rest.remove_prefix(1);  // A year.
    for (const std::string_view word : {"by ", "on ", "in ", "at ", "the "}) take_front(rest, word);
    add_name(rest.substr(0, rest.find_first_of(".,;:()\n")), names);
}

}  // namespace

std::vector<std::string> credits_of(const model::Article& article) {
    constexpr std::size_t foot_bytes = 400;
    std::vector<std::string> names;
    add_dateline(article.text, names);
    add_authors(article.authors, names);
    const std::string_view text = article.text;
    const auto foot = text.substr(text.size() - std::min(text.size(), foot_bytes));
    for (const std::string_view words : {"first published", "originally published", "originally appeared",
                                         "first appeared", "republished from", "copyright", "(c)", "\xC2\xA9"})
        add_after(foot, words, names);
    std::erase_if(names, [&](const auto& name) { return credits_name({name}, article.provider); });
    return names;
}

bool credits_name(const std::vector<std::string>& credits, const model::Provider& provider) {
    const std::string own = plain_name(provider.name);
    const auto label = std::string_view(provider.domain).substr(0, provider.domain.find('.'));
    return std::ranges::any_of(credits, [&](const std::string& credit) {
        const std::string name = plain_name(credit);
        if (name.empty()) return false;
        if (name == own || name == provider.domain || name == label) return true;
        const auto agency = std::ranges::find(agencies, name, &Agency::name);
        return agency != agencies.end() && agency->domain == provider.domain;
    });
}

}  // namespace masthead::dedupe
