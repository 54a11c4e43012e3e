#include "app/timeline.h"

#include "core/stable_order.h"
#include "pipeline/editing.h"
#include "pipeline/editor_words.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

namespace masthead::app {

namespace {

using core::Json;
using core::Result;

// Of one instant, in which order it is told.
int place_of(std::string_view kind) {
    constexpr std::string_view order[] = {"editor", "undone",  "began", "joined",    "merged",
                                          "left",   "revised", "lead",  "published", "withdrawn"};
    return static_cast<int>(std::ranges::find(order, kind) - std::begin(order));
}

class Timeline {
  public:
    Timeline(const store::Store& store, std::string_view id) : store_(store), id_(id) {}

    Result<std::vector<StoryEvent>> make() {
        const auto ids = pipeline::StoryIds::load(store_);
        if (!ids) return std::unexpected(ids.error());
        const auto former = ids->former(id_);
        names_ = {former.begin(), former.end()};
        names_.insert(id_);
        for (const auto part : {&Timeline::add_members, &Timeline::add_merges, &Timeline::add_states,
                                &Timeline::add_revisions, &Timeline::add_decisions}) {
            if (auto done = (this->*part)(); !done) return std::unexpected(done.error());
        }
        core::sort_stably(events_, [](const StoryEvent& left, const StoryEvent& right) {
            return std::pair(left.at, place_of(left.kind)) < std::pair(right.at, place_of(right.kind));
        });
        return std::move(events_);
    }

  private:
    void add(core::Instant at, std::string_view kind, std::string words, std::string other) {
        events_.push_back({at, std::string(kind), std::move(words), std::move(other)});
    }

    // "Strait Observer: A quay reopens"
    std::string label(const std::string& article_id) {
        if (const auto known = labels_.find(article_id); known != labels_.end()) return known->second;
        const auto article = store_.article(article_id);
        auto words = article && *article ? fmt::format("{}: {}",
                                                       (*article)->provider.name.empty() ? (*article)->provider.domain
                                                                                         : (*article)->provider.name,
                                                       (*article)->title)
                                         : fmt::format("an article that is gone ({})", article_id);
        return labels_.emplace(article_id, std::move(words)).first->second;
    }

    // Who came and went. That a member changed from one of the story's names to another is no news.
    Result<void> add_members() {
        std::vector<store::MembershipSpan> all;
        for (const auto& name : names_) {
            auto spans = store_.membership_spans(name);
            if (!spans) return std::unexpected(spans.error());
            all.insert(all.end(), spans->begin(), spans->end());
        }
        std::ranges::sort(all, [](const auto& left, const auto& right) {
            return std::tie(left.article_id, left.since, left.until) <
                   std::tie(right.article_id, right.since, right.until);
        });
        bool has_begun = false;
        core::Instant first = core::Instant::max();
        for (const auto& span : all) first = std::min(first, span.since);
        for (std::size_t i = 0; i < all.size(); ++i) {
            const auto& span = all[i];
            members_.insert(span.article_id);
            const bool goes_on = i > 0 && all[i - 1].article_id == span.article_id && all[i - 1].until == span.since;
            const bool goes_over =
                i + 1 < all.size() && all[i + 1].article_id == span.article_id && span.until == all[i + 1].since;
            if (!goes_on) {
                const bool begins = span.since == first && !has_begun;
                has_begun = has_begun || begins;
                add(span.since, begins ? "began" : "joined", label(span.article_id), span.article_id);
            }
            if (span.until && !goes_over) add(*span.until, "left", label(span.article_id), span.article_id);
        }
        return {};
    }

    Result<void> add_merges() {
        const auto redirects = store_.redirects();
        if (!redirects) return std::unexpected(redirects.error());
        for (const auto& redirect : *redirects) {
            if (redirect.from == id_ || !names_.contains(redirect.from)) continue;
            add(redirect.at, "merged", fmt::format("story {} became part of {}", redirect.from, redirect.to),
                redirect.from);
        }
        return {};
    }

