// The default profile: is this a good article, and does its story matter now?
#include "score/terms.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace masthead::score {
namespace {

using core::Instant;

void add_provider(TermList& terms, const ScoreInput& input, const Weights& weights) {
    if (input.facts->is_official) {
        terms.add("official", weights["official"], "the subject's own source");
    } else if (input.facts->is_known) {
        terms.add("known", weights["known"], input.facts->provider_domain + " is a known organisation");
    }
    const double standing = std::clamp(input.provider_standing, -1.0, 1.0);
    terms.add("standing", standing * weights["standing"],
              standing < 0 ? "others seldom report what this provider reports"
                           : "others often report what this provider reports");
}

void add_completeness(TermList& terms, const ScoreFacts& facts, const Weights& weights) {
    const double full = std::max(1.0, weights["depth-words"]);
    terms.add("depth", weights["depth"] * std::min(1.0, static_cast<double>(facts.words) / full),
              "text of " + counted(facts.words, "word", "words"));
    if (!facts.author.empty()) terms.add("author", weights["author"], "by " + facts.author);
    if (facts.date_origin != model::DateOrigin::first_seen) {
        terms.add("dated", weights["dated"],
                  facts.date_origin == model::DateOrigin::page ? "dated by the page" : "dated by the feed");
    }
    if (facts.has_excerpt) terms.add("excerpt", weights["excerpt"], "an excerpt");
    if (facts.has_player) terms.add("video", weights["video"], "an embedded player");
}

void add_image(TermList& terms, const ScoreInput& input, const Weights& weights) {
    const auto& facts = *input.facts;
    if (facts.image == 0 || facts.is_stand_in || input.image_uses > weights["image-uses"]) return;
    if (facts.image_width == 0) {
        terms.add("image", weights["image"] / 2, "a picture of unknown size");
    } else if (static_cast<double>(facts.image_width) >= weights["image-width"]) {
        terms.add("image", weights["image"], "a picture " + std::to_string(facts.image_width) + " pixels wide");
    }
}

void add_topics(TermList& terms, const ScoreFacts& facts, const Weights& weights) {
    if (facts.topics == 0) return;
    terms.add("topic", std::min(weights["topic-most"], static_cast<double>(facts.topics) * weights["topic"]),
              counted(facts.topics, "topic", "topics"));
    terms.add("keyword", std::min(weights["keyword-most"], facts.titled.count * weights["keyword"]),
              "in the title: " + facts.titled.words);
}

void add_remarks(TermList& terms, const ScoreFacts& facts, const Weights& weights) {
    for (const auto& remark : facts.remarks) terms.add(remark.name, -weights.of_remark(remark.name), remark.detail);
    const double excess = std::max(0.0, static_cast<double>(facts.title_characters) - weights["long-title-from"]);
    terms.add("long-title", -std::min(weights["long-title-most"], std::floor(excess * weights["long-title"])),
              "title of " + std::to_string(facts.title_characters) + " characters");
}

// An account that counts as a voice of its own.
bool is_voice(const Candidate& candidate, const Weights& weights) {
    return !candidate.input->is_duplicate && !candidate.input->is_removed &&
           candidate.total >= weights["owner-quality"];
}

// The newest account of each owner, by owner.
std::map<std::string_view, Instant> voices_of(std::span<const Candidate> members, const Weights& weights) {
    std::map<std::string_view, Instant> voices;
    for (const auto& member : members) {
        if (!is_voice(member, weights)) continue;
        const auto& facts = *member.input->facts;
        const auto [voice, is_new] = voices.emplace(facts.voice(), facts.published);
        if (!is_new) voice->second = std::max(voice->second, facts.published);
    }
    return voices;
}

std::string age_in_words(std::chrono::seconds age) {
    const auto hours = std::chrono::duration_cast<std::chrono::hours>(age).count();
    constexpr long long hours_a_day = 24;
    if (hours < 1) return "newest account less than an hour ago";
    if (hours < 2 * hours_a_day) return "newest account " + counted(hours, "hour", "hours") + " ago";
    return "newest account " + counted(hours / hours_a_day, "day", "days") + " ago";
}

}  // namespace

model::Score masthead_quality(const ScoreInput& input, const Weights& weights) {
    TermList terms;
    add_provider(terms, input, weights);
    add_completeness(terms, *input.facts, weights);
    add_image(terms, input, weights);
    add_topics(terms, *input.facts, weights);
    if (input.is_duplicate) terms.add("copy", -weights["copy"], "a syndicated copy");
    add_remarks(terms, *input.facts, weights);
    terms.add_floor();
    return terms.take();
}

void mark_first_account(std::span<Candidate> members, const Weights& weights) {
    if (voices_of(members, weights).size() < 2) return;
    Candidate* first = nullptr;
    for (auto& member : members) {
        if (!is_voice(member, weights)) continue;
        const auto key = [](const Candidate& c) {
            return std::tie(c.input->facts->published, c.input->facts->article_id);
        };
        if (first == nullptr || key(member) < key(*first)) first = &member;
    }
    const auto points = static_cast<int>(std::lround(weights["first"]));
    if (first == nullptr || points == 0) return;
    first->quality.terms.push_back({"first", points, "the first account of this story"});
    first->total = first->quality.total();
}

model::Score masthead_heat(std::span<const Candidate> lead_first, const Weights& weights, Instant now) {
    TermList terms;
    const auto& lead = lead_first.front();
    terms.add("quality", weights["quality-share"] * lead.total,
              "quality " + std::to_string(lead.total) + " of the lead");
    const auto voices = voices_of(lead_first, weights);
    const auto owners = static_cast<long long>(voices.size());
    if (owners > 1)
        terms.add("owners", weights["owners"] * std::log2(static_cast<double>(owners)),
                  counted(owners, "owner", "owners"));

    Instant newest = lead.input->facts->published;
    for (const auto& [voice, at] : voices) newest = std::max(newest, at);
    const auto window =
        std::chrono::hours(static_cast<long long>(std::clamp(weights["velocity-hours"], 0.0, 10'000.0)));
    const auto fast = std::ranges::count_if(voices, [&](const auto& voice) { return newest - voice.second <= window; });
    if (fast > 1) {
        terms.add("velocity", std::min(weights["velocity-most"], static_cast<double>(fast - 1) * weights["velocity"]),
                  counted(fast, "owner", "owners") + " within " + counted(window.count(), "hour", "hours"));
    }

    const auto age = std::max(std::chrono::seconds{0}, std::chrono::seconds(now - newest));
    const double half_life = weights["half-life"] * 3600;
    if (half_life > 0) {
        const double left = std::exp2(-static_cast<double>(age.count()) / half_life);
        terms.add("age", -static_cast<double>(terms.total()) * (1 - left), age_in_words(age));
    }
    return terms.take();
}

}  // namespace masthead::score
