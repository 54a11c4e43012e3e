#include "pipeline/score_facts.h"

#include "core/hash.h"
#include "score/junk.h"
#include "topic/topic_matcher.h"

#include <algorithm>
#include <unordered_map>

namespace masthead::pipeline {

namespace {

using core::Result;

constexpr std::size_t articles_a_step = 2000;  // Looked at together: bounds memory and what a stop loses.

// A hash over parts: ("ab", "c") is another than ("a", "bc").
class Fingerprint {
  public:
    Fingerprint& add(std::string_view part) {
        hash_ = core::stable_hash(part, hash_ + part.size() + 1);
        return *this;
    }
    Fingerprint& add_flag(bool flag) { return add(flag ? "yes" : "no"); }
    [[nodiscard]] std::string text() const { return core::to_hex(hash_); }

  private:
    std::uint64_t hash_ = score::facts_version;
};

// The desk's tables, applied to an article that is stored.
class Rules {
  public:
    explicit Rules(const config::Desk& desk)
        : desk_(desk), topics_(desk.topics, desk.learned_topics), junk_(desk.junk) {
        for (const auto& organization : desk.organizations) organizations_.emplace(organization.domain, &organization);
        for (const auto& source : desk.sources) sources_.emplace(source.url, &source);
    }

    // True if the article is another now. `before` are the facts that were found when it had its text, if it has lost
    // it since: the topics that the text gave it cannot be looked for again and stay.
    bool apply(model::Article& article, const score::ScoreFacts* before) const {
        const bool is_moved = set_provider(article);
        std::vector<std::string> topics;
        for (const auto& hit : topics_.match(topic::text_of(article))) topics.push_back(hit.topic_id);
        if (before != nullptr) topics = with_former(topics, article.topics);
        if (topics == article.topics) return is_moved;
        article.topics = std::move(topics);
        return true;
    }

    [[nodiscard]] store::ArticleFacts facts_of(const model::Article& article, const score::ScoreFacts* before) const {
        auto facts = score::facts_of(article, desk_.topics, &junk_);
        if (before != nullptr) score::keep_text_facts(*before, junk_, facts);
        return {article.id, score::write_facts(facts)};
    }

  private:
    bool set_provider(model::Article& article) const {
        auto& provider = article.provider;
        const model::Provider before = provider;
        const auto known = organizations_.find(provider.domain);
        if (known != organizations_.end()) {
            provider = *known->second;
        } else if (provider.is_known) {  // Its name stays; what the desk said of it goes.
            provider.is_known = provider.is_official = false;
            provider.owner.clear();
            provider.images.clear();
        }
        const auto source = sources_.find(article.source_url);
        if (source != sources_.end())
            provider.is_official =
                source->second->is_official || (known != organizations_.end() && known->second->is_official);
        return provider.name != before.name || provider.owner != before.owner || provider.images != before.images ||
               provider.is_known != before.is_known || provider.is_official != before.is_official;
    }

    // The union, in the desk's order; topics that the desk has dropped go.
    [[nodiscard]] std::vector<std::string> with_former(const std::vector<std::string>& topics,
                                                       const std::vector<std::string>& former) const {
        std::vector<std::string> all;
        for (const auto& topic : desk_.topics) {
            const auto has = [&](const auto& list) { return std::ranges::find(list, topic.id) != list.end(); };
            if (has(topics) || has(former)) all.push_back(topic.id);
        }
        return all;
    }

