// The commands about sources against a server of ours, as a person uses them.
#include "app/program.h"
#include "core/json.h"
#include "fetch/local_server.h"
#include "support/files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::test {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string ok(const std::string& type, const std::string& body, const std::string& more = "") {
    return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
           more + "Connection: close\r\n\r\n" + body;
}

std::string feed(const std::string& title) {
    return "<rss version='2.0'><channel><title>" + title +
           "</title><link>https://a.example/</link><item><title>A quay reopens</title><guid>7</guid>"
           "<link>https://a.example/1</link><pubDate>Sat, 17 Oct 2026 10:00:00 GMT</pubDate></item></channel></rss>";
}

std::string answer(const std::string& head) {
    const auto path = head.substr(4, head.find(' ', 4) - 4);
    if (path == "/") {
        return ok("text/html",
                  "<html><head><title>Home</title><link rel=alternate type='application/rss+xml' title='Main' "
                  "href='/main.xml'><link rel=alternate type='application/rss+xml' title='Sport' href='/sport.xml'>"
                  "</head><body><p>Hello</p></body></html>");
    }
    if (path == "/main.xml") return ok("application/rss+xml", feed("The Strait Observer"), "ETag: \"v1\"\r\n");
    if (path == "/sport.xml") return ok("application/rss+xml", feed("Strait Sport"));
    if (path == "/gone.xml") return "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    if (path == "/busy.xml")
        return "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 7200\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
}

class SourceCommands : public testing::Test {
  protected:
    SourceCommands() { write("  - url: \"" + server_.url("/main.xml") + "\"   # the best\n"); }

    void write(const std::string& sources) {
        write_file(desk_, "# A desk.\ndesk:\n  title: Desk\nsources:\n" + sources +
                              "fetch:\n  allowed_private: [127.0.0.0/8]\n  allowed_ports: [\"" +
                              std::to_string(server_.port()) + "\"]\n  images: false\n  pages: never\n");
    }
    ProcessResult source(std::vector<std::string> words) {
        words.insert(words.begin(), "source");
        words.insert(words.end(), {"--desk", desk_.string()});
        return masthead(words);
    }
    static core::Json json(const ProcessResult& result) {
        auto parsed = core::parse_json(result.output);
        EXPECT_TRUE(parsed) << result.output << result.errors;
        return parsed ? *parsed : core::Json();
    }

    LocalServer server_{[](const std::string& head, int /*socket*/) { return answer(head); }};
    TempFolder folder_;
    std::filesystem::path desk_ = folder_.path() / "desk.yaml";
};

TEST_F(SourceCommands, AddFindsTheFeedsOfASiteAndWritesTheBest) {
    write("");
    const auto shown = source({"add", server_.url("/"), "--dry-run"});
    EXPECT_EQ(shown.exit_code, 0) << shown.errors;
    EXPECT_THAT(shown.output, HasSubstr("A quay reopens"));
    EXPECT_THAT(read_file(desk_), Not(HasSubstr("main.xml")));
    const auto added = source({"add", server_.url("/"), "--folder", "Press"});
    EXPECT_EQ(added.exit_code, 0) << added.errors;
    EXPECT_THAT(added.output, HasSubstr("Strait Sport"));
    EXPECT_THAT(added.output, HasSubstr("The others are left out"));
    EXPECT_THAT(read_file(desk_), HasSubstr("  - url: \"" + server_.url("/main.xml") +
                                            "\"\n    title: \"The Strait Observer\"\n    folder: \"Press\"\n"));
    EXPECT_THAT(read_file(desk_), Not(HasSubstr("sport.xml")));
    EXPECT_EQ(source({"add", server_.url("/"), "--all"}).exit_code, 0);
    EXPECT_THAT(read_file(desk_), HasSubstr("sport.xml"));
    const std::string before = read_file(desk_);
    EXPECT_THAT(source({"add", server_.url("/"), "--all"}).output, HasSubstr("nothing was changed"));
    EXPECT_EQ(read_file(desk_), before);
}

