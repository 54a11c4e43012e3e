#include "page/linked_data.h"

#include "core/ascii.h"
#include "core/json.h"
#include "page/json_repair.h"
#include "text/html_text.h"

#include <algorithm>
#include <map>

namespace masthead::page {
namespace {

using core::Json;

constexpr int max_depth = 12;             // Of objects inside objects that are looked through.
constexpr std::size_t max_things = 2000;  // Objects of a page that are remembered.
constexpr std::size_t max_names = 32;
constexpr core::JsonLimits repaired_limits{.max_depth = 48, .max_bytes = std::size_t{4} << 20U};
constexpr core::JsonLimits limits{.max_depth = 48, .max_bytes = std::size_t{1} << 20U};

// From the first bracket to the last: what templates put around it does not need the repairer.
std::string_view unwrap(std::string_view script) {
    const std::size_t begin = script.find_first_of("{[");
    const std::size_t end = script.find_last_of("}]");
    if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return {};
    return script.substr(begin, end + 1 - begin);
}

// Whether repairing left a thing of the vocabulary.
bool says_anything(const Json& value, int depth) {  // NOLINT(misc-no-recursion): depth
    if (value.find("@type") != nullptr || value.find("@graph") != nullptr) return true;
    return depth > 0 &&
           std::ranges::any_of(value.array(), [&](const Json& one) { return says_anything(one, depth - 1); });
}

std::optional<Json> parse(std::string_view script) {
    if (auto value = core::parse_json(unwrap(script), limits)) return std::move(*value);
    auto value = core::parse_json(repair_json(script), repaired_limits);
    if (!value || !says_anything(*value, 3)) return std::nullopt;
    return std::move(*value);
}

std::string_view type_of(const Json& thing) {
    const Json& type = thing["@type"];
    if (type.is_string()) return type.string();
    return type.array().empty() ? std::string_view() : type.array().front().string();
}

bool is_article_type(std::string_view type) {
    const std::size_t slash = type.rfind('/');
    if (slash != std::string_view::npos) type.remove_prefix(slash + 1);
    return type.ends_with("Article") || type.ends_with("BlogPosting") || type == "Report" || type == "Review" ||
           type == "Posting" || type.ends_with("NewsArticle") || type == "Recipe" || type == "ArticlePage";
}

std::string clean(std::string_view value) {
    return text::plain_line(value);
}

class Reader {
  public:
    Reader(std::vector<Json> documents, std::string_view title) : documents_(std::move(documents)), title_(title) {
        for (const Json& document : documents_) collect(document, 0);
    }

    LinkedArticle read() {
        const Json* best = choose();
        LinkedArticle article;
        if (best != nullptr) fill(*best, article);
        fill_gaps(article);
        find_other_dates(article);
        for (const Json* thing : things_) {
            const std::string_view type = type_of(*thing);
            const bool is_known = std::ranges::find(article.page_types, type) != article.page_types.end();
            if (!type.empty() && !is_known && article.page_types.size() < max_names)
                article.page_types.emplace_back(type);
        }
        return article;
    }

  private:
    void collect(const Json& value, int depth) {  // NOLINT(misc-no-recursion): max_depth
        if (depth > max_depth || things_.size() >= max_things) return;
        if (value.is_array()) {
            for (const Json& element : value.array()) collect(element, depth + 1);
            return;
        }
        if (!value.is_object()) return;
        things_.push_back(&value);
        const std::string_view id = value["@id"].string();
        if (!id.empty() && value.object().size() > 1) by_id_.try_emplace(id, &value);
        for (const auto& [key, member] : value.object()) {
            if (key == "@graph" || key == "mainEntity" || key == "mainEntityOfPage" || key == "author" ||
                key == "publisher" || key == "image" || key == "video" || key == "hasPart" || key == "liveBlogUpdate" ||
                key == "itemReviewed") {
                if (key != "liveBlogUpdate") collect(member, depth + 1);
            }
        }
    }

