#include "topic/model_file.h"

#include "core/ascii.h"
#include "core/hash.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include <fmt/format.h>

namespace masthead::topic {

namespace {

constexpr std::string_view first_line = "masthead topic model 1";

bool read_number(std::string_view text, double& out) {
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc() && rest == text.data() + text.size() && std::isfinite(out);
}

// False where the line is not understood.
bool take(std::string_view line, model::TopicModel& model) {
    if (line.empty() || line.starts_with('#')) return true;
    const auto words = core::split(line, ' ');
    if (words.size() == 6 && words[0] == "topic" && words[2] == "bias" && words[4] == "threshold") {
        auto& topic = model.topics.emplace_back();
        topic.id = words[1];
        return !topic.id.empty() && read_number(words[3], topic.bias) && read_number(words[5], topic.threshold) &&
               topic.threshold > 0 && topic.threshold <= 1;
    }
    if (words.size() != 2 || words[1].empty() || model.topics.empty()) return false;
    auto& term = model.topics.back().terms.emplace_back(words[1], 0.0);
    return read_number(words[0], term.second);
}

}  // namespace

std::string write_topic_model(const TrainedTopics& trained, const TopicTraining& options) {
    std::string out(first_line);
    out += "\n# Learned by `masthead train topics`; the same examples give the same bytes.\n";
    out += fmt::format("# options: ridge {}, balance {}, {} sweeps, {} folds, at most {} terms\n", options.ridge,
                       options.least_balance, options.sweeps, options.folds, options.most_terms);
    for (const auto& f : trained.figures) {
        out += fmt::format("# {}: {} examples, {} others; of unseen articles precision {:.3f}, recall {:.3f}\n", f.id,
                           f.examples, f.others, f.precision(), f.recall());
    }
    for (const auto& topic : trained.model.topics) {
        out += fmt::format("topic {} bias {:.4f} threshold {:.2f}\n", topic.id, topic.bias, topic.threshold);
        for (const auto& [term, weight] : topic.terms) out += fmt::format("{:.4f} {}\n", weight, term);
    }
    return out;
}

core::Result<model::TopicModel> read_topic_model(std::string_view text) {
    model::TopicModel model;
    std::size_t number = 0;
    for (const auto line : core::split(text, '\n')) {
        ++number;
        const bool is_right = number == 1 ? line == first_line : take(line, model);
        if (is_right) continue;
        return core::fail(core::ErrorCode::invalid,
                          number == 1
                              ? fmt::format("the topic model does not begin with \"{}\"", first_line)
                              : fmt::format("line {} of the topic model is neither a topic nor a weight", number));
    }
    for (auto& topic : model.topics) std::ranges::sort(topic.terms);
    model.fingerprint = core::to_hex(core::stable_hash(text));
    return model;
}

}  // namespace masthead::topic