TEST_F(SourceCommands, AddSaysWhyNothingWasAdded) {
    const std::string before = read_file(desk_);
    const auto missing = source({"add", server_.url("/nothing")});
    EXPECT_EQ(missing.exit_code, 1);
    EXPECT_THAT(missing.errors, HasSubstr("404"));
    const auto known = source({"add", server_.url("/main.xml")});
    EXPECT_EQ(known.exit_code, 0) << known.errors;
    EXPECT_THAT(known.output, HasSubstr("already; nothing was changed"));
    EXPECT_EQ(source({"add", "ftp://a.example/"}).exit_code, 2);
    EXPECT_EQ(read_file(desk_), before);
}

TEST_F(SourceCommands, ListSaysWhenEachIsAskedNextAndWhy) {
    const auto fresh = json(source({"list", "--json"}));
    EXPECT_EQ(fresh.array().at(0)["health"].string(), "new");
    EXPECT_EQ(fresh.array().at(0)["because"].string(), "it was never asked");
    write("  - url: \"" + server_.url("/main.xml") + "\"\n  - url: \"" + server_.url("/gone.xml") + "\"\n  - url: \"" +
          server_.url("/busy.xml") + "\"\n");
    const auto run = masthead({"run", "--once", "--desk", desk_.string(), "--quiet", "--json"});
    EXPECT_EQ(run.exit_code, 0) << run.errors;
    const auto rows = json(source({"list", "--json"}));
    ASSERT_EQ(rows.array().size(), 3U);
    EXPECT_EQ(rows.array()[0]["health"].string(), "ok");
    EXPECT_EQ(rows.array()[0]["title"].string(), "The Strait Observer");
    EXPECT_FALSE(rows.array()[0]["nextFetchAt"].is_null());
    EXPECT_EQ(rows.array()[1]["health"].string(), "gone");
    EXPECT_TRUE(rows.array()[1]["nextFetchAt"].is_null());
    EXPECT_THAT(std::string(rows.array()[2]["because"].string()), HasSubstr("asks to be left alone"));
    for (const auto& row : rows.array()) EXPECT_FALSE(row["because"].string().empty());
    const auto table = source({"list"});
    EXPECT_THAT(table.output, HasSubstr("because"));
    EXPECT_THAT(table.output, HasSubstr("gone for good (410)"));
    // A person may ask for it again.
    EXPECT_THAT(source({"add", server_.url("/gone.xml")}).output, HasSubstr("the next run asks it again"));
    EXPECT_EQ(json(source({"list", "--json"})).array().at(1)["health"].string(), "new");
    EXPECT_EQ(source({"trust", server_.url("/main.xml")}).exit_code, 2);
}

TEST_F(SourceCommands, CheckStoresNothingAndSaysWhatToDo) {
    EXPECT_EQ(source({"check"}).exit_code, 0);
    EXPECT_FALSE(std::filesystem::exists(folder_.path() / "data"));
    const auto bad = source({"check", server_.url("/nothing")});
    EXPECT_EQ(bad.exit_code, 1);
    EXPECT_THAT(bad.output, HasSubstr("BAD " + server_.url("/nothing")));
    EXPECT_THAT(bad.output, HasSubstr("-> look for its new address"));
    write("  - url: \"" + server_.url("/main.xml") + "\"\n  - url: \"" + server_.url("/gone.xml") + "\"\n");
    const auto both = source({"check", "--json"});
    EXPECT_EQ(both.exit_code, 1);
    const auto rows = json(both);
    EXPECT_TRUE(rows.array().at(0)["ok"].boolean());
    EXPECT_EQ(rows.array().at(0)["items"].integer(), 1);
    EXPECT_FALSE(rows.array().at(1)["ok"].boolean());
    EXPECT_FALSE(rows.array().at(1)["remedy"].string().empty());
}

