#include "core/json.h"

#include "core/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <limits>
#include <simdjson.h>

#include <nlohmann/json.hpp>

namespace masthead::core {

namespace {

// Builds a Json from nlohmann's SAX events, refusing depth beyond the limit instead of recursing into it.
class Builder final : public nlohmann::json_sax<nlohmann::json> {
  public:
    explicit Builder(std::size_t max_depth) : max_depth_(max_depth) {}

    bool null() override { return put(Json()); }
    bool boolean(bool value) override { return put(Json(value)); }
    bool number_integer(number_integer_t value) override { return put(Json(std::int64_t{value})); }
    bool number_unsigned(number_unsigned_t value) override {
        const bool fits = value <= static_cast<number_unsigned_t>(std::numeric_limits<std::int64_t>::max());
        return put(fits ? Json(static_cast<std::int64_t>(value)) : Json(static_cast<double>(value)));
    }
    bool number_float(number_float_t value, const string_t& /*text*/) override { return put(Json(value)); }
    bool string(string_t& value) override { return put(Json(std::move(value))); }
    bool binary(binary_t& /*value*/) override { return false; }
    bool start_object(std::size_t /*size*/) override { return open(Json(Json::Object{})); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t /*size*/) override { return open(Json(Json::Array{})); }
    bool end_array() override { return close(); }
    bool key(string_t& value) override {
        keys_.back() = std::move(value);
        return true;
    }
    bool parse_error(std::size_t position, const std::string& /*token*/,
                     const nlohmann::detail::exception& /*e*/) override {
        error_ = {ErrorCode::invalid, "invalid JSON at byte " + std::to_string(position)};
        return false;
    }

    Json take_root() { return std::move(root_); }
    [[nodiscard]] const Error& error() const { return error_; }

  private:
    bool open(Json value) {
        if (open_.size() >= max_depth_) {
            error_ = {ErrorCode::too_large, "JSON nested deeper than " + std::to_string(max_depth_) + " levels"};
            return false;
        }
        open_.push_back(std::move(value));
        keys_.emplace_back();
        return true;
    }
    bool close() {
        Json value = std::move(open_.back());
        open_.pop_back();
        keys_.pop_back();
        return put(std::move(value));
    }
    bool put(Json value) {
        if (open_.empty()) {
            root_ = std::move(value);
        } else if (open_.back().is_array()) {
            open_.back().push(std::move(value));
        } else {
            open_.back().add(std::move(keys_.back()), std::move(value));
        }
        return true;
    }

    std::size_t max_depth_;
    std::vector<Json> open_;
    std::vector<std::string> keys_;
    Json root_;
    Error error_{ErrorCode::invalid, "invalid JSON"};
};

using simdjson::dom::element_type;

// The recursion ends at the depth that the parser was told.
Json json_of(const simdjson::dom::element& element) {
    switch (element.type()) {
        case element_type::ARRAY: {
            const simdjson::dom::array elements = element.get_array();
            Json::Array list;
            list.reserve(elements.size());
            for (const auto child : elements) list.push_back(json_of(child));
            return list;
        }
        case element_type::OBJECT: {
            const simdjson::dom::object members = element.get_object();
            Json::Object object;
            object.reserve(members.size());
            for (const auto& [key, child] : members) object.emplace_back(key, json_of(child));
            return object;
        }
        case element_type::STRING:
            return std::string_view(element.get_string());
        case element_type::INT64:
            return std::int64_t{element.get_int64()};
        case element_type::UINT64:  // Only what is beyond INT64.
            return static_cast<double>(std::uint64_t{element.get_uint64()});
        case element_type::DOUBLE:
            return double{element.get_double()};
        case element_type::BOOL:
            return bool{element.get_bool()};
        case element_type::NULL_VALUE:
            break;
    }
    return {};
}

// Nearly all texts, at several times the speed; nothing where simdjson refuses, for it does not say where.
std::optional<Json> parse_plain(std::string_view text, const JsonLimits& limits) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (text.empty()) return std::nullopt;  // simdjson would copy from nowhere.
    simdjson::dom::parser parser;
    if (parser.allocate(text.size(), limits.max_depth) != simdjson::SUCCESS) return std::nullopt;
    simdjson::dom::element root;
    if (parser.parse(text.data(), text.size()).get(root) != simdjson::SUCCESS) return std::nullopt;
    return json_of(root);
}

void append_control(std::string& out, unsigned char byte) {
    std::array<char, 7> escaped{};
    std::snprintf(escaped.data(), escaped.size(), "\\u%04x", static_cast<unsigned>(byte));
    out += escaped.data();
}

void append_number(std::string& out, double value) {
    if (!std::isfinite(value)) {
        out += "null";
        return;
    }
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    out.append(buffer.data(), end);
}

void append_line(std::string& out, int indent, int depth) {
    if (indent <= 0) return;
    out += '\n';
    out.append(static_cast<std::size_t>(indent) * static_cast<std::size_t>(depth), ' ');
}

}  // namespace

