// The state of a desk at an instant, ready to be rendered: all that publish and serve need, joined.
#pragma once

#include "core/time.h"
#include "model/article.h"
#include "model/story.h"
#include "model/thread.h"
#include "model/topic.h"

#include <map>
#include <string>
#include <vector>

namespace masthead::model {

// A title or text that changed after it was first stored.
struct Revision {
    std::string article_id;
    core::Instant at{};
    std::string title;  // As it stood before `at`.
    std::string excerpt;
};

struct DeskIdentity {
    std::string id;
    std::string title;
    std::string description;
    std::string language = "en";
    std::string url;  // Where the site is served from, without a trailing slash; may hold a path.
};

struct Edition {
    DeskIdentity desk;
    core::Instant at{};
    std::vector<Topic> topics;        // In the desk's order.
    std::vector<Provider> providers;  // Sorted by domain; those of the desk and of the articles.
    std::map<std::string, Article>
        articles;                // By id; members of the stories below. Without `text`, which is not kept as it was.
    std::vector<Story> stories;  // Newest last, ties by id. All of them, published or not.
    std::vector<StoryRedirect> redirects;
    std::vector<StoryLink> links;      // Sorted by story, the strongest first; some stories may not be above.
    std::vector<StoryThread> threads;  // Sorted by story; as above.
    std::vector<Revision> revisions;   // Oldest first.
    int read_today = 0;                // Articles first seen in the 24 hours before `at`.
    int providers_today = 0;
};

}  // namespace masthead::model
