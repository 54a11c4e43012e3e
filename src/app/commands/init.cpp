// `masthead init DIR`: a desk to begin with, every line explained.
#include "app/commands/commands.h"
#include "app/console.h"
#include "app/files.h"

#include <fmt/format.h>

namespace masthead::app {

namespace {

constexpr std::string_view first_desk = R"yaml(# A Masthead desk: what is followed, how it is sorted, where it goes.
# `masthead help options` explains every option; `masthead run --once` reads the sources and publishes.

desk:
  id: my-desk
  title: "My Desk"
  description: "What happens in my field, told once."
  language: en
  url: "http://127.0.0.1:8080"

# Feeds to follow. `masthead source add SITE` finds more, `masthead source import list.opml` takes another reader's list.
sources:
  - url: "https://www.debian.org/News/news"
    title: "Debian News"
  - url: "https://lwn.net/headlines/rss"
    title: "LWN.net"

# What readers can choose from. A keyword in the title, or twice in the text, makes an article belong.
topics:
  - id: releases
    name: Releases
    keywords: [release, released, version, update]
  - id: security
    name: Security
    keywords: [security, vulnerability, exploit, "cve*"]

# Publishers you know: they score higher, and several of one owner count as one voice.
organizations:
  - domain: debian.org
    name: Debian
  - domain: lwn.net
    name: LWN.net

fetch:
  user_agent: "Masthead/0.1 (my desk; write to me@my.example)"

publish:
  folder: site
)yaml";

}  // namespace

ExitCode init_desk(const Arguments& arguments) {
    const std::filesystem::path file = std::filesystem::path(arguments.target) / "desk.yaml";
    std::error_code ignored;
    if (std::filesystem::exists(file, ignored))
        return wrong_use(fmt::format("{} is there already; nothing was changed", file.string()));
    if (auto done = write_file(file, first_desk); !done) return report(done.error());
    print(
        fmt::format("{} is written. Change its sources and topics, then:\n  masthead run --once --desk {}\n  masthead "
                    "serve --desk {}",
                    file.string(), file.string(), file.string()));
    return ExitCode::done;
}

}  // namespace masthead::app
