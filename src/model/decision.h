// What one stage decided about one address: the material of `masthead explain`.
#pragma once

#include "core/time.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace masthead::model {

enum class Verdict : std::uint8_t {
    kept,       // Went on to the next stage.
    stored,     // Became an article.
    revised,    // An article known before has changed.
    duplicate,  // The same document as another article; `other` is its URL.
    related,    // Joined a story whose lead is another article; `other` is the story's id.
    lead,       // Leads its story; `other` is the story's id.
    dropped,    // Went no further.
    failed,     // The stage could not do its work; the article may still live on what other stages gave.
};
[[nodiscard]] std::string_view name_of(Verdict verdict);
[[nodiscard]] Verdict verdict_of(std::string_view name);  // Unknown names give `failed`.

struct Decision {
    std::string url;    // Canonical address it is about.
    std::string stage;  // fetch, feed, websub, page, dedupe, story, topic, score, publish.
    Verdict verdict = Verdict::kept;
    std::string reason;  // One sentence.
    std::string other;   // URL or story id it refers to; may be empty.
    core::Instant at{};
    friend bool operator==(const Decision&, const Decision&) = default;
};

}  // namespace masthead::model
