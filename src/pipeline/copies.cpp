#include "pipeline/copies.h"

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
    std::set<std::string_view> copies;
    for (const auto& duplicate : duplicates) copies.insert(duplicate.article_id);
    for (const auto& article : articles) {
        if (!copies.contains(article.id)) add(article, dedupe::fingerprint(article.title, article.text));
    }
}

void Copies::add(const model::Article& article, dedupe::Fingerprint print) {
    index_.add(article.id, std::move(print), article.published);
    indexed_[article.id] = {article.provider.domain, article.web_url, article.title, article.published};
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

Copies::Kind Copies::judge(const model::Article& article, const dedupe::DuplicateMatch& match,
                           store::ChangeSet& changes) const {
    const Indexed& original = indexed_.find(match.article_id)->second;  // The index holds none that is not there.
    const bool same_publisher = original.domain == article.provider.domain;
    // What a publisher prints below every article (a paywall's words, a disclaimer) makes no copies of them.
    if (same_publisher && !dedupe::titles_alike(original.title, article.title)) return Kind::none;
    const std::string reason =
        fmt::format("{} % of its text is that of another article", std::lround(match.resemblance * 100));
    changes.decisions.push_back(
        {article.web_url, "dedupe", Verdict::duplicate, reason, original.url, article.first_seen});
    if (same_publisher) {
        fold_into(article.id, match.article_id, changes);
        return Kind::again;
    }
    const bool is_earlier = article.published < original.published;
    changes.duplicates.push_back(is_earlier ? store::Duplicate{match.article_id, article.id}
                                            : store::Duplicate{article.id, match.article_id});
    return Kind::elsewhere;
}

}  // namespace masthead::pipeline
