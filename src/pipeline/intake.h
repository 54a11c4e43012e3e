// From documents to articles: addresses and what is known (intake_addresses.cpp), pages (intake_pages.cpp), pictures,
// copies. One intake lives for one run.
#pragma once

#include "core/result.h"
#include "pipeline/article_maker.h"
#include "pipeline/candidate.h"
#include "pipeline/copies.h"
#include "pipeline/pictures.h"
#include "pipeline/site_memories.h"
#include "pipeline/workers.h"
#include "pipeline/world.h"

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace masthead::pipeline {

class Intake {
  public:
    Intake(const config::Desk& desk, const World& world, RunReport& report);

    // Fingerprints of what the store holds, so that copies of older articles are found too.
    [[nodiscard]] core::Result<void> load();

    // Lets the workers begin with a document that brings its page, or needs none, before `take` gets it. It must stay
    // where it is until `batch` is done.
    [[nodiscard]] core::Result<void> begin_reading(Candidate& candidate, Workers::Batch& batch);
    [[nodiscard]] Workers& workers() { return workers_; }

    // Takes documents through every stage up to the article and stores what came of them in one change set, together
    // with `sources`. After a stop nothing of the chunk is stored.
    [[nodiscard]] core::Result<void> take(std::vector<Candidate> candidates, store::ChangeSet changes);

    // The same for articles we have, with their addresses set and `retry` saying which try this is: only their pages
    // are wanted.
    [[nodiscard]] core::Result<void> take_pages_again(std::vector<Candidate> candidates, store::ChangeSet changes);

  private:
    void note(const Candidate& candidate, std::string_view stage, model::Verdict verdict, std::string reason,
              std::string other = {});
    void begin(store::ChangeSet changes);
    [[nodiscard]] core::Result<void> store();
    [[nodiscard]] core::Result<void> find_addresses(std::vector<Candidate>& candidates);
    [[nodiscard]] core::Result<void> drop_known(std::vector<Candidate>& candidates);
    // The article that a candidate is about: behind its address, or behind its item's own id.
    [[nodiscard]] core::Result<std::optional<model::Article>> known_article(const Candidate& candidate);
    // Whether a candidate is an article that the desk has let go: by its address, or by its item's id and title.
    [[nodiscard]] core::Result<bool> was_purged(const Candidate& candidate) const;
    // Lets a worker read the candidate's page, if it has one, and draft its article.
    void put(Candidate& candidate, Workers::Batch& batch);
    void learn_sites(std::span<const Candidate> candidates);
    void fetch_pages(std::vector<Candidate>& candidates, Workers::Batch& batch);
    void page_failed(Candidate& candidate, const std::string& reason, bool may_come, std::optional<core::Instant> at);
    void read_pages(std::vector<Candidate>& candidates, Workers::Batch& batch);
    void judge_redirects(std::vector<Candidate>& candidates);
    [[nodiscard]] core::Result<bool> is_another_address(Candidate& candidate, const core::Url& address);
    [[nodiscard]] core::Result<void> make_articles(std::vector<Candidate>& candidates);
    [[nodiscard]] core::Result<void> make_article(Candidate& candidate);
    [[nodiscard]] model::Article article_of(Candidate& candidate);
    [[nodiscard]] core::Result<std::string> id_for(const core::Url& address) const;
    void add_article(Candidate& candidate, model::Article article);
    void add_revision(Candidate& candidate, model::Article article, const model::Article& before);
    void drop_shared_leads();
    void fetch_images();

    const config::Desk& desk_;
    const World& world_;
    RunReport& report_;
    core::Instant now_;
    PageReader reader_;
    SiteMemories memories_;
    ArticleMaker maker_;
    Copies copies_;
    LeadCensus leads_;
    std::map<std::string, core::Instant, std::less<>> revised_;  // Article id -> when it was last seen to have changed.
    std::set<std::string, std::less<>> seen_;                    // Addresses met in this chunk.
    std::map<std::string, std::string, std::less<>> made_;       // Addresses of the articles made of it -> article id.
    std::map<std::string, std::string, std::less<>> ids_;        // Those articles' ids -> address.
    store::ChangeSet changes_;
    std::vector<model::Article> articles_;  // New ones of the chunk ...
    Prints prints_;                         // ... and what their texts look like.
    Workers workers_;                       // Last: they end before what they work with.
};

}  // namespace masthead::pipeline
