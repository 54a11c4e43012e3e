// The learned topics as a file that people can read and compare:
//
//   masthead topic model 1
//   # Comments say how it was learned.
//   topic ID bias NUMBER threshold NUMBER
//   NUMBER TERM                              a weight, many times
#pragma once

#include "core/result.h"
#include "topic/training.h"

#include <string>
#include <string_view>

namespace masthead::topic {

// With its training record as comments: what each topic was learned from, and how well it told unseen articles apart.
[[nodiscard]] std::string write_topic_model(const TrainedTopics& trained, const TopicTraining& options);

// What write_topic_model wrote, with the fingerprint of the bytes. Errors: invalid, naming the line.
[[nodiscard]] core::Result<model::TopicModel> read_topic_model(std::string_view text);

}  // namespace masthead::topic
