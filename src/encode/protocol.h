// OpenAI's embeddings request and answer, https://platform.openai.com/docs/api-reference/embeddings, as far as Ollama,
// llama.cpp and Text Embeddings Inference speak it too.
#pragma once

#include "core/result.h"
#include "encode/vector.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::encode {

// {"model": ..., "input": [...], "encoding_format": "float"}
[[nodiscard]] std::string embeddings_request(std::string_view model, std::span<const std::string> texts);

struct AnswerLimits {
    std::size_t most_dimensions = 8192;
};

// The vectors in the order of the texts (the answer's `index` decides, where it is given). Errors: invalid, with what
// is wrong: no JSON, another number of vectors, vectors of different lengths or without a direction, what is no number.
[[nodiscard]] core::Result<std::vector<Vector>> read_embeddings(std::string_view body, std::size_t texts,
                                                                const AnswerLimits& limits = {});

}  // namespace masthead::encode
