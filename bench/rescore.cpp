// Weights changed in the desk of a store of 100,000 articles, as a user meets it: `masthead rescore` and `masthead
// preview` in processes of their own, by wall seconds. The store is invented; it is filled and scored once before.
// Limit: the same desk scored again with nothing changed.
#include "core/json.h"
#include "measure.h"
#include "store/store.h"

#include <array>
#include <filesystem>
#include <fstream>

namespace masthead::bench {

namespace {

constexpr std::size_t article_count = 100'000;
constexpr std::size_t articles_a_step = 5'000;
constexpr const char* now = "2026-10-17T17:00:00Z";

// The same sequence on every machine: a linear congruence (Knuth's MMIX constants), its upper bits.
class Dice {
  public:
    std::size_t roll(std::size_t sides) {
        state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<std::size_t>(state_ >> 33U) % sides;
    }

  private:
    std::uint64_t state_ = 20261017;
};

std::string words(Dice& dice, std::size_t count) {
    constexpr auto vocabulary = std::to_array<const char*>(
        {"harbour", "ferry",    "council", "storm",   "pilot",    "crew",   "quay",    "market",
         "report",  "island",   "winter",  "engine",  "bridge",   "signal", "captain", "cargo",
         "deal",    "northern", "light",   "channel", "strike",   "tide",   "budget",  "union",
         "anchor",  "visit",    "plan",    "season",  "minister", "repair", "coast",   "letter"});
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0) text += i % 15 == 0 ? ". " : " ";
        text += vocabulary.at(dice.roll(vocabulary.size()));
    }
    return text;
}

model::Article article(std::size_t number, Dice& dice, core::Instant last) {
    model::Article made;
    made.id = std::to_string(1'000'000'000 + number * 7919 % 1'000'000'007);
    const std::string domain = "paper" + std::to_string(dice.roll(400)) + ".example";
    made.web_url = "https://" + domain + "/2026/10/report-" + std::to_string(number);
    made.original_url = made.web_url;
    made.title = words(dice, 5 + dice.roll(8));
    made.excerpt = words(dice, 30);
    made.text = words(dice, 40 + dice.roll(500));
    made.language = "en";
    made.published = last - std::chrono::minutes(dice.roll(std::size_t{30} * 24 * 60));
    made.first_seen = made.published;
    made.provider.domain = domain;
    made.provider.name = "Paper of " + domain;
    if (dice.roll(2) == 0) made.authors = {"A. Writer"};
    if (dice.roll(3) > 0)
        made.images = {{.url = made.web_url + ".jpg", .width = 1200, .height = 630, .title = "", .attribution = ""}};
    made.source_url = "https://" + domain + "/feed";
    return made;
}

// Stories of one to eight articles, most of them small.
bool fill(const std::string& folder) {
    std::filesystem::create_directories(folder);
    const auto store = store::open_sqlite_store(folder + "/masthead.db", store::Access::read_write);
    if (!store) return false;
    const auto last = *core::parse_instant(now);
    Dice dice;
    std::string story;
    std::size_t left = 0;
    for (std::size_t at = 0; at < article_count; at += articles_a_step) {
        store::ChangeSet changes;
        changes.at = last;
        for (std::size_t i = at; i < at + articles_a_step; ++i) {
            changes.articles.push_back(article(i, dice, last));
            if (left == 0) {
                story = "s" + std::to_string(1'000'000 + i);
                left = 1 + dice.roll(1 + dice.roll(8));
            }
            --left;
            changes.memberships.push_back({changes.articles.back().id, story});
        }
        if (!(*store)->apply(changes, store::Durability::normal)) return false;
    }
    return true;
}

class Desk {
  public:
    Desk() : is_ready_(fill(folder_.path() + "/data")) {
        set(12);
        is_ready_ = is_ready_ && run({"rescore"}).status == 0;
    }
    [[nodiscard]] bool is_ready() const { return is_ready_; }

    // A weight that most articles have.
    void set(int image) const {
        std::ofstream file(folder_.path() + "/desk.yaml");
        file << "desk:\n  title: \"A crowded desk\"\ntopics:\n  - id: harbours\n    name: Harbours\n    keywords: "
                "[harbour, "
                "ferry]\nscoring:\n  publish_at: 40\n  weights:\n    image: "
             << image << "\n";
    }
    [[nodiscard]] ProgramRun run(const std::vector<std::string>& words) const {
        std::vector<std::string> arguments = {masthead_path()};
        arguments.insert(arguments.end(), words.begin(), words.end());
        for (const std::string& word :
             {std::string("--desk"), folder_.path() + "/desk.yaml", std::string("--data"), folder_.path() + "/data",
              std::string("--now"), std::string(now), std::string("--json")})
            arguments.push_back(word);
        return run_program(arguments);
    }

  private:
    TempFolder folder_;
    bool is_ready_;
};

const Desk& desk() {
    static const Desk made;
    return made;
}

void measure_program(benchmark::State& state, const std::vector<std::string>& words, bool changes_weights) {
    if (!desk().is_ready()) return state.SkipWithError("the store could not be filled");
    ProgramRun last;
    for (auto round : state) {
        static_cast<void>(round);
        static int image = 12;
        if (changes_weights) desk().set(image = image == 12 ? 30 : 12);
        last = desk().run(words);
        if (last.status != 0) return state.SkipWithError("masthead failed");
        state.SetIterationTime(last.wall_seconds);
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(article_count));
    state.counters["items"] = static_cast<double>(article_count);
    state.counters["wall_seconds"] = last.wall_seconds;
    state.counters["peak_mib"] = last.peak_mib;
    const auto json = core::parse_json(last.output);
    if (json) state.counters["found"] = static_cast<double>((*json)["rescored"].integer());
}

void rescore(benchmark::State& state) {
    measure_program(state, {"rescore"}, true);
}
void rescore_unchanged(benchmark::State& state) {
    measure_program(state, {"rescore"}, false);
}
void preview(benchmark::State& state) {
    measure_program(state, {"preview", "--set", "score.image=20", "--set", "score.owners=60"}, false);
}

BENCHMARK(rescore)->Name("rescore/masthead")->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(1);
BENCHMARK(rescore_unchanged)
    ->Name("rescore/nothing changed (limit)")
    ->Unit(benchmark::kMillisecond)
    ->UseManualTime()
    ->Iterations(1);
BENCHMARK(preview)->Name("preview/masthead")->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(1);

}  // namespace

}  // namespace masthead::bench
