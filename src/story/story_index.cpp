#include "story/story_index.h"

#include "core/distinct.h"
#include "core/hash.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace masthead::story {

namespace {

const Partner* find_partner(const std::vector<Partner>& partners, Number other) {
    const auto found = std::ranges::lower_bound(partners, other, {}, &Partner::other);
    return found != partners.end() && found->other == other ? &*found : nullptr;
}

float second_look(const PairModel& model, const TreeTable& trees, const Features& pair, const SupportFeatures& support,
                  float text) {
    const float straight = model.support.log_odds(support, text);
    return trees.empty() ? straight : straight + trees.correction(answers_of(pair, support, text));
}

}  // namespace

StoryIndex::StoryIndex(IndexOptions options)
    : options_(std::move(options)), vocabulary_(options_.vocabulary), bridges_(options_.bridges) {
    if (!options_.model_of) options_.model_of = [](std::string_view) -> const StoryModel& { return shipped_model(); };
}

StoryIndex::Added StoryIndex::add(std::span<const StoryInput> batch) {
    Added added;
    ++batch_;
    for (const auto& article : batch) {
        auto fresh = std::make_unique<Entry>();
        fresh->document = read_document(article, vocabulary_, options_.document);
        fresh->models = &ready(options_.model_of(article.id));
        vocabulary_.count(fresh->document.distinct_terms());
        const auto number = static_cast<Number>(base_ + entries_.size());
        numbers_.emplace(fresh->document.id, number);
        entries_.push_back(std::move(fresh));
        added.numbers.push_back(number);
    }
    changes_ += batch.size();
    refresh_weights(added.numbers);
    for (const auto number : added.numbers) {
        link(number);
        bridge(number);
    }
    added.affected = added.numbers;
    for (const auto number : added.numbers) {
        std::vector<Likely> touched;
        for (const auto& partner : partners(number)) {
            if (partner.first >= options_.min_affecting) touched.push_back({partner.other, partner.first, 0});
        }
        keep_likeliest(touched, options_.max_affecting);
        for (const auto& likely : touched) added.affected.push_back(likely.other);
    }
    core::sort_distinct(added.affected);
    score(added);
    return added;
}

const StoryIndex::ReadyModels& StoryIndex::ready(const StoryModel& model) {
    auto& models = models_[&model];
    if (models.cased.model == nullptr)
        models = {{&model.cased, TreeTable(model.cased.trees)}, {&model.caseless, TreeTable(model.caseless.trees)}};
    return models;
}

std::uint32_t StoryIndex::number_of_language(const std::string& language) {
    if (language.empty()) return 0;
    return languages_.emplace(language, static_cast<std::uint32_t>(languages_.size() + 1)).first->second;
}

bool StoryIndex::may_compare(const Brief& left, const Brief& right) const {
    const auto apart = left.published - right.published;
    if (std::max(apart, -apart) > std::chrono::seconds(options_.window).count()) return false;
    return left.language == right.language || left.language == 0 || right.language == 0;
}

void StoryIndex::weigh_again(Number number) {
    auto& document = entry(number).document;
    weigh(document, vocabulary_);
    briefs_.set(number,
                {core::to_unix(document.published), number_of_language(document.language), document.weights.norm});
}

void StoryIndex::refresh_weights(std::span<const Number> fresh) {
    const auto limit = std::max(1.0, options_.refresh_growth * static_cast<double>(documents_at_refresh_));
    if (static_cast<double>(changes_) < limit) {
        vocabulary_.weigh_new_terms();
        for (const auto number : fresh) weigh_again(number);
        return;
    }
    vocabulary_.weigh_all_terms();
    ++weighed_;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        if (entries_[i]) weigh_again(static_cast<Number>(base_ + i));
    }
    documents_at_refresh_ = vocabulary_.documents();
    changes_ = 0;
}

