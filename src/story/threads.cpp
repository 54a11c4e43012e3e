#include "story/threads.h"

#include "story/background.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <optional>
#include <tuple>
#include <unordered_map>

namespace masthead::story {

namespace {

using Place = std::uint32_t;  // Of a story, in the order of their beginnings.
using Stem = std::uint32_t;

constexpr double whole = 1000;

struct Weighted {
    Stem stem = 0;
    double weight = 0;
    const ProfileWord* word = nullptr;
    bool is_telling = false;
};

// A link with what decides about chapters.
struct Found {
    Place earlier = 0;
    model::StoryLink link;
    bool can_be_chapter = false;
};

int thousandths(double share) {
    return static_cast<int>(std::lround(share * whole));
}

// A thread as it stands while stories are walked through.
struct Thread {
    std::vector<int> strengths;  // Of the story at hand with its chapters; emptied for each story.
    bool is_possible = false;    // One of them is strong enough.
};

class Linker {
  public:
    Linker(std::span<const StoryProfile> stories, const ThreadOptions& options) : options_(options) {
        for (const auto& story : stories) stories_.push_back(&story);
        std::ranges::sort(stories_, {},
                          [](const StoryProfile* story) { return std::tie(story->first, story->story_id); });
        stems_.resize(stories_.size());
        for (Place i = 0; i < stories_.size(); ++i) {
            for (const auto& word : stories_[i]->words) stems_[i].push_back(stem_of(word.stem));
        }
        counts_.resize(background_.size());
        postings_.resize(background_.size());
    }

    LinkedStories run(core::Instant from, std::span<const model::StoryThread> known) {
        std::unordered_map<std::string_view, std::string_view> known_threads;
        for (const auto& thread : known) known_threads.emplace(thread.story_id, thread.thread_id);
        LinkedStories out;
        for (Place i = 0; i < stories_.size(); ++i) {
            count(i);
            const auto& story = *stories_[i];
            std::string thread = story.story_id;
            if (story.first >= from) {
                auto found = links_of(i);
                if (auto joined = thread_of(i, found)) {
                    thread = std::move(*joined);
                    out.threads.push_back({story.story_id, thread});
                }
                keep(thread, found, out.links);
            } else if (const auto of = known_threads.find(story.story_id); of != known_threads.end()) {
                thread = of->second;
            }
            chapters_[thread].push_back(i);
            threads_.push_back(std::move(thread));
            for (const auto stem : stems_[i]) postings_[stem].push_back(i);
        }
        sort(out);
        return out;
    }

  private:
    Stem stem_of(const std::string& stem) {
        const auto [found, is_new] = numbers_.try_emplace(stem, static_cast<Stem>(background_.size()));
        if (is_new) {
            const auto background = background_word(stem);
            background_.push_back(static_cast<double>(background ? background->idf : unknown_idf));
        }
        return found->second;
    }

    // The stories that count for how rare a word is: those that began in the days before this one, and itself.
    void count(Place place) {
        for (const auto stem : stems_[place]) ++counts_[stem];
        while (stories_[oldest_]->first < stories_[place]->first - options_.counted) {
            for (const auto stem : stems_[oldest_]) --counts_[stem];
            ++oldest_;
        }
    }

    [[nodiscard]] double idf(Stem stem, Place now) const {
        const double documents = static_cast<double>(now - oldest_ + 1);
        const double prior = background_[stem];
        const double expected = std::exp(-prior) * options_.background_documents;
        const double own = -std::log((counts_[stem] + expected) / (documents + options_.background_documents));
        return options_.background_share * prior + (1 - options_.background_share) * own;
    }

    // The words of a story as they count on the day of another, with their length as a vector.
    double weigh(Place place, Place now, std::vector<Weighted>& out) const {
        out.clear();
        double squares = 0;
        for (std::size_t i = 0; i < stems_[place].size(); ++i) {
            const auto& word = stories_[place]->words[i];
            const double rarity = idf(stems_[place][i], now);
            const double weight = rarity * word.share / whole * (word.is_name ? 1 : options_.common_word);
            out.push_back({stems_[place][i], weight, &word, rarity >= options_.telling_idf});
            squares += weight * weight;
        }
        return std::sqrt(squares);
    }