    // The article whose headline is the page's; else the first that has a headline and a date; else the first.
    [[nodiscard]] const Json* choose() const {
        const Json* best = nullptr;
        int best_points = 0;
        for (const Json* thing : things_) {
            if (!is_article_type(type_of(*thing))) continue;
            int points = 1;
            const std::string headline = clean((*thing)["headline"].string());
            if (!headline.empty()) points += 2;
            if (!title_.empty() && !headline.empty() && (headline.starts_with(title_) || title_.starts_with(headline)))
                points += 4;
            if ((*thing)["datePublished"].is_string()) points += 1;
            if (points > best_points) {
                best = thing;
                best_points = points;
            }
        }
        return best;
    }

    [[nodiscard]] const Json& resolve(const Json& value) const {
        // NOLINTNEXTLINE(bugprone-return-const-ref-from-parameter): a value is a part of the parsed document.
        if (!value.is_object() || value.object().size() > 1) return value;
        const auto found = by_id_.find(value["@id"].string());
        return found == by_id_.end() ? value : *found->second;
    }

    [[nodiscard]] static std::string_view text_of(const Json& value) {
        if (value.is_string()) return value.string();
        if (value.is_array() && !value.array().empty()) return text_of_object(value.array().front());
        return text_of_object(value);
    }
    [[nodiscard]] static std::string_view text_of_object(const Json& value) {
        if (value.is_string()) return value.string();
        for (const std::string_view key : {"name", "url", "@value", "@id"}) {
            if (value[key].is_string()) return value[key].string();
        }
        return {};
    }

    void add_names(const Json& value, std::vector<std::string>& names) const {
        if (names.size() >= max_names) return;
        if (value.is_array()) {
            for (const Json& element : value.array()) {
                if (!element.is_array()) add_names_of_one(element, names);
            }
            return;
        }
        add_names_of_one(value, names);
    }
    void add_names_of_one(const Json& value, std::vector<std::string>& names) const {
        const Json& thing = resolve(value);
        const Json& name = thing.is_string() ? thing : thing["name"];
        if (name.is_string()) names.push_back(clean(name.string()));
        for (const Json& element : name.array()) names.push_back(clean(element.string()));
    }

    void add_organizations(const Json& value, std::vector<std::string>& names) const {
        const auto add_one = [&](const Json& one) {
            const Json& thing = resolve(one);
            if (type_of(thing).ends_with("Organization") && names.size() < max_names) add_names_of_one(thing, names);
        };
        if (value.is_object()) add_one(value);
        for (const Json& element : value.array()) add_one(element);
    }

    static void add_keywords(const Json& value, std::vector<std::string>& keywords) {
        if (value.is_string()) {
            for (const std::string_view piece : core::split(value.string(), ',')) {
                std::string keyword = clean(piece);
                if (!keyword.empty()) keywords.push_back(std::move(keyword));
            }
        }
        for (const Json& element : value.array()) {
            std::string keyword = clean(element.is_string() ? element.string() : element["name"].string());
            if (!keyword.empty()) keywords.push_back(std::move(keyword));
        }
    }

    static int pixels(const Json& value) {
        if (value.is_number()) return static_cast<int>(std::clamp<std::int64_t>(value.integer(), 0, 100000));
        const std::string_view text = value.is_object() ? value["value"].string() : value.string();
        int number = 0;
        for (const char c : text.substr(0, 5)) {
            if (!core::is_digit(c)) break;
            number = number * 10 + (c - '0');
        }
        return number;
    }

    void add_images(const Json& value, std::vector<model::Image>& images) const {
        if (images.size() >= max_names) return;
        const auto add_one = [&](const Json& one) {
            const Json& thing = resolve(one);
            model::Image image;
            image.url = thing.is_string() ? thing.string() : text_of(thing["url"]);
            if (image.url.empty()) image.url = thing["contentUrl"].string();
            if (image.url.empty()) return;
            image.width = pixels(thing["width"]);
            image.height = pixels(thing["height"]);
            images.push_back(std::move(image));
        };
        if (value.is_array()) {
            for (const Json& element : value.array()) add_one(element);
        } else if (!value.is_null()) {
            add_one(value);
        }
    }

    static std::optional<bool> truth_of(const Json& value) {
        if (value.is_string()) return !core::equals_ignoring_case(core::trim(value.string()), "false");
        if (value.is_null() || value.is_object() || value.is_array()) return std::nullopt;
        return value.is_number() ? value.integer() != 0 : value.boolean(true);
    }

