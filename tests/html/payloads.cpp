#include "payloads.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include <fmt/core.h>

namespace masthead::html::test {
namespace {

using std::string_view;

constexpr string_view elements[] = {"img", "a",     "div",    "p",       "svg",     "math",   "video", "audio",
                                    "b",   "input", "style",  "table",   "details", "body",   "form",  "object",
                                    "td",  "xss",   "iframe", "marquee", "select",  "button", "link",  "embed"};
constexpr string_view events[] = {
    "onerror",  "onload",           "onfocus",        "onclick",        "onmouseover",
    "ontoggle", "onanimationstart", "onpointerenter", "onbeforetoggle", "oncontentvisibilityautostatechange"};
// Between the name of an element and its first attribute, and around '='.
constexpr string_view separators[] = {" ", "/", "\t", "\n", "\f", " / ", "/x='>'/"};
constexpr string_view attribute_forms[] = {"{0}=alert(1)",
                                           "{0}='alert(1)'",
                                           "{0}=\"alert(1)\"",
                                           "{0} = alert`1`",
                                           "{0}=&#97;lert(1)",
                                           "{0}=\"al&#x65;rt(1)\"",
                                           "x=\"><img src=x {0}=alert(1)>\"",
                                           "title='\"><img src=x onerror=alert(1)>' {0}=alert(1)",
                                           "{0}=alert(1)//",
                                           "={0}=alert(1) {0}=alert(1)"};

constexpr string_view schemes[] = {"javascript:alert(1)",
                                   "JaVaScRiPt:alert(1)",
                                   " javascript:alert(1)",
                                   "java\tscript:alert(1)",
                                   "java\nscript:alert(1)",
                                   "java&#9;script:alert(1)",
                                   "java&Tab;script&colon;alert(1)",
                                   "&#x6a;avascript:alert(1)",
                                   "&#0000106avascript:alert(1)",
                                   "\x01javascript:alert(1)",
                                   "&#1;javascript:alert(1)",
                                   "javascript&#58;alert(1)",
                                   "javascript&colon;alert(1)",
                                   "data:text/html,<script>alert(1)</script>",
                                   "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
                                   "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
                                   "vbscript:msgbox(1)",
                                   "view-source:javascript:alert(1)",
                                   "blob:javascript:alert(1)",
                                   "feed:javascript:alert(1)",
                                   "https:javascript:alert(1)",
                                   "//\njavascript:alert(1)",
                                   "javascript://example.org/%0aalert(1)",
                                   "mailto:x\"onmouseover=\"alert(1)",
                                   "https://example.org/\"onfocus=alert(1) autofocus x=\"",
                                   "https://example.org/'onfocus=alert(1) autofocus x='",
                                   "https://example.org/`onfocus=alert(1) x=`"};
constexpr string_view scheme_places[] = {
    "<a href=\"{0}\">x</a>",
    "<a href='{0}'>x</a>",
    "<a href={0}>x</a>",
    "<A HREF=\"{0}\" TARGET=_self>x</A>",
    "<img src=\"{0}\">",
    "<img srcset=\"{0} 1x, {0} 2x\">",
    "<iframe src=\"{0}\"></iframe>",
    "<iframe srcdoc=\"<a href='{0}'>x</a><script>parent.alert(1)</script>\"></iframe>",
    "<object data=\"{0}\"></object>",
    "<embed src=\"{0}\">",
    "<form action=\"{0}\"><input type=submit id=s></form>",
    "<form><button formaction=\"{0}\">x</button></form>",
    "<svg><a xlink:href=\"{0}\"><text y=20>x</text></a></svg>",
    "<svg><animate attributeName=href values=\"{0}\"/></svg>",
    "<math href=\"{0}\">x</math>",
    "<math><mtext><a href=\"{0}\">x</a></mtext></math>",
    "<base href=\"{0}\"><a href=x>x</a>",
    "<meta http-equiv=refresh content=\"0;url={0}\">",
    "<link rel=stylesheet href=\"{0}\">",
    "<video poster=\"{0}\" src=\"{0}\"><source src=\"{0}\"></video>",
    "<blockquote cite=\"{0}\">x</blockquote>",
    "<table background=\"{0}\"><td background=\"{0}\">x</table>",
    "<body background=\"{0}\">",
    "<div style=\"background:url({0})\">x</div>",
    "<input type=image src=\"{0}\">",
    "<area href=\"{0}\"><map name=m><area href=\"{0}\" shape=default></map>",
    "<isindex action=\"{0}\" type=image>",
    "<a href=x ping=\"{0}\" xlink:href=\"{0}\">x</a>"};

// What hides markup from one parser and shows it to another.
constexpr string_view wrappers[] = {"{0}",
                                    "<noscript><p title=\"</noscript>{0}\"></noscript>",
                                    "<noscript>{0}</noscript>",
                                    "<textarea>{0}</textarea>",
                                    "<textarea></textarea  >{0}",
                                    "<title>{0}</title>",
                                    "<title></title x>{0}",
                                    "<xmp>{0}</xmp>",
                                    "<xmp><p title=\"</xmp>{0}\">",
                                    "<style>{0}</style>",
                                    "<style><p title=\"</style>{0}\">",
                                    "<svg><style>{0}</style></svg>",
                                    "<svg></p><style><a id=\"</style>{0}\">",
                                    "<svg><p><style><g title=\"</style>{0}\">",
                                    "<svg><desc>{0}</desc></svg>",
                                    "<svg><foreignObject>{0}</foreignObject></svg>",
                                    "<math><mtext><table><mglyph><style><!--</style>{0}--></style>",
                                    "<math><annotation-xml encoding=text/html>{0}</annotation-xml></math>",
                                    "<form><math><mtext></form><form><mglyph><style></math>{0}",
                                    "<math><mi></mi></math><table><td>{0}",
                                    "<!--{0}-->",
                                    "<!--><p>{0}",
                                    "<!--->{0}-->",
                                    "<!-- --!>{0}-->",
                                    "<!-- a -- >{0}",
                                    "<!--<!--{0}-->-->",
                                    "<![CDATA[{0}]]>",
                                    "<svg><![CDATA[<p title=\"]]>{0}\">",
                                    "<?php {0} ?>",
                                    "<!DOCTYPE x [<!ENTITY y \"{0}\">]>",
                                    "<template>{0}</template>",
                                    "<template><s><template>{0}</s></template></template>{0}",
                                    "<iframe>{0}</iframe>",
                                    "<noembed><p title=\"</noembed>{0}\">",
                                    "<noframes><p title=\"</noframes>{0}\">",
                                    "<plaintext>{0}",
                                    "<select>{0}</select>",
                                    "<select><template><style><!--</style><a rel=\"--></style></template></select>{0}",
                                    "<table>{0}</table>",
                                    "<table><tr>{0}<td>x</table>",
                                    "<table><caption>{0}<table><caption>{0}",
                                    "<table><colgroup>{0}<col>{0}",
                                    "<p><table>{0}<p></table>",
                                    "<ul>{0}<li>{0}</ul>{0}",
                                    "<dl>{0}<dt><dl>{0}",
                                    "<ruby>{0}<rt>{0}<p>{0}<rp>",
                                    "<b><p>{0}</b>{0}</p>",
                                    "<a><b><i><a>{0}</b>{0}</i>{0}",
                                    "<h1><h2>{0}</h1>{0}",
                                    "<pre>\n{0}",
                                    "<pre>\n\n{0}</pre>",
                                    "<listing>\n\n{0}</listing>",
                                    "<pre><!-- -->\n{0}",
                                    "<button><p>{0}<button>{0}",
                                    "<video><source>{0}</video>",
                                    "<object><param>{0}</object>",
                                    "<marquee>{0}</marquee>",
                                    "<frameset>{0}",
                                    "<head>{0}</head><body>{0}",
                                    "</p>{0}</br>",
                                    "</div></td></table></body></html>{0}",
                                    "<a title='&quot;>{0}'>x</a>",
                                    "<img alt=\"{0}\" src=https://example.org/x>",
                                    "<img alt='`{0}' title=`{0} src=https://example.org/x>",
                                    "&lt;{0}&gt;",
                                    "<<{0}",
                                    "<p {0}",
                                    "<p =\"{0}\">",
                                    "<p a=b\"{0}\">",
                                    "<p/{0}>",
                                    "<p title={0}>x"};
constexpr string_view cores[] = {
    "<script>alert(1)</script>",
    "<script src=data:,alert(1)></script>",
    "<ScRiPt >alert(1)</ScRiPt >",
    "<script/x>alert(1)</script/x>",
    "<img src=x onerror=alert(1)>",
    "<IMG/SRC=x/ONERROR=alert(1)//>",
    "<svg onload=alert(1)>",
    "<svg><script>alert&#40;1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><set onbegin=alert(1) attributeName=x>",
    "<a href=javascript:alert(1)>x</a>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<iframe src=javascript:parent.alert(1)></iframe>",
    "<input autofocus onfocus=alert(1)>",
    "<p tabindex=1 autofocus onfocus=alert(1)>x",
    "<details open ontoggle=alert(1)>x",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<style>@keyframes x{}</style><p style='animation-name:x' onanimationstart=alert(1)>",
    "<body onload=alert(1)>",
    "<object data='data:text/html,<script>parent.alert(1)</script>'></object>",
    "<form id=x></form><button form=x formaction=javascript:alert(1)>x</button>",
    "<math><maction actiontype=statusline xlink:href=javascript:alert(1)>x</maction></math>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<xss id=x tabindex=1 onfocusin=alert(1)>x</xss>",
    "\xC0\xBCscript\xC0\xBE"
    "alert(1)</script>",
    "<scr\0ipt>alert(1)</script>",
    "<p onclick&#61;alert(1)>x</p>",
    "<a href='x' id=defaultView name=location>x</a><form name=getElementById>",
    "<template shadowrootmode=open><script>alert(1)</script></template>"};

std::string filled(string_view pattern, string_view with) {
    std::string out;
    while (!pattern.empty()) {
        const std::size_t hole = pattern.find("{0}");
        out += pattern.substr(0, hole);
        if (hole == string_view::npos) break;
        out += with;
        pattern.remove_prefix(hole + 3);
    }
    return out;
}

// A sequence that is the same on every machine.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    std::size_t below(std::size_t limit) {
        state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;  // Knuth, MMIX.
        return static_cast<std::size_t>(state_ >> 33U) % limit;
    }

