// Wrong input, held folders, taken ports, broken recordings, Ctrl-C: a clear sentence, the right exit code, nothing
// lost.
#include "app/program.h"
#include "core/json.h"
#include "support/files.h"

#include <algorithm>
#include <arpa/inet.h>
#include <csignal>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::test {
namespace {

using testing::HasSubstr;

TEST(WrongUse, NamesTheCommandThatDoesNotExist) {
    const auto result = masthead({"bogus"});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.errors, HasSubstr("there is no command \"bogus\""));
    EXPECT_EQ(masthead({}).exit_code, 2);
    EXPECT_EQ(masthead({"run", "--bogus"}).exit_code, 2);
    EXPECT_EQ(masthead({"--help"}).exit_code, 0);
    EXPECT_THAT(masthead({"--version"}).output, HasSubstr("masthead 0."));
}

TEST(Help, IsWhatTheReferencePageSays) {
    EXPECT_THAT(read_file("docs/options.md"), HasSubstr("```\n" + masthead({"help", "options"}).output + "```"));
    EXPECT_THAT(masthead({"help", "weights"}).output, HasSubstr("profile everyday"));
    EXPECT_THAT(masthead({"help", "man"}).output, testing::StartsWith(".TH MASTHEAD 1"));
}

TEST(WrongUse, SaysHowToMakeADeskWhereThereIsNone) {
    const TempFolder folder;
    const auto result = masthead({"run", "--once", "--desk", (folder.path() / "desk.yaml").string()});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.errors, HasSubstr("desk.yaml: No such file"));
}

TEST(WrongUse, PointsIntoAnInvalidDesk) {
    const TempFolder folder;
    const auto file = folder.path() / "desk.yaml";
    write_file(file, "desk:\n  title: Desk\npublish:\n  page_size: zero\n");
    const auto result = masthead({"run", "--once", "--desk", file.string()});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.errors,
                HasSubstr(file.string() + ":4:14: publish.page_size: \"zero\" is not a whole number from 1 to 1000"));
}

TEST(WrongUse, KeepsADeskThatIsThereAlready) {
    const TempFolder folder;
    EXPECT_EQ(masthead({"init", (folder.path() / "new").string()}).exit_code, 0);
    const auto file = folder.path() / "new/desk.yaml";
    const std::string written = read_file(file);
    EXPECT_EQ(masthead({"init", (folder.path() / "new").string()}).exit_code, 2);
    EXPECT_EQ(read_file(file), written);
    EXPECT_EQ(masthead({"doctor", "--desk", file.string()}).exit_code, 0);
}

TEST(WrongUse, SaysThatTheInstantIsNone) {
    const TempFolder folder;
    auto words = demo_run(folder.path());
    words.at(7) = "tomorrow";
    const auto result = masthead(words);
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.errors, HasSubstr("--now: \"tomorrow\" is no instant"));
}

