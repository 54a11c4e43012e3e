// What strangers' pages may cost at most, by the process's CPU time and the kernel's count of its memory: 0.5 s and 64
// MiB over the page's own bytes, for pages made to hurt and for real ones that end anywhere.
#include "fetch/process_memory.h"
#include "fetch/warc.h"
#include "page/hostile_pages.h"
#include "page/page.h"
#include "support/files.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace masthead::page {
namespace {

constexpr double max_seconds = 0.5;
constexpr double max_mebibytes = 64;

double cpu_seconds_of(std::string_view bytes) {
    const std::clock_t began = std::clock();
    static_cast<void>(parse_page(bytes, "https://example.org/2024/05/03/page", "text/html"));
    return static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC;
}

TEST(HostilePages, CostNoMoreThanHalfASecondAnd64MebibytesEach) {
    for (const auto& [name, markup] : test::hostile_pages()) {
        const test::PeakMemory memory;
        const double seconds = cpu_seconds_of(markup);
        EXPECT_LE(seconds, max_seconds) << name;
        if (test::PeakMemory::is_exact) {
            EXPECT_LE(memory.grown_mebibytes(), max_mebibytes) << name;
        }
        std::printf("%8.1f ms %6.1f MiB  %s\n", seconds * 1000, memory.grown_mebibytes(), name.c_str());
    }
}

// Every fourth page, another one in each set; all of them where MASTHEAD_EVERY_PAGE is set.
TEST(HostilePages, RealPagesMayEndAnywhere) {
    constexpr std::size_t places = 100;
    const std::size_t step = std::getenv("MASTHEAD_EVERY_PAGE") != nullptr ? 1 : 4;
    std::size_t pages = 0;
    double longest = 0;
    const test::PeakMemory memory;
    for (const char* name : {"aeb", "htmldate", "fundus"}) {
        const auto path = test::corpus("web/" + std::string(name) + ".warc.gz");
        if (!path) continue;
        const auto read = fetch::read_warc(path->string(), [&](const fetch::RecordedResponse& response) {
            if (pages++ % step != 0) return true;
            const std::string_view body = response.body;
            for (std::size_t i = 0; i < places; ++i)
                longest = std::max(longest, cpu_seconds_of(body.substr(0, body.size() * i / places)));
            return true;
        });
        EXPECT_TRUE(read);
    }
    if (pages == 0) GTEST_SKIP() << test::no_corpus;
    EXPECT_LE(longest, max_seconds);
    if (test::PeakMemory::is_exact) {
        EXPECT_LE(memory.grown_mebibytes(), max_mebibytes);
    }
    std::printf("%zu pages at %zu places: %.1f ms the longest, %.1f MiB\n", (pages + step - 1) / step, places,
                longest * 1000, memory.grown_mebibytes());
}

}  // namespace
}  // namespace masthead::page
