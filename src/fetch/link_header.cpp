// `<target>; name=token; name="quoted"`, several after commas (RFC 8288 appendix B.2 says how to read it).
#include "fetch/link_header.h"

#include "core/ascii.h"

#include <algorithm>

namespace masthead::fetch {

namespace {

void skip_space(std::string_view& rest) {
    while (!rest.empty() && core::is_space(rest.front())) rest.remove_prefix(1);
}

std::string_view take_until(std::string_view& rest, std::string_view ends) {
    const std::string_view taken = rest.substr(0, rest.find_first_of(ends));
    rest.remove_prefix(taken.size());
    return core::trim(taken);
}

// A quoted string's content; `rest` begins at the opening quote.
std::string take_quoted(std::string_view& rest) {
    std::string text;
    rest.remove_prefix(1);
    while (!rest.empty() && rest.front() != '"') {
        if (rest.front() == '\\' && rest.size() > 1) rest.remove_prefix(1);
        text += rest.front();
        rest.remove_prefix(1);
    }
    if (!rest.empty()) rest.remove_prefix(1);
    return text;
}

struct Parameter {
    std::string name;  // Lower case.
    std::string value;
};

// `rest` begins behind the semicolon.
Parameter take_parameter(std::string_view& rest) {
    skip_space(rest);
    Parameter parameter{core::to_lower(take_until(rest, "=;,")), {}};
    if (!rest.starts_with('=')) return parameter;
    rest.remove_prefix(1);
    skip_space(rest);
    parameter.value = rest.starts_with('"') ? take_quoted(rest) : std::string(take_until(rest, ";,"));
    skip_space(rest);
    return parameter;
}

bool names(std::string_view relations, std::string_view relation) {
    const auto all = core::split(relations, ' ');
    return std::ranges::any_of(all, [&](auto one) { return core::equals_ignoring_case(one, relation); });
}

// Reads the parameters of one link; true if it is of `relation` and about this document.
bool take_parameters(std::string_view& rest, std::string_view relation) {
    bool found = false;
    bool has_relation = false;
    bool elsewhere = false;
    skip_space(rest);
    while (rest.starts_with(';')) {
        rest.remove_prefix(1);
        const Parameter parameter = take_parameter(rest);
        if (parameter.name == "anchor") elsewhere = true;
        if (parameter.name != "rel" || has_relation) continue;  // Only the first rel counts (3.3).
        has_relation = true;
        found = names(parameter.value, relation);
    }
    return found && !elsewhere;
}

}  // namespace

std::string link_of(std::string_view value, std::string_view relation, const core::Url& base) {
    std::string_view rest = value;
    while (!rest.empty()) {
        const auto begin = rest.find('<');
        if (begin == std::string_view::npos) break;
        rest.remove_prefix(begin + 1);
        const std::string_view target = take_until(rest, ">");
        if (rest.empty()) break;
        rest.remove_prefix(1);
        if (!take_parameters(rest, relation)) continue;
        if (const auto url = core::Url::parse(target, base)) return url->str();
    }
    return {};
}

}  // namespace masthead::fetch