void StoryIndex::remove(Number number, Removal removal) {
    auto& gone = entry(number);
    for (const auto& partner : gone.partners) {
        if (!holds(partner.other)) continue;
        auto& others = entry(partner.other).partners;
        if (const auto* mirrored = find_partner(others, number); mirrored != nullptr) {
            others.erase(others.begin() + (mirrored - others.data()));
        }
    }
    if (removal == Removal::replaced) {
        vocabulary_.forget(gone.document.distinct_terms());
        ++changes_;
    }
    numbers_.erase(gone.document.id);
    briefs_.forget(number);
    moved_in_.forget(number);
    removed_in_ = batch_ + 1;
    bridges_.remove(number);
    entries_[number - base_].reset();
    while (!entries_.empty() && !entries_.front()) {
        entries_.pop_front();
        ++base_;
    }
}

std::optional<Number> StoryIndex::number_of(std::string_view id) const {
    const auto found = numbers_.find(std::string(id));
    if (found == numbers_.end()) return std::nullopt;
    return found->second;
}

const Document* StoryIndex::find(std::string_view id) const {
    const auto number = number_of(id);
    return number ? &document(*number) : nullptr;
}

std::vector<Number> StoryIndex::published_before(core::Instant instant) const {
    std::vector<Number> out;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        if (entries_[i] && entries_[i]->document.published < instant) out.push_back(static_cast<Number>(base_ + i));
    }
    return out;
}

// Sums up the shared weight with every article that holds one of the rarest words, reading at most the budget.
void StoryIndex::probe(const Document& document) {
    auto rarest = document.terms;
    std::ranges::sort(rarest, [&](const CountedTerm& left, const CountedTerm& right) {
        return std::pair(-vocabulary_.idf(left.term), left.term) < std::pair(-vocabulary_.idf(right.term), right.term);
    });
    std::size_t read = 0;
    std::size_t looked_up = 0;
    for (const auto& [term, frequency] : rarest) {
        if (postings_.size() <= term || postings_[term].empty()) continue;
        auto& list = postings_[term];
        if (looked_up >= options_.probe_terms || (looked_up >= 4 && read + list.size() > options_.probe_budget)) break;
        ++looked_up;
        read += list.size();
        const auto is_gone = [this](const Posting& posting) { return briefs_[posting.number].norm < 0; };
        if (std::ranges::any_of(list, is_gone)) std::erase_if(list, is_gone);
        const float weight = frequency * vocabulary_.idf(term) * vocabulary_.idf(term);
        for (const auto& posting : list) {
            auto& sum = sums_[posting.number - base_];
            if (sum == 0) touched_.push_back(posting.number);
            sum += weight * posting.frequency;
        }
    }
}

std::vector<Number> StoryIndex::candidates(Number number) {
    sums_.resize(entries_.size(), 0);
    touched_.clear();
    const auto& fresh = entry(number).document;
    probe(fresh);
    const auto own = briefs_[number];
    std::vector<std::pair<float, Number>> ranked;
    for (const auto other : touched_) {
        const auto& brief = briefs_[other];
        auto& sum = sums_[other - base_];
        if (brief.norm > 0 && may_compare(own, brief)) ranked.emplace_back(-sum / brief.norm, other);
        sum = 0;
    }
    // Some words were not looked up, so more are drawn than are kept; the exact cosine decides.
    const auto drawn = std::min(ranked.size(), options_.max_candidates + options_.max_candidates / 2);
    std::ranges::partial_sort(ranked, ranked.begin() + static_cast<std::ptrdiff_t>(drawn));
    ranked.resize(drawn);
    for (auto& [key, other] : ranked) key = -doc_cosine(fresh, entry(other).document, vocabulary_);
    std::ranges::sort(ranked);
    std::vector<Number> out;
    for (const auto& [key, other] : ranked) {
        if (-key >= options_.min_cosine && out.size() < options_.max_candidates) out.push_back(other);
    }
    return out;
}

void StoryIndex::link(Number number) {
    auto& fresh = entry(number);
    fresh.body_share = body_share(fresh.document, fresh.document);
    for (const auto other : candidates(number)) {
        auto& old = entry(other);
        const auto still = still_features(fresh.document, old.document, vocabulary_);
        Partner partner;
        partner.other = other;
        partner.cosine = still[static_cast<std::size_t>(Feature::doc_cosine)];
        partner.still =
            model(number, other).pair.log_odds(still, share(number, other)) + points_of_vectors(number, other);
        take_surroundings(number, partner.cosine);
        take_surroundings(other, partner.cosine);
        fresh.partners.push_back(partner);
        partner.other = number;
        add_partner(other, partner);
    }
    std::ranges::sort(fresh.partners, {}, &Partner::other);
    for (auto& partner : fresh.partners) score_first(number, partner);
    for (const auto& counted : fresh.document.terms) {
        if (postings_.size() <= counted.term) postings_.resize(counted.term + 1);
        postings_[counted.term].push_back({number, counted.frequency});
    }
}

