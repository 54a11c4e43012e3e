// Pages that are lists: a topic, all topics, the days.
#include "core/stable_order.h"
#include "publish/coverage.h"
#include "publish/phrases.h"
#include "publish/site.h"
#include "publish/site_parts.h"

#include <algorithm>
#include <map>

namespace masthead::publish {
namespace {

constexpr std::size_t topic_rows = 30;       // With picture and summary.
constexpr std::size_t topic_headlines = 60;  // Behind them; the archive has the rest.
constexpr std::size_t day_rows = 12;

void write_headline_list(Page& page, std::span<const StoryView* const> stories, std::string_view heading) {
    if (stories.empty()) return;
    auto& out = page.body();
    out.raw("<section class=\"more\" aria-labelledby=\"more\"><h2 id=\"more\">").text(heading).raw("</h2><ul>");
    for (const auto* story : stories) {
        out.raw("<li>");
        write_headline(page, *story);
        out.raw("<span class=\"meta\">").text(story->lead().provider.name).raw(", ");
        out.text(ago(story->first, page.view().at())).raw("</span></li>");
    }
    out.raw("</ul></section>\n");
}

void write_topic_lead(Page& page, const StoryView& story, std::string_view topic) {
    auto& out = page.body();
    write_lead_opening(page, story, topic);
    out.raw(", ").text(trend_of(story, page.view().at())).raw("</p>");
    if (story.accounts.size() > 1) write_coverage(out, coverage_of(story, page.view().at(), {}));
    out.raw("</div>");
    out.raw("</article>\n");
}

void write_topic_aside(Page& page, const model::Topic& topic) {
    auto& out = page.body();
    const auto& view = page.view();
    const auto stories = view.of_topic(topic.id);
    out.raw("<aside aria-label=\"About this topic\">");
    if (!topic.keywords.empty()) {
        out.raw("<section aria-labelledby=\"counts\"><h2 id=\"counts\">What counts as this topic</h2>");
        out.raw("<p class=\"note\">An article that says one of:</p><ul class=\"words\">");
        for (const auto& keyword : topic.keywords) {
            out.raw("<li>").text(keyword).raw("</li>");
        }
        out.raw("</ul></section>\n");
    }
    std::map<std::string_view, int> voices;
    for (const auto* story : stories) {
        for (const auto& account : story->accounts) voices[account.article->provider.name] += account.is_copy() ? 0 : 1;
    }
    std::vector<std::pair<std::string_view, int>> ranked(voices.begin(), voices.end());
    core::sort_stably(ranked, [](const auto& left, const auto& right) { return left.second > right.second; });
    constexpr std::size_t max_voices = 8;
    if (ranked.size() > max_voices) ranked.resize(max_voices);
    out.raw("<section aria-labelledby=\"who\"><h2 id=\"who\">Who writes about it</h2><ul class=\"tally\">");
    for (const auto& [name, count] : ranked)
        out.raw("<li><span>").text(name).raw("</span> <b>").number(count).raw("</b></li>");
    out.raw("</ul></section>\n");
    if (view.options().feeds) {
        const std::string path = topic_path(topic.id);
        const auto link = [&](std::string_view file, std::string_view name) {
            out.raw("<li>").tag("a").href(page.to(path + std::string(file)));
            out.text(name).raw("</a></li>");
        };
        out.raw("<section aria-labelledby=\"follow\"><h2 id=\"follow\">Follow it</h2><ul class=\"plain\">");
        link("feed.xml", "RSS");
        link("atom.xml", "Atom");
        link("feed.json", "JSON Feed");
        out.raw("</ul></section>");
    }
    out.raw("</aside>\n");
}

void write_list_head(Page& page, std::string_view title, std::string_view sentence) {
    page.body()
        .raw("<header class=\"listhead\"><h1>")
        .text(title)
        .raw("</h1><p class=\"meta\">")
        .text(sentence)
        .raw("</p></header>\n");
}

using Day = std::chrono::sys_days;
using Days = std::map<Day, std::vector<const StoryView*>, std::greater<>>;

Days stories_by_day(const EditionView& view) {
    Days days;
    for (const auto* story : view.by_heat()) days[std::chrono::floor<std::chrono::days>(story->first)].push_back(story);
    return days;
}

std::string day_path(Day day) {
    return "archive/" + core::format_day(day) + "/";
}

OutputFile day_page(const EditionView& view, Days::const_iterator day, const Days& days) {
    PageHead head;
    head.title = long_day(day->first);
    head.path = day_path(day->first);
    const std::string path = head.path + "index.html";
    Page page(view, std::move(head));
    auto& out = page.body();
    const std::span<const StoryView* const> stories = day->second;
    out.raw("<main id=\"main\" class=\"list\"><div>");
    write_list_head(page, long_day(day->first),
                    counted(static_cast<std::int64_t>(stories.size()), "story", "stories") +
                        " first reported on this day, the hottest first");
    const std::size_t rows = std::min(day_rows, stories.size());
    out.raw("<div class=\"rows\">");
    for (const auto* story : stories.first(rows)) write_row(page, *story, HeadingLevel::second);
    out.raw("</div>");
    write_headline_list(page, stories.subspan(rows), "More of the day");
    out.raw("<nav class=\"days\" aria-label=\"Days\">");
    if (const auto earlier = std::next(day); earlier != days.end()) {
        out.tag("a").set("rel", "prev").href(page.to(day_path(earlier->first)));
        out.text(long_day(earlier->first)).raw("</a>");
    }
    if (day != days.begin()) {
        const auto later = std::prev(day);
        out.tag("a").set("rel", "next").href(page.to(day_path(later->first)));
        out.text(long_day(later->first)).raw("</a>");
    }
    out.raw("</nav></div></main>\n");
    return {path, page.finish()};
}

OutputFile days_page(const EditionView& view, const Days& days) {
    PageHead head;
    head.title = "Earlier days";
    head.path = "archive/";
    Page page(view, std::move(head));
    auto& out = page.body();
    out.raw("<main id=\"main\" class=\"list\"><div>");
    write_list_head(page, "Earlier days", "Published stories by the day of their first report");
    out.raw("<ul class=\"daylist\">");
    for (const auto& [day, stories] : days) {
        out.raw("<li>").tag("a").set("class", "day").href(page.to(day_path(day)));
        out.text(long_day(day)).raw("</a><span class=\"top\">");
        write_headline(page, *stories.front());
        out.raw("</span><span class=\"meta\">")
            .text(counted(static_cast<std::int64_t>(stories.size()), "story", "stories"))
            .raw("</span></li>");
    }
    out.raw("</ul></div></main>\n");
    return {"archive/index.html", page.finish()};
}

}  // namespace

OutputFile topic_page(const EditionView& view, const model::Topic& topic) {
    const auto stories = view.of_topic(topic.id);
    PageHead head;
    head.title = topic.name;
    head.path = topic_path(topic.id);
    head.description = "Stories on " + topic.name + ", the hottest first.";
    head.topic = topic.id;
    head.feeds = head.path;
    if (!stories.empty()) head.picture = view.picture(stories.front()->lead());
    const std::string path = head.path + "index.html";
    Page page(view, std::move(head));
    auto& out = page.body();
    out.raw("<main id=\"main\" class=\"list topic\"><div>\n");
    if (stories.empty()) {
        write_list_head(page, topic.name, "No published story");
        out.raw("<p class=\"sum\">Nothing on this topic has reached the front page yet.</p>");
    } else {
        write_list_head(page, topic.name,
                        counted(static_cast<std::int64_t>(stories.size()), "story", "stories") + ", the hottest first");
        write_topic_lead(page, *stories.front(), topic.id);
        const std::size_t rows = std::min(topic_rows, stories.size() - 1);
        out.raw("<div class=\"rows\">");
        for (const auto* story : stories.subspan(1, rows)) write_row(page, *story, HeadingLevel::third, topic.id);
        out.raw("</div>\n");
        write_headline_list(page, stories.subspan(1 + rows, std::min(topic_headlines, stories.size() - 1 - rows)),
                            "More headlines");
    }
    out.raw("</div>\n");
    write_topic_aside(page, topic);
    out.raw("</main>\n");
    return {path, page.finish()};
}

OutputFile topics_page(const EditionView& view) {
    PageHead head;
    head.title = "All topics";
    head.path = "topics/";
    Page page(view, std::move(head));
    auto& out = page.body();
    out.raw("<main id=\"main\" class=\"list\"><div>");
    write_list_head(
        page, "All topics",
        counted(static_cast<std::int64_t>(view.edition().topics.size()), "topic", "topics") + " of this desk");
    out.raw("<ul class=\"daylist\">");
    for (const auto& topic : view.edition().topics) {
        const auto stories = view.of_topic(topic.id);
        out.raw("<li>").tag("a").set("class", "day").href(page.to(topic_path(topic.id)));
        out.text(topic.name).raw("</a><span class=\"top\">");
        if (!stories.empty()) write_headline(page, *stories.front());
        out.raw("</span><span class=\"meta\">")
            .text(counted(static_cast<std::int64_t>(stories.size()), "story", "stories"))
            .raw("</span></li>");
    }
    out.raw("</ul></div></main>\n");
    return {"topics/index.html", page.finish()};
}

std::vector<OutputFile> archive_pages(const EditionView& view) {
    const Days days = stories_by_day(view);
    std::vector<OutputFile> pages = {days_page(view, days)};
    for (auto day = days.begin(); day != days.end(); ++day) pages.push_back(day_page(view, day, days));
    return pages;
}

}  // namespace masthead::publish