    const config::Desk& desk_;
    topic::TopicMatcher topics_;
    score::JunkRules junk_;
    std::map<std::string_view, const model::Provider*> organizations_;  // By domain.
    std::map<std::string_view, const model::Source*> sources_;          // By address.
};

using FactsById = std::unordered_map<std::string, score::ScoreFacts>;

// Facts that name words of a text, where the desk lets texts go: what they say of it is nowhere else.
Result<FactsById> facts_of_texts(const config::Desk& desk, const store::Store& store) {
    FactsById facts;
    if (desk.keep.text_days <= 0) return facts;
    const auto read = store.each_facts([&](std::string_view bytes) {
        auto one = score::read_facts(bytes);
        if (one && one->words > 0) facts.emplace(one->article_id, std::move(*one));
    });
    if (!read) return std::unexpected(read.error());
    return facts;
}

const score::ScoreFacts* before_thinning(const FactsById& facts, const model::Article& article) {
    if (!article.text.empty()) return nullptr;
    const auto found = facts.find(article.id);
    return found == facts.end() ? nullptr : &found->second;
}

Result<std::size_t> apply_rules(const config::Desk& desk, const World& world, const std::string& fingerprint) {
    const auto counts = world.store->counts();
    if (!counts) return std::unexpected(counts.error());
    const auto texts = facts_of_texts(desk, *world.store);
    if (!texts) return std::unexpected(texts.error());
    const Rules rules(desk);
    std::size_t changed = 0;
    std::string after;
    world.progress->begin("rules", counts->articles);
    while (!world.stop.stop_requested()) {
        auto articles = world.store->articles_after(after, articles_a_step);
        if (!articles) return std::unexpected(articles.error());
        store::ChangeSet changes;
        changes.at = world.clock->now();
        for (auto& article : *articles) {
            const auto* before = before_thinning(*texts, article);
            const bool is_other = rules.apply(article, before);
            changes.facts.push_back(rules.facts_of(article, before));
            after = article.id;
            changed += is_other ? 1 : 0;
            if (is_other) changes.articles.push_back(std::move(article));
        }
        const bool is_last = articles->size() < articles_a_step;
        if (is_last) changes.rules = fingerprint;
        if (const auto done = world.store->apply(changes, store::Durability::normal); !done)
            return std::unexpected(done.error());
        world.progress->advance(articles->size());
        if (is_last) break;
    }
    world.progress->end();
    return changed;
}

Result<void> find_missing(const config::Desk& desk, const World& world, const std::string& fingerprint) {
    const auto texts = facts_of_texts(desk, *world.store);
    if (!texts) return std::unexpected(texts.error());
    const Rules rules(desk);
    std::string after;
    while (true) {
        const auto articles = world.store->articles_without_facts(after, articles_a_step);
        if (!articles) return std::unexpected(articles.error());
        store::ChangeSet changes;
        changes.at = world.clock->now();
        for (const auto& article : *articles)
            changes.facts.push_back(rules.facts_of(article, before_thinning(*texts, article)));
        const bool is_last = articles->size() < articles_a_step;
        if (is_last) changes.rules = fingerprint;
        if (const auto done = world.store->apply(changes, store::Durability::normal); !done)
            return std::unexpected(done.error());
        if (is_last) return {};
        after = articles->back().id;
    }
}

}  // namespace

std::string rules_of(const config::Desk& desk) {
    Fingerprint rules;
    for (const auto& topic : desk.topics) {
        rules.add("topic").add(topic.id).add(topic.name).add(topic.parent);
        for (const auto& keyword : topic.keywords) rules.add(keyword);
        rules.add("exclude");
        for (const auto& keyword : topic.exclude) rules.add(keyword);
        rules.add("hashtags");
        for (const auto& hashtag : topic.hashtags) rules.add(hashtag);
        rules.add(std::to_string(topic.threshold));
    }
    rules.add("learned").add(desk.learned_topics.fingerprint);
    for (const auto& rule : desk.junk) {  // Not their points, which are weights.
        rules.add("junk").add(rule.name).add(rule.where);
        for (const auto* list : {&rule.phrases, &rule.unless, &rule.sites, &rule.trusted}) {
            rules.add("list");
            for (const auto& text : *list) rules.add(text);
        }
    }
    for (const auto& provider : desk.organizations) {
        rules.add("organization").add(provider.domain).add(provider.name).add(provider.owner);
        rules.add_flag(provider.is_known).add_flag(provider.is_official);
        for (const auto& image : provider.images) rules.add(image.url);
    }
    for (const auto& source : desk.sources) {
        if (source.is_official) rules.add("official").add(source.url);
    }
    return rules.text();
}

Result<std::size_t> refresh_facts(const config::Desk& desk, const World& world) {
    const std::string rules = rules_of(desk);
    const auto stored = world.store->rules();
    if (!stored) return std::unexpected(stored.error());
    // A store without any was filled under these.
    if (!stored->empty() && *stored != rules) return apply_rules(desk, world, rules);
    if (const auto done = find_missing(desk, world, rules); !done) return std::unexpected(done.error());
    return 0;
}

Result<std::vector<score::ScoreFacts>> load_facts(const config::Desk& desk, const store::Store& store) {
    std::vector<score::ScoreFacts> facts;
    const auto read = store.each_facts([&](std::string_view bytes) {
        if (auto one = score::read_facts(bytes)) facts.push_back(std::move(*one));
    });
    if (!read) return std::unexpected(read.error());
    std::vector<score::ScoreFacts> fresh;
    const score::JunkRules junk(desk.junk);
    for (std::string after;;) {
        const auto articles = store.articles_without_facts(after, articles_a_step);
        if (!articles) return std::unexpected(articles.error());
        for (const auto& article : *articles) fresh.push_back(score::facts_of(article, desk.topics, &junk));
        if (articles->size() < articles_a_step) break;
        after = articles->back().id;
    }
    if (fresh.empty()) return facts;
    std::vector<score::ScoreFacts> all;
    all.reserve(facts.size() + fresh.size());
    const auto by_id = [](const score::ScoreFacts& a, const score::ScoreFacts& b) {
        return a.article_id < b.article_id;
    };
    // Of two of one article the first is taken: the fresh one.
    std::ranges::merge(fresh, facts, std::back_inserter(all), by_id);
    const auto again = std::ranges::unique(all, {}, &score::ScoreFacts::article_id);
    all.erase(again.begin(), again.end());
    return all;
}

}  // namespace masthead::pipeline