  private:
    std::uint64_t state_;
};

// Cuts, doubles and swaps pieces of what there is already, at the bytes that matter to a parser.
std::string mutated(std::string markup, Dice& dice, const std::vector<Payload>& others) {
    constexpr string_view marks[] = {"<",   ">",    "\"",   "'",       "`",      "&",     "/",      "=",        "<!--",
                                     "-->", "</p>", "<p>",  "<table>", "</svg>", "<svg>", "<math>", "</style>", "\n",
                                     "\t",  "<b>",  "</b>", "<a>",     "<li>",   "<td>",  "&#0;",   "\f"};
    const std::size_t changes = 1 + dice.below(4);
    for (std::size_t i = 0; i < changes; ++i) {
        const std::size_t at = dice.below(markup.size() + 1);
        switch (dice.below(4)) {
            case 0:
                markup.insert(at, marks[dice.below(std::size(marks))]);
                break;
            case 1:
                markup.erase(at, 1 + dice.below(3));
                break;
            case 2:
                markup.insert(at, others[dice.below(others.size())].markup);
                break;
            default:
                markup.insert(at, markup.substr(at, 1 + dice.below(12)));
                break;
        }
    }
    return markup;
}

}  // namespace

std::vector<Payload> make_payloads() {
    std::vector<Payload> all;
    std::size_t form = 0;
    for (const string_view element : elements) {
        for (const string_view event : events) {
            const string_view separator = separators[form % std::size(separators)];
            const std::string attribute = filled(attribute_forms[form % std::size(attribute_forms)], event);
            all.push_back({fmt::format("{} {}", element, event),
                           fmt::format("<{}{}src=x href=x tabindex=1 autofocus open style=\"animation:x 1s\" {}>x</{}>",
                                       element, separator, attribute, element)});
            ++form;
        }
    }
    for (std::size_t place = 0; place < std::size(scheme_places); ++place) {
        for (std::size_t scheme = 0; scheme < std::size(schemes); ++scheme)
            all.push_back(
                {fmt::format("address {} at {}", scheme, place), filled(scheme_places[place], schemes[scheme])});
    }
    for (std::size_t wrapper = 0; wrapper < std::size(wrappers); ++wrapper) {
        for (std::size_t core = 0; core < std::size(cores); ++core)
            all.push_back({fmt::format("core {} in {}", core, wrapper), filled(wrappers[wrapper], cores[core])});
    }
    const std::size_t made = all.size();
    constexpr std::size_t mutations = 1500;
    constexpr std::uint64_t seed = 20240503;
    Dice dice(seed);
    const std::vector<Payload> sources = all;
    for (std::size_t i = 0; i < mutations; ++i) {
        const Payload& source = sources[dice.below(made)];
        all.push_back({fmt::format("mutation {} of {}", i, source.name), mutated(source.markup, dice, sources)});
    }
    return all;
}

}  // namespace masthead::html::test
