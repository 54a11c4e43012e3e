#include "publish/site_parts.h"

#include "core/stable_order.h"
#include "publish/phrases.h"
#include "publish/publisher.h"
#include "publish/title_diff.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace masthead::publish {
namespace {

struct LanguageName {
    std::string_view tag;
    std::string_view name;
};
constexpr std::array<LanguageName, 30> language_names = {{
    {"ar", "Arabic"},    {"bg", "Bulgarian"},  {"ca", "Catalan"}, {"cs", "Czech"},      {"da", "Danish"},
    {"de", "German"},    {"el", "Greek"},      {"en", "English"}, {"es", "Spanish"},    {"et", "Estonian"},
    {"fa", "Persian"},   {"fi", "Finnish"},    {"fr", "French"},  {"he", "Hebrew"},     {"hi", "Hindi"},
    {"hu", "Hungarian"}, {"id", "Indonesian"}, {"it", "Italian"}, {"ja", "Japanese"},   {"ko", "Korean"},
    {"nl", "Dutch"},     {"no", "Norwegian"},  {"pl", "Polish"},  {"pt", "Portuguese"}, {"ro", "Romanian"},
    {"ru", "Russian"},   {"sv", "Swedish"},    {"tr", "Turkish"}, {"uk", "Ukrainian"},  {"zh", "Chinese"},
}};

bool is_foreign(const model::Article& article, const model::DeskIdentity& desk) {
    const std::string_view own = std::string_view(desk.language).substr(0, desk.language.find('-'));
    return !article.language.empty() && article.language != own;
}

}  // namespace

std::string foreign_language(const model::Article& article, const model::DeskIdentity& desk) {
    if (!is_foreign(article, desk)) return {};
    for (const auto& entry : language_names) {
        if (entry.tag == article.language) return std::string(entry.name);
    }
    return article.language;
}

void write_title(Page& page, const model::Article& article) {
    page.body()
        .tag("span")
        .set("dir", "auto")
        .set_if(is_foreign(article, page.view().edition().desk), "lang", article.language);
    page.body().text(article.title.empty() ? "Untitled" : article.title).raw("</span>");
}

void write_kicker(Page& page, const StoryView& story, std::string_view without) {
    const model::Topic* topic = page.view().main_topic(story.lead());
    const bool has_topic = topic != nullptr && topic->id != without;
    const bool is_video = story.lead().type == model::ArticleType::video;
    if (!has_topic && !is_video) return;
    auto& out = page.body();
    out.raw("<p class=\"kicker\">");
    if (has_topic) {
        out.tag("a").href(page.to(topic_path(topic->id)));
        out.text(topic->name).raw("</a>");
    }
    if (is_video) out.raw("<span class=\"kind\">Video</span>");
    out.raw("</p>");
}

// An editor's title is in the desk's own language.
void write_story_title(Page& page, const StoryView& story) {
    if (story.story->title.empty()) return write_title(page, story.lead());
    page.body().tag("span").set("dir", "auto");
    page.body().text(story.story->title).raw("</span>");
}

void write_headline(Page& page, const StoryView& story) {
    page.body().tag("a").href(page.to(story_path(story.story->id)));
    write_story_title(page, story);
    page.body().raw("</a>");
}

void write_link_out(Page& page, const model::Article& article) {
    const auto address = WebAddress::external(article.web_url);
    if (address) page.body().tag("a").href(*address).set("rel", "external");
    write_title(page, article);
    if (address) page.body().raw("</a>");
}

void write_sources(Page& page, const StoryView& story) {
    auto& out = page.body();
    out.element("b", story.lead().provider.name);
    const auto others = static_cast<std::int64_t>(story.accounts.size()) - 1;
    if (others == 0) return;
    out.raw(" and ").number(others).raw(" more");
    if (story.voices == 1) {
        out.raw(" of the same owner");
    } else if (story.voices <= others) {
        out.raw(" from ").number(story.voices).raw(" owners");
    }
}

void write_time(Page& page, core::Instant instant, std::string_view phrase) {
    page.body().tag("time").set("datetime", core::format_instant(instant)).set("title", short_moment(instant) + " UTC");
    page.body().text(phrase).raw("</time>");
}

void write_picture(Page& page, const Picture& picture, PictureUse use) {
    // The style sheet gives every use one shape, so the size only has to promise a shape, also where the picture's own
    // is unknown.
    const bool is_known = picture.width > 0 && picture.height > 0;
    page.body()
        .tag("img")
        .set("class", "pic")
        .src(page.address_of(picture))
        .set("alt", use == PictureUse::lead ? picture.alt : std::string_view())
        .set("width", is_known ? picture.width : 600)
        .set("height", is_known ? picture.height : 400)
        .set("decoding", "async")
        .set("referrerpolicy", "no-referrer")
        .set_if(use == PictureUse::row, "loading", "lazy")
        .set_if(use == PictureUse::lead, "fetchpriority", "high");
}

std::string label_of(const model::ScoreTerm& term) {
    std::string label = term.detail.empty() ? term.name : term.detail;
    if (term.detail.empty()) std::replace(label.begin(), label.end(), '-', ' ');
    return label;
}

