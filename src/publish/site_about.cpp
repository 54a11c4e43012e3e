// How stories are chosen, with the terms that this very edition used; and the page for what is not there.
#include "publish/phrases.h"
#include "publish/site.h"
#include "publish/site_parts.h"

#include <algorithm>
#include <map>

namespace masthead::publish {
namespace {

struct TermUse {
    int stories = 0;
    int least = 0;
    int most = 0;
};
using TermUses = std::map<std::string_view, TermUse>;

void count_terms(TermUses& uses, const model::Score& score) {
    for (const auto& term : score.terms) {
        auto [found, is_new] = uses.try_emplace(term.name, TermUse{0, term.points, term.points});
        TermUse& use = found->second;
        ++use.stories;
        use.least = std::min(use.least, term.points);
        use.most = std::max(use.most, term.points);
    }
}

void write_terms_table(Page& page, const TermUses& uses, std::string_view caption) {
    if (uses.empty()) return;
    auto& out = page.body();
    out.raw("<table class=\"terms\"><caption>").text(caption).raw("</caption><thead><tr><th scope=\"col\">Term</th>");
    out.raw("<th scope=\"col\">Stories</th><th scope=\"col\">From</th><th scope=\"col\">To</th></tr></thead><tbody>");
    for (const auto& [name, use] : uses) {
        std::string label(name);
        std::replace(label.begin(), label.end(), '-', ' ');
        out.raw("<tr><th scope=\"row\">").text(label).raw("</th><td>").number(use.stories).raw("</td><td>");
        out.signed_number(use.least).raw("</td><td>").signed_number(use.most).raw("</td></tr>");
    }
    out.raw("</tbody></table>\n");
}

void write_method(Page& page) {
    auto& out = page.body();
    out.raw(
        "<h2>From many articles to one story</h2>"
        "<p>The desk follows a list of sources and reads what they publish. Articles that are the same document, word "
        "for word or nearly, "
        "count as copies of one original. Articles about the same event are put together into one story. The account "
        "that "
        "does best by the terms of <em>quality</em> leads it, and the others hang below, one owner beside the next. "
        "Copies add no "
        "voice: what ten papers take from one agency is one account.</p>"
        "<h2>Two numbers, made of named terms</h2>"
        "<p><b>Quality</b> asks whether an article is a good one to read. <b>Heat</b> asks whether the story matters "
        "now: how many "
        "independent owners report it, how fast they join, how long ago. Both are plain sums. Nothing is added that "
        "has no name, "
        "and every story page shows its terms one by one. A story stands on the front page when its heat passes the "
        "desk\u2019s bar.</p>");
    TermUses heat;
    TermUses quality;
    for (const auto* story : page.view().by_heat()) {
        count_terms(heat, story->accounts.front().scored->heat);
        count_terms(quality, story->accounts.front().scored->quality);
    }
    write_terms_table(page, heat, "Terms of heat in this edition");
    write_terms_table(page, quality, "Terms of quality in this edition");
    out.raw(
        "<h2>What the desk does not do</h2>"
        "<p>It does not rewrite what others wrote: headlines and summaries are the publishers\u2019, and the link "
        "leads to them. It shows "
        "their pictures or none. It follows no reader. When a publisher changes a headline, both wordings stay "
        "visible.</p>");
}

void write_feeds_section(Page& page) {
    auto& out = page.body();
    const auto& view = page.view();
    const auto links = [&](std::string_view name, const std::string& folder) {
        out.raw("<li><span>").text(name).raw("</span> ");
        const auto link = [&](std::string_view file, std::string_view kind) {
            out.tag("a")
                .href(page.to(folder + std::string(file)))
                .set("aria-label", std::string(name) + " as " + std::string(kind));
            out.text(kind).raw("</a> ");
        };
        link("feed.xml", "RSS");
        link("atom.xml", "Atom");
        link("feed.json", "JSON Feed");
        out.raw("</li>");
    };
    out.raw("<h2 id=\"feeds\">Feeds</h2><ul class=\"feedlist\">");
    links("Everything", "");
    for (const auto* topic : view.live_topics()) links(topic->name, topic_path(topic->id));
    out.raw("</ul>\n");
}

void write_api_section(Page& page) {
    auto& out = page.body();
    const auto link = [&](std::string_view path, std::string_view what) {
        out.raw("<li>").tag("a").href(page.to(path));
        out.element("code", path).raw("</a> ").text(what).raw("</li>");
    };
    out.raw(
        "<h2 id=\"api\">API</h2><p>The same news as plain JSON files, 25 to a page, newest first.</p><ul "
        "class=\"plain\">");
    link("api/news/index.json", "published articles");
    link("api/stories/index.json", "stories, with their members and the terms of their scores");
    link("api/topics/index.json", "topics");
    out.raw("</ul>\n");
}

}  // namespace

OutputFile about_page(const EditionView& view) {
    PageHead head;
    head.title = "How stories are chosen";
    head.path = "about/";
    head.description = "How " + view.edition().desk.title + " finds, groups and ranks the news.";
    Page page(view, std::move(head));
    auto& out = page.body();
    out.raw("<main id=\"main\" class=\"plain\"><h1>How stories are chosen</h1>");
    if (!view.edition().desk.description.empty()) out.element("p", view.edition().desk.description);
    write_method(page);
    if (view.options().feeds) write_feeds_section(page);
    if (view.options().api) write_api_section(page);
    out.raw("</main>\n");
    return {"about/index.html", page.finish()};
}

OutputFile missing_page(const EditionView& view) {
    PageHead head;
    head.title = "Not here";
    head.is_anywhere = true;
    Page page(view, std::move(head));
    auto& out = page.body();
    out.raw(
        "<main id=\"main\" class=\"plain\"><h1>This page is not here</h1><p class=\"sum\">The address may be mistyped, "
        "or the story was taken down.</p><p>");
    out.tag("a").href(page.to(""));
    out.raw("The front page</a> has the news of today; ").tag("a").href(page.to("archive/"));
    out.raw("earlier days</a> have the rest.</p></main>\n");
    return {"404.html", page.finish()};
}

}  // namespace masthead::publish
