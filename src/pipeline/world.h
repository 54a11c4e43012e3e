// The world a run works in, handed in by `app`; tests hand in fakes.
#pragma once

#include "config/desk.h"
#include "core/logger.h"
#include "core/time.h"
#include "encode/encoder.h"
#include "fetch/http_client.h"
#include "image/image_cache.h"
#include "store/store.h"
#include "store/vector_cache.h"
#include "websub/signature.h"

#include <cstddef>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::pipeline {

// What a person sees of long work. Implementations draw on a terminal and keep quiet in a pipe.
class Progress {
  public:
    Progress() = default;
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    Progress(Progress&&) = delete;
    Progress& operator=(Progress&&) = delete;
    virtual ~Progress() = default;
    virtual void begin(std::string_view stage, std::size_t total) = 0;
    virtual void advance(std::size_t count) = 0;
    virtual void end() = 0;
};

// How hubs reach us.
struct PushSettings {
    std::string
        callback_base;  // "https://news.example/websub/"; empty: not at all, and what was subscribed to is ended.
    websub::RandomText random;
};

// All borrowed; they outlive the run.
struct World {
    fetch::HttpClient* http = nullptr;
    store::Store* store = nullptr;
    image::ImageCache* images = nullptr;  // nullptr: pictures are not fetched.
    const core::Clock* clock = nullptr;
    core::Logger* log = nullptr;
    Progress* progress = nullptr;
    const PushSettings* push = nullptr;  // nullptr: hubs are neither asked nor heard (recordings).
    // nullptr, both or the encoder alone: articles have no vectors, or only those that are in the cache (recordings).
    encode::Encoder* encoder = nullptr;
    store::VectorCache* vectors = nullptr;
    std::stop_token stop;
    std::size_t threads = 0;  // That read pages beside the calling one; 0: as many as the machine runs at once.
};

struct StageReport {
    std::string name;
    std::size_t in = 0;
    std::size_t out = 0;
    double seconds = 0;  // Of all threads together.
};

// Documents of one kind that could not be read, or became no article.
struct LeftOut {
    std::string kind;  // "not-html", "no-title".
    std::size_t count = 0;
    std::string example;  // Why, of the first.
};

struct RunReport {
    std::vector<StageReport> stages;  // In order.
    std::size_t sources = 0;
    std::size_t sources_failed = 0;
    std::size_t items = 0;     // Read from feeds or files.
    std::size_t known = 0;     // Of them known before.
    std::size_t articles = 0;  // New in the store.
    std::size_t revised = 0;
    std::size_t duplicates = 0;  // New ones: copies of other articles, stored or not.
    std::size_t dropped = 0;
    std::size_t stories = 0;           // In the store after the run.
    std::size_t published = 0;         // Stories whose lead passed the gate.
    std::size_t rescored = 0;          // Stories whose scores were written, because something in them changed.
    std::size_t decisions = 0;         // Of scoring, that say something new.
    std::size_t changed_by_rules = 0;  // Articles whose topics or provider changed with the desk.
    double seconds = 0;
    bool stopped = false;           // A stop was asked for before the end.
    std::vector<LeftOut> left_out;  // By kind.
};

enum class Schedule : std::uint8_t { when_due, at_once };

}  // namespace masthead::pipeline
