#include "dedupe/evaluation.h"

#include "core/hash.h"
#include "text/normalize.h"
#include "text/tokens.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace masthead::dedupe {

namespace {

using Words = std::vector<std::string>;

Words folded_words(std::string_view text) {
    Words out;
    const std::string folded = text::fold(text);
    for (const auto& token : text::tokenize(folded)) out.emplace_back(token.surface);
    return out;
}

// Longest common subsequence as a share of the two lengths' mean.
double in_order(const Words& left, const Words& right) {
    if (left.empty() || right.empty()) return 0;
    std::vector<std::size_t> row(right.size() + 1);
    for (const auto& word : left) {
        std::size_t diagonal = 0;
        for (std::size_t j = 0; j < right.size(); ++j) {
            const std::size_t above = row[j + 1];
            row[j + 1] = word == right[j] ? diagonal + 1 : std::max(above, row[j]);
            diagonal = above;
        }
    }
    return 2.0 * static_cast<double>(row.back()) / static_cast<double>(left.size() + right.size());
}

std::set<std::string> shingles_of(const Words& words) {
    std::set<std::string> out;
    for (std::size_t i = 0; i + 3 <= words.size(); ++i) out.insert(joined(std::span(words).subspan(i, 3)));
    return out;
}

double held_by_other(const Words& left, const Words& right) {
    const auto first = shingles_of(left);
    const auto second = shingles_of(right);
    if (first.empty() || second.empty()) return 0;
    const auto shared = std::ranges::count_if(first, [&](const auto& shingle) { return second.contains(shingle); });
    return static_cast<double>(shared) / static_cast<double>(std::min(first.size(), second.size()));
}

class Trial {
  public:
    Trial(std::span<const TrialArticle> articles, const TrialOptions& options)
        : articles_(articles), options_(options), vocabulary_(titles_and_texts(articles)), index_(options.finding) {
        report_.articles = articles.size();
        for (std::size_t i = 0; i < articles.size(); ++i) by_id_.emplace(articles[i].id, i);
    }

    TrialReport run(const std::function<void()>& progress) {
        for (const auto& article : articles_) {
            ask_natural(article);
            index_.add(article.id, print_of(article.title, article.text), article.published);
        }
        for (std::size_t i = 0; i < articles_.size(); ++i) {
            ask_made(articles_[i], i);
            if (progress) progress();
        }
        constexpr std::array shares{50U, 67U, 75U, 85U};
        for (const std::size_t percent : shares) ask_site(percent);
        return std::move(report_);
    }

  private:
    static std::vector<std::string_view> titles_and_texts(std::span<const TrialArticle> articles) {
        std::vector<std::string_view> out;
        for (const auto& article : articles) {
            out.emplace_back(article.title);
            out.emplace_back(article.text);
        }
        return out;
    }

    [[nodiscard]] Fingerprint print_of(std::string_view title, std::string_view text) const {
        return fingerprint(title, text, options_.finding.print);
    }

    TrialRow& row(const std::string& kind, Likeness likeness) {
        const auto known = std::ranges::find(report_.rows, kind, &TrialRow::kind);
        if (known != report_.rows.end()) return *known;
        return report_.rows.emplace_back(TrialRow{kind, likeness, 0, 0, 0});
    }

    void note(std::string kind, const char* verdict, std::string_view text, std::string_view other, double alike) {
        report_.cases.push_back({std::move(kind), verdict, std::string(text), std::string(other), alike});
    }

    [[nodiscard]] bool is_printing(const TrialArticle& left, const TrialArticle& right) const {
        return full_comparison(left, right) >= options_.min_printing;
    }

    // Labels that hold on one day only say nothing of pairs of two days.
    static bool are_of_two_stories(const TrialArticle& left, const TrialArticle& right) {
        return !left.story.empty() && !right.story.empty() && left.story != right.story && left.day == right.day;
    }

    // The set as it is: what stands before an article and is taken for its original.
    void ask_natural(const TrialArticle& article) {
        auto& natural = row("the set itself", Likeness::stranger);
        ++natural.asked;
        const auto match = index_.find(print_of(article.title, article.text), article.published);
        if (!match) {
            ++natural.right;
            return;
        }
        const auto& other = articles_[by_id_.at(match->article_id)];
        const bool is_alike =
            match->ground == Ground::same_words || (is_printing(article, other) && !are_of_two_stories(article, other));
        ++(is_alike ? natural.right : natural.wrong);
        report_.alike += is_alike ? 1U : 0U;
        note(natural.kind, is_alike ? "alike" : "wrong", article.title, other.title, match->resemblance);
    }

