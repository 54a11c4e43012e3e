// The YAML of a desk against the option table. yaml-cpp throws; every call of it stands inside the one `try` of
// load_desk.
#include "config/load.h"

#include "config/options.h"
#include "core/ascii.h"
#include "core/domain.h"
#include "core/url.h"
#include "html/select.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

namespace masthead::config {

namespace {

using core::ErrorCode;
using core::fail;
using core::Result;

constexpr std::size_t max_desk_bytes = std::size_t{8} << 20U;

// What goes wrong, where: thrown inside this file only, so that nested loops end at once, and turned into an Error by
// load_desk.
struct DeskError {
    std::string message;
};

// A `name: value` line of a map, as yaml-cpp hands it out.
using Entry = std::pair<YAML::Node, YAML::Node>;

class Loader {
  public:
    Loader(const YAML::Node& root, std::string name) : root_(root), name_(std::move(name)) {}

    Desk load() {
        Desk desk = default_desk();
        require_map(root_, "the desk file");
        for (const auto& entry : root_) read_top_level(desk, entry);
        for (const auto& row : desk_options()) {
            if (row.is_required && !is_set(row.name))
                stop(root_, fmt::format("{} is missing; {}", row.name, row.sentence));
        }
        finish(desk);
        return desk;
    }

  private:
    [[noreturn]] void stop(const YAML::Node& node, const std::string& message) const { stop(node.Mark(), message); }
    [[noreturn]] void stop(const YAML::Mark& mark, const std::string& message) const {
        throw DeskError{fmt::format("{}:{}:{}: {}", name_, mark.line + 1, mark.column + 1, message)};
    }

    void require_map(const YAML::Node& node, std::string_view what) const {
        if (!node.IsMap()) stop(node, fmt::format("{} must be a map of `name: value` lines", what));
    }

    [[nodiscard]] bool is_set(std::string_view option) const { return std::ranges::find(set_, option) != set_.end(); }

    void read_top_level(Desk& desk, const Entry& line) {
        const auto key = line.first.as<std::string>();
        const YAML::Node& value = line.second;
        if (key == "sources") return read_list(value, key, source_options(), desk.sources);
        if (key == "topics") return read_list(value, key, topic_options(), desk.topics);
        if (key == "organizations") return read_list(value, key, organization_options(), desk.organizations);
        if (key == "sites") return read_list(value, key, site_options(), desk.sites);
        if (key == "junk") return read_list(value, key, junk_options(), desk.junk);
        const bool is_group =
            std::ranges::any_of(desk_options(), [&](const auto& row) { return row.name.starts_with(key + "."); });
        if (is_group && value.IsNull()) return;
        if (is_group) require_map(value, key);
        if (value.IsScalar()) return read_option(desk, desk_options(), key, "", line);
        require_map(value, key);
        for (const auto& entry : value) {
            const auto name = entry.first.as<std::string>();
            if (key == "scoring" && name == "weights") {
                read_weights(desk, entry.second);
            } else {
                read_option(desk, desk_options(), fmt::format("{}.{}", key, name), "", entry);
            }
        }
    }

    void read_weights(Desk& desk, const YAML::Node& weights) {
        require_map(weights, "scoring.weights");
        for (const auto& entry : weights) {
            const auto name = entry.first.as<std::string>();
            desk.scoring.weights[name] = number(entry.second, "scoring.weights." + name, "a number");
        }
    }

    template <typename Owner>
    void read_list(const YAML::Node& list, const std::string& name, std::span<const OptionRow<Owner>> rows,
                   std::vector<Owner>& out) {
        if (list.IsNull()) return;
        if (!list.IsSequence()) stop(list, name + " must be a list");
        for (const auto& item : list) {
            Owner owner;
            require_map(item, "an entry of " + name);
            set_.clear();
            for (const auto& entry : item) read_entry(owner, rows, name + "[].", entry);
            for (const auto& row : rows) {
                if (row.is_required && !is_set(row.name))
                    stop(item, fmt::format("{}[].{} is missing; {}", name, row.name, row.sentence));
            }
            out.push_back(std::move(owner));
        }
        set_ = desk_set_;
    }

    // A line of an entry; a map is a group of its own ("listing:").
    template <typename Owner>
    void read_entry(Owner& owner, std::span<const OptionRow<Owner>> rows, const std::string& prefix,
                    const Entry& line) {
        const auto key = line.first.as<std::string>();
        if (!line.second.IsMap()) return read_option(owner, rows, key, prefix, line);
        for (const auto& entry : line.second)
            read_option(owner, rows, fmt::format("{}.{}", key, entry.first.template as<std::string>()), prefix, entry);
    }

    template <typename Owner>
    void read_option(Owner& owner, std::span<const OptionRow<Owner>> rows, const std::string& name,
                     const std::string& prefix, const Entry& line) {
        const auto row = std::ranges::find(rows, std::string_view(name), &OptionRow<Owner>::name);
        if (row == rows.end()) stop(line.first, unknown(rows, name, prefix));
        assign(row->target(owner), *row, prefix + name, line.second);
        if (line.second.IsNull()) return;  // `title:` with nothing after it is as good as no title.
        set_.push_back(name);
        if (prefix.empty()) desk_set_.push_back(name);
    }

