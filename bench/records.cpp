// Front-matter records, read and written exactly. Peers: PyYAML (its own parser, and libyaml under it) loading the same
// front matter, which keeps neither spelling nor order and checks no layout.
#include "measure.h"
#include "record/record.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

namespace masthead::bench {

namespace {

std::vector<Document> invented() {
    std::vector<Document> files;
    for (int i = 0; i < 800; ++i) {
        record::Record record;
        record.title = fmt::format("Harbour report {}: \"fair wind\", two berths free", i);
        record.excerpt = fmt::format("The {} ships due this week find the quay repaired and the crane back in use.", i);
        record.published_date_time = fmt::format("2026-10-{:02}T12:00:00Z", 1 + i % 28);
        record.web_url = fmt::format("https://harbour.example/report-{}", i);
        record.provider_name = "Harbour Gazette";
        record.provider_domain = "harbour.example";
        record.topics = {"Ports", "Weather"};
        record.images.push_back({record.web_url + ".jpg", 1200, 630, true, "The quay", "Harbour Gazette"});
        for (int r = 0; r < i % 20; ++r)
            record.related.push_back({record.title, record.excerpt, record.published_date_time, record.web_url, "", "",
                                      "article", "Harbour Gazette", "harbour.example", r, record.images});
        files.push_back({std::to_string(i), "", record::write_record(record)});
    }
    return files;
}

const std::vector<Document>& files() {
    static const std::vector<Document> read = [] {
        const std::string folder = corpus("everyday/_news");
        if (folder.empty()) return invented();
        std::vector<Document> fresh;
        for (const auto& entry : std::filesystem::directory_iterator(folder))
            fresh.push_back({entry.path().filename().string(), "", read_file(entry.path().string())});
        std::ranges::sort(fresh, {}, &Document::url);
        return fresh;
    }();
    return read;
}

Work work() {
    return {files().size(), bytes_of(files())};
}

void read(benchmark::State& state) {
    std::size_t found = 0;
    measure(state, work(), [&] {
        found = 0;
        for (const auto& file : files()) found += record::read_record(file.body) ? 1U : 0U;
    });
    state.counters["found"] = static_cast<double>(found);
}

void write(benchmark::State& state) {
    std::vector<record::Record> records;
    for (const auto& file : files()) {
        if (auto record = record::read_record(file.body)) records.push_back(std::move(*record));
    }
    measure(state, work(), [&] {
        for (const auto& record : records) benchmark::DoNotOptimize(record::write_record(record));
    });
}

// The least that writing can cost: the bytes of each file, once, into a string of its own.
void copy(benchmark::State& state) {
    measure(state, work(), [] {
        for (const auto& file : files()) benchmark::DoNotOptimize(std::string(file.body));
    });
}

void pyyaml(benchmark::State& state) {
    measure_peer(state, work(), {"bench/peers/read_records.py", "python"}, files());
}
void libyaml(benchmark::State& state) {
    measure_peer(state, work(), {"bench/peers/read_records.py", "libyaml"}, files());
}

BENCHMARK(read)->Name("records read/masthead")->Unit(benchmark::kMillisecond);
BENCHMARK(pyyaml)->Name("records read/PyYAML")->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(1);
BENCHMARK(libyaml)
    ->Name("records read/PyYAML on libyaml")
    ->Unit(benchmark::kMillisecond)
    ->UseManualTime()
    ->Iterations(1);
BENCHMARK(write)->Name("records write/masthead")->Unit(benchmark::kMillisecond);
BENCHMARK(copy)->Name("records write/copy (limit)")->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace masthead::bench
