#include "html/element.h"

#include "html/name_table.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace masthead::html {
namespace {

constexpr std::uint8_t sorts(std::initializer_list<Sort> all) {
    unsigned bits = 0;
    for (const Sort one : all) bits |= static_cast<unsigned>(one);
    return static_cast<std::uint8_t>(bits);
}

struct Entry {
    std::string_view name;
    Element element;
    std::uint8_t sorts;
};

// In the order of the enumeration.
constexpr std::array entries{
    Entry{"a", Element::a, sorts({Sort::formatting})},
    Entry{"abbr", Element::abbr, 0},
    Entry{"address", Element::address, sorts({Sort::special})},
    Entry{"amp-img", Element::amp_img, 0},
    Entry{"annotation-xml", Element::annotation_xml, 0},
    Entry{"applet", Element::applet, sorts({Sort::special, Sort::scope})},
    Entry{"area", Element::area, sorts({Sort::special, Sort::void_})},
    Entry{"article", Element::article, sorts({Sort::special})},
    Entry{"aside", Element::aside, sorts({Sort::special})},
    Entry{"audio", Element::audio, 0},
    Entry{"b", Element::b, sorts({Sort::formatting, Sort::breaks_foreign})},
    Entry{"base", Element::base, sorts({Sort::special, Sort::void_})},
    Entry{"basefont", Element::basefont, sorts({Sort::special, Sort::void_})},
    Entry{"bgsound", Element::bgsound, sorts({Sort::special, Sort::void_})},
    Entry{"big", Element::big, sorts({Sort::formatting, Sort::breaks_foreign})},
    Entry{"blockquote", Element::blockquote, sorts({Sort::special, Sort::breaks_foreign})},
    Entry{"body", Element::body, sorts({Sort::special, Sort::breaks_foreign})},
    Entry{"br", Element::br, sorts({Sort::special, Sort::void_, Sort::breaks_foreign})},
    Entry{"button", Element::button, sorts({Sort::special})},
    Entry{"caption", Element::caption, sorts({Sort::special, Sort::scope, Sort::thorough_end})},
    Entry{"center", Element::center, sorts({Sort::special, Sort::breaks_foreign})},
    Entry{"cite", Element::cite, 0},
    Entry{"code", Element::code, sorts({Sort::formatting, Sort::breaks_foreign})},
    Entry{"col", Element::col, sorts({Sort::special, Sort::void_})},
    Entry{"colgroup", Element::colgroup, sorts({Sort::special, Sort::thorough_end})},
    Entry{"dd", Element::dd, sorts({Sort::special, Sort::implied_end, Sort::thorough_end, Sort::breaks_foreign})},
    Entry{"del", Element::del, 0},
    Entry{"desc", Element::desc, 0},
    Entry{"details", Element::details, sorts({Sort::special})},
    Entry{"dialog", Element::dialog, 0},
    Entry{"dir", Element::dir, sorts({Sort::special})},
    Entry{"div", Element::div, sorts({Sort::special, Sort::breaks_foreign})},
    Entry{"dl", Element::dl, sorts({Sort::special, Sort::breaks_foreign})},
    Entry{"dt", Element::dt, sorts({Sort::special, Sort::implied_end, Sort::thorough_end, Sort::breaks_foreign})},
    Entry{"em", Element::em, sorts({Sort::formatting, Sort::breaks_foreign})},
    Entry{"embed", Element::embed, sorts({Sort::special, Sort::void_, Sort::breaks_foreign})},
    Entry{"fieldset", Element::fieldset, sorts({Sort::special})},
    Entry{"figcaption", Element::figcaption, sorts({Sort::special})},
    Entry{"figure", Element::figure, sorts({Sort::special})},
    Entry{"font", Element::font, sorts({Sort::formatting})},
    Entry{"footer", Element::footer, sorts({Sort::special})},
    Entry{"foreignobject", Element::foreignobject, 0},
    Entry{"form", Element::form, sorts({Sort::special})},
    Entry{"frame", Element::frame, sorts({Sort::special, Sort::void_})},
    Entry{"frameset", Element::frameset, sorts({Sort::special})},
    Entry{"h1", Element::h1, sorts({Sort::special, Sort::heading, Sort::breaks_foreign})},
    Entry{"h2", Element::h2, sorts({Sort::special, Sort::heading, Sort::breaks_foreign})},
    Entry{"h3", Element::h3, sorts({Sort::special, Sort::heading, Sort::breaks_foreign})},
    Entry{"h4", Element::h4, sorts({Sort::special, Sort::heading, Sort::breaks_foreign})},
    Entry{"h5", Element::h5, sorts({Sort::special, Sort::heading, Sort::breaks_foreign})},
    Entry{"h6", Element::h6, sorts({Sort::special, Sort::heading, Sort::breaks_foreign})},
    Entry{"head", Element::head, sorts({Sort::special, Sort::breaks_foreign})},
    Entry{"header", Element::header, sorts({Sort::special})},
    Entry{"hgroup", Element::hgroup, sorts({Sort::special})},
    Entry{"hr", Element::hr, sorts({Sort::special, Sort::void_, Sort::breaks_foreign})},
    Entry{"html", Element::html, sorts({Sort::special, Sort::scope})},
    Entry{"i", Element::i, sorts({Sort::formatting, Sort::breaks_foreign})},
    Entry{"iframe", Element::iframe, sorts({Sort::special})},
    Entry{"image", Element::image, 0},
    Entry{"img", Element::img, sorts({Sort::special, Sort::void_, Sort::breaks_foreign})},
    Entry{"input", Element::input, sorts({Sort::special, Sort::void_})},
    Entry{"ins", Element::ins, 0},
    Entry{"keygen", Element::keygen, sorts({Sort::special, Sort::void_})},
    Entry{"label", Element::label, 0},
    Entry{"legend", Element::legend, 0},
    Entry{"li", Element::li, sorts({Sort::special, Sort::implied_end, Sort::thorough_end, Sort::breaks_foreign})},
    Entry{"link", Element::link, sorts({Sort::special, Sort::void_})},
    Entry{"listing", Element::listing, sorts({Sort::special, Sort::breaks_foreign})},
    Entry{"main", Element::main, sorts({Sort::special})},
    Entry{"malignmark", Element::malignmark, 0},
    Entry{"map", Element::map, 0},
    Entry{"marquee", Element::marquee, sorts({Sort::special, Sort::scope})},
    Entry{"math", Element::math, 0},
    Entry{"menu", Element::menu, sorts({Sort::special, Sort::breaks_foreign})},
    Entry{"meta", Element::meta, sorts({Sort::special, Sort::void_, Sort::breaks_foreign})},
    Entry{"mglyph", Element::mglyph, 0},
    Entry{"mi", Element::mi, 0},
    Entry{"mn", Element::mn, 0},
    Entry{"mo", Element::mo, 0},
    Entry{"ms", Element::ms, 0},
    Entry{"mtext", Element::mtext, 0},
    Entry{"nav", Element::nav, sorts({Sort::special})},
    Entry{"nobr", Element::nobr, sorts({Sort::formatting, Sort::breaks_foreign})},
    Entry{"noembed", Element::noembed, sorts({Sort::special})},
    Entry{"noframes", Element::noframes, sorts({Sort::special})},
    Entry{"noscript", Element::noscript, sorts({Sort::special})},
    Entry{"object", Element::object, sorts({Sort::special, Sort::scope})},
    Entry{"ol", Element::ol, sorts({Sort::special, Sort::breaks_foreign})},
    Entry{"optgroup", Element::optgroup, sorts({Sort::implied_end, Sort::thorough_end})},
    Entry{"option", Element::option, sorts({Sort::implied_end, Sort::thorough_end})},
    Entry{"p", Element::p, sorts({Sort::special, Sort::implied_end, Sort::thorough_end, Sort::breaks_foreign})},
    Entry{"param", Element::param, sorts({Sort::special, Sort::void_})},
    Entry{"picture", Element::picture, 0},
    Entry{"plaintext", Element::plaintext, sorts({Sort::special})},
    Entry{"pre", Element::pre, sorts({Sort::special, Sort::breaks_foreign})},
    Entry{"q", Element::q, 0},
    Entry{"rb", Element::rb, sorts({Sort::implied_end, Sort::thorough_end})},
    Entry{"rp", Element::rp, sorts({Sort::implied_end, Sort::thorough_end})},
    Entry{"rt", Element::rt, sorts({Sort::implied_end, Sort::thorough_end})},
    Entry{"rtc", Element::rtc, sorts({Sort::implied_end, Sort::thorough_end})},
    Entry{"ruby", Element::ruby, sorts({Sort::breaks_foreign})},
    Entry{"s", Element::s, sorts({Sort::formatting, Sort::breaks_foreign})},
    Entry{"script", Element::script, sorts({Sort::special})},
    Entry{"search", Element::search, sorts({Sort::special})},
    Entry{"section", Element::section, sorts({Sort::special})},
    Entry{"select", Element::select, sorts({Sort::special, Sort::scope})},
    Entry{"small", Element::small, sorts({Sort::formatting, Sort::breaks_foreign})},
    Entry{"source", Element::source, sorts({Sort::special, Sort::void_})},
    Entry{"span", Element::span, sorts({Sort::breaks_foreign})},
    Entry{"strike", Element::strike, sorts({Sort::formatting, Sort::breaks_foreign})},
    Entry{"strong", Element::strong, sorts({Sort::formatting, Sort::breaks_foreign})},
    Entry{"style", Element::style, sorts({Sort::special})},
    Entry{"sub", Element::sub, sorts({Sort::breaks_foreign})},
    Entry{"summary", Element::summary, sorts({Sort::special})},
    Entry{"sup", Element::sup, sorts({Sort::breaks_foreign})},
    Entry{"svg", Element::svg, 0},
    Entry{"table", Element::table, sorts({Sort::special, Sort::scope, Sort::breaks_foreign})},
    Entry{"tbody", Element::tbody, sorts({Sort::special, Sort::thorough_end})},
    Entry{"td", Element::td, sorts({Sort::special, Sort::scope, Sort::thorough_end})},
    Entry{"template", Element::template_, sorts({Sort::special, Sort::scope})},
    Entry{"textarea", Element::textarea, sorts({Sort::special})},
    Entry{"tfoot", Element::tfoot, sorts({Sort::special, Sort::thorough_end})},
    Entry{"th", Element::th, sorts({Sort::special, Sort::scope, Sort::thorough_end})},
    Entry{"thead", Element::thead, sorts({Sort::special, Sort::thorough_end})},
    Entry{"time", Element::time, 0},
    Entry{"title", Element::title, sorts({Sort::special})},
    Entry{"tr", Element::tr, sorts({Sort::special, Sort::thorough_end})},
    Entry{"track", Element::track, sorts({Sort::special, Sort::void_})},
    Entry{"tt", Element::tt, sorts({Sort::formatting, Sort::breaks_foreign})},
    Entry{"u", Element::u, sorts({Sort::formatting, Sort::breaks_foreign})},
    Entry{"ul", Element::ul, sorts({Sort::special, Sort::breaks_foreign})},
    Entry{"var", Element::var, sorts({Sort::breaks_foreign})},
    Entry{"video", Element::video, 0},
    Entry{"wbr", Element::wbr, sorts({Sort::special, Sort::void_})},
    Entry{"xmp", Element::xmp, sorts({Sort::special})},
};
static_assert([] {
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (static_cast<std::size_t>(entries[i].element) != i + 1) return false;
    }
    return true;
}());

constexpr NameTable table(entries);

}  // namespace

Element element_of(std::string_view name) {
    const int index = table.find(name, entries);
    return index < 0 ? Element::other : static_cast<Element>(index + 1);
}

std::string_view name_of(Element element) {
    return element == Element::other ? std::string_view() : entries[static_cast<std::size_t>(element) - 1].name;
}

Tag tag_of(Element element, std::string_view name) {
    static const auto tags = [] {
        std::array<Tag, entries.size()> all{};
        std::ranges::transform(entries, all.begin(), [](const Entry& entry) { return tag_of(entry.name); });
        return all;
    }();
    return element == Element::other ? tag_of(name) : tags[static_cast<std::size_t>(element) - 1];
}

bool is(Element element, Sort sort) {
    if (element == Element::other) return false;
    return (entries[static_cast<std::size_t>(element) - 1].sorts & static_cast<unsigned>(sort)) != 0;
}

}  // namespace masthead::html
