#include "score/junk.h"

#include "core/ascii.h"
#include "core/url.h"
#include "score/patterns.h"
#include "score/scoring.h"

#include <algorithm>
#include <array>
#include <set>

namespace masthead::score {

namespace {

constexpr std::size_t text_bytes = 6000;  // Of the text: what an article is made for, it says early.

constexpr auto shipped = std::to_array<std::string_view>(
    {"clickbait", "deal", "sponsored", "exam-dump", "market-report", "paywall", "opinion", "shouting"});

bool is_shipped(std::string_view name) {
    return std::ranges::find(shipped, name) != shipped.end();
}

// "#" as a word of its own stands for any number; texts have their numbers brought to the form that it becomes.
std::string with_numbers(std::string_view phrase) {
    std::string out(phrase);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const bool ends = i + 1 == out.size() || out[i + 1] == ' ';
        if (out[i] == '#' && ends) out[i] = '0';
    }
    return out;
}

std::vector<std::string> canonical_list(const std::vector<std::string>& phrases, bool is_path) {
    std::vector<std::string> out;
    for (const auto& phrase : phrases) {
        const std::string form = is_path ? canonical_path(phrase) : canonical(with_numbers(phrase));
        if (const auto kept = core::trim(form); !kept.empty()) out.emplace_back(kept);
    }
    return out;
}

std::string_view beginning_of(std::string_view text) {
    if (text.size() <= text_bytes) return text;
    std::size_t end = text_bytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return text.substr(0, end);
}

// The domain itself or a host below it.
bool lies_on(std::string_view host, std::string_view domain) {
    return host == domain ||
           (host.size() > domain.size() && host.ends_with(domain) && host[host.size() - domain.size() - 1] == '.');
}

bool lies_on_one_of(const model::Article& article, const std::vector<std::string>& domains) {
    if (domains.empty()) return false;
    const auto url = core::Url::parse(article.web_url);
    return std::ranges::any_of(domains, [&](const auto& domain) {
        return article.provider.domain == domain || (url && lies_on(url->host(), domain));
    });
}

bool holds_one(std::string_view text, const std::vector<std::string>& phrases) {
    return std::ranges::any_of(phrases, [&](const auto& phrase) { return holds(text, phrase); });
}

core::Result<void> wrong(const std::string& name, const std::string& what) {
    return core::fail(core::ErrorCode::invalid, "junk[]: the rule \"" + name + "\" " + what);
}

}  // namespace

std::span<const std::string_view> shipped_junk() {
    return shipped;
}

core::Result<void> check_junk(std::span<const model::JunkRule> rules) {
    std::set<std::string_view> names;
    for (const auto& rule : rules) {
        const bool is_plain = !rule.name.empty() && std::ranges::all_of(rule.name, [](char c) {
            return (c >= 'a' && c <= 'z') || core::is_digit(c) || c == '-';
        });
        if (!is_plain) return wrong(rule.name, "may have only small letters, digits and hyphens in its name");
        if (!names.insert(rule.name).second) return wrong(rule.name, "stands twice");
        const auto weights = weights_of(ProfileKind::masthead);
        const bool is_weight = std::ranges::find(weights, rule.name, &WeightInfo::name) != weights.end();
        if (is_weight && !is_shipped(rule.name)) return wrong(rule.name, "has the name of a weight; choose another");
        const bool says_nothing = rule.phrases.empty() && rule.sites.empty() && rule.unless.empty() &&
                                  rule.trusted.empty() && rule.points == 0;
        if (says_nothing) return wrong(rule.name, "says nothing; give it phrases or sites");
        if (!is_shipped(rule.name) && rule.phrases.empty() && rule.sites.empty())
            return wrong(rule.name, "sees nothing; give it phrases or sites");
    }
    return {};
}

// An article in the forms that rules look at.
struct JunkRules::Forms {
    Forms(const model::Article& article, bool with_text) : title(canonical(article.title)) {
        // Two spaces stand where one ends and the next begins: no phrase reaches across.
        excerpt = title + canonical(article.excerpt);
        if (with_text) text = excerpt + canonical(beginning_of(article.text));
        path = canonical_path(article.web_url);
    }
    [[nodiscard]] const std::string& of(std::string_view where) const {
        if (where == "excerpt") return excerpt;
        if (where == "text") return text;
        return where == "url" ? path : title;
    }
    std::string title;
    std::string excerpt;
    std::string text;
    std::string path;
};

JunkRules::JunkRules(std::span<const model::JunkRule> rules) {
    for (const auto& rule : rules) {
        rules_.push_back({rule.name, canonical_list(rule.phrases, rule.where == "url"),
                          canonical_list(rule.unless, false), rule.where, rule.sites, rule.trusted});
    }
}

// What the rule saw; empty: nothing.
std::string JunkRules::found_in(const Rule& rule, const Forms& forms, const model::Article& article) {
    if (!rule.sites.empty() && !lies_on_one_of(article, rule.sites)) return {};
    if (rule.phrases.empty()) return rule.sites.empty() ? std::string() : "from " + article.provider.domain;
    std::string found;
    const auto& text = forms.of(rule.where);
    for (const auto& phrase : rule.phrases) {
        if (holds(text, phrase)) found.append(found.empty() ? "" : ", ").append(phrase);
    }
    return found;
}

void JunkRules::apply(const model::Article& article, std::vector<Remark>& remarks) const {
    if (rules_.empty()) return;
    const bool with_text = std::ranges::find(rules_, "text", &Rule::where) != rules_.end();
    const Forms forms(article, with_text);
    for (const auto& rule : rules_) {
        const bool is_excused = lies_on_one_of(article, rule.trusted) || holds_one(forms.title, rule.unless);
        const auto known = std::ranges::find(remarks, rule.name, &Remark::name);
        if (is_excused) {
            if (known != remarks.end()) remarks.erase(known);
            continue;
        }
        const std::string found = found_in(rule, forms, article);
        if (found.empty()) continue;
        if (known == remarks.end()) {
            remarks.push_back({rule.name, "by the desk's rule: " + found});
        } else {
            known->detail += "; by the desk's rule: " + found;
        }
    }
}

bool JunkRules::reads_text(std::string_view name) const {
    if (name == "paywall") return true;
    const auto rule = std::ranges::find(rules_, name, &Rule::name);
    return rule != rules_.end() && rule->where == "text";
}

}  // namespace masthead::score
