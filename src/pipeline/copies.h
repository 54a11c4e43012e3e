// Copies: one text by another publisher, or by the same one under another address.
#pragma once

#include "dedupe/duplicates.h"
#include "model/article.h"
#include "pipeline/world.h"
#include "store/store.h"

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace masthead::pipeline {

using Prints = std::map<std::string, dedupe::Fingerprint, std::less<>>;  // By article id.

class Copies {
  public:
    // Articles of the store, with their texts, and which of them are copies of others: a copy of a copy is a copy of
    // the original.
    void know(std::span<const model::Article> articles, std::span<const store::Duplicate> duplicates);

    // Orders the articles by age, notes in `changes` which are copies, and takes out those that are no articles of
    // their own. `prints` holds the prints of those whose texts were looked at before.
    void find(std::vector<model::Article>& articles, Prints& prints, store::ChangeSet& changes, RunReport& report);

  private:
    enum class Kind : std::uint8_t {
        none,       // Alike, but each an article of its own.
        elsewhere,  // Another publisher's copy: an article that says whose it is.
        again,      // The same publisher's text under another address: no article of its own.
    };

    // An article whose fingerprint the index holds.
    struct Indexed {
        model::Provider provider;
        std::string url;
        std::string title;
        std::vector<std::string> credits;  // Whom it names as the source of its text.
        std::vector<std::string> copies;   // Article ids.
        core::Instant published{};
    };
    using ById = std::map<std::string, Indexed, std::less<>>;

    void add(const model::Article& article, dedupe::Fingerprint print);
    // What a match means, with its decision noted.
    [[nodiscard]] Kind judge(const model::Article& article, const dedupe::DuplicateMatch& match,
                             store::ChangeSet& changes);
    // Puts an article in the place of the one that was taken for the original, whose copies are its own from now on.
    void put_before(const model::Article& article, Indexed& former, const std::string& former_id,
                    store::ChangeSet& changes);

    dedupe::DuplicateIndex index_;
    ById indexed_;                                           // By article id.
    std::map<std::string, std::string, std::less<>> moved_;  // Indexed id -> the original that took its place.
};

}  // namespace masthead::pipeline
