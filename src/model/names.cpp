// Names of the enums, as they stand in JSON, in the store and in `explain`.
#include "model/article.h"
#include "model/decision.h"
#include "model/editor.h"
#include "model/source.h"

#include <array>

namespace masthead::model {

namespace {
constexpr std::array<std::string_view, 8> verdict_names{"kept",    "stored", "revised", "duplicate",
                                                        "related", "lead",   "dropped", "failed"};
constexpr std::array<std::string_view, 3> source_kind_names{"feed", "sitemap", "page"};
constexpr std::array<std::string_view, 5> editor_verb_names{"pin", "merge", "split", "retitle", "remove"};
}  // namespace

std::string_view name_of(ArticleType type) {
    return type == ArticleType::video ? "video" : "article";
}

std::string_view name_of(DateOrigin origin) {
    switch (origin) {
        case DateOrigin::feed:
            return "feed";
        case DateOrigin::page:
            return "page";
        case DateOrigin::first_seen:
            return "first-seen";
    }
    return "first-seen";
}

std::string_view name_of(SourceKind kind) {
    return source_kind_names.at(static_cast<std::size_t>(kind));
}

SourceKind source_kind_of(std::string_view name) {
    for (std::size_t i = 0; i < source_kind_names.size(); ++i) {
        if (source_kind_names.at(i) == name) return static_cast<SourceKind>(i);
    }
    return SourceKind::feed;
}

std::string_view name_of(Verdict verdict) {
    return verdict_names.at(static_cast<std::size_t>(verdict));
}

Verdict verdict_of(std::string_view name) {
    for (std::size_t i = 0; i < verdict_names.size(); ++i) {
        if (verdict_names.at(i) == name) return static_cast<Verdict>(i);
    }
    return Verdict::failed;
}

std::string_view name_of(EditorVerb verb) {
    return editor_verb_names.at(static_cast<std::size_t>(verb));
}

std::optional<EditorVerb> editor_verb_of(std::string_view name) {
    for (std::size_t i = 0; i < editor_verb_names.size(); ++i) {
        if (editor_verb_names.at(i) == name) return static_cast<EditorVerb>(i);
    }
    return std::nullopt;
}

}  // namespace masthead::model
