// Recordings made by wget, read by the library and by the program.
#include "app/program.h"
#include "core/json.h"
#include "fetch/local_server.h"
#include "fetch/warc.h"
#include "fetch/warc_making.h"
#include "support/files.h"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

namespace masthead::test {
namespace {

using fetch::RequestKind;

constexpr const char* no_wget = "wget is not installed (apt-get install wget): its recordings are not tested";

std::string answer(const std::string& status, const std::string& headers, const std::string& body) {
    return "HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
           headers + "\r\n" + body;
}

std::string feed(const std::string& host) {
    return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Harbour news</title><link>http://" + host +
           "/</link><description>d</description><item><title>The tide gate opens two days early</title><link>http://" +
           host + "/article</link><guid>http://" + host +
           "/article</guid><pubDate>Mon, 05 Oct 2026 08:00:00 GMT</pubDate>"
           "<description>The gate keepers opened it on Monday.</description></item></channel></rss>";
}

std::string serve(const std::string& head, int) {
    const auto begin = head.find(' ') + 1;
    const std::string path = head.substr(begin, head.find(' ', begin) - begin);
    const auto host_at = head.find("Host: ") + 6;
    const std::string host = head.substr(host_at, head.find('\r', host_at) - host_at);
    if (path == "/feed") {
        const std::string packed = gzip(feed(host));
        const std::string half = packed.substr(0, 100);
        const std::string rest = packed.substr(100);
        char sizes[2][20];
        std::snprintf(sizes[0], sizeof sizes[0], "%zx\r\n", half.size());
        std::snprintf(sizes[1], sizeof sizes[1], "%zx\r\n", rest.size());
        return "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/rss+xml\r\nETag: \"1\"\r\n"
               "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n" +
               (sizes[0] + half) + "\r\n" + (sizes[1] + rest) + "\r\n0\r\n\r\n";
    }
    if (path == "/article") {
        std::string text;
        for (int i = 0; i < 30; ++i)
            text += "<p>The keepers of the gate say that the water stands higher than before.</p>";
        return answer("200 OK", "Content-Type: text/html\r\n",
                      "<html><head><title>The tide gate opens two days early</title></head><body><article>" + text +
                          "</article></body></html>");
    }
    if (path == "/moved") return answer("301 Moved Permanently", "Location: /feed\r\n", "over there");
    if (path == "/gone") return answer("410 Gone", "", "bye");
    if (path == "/busy") return answer("503 Service Unavailable", "Retry-After: 60\r\n", "");
    return answer("404 Not Found", "", "nothing");
}

class Wget : public testing::Test {
  protected:
    Wget() : server_(serve) {}
    void SetUp() override {
        if (run_process({"which", "wget"}).exit_code != 0) GTEST_SKIP() << no_wget;
    }

    // Records `paths` into NAME.warc.gz (or NAME.warc); its path.
    std::string record(const std::string& name, const std::vector<std::string>& paths,
                       const std::vector<std::string>& options = {}) {
        std::vector<std::string> words{"wget",
                                       "--no-verbose",
                                       "--no-config",
                                       "--tries=1",
                                       "--no-proxy",
                                       "--output-document=" + file(name + ".out"),
                                       "--warc-cdx",
                                       "--warc-tempdir=" + folder_.path().string(),
                                       "--warc-file=" + file(name)};
        words.insert(words.end(), options.begin(), options.end());
        for (const auto& path : paths) words.push_back(server_.url(path));
        const auto done = run_process(words);
        const std::string path = file(name + ".warc.gz");
        if (std::filesystem::exists(path)) return path;
        EXPECT_TRUE(std::filesystem::exists(file(name + ".warc"))) << done.errors;
        return file(name + ".warc");
    }
    [[nodiscard]] std::string file(const std::string& name) const { return (folder_.path() / name).string(); }

