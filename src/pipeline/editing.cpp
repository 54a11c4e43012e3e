#include "pipeline/editing.h"

#include "core/url.h"
#include "dedupe/canonical_url.h"
#include "pipeline/editor_words.h"
#include "pipeline/scoring.h"
#include "text/normalize.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace masthead::pipeline {

namespace {

using core::ErrorCode;
using core::fail;
using core::Result;
using model::EditorDecision;
using model::EditorVerb;
using Ids = std::vector<std::string>;

// What one decision writes, made against the store as it is.
class Edit {
  public:
    Edit(const World& world, StoryIds ids) : store_(*world.store), ids_(std::move(ids)) {
        changes_.at = world.clock->now();
    }

    Result<void> make(const EditRequest& request) {
        decision_.verb = request.verb;
        decision_.by = request.by;
        decision_.reason = request.reason;
        decision_.at = changes_.at;
        switch (request.verb) {
            case EditorVerb::pin:
                return pin(request);
            case EditorVerb::merge:
                return merge(request);
            case EditorVerb::split:
                return split(request);
            case EditorVerb::retitle:
                return retitle(request);
            case EditorVerb::remove:
                return remove(request);
        }
        return {};
    }

    Result<void> write() {
        changes_.editor_decisions = {decision_};
        const auto done = store_.apply(changes_, store::Durability::full);
        if (!done) return std::unexpected(done.error());
        return {};
    }

    Result<void> take_back(const EditorDecision& decision, const std::string& by) {
        decision_ = decision;
        decision_.undone_at = changes_.at;
        decision_.undone_by = by;
        switch (decision.verb) {
            case EditorVerb::merge:
                return part_again();
            case EditorVerb::split:
                return return_again();
            case EditorVerb::remove:
                return show_again();
            case EditorVerb::pin:
            case EditorVerb::retitle:
                return {};  // Scoring does not find it any more.
        }
        return {};
    }

  private:
    Result<std::string> story(const std::string& id) const {
        auto current = ids_.current(id);
        if (current.empty())
            return fail(ErrorCode::not_found,
                        fmt::format("there is no story {}; `masthead story list` shows those there are", id));
        return current;
    }

    Result<std::string> article(const std::string& words) const {
        if (auto known = store_.article(words); !known || *known)
            return known ? Result<std::string>(words) : std::unexpected(known.error());
        if (const auto url = core::Url::parse(words)) {
            for (const auto& address : {dedupe::canonical_url(*url).str(), words}) {
                auto id = store_.article_at(address);
                if (!id) return std::unexpected(id.error());
                if (*id) return std::move(**id);
            }
        }
        return fail(
            ErrorCode::not_found,
            fmt::format("\"{}\" is no article's id or address; `masthead story show ID` lists a story's", words));
    }

    Result<Ids> members(const std::string& story_id) const {
        const auto spans = store_.membership_spans(story_id);
        if (!spans) return std::unexpected(spans.error());
        Ids out;
        for (const auto& span : *spans) {
            if (!span.until) out.push_back(span.article_id);
        }
        std::ranges::sort(out);
        return out;
    }

    // The articles named, which must be of the story.
    Result<Ids> named_members(const Ids& words, const std::string& story_id, const Ids& members) const {
        Ids out;
        for (const auto& word : words) {
            auto id = article(word);
            if (!id) return std::unexpected(id.error());
            if (std::ranges::find(members, *id) == members.end())
                return fail(ErrorCode::invalid,
                            fmt::format("article {} is not in story {}; `masthead story show {}` lists those in it",
                                        word, story_id, story_id));
            if (std::ranges::find(out, *id) == out.end()) out.push_back(std::move(*id));
        }
        std::ranges::sort(out);
        return out;
    }

    Result<void> pin(const EditRequest& request) {
        auto id = story(request.target);
        if (!id) return std::unexpected(id.error());
        const auto all = members(*id);
        if (!all) return std::unexpected(all.error());
        auto lead = named_members(request.others, *id, *all);
        if (!lead) return std::unexpected(lead.error());
        if (lead->size() != 1) return fail(ErrorCode::invalid, "one article can lead a story");
        decision_.story_id = *id;
        decision_.parts = {{*id, std::move(*lead)}};
        return {};
    }

    Result<void> merge(const EditRequest& request) {
        Ids names = {request.target};
        names.insert(names.end(), request.others.begin(), request.others.end());
        for (const auto& name : names) {
            auto id = story(name);
            if (!id) return std::unexpected(id.error());
            if (std::ranges::find(decision_.parts, *id, &model::StoryPart::story_id) != decision_.parts.end()) continue;
            auto all = members(*id);
            if (!all) return std::unexpected(all.error());
            decision_.parts.push_back({std::move(*id), std::move(*all)});
        }
        if (decision_.parts.size() < 2)
            return fail(ErrorCode::invalid, fmt::format("{} are one story already", fmt::join(names, " and ")));
        decision_.story_id = decision_.parts.front().story_id;
        for (std::size_t i = 1; i < decision_.parts.size(); ++i) {
            const auto& part = decision_.parts[i];
            for (const auto& id : part.article_ids) changes_.memberships.push_back({id, decision_.story_id});
            changes_.redirects.push_back({part.story_id, decision_.story_id});
        }
        return {};
    }

