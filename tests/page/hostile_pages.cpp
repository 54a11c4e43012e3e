#include "page/hostile_pages.h"

#include <string_view>

namespace masthead::test {
namespace {

// `before` and `after` around a number that is another one each time.
std::string numbered(std::string_view before, std::string_view after, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) ((out += before) += std::to_string(i)) += after;
    return out;
}

}  // namespace

std::string repeat(std::string_view piece, std::size_t times) {
    std::string out;
    out.reserve(piece.size() * times);
    for (std::size_t i = 0; i < times; ++i) out += piece;
    return out;
}

std::vector<HostilePage> hostile_pages() {
    constexpr std::size_t million = 1'000'000;
    const std::string open_formatting = numbered("<b id=", "><i class=x>", 200);
    return {
        {"20,000 nested div", repeat("<div>", 20'000) + "text"},
        {"5,000 nested font and p", repeat("<font color=i><p>", 5000) + "text"},
        {"fonts of many colours and p", numbered("<font color=", "><p>", 5000) + "text"},
        {"100,000 attributes", "<p" + numbered(" a", "=1", 100'000) + ">text"},
        {"100,000 attributes of one name", "<p" + repeat(" class=a", 100'000) + ">text"},
        {"128 attributes on each of many b", repeat("<b" + numbered(" a", "=1", 128) + ">x", 10'000)},
        {"5,000 nested tables", repeat("<table><tr><td>", 5000) + "text"},
        {"less-than signs", "<p>" + repeat("<", million)},
        {"half end tags", "<p>" + repeat("</", million / 2)},
        {"unclosed comments", "<p>x" + repeat("<!--", million / 4)},
        {"dashes", "<p>x<!--" + repeat("--!", million / 3)},
        {"a million references", "<p>" + repeat("&amp;", million)},
        {"a million ampersands", "<p>" + repeat("&", million)},
        {"references that are none", "<p>" + repeat("&CounterClockwiseContourIntegra", million / 32)},
        {"deep formatting", repeat("<b><i>", 50'000) + "text"},
        {"deep formatting of many kinds", numbered("<b id=", "><i class=x>", 50'000) + "text"},
        {"formatting reopened in each p", open_formatting + repeat("<p>x</p>", 20'000)},
        {"misnested formatting", repeat("<a href=x><div>", 20'000) + repeat("</a>", 20'000)},
        {"adoption", repeat("<b><em><p>x</b>", 20'000)},
        {"adoption of many children", "<b><div>" + repeat("<i>x</i>", 20'000) + repeat("</b><b>", 5000)},
        {"content before tables", repeat("<table><b>x", 20'000)},
        {"content before one table", "<table>" + repeat("<b>x</b>y", 20'000)},
        {"text and rows", "<table>" + repeat("x<tr>", 40'000)},
        {"100,000 p", repeat("<p>", 100'000) + "text"},
        {"100,000 li", "<ul>" + repeat("<li>x", 100'000)},
        {"100,000 option", "<select>" + repeat("<option>x", 100'000)},
        {"end tags that close nothing", repeat("<div>", 500) + repeat("</b></x>", 40'000)},
        {"drawings", repeat("<svg><g>", 20'000) + "<p>x"},
        {"drawings that end at once", repeat("<svg><p>x", 20'000)},
        {"templates", repeat("<template>", 20'000) + "x"},
        {"bodies", repeat("<body class=a id=b lang=c>x", 20'000)},
        {"a script that holds scripts", "<script><!--" + repeat("<script></script ", 60'000)},
        {"unclosed scripts", "<p>x" + repeat("<script>", million / 8)},
        {"unclosed titles", repeat("<title>", million / 8)},
        {"unclosed quotes", "<p>x" + repeat("<a href=\"x>", 90'000)},
        {"carriage returns", "<p>" + repeat("\r", million)},
        {"NULs", "<p>" + repeat(std::string("\0x", 2), million / 2)},
        {"one long word", "<p>" + repeat("x", 4 * million)},
        {"words", "<p>" + repeat("words and ", million / 2)},
        {"JSON-LD that never ends", "<script type=application/ld+json>" + repeat("{\"a\":[", million / 6)},
        {"JSON-LD of one object", "<script type=application/ld+json>{\"@graph\":[" +
                                      repeat("{\"@type\":\"Article\"},", 90'000) + "{}]}</script><p>x"},
    };
}

}  // namespace masthead::test
