#include "story/model_file.h"

#include "core/ascii.h"
#include "story/correction_trees.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <vector>

#include <fmt/format.h>

namespace masthead::story {

namespace {

constexpr std::string_view first_line = "masthead story model 2";
constexpr std::size_t max_nodes = 1000;  // Of a tree.

template <typename Name, typename Values>
void write_weights(std::string& out, std::string_view kind, const Weights<Values>& weights) {
    for (std::size_t i = 0; i < weights.headline.size(); ++i) {
        out += fmt::format("{} {} {:.3f} {:.3f}\n", kind, name_of(static_cast<Name>(i)), weights.headline[i],
                           weights.body[i]);
    }
}

void write_model(std::string& out, std::string_view name, const PairModel& model) {
    out += fmt::format("model {}\n", name);
    write_weights<Feature>(out, "pair", model.pair);
    write_weights<SupportFeature>(out, "support", model.support);
    for (const auto& tree : model.trees) {
        out += "tree\n";
        for (const auto& node : tree) {
            out += node.left == 0 ? fmt::format("end {:.4f}\n", node.value)
                                  : fmt::format("ask {} {:.4f} {} {:.4f}\n", question_name(node.question),
                                                node.threshold, node.left, node.value);
        }
    }
}

template <typename Number>
bool read_number(std::string_view text, Number& out) {
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc() && rest == text.data() + text.size();
}

bool read_finite(std::string_view text, float& out) {
    return read_number(text, out) && std::isfinite(out);
}

std::optional<std::size_t> question_of(std::string_view name) {
    for (std::size_t i = 0; i < question_count; ++i) {
        if (question_name(i) == name) return i;
    }
    return std::nullopt;
}

class Reader {
  public:
    // False where the line is not understood.
    bool take(std::string_view line) {
        if (line.empty() || line.starts_with('#')) return true;
        std::vector<std::string_view> words;
        for (const auto word : core::split(line, ' ')) words.push_back(word);
        const auto kind = words.front();
        if (kind == "model") return words.size() == 2 && begin(words[1]);
        if (model_ == nullptr) return false;
        if (kind == "pair") return take_weight<Feature>(words, model_->pair, has_pair_);
        if (kind == "support") return take_weight<SupportFeature>(words, model_->support, has_support_);
        if (kind == "tree" && words.size() == 1) {
            model_->trees.emplace_back();
            return true;
        }
        if (model_->trees.empty() || model_->trees.back().size() == max_nodes) return false;
        if (kind == "ask") return take_question(words);
        return kind == "end" && take_leaf(words);
    }

    core::Result<StoryModel> finish() {
        if (!has_begun_[0] || !has_begun_[1])
            return core::fail(core::ErrorCode::corrupt, "story model: a model is missing; train it anew");
        if (const auto whole = check(); !whole) return std::unexpected(whole.error());
        return std::move(models_);
    }

  private:
    // The model before must be whole.
    bool begin(std::string_view name) {
        const bool is_cased = name == "cased";
        if ((!is_cased && name != "caseless") || has_begun_[is_cased ? 0 : 1]) return false;
        if (model_ != nullptr && !check()) return false;
        has_begun_[is_cased ? 0 : 1] = true;
        model_ = is_cased ? &models_.cased : &models_.caseless;
        has_pair_ = {};
        has_support_ = {};
        return true;
    }

    [[nodiscard]] core::Result<void> check() const {
        const auto is_set = [](bool set) { return set; };
        if (!std::ranges::all_of(has_pair_, is_set) || !std::ranges::all_of(has_support_, is_set))
            return core::fail(core::ErrorCode::corrupt, "story model: some weight is missing; train it anew");
        for (const auto& tree : model_->trees) {
            for (std::size_t i = 0; i < tree.size(); ++i) {
                // Children come after their parent, so no walk can turn in a circle.
                const bool is_whole = tree[i].left == 0 || (tree[i].left > i && tree[i].left + 1U < tree.size());
                if (!is_whole) return core::fail(core::ErrorCode::corrupt, "story model: a tree is not whole");
            }
            if (depth_of(tree) > max_tree_depth)
                return core::fail(
                    core::ErrorCode::corrupt,
                    fmt::format("story model: a tree asks more than {} questions in a row", max_tree_depth));
            if (tree.empty()) return core::fail(core::ErrorCode::corrupt, "story model: a tree has no nodes");
        }
        return {};
    }

    template <typename Name, typename Values, std::size_t Size>
    static bool take_weight(const std::vector<std::string_view>& words, Weights<Values>& weights,
                            std::array<bool, Size>& has) {
        if (words.size() != 4) return false;
        for (std::size_t i = 0; i < Size; ++i) {
            if (name_of(static_cast<Name>(i)) != words[1] || has[i]) continue;
            has[i] = true;
            return read_finite(words[2], weights.headline[i]) && read_finite(words[3], weights.body[i]);
        }
        return false;
    }

    bool take_question(const std::vector<std::string_view>& words) {
        if (words.size() != 5) return false;
        const auto question = question_of(words[1]);
        if (!question) return false;
        auto& node = model_->trees.back().emplace_back();
        node.question = static_cast<std::uint8_t>(*question);
        return read_finite(words[2], node.threshold) && read_number(words[3], node.left) && node.left > 0 &&
               read_finite(words[4], node.value);
    }

    bool take_leaf(const std::vector<std::string_view>& words) {
        return words.size() == 2 && read_finite(words[1], model_->trees.back().emplace_back().value);
    }

    StoryModel models_;
    PairModel* model_ = nullptr;       // That is being read.
    std::array<bool, 2> has_begun_{};  // Cased, caseless.
    std::array<bool, feature_count> has_pair_{};
    std::array<bool, support_count> has_support_{};
};

}  // namespace

std::string write_model(const StoryModel& model, std::span<const std::string> record) {
    std::string out = fmt::format("{}\n", first_line);
    for (const auto& line : record) out += fmt::format("# {}\n", line);
    write_model(out, "cased", model.cased);
    write_model(out, "caseless", model.caseless);
    return out;
}

core::Result<StoryModel> read_model(std::string_view text) {
    Reader reader;
    std::size_t number = 0;
    for (auto line : core::split(text, '\n')) {
        if (line.ends_with('\r')) line.remove_suffix(1);
        ++number;
        const bool is_understood = number == 1 ? line == first_line : reader.take(line);
        if (!is_understood) {
            return core::fail(core::ErrorCode::corrupt, fmt::format("story model, line {}: \"{}\" is not understood",
                                                                    number, line.substr(0, 80)));
        }
    }
    if (number == 0) return core::fail(core::ErrorCode::corrupt, "story model: empty");
    return reader.finish();
}

}  // namespace masthead::story
