// The same articles give the same stories: in any order, in batches of any size, after a stop and a restart, and with
// one among them that claims to come from the future. How far orders may differ at scale stands in docs/stories.md.
#include "fake_web.h"
#include "labelled_news.h"
#include "pipeline/grouping.h"

#include <algorithm>
#include <filesystem>
#include <random>
#include <set>

#include <gmock/gmock.h>

namespace masthead::pipeline {
namespace {

using Groups = std::set<std::set<std::string>>;

// Asks for a stop once so much of the work is done.
class StoppingProgress final : public Progress {
  public:
    explicit StoppingProgress(std::stop_source& stop) : stop_(stop) {}
    void begin(std::string_view /*stage*/, std::size_t /*total*/) override {}
    void advance(std::size_t /*count*/) override { stop_.request_stop(); }
    void end() override {}

  private:
    std::stop_source& stop_;
};

class OrderTest : public RunTest {
  protected:
    OrderTest() { pass(std::chrono::hours(48)); }

    void open_again() {
        store_.reset();
        store_ = store::open_sqlite_store((folder_.path() / "masthead.db").string(), store::Access::read_write).value();
    }
    void forget_all() {
        store_.reset();
        for (const auto* end : {"", "-wal", "-shm"})
            std::filesystem::remove(folder_.path() / ("masthead.db" + std::string(end)));
        open_again();
    }
    void put(std::span<const model::Article> articles) {
        store::ChangeSet changes;
        changes.articles.assign(articles.begin(), articles.end());
        for (const auto& article : articles) changes.addresses.push_back({article.web_url, article.id});
        ASSERT_TRUE(store_->apply(changes, store::Durability::normal));
    }
    void group(Progress* progress = nullptr) {
        const core::FixedClock clock(web_.now);
        const World world{.store = store_.get(),
                          .clock = &clock,
                          .log = log_.get(),
                          .progress = progress != nullptr ? progress : &progress_,
                          .stop = web_.stop.get_token()};
        RunReport report;
        const auto done = group_and_score(desk_, world, report);
        ASSERT_TRUE(done) << done.error().message;
    }
    // The articles in batches of so many, the program ended and started anew between them.
    Groups in_batches(const std::vector<model::Article>& articles, std::size_t size) {
        forget_all();
        for (std::size_t at = 0; at < articles.size(); at += size) {
            put(std::span(articles).subspan(at, std::min(size, articles.size() - at)));
            group();
            open_again();
        }
        return groups();
    }
    Groups groups() {
        std::map<std::string, std::set<std::string>> by_story;
        const auto members = store_->memberships().value();
        for (const auto& member : members) by_story[member.story_id].insert(member.article_id);
        Groups out;
        for (auto& [id, articles] : by_story) out.insert(std::move(articles));
        return out;
    }
    // Pair F1 against the labels.
    static double pair_f1(const Groups& groups, const std::vector<model::Article>& articles) {
        std::map<std::string, std::string> event;
        for (std::size_t i = 0; i < articles.size(); ++i) event[articles[i].id] = labelled_accounts.at(i).event;
        const auto pairs = [](std::size_t count) { return static_cast<double>(count * (count - 1)) / 2; };
        std::map<std::string, std::size_t> labelled;
        for (const auto& [id, name] : event) ++labelled[name];
        double wanted = 0;
        for (const auto& [name, count] : labelled) wanted += pairs(count);
        double given = 0;
        double right = 0;
        for (const auto& group : groups) {
            std::map<std::string, std::size_t> parts;
            for (const auto& id : group) ++parts[event.at(id)];
            given += pairs(group.size());
            for (const auto& [name, count] : parts) right += pairs(count);
        }
        return 2 * right / (wanted + given);
    }
};

TEST_F(OrderTest, BatchesOfAnySizeGiveTheSameStories) {
    const auto articles = labelled_articles(from_unix(noon));
    const auto whole = in_batches(articles, 1000);
    EXPECT_GE(pair_f1(whole, articles), 0.9);
    for (const std::size_t size : {std::size_t{1}, std::size_t{7}})
        EXPECT_EQ(in_batches(articles, size), whole) << size;
}

TEST_F(OrderTest, AnyOrderGivesTheSameStories) {
    const auto articles = labelled_articles(from_unix(noon));
    const auto whole = in_batches(articles, 1000);
    std::mt19937 shuffle(2035);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same orders in every run.
    for (int round = 0; round < 3; ++round) {
        auto mixed = articles;
        std::ranges::shuffle(mixed, shuffle);
        EXPECT_EQ(in_batches(mixed, 1000), whole) << round;
        EXPECT_EQ(in_batches(mixed, 5), whole) << round;
    }
}

TEST_F(OrderTest, AStopInTheMiddleLosesNothing) {
    const auto articles = labelled_articles(from_unix(noon));
    const auto whole = in_batches(articles, 1000);
    forget_all();
    put(articles);
    StoppingProgress stopping(web_.stop);
    group(&stopping);
    web_.stop = std::stop_source();
    open_again();
    group();
    EXPECT_EQ(groups(), whole);
    EXPECT_TRUE(store_->unassigned().value().empty());
}

TEST_F(OrderTest, AnArticleOfTheYear2035ChangesNothingForTheOthers) {
    auto articles = labelled_articles(from_unix(noon));
    const auto whole = in_batches(articles, 1000);
    const auto before = store_->stories().value();
    model::Article future = articles.front();
    future.id = "00000000000fffff";
    future.web_url = future.original_url = "https://calendar.example/2035";
    future.title = "Calendar of the year";
    future.text = future.excerpt = "Full moons, feasts and holidays, and room for notes.";
    future.published = core::parse_instant("2035-01-01T00:00:00Z").value();
    future.provider = {"calendar.example", "Calendar"};
    for (const std::size_t at : {std::size_t{0}, articles.size()}) {
        auto with = articles;
        with.insert(with.begin() + static_cast<std::ptrdiff_t>(at), future);
        for (const std::size_t size : {std::size_t{3}, std::size_t{1000}}) {
            auto found = in_batches(with, size);
            EXPECT_EQ(found.erase({future.id}), 1U) << "it stands alone";
            EXPECT_EQ(found, whole) << at << ", " << size;
        }
    }
    for (const auto& story : before) {
        const auto after = store_->story(story.id).value();
        ASSERT_TRUE(after) << story.id;
        EXPECT_EQ(after->lead_id(), story.lead_id());
        EXPECT_EQ(after->members.front().heat, story.members.front().heat);
        EXPECT_EQ(after->members.front().is_published, story.members.front().is_published);
    }
}

}  // namespace
}  // namespace masthead::pipeline
