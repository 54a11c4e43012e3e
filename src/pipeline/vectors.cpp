#include "pipeline/vectors.h"

#include "core/hash.h"
#include "text/utf8.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace masthead::pipeline {

namespace {

std::string encoded_text(const model::Article& article, int characters) {
    const auto& text = article.text.empty() ? article.excerpt : article.text;
    return text::shorten(article.title + "\n" + text, static_cast<std::size_t>(characters));
}

class VectorFinder {
  public:
    VectorFinder(const config::Desk& desk, const World& world) : desk_(desk), world_(world) {}

    void look_up(std::span<const model::Article> articles) {
        for (const auto& article : articles) {
            const auto text = encoded_text(article, desk_.encoder.characters);
            contents_.emplace_back(article.id, core::stable_hash(text));
        }
        std::vector<std::uint64_t> wanted;
        wanted.reserve(contents_.size());
        for (const auto& [id, content] : contents_) wanted.push_back(content);
        const auto cached = world_.vectors->find(desk_.encoder.model, wanted);
        if (!cached) return complain(cached.error().message);
        for (const auto& [content, bytes] : *cached) known_.emplace(content, encode::from_bytes(bytes));
    }

    void ask_for(std::span<const model::Article> articles) {
        std::vector<std::string> texts;
        std::vector<std::uint64_t> contents;
        for (const auto& article : articles) {
            auto text = encoded_text(article, desk_.encoder.characters);
            const auto content = core::stable_hash(text);
            if (!known_.try_emplace(content).second) continue;  // Copies are asked for once.
            texts.push_back(std::move(text));
            contents.push_back(content);
        }
        if (texts.empty()) return;
        auto encoded = world_.encoder->encode(texts, world_.stop);
        if (!encoded.problem.empty()) complain(encoded.problem);
        std::vector<std::pair<std::uint64_t, std::string>> rows;
        for (std::size_t i = 0; i < contents.size(); ++i) {
            if (encoded.vectors[i].empty()) continue;
            rows.emplace_back(contents[i], encode::to_bytes(encoded.vectors[i]));
            known_[contents[i]] = std::move(encoded.vectors[i]);
        }
        if (rows.empty()) return;
        const auto kept = world_.vectors->keep(desk_.encoder.model, rows, static_cast<std::size_t>(desk_.encoder.keep));
        if (!kept) complain(kept.error().message);
    }

    [[nodiscard]] ArticleVectors found() const {
        ArticleVectors out;
        for (const auto& [id, content] : contents_) {
            const auto vector = known_.find(content);
            if (vector != known_.end() && !vector->second.empty()) out.emplace(id, vector->second);
        }
        return out;
    }

  private:
    void complain(const std::string& problem) const {
        world_.log->warning("stories are told without vectors", {{"problem", problem}});
    }

    const config::Desk& desk_;
    const World& world_;
    std::vector<std::pair<std::string, std::uint64_t>> contents_;  // By article id.
    std::map<std::uint64_t, encode::Vector> known_;                // Empty: asked for in vain.
};

}  // namespace

ArticleVectors vectors_of(const config::Desk& desk, const World& world, std::span<const model::Article> known,
                          std::span<const model::Article> fresh) {
    if (desk.encoder.url.empty() || world.vectors == nullptr) return {};
    VectorFinder finder(desk, world);
    finder.look_up(known);
    finder.look_up(fresh);
    if (world.encoder != nullptr) finder.ask_for(fresh);
    return finder.found();
}

}  // namespace masthead::pipeline
