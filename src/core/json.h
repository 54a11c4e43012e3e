// JSON as a plain value: read by simdjson behind a depth and size limit, and what it refuses by nlohmann-json, which
// says where the text is wrong; written here. The libraries' headers stay in json.cpp.
#pragma once

#include "core/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace masthead::core {

// A JSON value. Objects keep the order of their members; of a repeated key `find` gives the first.
class Json {
  public:
    using Array = std::vector<Json>;
    using Member = std::pair<std::string, Json>;
    using Object = std::vector<Member>;

    Json() = default;                                                      // null
    Json(bool value) : value_(value) {}                                    // NOLINT(google-explicit-constructor)
    Json(int value) : value_(std::int64_t{value}) {}                       // NOLINT(google-explicit-constructor)
    Json(std::int64_t value) : value_(value) {}                            // NOLINT(google-explicit-constructor)
    Json(std::size_t value) : value_(static_cast<std::int64_t>(value)) {}  // NOLINT(google-explicit-constructor)
    Json(double value) : value_(value) {}                                  // NOLINT(google-explicit-constructor)
    Json(std::string value) : value_(std::move(value)) {}                  // NOLINT(google-explicit-constructor)
    Json(std::string_view value) : value_(std::string(value)) {}           // NOLINT(google-explicit-constructor)
    Json(const char* value) : value_(std::string(value)) {}                // NOLINT(google-explicit-constructor)
    Json(Array value) : value_(std::move(value)) {}                        // NOLINT(google-explicit-constructor)
    Json(Object value) : value_(std::move(value)) {}                       // NOLINT(google-explicit-constructor)

    [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
    [[nodiscard]] bool is_string() const { return std::holds_alternative<std::string>(value_); }
    [[nodiscard]] bool is_number() const;
    [[nodiscard]] bool is_array() const { return std::holds_alternative<Array>(value_); }
    [[nodiscard]] bool is_object() const { return std::holds_alternative<Object>(value_); }

    // The value as the asked type, or an empty one of it: input is never trusted to have the right shape.
    [[nodiscard]] std::string_view string() const;
    [[nodiscard]] std::int64_t integer(std::int64_t otherwise = 0) const;  // Doubles are cut; clamped to the range.
    [[nodiscard]] double number(double otherwise = 0) const;
    [[nodiscard]] bool boolean(bool otherwise = false) const;
    [[nodiscard]] const Array& array() const;
    [[nodiscard]] const Object& object() const;

    // Member of an object, or nullptr (also when this is no object).
    [[nodiscard]] const Json* find(std::string_view key) const;
    // Member of an object, or a null value.
    [[nodiscard]] const Json& operator[](std::string_view key) const;

    // Appends a member; turns null into an object first. Returns *this, so that calls chain.
    Json& add(std::string key, Json value);
    // Appends an element; turns null into an array first.
    Json& push(Json value);

    // Compact text, keys in order; invalid UTF-8 becomes U+FFFD. `indent` > 0 writes one member a line.
    [[nodiscard]] std::string dump(int indent = 0) const;

  private:
    void write(std::string& out, int indent, int depth) const;
    std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> value_;
};

struct JsonLimits {
    std::size_t max_depth = 64;
    std::size_t max_bytes = std::size_t{64} << 20U;
};

// Parses one JSON text (RFC 8259; a UTF-8 BOM is skipped). Errors: invalid with the byte offset; too_large past a
// limit.
[[nodiscard]] Result<Json> parse_json(std::string_view text, const JsonLimits& limits = {});

// Appends `text` as a JSON string, quotes included; `</` is written `<\/`, so that it may stand inside a script
// element.
void append_json_string(std::string& out, std::string_view text);

}  // namespace masthead::core
