#include "publish/record_names.h"

#include "text/normalize.h"

#include <algorithm>
#include <unordered_set>
#include <vector>

namespace masthead::publish {
namespace {

constexpr std::size_t short_id = 8;

// The id reduced to what a file name may hold.
std::string plain_id(std::string_view id) {
    std::string plain;
    for (const char c : id) {
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (is_plain) plain += c;
    }
    return plain.empty() ? "record" : plain;
}

bool was_seen_before(const model::Article* left, const model::Article* right) {
    return left->first_seen != right->first_seen ? left->first_seen < right->first_seen : left->id < right->id;
}

}  // namespace

std::string RecordName::api_path() const {
    return "api/news/" + day.substr(0, 4) + "/" + day.substr(5, 2) + "/" + day.substr(8, 2) + "/" + slug + "/";
}

std::unordered_map<std::string_view, RecordName> name_records(const model::Edition& edition) {
    std::vector<const model::Article*> articles;
    for (const auto& story : edition.stories) {
        for (const auto& member : story.members) {
            if (const auto found = edition.articles.find(member.article_id); found != edition.articles.end())
                articles.push_back(&found->second);
        }
    }
    std::sort(articles.begin(), articles.end(), was_seen_before);
    // A record keeps the name of the title it was first published under.
    std::unordered_map<std::string_view, std::string_view> first_titles;
    for (const auto& revision : edition.revisions) first_titles.emplace(revision.article_id, revision.title);
    std::unordered_map<std::string_view, RecordName> names;
    std::unordered_set<std::string> taken;
    for (const auto* article : articles) {
        if (names.contains(article->id)) continue;
        const auto first = first_titles.find(article->id);
        RecordName name{core::format_day(article->published),
                        text::slug(first == first_titles.end() ? article->title : first->second)};
        const std::string id = plain_id(article->id);
        if (name.slug.empty()) name.slug = id;
        if (!taken.insert(name.record_path()).second) {
            const std::string slug = name.slug;
            name.slug = slug + "-" + id.substr(0, short_id);
            for (int i = 2; !taken.insert(name.record_path()).second; ++i) {
                name.slug = slug;
                name.slug.append("-").append(id).append("-").append(std::to_string(i));
            }
        }
        names.emplace(article->id, std::move(name));
    }
    return names;
}

}  // namespace masthead::publish
