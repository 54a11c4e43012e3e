#include "pipeline/intake.h"

#include "core/domain.h"
#include "dedupe/canonical_url.h"
#include "pipeline/page_retries.h"
#include "pipeline/stage.h"
#include "text/html_text.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace masthead::pipeline {

namespace {

using core::Result;
using model::Verdict;

constexpr std::chrono::hours copy_window{24 * 7};

// What a page that could not be read is counted as.
std::string_view kind_of(core::ErrorCode code) {
    return code == core::ErrorCode::unsupported ? "not-html"
           : code == core::ErrorCode::too_large ? "too-large"
           : code == core::ErrorCode::refused   ? "no-article"
                                                : "unreadable";
}

// Does an item change an article we have? Only the article's own source may: another's headline is not a correction.
// `as_of` is when what we have of it was seen: an older visit, read again after a stop, changes nothing.
bool says_something_new(const Candidate& candidate, const model::Article& article, core::Instant as_of) {
    if (candidate.source->url != article.source_url || candidate.seen_at < as_of) return false;
    const std::string title = title_of(candidate.item);
    const bool updated =
        candidate.item.updated && *candidate.item.updated > article.modified.value_or(article.published);
    return updated || (!title.empty() && title != article.title);
}

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
    std::set<std::string, std::less<>> copies;
    for (const auto& duplicate : *duplicates) copies.insert(duplicate.article_id);
    for (const auto& article : *articles) {
        leads_.add(article);
        if (copies.contains(article.id)) continue;  // A copy of a copy is a copy of the original.
        index(article, dedupe::fingerprint(article.title, article.text));
    }
    return {};
}

void Intake::index(const model::Article& article, dedupe::Fingerprint print) {
    copies_.add(article.id, std::move(print), article.published);
    indexed_[article.id] = {article.provider.domain, article.web_url, article.title, article.published};
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
    if (!*known) batch.put([this, &candidate] { draft_article(candidate, reader_, maker_); });
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
    find_copies();
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
    changes_.articles.insert(changes_.articles.end(), std::make_move_iterator(articles_.begin()),
                             std::make_move_iterator(articles_.end()));
    const auto counts = world_.store->apply(changes_, store::Durability::normal);
    if (!counts) return std::unexpected(counts.error());
    return {};
}

Result<void> Intake::find_addresses(std::vector<Candidate>& candidates) {
    StageTimer timer(report_, "address");
    const std::size_t before = candidates.size();
    std::erase_if(candidates, [&](Candidate& candidate) {
        if (candidate.address) return false;
        const auto link = core::Url::parse(candidate.item.link);
        if (!link) {
            const std::string title = text::plain_line(candidate.item.title);
            note(candidate, "feed", Verdict::dropped,
                 fmt::format("an item without an address that can be fetched (\"{}\"): {}", title,
                             link.error().message));
            ++report_.dropped;
            leave_out(report_, "no-address", title);
            return true;
        }
        candidate.address = dedupe::canonical_url(*link);
        return false;
    });
    timer.count(before, candidates.size());
    return {};
}

// A link may change while the item keeps its id; then the titles are alike. Another item under an id that was used
// before is another document.
Result<std::optional<model::Article>> Intake::known_article(const Candidate& candidate) {
    const auto known = world_.store->article_at(candidate.address->str());
    if (!known) return std::unexpected(known.error());
    if (*known) return world_.store->article(**known);
    if (candidate.guid.empty()) return std::nullopt;
    const auto named = world_.store->article_of_item(candidate.source->url, candidate.guid);
    if (!named) return std::unexpected(named.error());
    if (!*named) return std::nullopt;
    auto article = world_.store->article(**named);
    if (!article || !*article) return article;
    if (!dedupe::titles_alike((*article)->title, title_of(candidate.item))) return std::nullopt;
    changes_.addresses.push_back({candidate.address->str(), (*article)->id});
    note(candidate, "feed", Verdict::duplicate, "the same item of its source, by its id, under a new address",
         (*article)->web_url);
    return article;
}

// Known documents end here unless the item says something new; of one address met twice in a chunk the first item goes
// on.
Result<void> Intake::drop_known(std::vector<Candidate>& candidates) {
    StageTimer timer(report_, "known");
    const std::size_t before = candidates.size();
    std::vector<Candidate> fresh;
    for (auto& candidate : candidates) {
        const std::string address = candidate.address->str();
        const auto article = known_article(candidate);
        if (!article) return std::unexpected(article.error());
        const bool is_known = article->has_value();  // An address that points at nothing is as good as new.
        if (!is_known && seen_.contains(address)) {
            note(candidate, "feed", Verdict::duplicate, "the same address stands in another item of this run", address);
            ++report_.known;
            continue;
        }
        seen_.insert(address);
        if (is_known) {
            const auto revised = revised_.find((*article)->id);
            const auto as_of = revised != revised_.end() ? revised->second : (*article)->first_seen;
            if (!says_something_new(candidate, **article, as_of)) {
                ++report_.known;
                continue;
            }
            candidate.known_id = (*article)->id;
        }
        fresh.push_back(std::move(candidate));
    }
    candidates = std::move(fresh);
    timer.count(before, candidates.size());
    return {};
}

