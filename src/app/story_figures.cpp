#include "app/story_figures.h"

#include "app/console.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace masthead::app {

namespace {

using core::Json;

double rounded(double value) {
    return std::round(value * 10000) / 10000;
}

std::string three(double value) {
    return fmt::format("{:.3f}", value);
}

Json spread_json(const SetFigures& set) {
    Json out;
    return out.add("pair_f1", rounded(set.pair_spread->mean))
        .add("pair_f1_deviation", rounded(set.pair_spread->deviation))
        .add("b3_f1", rounded(set.b3_spread->mean))
        .add("b3_f1_deviation", rounded(set.b3_spread->deviation));
}

void print_spreads(const std::vector<SetFigures>& sets) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& set : sets) {
        if (!set.pair_spread || !set.b3_spread) continue;
        rows.push_back({set.name, three(set.pair_spread->mean), fmt::format("{:.4f}", set.pair_spread->deviation),
                        three(set.b3_spread->mean), fmt::format("{:.4f}", set.b3_spread->deviation)});
    }
    if (rows.empty()) return;
    print(
        table({{"in other orders"}, {"pair F1", true}, {"deviation", true}, {"B-cubed F1", true}, {"deviation", true}},
              rows));
}

void print_floors(const std::vector<SetFigures>& sets) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& set : sets) {
        if (!set.floor) continue;
        const auto over = [](double own, double floor) { return fmt::format("{:+.3f}", own - floor); };
        rows.push_back({set.name, three(set.floor->pair_f1), three(set.floor->b3_f1),
                        over(set.figures.pair_f1, set.floor->pair_f1), over(set.figures.b3_f1, set.floor->b3_f1)});
    }
    if (rows.empty()) return;
    print(table({{"floor"}, {"pair F1", true}, {"B-cubed F1", true}, {"over it", true}, {"over it", true}}, rows));
}

void print_side(const char* mark, const Json& side) {
    print(fmt::format("  {} {} {}\n    {}", mark, side["day"].string(), side["title"].string(), side["text"].string()));
}

void print_errors(const SetFigures& set) {
    for (const auto& error : set.errors) {
        print(fmt::format("{}: {}, though the labels say {}; probability {:.2f}", set.name,
                          error["together"].boolean() ? "one story" : "two stories",
                          error["together"].boolean() ? "two" : "one", error["probability"].number()));
        print_side("a", error["a"]);
        print_side("b", error["b"]);
        print(fmt::format("    shared: {}\n    {}\n", error["shared"].string(), error["terms"].string()));
    }
}

}  // namespace

Json to_json(const SetFigures& set) {
    const auto& f = set.figures;
    Json out;
    out.add("articles", f.articles)
        .add("stories", f.stories)
        .add("view", set.scope == story::LabelScope::same_day ? "same-day" : "all-pairs");
    out.add("pair_precision", rounded(f.pair_precision))
        .add("pair_recall", rounded(f.pair_recall))
        .add("pair_f1", rounded(f.pair_f1));
    out.add("b3_precision", rounded(f.b3_precision))
        .add("b3_recall", rounded(f.b3_recall))
        .add("b3_f1", rounded(f.b3_f1));
    if (set.seconds) {
        out.add("seconds", *set.seconds);
    } else {
        out.add("missing", set.missing);
    }
    if (set.pair_spread && set.b3_spread) out.add("shuffled", spread_json(set));
    if (set.floor) {
        Json floor;
        out.add("floor", floor.add("pair_f1", rounded(set.floor->pair_f1)).add("b3_f1", rounded(set.floor->b3_f1)));
    }
    if (!set.errors.empty()) out.add("errors", Json(set.errors));
    return out;
}

void print_figures(const std::vector<SetFigures>& sets, bool as_json) {
    if (as_json) {
        Json all;
        for (const auto& set : sets) all.add(set.name, to_json(set));
        print(sets.size() == 1 ? to_json(sets.front()).dump() : all.dump());
        return;
    }
    const bool is_timed = std::ranges::all_of(sets, [](const SetFigures& set) { return set.seconds.has_value(); });
    std::vector<std::vector<std::string>> rows;
    for (const auto& set : sets) {
        const auto& f = set.figures;
        const double speed = static_cast<double>(set.entered) / std::max(set.seconds.value_or(0), 1e-9);
        rows.push_back({set.name, grouped(f.articles), grouped(f.stories), three(f.pair_f1), three(f.pair_precision),
                        three(f.pair_recall), three(f.b3_f1), three(f.b3_precision), three(f.b3_recall),
                        grouped(is_timed ? static_cast<std::size_t>(speed) : set.missing)});
    }
    print(table({{"set"},
                 {"articles", true},
                 {"stories", true},
                 {"pair F1", true},
                 {"precision", true},
                 {"recall", true},
                 {"B-cubed F1", true},
                 {"precision", true},
                 {"recall", true},
                 {is_timed ? "a second" : "missing", true}},
                rows));
    print_floors(sets);
    print_spreads(sets);
    for (const auto& set : sets) print_errors(set);
}

}  // namespace masthead::app
