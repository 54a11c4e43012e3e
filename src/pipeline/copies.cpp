#include "pipeline/copies.h"

#include "dedupe/credit.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace masthead::pipeline {

namespace {

using model::Verdict;

// A headline of the same publisher under another address is the same document only if hardly a word is another one:
// titles of live pages and of daily items are much alike.
constexpr double min_own_headline = 0.9;

bool is_own_headline(const dedupe::DuplicateMatch& match) {
    return match.ground != dedupe::Ground::short_text || match.resemblance >= min_own_headline;
}

long percent(double share) {
    return std::lround(share * 100);
}

std::string sentence_of(const dedupe::DuplicateMatch& match) {
    switch (match.ground) {
        case dedupe::Ground::same_words:
            return "100 % of its text is that of another article: the same words";
        case dedupe::Ground::part:
            return fmt::format(
                "it is one text with another article of which a part is missing: about {} % of the "
                "shorter text stands in the longer",
                percent(match.containment));
        case dedupe::Ground::short_text:
            return fmt::format(
                "it has no long text, and {} % of the words of its title and teaser are those of "
                "another article; no number, day or name differs",
                percent(match.resemblance));
        case dedupe::Ground::text:
            break;
    }
    return fmt::format("{} % of its text is that of another article", percent(match.resemblance));
}

// Its addresses and items lead to the article whose text it is; nothing else of it is kept.
void fold_into(std::string_view article_id, std::string_view original_id, store::ChangeSet& changes) {
    const auto is_of_it = [&](const auto& part) { return part.article_id == article_id; };
    for (auto& address : changes.addresses) {
        if (is_of_it(address)) address.article_id = original_id;
    }
    for (auto& item : changes.items) {
        if (is_of_it(item)) item.article_id = original_id;
    }
    std::erase_if(changes.retries, is_of_it);
    std::erase_if(changes.evidence, is_of_it);
    std::erase_if(changes.contents, is_of_it);
}

}  // namespace

void Copies::know(std::span<const model::Article> articles, std::span<const store::Duplicate> duplicates) {
    std::map<std::string_view, std::string_view> copies;
    for (const auto& duplicate : duplicates) copies.emplace(duplicate.article_id, duplicate.original_id);
    for (const auto& article : articles) {
        if (!copies.contains(article.id)) add(article, dedupe::fingerprint(article.title, article.text));
    }
    for (const auto& [copy, original] : copies) {
        const auto known = indexed_.find(original);
        if (known != indexed_.end()) known->second.copies.emplace_back(copy);
    }
}

void Copies::add(const model::Article& article, dedupe::Fingerprint print) {
    index_.add(article.id, std::move(print), article.published);
    indexed_[article.id] = {.provider = article.provider,
                            .url = article.web_url,
                            .title = article.title,
                            .credits = dedupe::credits_of(article),
                            .copies = {},
                            .published = article.published};
}

// The earliest account of a text is the original; later ones of other publishers are its copies.
void Copies::find(std::vector<model::Article>& articles, Prints& prints, store::ChangeSet& changes, RunReport& report) {
    std::ranges::sort(articles, [](const model::Article& a, const model::Article& b) {
        return std::tie(a.published, a.id) < std::tie(b.published, b.id);
    });
    std::erase_if(articles, [&](model::Article& article) {
        const auto known = prints.find(article.id);
        auto print =
            known != prints.end() ? std::move(known->second) : dedupe::fingerprint(article.title, article.text);
        const auto match = index_.find(print, article.published);
        const Kind kind = match ? judge(article, *match, changes) : Kind::none;
        if (kind != Kind::none) ++report.duplicates;
        if (kind == Kind::again) return true;
        ++report.articles;
        changes.decisions.push_back(
            {article.web_url, "store", Verdict::stored, "stored as an article", "", article.first_seen});
        if (kind == Kind::none) add(article, std::move(print));
        return false;
    });
}

// The original is the article whose publisher the other one credits; where neither does, or each the other, the
// earlier one.
Copies::Kind Copies::judge(const model::Article& article, const dedupe::DuplicateMatch& match,
                           store::ChangeSet& changes) {
    const auto moved = moved_.find(match.article_id);
    const std::string original_id = moved == moved_.end() ? match.article_id : moved->second;
    Indexed& original = indexed_.find(original_id)->second;  // The index holds none that is not there.
    const bool same_publisher = original.provider.domain == article.provider.domain;
    // What a publisher prints below every article (a paywall's words, a disclaimer) makes no copies of them.
    if (same_publisher && (!is_own_headline(match) || !dedupe::titles_alike(original.title, article.title)))
        return Kind::none;
    std::string reason = sentence_of(match);
    if (same_publisher) {
        changes.decisions.push_back(
            {article.web_url, "dedupe", Verdict::duplicate, std::move(reason), original.url, article.first_seen});
        fold_into(article.id, original_id, changes);
        return Kind::again;
    }
    const bool credits = dedupe::credits_name(dedupe::credits_of(article), original.provider);
    const bool is_credited = dedupe::credits_name(original.credits, article.provider);
    if (is_credited != credits)
        reason += fmt::format("; it credits {}", credits ? original.provider.name : article.provider.name);
    const bool is_original = is_credited == credits ? article.published < original.published : is_credited;
    const auto& [copy_url, original_url] =
        is_original ? std::pair(original.url, article.web_url) : std::pair(article.web_url, original.url);
    changes.decisions.push_back(
        {copy_url, "dedupe", Verdict::duplicate, std::move(reason), original_url, article.first_seen});
    if (is_original) {
        put_before(article, original, original_id, changes);
    } else {
        changes.duplicates.push_back({article.id, original_id});
        original.copies.push_back(article.id);
    }
    return Kind::elsewhere;
}

void Copies::put_before(const model::Article& article, Indexed& former, const std::string& former_id,
                        store::ChangeSet& changes) {
    auto copies = std::move(former.copies);
    former.copies.clear();
    copies.push_back(former_id);
    for (const auto& copy : copies) changes.duplicates.push_back({copy, article.id});
    for (auto& [indexed, original] : moved_) {
        if (original == former_id) original = article.id;
    }
    moved_[former_id] = article.id;
    indexed_[article.id] = {.provider = article.provider,
                            .url = article.web_url,
                            .title = article.title,
                            .credits = dedupe::credits_of(article),
                            .copies = std::move(copies),
                            .published = article.published};
}

}  // namespace masthead::pipeline