    Result<void> add_states() {
        const auto states = store_.story_states(id_);
        if (!states) return std::unexpected(states.error());
        std::string lead;
        bool is_published = false;
        for (const auto& state : *states) {
            if (state.lead_id != lead) add(state.at, "lead", label(state.lead_id), state.lead_id);
            if (state.is_published && !is_published)
                add(state.at, "published", fmt::format("quality {}, heat {}", state.quality, state.heat),
                    state.lead_id);
            if (!state.is_published && is_published)
                add(state.at, "withdrawn", fmt::format("quality {}, heat {}", state.quality, state.heat),
                    state.lead_id);
            lead = state.lead_id;
            is_published = state.is_published;
        }
        return {};
    }

    Result<void> add_revisions() {
        const auto revisions = store_.revisions();
        if (!revisions) return std::unexpected(revisions.error());
        for (const auto& revision : *revisions) {
            if (!members_.contains(revision.article_id)) continue;
            add(revision.at, "revised", fmt::format("{} (was: {})", label(revision.article_id), revision.title),
                revision.article_id);
        }
        return {};
    }

    Result<void> add_decisions() {
        const auto decisions = store_.editor_decisions();
        if (!decisions) return std::unexpected(decisions.error());
        for (const auto& decision : *decisions) {
            const bool concerns =
                names_.contains(decision.story_id) ||
                std::ranges::any_of(decision.parts, [this](const model::StoryPart& part) {
                    return names_.contains(part.story_id) ||
                           (part.story_id.empty() && std::ranges::any_of(part.article_ids, [this](const auto& id) {
                                return members_.contains(id);
                            }));
                });
            if (!concerns) continue;
            const std::string number = std::to_string(decision.number);
            add(decision.at, "editor", fmt::format("{} (decision {})", pipeline::sentence_of(decision), number),
                number);
            if (decision.undone_at)
                add(*decision.undone_at, "undone", fmt::format("{} undid decision {}", decision.undone_by, number),
                    number);
        }
        return {};
    }

    const store::Store& store_;
    std::string id_;
    std::set<std::string, std::less<>> names_;    // The story's id and its former ones.
    std::set<std::string, std::less<>> members_;  // All it ever had.
    std::map<std::string, std::string> labels_;
    std::vector<StoryEvent> events_;
};

}  // namespace

Result<std::vector<StoryEvent>> timeline_of(const store::Store& store, std::string_view story_id) {
    return Timeline(store, story_id).make();
}

Json timeline_json(const std::vector<StoryEvent>& events) {
    Json::Array rows;
    for (const auto& event : events) {
        Json row;
        row.add("at", core::format_instant(event.at)).add("event", event.kind).add("words", event.words);
        rows.push_back(std::move(row.add("other", event.other)));
    }
    return Json(std::move(rows));
}

std::string timeline_text(const std::vector<StoryEvent>& events) {
    std::string out;
    for (const auto& event : events)
        out += fmt::format("  {}  {:<9}  {}\n", core::format_instant(event.at), event.kind, event.words);
    return out;
}

Result<Json> editor_json(const store::Store& store, std::string_view story_id,
                         const std::vector<std::string>& articles) {
    const auto decisions = store.editor_decisions();
    if (!decisions) return std::unexpected(decisions.error());
    Json::Array rows;
    if (decisions->empty()) return Json(std::move(rows));
    const auto ids = pipeline::StoryIds::load(store);
    if (!ids) return std::unexpected(ids.error());
    const auto names_article = [&](const model::StoryPart& part) {
        return std::ranges::find_first_of(part.article_ids, articles) != part.article_ids.end();
    };
    for (const auto& decision : *decisions) {
        const bool concerns = (!story_id.empty() && ids->current(decision.story_id) == story_id) ||
                              std::ranges::any_of(decision.parts, names_article);
        if (!concerns) continue;
        Json row;
        row.add("number", decision.number).add("verb", name_of(decision.verb)).add("by", decision.by);
        row.add("at", core::format_instant(decision.at)).add("words", pipeline::sentence_of(decision));
        row.add("undoneAt", decision.undone_at ? Json(core::format_instant(*decision.undone_at)) : Json());
        rows.push_back(std::move(row));
    }
    return Json(std::move(rows));
}

}  // namespace masthead::app