BridgeEvidence StoryIndex::evidence(Number left, Number right) const {
    const auto apart = std::chrono::abs(document(left).published - document(right).published);
    return bridges_.evidence(left, right, static_cast<double>(apart.count()) / 86400, vocabulary_);
}

// The partners in other languages, if there are any languages beside.
void StoryIndex::bridge(Number number) {
    const auto& fresh = document(number);
    if (bridges_.awakes_with(fresh.language)) {
        for (Number other = base_; other < number; ++other) {
            if (holds(other)) bridges_.post(other, document(other), vocabulary_);
        }
    }
    if (!bridges_.is_awake()) return;
    bridges_.post(number, fresh, vocabulary_);
    for (const auto other : bridges_.candidates(number, fresh.language)) {
        if (std::chrono::abs(fresh.published - document(other).published) > options_.window) continue;
        const auto odds = static_cast<float>(bridges_.log_odds(evidence(number, other)));
        Partner partner{.other = other, .still = odds + points_of_vectors(number, other), .text = 0, .is_bridge = true};
        partner.first = partner.probability = probability(partner.still);
        if (static_cast<double>(partner.probability) < options_.bridges.least_probability) continue;
        auto& partners = entry(number).partners;
        partners.insert(std::ranges::lower_bound(partners, other, {}, &Partner::other), partner);
        partner.other = number;
        add_partner(other, partner);
    }
}

void StoryIndex::add_partner(Number number, const Partner& partner) {
    auto& partners = entry(number).partners;
    if (partners.size() >= options_.max_partners) {
        const auto least = std::ranges::min_element(partners, {}, &Partner::still);
        if (least->still >= partner.still) return;
        partners.erase(least);
    }
    partners.push_back(partner);
}

float StoryIndex::share(Number left, Number right) const {
    return std::min(entry(left).body_share, entry(right).body_share);
}

Features StoryIndex::features(Number left, Number right) const {
    auto out = still_features(entry(left).document, entry(right).document, vocabulary_);
    set_surroundings(out, entry(left).surroundings, entry(right).surroundings);
    return out;
}

void StoryIndex::take_surroundings(Number number, float cosine) {
    if (entry(number).surroundings.take(cosine)) moved_in_.set(number, batch_);
}

void StoryIndex::score_first(Number number, Partner& partner) {
    if (partner.is_bridge) return;
    const auto& model = this->model(number, partner.other);
    const float text = share(number, partner.other);
    Features features{};
    features[static_cast<std::size_t>(Feature::doc_cosine)] = partner.cosine;
    set_surroundings(features, entry(number).surroundings, entry(partner.other).surroundings);
    float moving = 0;
    for (auto i = static_cast<std::size_t>(Feature::relative_lower); i < feature_count; ++i)
        moving += model.pair.weight(i, text) * features[i];
    partner.first = probability(partner.still + moving);
}

// Of equals the older ones; sorted by number, before and after.
void StoryIndex::keep_likeliest(std::vector<Likely>& likely, std::size_t limit) {
    if (likely.size() <= limit) return;
    const auto end = likely.begin() + static_cast<std::ptrdiff_t>(limit);
    std::ranges::nth_element(likely, end, [](const Likely& left, const Likely& right) {
        return std::pair(-left.first, left.other) < std::pair(-right.first, right.other);
    });
    likely.resize(limit);
    std::ranges::sort(likely, {}, &Likely::other);
}

std::vector<StoryIndex::Likely> StoryIndex::likely_partners(Number number) const {
    std::vector<Likely> out;
    for (const auto& partner : partners(number)) {
        if (partner.first >= options_.min_second_look && !partner.is_bridge)
            out.push_back({partner.other, partner.first, std::max(0.F, partner.text)});
    }
    keep_likeliest(out, options_.max_support);
    return out;
}

