#include "page/text_trial.h"

#include "core/domain.h"
#include "core/hash.h"
#include "core/url.h"
#include "page/page.h"

#include <algorithm>
#include <array>
#include <map>
#include <variant>

#include <fmt/format.h>

namespace masthead::page {
namespace {

using Number = std::variant<double MainTextOptions::*, std::size_t MainTextOptions::*>;

constexpr std::size_t values_a_number = 3;

struct Dial {
    std::string_view name;
    Number number;
    std::array<double, values_a_number> values;
};

const std::array dials{
    Dial{"junk_weight", &MainTextOptions::junk_weight, {0.5, 1.0, 1.5}},
    Dial{"body_bonus", &MainTextOptions::body_bonus, {1.0, 1.25, 1.5}},
    Dial{"protected_share", &MainTextOptions::protected_share, {0.4, 0.6, 0.75}},
    Dial{"max_link_share", &MainTextOptions::max_link_share, {0.3, 0.45, 0.6}},
    Dial{"caption_letters", &MainTextOptions::caption_letters, {0, 160, 320}},
    Dial{"least_lead_letters", &MainTextOptions::least_lead_letters, {40, 90, 100000}},
    Dial{"section_share", &MainTextOptions::section_share, {0.0, 0.2, 0.35}},
    Dial{"listed_letters", &MainTextOptions::listed_letters, {0, 80, 150}},
};

using Setting = std::array<double, dials.size()>;

MainTextOptions options_of(const Setting& setting) {
    MainTextOptions options;
    for (std::size_t i = 0; i < dials.size(); ++i) {
        std::visit(
            [&](auto member) {
                using Value = std::remove_reference_t<decltype(options.*member)>;
                options.*member = static_cast<Value>(setting[i]);
            },
            dials[i].number);
    }
    return options;
}

Setting standing() {
    const MainTextOptions options;
    Setting setting{};
    for (std::size_t i = 0; i < dials.size(); ++i)
        setting[i] = std::visit([&](auto member) { return static_cast<double>(options.*member); }, dials[i].number);
    return setting;
}

std::string difference(const Setting& setting) {
    const Setting usual = standing();
    std::string out;
    for (std::size_t i = 0; i < dials.size(); ++i) {
        if (setting[i] != usual[i]) out += fmt::format("{}{}={:g}", out.empty() ? "" : " ", dials[i].name, setting[i]);
    }
    return out;
}

struct PageFigures {
    double precision = 0;
    double recall = 0;
    bool is_empty = true;
};

// Every page's figures under a setting, computed once.
class Trials {
  public:
    explicit Trials(std::span<const TrialPage> pages) : pages_(pages) {}

    const std::vector<PageFigures>& of(const Setting& setting) {
        const auto known = known_.find(setting);
        if (known != known_.end()) return known->second;
        PageOptions options;
        options.main_text = options_of(setting);
        std::vector<PageFigures> figures;
        figures.reserve(pages_.size());
        for (const TrialPage& page : pages_) {
            const auto parsed = parse_page(page.bytes, page.url, page.content_type, options);
            const std::string_view text = parsed ? std::string_view(parsed->text) : std::string_view();
            const TextFigures one = evaluate_text({page.truth, text});
            figures.push_back({one.precision, one.recall, text.empty()});
        }
        return known_.emplace(setting, std::move(figures)).first->second;
    }

    [[nodiscard]] std::size_t size() const { return pages_.size(); }

  private:
    std::span<const TrialPage> pages_;
    std::map<Setting, std::vector<PageFigures>> known_;
};

// Adds up pages from several settings as evaluate_texts does.
class Mean {
  public:
    void add(const PageFigures& page) {
        ++figures_.pages;
        figures_.recall += page.recall;
        if (page.is_empty) return;
        figures_.precision += page.precision;
        ++given_;
    }

    [[nodiscard]] TextFigures figures() const {
        TextFigures out = figures_;
        if (out.pages > 0) out.recall /= static_cast<double>(out.pages);
        if (given_ > 0) out.precision /= static_cast<double>(given_);
        const double sum = out.precision + out.recall;
        out.f1 = sum > 0 ? 2 * out.precision * out.recall / sum : 0;
        return out;
    }

  private:
    TextFigures figures_;
    std::size_t given_ = 0;
};

template <typename Takes>
double f1_of(Trials& trials, const Setting& setting, const Takes& takes) {
    const auto& figures = trials.of(setting);
    Mean mean;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        if (takes(i)) mean.add(figures[i]);
    }
    return mean.figures().f1;
}

// Each number in turn takes the value that reads the pages taken best. A search starts at the first value of every
// dial, so that nothing of the standing options leaks into it.
template <typename Takes>
Setting search(Trials& trials, const Takes& takes) {
    Setting best{};
    for (std::size_t i = 0; i < dials.size(); ++i) best[i] = dials[i].values.front();
    double best_f1 = f1_of(trials, best, takes);
    for (std::size_t i = 0; i < dials.size(); ++i) {
        for (const double value : dials[i].values) {
            Setting one = best;
            one[i] = value;
            const double f1 = f1_of(trials, one, takes);
            if (f1 <= best_f1) continue;
            best = one;
            best_f1 = f1;
        }
    }
    return best;
}

std::size_t fold_of(const TrialPage& page, std::size_t folds) {
    const auto url = core::Url::parse(page.url);
    return core::stable_hash(url ? core::registrable_domain(url->host()) : page.url) % folds;
}

TextFigures figures_of(Trials& trials, const Setting& setting) {
    Mean mean;
    for (const PageFigures& page : trials.of(setting)) mean.add(page);
    return mean.figures();
}

}  // namespace

TextTrial try_texts(std::span<const TrialPage> pages, std::size_t folds) {
    Trials trials(pages);
    std::vector<std::size_t> fold;
    for (const TrialPage& page : pages) fold.push_back(fold_of(page, folds));
    TextTrial trial;
    trial.usual = figures_of(trials, standing());
    Mean mean;
    for (std::size_t f = 0; f < folds; ++f) {
        const Setting setting = search(trials, [&](std::size_t page) { return fold[page] != f; });
        trial.chosen.push_back(difference(setting));
        const auto& figures = trials.of(setting);
        for (std::size_t i = 0; i < figures.size(); ++i) {
            if (fold[i] == f) mean.add(figures[i]);
        }
    }
    trial.folded = mean.figures();
    return trial;
}

CarriedOver carry_over(std::span<const TrialPage> tuning, std::span<const TrialPage> pages) {
    Trials tuned(tuning);
    const Setting setting = search(tuned, [](std::size_t) { return true; });
    Trials read(pages);
    return {.figures = figures_of(read, setting), .chosen = difference(setting)};
}

}  // namespace masthead::page
