#include "html/tag.h"

#include "html/name_table.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace masthead::html {
namespace {

constexpr std::uint16_t sorts(std::initializer_list<Sort> all) {
    unsigned bits = 0;
    for (const Sort one : all) bits |= static_cast<unsigned>(one);
    return static_cast<std::uint16_t>(bits);
}

struct Entry {
    std::string_view name;
    Tag tag;
    std::uint16_t sorts;
};

constexpr std::size_t first_element = 3;  // Before it: other, text, root.

// In the order of the enumeration.
constexpr std::array entries{
    Entry{"a", Tag::a, sorts({Sort::formatting, Sort::kept})},
    Entry{"abbr", Tag::abbr, sorts({Sort::kept})},
    Entry{"address", Tag::address, sorts({Sort::special, Sort::kept})},
    Entry{"amp-img", Tag::amp_img, sorts({Sort::kept})},
    Entry{"annotation-xml", Tag::annotation_xml, 0},
    Entry{"applet", Tag::applet, sorts({Sort::special, Sort::scope})},
    Entry{"area", Tag::area, sorts({Sort::special, Sort::void_})},
    Entry{"article", Tag::article, sorts({Sort::special, Sort::kept})},
    Entry{"aside", Tag::aside, sorts({Sort::special, Sort::kept})},
    Entry{"audio", Tag::audio, sorts({Sort::kept})},
    Entry{"b", Tag::b, sorts({Sort::formatting, Sort::breaks_foreign, Sort::kept})},
    Entry{"base", Tag::base, sorts({Sort::special, Sort::void_, Sort::kept})},
    Entry{"basefont", Tag::basefont, sorts({Sort::special, Sort::void_})},
    Entry{"bgsound", Tag::bgsound, sorts({Sort::special, Sort::void_})},
    Entry{"big", Tag::big, sorts({Sort::formatting, Sort::breaks_foreign})},
    Entry{"blockquote", Tag::blockquote, sorts({Sort::special, Sort::breaks_foreign, Sort::kept})},
    Entry{"body", Tag::body, sorts({Sort::special, Sort::breaks_foreign, Sort::kept})},
    Entry{"br", Tag::br, sorts({Sort::special, Sort::void_, Sort::breaks_foreign, Sort::kept})},
    Entry{"button", Tag::button, sorts({Sort::special, Sort::kept})},
    Entry{"caption", Tag::caption, sorts({Sort::special, Sort::scope, Sort::thorough_end, Sort::kept})},
    Entry{"center", Tag::center, sorts({Sort::special, Sort::breaks_foreign, Sort::kept})},
    Entry{"cite", Tag::cite, sorts({Sort::kept})},
    Entry{"code", Tag::code, sorts({Sort::formatting, Sort::breaks_foreign, Sort::kept})},
    Entry{"col", Tag::col, sorts({Sort::special, Sort::void_})},
    Entry{"colgroup", Tag::colgroup, sorts({Sort::special, Sort::thorough_end})},
    Entry{"dd", Tag::dd,
          sorts({Sort::special, Sort::implied_end, Sort::thorough_end, Sort::breaks_foreign, Sort::kept})},
    Entry{"del", Tag::del, 0},
    Entry{"desc", Tag::desc, 0},
    Entry{"details", Tag::details, sorts({Sort::special, Sort::kept})},
    Entry{"dialog", Tag::dialog, sorts({Sort::kept})},
    Entry{"dir", Tag::dir, sorts({Sort::special})},
    Entry{"div", Tag::div, sorts({Sort::special, Sort::breaks_foreign, Sort::kept})},
    Entry{"dl", Tag::dl, sorts({Sort::special, Sort::breaks_foreign, Sort::kept})},
    Entry{"dt", Tag::dt,
          sorts({Sort::special, Sort::implied_end, Sort::thorough_end, Sort::breaks_foreign, Sort::kept})},
    Entry{"em", Tag::em, sorts({Sort::formatting, Sort::breaks_foreign, Sort::kept})},
    Entry{"embed", Tag::embed, sorts({Sort::special, Sort::void_, Sort::breaks_foreign, Sort::kept})},
    Entry{"fieldset", Tag::fieldset, sorts({Sort::special, Sort::kept})},
    Entry{"figcaption", Tag::figcaption, sorts({Sort::special, Sort::kept})},
    Entry{"figure", Tag::figure, sorts({Sort::special, Sort::kept})},
    Entry{"font", Tag::font, sorts({Sort::formatting, Sort::kept})},
    Entry{"footer", Tag::footer, sorts({Sort::special, Sort::kept})},
    Entry{"foreignobject", Tag::foreignobject, 0},
    Entry{"form", Tag::form, sorts({Sort::special, Sort::kept})},
    Entry{"frame", Tag::frame, sorts({Sort::special, Sort::void_})},
    Entry{"frameset", Tag::frameset, sorts({Sort::special})},
    Entry{"h1", Tag::h1, sorts({Sort::special, Sort::heading, Sort::breaks_foreign, Sort::kept})},
    Entry{"h2", Tag::h2, sorts({Sort::special, Sort::heading, Sort::breaks_foreign, Sort::kept})},
    Entry{"h3", Tag::h3, sorts({Sort::special, Sort::heading, Sort::breaks_foreign, Sort::kept})},
    Entry{"h4", Tag::h4, sorts({Sort::special, Sort::heading, Sort::breaks_foreign, Sort::kept})},
    Entry{"h5", Tag::h5, sorts({Sort::special, Sort::heading, Sort::breaks_foreign, Sort::kept})},
    Entry{"h6", Tag::h6, sorts({Sort::special, Sort::heading, Sort::breaks_foreign, Sort::kept})},
    Entry{"head", Tag::head, sorts({Sort::special, Sort::breaks_foreign, Sort::kept})},
    Entry{"header", Tag::header, sorts({Sort::special, Sort::kept})},
    Entry{"hgroup", Tag::hgroup, sorts({Sort::special})},
    Entry{"hr", Tag::hr, sorts({Sort::special, Sort::void_, Sort::breaks_foreign, Sort::kept})},
    Entry{"html", Tag::html, sorts({Sort::special, Sort::scope, Sort::kept})},
    Entry{"i", Tag::i, sorts({Sort::formatting, Sort::breaks_foreign, Sort::kept})},
    Entry{"iframe", Tag::iframe, sorts({Sort::special, Sort::kept})},
    Entry{"image", Tag::image, 0},
    Entry{"img", Tag::img, sorts({Sort::special, Sort::void_, Sort::breaks_foreign, Sort::kept})},
    Entry{"input", Tag::input, sorts({Sort::special, Sort::void_, Sort::kept})},
    Entry{"ins", Tag::ins, 0},
    Entry{"keygen", Tag::keygen, sorts({Sort::special, Sort::void_})},
    Entry{"label", Tag::label, sorts({Sort::kept})},
    Entry{"legend", Tag::legend, sorts({Sort::kept})},
    Entry{"li", Tag::li,
          sorts({Sort::special, Sort::implied_end, Sort::thorough_end, Sort::breaks_foreign, Sort::kept})},
    Entry{"link", Tag::link, sorts({Sort::special, Sort::void_, Sort::kept})},
    Entry{"listing", Tag::listing, sorts({Sort::special, Sort::breaks_foreign})},
    Entry{"main", Tag::main, sorts({Sort::special, Sort::kept})},
    Entry{"malignmark", Tag::malignmark, 0},
    Entry{"map", Tag::map, sorts({Sort::kept})},
    Entry{"marquee", Tag::marquee, sorts({Sort::special, Sort::scope})},
    Entry{"math", Tag::math, 0},
    Entry{"menu", Tag::menu, sorts({Sort::special, Sort::breaks_foreign, Sort::kept})},
    Entry{"meta", Tag::meta, sorts({Sort::special, Sort::void_, Sort::breaks_foreign, Sort::kept})},
    Entry{"mglyph", Tag::mglyph, 0},
    Entry{"mi", Tag::mi, 0},
    Entry{"mn", Tag::mn, 0},
    Entry{"mo", Tag::mo, 0},
    Entry{"ms", Tag::ms, 0},
    Entry{"mtext", Tag::mtext, 0},
    Entry{"nav", Tag::nav, sorts({Sort::special, Sort::kept})},
    Entry{"nobr", Tag::nobr, sorts({Sort::formatting, Sort::breaks_foreign})},
    Entry{"noembed", Tag::noembed, sorts({Sort::special})},
    Entry{"noframes", Tag::noframes, sorts({Sort::special})},
    Entry{"noscript", Tag::noscript, sorts({Sort::special, Sort::kept})},
    Entry{"object", Tag::object, sorts({Sort::special, Sort::scope, Sort::kept})},
    Entry{"ol", Tag::ol, sorts({Sort::special, Sort::breaks_foreign, Sort::kept})},
    Entry{"optgroup", Tag::optgroup, sorts({Sort::implied_end, Sort::thorough_end, Sort::kept})},
    Entry{"option", Tag::option, sorts({Sort::implied_end, Sort::thorough_end, Sort::kept})},
    Entry{"p", Tag::p, sorts({Sort::special, Sort::implied_end, Sort::thorough_end, Sort::breaks_foreign, Sort::kept})},
    Entry{"param", Tag::param, sorts({Sort::special, Sort::void_})},
    Entry{"picture", Tag::picture, sorts({Sort::kept})},
    Entry{"plaintext", Tag::plaintext, sorts({Sort::special})},
    Entry{"pre", Tag::pre, sorts({Sort::special, Sort::breaks_foreign, Sort::kept})},
    Entry{"q", Tag::q, sorts({Sort::kept})},
    Entry{"rb", Tag::rb, sorts({Sort::implied_end, Sort::thorough_end})},
    Entry{"rp", Tag::rp, sorts({Sort::implied_end, Sort::thorough_end})},
    Entry{"rt", Tag::rt, sorts({Sort::implied_end, Sort::thorough_end})},
    Entry{"rtc", Tag::rtc, sorts({Sort::implied_end, Sort::thorough_end})},
    Entry{"ruby", Tag::ruby, sorts({Sort::breaks_foreign})},
    Entry{"s", Tag::s, sorts({Sort::formatting, Sort::breaks_foreign, Sort::kept})},
    Entry{"script", Tag::script, sorts({Sort::special})},
    Entry{"search", Tag::search, sorts({Sort::special})},
    Entry{"section", Tag::section, sorts({Sort::special, Sort::kept})},
    Entry{"select", Tag::select, sorts({Sort::special, Sort::scope, Sort::kept})},
    Entry{"small", Tag::small, sorts({Sort::formatting, Sort::breaks_foreign, Sort::kept})},
    Entry{"source", Tag::source, sorts({Sort::special, Sort::void_, Sort::kept})},
    Entry{"span", Tag::span, sorts({Sort::breaks_foreign, Sort::kept})},
    Entry{"strike", Tag::strike, sorts({Sort::formatting, Sort::breaks_foreign, Sort::kept})},
    Entry{"strong", Tag::strong, sorts({Sort::formatting, Sort::breaks_foreign, Sort::kept})},
    Entry{"style", Tag::style, sorts({Sort::special})},
    Entry{"sub", Tag::sub, sorts({Sort::breaks_foreign, Sort::kept})},
    Entry{"summary", Tag::summary, sorts({Sort::special, Sort::kept})},
    Entry{"sup", Tag::sup, sorts({Sort::breaks_foreign, Sort::kept})},
    Entry{"svg", Tag::svg, 0},
    Entry{"table", Tag::table, sorts({Sort::special, Sort::scope, Sort::breaks_foreign, Sort::kept})},
    Entry{"tbody", Tag::tbody, sorts({Sort::special, Sort::thorough_end, Sort::kept})},
    Entry{"td", Tag::td, sorts({Sort::special, Sort::scope, Sort::thorough_end, Sort::kept})},
    Entry{"template", Tag::template_, sorts({Sort::special, Sort::scope})},
    Entry{"textarea", Tag::textarea, sorts({Sort::special, Sort::kept})},
    Entry{"tfoot", Tag::tfoot, sorts({Sort::special, Sort::thorough_end, Sort::kept})},
    Entry{"th", Tag::th, sorts({Sort::special, Sort::scope, Sort::thorough_end, Sort::kept})},
    Entry{"thead", Tag::thead, sorts({Sort::special, Sort::thorough_end, Sort::kept})},
    Entry{"time", Tag::time, sorts({Sort::kept})},
    Entry{"title", Tag::title, sorts({Sort::special, Sort::kept})},
    Entry{"tr", Tag::tr, sorts({Sort::special, Sort::thorough_end, Sort::kept})},
    Entry{"track", Tag::track, sorts({Sort::special, Sort::void_})},
    Entry{"tt", Tag::tt, sorts({Sort::formatting, Sort::breaks_foreign})},
    Entry{"u", Tag::u, sorts({Sort::formatting, Sort::breaks_foreign, Sort::kept})},
    Entry{"ul", Tag::ul, sorts({Sort::special, Sort::breaks_foreign, Sort::kept})},
    Entry{"var", Tag::var, sorts({Sort::breaks_foreign})},
    Entry{"video", Tag::video, sorts({Sort::kept})},
    Entry{"wbr", Tag::wbr, sorts({Sort::special, Sort::void_})},
    Entry{"xmp", Tag::xmp, sorts({Sort::special})},
};
static_assert([] {
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (static_cast<std::size_t>(entries[i].tag) != i + first_element) return false;
    }
    return true;
}());

constexpr NameTable table(entries);

}  // namespace

Tag tag_of(std::string_view name) {
    const int index = table.find(name, entries);
    return index < 0 ? Tag::other : entries[static_cast<std::size_t>(index)].tag;
}

std::string_view name_of(Tag tag) {
    if (tag == Tag::root) return "document";
    const auto index = static_cast<std::size_t>(tag);
    return index < first_element ? std::string_view("element") : entries[index - first_element].name;
}

bool is(Tag tag, Sort sort) {
    const auto index = static_cast<std::size_t>(tag);
    return index >= first_element && (entries[index - first_element].sorts & static_cast<unsigned>(sort)) != 0;
}

}  // namespace masthead::html