    [[nodiscard]] std::vector<Place> candidates(Place place, std::vector<Weighted> words) const {
        std::ranges::sort(words, [](const Weighted& left, const Weighted& right) {
            return left.weight != right.weight ? left.weight > right.weight : left.word->stem < right.word->stem;
        });
        if (words.size() > options_.probe_words) words.resize(options_.probe_words);
        std::vector<Place> found;
        for (const auto& word : words) {
            std::size_t left = options_.max_found;
            const auto& posting = postings_[word.stem];
            for (auto other = posting.rbegin(); other != posting.rend() && left > 0; ++other) {
                if (apart(*other, place) > options_.reach) continue;
                found.push_back(*other);
                --left;
            }
        }
        std::ranges::sort(found);
        const auto again = std::ranges::unique(found);
        found.erase(again.begin(), again.end());
        return found;
    }

    [[nodiscard]] std::chrono::seconds apart(Place earlier, Place later) const {
        return std::max(std::chrono::seconds(0), stories_[later]->first - stories_[earlier]->last);
    }

    // Names are written alike in most languages; other words compare within one language only.
    [[nodiscard]] bool can_compare(const Weighted& left, const Weighted& right, bool is_one_language) const {
        return is_one_language || (left.word->is_name && right.word->is_name);
    }

    [[nodiscard]] std::vector<Found> links_of(Place place) const {
        const auto& story = *stories_[place];
        std::vector<Weighted> own;
        std::vector<Weighted> others;
        const double length = weigh(place, place, own);
        std::vector<Found> links;
        if (length == 0) return links;
        for (const auto other : candidates(place, own)) {
            const double other_length = weigh(other, place, others);
            if (other_length == 0) continue;
            auto link = compare(own, others, length * other_length, languages_agree(story, *stories_[other]));
            link.earlier = other;
            link.link.story_id = story.story_id;
            link.link.earlier_id = stories_[other]->story_id;
            link.link.apart = apart(other, place);
            const auto days = std::chrono::duration<double>(link.link.apart) / options_.half_life;
            link.link.strength = static_cast<int>(std::lround(link.link.likeness * std::exp2(-days)));
            // What one owner prints again and again is a series of its own, and no event that goes on.
            const bool is_one_owner = !story.owner.empty() && story.owner == stories_[other]->owner;
            link.can_be_chapter = link.can_be_chapter && !is_one_owner && link.link.apart <= options_.thread_reach;
            if (link.link.strength >= options_.near_strength && !link.link.shared.empty())
                links.push_back(std::move(link));
        }
        std::ranges::sort(links, [](const Found& left, const Found& right) {
            return left.link.strength != right.link.strength ? left.link.strength > right.link.strength
                                                             : left.link.earlier_id < right.link.earlier_id;
        });
        return links;
    }

    static bool languages_agree(const StoryProfile& left, const StoryProfile& right) {
        return left.language == right.language || left.language.empty() || right.language.empty();
    }

    // Words are sorted by stem on both sides. Without shared words where too few of them are telling.
    [[nodiscard]] Found compare(const std::vector<Weighted>& own, const std::vector<Weighted>& others, double lengths,
                                bool is_one_language) const {
        Found found;
        std::vector<std::pair<double, const Weighted*>> shared;
        double likeness = 0;
        std::size_t telling = 0;
        bool has_name = false;
        auto other = others.begin();
        for (const auto& word : own) {
            while (other != others.end() && other->word->stem < word.word->stem) ++other;
            if (other == others.end()) break;
            if (other->stem != word.stem || !can_compare(word, *other, is_one_language)) continue;
            const double points = word.weight * other->weight / lengths;
            likeness += points;
            telling += word.is_telling ? 1U : 0U;
            has_name = has_name || (word.is_telling && word.word->is_name);
            shared.emplace_back(points, &word);
        }
        found.link.likeness = thousandths(likeness);
        found.can_be_chapter = telling >= options_.min_telling_chapter;
        if (telling < (has_name ? options_.min_telling : options_.min_nameless)) return found;
        std::erase_if(shared, [](const auto& one) { return !one.second->is_telling; });
        std::ranges::sort(shared, [](const auto& left, const auto& right) {
            return left.first != right.first ? left.first > right.first
                                             : left.second->word->stem < right.second->word->stem;
        });
        if (shared.size() > options_.max_shared) shared.resize(options_.max_shared);
        for (const auto& [points, word] : shared)
            found.link.shared.push_back({word->word->surface, thousandths(points), word->word->is_name});
        return found;
    }