    void ask_made(const TrialArticle& article, std::size_t number) {
        for (const auto& made : make_texts(article.title, article.text, vocabulary_, number, options_.making)) {
            auto& asked = row(made.kind, made.likeness);
            ++asked.asked;
            const auto match = index_.find(print_of(made.title, made.text), article.published + std::chrono::hours{1});
            if (made.likeness == Likeness::stranger) {
                judge_stranger(asked, article, made, match);
            } else {
                judge_copy(asked, article, made, match);
            }
        }
    }

    void judge_copy(TrialRow& asked, const TrialArticle& article, const MadeText& made,
                    const std::optional<DuplicateMatch>& match) {
        const auto* found = match ? &articles_[by_id_.at(match->article_id)] : nullptr;
        const bool is_right = found != nullptr && (found == &article || is_printing(article, *found));
        if (is_right) ++asked.right;
        if (found != nullptr && !is_right) ++asked.wrong;
        if (made.likeness == Likeness::unclear || is_right) return;
        note(made.kind, found == nullptr ? "missed" : "wrong", made.title,
             found == nullptr ? article.title : found->title, match ? match->resemblance : 0);
    }

    // Whatever stands in the set and says what was changed is another document; what does not say it at all may be one.
    void judge_stranger(TrialRow& asked, const TrialArticle& article, const MadeText& made,
                        const std::optional<DuplicateMatch>& match) {
        const auto* found = match ? &articles_[by_id_.at(match->article_id)] : nullptr;
        bool is_wrong = found != nullptr;
        if (is_wrong) {
            const auto words = folded_words(found->title + " " + found->text);
            is_wrong = std::ranges::find(words, text::fold(made.changed)) != words.end();
        }
        ++(is_wrong ? asked.wrong : asked.right);
        if (is_wrong)
            note(made.kind, "wrong", made.title, found == &article ? article.title : found->title, match->resemblance);
    }

    // Articles of one site, each between the same words: `percent` of what stands on every page.
    void ask_site(std::size_t percent) {
        const auto own_words = options_.site_own_words;
        const auto around = own_words * percent / (100 - percent);
        const auto head = make_site_text(vocabulary_, around / 3, options_.making);
        const auto foot = make_site_text(vocabulary_, around, options_.making).substr(head.size());
        DuplicateIndex index(options_.finding);
        std::map<std::string, std::string, std::less<>> own_texts;
        for (const auto& article : articles_) {
            const auto words = words_as_written(article.text);
            if (words.size() < own_words) continue;
            auto& asked = row(fmt::format("one site's words, {} %", percent), Likeness::stranger);
            ++asked.asked;
            const auto own = joined(std::span(words).first(own_words));
            const auto print = print_of(article.title, fmt::format("{} {} {}", head, own, foot));
            const auto match = index.find(print, article.published);
            const auto* found = match ? &articles_[by_id_.at(match->article_id)] : nullptr;
            const bool is_wrong =
                found != nullptr &&
                held_by_other(folded_words(own), folded_words(own_texts[found->id])) < options_.min_printing;
            ++(is_wrong ? asked.wrong : asked.right);
            if (is_wrong) note(asked.kind, "wrong", article.title, found->title, match->resemblance);
            index.add(article.id, print, article.published);
            own_texts[article.id] = own;
        }
    }

    std::span<const TrialArticle> articles_;
    TrialOptions options_;
    Vocabulary vocabulary_;
    DuplicateIndex index_;
    std::map<std::string, std::size_t, std::less<>> by_id_;
    TrialReport report_;
};

double share(std::size_t part, std::size_t whole, double of_none) {
    return whole == 0 ? of_none : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

double TrialRow::recall() const {
    return share(right, asked, 1);
}

double TrialRow::precision() const {
    return share(right, right + wrong, 1);
}

TrialRow TrialReport::all() const {
    TrialRow sum{"all", Likeness::copy, 0, 0, 0};
    for (const auto& row : rows) {
        if (row.likeness == Likeness::unclear) continue;
        sum.wrong += row.wrong;
        if (row.likeness != Likeness::copy) continue;
        sum.asked += row.asked;
        sum.right += row.right;
    }
    return sum;
}

double full_comparison(const TrialArticle& left, const TrialArticle& right) {
    constexpr std::size_t short_words = 40;
    const auto first = folded_words(left.text);
    const auto second = folded_words(right.text);
    if (std::min(first.size(), second.size()) >= short_words) return held_by_other(first, second);
    return in_order(folded_words(left.title + " " + left.text), folded_words(right.title + " " + right.text));
}

TrialReport try_duplicates(std::span<const TrialArticle> articles, const TrialOptions& options,
                           const std::function<void()>& progress) {
    return Trial(articles, options).run(progress);
}

}  // namespace masthead::dedupe
