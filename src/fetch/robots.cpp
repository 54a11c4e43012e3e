// Section numbers are those of RFC 9309.
#include "fetch/robots.h"

#include "core/ascii.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <utility>

namespace masthead::fetch {

namespace {

constexpr std::size_t max_path_bytes = std::size_t{16} << 10U;  // Of an address; what is behind it is not compared.

constexpr bool is_unreserved(char c) {
    return core::is_alpha(c) || core::is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}
constexpr bool is_general_delimiter(char c) {
    return std::string_view(":/?#[]@").contains(c);
}
constexpr bool is_reserved(char c) {
    return is_general_delimiter(c) || std::string_view("!$&'()*+,;=").contains(c);
}

std::optional<unsigned> hex_digit(char c) {
    if (core::is_digit(c)) return static_cast<unsigned>(c - '0');
    const char lower = core::to_lower(c);
    if (lower >= 'a' && lower <= 'f') return static_cast<unsigned>(lower - 'a') + 10U;
    return std::nullopt;
}

void append_encoded(std::string& out, char c) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4U];
    out += digits[byte & 0xfU];
}

// What `*` and `$` mean: in a rule they are signs unless they are encoded, in an address they are characters.
enum class Side { rule, address };
// 2.2.2's example writes a query's "https://" as "https%3A%2F%2F"; in a path a raw slash and %2F are different things.
enum class Query { as_is, delimiters_encoded };

bool is_sign(std::string_view text, std::size_t at, Side side) {
    return side == Side::rule && (text[at] == '*' || (text[at] == '$' && at + 1 == text.size()));
}

// 2.2.2: one spelling of each octet before octets are compared. Unreserved ones are decoded, what is neither reserved
// nor unreserved is encoded, hexadecimal digits are upper case.
std::string normalise(std::string_view text, Side side, Query query) {
    std::string out;
    out.reserve(text.size());
    bool in_query = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool may_be_code = c == '%' && i + 2 < text.size();
        const auto high = may_be_code ? hex_digit(text[i + 1]) : std::nullopt;
        const auto low = may_be_code ? hex_digit(text[i + 2]) : std::nullopt;
        const bool encodes_delimiter = in_query && query == Query::delimiters_encoded && is_general_delimiter(c);
        const bool is_code = high && low;
        const char octet = is_code ? static_cast<char>(*high * 16U + *low) : c;
        const bool stays = is_code ? is_unreserved(octet)
                                   : is_sign(text, i, side) || c == '%' || is_unreserved(c) ||
                                         (is_reserved(c) && c != '*' && c != '$' && !encodes_delimiter);
        if (stays) {
            out += octet;
        } else {
            append_encoded(out, octet);
        }
        if (is_code) i += 2;
        in_query = in_query || c == '?';
    }
    return out;
}

// Where `needle` begins in `text` at or after `from`. memmem is linear in both, which string_view::find is not.
std::size_t find_from(std::string_view text, std::string_view needle, std::size_t from) {
    if (needle.empty()) return from;
    const void* found = ::memmem(text.data() + from, text.size() - from, needle.data(), needle.size());
    return found == nullptr ? std::string_view::npos
                            : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

// Does `path` begin with what `pattern` says? The pieces between stars are looked for from left to right; taking each
// at its first place leaves most room for the rest, so nothing is tried twice: O(pattern + path).
bool matches(std::string_view pattern, std::string_view path) {
    const bool anchored = pattern.ends_with('$');
    if (anchored) pattern.remove_suffix(1);
    auto star = pattern.find('*');
    const std::string_view first = pattern.substr(0, star);
    if (!path.starts_with(first)) return false;
    std::size_t at = first.size();
    if (star == std::string_view::npos) return !anchored || at == path.size();
    for (;;) {
        pattern.remove_prefix(star + 1);
        star = pattern.find('*');
        const std::string_view piece = pattern.substr(0, star);
        if (star == std::string_view::npos && anchored) return path.substr(at).ends_with(piece);
        at = find_from(path, piece, at);
        if (at == std::string_view::npos) return false;
        at += piece.size();
        if (star == std::string_view::npos) return true;
    }
}

struct Line {
    std::string key;
    std::string_view value;
};

Line read_line(std::string_view text) {
    const std::string_view line = text.substr(0, text.find('#'));
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return {};
    return {core::to_lower(core::trim(line.substr(0, colon))), core::trim(line.substr(colon + 1))};
}

// The product token that a value begins with. The RFC's has letters, hyphens and underscores only; names in use also
// have digits and dots.
std::string_view token_of(std::string_view value) {
    const auto end = std::ranges::find_if_not(
        value, [](char c) { return core::is_alpha(c) || core::is_digit(c) || c == '-' || c == '_' || c == '.'; });
    return value.substr(0, static_cast<std::size_t>(end - value.begin()));
}

// 2.2.1: "*" alone, or with something behind it that is no part of a name.
bool names_everybody(std::string_view value) {
    return value.starts_with('*') && (value.size() == 1 || core::is_space(value[1]));
}

std::optional<std::chrono::milliseconds> read_delay(std::string_view value, std::chrono::milliseconds longest) {
    double seconds = 0;
    const auto [end, code] = std::from_chars(value.data(), value.data() + value.size(), seconds);
    if (code != std::errc{} || !(seconds >= 0)) return std::nullopt;
    const double milliseconds = std::min(seconds * 1000, static_cast<double>(longest.count()));
    return std::chrono::milliseconds(static_cast<std::int64_t>(milliseconds));
}

}  // namespace

