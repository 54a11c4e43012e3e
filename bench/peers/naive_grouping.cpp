#include "peers/naive_grouping.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>

namespace masthead::bench {

namespace {

using Vector = std::vector<std::pair<std::uint32_t, double>>;  // By word, of length 1.

class Words {
  public:
    Vector vector_of(std::string_view title) {
        Vector vector;
        for (const auto word : words_of(title)) {
            const auto at = std::ranges::find(vector, word, &Vector::value_type::first);
            if (at == vector.end())
                vector.emplace_back(word, 1);
            else
                ++at->second;
        }
        std::ranges::sort(vector);
        ++titles_;
        double square = 0;
        for (auto& [word, weight] : vector) {
            weight *= std::log((1.0 + titles_) / ++documents_[word]);
            square += weight * weight;
        }
        for (auto& [word, weight] : vector) weight /= std::sqrt(square + 1e-12);
        return vector;
    }

  private:
    std::vector<std::uint32_t> words_of(std::string_view title) {
        std::vector<std::uint32_t> words;
        std::string word;
        const auto take = [&] {
            if (word.empty()) return;
            const auto [entry, is_new] = numbers_.try_emplace(word, static_cast<std::uint32_t>(numbers_.size()));
            if (is_new) documents_.push_back(0);
            words.push_back(entry->second);
            word.clear();
        };
        for (const char c : title) {
            const bool is_upper = c >= 'A' && c <= 'Z';
            if (is_upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c < 0)
                word += is_upper ? static_cast<char>(c - 'A' + 'a') : c;
            else
                take();
        }
        take();
        return words;
    }

    std::unordered_map<std::string, std::uint32_t> numbers_;
    std::vector<double> documents_;  // How many titles hold the word.
    double titles_ = 0;
};

double cosine(const Vector& left, const Vector& right) {
    double sum = 0;
    for (auto l = left.begin(), r = right.begin(); l != left.end() && r != right.end();) {
        if (l->first == r->first)
            sum += l++->second * r++->second;
        else if (l->first < r->first)
            ++l;
        else
            ++r;
    }
    return sum;
}

}  // namespace

std::vector<std::size_t> group_naively(std::span<const std::string_view> titles, double threshold) {
    Words words;
    std::vector<Vector> vectors;
    std::vector<std::size_t> groups;
    std::size_t next = 0;
    for (const auto title : titles) {
        vectors.push_back(words.vector_of(title));
        double best = threshold;
        std::size_t group = next;
        for (std::size_t i = 0; i + 1 < vectors.size(); ++i) {
            const double similarity = cosine(vectors.back(), vectors[i]);
            if (similarity < best) continue;
            best = similarity;
            group = groups[i];
        }
        next += group == next ? 1U : 0U;
        groups.push_back(group);
    }
    return groups;
}

}  // namespace masthead::bench