// A page is read as soon as it is there, while others are still on their way.
void Intake::fetch_pages(std::vector<Candidate>& candidates, Workers::Batch& batch) {
    StageTimer timer(report_, "fetch pages");
    std::vector<fetch::Request> requests;
    std::vector<Candidate*> waiting;
    for (auto& candidate : candidates) {
        if (candidate.page || (!candidate.retry && !maker_.needs_page(candidate.item))) continue;
        requests.push_back({.url = candidate.item.link, .kind = fetch::RequestKind::page, .as_of = candidate.seen_at});
        waiting.push_back(&candidate);
    }
    world_.progress->begin("pages", requests.size());
    std::size_t arrived = 0;
    world_.http->fetch(
        requests,
        [&](std::size_t index, Result<fetch::Visit> visit) {
            world_.progress->advance(1);
            Candidate& candidate = *waiting[index];
            if (!visit) {
                page_failed(candidate, visit.error().message, is_worth_a_retry(visit.error().code), std::nullopt);
            } else if (auto* fresh = std::get_if<fetch::Fresh>(&*visit)) {
                candidate.page = std::move(*fresh);
                candidate.draft.reset();
                batch.put([this, &candidate] { draft_article(candidate, reader_, maker_); });
                ++arrived;
            } else if (const auto* deferred = std::get_if<fetch::Deferred>(&*visit)) {
                page_failed(candidate, deferred->reason, true, deferred->retry_at);
            } else {
                page_failed(candidate, "the page is gone (410)", false, std::nullopt);
            }
        },
        world_.stop);
    world_.progress->end();
    timer.count(requests.size(), arrived);
}

// The article lives on the feed's words; the page is asked for again where that may help. A stop is no failure.
void Intake::page_failed(Candidate& candidate, const std::string& reason, bool may_come,
                         std::optional<core::Instant> at) {
    const bool is_first = !candidate.retry;
    auto next = may_come ? next_try(candidate.retry, at, now_) : std::nullopt;
    note(candidate, "fetch", Verdict::failed,
         fmt::format("the page could not be read, the feed's own words are used{}: {}",
                     next       ? ""
                     : is_first ? ""
                                : " for good",
                     reason));
    if (next) {
        next->url = candidate.item.link;
        next->reason = reason;
    }
    if (is_first) {
        candidate.retry = std::move(next);  // Written down once the article has its id.
    } else if (next) {
        changes_.retries.push_back(std::move(*next));
    } else {
        changes_.settled_retries.push_back(candidate.known_id);
    }
}

void Intake::read_pages(std::vector<Candidate>& candidates, Workers::Batch& batch) {
    batch.wait();
    for (auto& candidate : candidates) {
        if (world_.stop.stop_requested()) return;
        if (!candidate.draft) batch.put([this, &candidate] { draft_article(candidate, reader_, maker_); });
    }
    batch.wait();
    StageReport& row = stage_of(report_, "read pages");
    for (const auto& candidate : candidates) {
        row.seconds += candidate.draft ? candidate.draft->seconds : 0;
        if (!candidate.page) continue;
        ++row.in;
        row.out += candidate.reading ? 1U : 0U;
        if (!candidate.page_problem) continue;
        leave_out(report_, kind_of(candidate.page_problem->code), candidate.page_problem->message);
        if (title_of(candidate.item).empty()) continue;  // `make_article` says the same of it, and that it is the end.
        note(candidate, "page", Verdict::failed,
             fmt::format("the page could not be read, the feed's own words are used: {}",
                         candidate.page_problem->message));
    }
}

