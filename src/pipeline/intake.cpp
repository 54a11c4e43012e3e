#include "pipeline/intake.h"

#include "dedupe/canonical_url.h"
#include "pipeline/stage.h"

#include <iterator>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace masthead::pipeline {

namespace {

using core::Result;
using model::Verdict;

constexpr std::chrono::hours copy_window{24 * 7};

// Is the article's text its page's? Then the page's markup is the article's too.
bool has_text_of_page(const Candidate& candidate, const model::Article& article) {
    return candidate.reading && !article.text.empty() && candidate.reading->text == article.text;
}

}  // namespace

Intake::Intake(const config::Desk& desk, const World& world, RunReport& report)
    : desk_(desk),
      world_(world),
      report_(report),
      now_(world.clock->now()),
      reader_(desk),
      memories_(*world.store),
      maker_(desk),
      workers_({.threads = world.threads}) {}

Result<void> Intake::load() {
    const auto articles = world_.store->articles(now_ - 2 * copy_window, now_, store::TextPart::with);
    if (!articles) return std::unexpected(articles.error());
    const auto revisions = world_.store->revisions();
    if (!revisions) return std::unexpected(revisions.error());
    for (const auto& revision : *revisions)
        revised_[revision.article_id] = revision.at;  // Oldest first: the latest stays.
    const auto duplicates = world_.store->duplicates();
    if (!duplicates) return std::unexpected(duplicates.error());
    for (const auto& article : *articles) leads_.add(article);
    copies_.know(*articles, *duplicates);
    return {};
}

void Intake::note(const Candidate& candidate, std::string_view stage, Verdict verdict, std::string reason,
                  std::string other) {
    std::string url = candidate.address             ? candidate.address->str()
                      : candidate.item.link.empty() ? candidate.source->url
                                                    : candidate.item.link;
    changes_.decisions.push_back(
        {std::move(url), std::string(stage), verdict, std::move(reason), std::move(other), candidate.seen_at});
}

void Intake::begin(store::ChangeSet changes) {
    changes_ = std::move(changes);
    changes_.at = now_;
    articles_.clear();
    seen_.clear();
    made_.clear();
    ids_.clear();
    prints_.clear();
}

// What is known already is not read again unless its item says something new, which `take` finds out.
Result<void> Intake::begin_reading(Candidate& candidate, Workers::Batch& batch) {
    const auto link = core::Url::parse(candidate.item.link);
    if (!link || (!candidate.page && maker_.needs_page(candidate.item))) return {};
    candidate.address = dedupe::canonical_url(*link);
    const auto known = world_.store->article_at(candidate.address->str());
    if (!known) return std::unexpected(known.error());
    if (!*known) put(candidate, batch);
    return {};
}

Result<void> Intake::take(std::vector<Candidate> candidates, store::ChangeSet changes) {
    begin(std::move(changes));
    report_.items += candidates.size();
    if (auto done = find_addresses(candidates); !done) return done;
    if (auto done = drop_known(candidates); !done) return done;
    {
        Workers::Batch batch(workers_);
        fetch_pages(candidates, batch);
        read_pages(candidates, batch);
    }
    judge_redirects(candidates);
    if (auto done = make_articles(candidates); !done) return done;
    fetch_images();
    if (world_.stop.stop_requested()) return {};
    {
        StageTimer timer(report_, "dedupe");
        const std::size_t before = articles_.size();
        copies_.find(articles_, prints_, changes_, report_);
        timer.count(before, articles_.size());
    }
    learn_sites(candidates);
    return store();
}

Result<void> Intake::take_pages_again(std::vector<Candidate> candidates, store::ChangeSet changes) {
    begin(std::move(changes));
    {
        Workers::Batch batch(workers_);
        fetch_pages(candidates, batch);
        read_pages(candidates, batch);
    }
    judge_redirects(candidates);
    std::erase_if(candidates, [&](const Candidate& candidate) {
        if (!candidate.page) return true;  // It failed again, and what comes next is noted.
        changes_.settled_retries.push_back(candidate.known_id);
        return !candidate.reading;
    });
    if (auto done = make_articles(candidates); !done) return done;
    fetch_images();
    if (world_.stop.stop_requested()) return {};
    return store();
}

Result<void> Intake::store() {
    const StageTimer timer(report_, "store");
    if (!memories_.problem()) return memories_.problem();
    changes_.site_memories = memories_.take_learned();
    changes_.articles.insert(changes_.articles.end(), std::make_move_iterator(articles_.begin()),
                             std::make_move_iterator(articles_.end()));
    const auto counts = world_.store->apply(changes_, store::Durability::normal);
    if (!counts) return std::unexpected(counts.error());
    memories_.settle();
    return {};
}

// Articles at their own addresses first: one that names another's address finds it made.
Result<void> Intake::make_articles(std::vector<Candidate>& candidates) {
    StageTimer timer(report_, "article");
    std::vector<std::pair<Candidate*, core::Url>> moved;
    for (auto& candidate : candidates) {
        const auto better = candidate.known_id.empty() ? better_address(candidate) : std::nullopt;
        if (better) {
            moved.emplace_back(&candidate, *better);
        } else if (auto done = make_article(candidate); !done) {
            return done;
        }
    }
    for (auto& [candidate, address] : moved) {
        const auto known = is_another_address(*candidate, address);
        if (!known) return std::unexpected(known.error());
        if (*known) continue;
        if (auto done = make_article(*candidate); !done) return done;
    }
    timer.count(candidates.size(), articles_.size());
    return {};
}

