// What topics are learned from: labelled files, or the examples that a desk names.
#pragma once

#include "app/arguments.h"
#include "core/result.h"
#include "topic/training.h"

#include <string>
#include <vector>

namespace masthead::app {

struct TopicMaterial {
    std::vector<topic::TopicExample> examples;
    std::vector<std::string> ids;  // Topics to learn, in their order.
    std::string model_file;        // Where the desk wants the model; empty: it does not say.
};

// With `arguments.files`: JSON Lines with title, text, and topic or topics; those with examples enough are learned.
// Without: the desk's `topics[].examples` and `no_examples`, beside the newest articles of its store as such that are
// none; what a topic's keywords find is not taken for a stranger to it. Errors: invalid where there is nothing to learn
// or an example is not in the store, naming it; as of reading files.
[[nodiscard]] core::Result<TopicMaterial> read_topic_material(const Arguments& arguments);

}  // namespace masthead::app
