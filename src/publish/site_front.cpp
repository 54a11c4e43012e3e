// The front page: one lead story, three with their coverage, rows, headlines; beside them what is hot and why, what
// changed, and what is new on the other topics. Every part is left out where there is nothing to put in it; the style
// sheet lets the grid collapse.
#include "core/stable_order.h"
#include "publish/coverage.h"
#include "publish/phrases.h"
#include "publish/site.h"
#include "publish/site_parts.h"

#include <algorithm>
#include <unordered_set>

namespace masthead::publish {
namespace {

struct FrontLimits {
    std::size_t voices = 4;  // Other owners below the lead story.
    std::size_t cards = 3;
    std::size_t rows = 7;
    std::size_t headlines = 24;  // Behind them the archive has the rest.
    std::size_t hottest = 5;
    std::size_t terms = 4;  // Of each of the hottest.
    std::size_t changes = 5;
    std::size_t topic_news = 6;
    std::chrono::hours change_age{72};
};
constexpr FrontLimits limits;

using Stories = std::span<const StoryView* const>;

// One account an owner, the best first, that adds something: no copy, no repeated headline, not the lead's owner.
std::vector<const model::Article*> other_voices(const StoryView& story) {
    std::vector<const model::Article*> voices;
    std::unordered_set<std::string_view> owners = {story.lead().provider.voice()};
    std::unordered_set<std::string_view> titles = {story.lead().title};
    for (const auto& account : story.accounts) {
        if (voices.size() == limits.voices) break;
        if (account.is_copy() || titles.contains(account.article->title)) continue;
        if (!owners.insert(account.article->provider.voice()).second) continue;
        titles.insert(account.article->title);
        voices.push_back(account.article);
    }
    return voices;
}

void write_lead(Page& page, const StoryView& story) {
    auto& out = page.body();
    write_lead_opening(page, story);
    out.raw(", first reported ");
    write_time(page, story.first, ago(story.first, page.view().at()));
    out.raw("</p>");
    if (const auto voices = other_voices(story); !voices.empty()) {
        out.raw("<ul class=\"also\">");
        for (const auto* article : voices) {
            out.raw("<li>").tag("span").set("class", "src").set("title", article->provider.name);
            out.text(article->provider.name).raw("</span>");
            write_link_out(page, *article);
            out.raw("</li>");
        }
        out.raw("</ul>");
    }
    out.raw("</div>");
    out.raw("</article>\n");
}

void write_cards(Page& page, Stories stories) {
    if (stories.empty()) return;
    auto& out = page.body();
    out.raw("<div class=\"grid\">");
    for (const auto* story : stories) {
        out.raw("<article class=\"card\">");
        write_kicker(page, *story);
        out.raw("<h3>");
        write_headline(page, *story);
        out.raw("</h3>");
        if (const auto summary = summary_of(story->lead(), 150); !summary.empty()) {
            out.tag("p").set("class", "sum").set("dir", "auto");
            out.text(summary).raw("</p>");
        }
        out.raw("<p class=\"meta\">");
        write_sources(page, *story);
        out.raw(", ").text(trend_of(*story, page.view().at())).raw("</p>");
        write_coverage(out, coverage_of(*story, page.view().at(), {}));
        out.raw("</article>\n");
    }
    out.raw("</div>\n");
}

void write_rows(Page& page, Stories stories) {
    if (stories.empty()) return;
    page.body().raw("<div class=\"rows\">");
    for (const auto* story : stories) write_row(page, *story, HeadingLevel::third);
    page.body().raw("</div>\n");
}

void write_headlines(Page& page, Stories stories) {
    if (stories.empty()) return;
    auto& out = page.body();
    const std::size_t shown = std::min(stories.size(), limits.headlines);
    out.raw("<section class=\"more\" aria-labelledby=\"more\"><h2 id=\"more\">More headlines</h2><ul>");
    for (const auto* story : stories.first(shown)) {
        out.raw("<li>");
        write_headline(page, *story);
        out.raw("<span class=\"meta\">").text(story->lead().provider.name).raw(", ");
        out.text(ago(story->first, page.view().at())).raw("</span></li>");
    }
    out.raw("</ul>");
    if (shown < stories.size()) {
        out.raw("<p class=\"meta\">").tag("a").href(page.to("archive/"));
        out.text(counted(static_cast<std::int64_t>(stories.size() - shown), "further story", "further stories"))
            .raw(", by day</a></p>");
    }
    out.raw("</section>\n");
}

void write_hottest(Page& page, Stories stories) {
    if (stories.empty()) return;
    auto& out = page.body();
    out.raw("<section aria-labelledby=\"hot\"><h2 id=\"hot\">Hottest now, and why</h2><ol class=\"hot\">");
    for (const auto* story : stories.first(std::min(stories.size(), limits.hottest))) {
        out.raw("<li><div><h3>");
        write_headline(page, *story);
        out.raw("</h3>");
        write_terms(page, story->accounts.front().scored->heat, limits.terms);
        out.raw("</div></li>");
    }
    out.raw("</ol></section>\n");
}

struct FrontChange {
    TitleChange change;
    const StoryView* story = nullptr;
};

// The newest title changes of the stories on the page: at most one of a story, or one busy desk would fill the list.
std::vector<FrontChange> newest_changes(const EditionView& view) {
    std::vector<FrontChange> changes;
    for (const auto* story : view.by_heat()) {
        const auto of_story = title_changes(view, *story);
        if (!of_story.empty() && view.at() - of_story.back().at < limits.change_age)
            changes.push_back({of_story.back(), story});
    }
    core::sort_stably(changes, [](const auto& left, const auto& right) { return left.change.at > right.change.at; });
    if (changes.size() > limits.changes) changes.resize(limits.changes);
    return changes;
}

void write_changes(Page& page) {
    const auto changes = newest_changes(page.view());
    if (changes.empty()) return;
    auto& out = page.body();
    out.raw(
        "<section aria-labelledby=\"changed\"><h2 id=\"changed\">Changed since published</h2><ul class=\"changed\">");
    for (const auto& [change, story] : changes) {
        out.raw("<li>").tag("a").href(page.to(story_path(story->story->id))).set("dir", "auto");
        write_title_change(page, change.before, change.after);
        out.raw("</a><p class=\"meta\">").text(change.article->provider.name).raw(", title changed after ");
        out.text(duration_phrase(change.at - change.article->published)).raw("</p></li>");
    }
    out.raw("</ul></section>\n");
}

struct TopicNews {
    const StoryView* story = nullptr;
    const model::Topic* topic = nullptr;
};

// The newest story of each topic that is not among `shown`.
std::vector<TopicNews> topic_news(const EditionView& view, Stories shown) {
    std::vector<TopicNews> news;
    std::unordered_set<const StoryView*> taken(shown.begin(), shown.end());
    for (const auto* topic : view.live_topics()) {
        const StoryView* newest = nullptr;
        for (const auto* story : view.of_topic(topic->id)) {
            if (!taken.contains(story) && (newest == nullptr || story->last > newest->last)) newest = story;
        }
        if (newest == nullptr) continue;
        taken.insert(newest);
        news.push_back({newest, topic});
    }
    core::sort_stably(news, [](const auto& left, const auto& right) { return left.story->last > right.story->last; });
    if (news.size() > limits.topic_news) news.resize(limits.topic_news);
    return news;
}

// One story, one place: what stands beside the page is not listed below it.
std::vector<const StoryView*> without(Stories stories, const std::vector<TopicNews>& news) {
    std::unordered_set<const StoryView*> shown;
    for (const auto& entry : news) shown.insert(entry.story);
    std::vector<const StoryView*> rest;
    std::copy_if(stories.begin(), stories.end(), std::back_inserter(rest),
                 [&](const auto* story) { return !shown.contains(story); });
    return rest;
}

void write_topic_news(Page& page, const std::vector<TopicNews>& news) {
    if (news.empty()) return;
    auto& out = page.body();
    out.raw("<section aria-labelledby=\"new\"><h2 id=\"new\">New on the topics</h2><ul class=\"changed\">");
    for (const auto& [story, topic] : news) {
        out.raw("<li>");
        write_headline(page, *story);
        out.raw("<p class=\"meta\"><b class=\"topic\">").text(topic->name).raw("</b>, ");
        out.text(counted(story->voices, "owner", "owners")).raw(", ").text(ago(story->last, page.view().at()));
        out.raw("</p></li>");
    }
    out.raw("</ul></section>\n");
}

void write_empty_day(Page& page) {
    auto& out = page.body();
    const auto& edition = page.view().edition();
    out.raw("<section class=\"quiet\"><h2>No story has reached the front page</h2><p class=\"sum\">");
    if (edition.read_today > 0) {
        out.text("The desk read " + counted(edition.read_today, "article", "articles") + " from " +
                 counted(edition.providers_today, "provider", "providers") +
                 " today, and none met its bar. That happens on quiet days.");
    } else {
        out.raw("Nothing new has been published by the sources of this desk in the last 24 hours.");
    }
    out.raw("</p><p class=\"meta\">").tag("a").href(page.to("about/"));
    out.raw("How stories are chosen</a></p></section>\n");
}

void write_stories(Page& page) {
    const Stories stories = page.view().by_heat();
    if (stories.empty()) {
        write_empty_day(page);
        return;
    }
    const std::size_t cards = std::min(limits.cards, stories.size() - 1);
    const std::size_t rows = std::min(limits.rows, stories.size() - 1 - cards);
    write_lead(page, *stories.front());
    write_cards(page, stories.subspan(1, cards));
    write_rows(page, stories.subspan(1 + cards, rows));
}

}  // namespace

OutputFile front_page(const EditionView& view) {
    const auto& edition = view.edition();
    const Stories stories = view.by_heat();
    PageHead head;
    head.description = edition.desk.description;
    if (!stories.empty()) head.picture = view.picture(stories.front()->lead());
    head.json_ld.add("@context", "https://schema.org").add("@type", "WebSite").add("name", edition.desk.title);
    if (!edition.desk.url.empty()) head.json_ld.add("url", edition.desk.url + "/");
    Page page(view, std::move(head));
    const std::size_t shown = std::min(stories.size(), 1 + limits.cards + limits.rows);
    const auto news = topic_news(view, stories.first(shown));
    page.body().raw("<main id=\"main\" class=\"front\"><div class=\"stories\">\n");
    write_stories(page);
    page.body().raw("</div>\n");
    if (!stories.empty()) {
        page.body().raw("<aside aria-label=\"About today\">\n");
        write_hottest(page, stories);
        write_changes(page);
        write_topic_news(page, news);
        page.body().raw("</aside>\n");
    }
    write_headlines(page, without(stories.subspan(shown), news));
    page.body().raw("</main>\n");
    return {"index.html", page.finish()};
}

}  // namespace masthead::publish
