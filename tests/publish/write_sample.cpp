// Writes the sample edition into a folder, for looking at: `publish_sample FOLDER [full|empty|slow|crowded]`.
// Pictures are drawn here, so that a page can be looked at without a network.
#include "publish/publisher.h"
#include "publish/sample_edition.h"
#include "support/files.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>

namespace {

namespace fs = std::filesystem;
using namespace masthead;

// A sea, a sky and a sun whose colours and places follow from the name.
std::string drawing(std::string_view name) {
    unsigned seed = 7;
    for (const char c : name) seed = seed * 31 + static_cast<unsigned char>(c);
    constexpr std::array<std::string_view, 4> skies = {"#d8c9b0", "#c9d6dc", "#2c3640", "#e3c7b5"};
    constexpr std::array<std::string_view, 4> seas = {"#7f97a3", "#5d7f86", "#56707f", "#8aa0a0"};
    const std::string x = std::to_string(200 + seed % 700);
    return R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 800" width="1200" height="800"><rect width="1200" height="800" fill=")" +
           std::string(skies.at(seed % 4)) + R"("/><circle cx=")" + x +
           R"(" cy="300" r="90" fill="#efb07a"/><rect y="500" width="1200" height="300" fill=")" +
           std::string(seas.at(seed / 4 % 4)) +
           R"("/><path d="M180 560h520l-60 90H250z" fill="#8c3b2e"/><path d="M300 560V360l180 50M560 560V300l200 60" stroke="#3b3a38" stroke-width="16" fill="none"/></svg>)";
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) return 2;
    const fs::path folder = argv[1];
    const std::string kind = argc > 2 ? argv[2] : "full";
    model::Edition edition = kind == "empty"     ? test::sample_edition(0)
                             : kind == "slow"    ? test::sample_edition(2)
                             : kind == "crowded" ? test::crowded_edition(2500)
                                                 : test::sample_edition();
    edition.desk.url = "https://harbour.example";
    publish::PublishOptions options;
    options.image_url = [](const model::Image& image) {
        const std::string name = fs::path(image.url).stem().string();
        return "assets/pictures/" + name + ".svg";
    };
    for (const auto& [id, article] : edition.articles) {
        for (const auto& image : article.images) {
            const std::string name = fs::path(image.url).stem().string();
            test::write_file(folder / "assets/pictures" / (name + ".svg"), drawing(name));
        }
    }
    std::size_t files = 0;
    std::size_t bytes = 0;
    const bool is_dry = kind == "crowded" && argc > 3;
    const auto begin = std::chrono::steady_clock::now();
    const auto done = publish::publish_edition(edition, options, [&](publish::OutputFile file) -> core::Result<void> {
        ++files;
        bytes += file.bytes.size();
        if (!is_dry) test::write_file(folder / file.path, file.bytes);
        return {};
    });
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    std::printf("%zu articles, %zu files, %zu bytes, %.3f s\n", edition.articles.size(), files, bytes, seconds.count());
    return done ? 0 : 1;
}
