// The one table of options. A row says all there is to say about an option; nothing about it stands anywhere else.
#pragma once

#include "config/desk.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace masthead::config {

enum class OptionType : std::uint8_t { text, whole, number, boolean, text_list, choice, url, selector, selector_list };
[[nodiscard]] std::string_view name_of(OptionType type);

// Where a value goes.
using OptionTarget = std::variant<std::string*, int*, double*, bool*, std::vector<std::string>*, model::SourceKind*>;

template <typename Owner>
struct OptionRow {
    std::string_view name;  // "publish.page_size"; in a list, the key alone.
    OptionType type = OptionType::text;
    std::string_view fallback;  // As it would stand in the file; empty: none.
    std::string_view unit;      // Empty: none.
    std::string_view sentence;
    double least = 0;  // Of whole and number.
    double most = 0;
    std::string_view choices;  // Of choice, separated by '|'.
    bool is_required = false;
    bool is_secret = false;  // Never printed.
    OptionTarget (*target)(Owner& owner) = nullptr;
};

[[nodiscard]] std::span<const OptionRow<Desk>> desk_options();
[[nodiscard]] std::span<const OptionRow<model::Source>> source_options();
[[nodiscard]] std::span<const OptionRow<model::Topic>> topic_options();
[[nodiscard]] std::span<const OptionRow<model::Provider>> organization_options();
[[nodiscard]] std::span<const OptionRow<model::Site>> site_options();
[[nodiscard]] std::span<const OptionRow<model::JunkRule>> junk_options();

// One row for people: the material of the help, the manual page and docs/options.md.
struct OptionText {
    std::string name;  // "sources[].url"
    std::string type;  // "whole number from 1 to 1000", "one of everyday, masthead"
    std::string fallback;
    std::string sentence;  // With the unit.
};
[[nodiscard]] std::vector<OptionText> describe_options();

}  // namespace masthead::config
