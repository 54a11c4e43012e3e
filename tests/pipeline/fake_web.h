// A web that each test writes, and a desk that reads it.
#pragma once

#include "config/load.h"
#include "core/url.h"
#include "pipeline/run.h"
#include "support/files.h"
#include "text/html_text.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace masthead::pipeline {

using core::from_unix;
using fetch::Fresh;

inline constexpr std::int64_t noon = 1792238400;  // 2026-10-17T12:00:00Z

class SilentProgress final : public Progress {
  public:
    void begin(std::string_view /*stage*/, std::size_t /*total*/) override {}
    void advance(std::size_t /*count*/) override {}
    void end() override {}
};

// Addresses and what they answer; a redirect is an answer from elsewhere.
class FakeWeb final : public fetch::HttpClient {
  public:
    void fetch(std::span<const fetch::Request> requests, const fetch::VisitSink& sink,
               std::stop_token /*stop*/) override {
        for (std::size_t i = 0; i < requests.size(); ++i) {
            ++asked[requests[i].url];
            last[requests[i].url] = requests[i];
            if (const auto visit = visits.find(requests[i].url); visit != visits.end()) {
                sink(i, visit->second);
                continue;
            }
            const auto found = answers.find(requests[i].url);
            if (found == answers.end()) {
                sink(i, core::fail(core::ErrorCode::not_found, requests[i].url + " is not there"));
            } else {
                const std::size_t bytes = requests[i].first_bytes == 0 ? std::string::npos : requests[i].first_bytes;
                sink(i, Fresh{.url = found->second.first,
                              .body = found->second.second.substr(0, bytes),
                              .content_type = "",
                              .at = now});
            }
            if (stop_after == requests[i].url) stop.request_stop();
        }
    }
    std::map<std::string, std::pair<std::string, std::string>> answers;
    std::map<std::string, core::Result<fetch::Visit>> visits;  // Go before `answers`.
    std::map<std::string, int> asked;
    std::map<std::string, fetch::Request> last;
    core::Instant now = from_unix(noon);
    std::string stop_after;
    std::stop_source stop;
};

struct Item {
    std::string link;
    std::string title;
    std::string content;
    std::string published = "2026-10-17T10:00:00Z";
    std::string updated;
};

inline std::string atom(const std::vector<Item>& items) {
    std::string out =
        R"(<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>A feed</title><id>urn:f</id>)";
    for (const auto& item : items) {
        out += "<entry><id>" + item.link + "</id><title>" + text::escape_html(item.title) + R"(</title><link href=")" +
               item.link + R"("/><published>)" + item.published + "</published>";
        if (!item.updated.empty()) out += "<updated>" + item.updated + "</updated>";
        out += R"(<content type="html">)" + text::escape_html("<p>" + item.content + "</p>") + "</content></entry>";
    }
    return out + "</feed>";
}

// Long enough to count as a full text; each `seed` gives other words.
inline std::string long_text(int seed) {
    std::string out;
    for (int i = 0; i < 220; ++i)
        out += "word" + std::to_string((seed * 7919 + i * i * 31) % 5003) + (i % 12 == 11 ? ". " : " ");
    return out;
}

inline std::string html(const std::string& title, const std::string& canonical, const std::string& body) {
    return "<html><head><title>" + title + "</title>" +
           (canonical.empty() ? "" : "<link rel=canonical href='" + canonical + "'>") + "</head><body><article><h1>" +
           title + "</h1><p>" + body + "</p><p>" + body + "</p></article></body></html>";
}

class RunTest : public testing::Test {
  protected:
    RunTest() : desk_(config::default_desk()), log_(core::make_null_logger()) {
        auto store = store::open_sqlite_store((folder_.path() / "masthead.db").string(), store::Access::read_write);
        EXPECT_TRUE(store) << store.error().message;
        store_ = std::move(*store);
        follow("https://a.example/feed");
    }

    void follow(const std::string& url) { desk_.sources.push_back({.url = url}); }
    void answer(const std::string& url, const std::string& body, const std::string& from = "") {
        web_.answers[url] = {from.empty() ? url : from, body};
    }

    World world(const core::Clock& clock, std::size_t threads = 0) {
        return {.http = &web_,
                .store = store_.get(),
                .clock = &clock,
                .log = log_.get(),
                .progress = &progress_,
                .stop = web_.stop.get_token(),
                .threads = threads};
    }
    RunReport run(Schedule schedule = Schedule::at_once) {
        const core::FixedClock clock(web_.now);
        const auto report = run_once(desk_, world(clock), schedule);
        EXPECT_TRUE(report) << report.error().message;
        return report.value_or(RunReport{});
    }
    void pass(std::chrono::seconds time) { web_.now += time; }
    model::SourceState state_of(const std::string& url = "https://a.example/feed") {
        const auto states = store_->sources().value();
        for (const auto& state : states) {
            if (state.url == url) return state;
        }
        ADD_FAILURE() << "nothing is remembered of " << url;
        return {};
    }
    std::vector<model::Article> articles() {
        return store_->articles(core::Instant::min(), core::Instant::max(), store::TextPart::with).value();
    }
    std::vector<std::string> titles() {
        std::vector<std::string> out;
        for (const auto& article : articles()) out.push_back(article.title);
        return out;
    }
    std::vector<std::string> reasons(const std::string& url) {
        std::vector<std::string> out;
        const auto decisions = store_->decisions(url).value();
        for (const auto& decision : decisions) out.push_back(decision.reason);
        return out;
    }

    test::TempFolder folder_;
    config::Desk desk_;
    FakeWeb web_;
    SilentProgress progress_;
    std::unique_ptr<core::Logger> log_;
    std::unique_ptr<store::Store> store_;
};

}  // namespace masthead::pipeline
