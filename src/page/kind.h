// What kind of page it is: an article, or something that stands where an article was expected.
//
// Nearly all pages that a desk reads are articles, and a page called otherwise loses its text. So a door (consent,
// login, error, an empty shell) is only believed where two things speak for it, one of them being that there is hardly
// an article's text; and nothing is called an index page that says of itself that it is an article.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace masthead::page {

struct Material;
struct ParsedPage;

enum class PageKind : std::uint8_t {
    article,
    video,
    gallery,
    live_blog,
    paywall_stub,  // The beginning of an article, and an offer.
    index,         // Front page, section, list of articles.
    search,        // What a search found.
    consent,       // Asks to be tracked before it shows anything.
    error,         // Not found, though it was served as if it were; or the server's trouble; or a robot check.
    login,
    shell,  // Empty without JavaScript.
};
[[nodiscard]] std::string_view name_of(PageKind kind);  // "article", "live blog", "consent page".

// Whether the page is a document of its own (an article, video, gallery, live blog, a paywall's stub) rather than a
// door or a list.
[[nodiscard]] bool is_document(PageKind kind);

struct KindOptions {
    std::size_t door_letters = 1200;        // Doors hold less text than this, in characters.
    std::size_t shell_letters = 300;        // So much on the whole page at most, in an empty shell.
    std::size_t stub_letters = 1500;        // A stub's text is shorter.
    std::size_t status_title_letters = 90;  // A title that only says what went wrong is shorter.
    double consent_share = 0.6;             // Of the text's letters in paragraphs that speak of consent.
    std::size_t gallery_pictures = 6;       // With captions, at least.
    double gallery_share = 0.5;             // Their captions' letters, beside those of text and captions.
    std::size_t live_entries = 5;           // Times in the text, at least, where only names speak of a live blog.
    std::size_t index_points = 5;           // See kind.cpp.
    std::size_t headline_links = 12;        // At least, in a list of articles.
};

struct FoundKind {
    PageKind kind = PageKind::article;
    std::string reason;  // In words: "the title says \"page not found\", and there are 80 letters of text".
};

// `page` must be filled but for its kind. O(n) in the page's blocks and elements. Pure.
[[nodiscard]] FoundKind find_kind(const Material& material, const ParsedPage& page, const KindOptions& options = {});

}  // namespace masthead::page