    Result<void> split(const EditRequest& request) {
        auto id = story(request.target);
        if (!id) return std::unexpected(id.error());
        const auto all = members(*id);
        if (!all) return std::unexpected(all.error());
        auto gone = named_members(request.others, *id, *all);
        if (!gone) return std::unexpected(gone.error());
        Ids rest;
        std::ranges::set_difference(*all, *gone, std::back_inserter(rest));
        if (rest.empty() || gone->empty())
            return fail(
                ErrorCode::invalid,
                fmt::format("story {} has {} article(s); a split leaves some and takes some", *id, all->size()));
        const auto name = free_name(gone->front());
        for (const auto& article : *gone) changes_.memberships.push_back({article, name});
        changes_.ended_redirects.push_back(name);
        decision_.story_id = *id;
        decision_.parts = {{*id, std::move(rest)}, {name, std::move(*gone)}};
        return {};
    }

    // A name that no story has had: an old one may still be followed.
    std::string free_name(const std::string& first_article) const {
        for (std::uint64_t attempt = 0;; ++attempt) {
            auto name = story::story_id_of(first_article, attempt);
            if (ids_.current(name).empty()) return name;
        }
    }

    Result<void> retitle(const EditRequest& request) {
        auto id = story(request.target);
        if (!id) return std::unexpected(id.error());
        decision_.story_id = *id;
        decision_.title = text::clean_line(request.title);
        decision_.parts = {{std::move(*id), {}}};
        return {};
    }

    Result<void> remove(const EditRequest& request) {
        Ids gone;
        if (auto id = ids_.current(request.target); !id.empty()) {
            auto all = members(id);
            if (!all) return std::unexpected(all.error());
            gone = std::move(*all);
            decision_.story_id = std::move(id);
        } else {
            auto one = article(request.target);
            if (!one)
                return fail(ErrorCode::not_found,
                            fmt::format("\"{}\" is no story's id and no article's id or address", request.target));
            gone = {std::move(*one)};
        }
        const auto hidden = store_.removed_articles();
        if (!hidden) return std::unexpected(hidden.error());
        std::erase_if(gone, [&](const auto& id) { return std::ranges::binary_search(*hidden, id); });
        if (gone.empty()) return fail(ErrorCode::invalid, fmt::format("{} is removed already", request.target));
        for (const auto& id : gone) changes_.removals.push_back({id, true});
        decision_.parts = {{decision_.story_id, std::move(gone)}};
        return {};
    }

    // Each story of a merge takes back what is still in the merged one.
    Result<void> part_again() {
        const auto merged = ids_.current(decision_.parts.front().story_id);
        const auto all = members(merged);
        if (!all) return std::unexpected(all.error());
        for (std::size_t i = 1; i < decision_.parts.size(); ++i) {
            const auto& part = decision_.parts[i];
            Ids back;
            std::ranges::set_intersection(part.article_ids, *all, std::back_inserter(back));
            if (back.empty() || ids_.is_alive(part.story_id)) continue;
            for (const auto& id : back) changes_.memberships.push_back({id, part.story_id});
            changes_.ended_redirects.push_back(part.story_id);
        }
        return {};
    }

    // What left returns to where the others are; its own story ends there unless others have joined it.
    Result<void> return_again() {
        const auto home = ids_.current(decision_.parts.front().story_id);
        const auto& left = decision_.parts.back();
        const auto now = ids_.current(left.story_id);
        if (home.empty() || now.empty() || home == now) return {};
        const auto all = members(now);
        if (!all) return std::unexpected(all.error());
        Ids back;
        std::ranges::set_intersection(left.article_ids, *all, std::back_inserter(back));
        for (const auto& id : back) changes_.memberships.push_back({id, home});
        if (back.size() == all->size()) changes_.redirects.push_back({now, home});
        return {};
    }

    // What another standing decision removed as well stays away: `keep_removed` sees to that.
    Result<void> show_again() {
        Ids back = decision_.parts.front().article_ids;
        if (const auto id = ids_.current(decision_.story_id); !id.empty()) {
            const auto all = members(id);
            if (!all) return std::unexpected(all.error());
            back.insert(back.end(), all->begin(), all->end());
        }
        for (const auto& id : back) changes_.removals.push_back({id, false});
        return {};
    }