// A page that lies elsewhere than its item said is the article's own unless it looks like a door (consent, sign-in,
// error) or items with different titles end at it. What such a door says is not the article's text.
void Intake::judge_redirects(std::vector<Candidate>& candidates) {
    std::map<std::string, const Candidate*, std::less<>> ends;
    std::set<std::string, std::less<>> doors;
    const auto end_of = [](const Candidate& candidate) -> std::optional<core::Url> {
        const auto end = candidate.page ? core::Url::parse(candidate.page->url) : core::Url::parse("");
        if (!end || dedupe::canonical_url(*end).str() == candidate.address->str()) return std::nullopt;
        return dedupe::canonical_url(*end);
    };
    for (const auto& candidate : candidates) {
        const auto end = end_of(candidate);
        if (!end) continue;
        const auto [first, is_new] = ends.emplace(end->str(), &candidate);
        const bool shared = !is_new && !dedupe::titles_alike(first->second->item.title, candidate.item.title);
        if (shared || !dedupe::is_credible_redirect(*end)) doors.insert(end->str());
    }
    for (auto& candidate : candidates) {
        const auto end = end_of(candidate);
        if (!end || !doors.contains(end->str())) continue;
        note(candidate, "fetch", Verdict::failed,
             "its address leads to a page that is not its own; the feed's own words are used", end->str());
        candidate.page.reset();
        candidate.reading.reset();
        candidate.draft.reset();
    }
}

// True: `address`, its true one, is that of an article we have. Otherwise the candidate takes it.
Result<bool> Intake::is_another_address(Candidate& candidate, const core::Url& address) {
    const auto known = world_.store->article_at(address.str());
    if (!known) return std::unexpected(known.error());
    const auto made = made_.find(address.str());
    if (*known || made != made_.end()) {
        note(candidate, "dedupe", Verdict::duplicate,
             "it redirects to, or names as its own, the address of an article we have", address.str());
        changes_.addresses.push_back({candidate.address->str(), *known ? **known : made->second});
        ++report_.duplicates;
        return true;
    }
    candidate.other_addresses.push_back(candidate.address->str());
    candidate.address = address;
    return false;
}

// Two addresses may have one hash, by chance or on purpose: the later one takes another id, so that nobody writes over
// another's article.
Result<std::string> Intake::id_for(const core::Url& address) const {
    for (std::uint64_t salt = 0;; ++salt) {
        std::string id = article_id(address, salt);
        const auto mine = ids_.find(id);
        if (mine != ids_.end() && mine->second != address.str()) continue;
        const auto stored = world_.store->article(id);
        if (!stored) return std::unexpected(stored.error());
        if (!*stored || (*stored)->web_url == address.str()) return id;
    }
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

// The earliest account of a text is the original; later ones of other publishers are its copies.
void Intake::find_copies() {
    StageTimer timer(report_, "dedupe");
    const std::size_t before = articles_.size();
    std::ranges::sort(articles_, [](const model::Article& a, const model::Article& b) {
        return std::tie(a.published, a.id) < std::tie(b.published, b.id);
    });
    std::erase_if(articles_, [&](model::Article& article) {
        const auto known = prints_.find(article.id);
        auto print =
            known != prints_.end() ? std::move(known->second) : dedupe::fingerprint(article.title, article.text);
        const auto match = copies_.find(print, article.published);
        const CopyKind kind = match ? judge_copy(article, *match) : CopyKind::none;
        if (kind == CopyKind::again) return true;
        ++report_.articles;
        changes_.decisions.push_back(
            {article.web_url, "store", Verdict::stored, "stored as an article", "", article.first_seen});
        if (kind == CopyKind::none) index(article, std::move(print));
        return false;
    });
    timer.count(before, articles_.size());
}

Intake::CopyKind Intake::judge_copy(const model::Article& article, const dedupe::DuplicateMatch& match) {
    const Indexed& original = indexed_[match.article_id];
    const bool same_publisher = original.domain == article.provider.domain;
    // What a publisher prints below every article (a paywall's words, a disclaimer) makes no copies of them.
    if (same_publisher && !dedupe::titles_alike(original.title, article.title)) return CopyKind::none;
    ++report_.duplicates;
    const std::string reason =
        fmt::format("{} % of its text is that of another article", std::lround(match.resemblance * 100));
    changes_.decisions.push_back(
        {article.web_url, "dedupe", Verdict::duplicate, reason, original.url, article.first_seen});
    if (same_publisher) {
        for (auto& address : changes_.addresses) {
            if (address.article_id == article.id) address.article_id = match.article_id;
        }
        for (auto& item : changes_.items) {
            if (item.article_id == article.id) item.article_id = match.article_id;
        }
        const auto is_of_it = [&](const auto& part) { return part.article_id == article.id; };
        std::erase_if(changes_.retries, is_of_it);
        std::erase_if(changes_.evidence, is_of_it);
        std::erase_if(changes_.contents, is_of_it);
        return CopyKind::again;
    }
    const bool is_earlier = article.published < original.published;
    changes_.duplicates.push_back(is_earlier ? store::Duplicate{match.article_id, article.id}
                                             : store::Duplicate{article.id, match.article_id});
    return CopyKind::elsewhere;
}

}  // namespace masthead::pipeline
