// One subject's configuration, as values. Defaults stand in the option table (options.cpp), which fills every field.
#pragma once

#include "model/edition.h"
#include "model/junk.h"
#include "model/provider.h"
#include "model/site.h"
#include "model/source.h"
#include "model/topic.h"
#include "model/topic_model.h"

#include <map>
#include <string>
#include <vector>

namespace masthead::config {

struct ScoringOptions {
    std::string profile;
    double publish_at = 0;                               // Heat from which a lead is published.
    std::map<std::string, double, std::less<>> weights;  // Overrides; names are checked by `score`.
    std::map<std::string, double, std::less<>> junk;     // Points of the desk's junk rules; 0: it does not say.
};

struct FetchOptions {
    std::string user_agent;
    int timeout_seconds = 0;
    int connections = 0;
    int interval_minutes = 0;          // Least time between two visits to one source.
    int longest_interval_minutes = 0;  // Most time between two visits, however quiet the source.
    int pages_at_once = 0;
    std::string pages;                         // auto, always, never
    bool images = false;                       // Ask for lead images at all.
    bool image_copies = false;                 // Wholly, for our own copies; else only for sizes that are not known.
    int full_text_characters = 0;              // Feed content of this length needs no page.
    std::vector<std::string> allowed_ports;    // Besides 80 and 443.
    std::vector<std::string> allowed_private;  // CIDR ranges that may be fetched though they are not public.
};

struct StoryOptions {
    int window_hours = 0;
};

// A service that makes vectors of texts (OpenAI's /v1/embeddings); no url: none.
struct EncoderSettings {
    std::string url;
    std::string model;
    std::string key_file;  // Holds the key; else the environment does.
    int timeout_seconds = 0;
    int batch = 0;       // Texts in one request.
    int characters = 0;  // Of title and text.
    int keep = 0;        // Vectors in the cache.
    double weight = 0;   // Log-odds that a pair gains or loses at most.
    double neutral = 0;  // Likeness at which it does neither.
};

// How long articles are kept; 0: for good.
struct KeepOptions {
    int text_days = 0;  // Their texts.
    int days = 0;       // They themselves; of a story all or none.
};

struct OutputOptions {
    std::string folder;
    bool records = false;
    bool api = false;
    bool site = false;
    bool feeds = false;
    int page_size = 0;
    int related_limit = 0;
    int days = 0;  // Stories younger than this are published; 0: all.
};

struct ServeOptions {
    std::string address;
    int port = 0;
    int threads = 0;
    std::string public_url;  // Where hubs reach the server; without a slash at its end. Empty: not from the net.
};

struct Desk {
    model::DeskIdentity identity;
    std::vector<model::Source> sources;
    std::vector<model::Topic> topics;
    std::vector<model::Provider> organizations;  // Each with is_known set.
    std::vector<model::Site> sites;              // What is known of their pages.
    std::vector<model::JunkRule> junk;           // Names are checked by `score`.
    ScoringOptions scoring;
    FetchOptions fetch;
    StoryOptions story;
    EncoderSettings encoder;
    KeepOptions keep;
    OutputOptions publish;
    ServeOptions serve;
    std::string data;                  // Folder of the store.
    std::string topic_model;           // File of what was learned of topics; empty: nothing was.
    model::TopicModel learned_topics;  // What stands there; read by who reads the desk file.
};

}  // namespace masthead::config
