#include "encode/protocol.h"

#include "core/json.h"

#include <cmath>

#include <fmt/format.h>

namespace masthead::encode {

namespace {

using core::ErrorCode;
using core::Json;
using core::Result;

Result<Vector> read_vector(const Json& item, const AnswerLimits& limits) {
    const auto& components = item["embedding"].array();
    if (components.empty() || components.size() > limits.most_dimensions)
        return core::fail(ErrorCode::invalid, fmt::format("a vector of {} dimensions (1 to {} are read)",
                                                          components.size(), limits.most_dimensions));
    std::vector<double> values;
    values.reserve(components.size());
    for (const auto& component : components) {
        if (!component.is_number() || !std::isfinite(component.number()))
            return core::fail(ErrorCode::invalid, "a vector with something that is no number");
        values.push_back(component.number());
    }
    auto vector = quantised(values);
    if (vector.empty()) return core::fail(ErrorCode::invalid, "a vector of nothing but zeros");
    return vector;
}

}  // namespace

std::string embeddings_request(std::string_view model, std::span<const std::string> texts) {
    Json input(Json::Array{});
    for (const auto& text : texts) input.push(text);
    Json request;
    request.add("model", model).add("input", std::move(input)).add("encoding_format", "float");
    return request.dump();
}

Result<std::vector<Vector>> read_embeddings(std::string_view body, std::size_t texts, const AnswerLimits& limits) {
    const auto answer = core::parse_json(body);
    if (!answer) return core::fail(ErrorCode::invalid, "no JSON: " + answer.error().message);
    const auto& data = (*answer)["data"].array();
    if (data.size() != texts)
        return core::fail(ErrorCode::invalid, fmt::format("{} vectors for {} texts", data.size(), texts));
    std::vector<Vector> out(texts);
    for (std::size_t i = 0; i < texts; ++i) {
        const auto place = data[i]["index"].integer(static_cast<std::int64_t>(i));
        if (place < 0 || static_cast<std::size_t>(place) >= texts || !out[static_cast<std::size_t>(place)].empty())
            return core::fail(ErrorCode::invalid, fmt::format("the index {}, which is out of place", place));
        auto vector = read_vector(data[i], limits);
        if (!vector) return std::unexpected(vector.error());
        if (i > 0 && vector->size() != out[static_cast<std::size_t>(data[0]["index"].integer(0))].size())
            return core::fail(ErrorCode::invalid, "vectors of different lengths");
        out[static_cast<std::size_t>(place)] = std::move(*vector);
    }
    return out;
}

}  // namespace masthead::encode
