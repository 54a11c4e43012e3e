#include "publish/site_page.h"

#include "core/hash.h"
#include "core/url.h"
#include "publish/embedded.h"
#include "publish/phrases.h"
#include "publish/publisher.h"

#include <algorithm>

namespace masthead::publish {
namespace {

constexpr std::size_t max_topics_in_bar = 9;

// Even without headers (files on a plain host) nothing may run and nothing but pictures may come from elsewhere.
constexpr std::string_view content_policy =
    "default-src 'none'; style-src 'self'; img-src 'self' https:; base-uri 'none'; form-action 'self'";

std::string root_of(const PageHead& head, const model::DeskIdentity& desk) {
    if (head.is_anywhere) {
        const auto url = core::Url::parse(desk.url);
        std::string path = url ? url->path() : "/";
        if (!path.ends_with('/')) path += '/';
        return path;
    }
    std::string root;
    for (const char c : head.path) {
        if (c == '/') root += "../";
    }
    return root;
}

bool is_right_to_left(std::string_view language) {
    const std::string_view primary = language.substr(0, language.find('-'));
    return primary == "ar" || primary == "he" || primary == "fa" || primary == "ur" || primary == "yi" ||
           primary == "ps";
}

// The topics in the bar: the first of the desk's order that have news, and the page's own wherever it stands.
std::vector<const model::Topic*> bar_topics(const EditionView& view, std::string_view current) {
    std::vector<const model::Topic*> topics = view.live_topics();
    if (topics.size() <= max_topics_in_bar) return topics;
    const auto own =
        std::find_if(topics.begin(), topics.end(), [&](const auto* topic) { return topic->id == current; });
    if (own - topics.begin() >= static_cast<std::ptrdiff_t>(max_topics_in_bar) && own != topics.end()) {
        topics[max_topics_in_bar - 1] = *own;
    }
    topics.resize(max_topics_in_bar);
    return topics;
}

std::string_view short_name(const model::Topic& topic) {
    return topic.shortname.empty() ? topic.name : topic.shortname;
}

}  // namespace

Page::Page(const EditionView& view, PageHead head)
    : view_(view), head_(std::move(head)), root_(root_of(head_, view.edition().desk)) {}

WebAddress Page::address_of(const Picture& picture) const {
    auto external = WebAddress::external(picture.address);
    return external ? *std::move(external) : to(picture.address);
}

std::string Page::finish() {
    Markup out;
    out.raw("<!doctype html>\n");
    const auto& language = view_.edition().desk.language;
    out.tag("html").set("lang", language).set_if(is_right_to_left(language), "dir", "rtl");
    write_head(out);
    out.raw("<body><a class=\"skip\" href=\"#main\">Skip to the news</a><div class=\"page\">\n");
    write_masthead(out);
    write_topics(out);
    out.append(body_);
    write_footer(out);
    out.raw("</div></body></html>\n");
    return out.take();
}

void Page::write_head(Markup& out) const {
    const auto& desk = view_.edition().desk;
    out.raw("<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n");
    out.tag("meta").set("http-equiv", "Content-Security-Policy").set("content", content_policy);
    out.raw(
        "<meta name=\"referrer\" content=\"strict-origin-when-cross-origin\"><meta name=\"color-scheme\" "
        "content=\"light dark\">\n");
    out.raw("<title>").text(head_.title.empty() ? desk.title : head_.title + " · " + desk.title).raw("</title>\n");
    if (!head_.description.empty()) out.tag("meta").set("name", "description").set("content", head_.description);
    out.tag("link").set("rel", "stylesheet").href(to(style_sheet_path()));
    out.tag("link").set("rel", "icon").set("type", "image/svg+xml").href(to(icon_path));
    if (view_.options().feeds) {
        const auto feed = [&](std::string_view type, std::string_view file, std::string_view name) {
            out.tag("link")
                .set("rel", "alternate")
                .set("type", type)
                .set("title", name)
                .href(to(head_.feeds + std::string(file)));
        };
        feed("application/atom+xml", "atom.xml", "Atom");
        feed("application/rss+xml", "feed.xml", "RSS");
        feed("application/feed+json", "feed.json", "JSON Feed");
    }
    if (!head_.moved_to.empty()) {
        out.tag("meta").set("http-equiv", "refresh").set("content", "0; url=" + to(head_.moved_to).str());
    }
    write_preview(out);
    if (!head_.json_ld.is_null()) out.json_ld(head_.json_ld);
    out.raw("</head>\n");
}

void Page::write_preview(Markup& out) const {
    const auto& desk = view_.edition().desk;
    const auto property = [&](std::string_view name, std::string_view content) {
        if (!content.empty()) out.tag("meta").set("property", name).set("content", content);
    };
    property("og:site_name", desk.title);
    property("og:type", "website");
    property("og:title", head_.title.empty() ? desk.title : head_.title);
    property("og:description", head_.description);
    if (const auto address = WebAddress::external(absolute_address(desk, head_.path)); address && !head_.is_anywhere) {
        property("og:url", address->str());
        out.tag("link").set("rel", "canonical").href(*address);
    }
    if (head_.picture) {
        if (const auto image = absolute_address(desk, *head_.picture)) property("og:image", image->str());
    }
}

void Page::write_masthead(Markup& out) const {
    const auto& edition = view_.edition();
    const bool is_front = head_.path.empty() && !head_.is_anywhere;
    out.raw("<header class=\"top\"><p>");
    out.tag("time").set("datetime", core::format_instant(edition.at));
    out.text(long_day(edition.at))
        .raw("<br><span>edition of ")
        .text(clock_time(edition.at))
        .raw(" UTC</span></time></p>");
    // The desk's name is the front page's heading; on the other pages the page has its own.
    const auto name = [&] {
        out.tag("a").href(to(""));
        out.text(edition.desk.title).raw("</a>");
    };
    if (is_front) {
        out.raw("<h1 class=\"name\">");
        name();
        out.raw("</h1>");
    } else {
        out.raw("<p class=\"name\">");
        name();
        out.raw("</p>");
    }
    out.raw("<p class=\"read\">");
    if (edition.read_today > 0) {
        out.text(counted(edition.read_today, "article", "articles")).raw(" from ");
        out.text(counted(edition.providers_today, "provider", "providers")).raw(" today<br>in ");
        out.text(counted(view_.stories_today(), "story", "stories"));
    } else {
        out.raw("Nothing new was read<br>in the last 24 hours");
    }
    out.raw("</p></header>\n");
}

void Page::write_topics(Markup& out) const {
    const bool is_front = head_.path.empty() && !head_.is_anywhere;
    const auto link = [&](std::string_view path, std::string_view name, bool is_current) {
        out.tag("a").href(to(path)).set_if(is_current, "aria-current", "page");
        out.text(name).raw("</a>");
    };
    out.raw("<nav class=\"topics\" aria-label=\"Topics\">");
    link("", "Front page", is_front);
    for (const auto* topic : bar_topics(view_, head_.topic)) {
        // A story's page belongs to a topic without being its page.
        const bool is_here = topic->id == head_.topic;
        out.tag("a")
            .href(to(topic_path(topic->id)))
            .set_if(is_here, "aria-current", head_.path.starts_with("topics/") ? "page" : "true");
        out.text(short_name(*topic)).raw("</a>");
    }
    if (!view_.live_topics().empty()) link("topics/", "All topics", head_.path == "topics/");
    out.raw("</nav>\n");
}

void Page::write_footer(Markup& out) const {
    const auto link = [&](std::string_view path, std::string_view name) {
        out.tag("a").href(to(path));
        out.text(name).raw("</a>");
    };
    out.raw("<footer><p>Made with Masthead</p><nav aria-label=\"About this site\">");
    link("about/", "How stories are chosen");
    link("archive/", "Earlier days");
    if (view_.options().feeds) link("about/#feeds", "Feeds");
    if (view_.options().api) link("about/#api", "API");
    out.raw("</nav></footer>\n");
}

std::string style_sheet_path() {
    static const std::string path =
        "assets/site-" + core::to_hex(core::stable_hash(embedded::site_css)).substr(0, 8) + ".css";
    return path;
}

std::string absolute_address(const model::DeskIdentity& desk, std::string_view path) {
    if (desk.url.empty()) return std::string(path);
    return desk.url + (desk.url.ends_with('/') ? "" : "/") + std::string(path);
}

std::optional<WebAddress> absolute_address(const model::DeskIdentity& desk, const Picture& picture) {
    if (auto external = WebAddress::external(picture.address)) return external;
    return WebAddress::external(absolute_address(desk, picture.address));
}

}  // namespace masthead::publish