void write_caption(Page& page, const Picture& picture) {
    auto& out = page.body();
    std::string_view shows = picture.alt;
    while (shows.ends_with('.') || shows.ends_with(' ')) shows.remove_suffix(1);
    out.raw("<figcaption>")
        .text(shows)
        .text(shows.empty() ? "" : ". ")
        .raw("Picture: ")
        .text(picture.credit)
        .raw("</figcaption>");
}

void write_terms(Page& page, const model::Score& score, std::size_t limit) {
    std::vector<const model::ScoreTerm*> terms;
    for (const auto& term : score.terms) {
        if (term.points != 0) terms.push_back(&term);
    }
    if (terms.empty()) return;
    // The strongest are chosen, and then stand with the gains before the losses.
    core::sort_stably(
        terms, [](const auto* left, const auto* right) { return std::abs(left->points) > std::abs(right->points); });
    int rest = 0;
    const std::size_t hidden = terms.size() - std::min(terms.size(), limit);
    for (; terms.size() > limit; terms.pop_back()) rest += terms.back()->points;
    core::sort_stably(terms, [](const auto* left, const auto* right) { return left->points > right->points; });
    auto& out = page.body();
    out.raw("<ul class=\"why\">");
    for (const auto* term : terms) {
        out.raw("<li><b>").signed_number(term->points).raw("</b> ").text(label_of(*term)).raw("</li>");
    }
    if (hidden > 0) {
        out.raw("<li><b>").signed_number(rest).raw("</b> ").number(static_cast<std::int64_t>(hidden)).raw(" more</li>");
    }
    out.raw("</ul>");
}

void write_row(Page& page, const StoryView& story, HeadingLevel level, std::string_view without) {
    auto& out = page.body();
    const auto picture = page.view().picture(story.lead());
    out.tag("article").set("class", picture ? "row" : "row bare");
    out.raw("<div>");
    write_kicker(page, story, without);
    const bool is_second = level == HeadingLevel::second;
    out.raw(is_second ? Literal("<h2>") : Literal("<h3>"));
    write_headline(page, story);
    out.raw(is_second ? Literal("</h2>") : Literal("</h3>"));
    if (const auto summary = summary_of(story.lead(), 180); !summary.empty()) {
        out.tag("p").set("class", "sum").set("dir", "auto");
        out.text(summary).raw("</p>");
    }
    out.raw("<p class=\"meta\">");
    write_sources(page, story);
    if (const auto language = foreign_language(story.lead(), page.view().edition().desk); !language.empty()) {
        out.raw(", in ").text(language);
    }
    out.raw(", ");
    write_time(page, story.first, ago(story.first, page.view().at()));
    out.raw("</p></div>");
    if (picture) write_picture(page, *picture, PictureUse::row);
    out.raw("</article>\n");
}

void write_title_change(Page& page, std::string_view before, std::string_view after) {
    auto& out = page.body();
    for (const auto& piece : diff_titles(before, after)) {
        if (piece.has_space_before) out.text(" ");
        if (piece.change == Change::struck) {
            out.raw("<del>").text(piece.text).raw("</del>");
        } else if (piece.change == Change::added) {
            out.raw("<ins>").text(piece.text).raw("</ins>");
        } else {
            out.text(piece.text);
        }
    }
}

std::string summary_of(const model::Article& article, std::size_t max_characters) {
    std::string_view excerpt = article.excerpt;
    while (!excerpt.empty() && (excerpt.front() == ' ' || excerpt.front() == '\n' || excerpt.front() == '\r'))
        excerpt.remove_prefix(1);
    if (excerpt.empty() || excerpt == article.title) return {};
    return text::shorten(excerpt, max_characters);
}

std::vector<TitleChange> title_changes(const EditionView& view, const StoryView& story) {
    std::vector<TitleChange> changes;
    for (const auto& account : story.accounts) {
        const auto revisions = view.revisions_of(account.article->id);
        for (std::size_t i = 0; i < revisions.size(); ++i) {
            const std::string_view after = i + 1 < revisions.size() ? revisions[i + 1]->title : account.article->title;
            if (revisions[i]->title != after && !revisions[i]->title.empty()) {
                changes.push_back({account.article, revisions[i]->at, revisions[i]->title, after});
            }
        }
    }
    core::sort_stably(changes, [](const auto& left, const auto& right) { return left.at < right.at; });
    return changes;
}

void write_lead_opening(Page& page, const StoryView& story, std::string_view without) {
    auto& out = page.body();
    const auto picture = page.view().picture(story.lead());
    out.tag("article").set("class", picture ? "lead" : "lead bare");
    if (picture) {
        out.raw("<figure>");
        write_picture(page, *picture, PictureUse::lead);
        write_caption(page, *picture);
        out.raw("</figure>");
    }
    out.raw("<div>");
    write_kicker(page, story, without);
    out.raw("<h2>");
    write_headline(page, story);
    out.raw("</h2>");
    if (const auto summary = summary_of(story.lead(), 280); !summary.empty()) {
        out.tag("p").set("class", "sum").set("dir", "auto");
        out.text(summary).raw("</p>");
    }
    out.raw("<p class=\"meta\">");
    write_sources(page, story);
}

}  // namespace masthead::publish