    // The thread that a story goes on with: of those whose best link is strong enough, the one whose best few links
    // are the strongest in the mean.
    [[nodiscard]] std::optional<std::string> thread_of(Place place, const std::vector<Found>& links) const {
        std::map<std::string_view, Thread> threads;  // By id.
        for (const auto& found : links) {
            auto& thread = threads[threads_[found.earlier]];
            if (found.link.apart > options_.thread_reach) continue;
            if (thread.strengths.size() < options_.support) thread.strengths.push_back(found.link.strength);
            thread.is_possible =
                thread.is_possible || (found.can_be_chapter && found.link.strength >= options_.chapter_strength);
        }
        std::optional<std::string> best;
        double most = 0;
        for (const auto& [id, thread] : threads) {
            if (!thread.is_possible) continue;
            int sum = 0;
            for (const auto strength : thread.strengths) sum += strength;
            const double mean = sum / static_cast<double>(supporters(id, place));
            if (mean < options_.support_strength || mean <= most) continue;
            most = mean;
            best = std::string(id);
        }
        return best;
    }

    // Chapters of a thread that could speak for a story: a chapter that shares nothing with it speaks as well.
    [[nodiscard]] std::size_t supporters(std::string_view thread, Place place) const {
        std::size_t count = 0;
        const auto& chapters = chapters_.find(thread)->second;
        for (auto at = chapters.rbegin(); at != chapters.rend() && count < options_.support; ++at)
            count += apart(*at, place) <= options_.thread_reach ? 1U : 0U;
        return count;
    }

    // The strongest, with the one by which the story goes on with its thread among them: that is the strongest of its
    // thread, which need not be one of the strongest of all.
    void keep(const std::string& thread, std::vector<Found>& found, std::vector<model::StoryLink>& links) const {
        std::size_t left = options_.max_links;
        bool has_thread = false;
        for (auto& one : found) {
            const bool is_of_thread = threads_[one.earlier] == thread;
            if (left == 0 && (has_thread || !is_of_thread)) continue;
            has_thread = has_thread || is_of_thread;
            left -= left > 0 ? 1 : 0;
            links.push_back(std::move(one.link));
        }
    }

    static void sort(LinkedStories& out) {
        std::ranges::sort(out.threads, {}, &model::StoryThread::story_id);
        std::ranges::sort(out.links, [](const model::StoryLink& left, const model::StoryLink& right) {
            return std::tuple(std::string_view(left.story_id), -left.strength, std::string_view(left.earlier_id)) <
                   std::tuple(std::string_view(right.story_id), -right.strength, std::string_view(right.earlier_id));
        });
    }

    const ThreadOptions& options_;
    std::vector<const StoryProfile*> stories_;  // By their beginning.
    std::vector<std::vector<Stem>> stems_;      // Of each story, in the order of its words.
    std::unordered_map<std::string, Stem> numbers_;
    std::vector<double> background_;  // By stem: how rare it is in news at large.
    std::vector<int> counts_;         // By stem: in how many of the counted stories.
    std::vector<std::vector<Place>> postings_;
    std::vector<std::string> threads_;  // Of the stories so far: their own ids where they are in none.
    std::map<std::string, std::vector<Place>, std::less<>> chapters_;  // By thread.
    Place oldest_ = 0;                                                 // That counts.
};

}  // namespace

LinkedStories link_stories(std::span<const StoryProfile> stories, core::Instant from,
                           std::span<const model::StoryThread> known, const ThreadOptions& options) {
    return Linker(stories, options).run(from, known);
}

core::Instant context_from(core::Instant from, const ThreadOptions& options) {
    if (from < core::Instant::min() + options.reach + options.counted) return core::Instant::min();
    return from - std::max(options.reach, options.counted);
}

}  // namespace masthead::story