TEST_F(SourceCommands, ListsGoOutAndComeIn) {
    const auto opml = folder_.path() / "list.opml";
    write_file(opml,
               "<opml version='2.0'><body><outline text='Press'><outline type='rss' text='B' "
               "xmlUrl='https://b.example/feed'/></outline><outline type='rss' text='Known' xmlUrl='" +
                   server_.url("/main.xml") + "'/><outline text='X' xmlUrl='javascript:alert(1)'/></body></opml>");
    const auto imported = source({"import", opml.string()});
    EXPECT_EQ(imported.exit_code, 0) << imported.errors;
    EXPECT_THAT(imported.output, HasSubstr("1 of 2 sources"));
    const std::string desk = read_file(desk_);
    EXPECT_THAT(desk, HasSubstr("# the best\n  - url: \"https://b.example/feed\"\n"));
    EXPECT_THAT(desk, Not(HasSubstr("javascript")));
    const auto exported = source({"export"});
    EXPECT_EQ(exported.exit_code, 0);
    EXPECT_THAT(exported.output, HasSubstr("xmlUrl=\"https://b.example/feed\""));
    EXPECT_THAT(exported.output, HasSubstr("<outline text=\"Press\""));
    EXPECT_EQ(source({"export", "--out", (folder_.path() / "out.opml").string()}).exit_code, 0);
    EXPECT_EQ(read_file(folder_.path() / "out.opml"), exported.output);
    EXPECT_EQ(source({"import", (folder_.path() / "none.opml").string()}).exit_code, 2);
}

TEST_F(SourceCommands, FetchShowsWhatCame) {
    const auto file = folder_.path() / "body";
    const auto result =
        masthead({"fetch", server_.url("/main.xml"), "--desk", desk_.string(), "--json", "--output", file.string()});
    EXPECT_EQ(result.exit_code, 0) << result.errors;
    const auto row = json(result);
    EXPECT_EQ(row["status"].string(), "fresh");
    EXPECT_EQ(row["etag"].string(), "\"v1\"");
    EXPECT_EQ(row["contentType"].string(), "application/rss+xml");
    EXPECT_EQ(read_file(file), feed("The Strait Observer"));
    EXPECT_EQ(row["bytes"].integer(), static_cast<std::int64_t>(read_file(file).size()));
    const auto busy = masthead({"fetch", server_.url("/busy.xml"), "--desk", desk_.string(), "--json"});
    EXPECT_EQ(busy.exit_code, 1);
    EXPECT_EQ(json(busy)["status"].string(), "deferred");
    EXPECT_FALSE(json(busy)["retryAt"].is_null());
    // Without the desk's word nothing inside is asked.
    const auto guarded = masthead({"fetch", server_.url("/main.xml"), "--json"});
    EXPECT_EQ(guarded.exit_code, 1);
    EXPECT_EQ(json(guarded)["status"].string(), "failed");
}

TEST_F(SourceCommands, FeedPrintsOneObjectWithItsKeys) {
    const auto keys = [](const core::Json& object) {
        std::vector<std::string> out;
        for (const auto& [key, value] : object.object()) out.push_back(key);
        return out;
    };
    const auto file = folder_.path() / "feed.xml";
    write_file(file, feed("From a file"));
    const auto from_file = json(masthead({"feed", file.string(), "--json"}));
    EXPECT_EQ(from_file["url"].string(), file.string());
    EXPECT_THAT(keys(from_file),
                testing::ElementsAre("url", "format", "title", "link", "language", "problems", "items"));
    EXPECT_THAT(keys(from_file["items"].array().at(0)),
                testing::ElementsAre("id", "title", "link", "published", "updated", "authors", "summary", "content",
                                     "enclosures", "images", "categories", "source"));
    const auto from_web = masthead({"feed", server_.url("/main.xml"), "--json", "--desk", desk_.string()});
    EXPECT_EQ(json(from_web)["url"].string(), server_.url("/main.xml"));
    write_file(file, "no feed at all");
    const auto none = masthead({"feed", file.string(), "--json"});
    EXPECT_EQ(none.exit_code, 1);
    EXPECT_THAT(keys(json(none)),
                testing::ElementsAre("url", "format", "title", "link", "language", "problems", "items"));
    EXPECT_EQ(json(none)["problems"].array().size(), 1U);
}

TEST_F(SourceCommands, WrongUseIsAnsweredWithASentence) {
    EXPECT_EQ(masthead({"source"}).exit_code, 2);
    EXPECT_THAT(masthead({"source", "ad"}).errors, HasSubstr("there is no command \"source ad\""));
    const auto no_desk = masthead({"source", "add", "https://a.example/", "--desk", "/nowhere/desk.yaml"});
    EXPECT_EQ(no_desk.exit_code, 2);
    EXPECT_EQ(source({"add", "https://a.example/", "--kind", "blog"}).exit_code, 2);
    EXPECT_EQ(source({"trust", "https://never.example/"}).exit_code, 2);
}

}  // namespace
}  // namespace masthead::test