    store::Store& store_;
    StoryIds ids_;
    EditorDecision decision_;
    store::ChangeSet changes_;
};

Result<void> settle(const config::Desk& desk, const World& world) {
    const auto words = load_editor_words(*world.store);
    if (!words) return std::unexpected(words.error());
    if (auto done = keep_removed(*world.store, *words, world.clock->now()); !done) return done;
    RunReport report;
    return score_stories(desk, world, report);
}

Result<EditorDecision> stored(const store::Store& store, std::int64_t number) {
    auto decisions = store.editor_decisions();
    if (!decisions) return std::unexpected(decisions.error());
    const auto found =
        number == 0 ? decisions->end() - 1 : std::ranges::find(*decisions, number, &EditorDecision::number);
    return std::move(*found);
}

bool shapes_stories(const EditorDecision& decision) {
    return decision.verb == EditorVerb::merge || decision.verb == EditorVerb::split;
}

// A later merge or split of the same articles was decided on what this one had made of them.
const EditorDecision* built_upon(const EditorDecision& decision, const std::vector<EditorDecision>& all) {
    if (!shapes_stories(decision)) return nullptr;
    std::set<std::string_view> articles;
    for (const auto& part : decision.parts) articles.insert(part.article_ids.begin(), part.article_ids.end());
    for (auto later = all.rbegin(); later != all.rend() && later->number > decision.number; ++later) {
        if (!later->stands() || !shapes_stories(*later)) continue;
        for (const auto& part : later->parts) {
            for (const auto& id : part.article_ids) {
                if (articles.contains(id)) return &*later;
            }
        }
    }
    return nullptr;
}

Result<EditorDecision> to_undo(const std::vector<EditorDecision>& all, std::optional<std::int64_t> number) {
    for (auto decision = all.rbegin(); decision != all.rend(); ++decision) {
        if (number ? decision->number != *number : !decision->stands()) continue;
        if (!decision->stands())
            return fail(ErrorCode::invalid, fmt::format("decision {} is undone already", decision->number));
        if (const auto* later = built_upon(*decision, all))
            return fail(ErrorCode::invalid,
                        fmt::format("decision {} builds on decision {}; `masthead story undo {}` comes first",
                                    later->number, decision->number, later->number));
        return *decision;
    }
    if (number) return fail(ErrorCode::not_found, fmt::format("there is no decision {}", *number));
    return fail(ErrorCode::not_found, "there is no decision to undo");
}

std::string what_of(const EditorDecision& decision) {
    Ids stories;
    for (const auto& part : decision.parts) stories.push_back(part.story_id);
    const auto articles = decision.parts.empty() ? Ids{} : decision.parts.back().article_ids;
    switch (decision.verb) {
        case EditorVerb::pin:
            return fmt::format("made article {} lead story {}", fmt::join(articles, ", "), decision.story_id);
        case EditorVerb::merge:
            return fmt::format("merged the stories {}", fmt::join(stories, ", "));
        case EditorVerb::split:
            return fmt::format("split {} article(s) from story {} as story {}", articles.size(), decision.story_id,
                               stories.back());
        case EditorVerb::retitle:
            return decision.title.empty() ? fmt::format("gave story {} its lead's title again", decision.story_id)
                                          : fmt::format("called story {} \"{}\"", decision.story_id, decision.title);
        case EditorVerb::remove:
            return decision.story_id.empty() ? fmt::format("removed article {}", fmt::join(articles, ", "))
                                             : fmt::format("removed story {}", decision.story_id);
    }
    return {};
}

}  // namespace

Result<EditorDecision> edit_stories(const config::Desk& desk, const World& world, const EditRequest& request) {
    auto ids = StoryIds::load(*world.store);
    if (!ids) return std::unexpected(ids.error());
    Edit edit(world, std::move(*ids));
    if (auto made = edit.make(request); !made) return std::unexpected(made.error());
    if (auto done = edit.write(); !done) return std::unexpected(done.error());
    if (auto done = settle(desk, world); !done) return std::unexpected(done.error());
    return stored(*world.store, 0);
}

Result<EditorDecision> undo_edit(const config::Desk& desk, const World& world, std::optional<std::int64_t> number,
                                 const std::string& by) {
    const auto all = world.store->editor_decisions();
    if (!all) return std::unexpected(all.error());
    const auto decision = to_undo(*all, number);
    if (!decision) return decision;
    auto ids = StoryIds::load(*world.store);
    if (!ids) return std::unexpected(ids.error());
    Edit edit(world, std::move(*ids));
    if (auto made = edit.take_back(*decision, by); !made) return std::unexpected(made.error());
    if (auto done = edit.write(); !done) return std::unexpected(done.error());
    if (auto done = settle(desk, world); !done) return std::unexpected(done.error());
    return stored(*world.store, decision->number);
}

std::string sentence_of(const EditorDecision& decision) {
    std::string out = fmt::format("{} {}", decision.by.empty() ? "an editor" : decision.by, what_of(decision));
    if (!decision.reason.empty()) out += ": " + decision.reason;
    return out;
}

}  // namespace masthead::pipeline
