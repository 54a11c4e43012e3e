#include "story/vocabulary.h"

#include "story/background.h"
#include "story/joined_words.h"

#include <algorithm>
#include <cmath>

namespace masthead::story {

void Vocabulary::read(std::string_view text, std::string_view language, std::size_t max_words, std::vector<Word>& out) {
    const auto tokens = with_names_joined(text::tokenize(text));
    auto found = spellings_.find(language);
    if (found == spellings_.end()) found = spellings_.emplace(std::string(language), Spellings{}).first;
    auto& known = found->second;
    for (std::size_t i = 0; i < std::min(max_words, tokens.size()); ++i) {
        const auto& token = tokens[i];
        auto spelling = known.find(token.surface);
        if (spelling == known.end()) {
            if (++surfaces_ > options_.max_surfaces) {
                known.clear();
                surfaces_ = 1;
            }
            spelling = known.emplace(std::string(token.surface), learn(token, language)).first;
        }
        const auto& is = spelling->second;
        const bool is_name = is.is_name || (token.is_capitalised && !is.is_common && !is.is_stop);
        out.push_back({is.term, is.is_stop, is_name && !token.is_number, token.is_number, is.form});
    }
}

Vocabulary::Spelling Vocabulary::learn(const text::Token& token, std::string_view language) {
    // What says nothing about its language is stemmed as English: the rules touch few words of other languages.
    const auto stem = text::stems({token}, language.empty() ? "en" : language).front();
    const auto folded = text::stems({token}, "").front();
    const auto background = background_word(stem);
    Spelling out;
    out.term = term_of(stem);
    out.is_stop = text::is_stop_word(folded, language) || stem.empty();
    out.is_name = background && background->is_name;
    out.is_common = background && !background->is_name;
    const bool may_be_name = token.is_capitalised ? !out.is_common : !has_capitals(token.surface);
    if (may_be_name && !out.is_stop && !token.is_number) out.form = form_of(folded, out.term);
    return out;
}

Term Vocabulary::term_of(std::string_view stem) {
    if (const auto found = terms_.find(stem); found != terms_.end()) return found->second;
    const auto term = static_cast<Term>(stems_.size());
    terms_.emplace(std::string(stem), term);
    stems_.emplace_back(stem);
    const auto background = background_word(stem);
    background_.push_back(background ? background->idf : unknown_idf);
    counts_.push_back(0);
    return term;
}

// One spelling may have several terms, one a stemmer; the first of them stands for it.
Form Vocabulary::form_of(std::string folded, Term term) {
    const auto [found, is_new] = form_numbers_.try_emplace(folded, static_cast<Form>(forms_.size() + 1));
    if (is_new) forms_.push_back({std::move(folded), term});
    return found->second;
}

void Vocabulary::count(const std::vector<Term>& terms) {
    for (const auto term : terms) ++counts_[term];
    if (++documents_ <= options_.max_documents) return;
    for (auto& count : counts_) count /= 2;
    documents_ /= 2;
}

void Vocabulary::forget(const std::vector<Term>& terms) {
    // A count may have been halved since.
    for (const auto term : terms) counts_[term] -= counts_[term] > 0 ? 1U : 0U;
    documents_ -= documents_ > 0 ? 1U : 0U;
}

float Vocabulary::weight(Term term) const {
    const auto prior = static_cast<double>(background_[term]);
    const double documents = static_cast<double>(documents_);
    const double expected = std::exp(-prior) * options_.background_documents;
    const double own = -std::log((counts_[term] + expected) / (documents + options_.background_documents));
    return static_cast<float>(options_.background_share * prior + (1 - options_.background_share) * own);
}

void Vocabulary::weigh_new_terms() {
    while (idf_.size() < stems_.size()) idf_.push_back(weight(static_cast<Term>(idf_.size())));
}

void Vocabulary::weigh_all_terms() {
    idf_.resize(stems_.size());
    for (std::size_t i = 0; i < idf_.size(); ++i) idf_[i] = weight(static_cast<Term>(i));
}

}  // namespace masthead::story
