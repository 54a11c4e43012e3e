// sanitized_payloads [ATTACKS.json [FEEDS.warc.gz]]: a JSON line for each attack, {"name", "set", "raw", "clean"}:
// those made from tables (set "made"), those of a file of objects with `payload` (set "recorded"), and, to see that
// ordinary markup survives, what the feeds of a recording show (set "feeds").
#include "core/json.h"
#include "feed/feed.h"
#include "fetch/warc.h"
#include "html/sanitize.h"
#include "payloads.h"

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace {

using masthead::core::Json;

void print(std::string_view set, std::string_view name, std::string_view raw, const std::string& base) {
    Json line;
    line.add("set", set).add("name", name).add("raw", raw);
    line.add("clean", masthead::html::sanitize(raw, {.base_url = base}));
    const std::string text = line.dump() + "\n";
    std::fwrite(text.data(), 1, text.size(), stdout);
}

bool print_recorded(const char* path) {
    std::ifstream in(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    const auto attacks = masthead::core::parse_json(bytes);
    if (!attacks) return false;
    for (const Json& attack : attacks->array())
        print("recorded", attack["title"].string(), attack["payload"].string(), "https://courier.example/");
    return true;
}

bool print_feeds(const char* path) {
    const auto summary = masthead::fetch::read_warc(path, [](const masthead::fetch::RecordedResponse& response) {
        const auto feed = masthead::feed::parse_feed(response.body, response.url, "");
        if (!feed) return true;
        for (const auto& item : feed->items)
            print("feeds", item.link, item.content.empty() ? item.summary : item.content, item.link);
        return true;
    });
    return summary.has_value();
}

}  // namespace

int main(int count, char** words) {
    for (const auto& [name, markup] : masthead::html::test::make_payloads())
        print("made", name, markup, "https://courier.example/");
    if (count > 1 && !print_recorded(words[1])) return 1;
    if (count > 2 && !print_feeds(words[2])) return 1;
    return 0;
}