// The draft, unless the candidate's address turned out to be another.
model::Article Intake::article_of(Candidate& candidate) {
    if (candidate.draft && candidate.draft->article.web_url == candidate.address->str())
        return std::move(candidate.draft->article);
    candidate.draft.reset();
    return maker_.make({*candidate.source, candidate.feed, candidate.item, *candidate.address,
                        candidate.reading ? &*candidate.reading : nullptr, candidate.seen_at});
}

Result<void> Intake::make_article(Candidate& candidate) {
    auto article = article_of(candidate);
    if (article.title.empty()) {
        note(candidate, "page", Verdict::dropped,
             candidate.page_problem ? fmt::format("its page could not be read: {}", candidate.page_problem->message)
                                    : "neither the feed nor the page gives a title");
        ++report_.dropped;
        if (!candidate.page_problem) leave_out(report_, "no-title", candidate.address->str());
        return {};
    }
    if (candidate.known_id.empty()) {
        auto id = id_for(*candidate.address);
        if (!id) return std::unexpected(id.error());
        article.id = std::move(*id);
        made_[article.web_url] = article.id;
        ids_[article.id] = article.web_url;
        add_article(candidate, std::move(article));
        return {};
    }
    const auto before = world_.store->article(candidate.known_id);
    if (!before) return std::unexpected(before.error());
    if (*before) add_revision(candidate, std::move(article), **before);
    return {};
}

void Intake::add_article(Candidate& candidate, model::Article article) {
    if (candidate.draft) prints_[article.id] = std::move(candidate.draft->print);
    changes_.addresses.push_back({article.web_url, article.id});
    changes_.addresses.push_back({article.original_url, article.id});
    for (const auto& address : candidate.other_addresses) changes_.addresses.push_back({address, article.id});
    if (!candidate.guid.empty()) changes_.items.push_back({candidate.source->url, candidate.guid, article.id});
    if (candidate.retry) {
        changes_.retries.push_back(*candidate.retry);
        changes_.retries.back().article_id = article.id;
    }
    note(candidate, "feed", Verdict::kept, fmt::format("found in {}", candidate.source->url));
    std::string reason = candidate.reading ? "read from its page" : "read from the feed";
    for (const auto& name : article.notes) reason += ", " + name;
    changes_.evidence.push_back({article.id, origins_of(candidate, article)});
    if (has_text_of_page(candidate, article))
        changes_.contents.push_back({article.id, std::move(candidate.reading->content_html)});
    note(candidate, "page", Verdict::kept, std::move(reason));
    std::string topics;
    for (const auto& topic : article.topics) topics += (topics.empty() ? "" : ", ") + topic;
    note(candidate, "topic", Verdict::kept,
         topics.empty() ? "no topic's keywords stand in it" : "belongs to " + topics);
    articles_.push_back(std::move(article));
}

void Intake::add_revision(Candidate& candidate, model::Article article, const model::Article& before) {
    const bool is_same = article.title == before.title && article.text == before.text;
    if (!is_same) {
        changes_.revisions.push_back({before.id, candidate.seen_at, before.title, before.excerpt});
        revised_[before.id] = candidate.seen_at;
        note(candidate, "feed", Verdict::revised,
             fmt::format("changed since it was stored; the title was \"{}\"", before.title));
        ++report_.revised;
    }
    article.id = before.id;
    if (candidate.reading) changes_.evidence.push_back({article.id, origins_of(candidate, article)});
    article.web_url = before.web_url;
    article.original_url = before.original_url;
    article.published = before.published;
    article.date_origin = before.date_origin;
    article.first_seen = before.first_seen;
    article.is_removed = before.is_removed;
    if (article.text.size() * 2 < before.text.size())
        article.text = before.text;  // A feed's snippet does not replace a page's text.
    const bool same_picture =
        !article.images.empty() && !before.images.empty() && article.images.front().url == before.images.front().url;
    if (article.images.empty() || same_picture) article.images = before.images;  // With the size and the copy we have.
    if (!article.modified)
        article.modified = candidate.item.updated;  // So that the same update is not met as a new one.
    if (has_text_of_page(candidate, article))
        changes_.contents.push_back({article.id, std::move(candidate.reading->content_html)});
    else if (article.text != before.text)
        changes_.contents.push_back({article.id, ""});  // The markup of a text that is no more.
    changes_.articles.push_back(std::move(article));
}

// What a site shows where it has no picture is told by its use.
void Intake::drop_shared_leads() {
    for (const auto& article : articles_) leads_.add(article);
    for (auto& article : articles_) {
        if (!leads_.drop_shared(article)) continue;
        changes_.decisions.push_back({article.web_url, "page", Verdict::kept,
                                      "its picture leads many articles of its provider and was taken for a default", "",
                                      article.first_seen});
    }
}

void Intake::fetch_images() {
    drop_shared_leads();
    std::vector<model::Article*> articles;
    for (auto* list : {&articles_, &changes_.articles}) {
        for (auto& article : *list) articles.push_back(&article);
    }
    fetch_pictures(articles, desk_.fetch, world_, report_);
}

}  // namespace masthead::pipeline
