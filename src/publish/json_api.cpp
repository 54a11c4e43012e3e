// The API as files. Articles have the fields of the reference API in its order; what is our own (stories, quality,
// explanations) stands under api/stories/. A page is `{page, value[], nextPage}`, newest first.
#include "publish/coverage.h"
#include "publish/edition_view.h"
#include "publish/record_names.h"
#include "publish/related.h"
#include "publish/shared_words.h"
#include "publish/site_page.h"

#include <algorithm>
#include <map>
#include <span>

namespace masthead::publish {
namespace {

using core::Json;
using Names = std::unordered_map<std::string_view, RecordName>;

Json text_or_null(std::string_view text) {
    return text.empty() ? Json() : Json(text);
}

Json images_json(const EditionView& view, const std::vector<model::Image>& images) {
    Json list;
    for (const auto& image : images) {
        std::string address = view.image_address(image);
        if (address.empty()) continue;
        Json entry;
        entry.add("url", std::move(address)).add("width", image.width).add("height", image.height);
        entry.add("title", text_or_null(image.title))
            .add("attribution", text_or_null(image.attribution))
            .add("isCached", image.is_cached);
        list.push(std::move(entry));
    }
    return list;  // null without images, as the reference has it
}

Json provider_json(const EditionView& view, const model::Article& article) {
    Json authors;
    for (const auto& author : article.authors) authors.push(author);
    Json provider;
    provider.add("name", article.provider.name).add("domain", article.provider.domain);
    provider.add("images", images_json(view, article.provider.images))
        .add("publishers", Json())
        .add("authors", std::move(authors));
    return provider;
}

Json article_json(const EditionView& view, const Account& account, const Names& names) {
    const model::Article& article = *account.article;
    const auto name = names.find(article.id);
    Json topics{Json::Array{}};
    for (const auto& id : article.topics) {
        if (const auto* topic = view.topic(id)) topics.push(topic->name);
    }
    Json out;
    out.add("path", name == names.end() ? Json() : Json(name->second.record_path()));
    out.add("title", article.title).add("excerpt", article.excerpt).add("sourceUrl", text_or_null(article.source_url));
    out.add("webUrl", article.web_url).add("originalUrl", text_or_null(article.original_url));
    out.add("featuredContent", text_or_null(article.featured_content)).add("highlight", Json());
    out.add("heat", account.scored->heat.total_without("age"))
        .add("tags", Json())
        .add("images", images_json(view, article.images));
    out.add("content", "").add("type", model::name_of(article.type));
    out.add("ampWebUrl", text_or_null(article.amp_url)).add("cdnAmpWebUrl", text_or_null(article.cdn_amp_url));
    out.add("publishedDateTime", core::format_instant(article.published));
    out.add("updatedDateTime", article.modified ? Json(core::format_instant(*article.modified)) : Json());
    out.add("provider", provider_json(view, article));
    out.add("locale", article.language.empty() ? view.edition().desk.language : article.language);
    out.add("categories", Json{Json::Array{Json("news")}}).add("topics", std::move(topics));
    return out;
}

Json score_json(const model::Score& score) {
    Json terms{Json::Array{}};
    for (const auto& term : score.terms) {
        Json entry;
        entry.add("name", term.name).add("points", term.points).add("detail", text_or_null(term.detail));
        terms.push(std::move(entry));
    }
    Json out;
    out.add("total", score.total()).add("terms", std::move(terms));
    return out;
}

// What a list of stories tells of one.
Json story_summary(const EditionView& view, const StoryView& story) {
    Json topics{Json::Array{}};
    for (const auto& id : story.lead().topics) topics.push(id);
    const std::string path = story_path(story.story->id);
    Json out;
    out.add("id", story.story->id).add("title", story.title()).add("url", absolute_address(view.edition().desk, path));
    out.add("apiPath", "api/" + path)
        .add("webUrl", story.lead().web_url)
        .add("heat", story.heat)
        .add("quality", story.quality);
    out.add("articles", story.accounts.size()).add("owners", story.voices).add("copies", story.copies);
    out.add("firstPublishedDateTime", core::format_instant(story.first))
        .add("lastPublishedDateTime", core::format_instant(story.last));
    out.add("topics", std::move(topics));
    return out;
}

Json member_json(const EditionView& view, const Account& account, const Names& names) {
    Json out = article_json(view, account, names);
    out.add("id", account.article->id).add("owner", account.article->provider.voice());
    out.add("duplicateOf", text_or_null(account.scored->duplicate_of));
    out.add("quality", score_json(account.scored->quality)).add("explanation", score_json(account.scored->heat));
    return out;
}

Json revisions_json(const EditionView& view, const StoryView& story) {
    Json list{Json::Array{}};
    for (const auto& account : story.accounts) {
        for (const auto* revision : view.revisions_of(account.article->id)) {
            Json entry;
            entry.add("article", revision->article_id).add("until", core::format_instant(revision->at));
            entry.add("title", revision->title).add("excerpt", revision->excerpt);
            list.push(std::move(entry));
        }
    }
    return list;
}

Json link_json(const model::StoryLink& link) {
    Json shared{Json::Array{}};
    for (const auto& term : link.shared) {
        Json entry;
        entry.add("word", term.word).add("points", term.points).add("isName", term.is_name);
        shared.push(std::move(entry));
    }
    Json out;
    out.add("strength", link.strength).add("likeness", link.likeness);
    return out.add("secondsApart", std::int64_t{link.apart.count()}).add("shared", std::move(shared));
}

// The accounts that lie around a story's lead, each with how it lies: the same story, a chapter of its thread, nearby.
Json related_json(const EditionView& view, const StoryView& story, const StoryWeb& web, const Names& names) {
    Json related{Json::Array{}};
    for (const auto& one : related_of(web, story, view.options().related_limit)) {
        Json entry = member_json(view, *one.account, names);
        entry.add("relation", name_of(one.relation)).add("story", one.story->story->id);
        entry.add("link", one.link == nullptr ? Json() : link_json(*one.link));
        related.push(std::move(entry));
    }
    return related;
}

// Everything that is in the story, in short; the lead first.
Json members_json(const StoryView& story) {
    Json members{Json::Array{}};
    for (const auto& account : story.accounts) {
        Json entry;
        entry.add("id", account.article->id).add("webUrl", account.article->web_url);
        entry.add("title", account.article->title).add("owner", account.article->provider.voice());
        entry.add("publishedDateTime", core::format_instant(account.article->published));
        entry.add("duplicateOf", text_or_null(account.scored->duplicate_of))
            .add("quality", account.scored->quality.total());
        members.push(std::move(entry));
    }
    return members;
}

// The published chapters of its thread, oldest first; null where it is in none.
Json thread_json(const EditionView& view, const StoryView& story, const StoryWeb& web) {
    const auto chapters = web.thread_of(story);
    if (chapters.empty()) return {};
    Json list{Json::Array{}};
    for (const auto* chapter : chapters) {
        const std::string path = story_path(chapter->story->id);
        Json entry;
        entry.add("id", chapter->story->id).add("title", chapter->title());
        entry.add("url", absolute_address(view.edition().desk, path)).add("apiPath", "api/" + path);
        entry.add("firstPublishedDateTime", core::format_instant(chapter->first))
            .add("lastPublishedDateTime", core::format_instant(chapter->last));
        entry.add("articles", chapter->accounts.size()).add("owners", chapter->voices);
        entry.add("isThis", chapter == &story);
        list.push(std::move(entry));
    }
    Json out;
    return out.add("chapters", std::move(list));
}

Json story_json(const EditionView& view, const StoryView& story, const StoryWeb& web, const Names& names) {
    const auto& lead = *story.accounts.front().scored;
    Json shared{Json::Array{}};
    for (const auto& word : shared_words(story, {}).words) {
        Json entry;
        entry.add("word", word.surface).add("articles", word.accounts);
        shared.push(std::move(entry));
    }
    const auto counted = coverage_of(story, view.at(), {});
    Json bars{Json::Array{}};
    for (const int bar : counted.bars) bars.push(bar);
    Json coverage;
    coverage.add("start", core::format_instant(counted.start))
        .add("barSeconds", std::int64_t{counted.width.count()})
        .add("bars", std::move(bars));
    Json explanation;
    explanation.add("heat", score_json(lead.heat))
        .add("quality", score_json(lead.quality))
        .add("sharedWords", std::move(shared));
    Json out = story_summary(view, story);
    out.add("explanation", std::move(explanation)).add("coverage", std::move(coverage));
    out.add("lead", member_json(view, story.accounts.front(), names))
        .add("related", related_json(view, story, web, names));
    out.add("members", members_json(story)).add("thread", thread_json(view, story, web));
    out.add("revisions", revisions_json(view, story));
    return out;
}

// Two levels deeper: where an entry stands in a page. JSON has no line break inside a string, so every one is layout.
std::string indented(const std::string& json) {
    std::string out;
    out.reserve(json.size() + json.size() / 4);
    for (const char c : json) {
        out += c;
        if (c == '\n') out += "    ";
    }
    return out;
}

std::vector<const std::string*> pointers_to(const std::vector<std::string>& entries) {
    std::vector<const std::string*> pointers;
    pointers.reserve(entries.size());
    for (const auto& entry : entries) pointers.push_back(&entry);
    return pointers;
}

// Writes `entries` (already indented) as pages below `folder`.
core::Result<void> write_pages(std::string_view folder, std::span<const std::string* const> entries,
                               std::size_t page_size, const FileSink& sink) {
    const std::size_t size = std::max<std::size_t>(page_size, 1);
    const std::size_t pages = std::max<std::size_t>((entries.size() + size - 1) / size, 1);
    for (std::size_t page = 1; page <= pages; ++page) {
        const auto on_page = entries.subspan((page - 1) * size, std::min(size, entries.size() - (page - 1) * size));
        std::string out = "{\n  \"page\": " + std::to_string(page) + ",\n  \"value\": [";
        for (std::size_t i = 0; i < on_page.size(); ++i) out.append(i == 0 ? "\n    " : ",\n    ").append(*on_page[i]);
        out += on_page.empty() ? "]" : "\n  ]";
        out += ",\n  \"nextPage\": " + (page < pages ? std::to_string(page + 1) : std::string("null")) + "\n}";
        const std::string place = page == 1 ? "" : "page/" + std::to_string(page) + "/";
        if (auto done = sink({std::string(folder) + place + "index.json", std::move(out)}); !done) return done;
    }
    return {};
}

struct NewsItem {
    const model::Article* article = nullptr;
    std::string entry;
};

core::Result<void> write_news(const EditionView& view, const Names& names, const FileSink& sink) {
    std::vector<NewsItem> news;
    news.reserve(view.by_date().size());
    for (const auto* story : view.by_date()) {
        const std::string json = article_json(view, story->accounts.front(), names).dump(2);
        news.push_back({&story->lead(), indented(json)});
        const auto name = names.find(story->lead().id);
        if (name == names.end()) continue;
        if (auto done = sink({name->second.api_path() + "index.json", json}); !done) return done;
    }
    std::vector<const std::string*> all;
    all.reserve(news.size());
    std::map<std::string_view, std::vector<const std::string*>> by_topic;
    for (const auto& item : news) {
        all.push_back(&item.entry);
        for (const auto& id : item.article->topics) by_topic[id].push_back(&item.entry);
    }
    if (auto done = write_pages("api/news/", all, view.options().page_size, sink); !done) return done;
    for (const auto& topic : view.edition().topics) {
        const std::string folder = "api/news/" + topic_path(topic.id).substr(std::string_view("topics/").size());
        if (auto done = write_pages(folder, by_topic[topic.id], view.options().page_size, sink); !done) return done;
    }
    return {};
}

core::Result<void> write_stories(const EditionView& view, const Names& names, const FileSink& sink) {
    const StoryWeb web(view);
    std::vector<std::string> entries;
    entries.reserve(view.by_date().size());
    for (const auto* story : view.by_date()) {
        entries.push_back(indented(story_summary(view, *story).dump(2)));
        if (auto done = sink(
                {"api/" + story_path(story->story->id) + "index.json", story_json(view, *story, web, names).dump(2)});
            !done)
            return done;
    }
    for (const auto& redirect : view.settled_redirects()) {
        Json moved;
        moved.add("id", redirect.from).add("movedTo", redirect.to).add("apiPath", "api/" + story_path(redirect.to));
        if (auto done = sink({"api/" + story_path(redirect.from) + "index.json", moved.dump(2)}); !done) return done;
    }
    return write_pages("api/stories/", pointers_to(entries), view.options().page_size, sink);
}

Json strings(const std::vector<std::string>& values) {
    Json list{Json::Array{}};
    for (const auto& value : values) list.push(value);
    return list;
}

core::Result<void> write_topics(const EditionView& view, const FileSink& sink) {
    std::vector<std::string> entries;
    for (const auto& topic : view.edition().topics) {
        Json out;
        out.add("id", topic.id)
            .add("name", topic.name)
            .add("shortname", text_or_null(topic.shortname))
            .add("parent", text_or_null(topic.parent));
        out.add("keywords", strings(topic.keywords))
            .add("hashtags", strings(topic.hashtags))
            .add("images", strings(topic.images));
        out.add("stories", view.of_topic(topic.id).size());
        const std::string path = topic_path(topic.id);
        out.add("url", absolute_address(view.edition().desk, path));
        out.add("news", "api/news/" + path.substr(std::string_view("topics/").size()));
        const std::string json = out.dump(2);
        if (auto done = sink({"api/" + path + "index.json", json}); !done) return done;
        entries.push_back(indented(json));
    }
    return write_pages("api/topics/", pointers_to(entries), view.options().page_size, sink);
}

}  // namespace

core::Result<void> write_json_api(const model::Edition& edition, const PublishOptions& options, const FileSink& sink) {
    const EditionView view(edition, options);
    const Names names = name_records(edition);
    if (auto done = write_news(view, names, sink); !done) return done;
    if (auto done = write_stories(view, names, sink); !done) return done;
    return write_topics(view, sink);
}

}  // namespace masthead::publish
