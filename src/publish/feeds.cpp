// RSS 2.0, Atom 1.0 and JSON Feed 1.1 of the published stories, whole and by topic, an Atom feed of each story's
// accounts, and the plain sitemap.
//   https://www.rssboard.org/rss-specification  RFC 4287  https://www.jsonfeed.org/version/1.1/
//   https://www.sitemaps.org/protocol.html
#include "core/url.h"
#include "publish/edition_view.h"
#include "publish/phrases.h"
#include "publish/site_page.h"
#include "publish/site_parts.h"

#include <algorithm>
#include <map>

namespace masthead::publish {
namespace {

constexpr std::size_t voices_in_content = 5;
constexpr std::size_t max_sitemap_stories = 49'000;  // The protocol ends at 50,000 addresses.

using Stories = std::vector<const StoryView*>;

struct Feed {
    std::string folder;  // "" or "topics/x/"
    std::string title;
    std::string description;
    Stories stories;  // Newest first.
};

// RFC 4151. The date stands for the rule that made the address, so it never changes.
std::string tag_uri(const model::DeskIdentity& desk, std::string_view kind, std::string_view id) {
    const auto url = core::Url::parse(desk.url);
    const std::string authority = url ? url->host() : "masthead.invalid";
    std::string uri = "tag:" + authority + ",2020:";
    for (const std::string_view part : {std::string_view(desk.id), kind, id}) {
        if (part.empty()) continue;
        if (uri.back() != ':') uri += '/';
        for (const char c : part) {
            const bool is_plain =
                (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
            uri += is_plain ? c : '-';
        }
    }
    return uri;
}

WebAddress site_address(const EditionView& view, std::string_view path) {
    auto external = WebAddress::external(absolute_address(view.edition().desk, path));
    return external ? *std::move(external) : WebAddress::inside("", path);
}

core::Instant updated_of(const EditionView& view, const Stories& stories) {
    if (stories.empty()) return view.at();
    return (*std::max_element(stories.begin(), stories.end(),
                              [](const auto* left, const auto* right) { return left->last < right->last; }))
        ->last;
}

std::string_view creator_of(const model::Article& article) {
    return article.authors.empty() ? std::string_view(article.provider.name)
                                   : std::string_view(article.authors.front());
}

// The type that a reader needs and no header has told: by the ending, or nothing.
std::string_view media_type(std::string_view address) {
    const auto end = address.find_first_of("?#");
    const std::string_view path = address.substr(0, end);
    if (path.ends_with(".jpg") || path.ends_with(".jpeg")) return "image/jpeg";
    if (path.ends_with(".png")) return "image/png";
    if (path.ends_with(".webp")) return "image/webp";
    if (path.ends_with(".gif")) return "image/gif";
    if (path.ends_with(".avif")) return "image/avif";
    return {};
}

// What a reader shows: the summary, the way to the publisher, and the other voices.
std::string content_of(const StoryView& story) {
    Markup out;
    const auto& lead = story.lead();
    if (const auto summary = summary_of(lead, 340); !summary.empty()) out.element("p", summary);
    if (const auto address = WebAddress::external(lead.web_url)) {
        out.raw("<p>").tag("a").href(*address);
        out.text("Read it at " + lead.provider.name).raw("</a></p>");
    }
    std::size_t shown = 0;
    for (std::size_t i = 1; i < story.accounts.size() && shown < voices_in_content; ++i) {
        const auto& account = story.accounts[i];
        const auto address = WebAddress::external(account.article->web_url);
        if (account.is_copy() || !address) continue;
        out.raw(shown == 0 ? Literal("<ul><li>") : Literal("<li>"))
            .text(account.article->provider.name)
            .raw(": ")
            .tag("a")
            .href(*address);
        out.text(account.article->title).raw("</a></li>");
        ++shown;
    }
    if (shown > 0) out.raw("</ul>");
    return out.take();
}

void write_media(Markup& out, const EditionView& view, const Picture& picture) {
    const auto address = absolute_address(view.edition().desk, picture);
    if (!address) return;
    const bool has_size = picture.width > 0 && picture.height > 0;
    const auto type = media_type(address->str());
    {
        auto tag = out.tag("media:content");
        tag.set("url", address->str()).set("medium", "image").set_if(!type.empty(), "type", type);
        if (has_size) tag.set("width", picture.width).set("height", picture.height);
    }
    if (!picture.alt.empty()) out.element("media:description", picture.alt);
    out.element("media:credit", picture.credit).raw("</media:content>");
}

void write_rss_item(Markup& out, const EditionView& view, const StoryView& story) {
    const auto& lead = story.lead();
    out.raw("<item>");
    out.element("title", story.title()).element("link", site_address(view, story_path(story.story->id)).str());
    out.raw("<guid isPermaLink=\"false\">").text(tag_uri(view.edition().desk, "story", story.story->id)).raw("</guid>");
    out.element("pubDate", rfc822(lead.published)).element("dc:creator", creator_of(lead));
    for (const auto& id : lead.topics) {
        if (const auto* topic = view.topic(id)) out.element("category", topic->name);
    }
    if (const auto source = WebAddress::external(lead.source_url)) {
        out.tag("source").set("url", source->str());
        out.text(lead.provider.name).raw("</source>");
    }
    out.element("description", summary_of(lead, 340)).element("content:encoded", content_of(story));
    if (const auto picture = view.picture(lead)) write_media(out, view, *picture);
    out.raw("</item>\n");
}

std::string rss(const EditionView& view, const Feed& feed) {
    Markup out;
    out.raw(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" "
        "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
        "xmlns:media=\"http://search.yahoo.com/mrss/\">\n<channel>");
    out.element("title", feed.title)
        .element("link", site_address(view, feed.folder).str())
        .element("description", feed.description);
    out.element("language", view.edition().desk.language)
        .element("lastBuildDate", rfc822(updated_of(view, feed.stories)));
    out.raw("<generator>Masthead</generator>");
    out.tag("atom:link")
        .set("rel", "self")
        .set("type", "application/rss+xml")
        .href(site_address(view, feed.folder + "feed.xml"))
        .empty_element();
    out.raw("\n");
    for (const auto* story : feed.stories) write_rss_item(out, view, *story);
    out.raw("</channel></rss>\n");
    return out.take();
}

struct AtomHead {
    std::string id;
    std::string_view title;
    std::string_view subtitle;
    core::Instant updated;
    std::string page;  // Path of the page that the feed belongs to.
};

void write_atom_head(Markup& out, const EditionView& view, const AtomHead& head) {
    const auto& desk = view.edition().desk;
    out.raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    out.tag("feed").set("xmlns", "http://www.w3.org/2005/Atom").set("xml:lang", desk.language);
    out.element("id", head.id).raw("<title type=\"text\">").text(head.title).raw("</title>");
    if (!head.subtitle.empty()) out.raw("<subtitle type=\"text\">").text(head.subtitle).raw("</subtitle>");
    out.element("updated", core::format_instant(head.updated));
    out.raw("<author><name>").text(desk.title).raw("</name></author><generator>Masthead</generator>");
    out.tag("link")
        .set("rel", "self")
        .set("type", "application/atom+xml")
        .href(site_address(view, head.page + "atom.xml"))
        .empty_element();
    out.tag("link")
        .set("rel", "alternate")
        .set("type", "text/html")
        .href(site_address(view, head.page))
        .empty_element();
    out.raw("\n");
}

void write_atom_source(Markup& out, const model::Article& article) {
    const auto source = WebAddress::external(article.source_url);
    if (!source) return;
    out.raw("<source>")
        .element("id", source->str())
        .raw("<title type=\"text\">")
        .text(article.provider.name)
        .raw("</title>");
    out.element("updated", core::format_instant(article.published));
    out.tag("link").set("rel", "self").href(*source).empty_element();
    out.raw("</source>");
}

void write_atom_entry(Markup& out, const EditionView& view, const StoryView& story) {
    const auto& lead = story.lead();
    out.raw("<entry>").element("id", tag_uri(view.edition().desk, "story", story.story->id));
    out.raw("<title type=\"text\">").text(story.title()).raw("</title>");
    out.element("updated", core::format_instant(story.last)).element("published", core::format_instant(lead.published));
    out.tag("link")
        .set("rel", "alternate")
        .set("type", "text/html")
        .href(site_address(view, story_path(story.story->id)))
        .empty_element();
    if (const auto address = WebAddress::external(lead.web_url))
        out.tag("link").set("rel", "related").href(*address).empty_element();
    out.raw("<author><name>").text(creator_of(lead)).raw("</name></author>");
    for (const auto& id : lead.topics) {
        if (const auto* topic = view.topic(id))
            out.tag("category").set("term", topic->id).set("label", topic->name).empty_element();
    }
    if (const auto summary = summary_of(lead, 340); !summary.empty())
        out.raw("<summary type=\"text\">").text(summary).raw("</summary>");
    out.raw("<content type=\"html\">").text(content_of(story)).raw("</content>");
    write_atom_source(out, lead);
    out.raw("</entry>\n");
}

std::string atom(const EditionView& view, const Feed& feed) {
    Markup out;
    const std::string id = feed.folder.empty()
                               ? tag_uri(view.edition().desk, "feed", "all")
                               : tag_uri(view.edition().desk, "feed", feed.folder.substr(0, feed.folder.size() - 1));
    write_atom_head(out, view, {id, feed.title, feed.description, updated_of(view, feed.stories), feed.folder});
    for (const auto* story : feed.stories) write_atom_entry(out, view, *story);
    out.raw("</feed>\n");
    return out.take();
}

// The accounts of one story, newest first: what has been added since a reader looked.
std::string story_atom(const EditionView& view, const StoryView& story) {
    const auto& desk = view.edition().desk;
    std::vector<const model::Article*> articles;
    articles.reserve(story.accounts.size());
    for (const auto& account : story.accounts) articles.push_back(account.article);
    std::sort(articles.begin(), articles.end(), [](const auto* left, const auto* right) {
        return left->published != right->published ? left->published > right->published : left->id < right->id;
    });
    if (articles.size() > view.options().feed_size) articles.resize(view.options().feed_size);
    Markup out;
    write_atom_head(out, view,
                    {tag_uri(desk, "feed", story.story->id), story.title(), "Every account of one story", story.last,
                     story_path(story.story->id)});
    for (const auto* article : articles) {
        out.raw("<entry>").element("id", tag_uri(desk, "article", article->id));
        out.raw("<title type=\"text\">").text(article->title).raw("</title>");
        out.element("updated", core::format_instant(article->modified.value_or(article->published)));
        out.element("published", core::format_instant(article->published));
        const auto address = WebAddress::external(article->web_url);
        out.tag("link")
            .set("rel", "alternate")
            .href(address ? *address : site_address(view, story_path(story.story->id)))
            .empty_element();
        out.raw("<author><name>").text(creator_of(*article)).raw("</name></author>");
        out.raw("<summary type=\"text\">").text(summary_of(*article, 340)).raw("</summary>");
        write_atom_source(out, *article);
        out.raw("</entry>\n");
    }
    out.raw("</feed>\n");
    return out.take();
}

core::Json feed_item(const EditionView& view, const StoryView& story) {
    const auto& lead = story.lead();
    core::Json author;
    author.add("name", creator_of(lead));
    core::Json tags{core::Json::Array{}};
    for (const auto& id : lead.topics) {
        if (const auto* topic = view.topic(id)) tags.push(topic->name);
    }
    core::Json related{core::Json::Array{}};
    for (std::size_t i = 1; i < std::min(story.accounts.size(), voices_in_content + 1); ++i) {
        const auto& article = *story.accounts[i].article;
        core::Json entry;
        entry.add("title", article.title).add("url", article.web_url).add("provider", article.provider.name);
        related.push(std::move(entry));
    }
    core::Json ours;
    ours.add("quality", story.quality)
        .add("heat", story.heat)
        .add("articles", story.accounts.size())
        .add("owners", story.voices);
    ours.add("provider", lead.provider.name).add("related", std::move(related));
    core::Json item;
    item.add("id", tag_uri(view.edition().desk, "story", story.story->id))
        .add("url", site_address(view, story_path(story.story->id)).str());
    if (const auto address = WebAddress::external(lead.web_url)) item.add("external_url", address->str());
    item.add("title", story.title()).add("content_html", content_of(story));
    if (auto summary = summary_of(lead, 340); !summary.empty()) item.add("summary", std::move(summary));
    if (const auto picture = view.picture(lead)) {
        if (const auto address = absolute_address(view.edition().desk, *picture)) item.add("image", address->str());
    }
    item.add("date_published", core::format_instant(lead.published))
        .add("date_modified", core::format_instant(story.last));
    item.add("authors", core::Json{core::Json::Array{std::move(author)}});
    if (!tags.array().empty()) item.add("tags", std::move(tags));
    if (!lead.language.empty()) item.add("language", lead.language);
    item.add("_masthead", std::move(ours));
    return item;
}

std::string json_feed(const EditionView& view, const Feed& feed) {
    core::Json out;
    out.add("version", "https://jsonfeed.org/version/1.1").add("title", feed.title);
    out.add("home_page_url", site_address(view, feed.folder).str())
        .add("feed_url", site_address(view, feed.folder + "feed.json").str());
    if (!feed.description.empty()) out.add("description", feed.description);
    out.add("language", view.edition().desk.language);
    core::Json items{core::Json::Array{}};
    for (const auto* story : feed.stories) items.push(feed_item(view, *story));
    out.add("items", std::move(items));
    return out.dump(2) + "\n";
}

core::Result<void> write_feed(const EditionView& view, const Feed& feed, const FileSink& sink) {
    if (auto done = sink({feed.folder + "feed.xml", rss(view, feed)}); !done) return done;
    if (auto done = sink({feed.folder + "atom.xml", atom(view, feed)}); !done) return done;
    return sink({feed.folder + "feed.json", json_feed(view, feed)});
}

// The newest stories of every topic, in one pass over all of them.
std::map<std::string_view, Stories> newest_by_topic(const EditionView& view) {
    std::map<std::string_view, Stories> newest;
    for (const auto* story : view.by_date()) {
        for (const auto& id : story->lead().topics) {
            if (auto& stories = newest[id]; stories.size() < view.options().feed_size) stories.push_back(story);
        }
    }
    return newest;
}

std::string sitemap(const EditionView& view) {
    Markup out;
    out.raw(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    const auto add = [&](std::string_view path, core::Instant changed) {
        out.raw("<url>")
            .element("loc", site_address(view, path).str())
            .element("lastmod", core::format_instant(changed))
            .raw("</url>\n");
    };
    add("", view.at());
    for (const auto* topic : view.live_topics()) {
        const auto stories = view.of_topic(topic->id);
        add(topic_path(topic->id), updated_of(view, {stories.begin(), stories.end()}));
    }
    const auto& stories = view.by_date();
    for (std::size_t i = 0; i < std::min(stories.size(), max_sitemap_stories); ++i)
        add(story_path(stories[i]->story->id), stories[i]->last);
    out.raw("</urlset>\n");
    return out.take();
}

}  // namespace

core::Result<void> write_feeds(const model::Edition& edition, const PublishOptions& options, const FileSink& sink) {
    const EditionView view(edition, options);
    const auto& desk = edition.desk;
    Feed everything{"", desk.title, desk.description.empty() ? "Stories of " + desk.title : desk.description,
                    view.by_date()};
    if (everything.stories.size() > options.feed_size) everything.stories.resize(options.feed_size);
    if (auto done = write_feed(view, everything, sink); !done) return done;
    auto by_topic = newest_by_topic(view);
    for (const auto& topic : edition.topics) {
        const Feed feed{topic_path(topic.id), desk.title + ": " + topic.name, "Stories on " + topic.name,
                        std::move(by_topic[topic.id])};
        if (auto done = write_feed(view, feed, sink); !done) return done;
    }
    for (const auto* story : view.by_date()) {
        if (auto done = sink({story_path(story->story->id) + "atom.xml", story_atom(view, *story)}); !done) return done;
    }
    // A sitemap of relative addresses is none.
    if (!core::Url::parse(desk.url)) return {};
    return sink({"sitemap.xml", sitemap(view)});
}

}  // namespace masthead::publish