    // What a replay of the file answers, in words.
    [[nodiscard]] std::string replayed(const std::string& warc, const std::string& path) const {
        auto replay = fetch::open_replay(warc, core::SystemClock().now());
        if (!replay) return replay.error().message;
        EXPECT_EQ(fetch::damage_sentence(replay->summary, warc), "");
        std::string words;
        const fetch::Request request{.url = server_.url(path), .kind = RequestKind::page};
        replay->client->fetch(std::span(&request, 1),
                              [&](std::size_t, const core::Result<fetch::Visit>& visit) {
                                  if (!visit) words = "error: " + visit.error().message;
                                  if (!visit) return;
                                  if (const auto* fresh = std::get_if<fetch::Fresh>(&*visit))
                                      words = fresh->url + " " + fresh->body;
                                  if (std::holds_alternative<fetch::Gone>(*visit)) words = "gone";
                                  if (const auto* deferred = std::get_if<fetch::Deferred>(&*visit))
                                      words = "deferred " + std::to_string(deferred->status) +
                                              (deferred->retry_at ? " until" : "");
                              },
                              {});
        return words;
    }
    [[nodiscard]] std::string served_feed() const {
        const std::string url = server_.url("");
        return feed(url.substr(url.find("//") + 2));
    }

    LocalServer server_;
    TempFolder folder_;
};

TEST_F(Wget, RecordingsAreReplayedAsTheWebAnswered) {
    for (const std::vector<std::string>& options : {std::vector<std::string>{}, {"--no-warc-compression"}}) {
        const auto warc = record(options.empty() ? "packed" : "plain",
                                 {"/feed", "/article", "/moved", "/missing", "/gone", "/busy"}, options);
        EXPECT_EQ(replayed(warc, "/feed"), server_.url("/feed ") + served_feed());
        EXPECT_EQ(replayed(warc, "/moved"), server_.url("/feed ") + served_feed());
        EXPECT_NE(replayed(warc, "/article").find("higher than before"), std::string::npos);
        EXPECT_NE(replayed(warc, "/missing").find("404"), std::string::npos);
        EXPECT_EQ(replayed(warc, "/gone"), "gone");
        EXPECT_EQ(replayed(warc, "/busy"), "deferred 503 until");
        EXPECT_NE(replayed(warc, "/never").find("is not in the recorded web"), std::string::npos);
    }
}

TEST_F(Wget, RevisitsAreGivenTheBodyOfTheFileTheyAreJoinedTo) {
    const auto first = record("first", {"/feed", "/article"});
    const auto second = record("second", {"/feed", "/article"}, {"--warc-dedup=" + file("first.cdx")});
    EXPECT_NE(replayed(second, "/feed").find("join the recordings with cat"), std::string::npos);
    const std::string joined = file("joined.warc.gz");
    write_file(joined, read_file(first) + read_file(second));
    std::vector<std::string> bodies;
    const auto summary = fetch::read_warc(joined, [&](const fetch::RecordedResponse& response) {
        bodies.push_back(response.body);
        return true;
    });
    ASSERT_TRUE(summary);
    ASSERT_EQ(bodies.size(), 4U);
    EXPECT_EQ(bodies[0], served_feed());
    EXPECT_EQ(bodies[2], bodies[0]);
    EXPECT_EQ(bodies[3], bodies[1]);
}

TEST_F(Wget, RecordingsAreFeedsAndAWebToTheProgram) {
    const auto warc = record("web", {"/feed", "/article"});
    const auto read = masthead({"feed", warc, "--json"});
    EXPECT_EQ(read.exit_code, 0) << read.errors;
    EXPECT_NE(read.output.find("The tide gate opens two days early"), std::string::npos);
    write_file(file("list.opml"), "<opml version=\"2.0\"><body><outline text=\"Harbour\" xmlUrl=\"" +
                                      server_.url("/feed") + "\"/></body></opml>");
    const auto run = masthead({"run", "--once", "--replay", warc, "--opml", file("list.opml"), "--data", file("data"),
                               "--publish", file("site"), "--json", "--quiet"});
    EXPECT_EQ(run.exit_code, 0) << run.errors;
    const auto json = core::parse_json(run.output);
    ASSERT_TRUE(json) << run.output;
    EXPECT_EQ((*json)["articles"].integer(), 1) << run.output;
}

}  // namespace
}  // namespace masthead::test
