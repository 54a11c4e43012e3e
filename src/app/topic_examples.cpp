#include "app/topic_examples.h"

#include "app/documents.h"
#include "app/files.h"
#include "app/session.h"
#include "core/url.h"
#include "dedupe/canonical_url.h"
#include "text/language.h"
#include "topic/topic_matcher.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace masthead::app {

namespace {

using core::Json;
using core::Result;
using topic::TopicExample;

constexpr std::size_t most_strangers = 2000;  // Stored articles that stand for all others.

std::vector<std::string> texts_of(const Json& json) {
    std::vector<std::string> out;
    if (json.is_string() && !json.string().empty()) out.emplace_back(json.string());
    for (const auto& one : json.array()) {
        if (!one.string().empty()) out.emplace_back(one.string());
    }
    return out;
}

TopicExample example_of(const Json& json) {
    TopicExample out;
    out.title = json["title"].string();
    out.excerpt = json["excerpt"].string();
    out.text = json["text"].string();
    out.tags = texts_of(json["tags"]);
    out.language = text::detect_language(out.title + "\n" + out.text, json["language"].string()).language;
    return out;
}

TopicExample example_of(const model::Article& article) {
    TopicExample out;
    out.title = article.title;
    out.excerpt = article.excerpt;
    out.text = article.text;
    out.language = article.language;
    out.tags = article.keywords;
    return out;
}

Result<TopicMaterial> read_labelled_topics(const std::vector<std::string>& paths) {
    TopicMaterial out;
    std::map<std::string, std::size_t> counts;
    for (const auto& path : paths) {
        const auto done = read_json_lines(path, [&](const Json& json) -> Result<void> {
            TopicExample example = example_of(json);
            example.topics = texts_of(json["topics"].is_null() ? json["topic"] : json["topics"]);
            for (const auto& topic : example.topics) ++counts[topic];
            if (!example.topics.empty()) out.examples.push_back(std::move(example));
            return {};
        });
        if (!done) return std::unexpected(done.error());
    }
    const std::size_t least = topic::TopicTraining{}.least_examples;
    for (const auto& [topic, count] : counts) {
        const bool is_word = topic.find_first_of(" \t\n") == std::string::npos;
        if (count >= least && is_word) out.ids.push_back(topic);
    }
    if (out.ids.empty()) {
        return core::fail(
            core::ErrorCode::invalid,
            fmt::format("{} holds no topic of {} articles; lines need \"topic\" or \"topics\" of one word",
                        paths.front(), least));
    }
    return out;
}

// The desk's examples, by article: one may be named for several topics.
class DeskExamples {
  public:
    explicit DeskExamples(const Session& session) : session_(session), rules_(session.desk.topics) {}

    Result<TopicMaterial> read() {
        TopicMaterial out;
        out.model_file = session_.desk.topic_model;
        for (const auto& topic : session_.desk.topics) {
            if (topic.examples.empty()) continue;
            out.ids.push_back(topic.id);
            if (auto done = add_all(topic.examples, topic.id, &Entry::topics); !done)
                return std::unexpected(done.error());
            if (auto done = add_all(topic.no_examples, topic.id, &Entry::not_topics); !done)
                return std::unexpected(done.error());
        }
        if (out.ids.empty()) {
            return core::fail(
                core::ErrorCode::invalid,
                "no topic of the desk has examples; give one `examples:`, addresses of stored articles or "
                "JSON Lines files of them");
        }
        if (auto done = add_strangers(); !done) return std::unexpected(done.error());
        for (auto& [key, entry] : entries_) out.examples.push_back(finish(entry, out.ids));
        return out;
    }

  private:
    struct Entry {
        TopicExample example;
        std::set<std::string> topics;
        std::set<std::string> not_topics;
        bool is_stranger = false;
    };
    using Topics = std::set<std::string> Entry::*;

    Result<void> add_all(const std::vector<std::string>& names, const std::string& topic, Topics side) {
        for (const auto& name : names) {
            auto done = is_address(name) ? add_article(name, topic, side) : add_file(name, topic, side);
            if (!done) return done;
        }
        return {};
    }

    Result<void> add_article(const std::string& url, const std::string& topic, Topics side) {
        auto id = session_.store->article_at(url);
        const auto address = core::Url::parse(url);
        if (id && !*id && address) id = session_.store->article_at(dedupe::canonical_url(*address).str());
        if (!id) return std::unexpected(id.error());
        const auto article = *id ? session_.store->article(**id) : Result<std::optional<model::Article>>();
        if (!article) return std::unexpected(article.error());
        if (!*article) {
            return core::fail(
                core::ErrorCode::invalid,
                fmt::format("{}, an example of the topic \"{}\", is not in the store; `masthead ingest` or "
                            "`masthead run` brings articles in",
                            url, topic));
        }
        add((*article)->id, example_of(**article), topic, side);
        return {};
    }

    Result<void> add_file(const std::string& path, const std::string& topic, Topics side) {
        return read_json_lines(path, [&](const Json& json) -> Result<void> {
            auto example = example_of(json);
            const std::string key = example.title + "\n" + example.text;
            add(key, std::move(example), topic, side);
            return {};
        });
    }

    void add(const std::string& key, TopicExample example, const std::string& topic, Topics side) {
        auto& entry = entries_[key];
        entry.example = std::move(example);
        (entry.*side).insert(topic);
    }

    Result<void> add_strangers() {
        auto articles = session_.store->articles(core::Instant::min(), core::Instant::max(), store::TextPart::with);
        if (!articles) return std::unexpected(articles.error());
        const auto count = std::min(most_strangers, articles->size());
        for (const auto& article : std::span(*articles).last(count)) {
            const auto [entry, is_new] = entries_.try_emplace(article.id);
            if (!is_new) continue;
            entry->second.example = example_of(article);
            entry->second.is_stranger = true;
        }
        return {};
    }

    // Nothing is known of the topics whose keywords an article has, nor of those that nobody was asked about.
    TopicExample finish(Entry& entry, const std::vector<std::string>& ids) const {
        TopicExample out = std::move(entry.example);
        out.topics.assign(entry.topics.begin(), entry.topics.end());
        const bool is_only_none = entry.topics.empty() && !entry.is_stranger;
        std::set<std::string> found;
        for (const auto& hit : rules_.match({out.title, out.excerpt, out.text, out.language, out.tags}))
            found.insert(hit.topic_id);
        for (const auto& id : ids) {
            const bool is_told = entry.topics.contains(id) || entry.not_topics.contains(id);
            if (!is_told && (is_only_none || found.contains(id))) out.unknown.push_back(id);
        }
        return out;
    }

    const Session& session_;
    topic::TopicMatcher rules_;
    std::map<std::string, Entry> entries_;
};

}  // namespace

Result<TopicMaterial> read_topic_material(const Arguments& arguments) {
    if (!arguments.files.empty()) return read_labelled_topics(arguments.files);
    const auto session = open_session(arguments, store::Access::read_only);
    if (!session) return std::unexpected(session.error());
    return DeskExamples(*session).read();
}

}  // namespace masthead::app