// The likely partners as they stand after the first look of the running batch, gathered once however many pairs ask.
const std::vector<StoryIndex::Likely>& StoryIndex::gathered(Number number) {
    auto& asked = entry(number);
    if (asked.gathered_in != batch_) {
        asked.likely = likely_partners(number);
        asked.gathered_in = batch_;
        gathered_.push_back(number);
    }
    return asked.likely;
}

const StoryIndex::KnownPair& StoryIndex::known_pair(Number left, Number right) {
    const auto [low, high] = std::minmax(left, right);
    if (known_pairs_.empty()) known_pairs_.resize(std::max<std::size_t>(options_.known_pairs, 1));
    auto& known = known_pairs_[core::mix((std::uint64_t{low} << 32U) + high) % known_pairs_.size()];
    if (known.low != low || known.high != high || known.weighed != weighed_) {
        const auto& first = document(low);
        const auto& second = document(high);
        known = {low, high, weighed_, still_features(first, second, vocabulary_),
                 text_overlap(first, second, vocabulary_)};
    }
    return known;
}

SupportFeatures StoryIndex::support(Number left, Number right, float first_log_odds) const {
    return support_of({left, likely_partners(left)}, {right, likely_partners(right)}, first_log_odds,
                      text_overlap(document(left), document(right), vocabulary_));
}

// How a pair's text cosine stands beside those with the other likely partners of both sides.
StoryIndex::TextsAround StoryIndex::texts_around(const Side& left, const Side& right, float cosine) const {
    if (document(left.number).text.empty() && document(right.number).text.empty()) return {};
    const auto best_of = [](const Side& side, Number besides) {
        Surroundings out;
        for (const auto& likely : side.likely) {
            if (likely.other != besides) out.take(likely.text);
        }
        return out;
    };
    const auto a = best_of(left, right.number);
    const auto b = best_of(right, left.number);
    constexpr float most = 0.5F;
    const auto over = [&](const Surroundings& side) { return std::clamp(cosine - side.best[0], -most, most); };
    const auto [lower, upper] = std::minmax({over(a), over(b)});
    return {lower, upper, (a.mean() + b.mean()) / 2};
}

SupportFeatures StoryIndex::support_of(const Side& left, const Side& right, float first_log_odds,
                                       const TextOverlap& text) const {
    const auto a = left.likely;
    const auto b = right.likely;
    float shared = 0;
    float all = 0;
    float best = 0;
    float left_best = 0;
    float right_best = 0;
    for (std::size_t i = 0, j = 0; i < a.size() || j < b.size();) {
        constexpr auto none = std::numeric_limits<Number>::max();
        const auto x = i < a.size() ? a[i].other : none;
        const auto y = j < b.size() ? b[j].other : none;
        const auto at = std::min(x, y);
        const float p = x == at ? a[i++].first : 0.F;
        const float q = y == at ? b[j++].first : 0.F;
        if (at == left.number || at == right.number) continue;
        shared += std::min(p, q);
        all += std::max(p, q);
        best = std::max(best, std::min(p, q));
        left_best = std::max(left_best, p);
        right_best = std::max(right_best, q);
    }
    const auto around = texts_around(left, right, text.cosine);
    constexpr float lonely = 0.3F;  // Less than a third of a likely partner on both sides together.
    const bool is_alone = all < lonely;
    const auto over = [first_log_odds](float rival) {
        constexpr float most = 4;
        return std::clamp(first_log_odds - log_odds(rival), -most, most);
    };
    const auto [lower, upper] = std::minmax({over(left_best), over(right_best)});
    return {1,
            first_log_odds,
            shared / (all + lonely),
            best,
            is_alone ? 1.F : 0.F,
            is_alone ? first_log_odds : 0.F,
            text.cosine,
            text.containment,
            text.names,
            around.lower,
            around.upper,
            around.density,
            lower,
            upper};
}

