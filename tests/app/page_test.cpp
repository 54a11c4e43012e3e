// `masthead page`: what people and programs see of a page, and what is said where there is none.
#include "app/program.h"
#include "core/json.h"
#include "support/files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::test {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class PageCommand : public testing::Test {
  protected:
    std::string file(const std::string& name, const std::string& bytes) {
        const auto path = folder_.path() / name;
        write_file(path, bytes);
        return path.string();
    }
    std::string article() {
        std::string page =
            "<html lang=en><head><title>Boats &amp; pilots | The Courier</title></head><body><nav><a "
            "href=/>Front page</a></nav><article><h1>Boats &amp; pilots</h1>";
        for (int i = 0; i < 5; ++i) {
            page += "<p>The pilots of Nordhaven ask for boat number " + std::to_string(i) +
                    " in <a href='/list'>a list</a> of what they need before the winter comes to the port.</p>";
        }
        return file("boats.html", page + "</article></body></html>");
    }
    TempFolder folder_;
};

TEST_F(PageCommand, ShowsTheArticleToPeople) {
    const auto result = masthead({"page", article()});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_THAT(result.output, StartsWith("Boats & pilots\n"));
    EXPECT_THAT(result.output, HasSubstr("The pilots of Nordhaven ask for boat number 4 in a list of what"));
    EXPECT_THAT(result.output, Not(HasSubstr("Front page")));
    EXPECT_EQ(result.errors, "");
    EXPECT_THAT(masthead({"page", article(), "--verbose"}).output, HasSubstr("  kind "));
}

TEST_F(PageCommand, PrintsTextAloneOrCleanHtmlOrJson) {
    EXPECT_THAT(masthead({"page", article(), "--text"}).output,
                StartsWith("The pilots of Nordhaven ask for boat number 0"));
    const auto html = masthead({"page", article(), "--html", "--url", "https://courier.example/2026/boats"}).output;
    EXPECT_THAT(html, StartsWith("<article>\n<h1>Boats &amp; pilots</h1>\n<p>The pilots"));
    EXPECT_THAT(html, HasSubstr("<a href=\"https://courier.example/list\" rel="));
    const auto json = core::parse_json(masthead({"page", article(), "--json"}).output);
    ASSERT_TRUE(json);
    EXPECT_EQ((*json)["title"].string(), "Boats & pilots");
    EXPECT_EQ((*json)["kind"].string(), "article");
    EXPECT_THAT(std::string((*json)["contentHtml"].string()), StartsWith("<p>The pilots"));
    const auto& title = (*json)["evidence"].array().front();
    EXPECT_EQ(title["field"].string(), "title");
    EXPECT_EQ(title["value"].string(), "Boats & pilots");
    EXPECT_FALSE(title["from"].string().empty());
    EXPECT_TRUE(title["passedOver"].is_array());
}

TEST_F(PageCommand, SaysWhatIsNoArticleBesideTheOutput) {
    const auto lost = file("lost.html",
                           "<html><head><title>Page not found</title></head><body><h1>Page not found</h1>"
                           "<p>There is nothing here.</p></body></html>");
    EXPECT_THAT(masthead({"page", lost}).output, HasSubstr("error page: the title says \"page not found\""));
    const auto text = masthead({"page", lost, "--text"});
    EXPECT_EQ(text.exit_code, 0);
    EXPECT_THAT(text.errors, HasSubstr("this is no article: error page"));
}

TEST_F(PageCommand, SaysWhatCannotBeRead) {
    const auto picture = masthead({"page", file("a.png", "\x89PNG\r\n\x1a\n....")});
    EXPECT_EQ(picture.exit_code, 1);
    EXPECT_THAT(picture.errors, HasSubstr("a.png: this is no HTML page; `masthead feed` reads feeds"));
    const auto missing = masthead({"page", (folder_.path() / "none.html").string()});
    EXPECT_NE(missing.exit_code, 0);
    EXPECT_THAT(missing.errors, HasSubstr("none.html"));
}

TEST_F(PageCommand, RefusesWhatMakesNoSense) {
    const auto page = article();
    EXPECT_EQ(masthead({"page", page, "--text", "--html"}).exit_code, 2);
    EXPECT_EQ(masthead({"page", page, "--json", "--html"}).exit_code, 2);
    EXPECT_THAT(masthead({"page", page, "--url", "courier"}).errors,
                HasSubstr("\"courier\" is no http or https address"));
    EXPECT_THAT(masthead({"page", page, page, "--url", "https://courier.example/"}).errors,
                HasSubstr("name that file alone"));
    EXPECT_EQ(masthead({"page", "https://a.example/", "--url", "https://courier.example/"}).exit_code, 2);
}

TEST_F(PageCommand, TakesOnePageOutOfARecordedWeb) {
    const auto all = masthead({"page", DEMO_WEB, "--json"});
    ASSERT_EQ(all.exit_code, 0);
    const auto first = core::parse_json(all.output.substr(0, all.output.find('\n')));
    ASSERT_TRUE(first);
    const auto none = masthead({"page", DEMO_WEB, "--url", "https://courier.example/none"});
    EXPECT_EQ(none.exit_code, 1);
    EXPECT_THAT(none.errors, HasSubstr("holds no page at https://courier.example/none"));
    const auto one = masthead({"page", DEMO_WEB, "--url", std::string((*first)["url"].string()), "--json"});
    EXPECT_EQ(one.output, all.output.substr(0, all.output.find('\n') + 1));
}

}  // namespace
}  // namespace masthead::test
