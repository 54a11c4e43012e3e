#include "app/labelled.h"

#include "app/files.h"
#include "text/date.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace masthead::app {

namespace {

core::Result<std::vector<story::RunArticle>> read_articles(const std::string& path) {
    std::vector<story::RunArticle> articles;
    const auto done = read_json_lines(path, [&](const core::Json& json) -> core::Result<void> {
        story::RunArticle article;
        article.id = json["id"].string();
        if (article.id.empty()) article.id = std::to_string(articles.size());
        article.title = json["title"].string();
        article.text = json["text"].string();
        article.url = json["url"].string();
        article.publisher = json["publisher"].string();
        article.language = json["language"].is_null() ? "en" : std::string(json["language"].string());
        article.day = json["day"].string();
        article.label = json["story"].string();
        if (const auto when = json["published"].string(); !when.empty()) article.published = text::parse_date(when);
        articles.push_back(std::move(article));
        return {};
    });
    if (!done) return std::unexpected(done.error());
    return articles;
}

// Labels that were given a day at a time do not span days, but for a slip here and there: then only pairs of one day
// are counted.
story::LabelScope scope_of(const std::vector<story::RunArticle>& articles, const std::string& view) {
    if (!view.empty()) return view == "same-day" ? story::LabelScope::same_day : story::LabelScope::all_pairs;
    constexpr std::size_t slips_in = 100;  // One label in so many may span days.
    std::map<std::string_view, std::set<std::string_view>> days;
    for (const auto& article : articles) {
        if (article.day.empty() || article.label.empty()) return story::LabelScope::all_pairs;
        days[article.label].insert(article.day);
    }
    const auto spanning = static_cast<std::size_t>(
        std::ranges::count_if(days, [](const auto& entry) { return entry.second.size() > 1; }));
    return spanning * slips_in <= days.size() ? story::LabelScope::same_day : story::LabelScope::all_pairs;
}

}  // namespace

core::Result<story::TrainingSet> read_labelled(const std::string& path, const std::string& view) {
    auto articles = read_articles(path);
    if (!articles) return std::unexpected(articles.error());
    if (std::ranges::none_of(*articles, [](const auto& article) { return !article.label.empty(); })) {
        return core::fail(core::ErrorCode::invalid, fmt::format("{} holds no article with a \"story\" label", path));
    }
    const auto scope = scope_of(*articles, view);
    return story::TrainingSet{std::filesystem::path(path).stem().string(), std::move(*articles), scope, 1};
}

core::Result<std::vector<story::TrainingSet>> read_labelled(const std::vector<std::string>& paths,
                                                            const std::string& view) {
    std::vector<story::TrainingSet> out;
    for (const auto& path : paths) {
        auto set = read_labelled(path, view);
        if (!set) return std::unexpected(set.error());
        out.push_back(std::move(*set));
    }
    return out;
}

}  // namespace masthead::app