StoryIndex::Verdict StoryIndex::judge(Number left, Number right) const {
    Verdict out;
    out.vectors = points_of_vectors(left, right);
    if (Bridges::joins(document(left), document(right))) {
        out.bridge = evidence(left, right);
        out.probability = probability(static_cast<float>(bridges_.log_odds(*out.bridge)) + out.vectors);
        return out;
    }
    const auto& [model, trees] = ready_model(left, right);
    const float text = share(left, right);
    out.features = features(left, right);
    const float first = model->pair.log_odds(out.features, text) + out.vectors;
    out.support = support(left, right, first);
    out.has_second_look = probability(first) >= options_.min_second_look;
    out.probability =
        probability(out.has_second_look ? second_look(*model, trees, out.features, out.support, text) : first);
    return out;
}

void StoryIndex::mirror(Number number, const Partner& partner) {
    auto& others = entry(partner.other).partners;
    const auto found = std::ranges::lower_bound(others, number, {}, &Partner::other);
    if (found == others.end() || found->other != number) return;
    found->first = partner.first;
    found->text = partner.text;
    found->probability = partner.probability;
}

// The first look depends on a pair itself and on the surroundings of its sides: where both stand as they stood when the
// article's pairs were last looked at, it would come out the same.
void StoryIndex::look_first(Number number, bool is_new) {
    auto& asked = entry(number);
    // A full list may have dropped its side of a pair, so its removal did not reach this one.
    if (removed_in_ > asked.scored_in)
        std::erase_if(asked.partners, [this](const Partner& partner) { return !holds(partner.other); });
    const bool has_moved = is_new || moved_in_[number] > asked.scored_in;
    for (auto& partner : asked.partners) {
        if (!has_moved && moved_in_[partner.other] <= asked.scored_in) continue;
        const float before = partner.first;
        score_first(number, partner);
        const bool asks_text = partner.first >= options_.min_second_look && partner.text < 0;
        if (asks_text) partner.text = known_pair(number, partner.other).text.cosine;
        if (is_new || asks_text || partner.first != before) mirror(number, partner);
    }
    asked.scored_in = batch_;
}

void StoryIndex::score(Added& added) {
    for (const auto number : added.affected) look_first(number, number >= added.numbers.front());
    std::vector<Number> stirred;
    for (const auto number : added.affected) score_pairs_of(number, added, stirred);
    for (const auto number : gathered_) std::vector<Likely>().swap(entry(number).likely);
    gathered_.clear();
    added.affected.insert(added.affected.end(), stirred.begin(), stirred.end());
    core::sort_distinct(added.affected);
}

// A new article asks about all its pairs, an older one about those with its likeliest partners.
bool StoryIndex::asks_about(Number number, Number other, const Added& added) {
    return number >= added.numbers.front() || std::ranges::binary_search(gathered(number), other, {}, &Likely::other);
}

void StoryIndex::score_pairs_of(Number number, const Added& added, std::vector<Number>& stirred) {
    for (auto& partner : entry(number).partners) {
        if (partner.first >= options_.min_second_look) {
            // A pair of two affected articles is met twice; the later one does the work.
            const bool is_done_later =
                partner.other > number && std::ranges::binary_search(added.affected, partner.other) &&
                find_partner(partners(partner.other), number) != nullptr && asks_about(partner.other, number, added);
            if (is_done_later || !asks_about(number, partner.other, added)) continue;
        }
        const float before = partner.probability;
        score_second(number, partner);
        if (partner.probability != before) mirror(number, partner);
        if (std::abs(partner.probability - before) >= options_.min_stir) stirred.push_back(partner.other);
    }
}

void StoryIndex::score_second(Number number, Partner& partner) {
    // What the first look rules out is not looked at again: nine pairs in ten.
    if (partner.first < options_.min_second_look || partner.is_bridge) {
        partner.probability = partner.first;
        return;
    }
    const auto& [model, trees] = ready_model(number, partner.other);
    const auto& known = known_pair(number, partner.other);
    const auto features = support_of({number, gathered(number)}, {partner.other, gathered(partner.other)},
                                     log_odds(partner.first), known.text);
    auto pair = known.still;
    set_surroundings(pair, entry(number).surroundings, entry(partner.other).surroundings);
    partner.probability = probability(second_look(*model, trees, pair, features, share(number, partner.other)));
}

}  // namespace masthead::story