    template <typename Owner>
    static std::string unknown(std::span<const OptionRow<Owner>> rows, const std::string& name,
                               const std::string& prefix) {
        const std::string group = name.substr(0, name.find('.') + 1);
        std::vector<std::string> allowed;
        for (const auto& row : rows) {
            if (group.empty() ? row.name.find('.') == std::string_view::npos : row.name.starts_with(group))
                allowed.emplace_back(row.name);
        }
        if (allowed.empty() || (prefix.empty() && group.empty())) {
            for (const auto* top : {"desk", "sources", "topics", "organizations", "sites", "junk", "scoring", "fetch",
                                    "story", "publish", "serve"})
                allowed.emplace_back(top);
        }
        return fmt::format("unknown option {}{}; allowed here: {}", prefix, name, core::join(allowed, ", "));
    }

    template <typename Owner>
    void assign(OptionTarget target, const OptionRow<Owner>& row, const std::string& name,
                const YAML::Node& value) const {
        if (auto* const* list = std::get_if<std::vector<std::string>*>(&target)) {
            **list = text_list(value, name);
            if (row.type == OptionType::selector_list && !value.IsNull()) check_selectors(value, name);
        } else if (value.IsNull()) {
            return;
        } else if (!value.IsScalar()) {
            stop(value, fmt::format("{} must be one value ({})", name, name_of(row.type)));
        } else if (auto* const* text = std::get_if<std::string*>(&target)) {
            **text = checked_text(row, name, value);
        } else if (auto* const* kind = std::get_if<model::SourceKind*>(&target)) {
            **kind = model::source_kind_of(checked_text(row, name, value));
        } else if (auto* const* truth = std::get_if<bool*>(&target)) {
            if (!YAML::convert<bool>::decode(value, **truth))
                stop(value, fmt::format("{}: \"{}\" is neither true nor false", name, value.Scalar()));
        } else {
            assign_number(target, row, name, value);
        }
    }

    template <typename Owner>
    void assign_number(OptionTarget target, const OptionRow<Owner>& row, const std::string& name,
                       const YAML::Node& value) const {
        const std::string allowed = fmt::format("a {} from {} to {}", name_of(row.type), row.least, row.most);
        const double read = number(value, name, allowed);
        const bool whole = row.type != OptionType::whole || read == static_cast<double>(static_cast<long>(read));
        if (!whole || read < row.least || read > row.most)
            stop(value, fmt::format("{}: {} is not {}", name, value.Scalar(), allowed));
        if (auto* const* integer = std::get_if<int*>(&target)) **integer = static_cast<int>(read);
        if (auto* const* real = std::get_if<double*>(&target)) **real = read;
    }

    template <typename Owner>
    std::string checked_text(const OptionRow<Owner>& row, const std::string& name, const YAML::Node& value) const {
        const std::string& text = value.Scalar();
        if (row.type == OptionType::choice) {
            const auto choices = core::split(row.choices, '|');
            if (std::ranges::find(choices, std::string_view(text)) == choices.end()) {
                stop(value, fmt::format("{}: \"{}\" is not one of {}", name, text, row.choices));
            }
        }
        if (row.type == OptionType::url) {
            const auto url = core::Url::parse(text);
            if (!url) stop(value, fmt::format("{}: {}", name, url.error().message));
        }
        if (row.type == OptionType::selector) check_selector(value, name);
        return text;
    }

    void check_selector(const YAML::Node& value, const std::string& name) const {
        const auto selector = html::Selector::parse(value.Scalar());
        if (!selector) stop(value, fmt::format("{}: {}", name, selector.error().message));
    }
    void check_selectors(const YAML::Node& value, const std::string& name) const {
        if (value.IsScalar()) return check_selector(value, name);
        for (const auto& item : value) check_selector(item, name);
    }

    [[nodiscard]] double number(const YAML::Node& value, const std::string& name, const std::string& allowed) const {
        const std::string text = value.IsScalar() ? value.Scalar() : std::string();
        double read = 0;
        const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), read);
        if (text.empty() || !std::isfinite(read) || code != std::errc{} || end != text.data() + text.size())
            stop(value, fmt::format("{}: \"{}\" is not {}", name, text, allowed));
        return read;
    }

    [[nodiscard]] std::vector<std::string> text_list(const YAML::Node& value, const std::string& name) const {
        std::vector<std::string> out;
        if (value.IsNull()) return out;
        if (value.IsScalar()) return {value.Scalar()};
        if (!value.IsSequence()) stop(value, name + " must be a list of texts");
        for (const auto& item : value) {
            if (!item.IsScalar()) stop(item, name + " must be a list of texts");
            out.push_back(item.Scalar());
        }
        return out;
    }