TEST(Ingest, LeavesOutWhatIsWrongAndStoresTheRest) {
    const TempFolder folder;
    const auto file = folder.path() / "in.jsonl";
    write_file(file,
               "{\"title\":\"A quay "
               "reopens\",\"url\":\"https://a.example/1\",\"day\":\"2026-11-01\"}\nnonsense\n{\"titel\":1}\n");
    const std::string data = (folder.path() / "data").string();
    const auto result = masthead({"ingest", file.string(), "--data", data, "--json"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.errors, HasSubstr("in.jsonl:2: invalid JSON at byte"));
    EXPECT_THAT(result.errors, HasSubstr("a line has no \"title\""));
    EXPECT_THAT(masthead({"export", "articles", "--data", data}).output, HasSubstr("A quay reopens"));
    EXPECT_EQ(masthead({"ingest", (folder.path() / "none.jsonl").string(), "--data", data}).exit_code, 2);
}

// Arguments of a run of one source from a recording of ours.
std::vector<std::string> small_run(const TempFolder& folder, const std::string& warc) {
    const auto desk = folder.path() / "desk.yaml";
    write_file(desk, "desk:\n  title: Desk\nsources:\n  - url: https://a.example/feed.xml\n");
    return {"run",    "--once", "--desk", desk.string(), "--replay", warc, "--now", "2026-10-17T17:00:00Z",
            "--json", "--quiet"};
}

TEST(Recording, ThatIsMissingOrNoneIsNamed) {
    const TempFolder folder;
    const auto missing = masthead(small_run(folder, (folder.path() / "none.warc.gz").string()));
    EXPECT_EQ(missing.exit_code, 2);
    EXPECT_THAT(missing.errors, HasSubstr("none.warc.gz"));
    write_file(folder.path() / "junk.warc.gz", "this is no recording");
    const auto junk = masthead(small_run(folder, (folder.path() / "junk.warc.gz").string()));
    EXPECT_EQ(junk.exit_code, 2);
    EXPECT_THAT(junk.errors, HasSubstr("no WARC record"));
}

TEST(Recording, ThatIsTruncatedKeepsWhatIsWhole) {
    const TempFolder folder;
    const std::string whole = read_file(DEMO_WEB);
    const auto cut = folder.path() / "cut.warc.gz";
    write_file(cut, whole.substr(0, whole.size() / 2));
    auto words = demo_run(folder.path());
    words.at(5) = cut.string();
    const auto result = masthead(words);
    EXPECT_EQ(result.exit_code, 0) << result.errors;
    EXPECT_THAT(result.errors, HasSubstr("ends inside a record"));
    const auto report = core::parse_json(result.output);
    ASSERT_TRUE(report);
    EXPECT_GT((*report)["articles"].integer(), 10);
}

TEST(DataFolder, ThatIsHeldEndsWithThreeAndNamesTheHolder) {
    const TempFolder folder;
    const auto desk = folder.path() / "desk.yaml";
    write_file(desk, "desk:\n  title: Desk\nsources:\n  - url: https://127.0.0.1:9/feed.xml\n");
    const RunningProcess first({MASTHEAD_PROGRAM, "run", "--desk", desk.string(), "--quiet", "--json"});
    static_cast<void>(first.read_line());  // Its first round is done; now it waits for the next.
    const auto second = masthead({"run", "--once", "--desk", desk.string(), "--quiet"});
    EXPECT_EQ(second.exit_code, 3) << second.errors;
    EXPECT_THAT(second.errors, HasSubstr("in use by process " + std::to_string(first.pid())));
}

TEST(Run, SaysThatNoSourceCouldBeRead) {
    const TempFolder folder;
    const auto desk = folder.path() / "desk.yaml";
    write_file(desk, "desk:\n  title: Desk\nsources:\n  - url: https://127.0.0.1:9/feed.xml\n");
    const auto result = masthead({"run", "--once", "--desk", desk.string(), "--quiet", "--json"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.errors, HasSubstr("no source could be read"));
}

TEST(Run, LeavesAFileThatStandsInPlaceOfItsFolderAlone) {
    const TempFolder folder;
    write_file(folder.path() / "site", "mine");
    const auto result = masthead(demo_run(folder.path()));
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.errors, HasSubstr("could not make the folder"));
    EXPECT_EQ(read_file(folder.path() / "site"), "mine");
}

TEST(Publish, LeavesAFolderOfOthersAlone) {
    const TempFolder folder;
    write_file(folder.path() / "site/index.html", "mine");
    const auto result = masthead(demo_run(folder.path()));
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.errors, HasSubstr("holds files that Masthead did not write"));
    EXPECT_EQ(read_file(folder.path() / "site/index.html"), "mine");
}

TEST(Run, EndsOnATermSignalWhileItWaits) {
    const TempFolder folder;
    const auto desk = folder.path() / "desk.yaml";
    write_file(desk, "desk:\n  title: Desk\nsources:\n  - url: https://127.0.0.1:9/feed.xml\n");
    RunningProcess process({MASTHEAD_PROGRAM, "run", "--desk", desk.string(), "--quiet", "--json"});
    static_cast<void>(process.read_line());
    process.send(SIGTERM);
    const auto result = process.wait();
    EXPECT_EQ(result.exit_code, 0) << result.errors;
    EXPECT_LT(result.wall, std::chrono::seconds(2));
}

