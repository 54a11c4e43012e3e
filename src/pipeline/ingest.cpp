#include "pipeline/ingest.h"

#include "pipeline/grouping.h"
#include "pipeline/intake.h"
#include "pipeline/retention.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>
#include <vector>

namespace masthead::pipeline {

namespace {

using core::Result;

constexpr std::size_t bytes_a_chunk = std::size_t{32} << 20U;  // Of pages: large ones come in smaller chunks.

// Documents that are stored together. What the workers and the candidates point at stays where it is.
struct Chunk {
    Chunk(Workers& workers, std::size_t most) : batch(workers) {
        sources.reserve(most);
        candidates.reserve(most);
    }
    std::vector<model::Source> sources;
    std::vector<Candidate> candidates;
    std::size_t bytes = 0;
    Workers::Batch batch;  // Last: it is awaited before the others go.
};

// While the workers read one chunk, the one before it is stored.
class Ingesting {
  public:
    Ingesting(const config::Desk& desk, const World& world, RunReport& report)
        : world_(world),
          now_(world.clock->now()),
          most_(static_cast<std::size_t>(std::max(desk.fetch.pages_at_once, 1))),
          intake_(desk, world, report) {}

    Result<void> load() { return intake_.load(); }

    Result<void> add(Incoming document) {
        if (!filling_) filling_ = std::make_unique<Chunk>(intake_.workers(), most_);
        Chunk& chunk = *filling_;
        chunk.bytes += document.page ? document.page->body.size() : document.item.content.size();
        chunk.sources.push_back(std::move(document.source));
        Candidate candidate;
        candidate.item = std::move(document.item);
        candidate.source = &chunk.sources.back();
        candidate.page = std::move(document.page);
        candidate.seen_at = now_;
        chunk.candidates.push_back(std::move(candidate));
        if (auto begun = intake_.begin_reading(chunk.candidates.back(), chunk.batch); !begun) return begun;
        return chunk.candidates.size() == most_ || chunk.bytes >= bytes_a_chunk ? next_chunk() : Result<void>();
    }

    Result<void> finish() {
        if (auto done = next_chunk(); !done) return done;
        return next_chunk();
    }

  private:
    // Stores the chunk that was read; the one that was filled is read meanwhile.
    Result<void> next_chunk() {
        const auto ready = std::exchange(reading_, std::move(filling_));
        if (!ready || world_.stop.stop_requested()) return {};
        ready->batch.wait();
        const std::size_t count = ready->candidates.size();
        auto done = intake_.take(std::move(ready->candidates), {});
        taken_ += count;
        world_.progress->begin("documents", 0);
        world_.progress->advance(taken_);
        return done;
    }

    const World& world_;
    core::Instant now_;  // One for all documents: what is stored does not depend on how fast they came.
    std::size_t most_;
    Intake intake_;
    std::unique_ptr<Chunk> filling_;
    std::unique_ptr<Chunk> reading_;
    std::size_t taken_ = 0;
};

}  // namespace

Result<RunReport> ingest(const config::Desk& desk, const World& world, const IncomingSource& give) {
    const auto began = std::chrono::steady_clock::now();
    RunReport report;
    {
        Ingesting ingesting(desk, world, report);
        if (auto done = ingesting.load(); !done) return std::unexpected(done.error());
        Result<void> problem;
        give([&](Incoming document) {
            if (world.stop.stop_requested()) return false;
            problem = ingesting.add(std::move(document));
            return problem.has_value();
        });
        if (problem) problem = ingesting.finish();
        world.progress->end();
        if (!problem) return std::unexpected(problem.error());
    }
    if (auto done = group_and_score(desk, world, report); !done) return std::unexpected(done.error());
    if (auto done = apply_retention(desk, world, report); !done) return std::unexpected(done.error());
    report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    return report;
}

}  // namespace masthead::pipeline
