#include "app/explanation.h"

#include "app/links.h"
#include "app/origins.h"
#include "app/timeline.h"
#include "app/values.h"
#include "core/domain.h"
#include "core/url.h"
#include "dedupe/canonical_url.h"
#include "topic/topic_matcher.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace masthead::app {

using core::Json;
using core::Result;

namespace {

std::string unknown_summary(const config::Desk& desk, const core::Url& address) {
    const std::string domain = core::registrable_domain(address.host());
    std::vector<std::string> sources;
    for (const auto& source : desk.sources) {
        const auto url = core::Url::parse(source.url);
        if (url && core::registrable_domain(url->host()) == domain) sources.push_back(source.url);
    }
    if (sources.empty())
        return fmt::format("Never seen: no item of a source named it, and no source of the desk lies on {}.", domain);
    return fmt::format("Never seen: the desk follows {} on {}, but no item named this address yet.", sources.front(),
                       domain);
}

std::string sum_of(const Json& score) {
    std::string out;
    for (const auto& term : score["terms"].array()) {
        out += fmt::format(
            "    {:>+5}  {}{}\n", term["points"].integer(), term["name"].string(),
            term["detail"].string().empty() ? std::string() : fmt::format(" ({})", term["detail"].string()));
    }
    return out + fmt::format("    {:>5}  total\n", score["total"].integer());
}

// Which part of a story the article plays, with what its scores are made of.
Result<void> add_story(const store::Store& store, const model::Article& article, Json& json) {
    const auto story = store.story_of(article.id);
    if (!story) return std::unexpected(story.error());
    if (!*story) return {};
    const auto& members = (*story)->members;
    const auto self = std::ranges::find(members, article.id, &model::ScoredMember::article_id);
    const auto lead = store.article((*story)->lead_id());
    if (!lead) return std::unexpected(lead.error());
    Json row;
    row.add("id", (*story)->id).add("members", members.size()).add("leads", self == members.begin());
    if (*lead)
        row.add("lead", (*lead)->title).add("leadUrl", (*lead)->web_url).add("leadProvider", (*lead)->provider.name);
    auto links = story_links_json(store, (*story)->id);
    if (!links) return std::unexpected(links.error());
    row.add("thread", (*links)["thread"]).add("links", (*links)["links"]);
    json.add("story", std::move(row));
    json.add("published", members.front().is_published && self == members.begin());
    if (!self->duplicate_of.empty()) {
        const auto original = store.article(self->duplicate_of);
        if (original && *original) json.add("copyOf", (*original)->web_url);
    }
    json.add("quality", to_json(self->quality)).add("heat", to_json(self->heat));
    if (!(*story)->title.empty()) json.add("storyTitle", (*story)->title);
    return {};
}

// What editors said of the article or of the story it is in.
Result<void> add_editor(const store::Store& store, const model::Article& article, Json& json) {
    const std::string story(json["story"]["id"].string());
    auto editor = editor_json(store, story, {article.id});
    if (!editor) return std::unexpected(editor.error());
    json.add("editor", std::move(*editor));
    return {};
}

Json share_json(const topic::TermShare& share) {
    constexpr double digits = 1000;
    return Json().add("term", share.term).add("points", std::round(share.points * digits) / digits);
}

// The topics that the desk gives the article today, each with what decided.
void add_topics(const config::Desk& desk, const model::Article& article, Json& json) {
    Json::Array rows;
    const topic::TopicMatcher matcher(desk.topics, desk.learned_topics);
    for (const auto& hit : matcher.match(topic::text_of(article))) {
        Json row;
        row.add("id", hit.topic_id).add("by", topic::name_of(hit.by));
        if (!hit.keyword.empty()) row.add("keyword", hit.keyword);
        if (hit.by == topic::HitBy::learned) {
            Json::Array terms;
            for (const auto& term : hit.learned.terms) terms.push_back(share_json(term));
            constexpr double digits = 1000;
            row.add("probability", std::round(hit.learned.probability * digits) / digits)
                .add("threshold", hit.learned.threshold)
                .add("terms", std::move(terms));
        }
        rows.push_back(std::move(row));
    }
    if (!rows.empty()) json.add("topics", std::move(rows));
}

std::string topic_text(const Json& topic) {
    const auto by = topic["by"].string();
    const auto keyword = topic["keyword"].string();
    if (by == "title") return fmt::format("\"{}\" in the title", keyword);
    if (by == "text") return fmt::format("\"{}\" in the text, and another mention", keyword);
    if (by == "hashtag") return fmt::format("the hashtag {}", keyword);
    if (by == "tag") return fmt::format("the publisher's tag \"{}\"", keyword);
    if (by == "child") return fmt::format("above the topic \"{}\"", keyword);
    std::string out = fmt::format("learned: probability {:.2f}, {:.2f} is enough", topic["probability"].number(),
                                  topic["threshold"].number());
    for (const auto& term : topic["terms"].array())
        out += fmt::format("; {} {:+.2f}", term["term"].string(), term["points"].number());
    return out;
}

// What the latest decision of a stage said.
std::string_view last_reason(const Json& decisions, std::string_view stage) {
    std::string_view reason = "it is not scored yet";
    for (const auto& decision : decisions.array()) {
        if (decision["stage"].string() == stage) reason = decision["reason"].string();
    }
    return reason;
}

std::string summary_of(const Json& json) {
    const auto& story = json["story"];
    if (json["decisions"].array().empty() && story.is_null()) return "";
    if (story.is_null()) return "Seen, but it is no article of the desk; the decisions say why.";
    if (json["published"].boolean())
        return fmt::format("Published: it leads a story of {} article(s).", story["members"].integer());
    if (story["leads"].boolean())
        return fmt::format("Not published: it leads a story of {} article(s), and {}.", story["members"].integer(),
                           last_reason(json["decisions"], "publish"));
    if (!json["copyOf"].is_null())
        return fmt::format("A copy of {} in the story led by \"{}\".", json["copyOf"].string(), story["lead"].string());
    return fmt::format("Related: part of the story led by \"{}\" ({}).", story["lead"].string(),
                       story["leadProvider"].string());
}

}  // namespace