// Reads a file line by line into the rules of the groups that may turn out to be ours.
class RobotsReader {
  public:
    RobotsReader(std::string_view product, const RobotsOptions& options)
        : product_(token_of(product)), options_(options) {}

    void read(std::string_view text) {
        if (text.size() > options_.max_bytes) {  // A rule that the limit cuts would be another rule.
            text = text.substr(0, options_.max_bytes);
            text = text.substr(0, text.find_last_of("\r\n") + 1);
        }
        if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
        while (!text.empty()) {
            const auto end = text.find_first_of("\r\n");
            take(read_line(text.substr(0, end)));
            text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        }
    }

    RobotsRules result() {
        RobotsRules rules = std::move(named_length_ > 0 ? own_ : general_);
        rules.sitemaps_ = std::move(sitemaps_);
        return rules;
    }

  private:
    // 2.2.4: lines of other kinds, Sitemap and Crawl-delay among them, neither begin nor end a group.
    void take(const Line& line) {
        if (line.key == "user-agent") {
            take_agent(line.value);
        } else if (line.key == "allow" || line.key == "disallow") {
            take_rule(line.value, line.key == "allow");
        } else if (line.key == "sitemap") {
            if (!line.value.empty() && sitemaps_.size() < options_.max_sitemaps) sitemaps_.emplace_back(line.value);
        } else if (line.key == "crawl-delay") {
            take_delay(line.value);
        }
    }

    void take_agent(std::string_view value) {
        if (!after_agent_) for_us_ = for_all_ = false;  // Consecutive lines open one group.
        after_agent_ = true;
        for_all_ = for_all_ || names_everybody(value);
        const std::string_view token = token_of(value);
        const bool is_ours = core::starts_with_ignoring_case(product_, token) && !token.empty() &&
                             (token.size() == product_.size() || product_[token.size()] == '-');
        if (!is_ours || token.size() < named_length_) return;
        if (token.size() > named_length_) own_ = RobotsRules();  // Groups of a shorter name do not count any more.
        named_length_ = token.size();
        for_us_ = true;
    }

    void take_rule(std::string_view value, bool allow) {
        after_agent_ = false;
        if (value.empty() || (!for_us_ && !for_all_)) return;
        RobotsRules::Rule rule{normalise(value, Side::rule, Query::as_is),
                               normalise(value, Side::rule, Query::delimiters_encoded), allow};
        if (rule.query_pattern == rule.pattern) rule.query_pattern.clear();
        if (for_all_) general_.rules_.push_back(rule);
        if (for_us_) own_.rules_.push_back(std::move(rule));
    }

    void take_delay(std::string_view value) {
        const auto delay = read_delay(value, options_.max_crawl_delay);
        if (for_all_) general_.crawl_delay_ = std::max(general_.crawl_delay_, delay);
        if (for_us_) own_.crawl_delay_ = std::max(own_.crawl_delay_, delay);
    }

    std::string product_;
    RobotsOptions options_;
    RobotsRules own_;
    RobotsRules general_;
    std::vector<std::string> sitemaps_;
    std::size_t named_length_ = 0;  // Of the longest name of ours so far; 0: none.
    bool for_us_ = false;           // The group being read is ours.
    bool for_all_ = false;
    bool after_agent_ = false;
};

RobotsRules RobotsRules::disallow_all() {
    RobotsRules rules;
    rules.rules_.push_back({"/", "", false});
    return rules;
}

RobotsRules RobotsRules::parse(std::string_view text, std::string_view product, const RobotsOptions& options) {
    RobotsReader reader(product, options);
    reader.read(text);
    return reader.result();
}

bool RobotsRules::allows(std::string_view path) const {
    if (path == "/robots.txt") return true;
    path = path.substr(0, max_path_bytes);
    const std::string target = normalise(path, Side::address, Query::as_is);
    const std::string query_target = normalise(path, Side::address, Query::delimiters_encoded);
    std::size_t longest = 0;
    bool allowed = true;
    for (const auto& rule : rules_) {
        const std::string_view in_query = rule.query_pattern.empty() ? rule.pattern : rule.query_pattern;
        const bool counts = rule.pattern.size() > longest || (rule.pattern.size() == longest && rule.allow);
        if (!counts || (!matches(rule.pattern, target) && !matches(in_query, query_target))) continue;
        longest = rule.pattern.size();
        allowed = rule.allow;
    }
    return allowed;
}

}  // namespace masthead::fetch
