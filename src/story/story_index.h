// The articles of the window, and for each its likely partners: candidates come from an inverted index of telling
// words, never from all pairs.
#pragma once

#include "story/bridges.h"
#include "story/by_number.h"
#include "story/correction_trees.h"
#include "story/document.h"
#include "story/pair_model.h"
#include "story/vocabulary.h"

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace masthead::story {

// The other side of a scored pair.
struct Partner {
    Number other = 0;
    float cosine = 0;
    float still = 0;         // Log-odds of the first model without the surroundings.
    float first = 0;         // Probability by the first model.
    float text = -1;         // Cosine of the whole texts; below 0: not asked for yet.
    float probability = 0;   // By the second: what decides.
    bool is_bridge = false;  // Of another language (bridges.h): looked at once, in neither way above.
};

struct IndexOptions {
    std::chrono::hours window{72};
    std::size_t max_candidates = 48;    // Scored pairs of a new article.
    std::size_t max_partners = 40;      // Pairs kept of an article, those that later articles brought included.
    std::size_t probe_terms = 24;       // The rarest words of a new article are looked up ...
    std::size_t probe_budget = 20'000;  // ... until so many postings were read.
    float min_cosine = 0.03F;
    float min_affecting = 0.2F;  // A partner less likely than this is not looked at again when a new article comes.
    std::size_t max_affecting =
        16;                  // ... nor any but so many: who has dozens of likely partners learns little from one more.
    float min_stir = 0.25F;  // A pair whose probability changes by so much concerns both its articles.
    std::size_t max_support = 16;  // The likeliest partners of an article: they speak for its other pairs, and of an
                                   // older article only the pairs with them are scored anew.
    float min_second_look = 0.1F;  // Less likely pairs keep the first model's probability.
    std::size_t known_pairs = 16'384;  // Pairs whose words are not compared again, 120 bytes each.
    double refresh_growth = 0.2;  // Weights of all words are renewed when so many articles came or went, as a share.
    DocumentOptions document;
    VocabularyOptions vocabulary;
    BridgeOptions bridges;
    VectorOptions vectors;
    // The model for a pair, by the id of its later article; cross-validation gives each fold its own. Empty: the
    // shipped model.
    std::function<const StoryModel&(std::string_view)> model_of;
};

// Not thread-safe. Deterministic.
class StoryIndex {
  public:
    explicit StoryIndex(IndexOptions options);

    struct Added {
        std::vector<Number> numbers;   // Of the batch, in its order.
        std::vector<Number> affected;  // These, the older articles whose pairs were scored anew, and those of whose
                                       // pairs one came out quite different; sorted.
    };
    // Reads, links and scores a batch. Ids must not be known.
    Added add(std::span<const StoryInput> batch);
    // What has left the window still counts for how common its words are; what is read again does not.
    enum class Removal : std::uint8_t { past, replaced };
    void remove(Number number, Removal removal);

    [[nodiscard]] const Document* find(std::string_view id) const;
    [[nodiscard]] std::optional<Number> number_of(std::string_view id) const;
    [[nodiscard]] bool holds(Number number) const {
        return number >= base_ && number - base_ < entries_.size() && entries_[number - base_];
    }
    [[nodiscard]] const Document& document(Number number) const { return entry(number).document; }
    // Sorted by number.
    [[nodiscard]] const std::vector<Partner>& partners(Number number) const { return entry(number).partners; }
    [[nodiscard]] std::vector<Number> published_before(core::Instant instant) const;
    [[nodiscard]] std::size_t size() const { return numbers_.size(); }

    [[nodiscard]] const Vocabulary& vocabulary() const { return vocabulary_; }
    [[nodiscard]] const Bridges& bridges() const { return bridges_; }
    [[nodiscard]] Features features(Number left, Number right) const;
    [[nodiscard]] SupportFeatures support(Number left, Number right, float first_log_odds) const;
    // A pair looked at now, whether or not it is among the partners.
    struct Verdict {
        Features features{};
        SupportFeatures support{};
        float vectors = 0;  // What they add to the first look.
        bool has_second_look = false;
        std::optional<BridgeEvidence> bridge;  // Of two languages; then nothing above is filled.
        float probability = 0;
    };
    [[nodiscard]] Verdict judge(Number left, Number right) const;
    [[nodiscard]] float share(Number left, Number right) const;
    [[nodiscard]] const PairModel& model(Number left, Number right) const { return *ready_model(left, right).model; }
    [[nodiscard]] bool is_cased(Number left, Number right) const {
        return document(left).is_cased && document(right).is_cased;
    }

  private:
    struct Likely {
        Number other = 0;
        float first = 0;
        float text = 0;
    };
    struct Side {
        Number number = 0;
        std::span<const Likely> likely;  // Sorted by number.
    };
    struct ReadyModel {
        const PairModel* model = nullptr;
        TreeTable trees;
    };
    struct ReadyModels {
        ReadyModel cased;
        ReadyModel caseless;
    };
    struct Entry {
        Document document;
        Surroundings surroundings;
        float body_share = 0;
        const ReadyModels* models = nullptr;
        std::vector<Partner> partners;
        std::vector<Likely> likely;     // Only while a batch is scored.
        std::uint64_t gathered_in = 0;  // The batch that `likely` is of.
        std::uint64_t scored_in = 0;    // The last batch that looked at its pairs.
    };
    // What two documents share as long as no word's weight changes: who is looked at again is so within hours, and then
    // often.
    struct KnownPair {
        Number low = 0;
        Number high = 0;  // As `low`: none.
        std::uint64_t weighed = 0;
        Features still{};
        TextOverlap text;
    };
    struct Posting {
        Number number = 0;
        float frequency = 0;
    };

    [[nodiscard]] Entry& entry(Number number) { return *entries_[number - base_]; }
    [[nodiscard]] const Entry& entry(Number number) const { return *entries_[number - base_]; }
    const ReadyModels& ready(const StoryModel& model);
    [[nodiscard]] const ReadyModel& ready_model(Number left, Number right) const {
        const auto& models = *entry(std::max(left, right)).models;
        return is_cased(left, right) ? models.cased : models.caseless;
    }
    // What is asked of every article that shares a word, apart from the rest of it: that lies all over the memory.
    struct Brief {
        std::int64_t published = 0;
        std::uint32_t language = 0;  // A number; 0: unknown.
        float norm = -1;             // Below 0: gone.
        friend bool operator==(const Brief&, const Brief&) = default;
    };

    std::uint32_t number_of_language(const std::string& language);
    [[nodiscard]] bool may_compare(const Brief& left, const Brief& right) const;
    void weigh_again(Number number);
    void refresh_weights(std::span<const Number> fresh);
    [[nodiscard]] std::vector<Number> candidates(Number number);
    void probe(const Document& document);
    void link(Number number);
    void bridge(Number number);
    [[nodiscard]] BridgeEvidence evidence(Number left, Number right) const;
    [[nodiscard]] float points_of_vectors(Number left, Number right) const {
        return vector_points(document(left), document(right), options_.vectors);
    }
    void add_partner(Number number, const Partner& partner);
    void take_surroundings(Number number, float cosine);
    void look_first(Number number, bool is_new);
    void score_first(Number number, Partner& partner);
    void score_second(Number number, Partner& partner);
    static void keep_likeliest(std::vector<Likely>& likely, std::size_t limit);
    [[nodiscard]] std::vector<Likely> likely_partners(Number number) const;
    const std::vector<Likely>& gathered(Number number);
    const KnownPair& known_pair(Number left, Number right);
    [[nodiscard]] SupportFeatures support_of(const Side& left, const Side& right, float first_log_odds,
                                             const TextOverlap& text) const;
    struct TextsAround {
        float lower = 0;
        float upper = 0;
        float density = 0;
    };
    [[nodiscard]] TextsAround texts_around(const Side& left, const Side& right, float cosine) const;
    void mirror(Number number, const Partner& partner);
    void score(Added& added);
    [[nodiscard]] bool asks_about(Number number, Number other, const Added& added);
    void score_pairs_of(Number number, const Added& added, std::vector<Number>& stirred);

    IndexOptions options_;
    std::map<const StoryModel*, ReadyModels> models_;
    Vocabulary vocabulary_;
    Bridges bridges_;
    std::size_t documents_at_refresh_ = 0;
    std::size_t changes_ = 0;  // Articles that came or went since the last refresh.
    Number base_ = 0;
    std::deque<std::unique_ptr<Entry>> entries_;  // entries_[i] is number base_ + i; null once removed.
    std::unordered_map<std::string, Number> numbers_;
    std::vector<std::vector<Posting>> postings_;  // By term; what was removed is dropped when next read.
    ByNumber<Brief> briefs_{Brief{}};
    ByNumber<std::uint64_t> moved_in_{0};             // The last batch that changed its surroundings.
    std::vector<KnownPair> known_pairs_;              // By a hash: of two with one place the later stays.
    std::uint64_t weighed_ = 1;                       // How often all words were.
    std::uint64_t removed_in_ = 0;                    // The last batch before which articles left.
    std::map<std::string, std::uint32_t> languages_;  // Their numbers.
    std::vector<float> sums_;                         // Scratch of candidates(), by number - base_.
    std::vector<Number> touched_;
    std::uint64_t batch_ = 0;       // From 1.
    std::vector<Number> gathered_;  // Whose likely partners are gathered in this batch.
};

}  // namespace masthead::story