bool Json::is_number() const {
    return std::holds_alternative<std::int64_t>(value_) || std::holds_alternative<double>(value_);
}

std::string_view Json::string() const {
    const auto* text = std::get_if<std::string>(&value_);
    return text != nullptr ? std::string_view(*text) : std::string_view();
}

std::int64_t Json::integer(std::int64_t otherwise) const {
    if (const auto* value = std::get_if<std::int64_t>(&value_)) return *value;
    if (const auto* value = std::get_if<double>(&value_); value != nullptr && std::isfinite(*value)) {
        constexpr double limit = 9.2e18;
        return static_cast<std::int64_t>(std::clamp(*value, -limit, limit));
    }
    return otherwise;
}

double Json::number(double otherwise) const {
    if (const auto* value = std::get_if<double>(&value_)) return *value;
    if (const auto* value = std::get_if<std::int64_t>(&value_)) return static_cast<double>(*value);
    return otherwise;
}

bool Json::boolean(bool otherwise) const {
    const auto* value = std::get_if<bool>(&value_);
    return value != nullptr ? *value : otherwise;
}

const Json::Array& Json::array() const {
    static const Array none;
    const auto* value = std::get_if<Array>(&value_);
    return value != nullptr ? *value : none;
}

const Json::Object& Json::object() const {
    static const Object none;
    const auto* value = std::get_if<Object>(&value_);
    return value != nullptr ? *value : none;
}

const Json* Json::find(std::string_view key) const {
    for (const auto& [name, value] : object()) {
        if (name == key) return &value;
    }
    return nullptr;
}

const Json& Json::operator[](std::string_view key) const {
    static const Json null;
    const Json* found = find(key);
    return found != nullptr ? *found : null;
}

Json& Json::add(std::string key, Json value) {
    if (!is_object()) value_ = Object{};
    std::get<Object>(value_).emplace_back(std::move(key), std::move(value));
    return *this;
}

Json& Json::push(Json value) {
    if (!is_array()) value_ = Array{};
    std::get<Array>(value_).push_back(std::move(value));
    return *this;
}

void Json::write(std::string& out, int indent, int depth) const {
    if (const auto* list = std::get_if<Array>(&value_)) {
        out += '[';
        for (std::size_t i = 0; i < list->size(); ++i) {
            if (i > 0) out += ',';
            append_line(out, indent, depth + 1);
            (*list)[i].write(out, indent, depth + 1);
        }
        if (!list->empty()) append_line(out, indent, depth);
        out += ']';
    } else if (const auto* members = std::get_if<Object>(&value_)) {
        out += '{';
        for (std::size_t i = 0; i < members->size(); ++i) {
            if (i > 0) out += ',';
            append_line(out, indent, depth + 1);
            append_json_string(out, (*members)[i].first);
            out += indent > 0 ? ": " : ":";
            (*members)[i].second.write(out, indent, depth + 1);
        }
        if (!members->empty()) append_line(out, indent, depth);
        out += '}';
    } else if (const auto* text = std::get_if<std::string>(&value_)) {
        append_json_string(out, *text);
    } else if (const auto* whole = std::get_if<std::int64_t>(&value_)) {
        out += std::to_string(*whole);
    } else if (const auto* real = std::get_if<double>(&value_)) {
        append_number(out, *real);
    } else if (const auto* truth = std::get_if<bool>(&value_)) {
        out += *truth ? "true" : "false";
    } else {
        out += "null";
    }
}

std::string Json::dump(int indent) const {
    std::string out;
    write(out, indent, 0);
    return out;
}

Result<Json> parse_json(std::string_view text, const JsonLimits& limits) {
    if (text.size() > limits.max_bytes) {
        return fail(ErrorCode::too_large, "JSON of " + std::to_string(text.size()) + " bytes is over the limit of " +
                                              std::to_string(limits.max_bytes));
    }
    if (auto plain = parse_plain(text, limits)) return *std::move(plain);
    Builder builder(limits.max_depth);
    // nlohmann throws from its lexer only through parse_error, which we override; allocation failure stays fatal.
    if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) return std::unexpected(builder.error());
    return builder.take_root();
}

void append_json_string(std::string& out, std::string_view text) {
    out += '"';
    while (!text.empty()) {
        const char c = text.front();
        const std::size_t length = utf8_sequence_length(text);
        if (length == 0) {
            out += "\xEF\xBF\xBD";
        } else if (length > 1) {
            out.append(text.substr(0, length));
        } else if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\t') {
            out += "\\t";
        } else if (c == '\r') {
            out += "\\r";
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
            append_control(out, static_cast<unsigned char>(c));
        } else {
            out += c;
            if (c == '<' && text.size() > 1 && text[1] == '/') out += '\\';
        }
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    out += '"';
}

}  // namespace masthead::core