TEST(Run, ThatIsInterruptedLosesNothing) {
    const TempFolder undisturbed;
    ASSERT_EQ(masthead(demo_run(undisturbed.path())).exit_code, 0);
    const auto wanted = masthead({"export", "--data", (undisturbed.path() / "data").string()});
    const TempFolder folder;
    auto words = demo_run(folder.path());
    words.insert(words.begin(), MASTHEAD_PROGRAM);
    // Stopped again and again at other moments of the run; each time whatever is in the store must be whole.
    for (int milliseconds = 60; milliseconds <= 600; milliseconds += 180) {
        RunningProcess process(words);
        ::usleep(static_cast<useconds_t>(milliseconds) * 1000);
        process.send(SIGINT);
        const auto result = process.wait();
        // 130: the signal came before the program listened.
        EXPECT_THAT(result.exit_code, testing::AnyOf(0, 1, 130)) << result.errors;
        EXPECT_LT(result.wall, std::chrono::seconds(2));
    }
    const auto last = masthead(demo_run(folder.path()));
    EXPECT_EQ(last.exit_code, 0) << last.errors;
    EXPECT_EQ(masthead({"export", "--data", (folder.path() / "data").string()}).output, wanted.output);
}

TEST(Serve, NamesAPortThatIsTaken) {
    const TempFolder folder;
    const int taken = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ASSERT_EQ(::bind(taken, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    ASSERT_EQ(::listen(taken, 1), 0);
    socklen_t size = sizeof address;
    ::getsockname(taken, reinterpret_cast<sockaddr*>(&address), &size);
    ASSERT_EQ(masthead(demo_run(folder.path())).exit_code, 0);
    const std::string port = std::to_string(ntohs(address.sin_port));
    const auto result =
        masthead({"serve", "--desk", "examples/demo/desk.yaml", "--data", (folder.path() / "data").string(),
                  "--publish", (folder.path() / "site").string(), "--port", port});
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_THAT(result.errors, HasSubstr("port " + port));
    ::close(taken);
}

// One GET over a socket of our own: the whole answer.
std::string get(int port, const std::string& path) {
    const int connection = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    if (::connect(connection, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) return "no connection";
    const std::string request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
    if (::send(connection, request.data(), request.size(), 0) < 0) return "no request";
    std::string answer;
    std::string buffer(65536, '\0');
    for (ssize_t read = 0; (read = ::read(connection, buffer.data(), buffer.size())) > 0;)
        answer.append(buffer.data(), static_cast<std::size_t>(read));
    ::close(connection);
    return answer;
}

TEST(Serve, AnswersForTheSiteTheStoreAndItsHealth) {
    const TempFolder folder;
    ASSERT_EQ(masthead(demo_run(folder.path())).exit_code, 0);
    RunningProcess server({MASTHEAD_PROGRAM, "serve", "--desk", "examples/demo/desk.yaml", "--data",
                           (folder.path() / "data").string(), "--publish", (folder.path() / "site").string(), "--port",
                           "0", "--quiet"});
    const std::string line = server.read_line();
    ASSERT_THAT(line, testing::StartsWith("http://127.0.0.1:"));
    const int port = std::stoi(line.substr(17));
    EXPECT_THAT(get(port, "/"), HasSubstr("The Harbour Desk"));
    EXPECT_THAT(get(port, "/healthz"), HasSubstr("\"status\":\"ok\""));
    EXPECT_THAT(get(port, "/api/explain?url=https%3A%2F%2Fnowhere.example%2F"), HasSubstr("Never seen"));
    EXPECT_THAT(get(port, "/api/explain?url=x"), HasSubstr("400"));
    EXPECT_THAT(get(port, "/api/sources"), HasSubstr("lantern-dispatch.example"));
    EXPECT_THAT(get(port, "/api/news/"), HasSubstr("\"value\""));
    EXPECT_THAT(get(port, "/nothing-here"), HasSubstr("404"));
    server.send(SIGTERM);
    const auto result = server.wait();
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_LT(result.wall, std::chrono::seconds(6));
}

}  // namespace
}  // namespace masthead::test
