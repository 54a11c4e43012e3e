// A story's page: the lead's account and the way out to it, everybody else by owner, when it was covered, how its title
// changed, and why it is one story and stands where it stands.
#include "core/stable_order.h"
#include "publish/coverage.h"
#include "publish/phrases.h"
#include "publish/shared_words.h"
#include "publish/site.h"
#include "publish/site_parts.h"
#include "publish/site_thread.h"

#include <algorithm>
#include <cstdlib>
#include <span>
#include <unordered_map>

namespace masthead::publish {
namespace {

constexpr std::size_t open_groups = 16;  // Owners shown at once; the others unfold.
constexpr std::size_t groups_with_summary = 3;
constexpr std::size_t max_corrections = 6;  // In the timeline; all of them stand under "How the title changed".
constexpr CoverageOptions wide_chart{12, 36};

// The accounts of one owner.
struct Group {
    std::vector<Account> accounts;  // Originals first.
    bool has_original = false;
    bool has_one_provider = true;
};

void sort_originals_first(std::vector<Account>& accounts) {
    core::sort_stably(accounts, [](const auto& left, const auto& right) { return left.is_copy() < right.is_copy(); });
}

// All but the lead, by owner, in the order of the owners' best accounts; owners that only carry copies come last.
std::vector<Group> group_by_owner(const StoryView& story) {
    std::vector<Group> groups;
    std::unordered_map<std::string_view, std::size_t> place;
    for (std::size_t i = 1; i < story.accounts.size(); ++i) {
        const Account& account = story.accounts[i];
        const auto [found, is_new] = place.try_emplace(account.article->provider.voice(), groups.size());
        if (is_new) groups.emplace_back();
        Group& group = groups[found->second];
        if (!is_new && group.accounts.front().article->provider.domain != account.article->provider.domain)
            group.has_one_provider = false;
        group.accounts.push_back(account);
        group.has_original = group.has_original || !account.is_copy();
    }
    for (auto& group : groups) sort_originals_first(group.accounts);
    core::sort_stably(groups,
                      [](const auto& left, const auto& right) { return left.has_original > right.has_original; });
    return groups;
}

std::string_view name_of(const Group& group) {
    const auto& provider = group.accounts.front().article->provider;
    return group.has_one_provider || provider.owner.empty() ? std::string_view(provider.name)
                                                            : std::string_view(provider.owner);
}

// "Tide & Trade, Fri 18 Nov, 09:12, in German, copy of Strait Observer"
void write_account_line(Page& page, const Account& account, const Group& group) {
    auto& out = page.body();
    const auto& edition = page.view().edition();
    out.raw("<p class=\"meta\">");
    if (!group.has_one_provider) out.element("b", account.article->provider.name).raw(", ");
    write_time(page, account.article->published, short_moment(account.article->published));
    if (const auto language = foreign_language(*account.article, edition.desk); !language.empty())
        out.raw(", in ").text(language);
    if (account.article->type == model::ArticleType::video) out.raw(", video");
    if (account.is_copy()) {
        const auto original = edition.articles.find(account.scored->duplicate_of);
        out.raw(", ").raw("<span class=\"copy\">carries the text of ");
        out.text(original == edition.articles.end() ? "another publisher"
                                                    : std::string_view(original->second.provider.name))
            .raw("</span>");
    }
    out.raw("</p>");
}

void write_group(Page& page, const Group& group, bool has_summary) {
    auto& out = page.body();
    out.raw("<li class=\"owner\"><h3>").text(name_of(group)).raw("</h3><ul>");
    bool is_first = true;
    for (const auto& account : group.accounts) {
        out.raw("<li><div class=\"headline\">");
        write_link_out(page, *account.article);
        out.raw("</div>");
        if (is_first && has_summary) {
            const auto summary = summary_of(*account.article, 200);
            if (!summary.empty()) {
                out.tag("p").set("class", "sum").set("dir", "auto");
                out.text(summary).raw("</p>");
            }
        }
        is_first = false;
        write_account_line(page, account, group);
        out.raw("</li>");
    }
    out.raw("</ul></li>\n");
}

// Owners that only carry what another wrote: names and ways out are enough.
void write_carriers(Page& page, std::span<const Group> groups) {
    if (groups.empty()) return;
    auto& out = page.body();
    out.raw("<p class=\"carried\">The same text also stands at ");
    bool is_first = true;
    for (const auto& group : groups) {
        for (const auto& account : group.accounts) {
            if (!is_first) out.raw(", ");
            is_first = false;
            const auto address = WebAddress::external(account.article->web_url);
            if (address) out.tag("a").href(*address).set("rel", "external");
            out.text(account.article->provider.name);
            if (address) out.raw("</a>");
            out.raw(" (").text(short_moment(account.article->published)).raw(")");
        }
    }
    out.raw(".</p>");
}

void write_groups(Page& page, std::span<const Group> groups, std::size_t with_summary) {
    page.body().raw("<ul class=\"owners\">\n");
    for (std::size_t i = 0; i < groups.size(); ++i) write_group(page, groups[i], i < with_summary);
    page.body().raw("</ul>");
}

void write_others(Page& page, const StoryView& story) {
    const auto groups = group_by_owner(story);
    if (groups.empty()) return;
    auto& out = page.body();
    out.raw(
        "<section class=\"others\" aria-labelledby=\"others\"><h2 id=\"others\">Who else covers it</h2><p "
        "class=\"meta\">");
    out.text(counted(static_cast<std::int64_t>(story.accounts.size()) - 1, "more account", "more accounts"))
        .raw(" from ");
    out.text(counted(static_cast<std::int64_t>(groups.size()), "owner", "owners"));
    if (story.copies > 0) out.raw("; ").text(counted(story.copies, "is a syndicated copy", "are syndicated copies"));
    out.raw("</p>");
    const auto own = static_cast<std::size_t>(
        std::count_if(groups.begin(), groups.end(), [](const auto& group) { return group.has_original; }));
    const std::size_t shown = std::min(own, open_groups);
    const std::span<const Group> all = groups;
    if (shown > 0) write_groups(page, all.first(shown), groups_with_summary);
    if (shown < own) {
        out.raw("<details><summary>");
        out.text(counted(static_cast<std::int64_t>(own - shown), "further owner", "further owners")).raw("</summary>");
        write_groups(page, all.subspan(shown, own - shown), 0);
        out.raw("</details>");
    }
    write_carriers(page, all.subspan(own));
    out.raw("</section>\n");
}

struct Event {
    core::Instant at;
    std::string_view what;
    const model::Article* article = nullptr;  // nullptr: the peak.
};

const model::Article* earliest(const StoryView& story) {
    return std::min_element(
               story.accounts.begin(), story.accounts.end(),
               [](const auto& left, const auto& right) { return left.article->published < right.article->published; })
        ->article;
}

const model::Article* latest(const StoryView& story) {
    return std::max_element(
               story.accounts.begin(), story.accounts.end(),
               [](const auto& left, const auto& right) { return left.article->published < right.article->published; })
        ->article;
}

std::vector<Event> events_of(const StoryView& story, const Coverage& coverage,
                             const std::vector<TitleChange>& changes) {
    std::vector<Event> events = {{story.first, "First report", earliest(story)}};
    if (coverage.total >= 4 && coverage.peak >= 2)
        events.push_back({std::max(coverage.peak_at, story.first), "Most reports", nullptr});
    const std::size_t skipped = changes.size() > max_corrections ? changes.size() - max_corrections : 0;
    for (std::size_t i = skipped; i < changes.size(); ++i)
        events.push_back({changes[i].at, "Title changed", changes[i].article});
    if (story.accounts.size() > 1) events.push_back({story.last, "Latest report", latest(story)});
    core::sort_stably(events, [](const auto& left, const auto& right) { return left.at < right.at; });
    return events;
}

void write_timeline(Page& page, const StoryView& story, const std::vector<TitleChange>& changes) {
    auto& out = page.body();
    const auto coverage = coverage_of(story, page.view().at(), wide_chart);
    out.raw("<section class=\"timeline\" aria-labelledby=\"coverage\"><h2 id=\"coverage\">Coverage over time</h2>");
    if (story.accounts.size() > 1) {
        out.raw("<figure>");
        write_coverage(out, coverage);
        out.raw("<figcaption class=\"axis\"><span>").text(short_moment(coverage.start)).raw("</span><span>now, ");
        out.text(short_moment(page.view().at())).raw("</span></figcaption></figure><p class=\"meta\">");
        out.text(coverage_sentence(coverage)).raw("</p>");
    }
    out.raw("<ol class=\"events\">");
    for (const auto& event : events_of(story, coverage, changes)) {
        out.raw("<li>");
        write_time(page, event.at, short_moment(event.at));
        out.raw("<span><b>").text(event.what).raw("</b>");
        if (event.article != nullptr) {
            out.raw(", ").text(event.article->provider.name);
        } else {
            out.raw(", ").number(coverage.peak).raw(" within ").text(bar_phrase(coverage));
        }
        out.raw("</span></li>");
    }
    out.raw("</ol></section>\n");
}

void write_changes(Page& page, const std::vector<TitleChange>& changes) {
    if (changes.empty()) return;
    auto& out = page.body();
    out.raw("<section aria-labelledby=\"changes\"><h2 id=\"changes\">How the title changed</h2><ul class=\"changed\">");
    for (const auto& change : changes) {
        out.raw("<li>").tag("span").set("dir", "auto");
        write_title_change(page, change.before, change.after);
        out.raw("</span><p class=\"meta\">").text(change.article->provider.name).raw(", ");
        write_time(page, change.at, short_moment(change.at));
        out.raw(", ")
            .text(duration_phrase(change.at - change.article->published))
            .raw(" after it was published</p></li>");
    }
    out.raw("</ul></section>\n");
}

void write_why_one(Page& page, const StoryView& story) {
    if (story.accounts.size() < 2) return;
    auto& out = page.body();
    const auto shared = shared_words(story, {});
    out.raw("<section aria-labelledby=\"why\"><h2 id=\"why\">Why this is one story</h2>");
    if (!shared.words.empty()) {
        out.raw("<p class=\"note\">Words that its accounts share in title and summary, of ");
        out.text(counted(shared.accounts, "account", "accounts")).raw(" compared:</p><ul class=\"words\">");
        for (const auto& word : shared.words) {
            out.raw("<li><span dir=\"auto\">")
                .text(word.surface)
                .raw("</span> <b>")
                .number(word.accounts)
                .raw("</b></li>");
        }
        out.raw("</ul>");
    }
    out.raw("<p class=\"note\">They were published within ")
        .text(duration_phrase(story.last - story.first))
        .raw(" of each other");
    if (story.copies > 0) {
        out.raw(", and ").text(counted(story.copies, "account repeats", "accounts repeat")).raw(" the text of another");
    }
    out.raw(".</p></section>\n");
}

// One bar. With negative terms in the score all bars start from a zero line in the middle, so that what speaks against
// a story is seen.
void write_bar(Markup& out, int points, int most, bool has_negative) {
    const int reach = has_negative ? 50 : 100;
    const int zero = 100 - reach;
    const int width = std::max(1, std::abs(points) * reach / most);
    out.raw("<svg viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
    if (has_negative) out.raw("<rect class=\"zero\" x=\"49.5\" y=\"0\" width=\"1\" height=\"10\"/>");
    if (points != 0) {
        out.tag("rect")
            .set("class", points > 0 ? "plus" : "minus")
            .set("x", points > 0 ? zero : zero - width)
            .set("y", 2)
            .set("width", width)
            .set("height", 6)
            .empty_element();
    }
    out.raw("</svg>");
}

void write_score(Page& page, const model::Score& score, std::string_view name, std::string_view sentence) {
    if (score.terms.empty()) return;
    auto& out = page.body();
    int most = 1;
    bool has_negative = false;
    for (const auto& term : score.terms) {
        most = std::max(most, std::abs(term.points));
        has_negative = has_negative || term.points < 0;
    }
    out.raw("<table class=\"score\"><caption><b>").text(name).raw(" ").number(score.total()).raw("</b> <span>");
    out.text(sentence).raw("</span></caption><thead class=\"unseen\"><tr><th scope=\"col\">Term</th>");
    out.raw("<th scope=\"col\">Points</th><th scope=\"col\">Bar</th></tr></thead><tbody>");
    for (const auto& term : score.terms) {
        out.raw("<tr><th scope=\"row\">")
            .text(label_of(term))
            .raw("</th><td>")
            .signed_number(term.points)
            .raw("</td><td>");
        write_bar(out, term.points, most, has_negative);
        out.raw("</td></tr>");
    }
    out.raw("</tbody></table>");
}

void write_why_here(Page& page, const StoryView& story) {
    auto& out = page.body();
    const auto& scored = *story.accounts.front().scored;
    if (scored.heat.terms.empty() && scored.quality.terms.empty()) return;
    out.raw("<section aria-labelledby=\"score\"><h2 id=\"score\">Why it stands where it stands</h2>");
    write_score(page, scored.heat, "Heat", "how much it matters now");
    write_score(page, scored.quality, "Quality", "of the account that leads");
    out.raw("<p class=\"meta\">").tag("a").href(page.to("about/"));
    out.raw("How stories are chosen</a></p></section>\n");
}

void write_keep(Page& page, const StoryView& story) {
    auto& out = page.body();
    const std::string path = story_path(story.story->id);
    const auto& options = page.view().options();
    out.raw("<section aria-labelledby=\"keep\"><h2 id=\"keep\">Keep hold of it</h2><ul class=\"plain\"><li>");
    out.tag("a").href(page.to(path));
    out.raw("Permanent address</a></li>");
    if (options.feeds) {
        out.raw("<li>").tag("a").href(page.to(path + "atom.xml"));
        out.raw("Feed of this story</a></li>");
    }
    if (options.api) {
        out.raw("<li>").tag("a").href(page.to("api/" + path + "index.json"));
        out.raw("This story as JSON</a></li>");
    }
    out.raw("</ul></section>\n");
}

void write_byline(Page& page, const StoryView& story) {
    auto& out = page.body();
    const auto& lead = story.lead();
    out.raw("<p class=\"meta\"><b>").text(lead.provider.name).raw("</b>");
    if (!lead.authors.empty()) {
        out.raw(", by ").text(lead.authors.front());
        if (lead.authors.size() > 1)
            out.text(" and " + counted(static_cast<std::int64_t>(lead.authors.size()) - 1, "other", "others"));
    }
    out.raw(", ");
    write_time(page, lead.published, short_moment(lead.published) + " UTC");
    if (const auto language = foreign_language(lead, page.view().edition().desk); !language.empty())
        out.raw(", in ").text(language);
    out.raw("</p>");
}

void write_lead(Page& page, const StoryView& story) {
    auto& out = page.body();
    const auto& lead = story.lead();
    const auto picture = page.view().picture(lead);
    out.raw("<header class=\"storyhead\">");
    write_kicker(page, story);
    out.raw("<h1>");
    write_story_title(page, story);
    out.raw("</h1>");
    if (const auto summary = summary_of(lead, 340); !summary.empty()) {
        out.tag("p").set("class", "sum").set("dir", "auto");
        out.text(summary).raw("</p>");
    }
    write_byline(page, story);
    if (const auto address = WebAddress::external(lead.web_url)) {
        out.raw("<p class=\"out\">").tag("a").href(*address).set("rel", "external");
        out.text(lead.type == model::ArticleType::video ? "Watch it at " : "Read it at ").text(lead.provider.name);
        out.raw("<span aria-hidden=\"true\"> \u2192</span></a></p>");
    }
    out.raw("</header>");
    if (picture) {
        out.raw("<figure class=\"storypic\">");
        write_picture(page, *picture, PictureUse::lead);
        write_caption(page, *picture);
        out.raw("</figure>");
    }
    out.raw("\n");
}

// A page about others' articles: schema.org calls that a collection.
core::Json story_json_ld(const EditionView& view, const StoryView& story) {
    core::Json items;
    constexpr std::size_t max_items = 10;
    for (std::size_t i = 0; i < std::min(story.accounts.size(), max_items); ++i) {
        const auto& article = *story.accounts[i].article;
        core::Json item;
        item.add("@type", "ListItem").add("position", i + 1).add("url", article.web_url).add("name", article.title);
        items.push(std::move(item));
    }
    core::Json list;
    list.add("@type", "ItemList").add("numberOfItems", story.accounts.size()).add("itemListElement", std::move(items));
    core::Json page;
    page.add("@context", "https://schema.org").add("@type", "CollectionPage").add("name", story.title());
    page.add("url", absolute_address(view.edition().desk, story_path(story.story->id)));
    page.add("dateModified", core::format_instant(story.last)).add("mainEntity", std::move(list));
    return page;
}

}  // namespace

OutputFile story_page(const EditionView& view, const StoryView& story, const StoryWeb& web) {
    PageHead head;
    head.title = story.title();
    head.description = summary_of(story.lead(), 200);
    head.path = story_path(story.story->id);
    if (const auto* topic = view.main_topic(story.lead())) head.topic = topic->id;
    head.picture = view.picture(story.lead());
    head.json_ld = story_json_ld(view, story);
    const std::string path = head.path + "index.html";
    Page page(view, std::move(head));
    const auto changes = title_changes(view, story);
    page.body().raw("<main id=\"main\" class=\"story\"><div>\n");
    page.body().raw("<article>");
    write_lead(page, story);
    write_thread(page, story, web);
    write_changes(page, changes);
    write_others(page, story);
    page.body().raw("</article></div>\n<aside aria-label=\"About this story\">\n");
    write_timeline(page, story, changes);
    write_why_here(page, story);
    write_why_one(page, story);
    write_near(page, story, web);
    write_keep(page, story);
    page.body().raw("</aside></main>\n");
    return {path, page.finish()};
}

OutputFile moved_story_page(const EditionView& view, const model::StoryRedirect& redirect) {
    PageHead head;
    head.title = "This story has moved";
    head.path = story_path(redirect.from);
    head.moved_to = story_path(redirect.to);
    const std::string path = head.path + "index.html";
    Page page(view, std::move(head));
    auto& out = page.body();
    out.raw("<main id=\"main\" class=\"plain\"><h1>This story is part of another one now</h1><p class=\"sum\">");
    out.raw("The desk found that both tell of the same event. ").tag("a").href(page.to(story_path(redirect.to)));
    out.raw("Go to the story</a></p></main>\n");
    return {path, page.finish()};
}

}  // namespace masthead::publish