    // What no single row can say: ids are unique and well formed, names have their short forms, domains are registrable
    // ones.
    void finish(Desk& desk) const {
        for (auto* address : {&desk.identity.url, &desk.serve.public_url}) {
            while (address->ends_with('/')) address->pop_back();
        }
        for (std::size_t i = 0; i < desk.topics.size(); ++i) {
            auto& topic = desk.topics[i];
            const bool plain = !topic.id.empty() && std::ranges::all_of(topic.id, [](char c) {
                return (c >= 'a' && c <= 'z') || core::is_digit(c) || c == '-';
            });
            const YAML::Node node = root_["topics"][i]["id"];
            if (!plain)
                stop(node,
                     fmt::format("topics[].id: \"{}\" may hold only small letters, digits and hyphens", topic.id));
            const auto first = std::ranges::find(desk.topics, topic.id, &model::Topic::id);
            if (first - desk.topics.begin() != static_cast<std::ptrdiff_t>(i))
                stop(node, fmt::format("topics[].id: \"{}\" stands twice", topic.id));
            if (topic.shortname.empty()) topic.shortname = topic.name;
        }
        for (const auto& rule : desk.junk) desk.scoring.junk[rule.name] = rule.points;
        finish_sites(desk);
        for (auto& organization : desk.organizations) {
            organization.is_known = true;
            organization.domain = core::registrable_domain(organization.domain);
            if (!organization.images.empty() && organization.images.front().url.empty()) organization.images.clear();
        }
    }

    // A domain is a host name, stands once, and says something.
    void finish_sites(Desk& desk) const {
        for (std::size_t i = 0; i < desk.sites.size(); ++i) {
            model::Site& site = desk.sites[i];
            const YAML::Node node = root_["sites"][i];
            const auto url = core::Url::parse("https://" + site.domain + "/");
            if (!url || url->path() != "/" || url->port() != 443 || url->host().find('.') == std::string::npos) {
                stop(node["domain"],
                     fmt::format("sites[].domain: \"{}\" is no domain; write it like example.org", site.domain));
            }
            site.domain = url->host();
            const auto first = std::ranges::find(desk.sites, site.domain, &model::Site::domain);
            if (first - desk.sites.begin() != static_cast<std::ptrdiff_t>(i))
                stop(node["domain"], fmt::format("sites[].domain: \"{}\" stands twice", site.domain));
            if (site.body.empty() && site.title.empty() && site.remove.empty())
                stop(node, fmt::format("sites[]: nothing is said about {}; give body, title or remove", site.domain));
        }
    }

    YAML::Node root_;
    std::string name_;
    std::vector<std::string> set_;       // Options seen in the map at hand.
    std::vector<std::string> desk_set_;  // Options of the desk itself.
};

}  // namespace

Desk default_desk() {
    Desk desk;
    for (const auto& row : desk_options()) {
        const OptionTarget target = row.target(desk);
        const std::string text(row.fallback);
        if (auto* const* string = std::get_if<std::string*>(&target)) **string = text;
        if (auto* const* truth = std::get_if<bool*>(&target)) **truth = text == "true";
        if (auto* const* whole = std::get_if<int*>(&target)) **whole = text.empty() ? 0 : std::stoi(text);
        if (auto* const* real = std::get_if<double*>(&target)) **real = text.empty() ? 0 : std::stod(text);
    }
    return desk;
}

Result<Desk> load_desk(std::string_view yaml, const std::string& name) {
    if (yaml.size() > max_desk_bytes)
        return fail(ErrorCode::too_large,
                    fmt::format("{} is larger than {} MiB; is it a desk file?", name, max_desk_bytes >> 20U));
    try {
        const YAML::Node root = YAML::Load(std::string(yaml));
        if (!root.IsDefined() || root.IsNull())
            return fail(ErrorCode::invalid, name + " is empty; `masthead init DIR` writes a desk to begin with");
        return Loader(root, name).load();
    } catch (const DeskError& error) {
        return fail(ErrorCode::invalid, error.message);
    } catch (const YAML::Exception& error) {
        return fail(ErrorCode::invalid, fmt::format("{}:{}:{}: not valid YAML: {}", name, error.mark.line + 1,
                                                    error.mark.column + 1, error.msg));
    }
}

Result<model::Topic> load_topic(std::string_view yaml, const std::string& name) {
    try {
        const YAML::Node root = YAML::Load(std::string(yaml));
        if (!root.IsMap()) return fail(ErrorCode::invalid, name + " is no map of `name: value` lines");
        model::Topic topic;
        const auto text = [&](const char* key) {
            return root[key] && root[key].IsScalar() ? root[key].Scalar() : std::string();
        };
        const auto texts = [&](const char* key) {
            std::vector<std::string> out;
            if (root[key] && root[key].IsSequence()) {
                for (const auto& item : root[key]) out.push_back(item.as<std::string>());
            }
            return out;
        };
        topic = {text("_id"),       text("name"),      text("shortname"), text("parent"),
                 texts("keywords"), texts("hashtags"), texts("images")};
        if (topic.name.empty()) return fail(ErrorCode::invalid, name + ": the topic has no name");
        return topic;
    } catch (const YAML::Exception& error) {
        return fail(ErrorCode::invalid, fmt::format("{}:{}:{}: not valid YAML: {}", name, error.mark.line + 1,
                                                    error.mark.column + 1, error.msg));
    }
}

}  // namespace masthead::config
