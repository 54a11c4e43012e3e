#include "store/sqlite/rows.h"

#include "core/json.h"

namespace masthead::store::sqlite {

namespace {

using core::Json;

Json texts(const std::vector<std::string>& list) {
    Json::Array out;
    for (const auto& text : list) out.emplace_back(text);
    return out;
}

std::vector<std::string> read_texts(const Json& json) {
    std::vector<std::string> out;
    for (const auto& item : json.array()) out.emplace_back(item.string());
    return out;
}

Json images_json(const std::vector<model::Image>& images) {
    Json::Array out;
    for (const auto& image : images) {
        Json item;
        item.add("url", image.url).add("width", image.width).add("height", image.height);
        if (image.is_cached) item.add("isCached", true);
        if (!image.title.empty()) item.add("title", image.title);
        if (!image.attribution.empty()) item.add("attribution", image.attribution);
        out.push_back(std::move(item));
    }
    return out;
}

std::vector<model::Image> read_images(const Json& json) {
    std::vector<model::Image> out;
    for (const auto& item : json.array()) {
        out.push_back({std::string(item["url"].string()), static_cast<int>(item["width"].integer()),
                       static_cast<int>(item["height"].integer()), item["isCached"].boolean(),
                       std::string(item["title"].string()), std::string(item["attribution"].string())});
    }
    return out;
}

}  // namespace

std::string lists_of(const model::Article& article) {
    const auto& provider = article.provider;
    Json json;
    json.add("authors", texts(article.authors));
    json.add("keywords", texts(article.keywords));
    json.add("topics", texts(article.topics));
    json.add("notes", texts(article.notes));
    json.add("images", images_json(article.images));
    Json owner;
    owner.add("domain", provider.domain).add("name", provider.name).add("owner", provider.owner);
    owner.add("known", provider.is_known)
        .add("official", provider.is_official)
        .add("images", images_json(provider.images));
    json.add("provider", std::move(owner));
    return json.dump();
}

void read_lists(std::string_view text, model::Article& article) {
    const auto json = core::parse_json(text);
    if (!json) return;  // Written by us alone; a damaged row still gives its columns.
    article.authors = read_texts((*json)["authors"]);
    article.keywords = read_texts((*json)["keywords"]);
    article.topics = read_texts((*json)["topics"]);
    article.notes = read_texts((*json)["notes"]);
    article.images = read_images((*json)["images"]);
    const Json& provider = (*json)["provider"];
    article.provider = {std::string(provider["domain"].string()),
                        std::string(provider["name"].string()),
                        std::string(provider["owner"].string()),
                        read_images(provider["images"]),
                        provider["known"].boolean(),
                        provider["official"].boolean()};
}

// [["known",20,"..."],...]: written at once, without a document in between, for a rescore writes all of them.
std::string terms_of(const model::Score& score) {
    constexpr std::size_t bytes_a_term = 64;
    std::string out;
    out.reserve(score.terms.size() * bytes_a_term);
    out += '[';
    for (const auto& term : score.terms) {
        out += out.size() > 1 ? ",[" : "[";
        core::append_json_string(out, term.name);
        out += ',';
        out += std::to_string(term.points);
        out += ',';
        core::append_json_string(out, term.detail);
        out += ']';
    }
    out += ']';
    return out;
}

model::Score read_terms(std::string_view text) {
    model::Score score;
    const auto json = core::parse_json(text);
    if (!json) return score;
    for (const auto& item : json->array()) {
        if (item.array().size() != 3) continue;
        score.terms.push_back({std::string(item.array()[0].string()), static_cast<int>(item.array()[1].integer()),
                               std::string(item.array()[2].string())});
    }
    return score;
}

std::string origins_of(const std::vector<model::ValueOrigin>& origins) {
    Json::Array out;
    for (const auto& origin : origins) out.emplace_back(Json::Array{Json(origin.value), Json(origin.origin)});
    return Json(std::move(out)).dump();
}

std::vector<model::ValueOrigin> read_origins(std::string_view text) {
    std::vector<model::ValueOrigin> origins;
    const auto json = core::parse_json(text);
    if (!json) return origins;
    for (const auto& item : json->array()) {
        if (item.array().size() == 2)
            origins.push_back({std::string(item.array()[0].string()), std::string(item.array()[1].string())});
    }
    return origins;
}

model::Article read_article(const Statement& row) {
    model::Article article;
    int column = 0;
    for (std::string* field : {&article.id, &article.web_url, &article.original_url, &article.amp_url,
                               &article.cdn_amp_url, &article.title, &article.excerpt, &article.language}) {
        *field = row.text(column++);
    }
    article.type = row.text_view(column++) == "video" ? model::ArticleType::video : model::ArticleType::article;
    article.featured_content = row.text(column++);
    article.published = core::from_unix(row.number(column++));
    const auto origin = row.text_view(column++);
    article.date_origin = origin == "feed"   ? model::DateOrigin::feed
                          : origin == "page" ? model::DateOrigin::page
                                             : model::DateOrigin::first_seen;
    if (!row.is_null(column)) article.modified = core::from_unix(row.number(column));
    ++column;
    article.first_seen = core::from_unix(row.number(column++));
    article.section = row.text(column++);
    article.source_url = row.text(column++);
    read_lists(row.text_view(column++), article);
    article.is_removed = row.number(column++) != 0;
    article.page_kind = row.text(column++);
    return article;
}

}  // namespace masthead::store::sqlite
