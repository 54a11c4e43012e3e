#include "story/baseline.h"

#include "story/document.h"
#include "story/pair_features.h"
#include "story/pair_model.h"
#include "story/vocabulary.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace masthead::story {

namespace {

using Place = std::uint32_t;  // Of an article in the order of arrival.

class Reader {
  public:
    Reader(const TrainingSet& set, const BaselineOptions& options) {
        DocumentOptions reading;
        reading.lead_words = reading.text_words = options.lead_words;
        for_each_step(set.articles, [&](std::span<const StoryInput> inputs, std::span<const RunArticle* const> step) {
            for (const auto& input : inputs) {
                documents.push_back(read_document(input, vocabulary, reading));
                vocabulary.count(documents.back().distinct_terms());
            }
            articles.insert(articles.end(), step.begin(), step.end());
        });
        vocabulary.weigh_all_terms();
        for (std::size_t i = 0; i < documents.size(); ++i) {
            weigh(documents[i], vocabulary);
            for (const auto& [term, frequency] : documents[i].terms) {
                if (postings_.size() <= term) postings_.resize(term + 1);
                postings_[term].emplace_back(static_cast<Place>(i), frequency);
            }
        }
    }

    // The earlier articles within the window that are most alike, with their cosines.
    [[nodiscard]] std::vector<std::pair<float, Place>> candidates(Place place, const BaselineOptions& options) const {
        const auto& own = documents[place];
        std::vector<float> dots(place, 0.F);
        for (const auto& [term, frequency] : own.terms) {
            const float weight = frequency * vocabulary.idf(term) * vocabulary.idf(term);
            for (const auto& [other, count] : postings_[term]) {
                if (other >= place) break;
                dots[other] += weight * count;
            }
        }
        std::vector<std::pair<float, Place>> out;
        for (Place other = 0; other < place; ++other) {
            const float norms = own.weights.norm * documents[other].weights.norm;
            if (dots[other] <= options.min_cosine * norms) continue;
            if (own.published - documents[other].published > options.window) continue;
            out.emplace_back(-dots[other] / norms, other);
        }
        const auto kept = std::min(out.size(), options.candidates);
        std::ranges::partial_sort(out, out.begin() + static_cast<std::ptrdiff_t>(kept));
        out.resize(kept);
        for (auto& [cosine, other] : out) cosine = -cosine;
        return out;
    }

    Vocabulary vocabulary;
    std::vector<Document> documents;
    std::vector<const RunArticle*> articles;

  private:
    std::vector<std::vector<std::pair<Place, float>>> postings_;  // By term; places ascend.
};

struct Drawn {
    std::size_t group = 0;
    double strength = 0;
};

// Articles in groups, by the probabilities of their pairs.
class Groups {
  public:
    Groups(const BaselineSet& set, const Baseline& baseline, const BaselineOptions& options)
        : options_(options), threshold_(baseline.threshold) {
        for (const auto& pairs : set.pairs()) {
            auto& links = links_.emplace_back();
            for (const auto& pair : pairs) {
                const float odds = baseline.bias + baseline.doc * pair.doc + baseline.title * pair.title;
                links.emplace_back(pair.other, static_cast<double>(probability(odds)));
            }
        }
        group_of_.resize(links_.size());
        members_.resize(links_.size());
    }

    void stream() {
        for (Place place = 0; place < links_.size(); ++place) {
            const auto best = best_group(place, place);
            group_of_[place] = best ? best->group : place;
            members_[group_of_[place]].push_back(place);
        }
    }

    void repair() {
        for (int round = 0; round < options_.repair_rounds; ++round) {
            for (Place place = 0; place < links_.size(); ++place) reassign(place);
            merge();
        }
    }

    [[nodiscard]] std::size_t group_of(std::size_t place) const { return group_of_[place]; }

  private:
    // The group that draws an article most, itself left out; nothing below the threshold. Only places below `end`.
    [[nodiscard]] std::optional<Drawn> best_group(Place place, std::size_t end) const {
        std::map<std::size_t, std::vector<double>> drawn;
        for (const auto& [other, p] : links_[place]) {
            if (other < end && other != place) drawn[group_of_[other]].push_back(p);
        }
        std::optional<Drawn> best;
        for (auto& [group, values] : drawn) {
            std::ranges::sort(values, std::greater());
            const auto others = members_[group].size() - (std::ranges::count(members_[group], place) > 0 ? 1U : 0U);
            const auto wanted = std::min(options_.best_members, others);
            double sum = 0;
            for (std::size_t i = 0; i < std::min(wanted, values.size()); ++i) sum += values[i];
            const double strength = sum / static_cast<double>(wanted);
            if (strength >= threshold_ && (!best || strength > best->strength)) best = {group, strength};
        }
        return best;
    }

    void reassign(Place place) {
        const auto own = group_of_[place];
        const auto best = best_group(place, links_.size());
        std::erase(members_[own], place);
        group_of_[place] = best ? best->group : free_group(place);
        members_[group_of_[place]].push_back(place);
    }

    // Its own number where that is free.
    [[nodiscard]] std::size_t free_group(Place place) {
        if (members_[place].empty()) return place;
        members_.emplace_back();
        return members_.size() - 1;
    }