Result<Json> explain_address(const config::Desk& desk, const store::Store& store, const std::string& url) {
    const auto given = core::Url::parse(url);
    if (!given) return std::unexpected(given.error());
    const auto address = dedupe::canonical_url(*given);
    Json json;
    json.add("url", url).add("canonicalUrl", address.str());
    auto decisions = store.decisions(address.str());
    if (decisions && decisions->empty()) decisions = store.decisions(url);  // Sources go by the address in the desk.
    if (!decisions) return std::unexpected(decisions.error());
    auto id = store.article_at(address.str());
    if (id && !*id) id = store.article_at(url);
    if (!id) return std::unexpected(id.error());
    Json::Array rows;
    for (const auto& decision : *decisions) rows.push_back(to_json(decision));
    if (*id) {
        const auto article = store.article(**id);
        if (!article) return std::unexpected(article.error());
        if (*article && (*article)->web_url == address.str()) {
            Json whole = to_json(**article);
            const auto origins = store.evidence((*article)->id);
            if (!origins) return std::unexpected(origins.error());
            json.add("origins", origins_json(*origins, whole));
            json.add("article", std::move(whole));
            add_topics(desk, **article, json);
            if (auto done = add_story(store, **article, json); !done) return std::unexpected(done.error());
            if (auto done = add_editor(store, **article, json); !done) return std::unexpected(done.error());
        } else if (*article) {
            json.add("sameAs", (*article)->web_url);
        }
    }
    json.add("known", !rows.empty() || id->has_value());
    json.add("decisions", std::move(rows));
    std::string summary = summary_of(json);
    if (summary.empty())
        summary = json["sameAs"].is_null() ? unknown_summary(desk, address)
                                           : fmt::format("Another address of {}.", json["sameAs"].string());
    return json.add("summary", std::move(summary));
}

Result<std::string> latest_reason(const store::Store& store, std::string_view url, std::string_view stage) {
    const auto decisions = store.decisions(url);
    if (!decisions) return std::unexpected(decisions.error());
    std::string reason;
    for (const auto& decision : *decisions) {
        if (decision.stage == stage) reason = decision.reason;
    }
    return reason;
}

std::string editor_text(const Json& decisions) {
    std::string out;
    for (const auto& decision : decisions.array()) {
        out += fmt::format("  {:>3}  {}  {}{}\n", decision["number"].integer(), decision["at"].string(),
                           decision["words"].string(),
                           decision["undoneAt"].is_null() ? std::string()
                                                          : fmt::format(" (undone {})", decision["undoneAt"].string()));
    }
    return out;
}

std::string explanation_text(const Json& json) {
    std::string out = fmt::format("{}\n", json["url"].string());
    if (!json["canonicalUrl"].is_null() && json["canonicalUrl"].string() != json["url"].string())
        out += fmt::format("  canonical address {}\n", json["canonicalUrl"].string());
    out += fmt::format("\n{}\n", json["summary"].string());
    if (!json["article"].is_null()) {
        const auto& article = json["article"];
        out +=
            fmt::format("\n  \"{}\"\n  {}, {}, published {} (from {})\n", article["title"].string(),
                        article["provider"]["name"].string(),
                        article["language"].is_null() ? "language unknown" : std::string(article["language"].string()),
                        article["publishedDateTime"].string(), article["dateOrigin"].string());
    }
    if (!json["page"].is_null()) {
        out += fmt::format("\n  \"{}\"\n", json["page"]["title"].string());
        for (const auto& problem : json["page"]["problems"].array()) out += fmt::format("  ! {}\n", problem.string());
    }
    if (!json["origins"].array().empty())
        out += fmt::format("\nWhere each value came from\n{}", origins_text(json["origins"]));
    if (!json["topics"].array().empty()) out += "\nTopics\n";
    for (const auto& topic : json["topics"].array())
        out += fmt::format("  {:<16} {}\n", topic["id"].string(), topic_text(topic));
    if (!json["sameAs"].is_null()) out += fmt::format("  the same document as {}\n", json["sameAs"].string());
    if (!json["decisions"].array().empty()) out += "\nWhat each stage decided\n";
    for (const auto& decision : json["decisions"].array()) {
        out +=
            fmt::format("  {:<8} {:<10} {}{}\n", decision["stage"].string(), decision["verdict"].string(),
                        decision["reason"].string(),
                        decision["other"].is_null() ? std::string() : fmt::format(" [{}]", decision["other"].string()));
    }
    if (!json["story"].is_null()) out += story_links_text(json["story"]);
    if (!json["editor"].array().empty()) out += "\nWhat editors decided\n" + editor_text(json["editor"]);
    if (!json["quality"].is_null())
        out += fmt::format("\nQuality {}\n{}", json["quality"]["total"].integer(), sum_of(json["quality"]));
    if (!json["heat"].is_null())
        out += fmt::format("\nHeat {}\n{}", json["heat"]["total"].integer(), sum_of(json["heat"]));
    while (out.ends_with('\n')) out.pop_back();
    return out;
}

}  // namespace masthead::app
