// One HTML page of the site: head, masthead, topics and footer round a body.
#pragma once

#include "publish/edition_view.h"
#include "publish/markup.h"

#include <optional>
#include <string>
#include <string_view>

namespace masthead::publish {

struct PageHead {
    std::string title;               // Without the desk's name; empty on the front page.
    std::string description;         // One sentence for search engines and link previews.
    std::string path;                // From the site's root, ending with '/'; empty for the front page.
    std::string topic;               // Id of the topic the page belongs to; empty: none.
    std::string feeds;               // Folder of the page's own feeds; empty: the whole desk's.
    std::optional<Picture> picture;  // For link previews.
    core::Json json_ld;              // schema.org, or null.
    std::string moved_to;            // Path of the page that this one leads on to; empty: none.
    bool is_anywhere = false;        // Served under addresses unknown now (404): links begin at the host's root.
};

// Borrows the view, which must outlive it.
class Page {
  public:
    Page(const EditionView& view, PageHead head);

    [[nodiscard]] Markup& body() { return body_; }
    [[nodiscard]] const EditionView& view() const { return view_; }
    // A path of the site, as a link from this page.
    [[nodiscard]] WebAddress to(std::string_view path) const { return WebAddress::inside(root_, path); }
    [[nodiscard]] WebAddress address_of(const Picture& picture) const;
    // The whole document. Call once.
    [[nodiscard]] std::string finish();

  private:
    void write_head(Markup& out) const;
    void write_preview(Markup& out) const;
    void write_masthead(Markup& out) const;
    void write_topics(Markup& out) const;
    void write_footer(Markup& out) const;

    const EditionView& view_;
    PageHead head_;
    std::string root_;
    Markup body_;
};

// "assets/site-<hash>.css": a new style sheet gets a new name, so that caches may keep the old one for ever.
[[nodiscard]] std::string style_sheet_path();
inline constexpr std::string_view icon_path = "assets/favicon.svg";

// A path of the site as an absolute address; the path itself where the desk has no address.
[[nodiscard]] std::string absolute_address(const model::DeskIdentity& desk, std::string_view path);
// A picture's address for readers outside the site; nothing where it is a path and the desk has no address.
[[nodiscard]] std::optional<WebAddress> absolute_address(const model::DeskIdentity& desk, const Picture& picture);

}  // namespace masthead::publish
