// Every record of the reference site, read, written and compared; and the titles that break front matter.
#include "core/json.h"
#include "record/record.h"
#include "support/files.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace masthead::record {
namespace {

TEST(RecordCorpus, EveryReferenceRecordComesBackByteForByte) {
    const auto site = test::corpus("everyday");
    if (!site) GTEST_SKIP() << test::no_corpus;
    std::vector<std::filesystem::path> files{*site / "seed-record.md"};
    for (const auto& entry : std::filesystem::directory_iterator(*site / "_news")) files.push_back(entry.path());
    EXPECT_GE(files.size(), 792U);
    for (const auto& file : files) {
        const auto bytes = test::read_file(file);
        const auto record = read_record(bytes);
        ASSERT_TRUE(record) << file << ": " << record.error().message;
        EXPECT_EQ(write_record(*record), bytes) << file;
        // Written afresh, from the fields alone, the reference's own form comes out too.
        Record fresh = *record;
        fresh.layout = {};
        EXPECT_EQ(write_record(fresh), bytes) << file;
    }
}

TEST(RecordCorpus, HostileTitlesSurviveARecord) {
    const auto path = test::corpus("hostile/titles.json");
    if (!path) GTEST_SKIP() << test::no_corpus;
    const auto titles = core::parse_json(test::read_file(*path));
    ASSERT_TRUE(titles);
    std::size_t count = 0;
    for (const auto& title : titles->array()) {
        Record record;
        record.title = std::string(title.string());
        record.excerpt = record.title;
        record.web_url = "https://a.example/";
        record.provider_name = record.title;
        record.provider_domain = "a.example";
        record.published_date_time = "2024-01-01T00:00:00Z";
        record.topics = {record.title};
        const auto again = read_record(write_record(record));
        ASSERT_TRUE(again) << again.error().message;
        EXPECT_EQ(*again, record);
        ++count;
    }
    EXPECT_EQ(count, 589U);
}

}  // namespace
}  // namespace masthead::record
