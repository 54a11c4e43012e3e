#include "publish/markup.h"

#include <gtest/gtest.h>

namespace masthead::publish {
namespace {

TEST(Markup, WritesTextAndAttributesEscaped) {
    Markup out;
    out.tag("p").set("title", R"("><script>'&)");
    out.text(R"(<b>"Tom" & 'Ann'</b>)").close("p");
    EXPECT_EQ(
        out.str(),
        "<p title=\"&quot;&gt;&lt;script&gt;&#39;&amp;\">&lt;b&gt;&quot;Tom&quot; &amp; &#39;Ann&#39;&lt;/b&gt;</p>");
}

TEST(Markup, DropsWhatNeitherHtmlNorXmlAllows) {
    Markup out;
    out.text(std::string_view("a\0b\x01\x0b\x1f\x7f\tc\xEF\xBF\xBE\xEF\xBF\xBF", 16));
    EXPECT_EQ(out.str(), "ab\tc");
}

TEST(Markup, RepairsInvalidUtf8) {
    Markup out;
    out.text("caf\xE9 <");
    EXPECT_EQ(out.str(), "caf\xEF\xBF\xBD &lt;");
}

TEST(Markup, KeepsEveryOtherScriptAsItIs) {
    Markup out;
    out.text("海峡 ميناء Ærø 🚢\u00A0");
    EXPECT_EQ(out.str(), "海峡 ميناء Ærø 🚢\u00A0");
}

TEST(Markup, WritesSignedNumbersWithARealMinus) {
    Markup out;
    out.signed_number(20).raw(" ").signed_number(-5).raw(" ").signed_number(0);
    EXPECT_EQ(out.str(), "+20 \u22125 0");
}

TEST(Markup, JsonLdCannotEndOrNestItsScript) {
    Markup out;
    core::Json value;
    value.add("name", "</script><!--<script>alert(1)");
    out.json_ld(value);
    const std::string inner = out.str().substr(35, out.str().size() - 35 - 9);
    EXPECT_EQ(inner.find('<'), std::string::npos) << inner;
    const auto back = core::parse_json(inner);
    ASSERT_TRUE(back.has_value());
    EXPECT_EQ((*back)["name"].string(), "</script><!--<script>alert(1)");
}

TEST(WebAddress, TakesHttpAndHttpsOnly) {
    for (const std::string_view bad :
         {"javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)",
          "data:text/html,<script>", "vbscript:x", "file:///etc/passwd", "//host/x", "/x", "", "http://",
          "https://user:secret@host/x"}) {
        EXPECT_FALSE(WebAddress::external(bad).has_value()) << bad;
    }
    const auto kept = WebAddress::external("https://host.example/a?b=1&c=%20#d");
    ASSERT_TRUE(kept.has_value());
    EXPECT_EQ(kept->str(), "https://host.example/a?b=1&c=%20#d");
}

TEST(WebAddress, CannotLeaveItsQuotes) {
    const auto address = WebAddress::external("https://host.example/\"><script>alert(1)</script>");
    ASSERT_TRUE(address.has_value());
    EXPECT_EQ(address->str().find_first_of("\"<>"), std::string::npos) << address->str();
}

TEST(WebAddress, InsideHasAFixedAlphabet) {
    EXPECT_EQ(WebAddress::inside("../", "stories/a\"><b>:c/").str(), "../stories/a---b--c/");
    EXPECT_EQ(WebAddress::inside("", "").str(), "./");
}

}  // namespace
}  // namespace masthead::publish