    // By average link, the likeliest first; a pair that is no candidate counts as none.
    void merge() {
        std::map<std::pair<std::size_t, std::size_t>, double> sums;
        for (Place place = 0; place < links_.size(); ++place) {
            for (const auto& [other, p] : links_[place]) {
                const auto a = group_of_[place];
                const auto b = group_of_[other];
                if (a < b) sums[{a, b}] += p;
            }
        }
        std::vector<std::pair<double, std::pair<std::size_t, std::size_t>>> ranked;
        for (const auto& [pair, sum] : sums) {
            const auto pairs = members_[pair.first].size() * members_[pair.second].size();
            const double link = sum / static_cast<double>(pairs);
            if (link >= threshold_) ranked.emplace_back(-link, pair);
        }
        std::ranges::sort(ranked);
        for (const auto& [link, pair] : ranked) {
            auto& [into, from] = pair;
            if (is_touched_.contains(into) || is_touched_.contains(from)) continue;
            is_touched_[into] = is_touched_[from] = true;
            for (const auto place : members_[from]) group_of_[place] = into;
            members_[into].insert(members_[into].end(), members_[from].begin(), members_[from].end());
            members_[from].clear();
        }
        is_touched_.clear();
    }

    const BaselineOptions& options_;
    double threshold_;
    std::vector<std::vector<std::pair<Place, double>>> links_;
    std::vector<std::size_t> group_of_;
    std::vector<std::vector<Place>> members_;
    std::map<std::size_t, bool> is_touched_;  // By a merge of this round.
};

bool counts(const BaselineSet& set, std::size_t left, std::size_t right) {
    const auto& a = set.article(left);
    const auto& b = set.article(right);
    return !a.label.empty() && !b.label.empty() && (set.set().scope == LabelScope::all_pairs || a.day == b.day);
}

std::vector<PairSample> samples_of(const BaselineSet& set) {
    std::vector<PairSample> out;
    constexpr float stranger_cosine = 0.15F;
    for (std::size_t place = 0; place < set.pairs().size(); ++place) {
        for (const auto& pair : set.pairs()[place]) {
            if (pair.other > place || !counts(set, place, pair.other)) continue;
            const bool is_same = set.article(place).label == set.article(pair.other).label;
            // Clear strangers are many and alike: one in eight stands for all.
            const bool is_stranger = !is_same && pair.doc < stranger_cosine;
            if (is_stranger && (place + pair.other) % 8 != 0) continue;
            PairSample sample;
            sample.features[static_cast<std::size_t>(Feature::bias)] = 1;
            sample.features[static_cast<std::size_t>(Feature::doc_cosine)] = pair.doc;
            sample.features[static_cast<std::size_t>(Feature::title_cosine)] = pair.title;
            sample.is_same = is_same;
            sample.weight = is_stranger ? 8 : 1;
            out.push_back(sample);
        }
    }
    float total = 0;
    for (const auto& sample : out) total += sample.weight;
    for (auto& sample : out) sample.weight *= 1e5F / total;
    return out;
}

}  // namespace

BaselineSet::BaselineSet(const TrainingSet& set, const BaselineOptions& options) : set_(&set) {
    const Reader reader(set, options);
    articles_ = reader.articles;
    pairs_.resize(articles_.size());
    for (Place place = 0; place < articles_.size(); ++place) {
        for (const auto& [cosine, other] : reader.candidates(place, options)) {
            const auto features = still_features(reader.documents[place], reader.documents[other], reader.vocabulary);
            const float title = features[static_cast<std::size_t>(Feature::title_cosine)];
            pairs_[place].push_back({other, cosine, title});
            pairs_[other].push_back({place, cosine, title});
        }
    }
}

GroupingFigures run_baseline(const BaselineSet& set, const Baseline& baseline, const BaselineOptions& options) {
    Groups groups(set, baseline, options);
    groups.stream();
    groups.repair();
    std::vector<LabelledArticle> labelled;
    for (std::size_t place = 0; place < set.pairs().size(); ++place) {
        const auto& article = set.article(place);
        if (article.label.empty()) continue;
        labelled.push_back({article.label, std::to_string(groups.group_of(place)),
                            set.set().scope == LabelScope::same_day ? article.day : std::string()});
    }
    return evaluate_grouping(labelled);
}

Baseline learn_baseline(std::span<const BaselineSet* const> sets, const BaselineOptions& options) {
    std::vector<PairSample> samples;
    for (const auto* set : sets) {
        const auto own = samples_of(*set);
        samples.insert(samples.end(), own.begin(), own.end());
    }
    const auto weights = fit_pair(samples, {}).headline;
    const auto weight = [&](Feature feature) { return weights[static_cast<std::size_t>(feature)]; };
    Baseline out{weight(Feature::bias), weight(Feature::doc_cosine), weight(Feature::title_cosine), 0};
    double best = -1;
    for (auto tried = out;; tried.threshold += options.threshold_step) {
        tried.threshold = std::max(tried.threshold, options.lowest_threshold);
        if (tried.threshold > options.highest_threshold) return out;
        double sum = 0;
        for (const auto* set : sets) {
            const auto figures = run_baseline(*set, tried, options);
            sum += figures.pair_f1 + figures.b3_f1;
        }
        if (sum > best) {
            best = sum;
            out.threshold = tried.threshold;
        }
    }
}

}  // namespace masthead::story