    void fill(const Json& thing, LinkedArticle& article) const {
        article.type = type_of(thing);
        article.headline = clean(thing["headline"].is_string() ? thing["headline"].string() : thing["name"].string());
        article.description = clean(thing["description"].string());
        article.body = thing["articleBody"].string();
        article.published = thing["datePublished"].string();
        article.modified = thing["dateModified"].string();
        article.section = clean(text_of(thing["articleSection"]));
        article.url = text_of(thing["url"]);
        if (article.url.empty())
            article.url = thing["mainEntityOfPage"].is_string() ? thing["mainEntityOfPage"].string()
                                                                : thing["mainEntityOfPage"]["@id"].string();
        article.language = thing["inLanguage"].string();
        article.is_free = truth_of(thing["isAccessibleForFree"]);
        add_names(thing["author"], article.authors);
        if (article.authors.empty()) add_names(thing["creator"], article.authors);
        std::vector<std::string> publishers;
        add_names(thing["publisher"], publishers);
        if (!publishers.empty()) article.publisher = publishers.front();
        add_organizations(thing["author"], article.organizations);
        for (const auto& key : {"publisher", "sourceOrganization", "copyrightHolder"}) {
            const Json& publisher = resolve(thing[key]);
            if (article.logos.empty()) add_images(publisher["logo"], article.logos);
        }
        article.license = text_of(resolve(thing["license"]));
        add_keywords(thing["keywords"], article.keywords);
        add_images(thing["image"], article.images);
    }

    // What only other things of the page say: the player of a video, dates on the page itself.
    void fill_gaps(LinkedArticle& article) const {
        for (const Json* thing : things_) {
            const std::string_view type = type_of(*thing);
            if (type == "VideoObject" && article.video.empty()) {
                article.video = (*thing)["embedUrl"].string();
                if (article.video.empty()) article.video = (*thing)["contentUrl"].string();
                if (article.type.empty()) {
                    article.is_video = true;
                    fill(*thing, article);
                    if (article.published.empty()) article.published = (*thing)["uploadDate"].string();
                    add_images((*thing)["thumbnailUrl"], article.images);
                }
            }
            if (type.ends_with("WebPage") || type.ends_with("ItemPage")) {
                if (article.published.empty()) article.published = (*thing)["datePublished"].string();
                if (article.modified.empty()) article.modified = (*thing)["dateModified"].string();
                if (article.description.empty()) article.description = clean((*thing)["description"].string());
                if (article.license.empty()) article.license = text_of((*thing)["license"]);
            }
            if (type.ends_with("Organization") && article.logos.empty()) add_images((*thing)["logo"], article.logos);
        }
        // Recipes, products, events: pages that are no articles have a day too.
        for (const Json* thing : things_) {
            if (!article.type.empty() || !article.published.empty()) break;
            if (!type_of(*thing).ends_with("Comment")) article.published = (*thing)["datePublished"].string();
        }
    }

    [[nodiscard]] bool is_about(const Json& thing, const LinkedArticle& article) const {
        const std::string_view type = type_of(thing);
        if (type.ends_with("WebPage") || type.ends_with("ItemPage")) return true;
        const std::string headline = clean(thing["headline"].string());
        return is_article_type(type) && !headline.empty() && (headline == article.headline || headline == title_);
    }

    // Plugins write a block each, and not every one knows when the article came out.
    void find_other_dates(LinkedArticle& article) const {
        constexpr std::size_t most = 4;
        auto& others = article.other_published;
        for (const Json* thing : things_) {
            const std::string_view date = (*thing)["datePublished"].string();
            if (date.empty() || date == article.published || others.size() == most) continue;
            if (std::ranges::find(others, date) == others.end() && is_about(*thing, article)) others.emplace_back(date);
        }
    }

    std::vector<Json> documents_;
    std::string_view title_;
    std::vector<const Json*> things_;
    std::map<std::string_view, const Json*> by_id_;
};

}  // namespace

LinkedData read_linked_data(std::span<const std::string_view> scripts, std::string_view title) {
    LinkedData found;
    std::vector<Json> documents;
    for (const std::string_view script : scripts) {
        if (auto document = parse(script))
            documents.push_back(std::move(*document));
        else if (!core::trim(script).empty())
            ++found.broken;
    }
    if (!documents.empty()) found.article = Reader(std::move(documents), title).read();
    return found;
}

}  // namespace masthead::page
