#include "image/probe.h"

#include "support/files.h"

#include <filesystem>
#include <string>

#include <gtest/gtest.h>

namespace masthead::image {
namespace {

std::string bytes(std::initializer_list<int> values) {
    std::string out;
    for (const int value : values) out.push_back(static_cast<char>(value));
    return out;
}

std::string box(const std::string& type, const std::string& payload) {
    const std::size_t length = payload.size() + 8;
    return bytes({0, 0, static_cast<int>(length >> 8U), static_cast<int>(length & 0xFFU)}) + type + payload;
}

std::string extent(int width, int height) {
    return box("ispe", bytes({0, 0, 0, 0, 0, 0, width >> 8, width & 0xFF, 0, 0, height >> 8, height & 0xFF}));
}

std::string avif() {
    const std::string properties = box("ipco", extent(512, 512) + extent(1200, 675));
    return box("ftyp", "mif1" + bytes({0, 0, 0, 0}) + "mif1avif") + box("free", "....") +
           box("meta", bytes({0, 0, 0, 0}) + box("iprp", properties));
}

std::string jpeg() {
    return bytes({0xFF, 0xD8, 0xFF, 0xE0, 0,  6, 'J',  'F',  'I',  'F',  0xFF, 0xFF, 0xC4, 0, 3,
                  9,    0xFF, 0xC2, 0,    17, 8, 0x02, 0xA3, 0x04, 0xB0, 3,    1,    0x22, 0});
}

struct Case {
    std::string name;
    std::string input;
    ImageFormat format;
    int width;
    int height;
};

std::vector<Case> cases() {
    return {
        {"jpeg with a fill byte and a Huffman table before the frame", jpeg(), ImageFormat::jpeg, 1200, 675},
        {"png", bytes({0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0, 4, 0, 0, 0, 3, 0}),
         ImageFormat::png, 1024, 768},
        {"gif", "GIF89a" + bytes({0x40, 1, 0xF0, 0}), ImageFormat::gif, 320, 240},
        {"webp lossy", "RIFF....WEBPVP8 " + bytes({0, 0, 0, 0, 0, 0, 0, 0x9D, 1, 0x2A, 0x80, 0x42, 0x68, 0x01}),
         ImageFormat::webp, 640, 360},
        {"webp lossless", "RIFF....WEBPVP8L" + bytes({0, 0, 0, 0, 0x2F, 0x7F, 0xC2, 0x59, 0x00}), ImageFormat::webp,
         640, 360},
        {"webp extended", "RIFF....WEBPVP8X" + bytes({10, 0, 0, 0, 0, 0, 0, 0, 0x7F, 2, 0, 0x67, 1, 0}),
         ImageFormat::webp, 640, 360},
        {"avif, the grid and not its tile", avif(), ImageFormat::avif, 1200, 675},
    };
}

TEST(Probe, ReadsTheSizeOfEveryFormat) {
    for (const auto& [name, input, format, width, height] : cases()) {
        const auto probe = probe_image(input);
        ASSERT_TRUE(probe.has_value()) << name;
        EXPECT_EQ(probe->format, format) << name;
        EXPECT_EQ(probe->width, width) << name;
        EXPECT_EQ(probe->height, height) << name;
    }
}

TEST(Probe, AnswersEveryPrefixWithNothingOrTheSameSize) {
    for (const auto& sample : cases()) {
        for (std::size_t length = 0; length < sample.input.size(); ++length) {
            const auto probe = probe_image(std::string_view(sample.input).substr(0, length));
            if (probe) {
                EXPECT_TRUE(probe->width == sample.width || probe->width == 512) << sample.name << " cut at " << length;
            }
        }
    }
}

TEST(Probe, SurvivesEveryByteChanged) {
    for (const auto& sample : cases()) {
        for (std::size_t at = 0; at < sample.input.size(); ++at) {
            std::string changed = sample.input;
            changed[at] = static_cast<char>(0xFF);
            const auto probe = probe_image(changed);
            if (probe) {
                EXPECT_GT(probe->width, 0);
            }
        }
    }
}

TEST(Probe, RefusesWhatIsNoPicture) {
    EXPECT_FALSE(probe_image(""));
    EXPECT_FALSE(probe_image("<svg width='10' height='10'/>"));
    EXPECT_FALSE(probe_image("<!doctype html><title>picture.jpg</title>"));
    EXPECT_FALSE(probe_image("push graphic-context"));
    EXPECT_FALSE(probe_image(bytes(
        {0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 1})));
}

TEST(Probe, AnswersEveryHostileFile) {
    const auto folder = test::corpus("hostile/img");
    if (!folder) GTEST_SKIP() << test::no_corpus;
    for (const auto& entry : std::filesystem::directory_iterator(*folder)) {
        const auto probe = probe_image(test::read_file(entry.path()));
        if (probe) {
            EXPECT_GT(probe->height, 0) << entry.path();
        }
        const bool is_markup = entry.path().extension() == ".svg" || entry.path().filename() == "html_named.jpg";
        if (is_markup) {
            EXPECT_FALSE(probe) << entry.path();
        }
    }
}

}  // namespace
}  // namespace masthead::image
