#include "app/run_report.h"

#include <gtest/gtest.h>

namespace masthead::app {
namespace {

TEST(RunReport, IsOneLineForARunThatGoesOn) {
    pipeline::RunReport report;
    report.sources = 3;
    report.items = 1200;
    report.articles = 7;
    OutputCounts output;
    output.written = 12;
    const core::Instant at = core::from_unix(1'792'240'200);
    EXPECT_EQ(run_line(report, output, at),
              core::format_instant(at) +
                  "  sources 3, items 1,200, new 7, revised 0, stories 0, published 0, files written 12, 0.00 s");
    report.sources_failed = 1;
    report.stopped = true;
    const std::string stopped = run_line(report, output, at);
    EXPECT_NE(stopped.find("sources 3 (1 failed)"), std::string::npos);
    EXPECT_TRUE(stopped.ends_with("; stopped before the end"));
    EXPECT_EQ(stopped.find('\n'), std::string::npos);
}

}  // namespace
}  // namespace masthead::app
