// The rule of the reference site, to the point: DESIGN.md 4.
#include "score/terms.h"
#include "text/normalize.h"
#include "text/utf8.h"

#include <algorithm>
#include <cmath>

namespace masthead::score {
namespace {

// Every keyword of every topic that is a part of the title counts, repeated and overlapping ones each.
void add_keywords(TermList& terms, const model::Article& article, std::span<const model::Topic> topics, double points) {
    const std::string title = text::to_lower(article.title);
    int hits = 0;
    std::string detail;
    for (const auto& id : article.topics) {
        const auto* topic = find_topic(topics, id);
        if (topic == nullptr) continue;
        for (const auto& keyword : topic->keywords) {
            if (title.find(keyword) == std::string::npos) continue;
            ++hits;
            detail += (detail.empty() ? "" : ", ") + keyword + " (" + topic->name + ")";
        }
    }
    terms.add("keyword", hits * points, "in the title: " + detail);
}

}  // namespace

model::Score everyday_quality(const ScoreInput& input, std::span<const model::Topic> topics, const Weights& weights) {
    const auto& article = *input.article;
    TermList terms;
    const auto topic_count = static_cast<long long>(article.topics.size());
    terms.add("topic", static_cast<double>(topic_count) * weights["topic"], counted(topic_count, "topic", "topics"));
    add_keywords(terms, article, topics, weights["keyword"]);
    if (!article.images.empty()) terms.add("image", weights["image"], "an image");
    if (!article.amp_url.empty()) terms.add("amp", weights["amp"], "an AMP address");
    if (!article.featured_content.empty()) terms.add("featured", weights["featured"], "an embedded player");
    if (article.provider.is_official) {
        terms.add("official", weights["official"], "the subject's own source");
    } else if (article.provider.is_known) {
        terms.add("organization", weights["organization"], article.provider.domain + " is a known organisation");
    }
    const auto length = static_cast<double>(text::count_characters(article.title));
    const double excess = std::max(0.0, length - weights["long-title-from"]);
    terms.add("long-title", -std::floor(excess * weights["long-title"]),
              "title of " + std::to_string(static_cast<long long>(length)) + " characters");
    terms.add_floor();
    return terms.take();
}

model::Score everyday_heat(std::span<const Candidate> lead_first, const Weights& weights) {
    TermList terms;
    const int quality = lead_first.front().total;
    terms.add("quality", quality, "quality of the lead");
    const auto others = static_cast<long long>(lead_first.size()) - 1;
    if (quality >= weights["related-from"]) {
        terms.add("related", static_cast<double>(others) * weights["related"],
                  counted(others, "related article", "related articles"));
    }
    return terms.take();
}

}  // namespace masthead::score
