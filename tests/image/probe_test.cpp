#include "image/probe.h"

#include "support/files.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace masthead::image {
namespace {

using namespace std::string_literals;

std::string bytes(std::initializer_list<int> values) {
    std::string out;
    for (const int value : values) out.push_back(static_cast<char>(value));
    return out;
}

std::string big32(std::size_t value) {
    return bytes({static_cast<int>(value >> 24U & 0xFFU), static_cast<int>(value >> 16U & 0xFFU),
                  static_cast<int>(value >> 8U & 0xFFU), static_cast<int>(value & 0xFFU)});
}

std::string box(const std::string& type, const std::string& payload) {
    return big32(payload.size() + 8) + type + payload;
}

std::string extent(std::size_t width, std::size_t height) {
    return box("ispe", big32(0) + big32(width) + big32(height));
}

std::string file_type(const std::string& brand) {
    return box("ftyp", brand + big32(0) + "mif1");
}

// A grid of 1200 x 675 and its tile; no associations.
std::string plain_avif() {
    return file_type("avif") + box("free", "....") +
           box("meta", big32(0) + box("iprp", box("ipco", extent(512, 512) + extent(1200, 675))));
}

// Item 7 is the picture: its size is the second property, the third turns it by a quarter. Item 9 is larger.
std::string turned_heif(const std::string& brand) {
    const std::string properties = box("ipco", extent(4000, 4000) + extent(1200, 675) + box("irot", bytes({1})));
    const std::string associations =
        box("ipma", big32(0) + big32(2) + bytes({0, 9, 1, 0x81}) + bytes({0, 7, 2, 0x82, 0x83}));
    return file_type(brand) +
           box("meta", big32(0) + box("pitm", big32(0) + bytes({0, 7})) + box("iprp", properties + associations));
}

std::string segment(int marker, const std::string& payload) {
    const std::size_t length = payload.size() + 2;
    return bytes({0xFF, marker, static_cast<int>(length >> 8U), static_cast<int>(length & 0xFFU)}) + payload;
}

std::string frame(int marker) {  // 1200 x 675
    return segment(marker, bytes({8, 0x02, 0xA3, 0x04, 0xB0, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1}));
}

std::string exif(bool is_little, int orientation) {
    const std::string entry = is_little ? bytes({0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0})
                                        : bytes({1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0});
    const std::string tiff =
        is_little ? "II"s + bytes({42, 0, 8, 0, 0, 0, 1, 0}) + entry : "MM"s + bytes({0, 42, 0, 0, 0, 8, 0, 1}) + entry;
    return segment(0xE1, "Exif"s + bytes({0, 0}) + tiff);
}

std::string jpeg(const std::string& before_the_frame, int marker = 0xC0) {
    return bytes({0xFF, 0xD8}) + before_the_frame + frame(marker);
}

std::string chunk(const std::string& type, const std::string& payload) {
    return big32(payload.size()) + type + payload + "crc.";
}

std::string png(const std::string& rest) {
    return "\x89PNG\r\n\x1A\n"s + chunk("IHDR", big32(1024) + big32(768) + bytes({8, 6, 0, 0, 0})) + rest;
}

std::string gif(int frames) {
    std::string out = "GIF89a"s + bytes({0x40, 1, 0xF0, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255});
    for (int i = 0; i < frames; ++i)
        out += bytes({0x21, 0xF9, 4, 0, 0, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0});
    return out + ";";
}

struct Case {
    std::string name;
    std::string input;
    ImageFormat format;
    int width;
    int height;
    Motion motion = Motion::still;
};

std::vector<Case> cases() {
    const std::string webp_size = bytes({0x7F, 2, 0, 0x67, 1, 0});
    std::vector<Case> all{
        {"a fill byte and a Huffman table before the frame",
         jpeg(segment(0xE0, "JFIF") + bytes({0xFF}) + segment(0xC4, "x"), 0xC2), ImageFormat::jpeg, 1200, 675},
        {"two full segments before the frame",
         jpeg(segment(0xED, std::string(65533, 'p')) + segment(0xE2, std::string(65533, 'i'))), ImageFormat::jpeg, 1200,
         675},
        {"held upright", jpeg(exif(true, 6)), ImageFormat::jpeg, 675, 1200},
        {"held upright, big-endian", jpeg(exif(false, 8)), ImageFormat::jpeg, 675, 1200},
        {"upside down", jpeg(exif(false, 3)), ImageFormat::jpeg, 1200, 675},
        {"png", png(chunk("gAMA", "....") + chunk("IDAT", "x")), ImageFormat::png, 1024, 768},
        {"png that moves", png(chunk("acTL", "........") + chunk("IDAT", "x")), ImageFormat::png, 1024, 768,
         Motion::animated},
        {"gif", gif(1), ImageFormat::gif, 320, 240},
        {"gif that moves", gif(3), ImageFormat::gif, 320, 240, Motion::animated},
        {"webp lossy", "RIFF....WEBPVP8 " + bytes({0, 0, 0, 0, 0, 0, 0, 0x9D, 1, 0x2A, 0x80, 0x42, 0x68, 0x01}),
         ImageFormat::webp, 640, 360},
        {"webp lossless", "RIFF....WEBPVP8L" + bytes({0, 0, 0, 0, 0x2F, 0x7F, 0xC2, 0x59, 0x00}), ImageFormat::webp,
         640, 360},
        {"webp extended", "RIFF....WEBPVP8X" + bytes({10, 0, 0, 0, 0, 0, 0, 0}) + webp_size, ImageFormat::webp, 640,
         360},
        {"webp that moves", "RIFF....WEBPVP8X" + bytes({10, 0, 0, 0, 2, 0, 0, 0}) + webp_size, ImageFormat::webp, 640,
         360, Motion::animated},
        {"avif, the grid and not its tile", plain_avif(), ImageFormat::avif, 1200, 675},
        {"avif turned", turned_heif("avif"), ImageFormat::avif, 675, 1200},
        {"heic turned", turned_heif("heic"), ImageFormat::heif, 675, 1200},
        {"bmp from top to bottom",
         "BM" + std::string(12, '.') + bytes({40, 0, 0, 0, 0x40, 1, 0, 0, 0x10, 0xFF, 0xFF, 0xFF, 1, 0}),
         ImageFormat::bmp, 320, 240},
        {"ico", bytes({0, 0, 1, 0, 1, 0, 0, 32, 0, 0, 1, 0, 32, 0, 0, 0, 0, 0, 22, 0, 0, 0}), ImageFormat::ico, 256,
         32},
    };
    for (const int marker : {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
        all.push_back({"frame header " + std::to_string(marker), jpeg("", marker), ImageFormat::jpeg, 1200, 675});
    return all;
}

TEST(Probe, ReadsSizeAndMotionOfEveryFormat) {
    for (const auto& [name, input, format, width, height, motion] : cases()) {
        const auto probe = probe_image(input);
        ASSERT_TRUE(probe.has_value()) << name;
        EXPECT_EQ(probe->format, format) << name;
        EXPECT_EQ(probe->width, width) << name;
        EXPECT_EQ(probe->height, height) << name;
        EXPECT_EQ(probe->motion, motion) << name;
    }
}

// Whoever asks for as many bytes as it is told to gets there, and never by more than a few requests.
TEST(Probe, SaysHowManyBytesItNeeds) {
    for (const auto& sample : cases()) {
        std::size_t length = 0;
        ImageHeader header = read_header("");
        for (int request = 0; request < 12 && header.width == 0; ++request) {
            ASSERT_GT(header.bytes_needed, length) << sample.name;
            length = header.bytes_needed;
            header = read_header(std::string_view(sample.input).substr(0, length));
        }
        EXPECT_EQ(header.width, sample.width) << sample.name;
        EXPECT_EQ(header.height, sample.height) << sample.name;
        EXPECT_EQ(header.bytes_needed, 0) << sample.name;
    }
}

TEST(Probe, AnswersEveryPrefixWithNothingOrTheSameSize) {
    for (const auto& sample : cases()) {
        if (sample.input.size() > 1000) continue;
        for (std::size_t length = 0; length < sample.input.size(); ++length) {
            const auto probe = probe_image(std::string_view(sample.input).substr(0, length));
            if (probe) {
                EXPECT_EQ(probe->width, sample.width) << sample.name << " cut at " << length;
            }
        }
    }
}

TEST(Probe, SurvivesEveryByteChanged) {
    for (const auto& sample : cases()) {
        for (std::size_t at = 0; at < std::min<std::size_t>(sample.input.size(), 400); ++at) {
            for (const int value : {0, 1, 0x7F, 0x80, 0xFF}) {
                std::string changed = sample.input;
                changed[at] = static_cast<char>(value);
                const auto header = read_header(changed);
                EXPECT_EQ(header.width > 0, header.height > 0) << sample.name;
            }
        }
    }
}

// Found by fuzzing: the length of a box may be the signature of an icon.
TEST(Probe, TakesNoBeginningOfABoxForAnIcon) {
    const std::string file = bytes({0, 0, 1, 0}) + "ftypavif" + bytes({0, 0, 0, 0});
    for (std::size_t length = 0; length <= file.size(); ++length)
        EXPECT_FALSE(probe_image(std::string_view(file).substr(0, length))) << length;
}

TEST(Probe, KnowsDrawingsAndGivesThemNoSize) {
    for (const auto* const drawing :
         {"<svg width='10' height='10'/>", "\xEF\xBB\xBF <?xml version='1.0'?>\n<!-- made by hand --><svg>",
          "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"svg11.dtd\"><svg>"}) {
        EXPECT_EQ(read_header(drawing).format, ImageFormat::svg) << drawing;
        EXPECT_FALSE(probe_image(drawing)) << drawing;
    }
}

TEST(Probe, RefusesWhatIsNoPicture) {
    const std::vector<std::string> inputs = {
        "", "<!doctype html><title>picture.jpg</title>", "push graphic-context viewbox 0 0 640 480", "BM is no bitmap",
        // Sizes that no picture has.
        "\x89PNG\r\n\x1A\n"s + chunk("IHDR", big32(0xFFFFFFFF) + big32(1)), "GIF89a"s + bytes({0x2F, 0x2A, 0, 0, 0}),
        // No frame before the pixels.
        bytes({0xFF, 0xD8}) + segment(0xDA, "x"), bytes({0xFF, 0xD8, 0xFF, 0xE0, 0, 1, 0, 0, 0, 0})};
    for (const std::string& input : inputs) EXPECT_FALSE(probe_image(input)) << input;
}

TEST(Probe, AnswersEveryHostileFile) {
    const auto folder = test::corpus("hostile/img");
    if (!folder) GTEST_SKIP() << test::no_corpus;
    struct Answer {
        std::optional<ImageFormat> format;
        int width = 0;
        int height = 0;
    };
    const std::map<std::string, Answer> answers = {
        {"bomb_20000x20000_rgba8.png", {ImageFormat::png, 20000, 20000}},
        {"bomb_30000x30000_1bit.png", {ImageFormat::png, 30000, 30000}},
        {"bomb_60000x60000_1bit.png", {ImageFormat::png, 60000, 60000}},
        {"gif_20000_frames_65535.gif", {ImageFormat::gif, 65535, 65535}},
        {"html_named.jpg", {}},
        {"lie_4294967295.png", {ImageFormat::png, 0, 0}},
        {"mvg_imagetragick.png", {}},
        {"ok_1x1.png", {ImageFormat::png, 1, 1}},
        {"polyglot.gif", {ImageFormat::gif, 0, 0}},
        {"svg_billion.svg", {ImageFormat::svg, 0, 0}},
        {"svg_huge.svg", {ImageFormat::svg, 0, 0}},
        {"svg_script.svg", {ImageFormat::svg, 0, 0}},
        {"svg_use_bomb.svg", {ImageFormat::svg, 0, 0}},
        {"truncated.png", {ImageFormat::png, 2000, 2000}},
    };
    for (const auto& entry : std::filesystem::directory_iterator(*folder)) {
        const auto header = read_header(test::read_file(entry.path()));
        const auto expected = answers.find(entry.path().filename().string());
        if (expected == answers.end()) continue;
        EXPECT_EQ(header.format, expected->second.format) << entry.path();
        EXPECT_EQ(header.width, expected->second.width) << entry.path();
        EXPECT_EQ(header.height, expected->second.height) << entry.path();
        EXPECT_EQ(header.bytes_needed, 0) << entry.path();
    }
}

}  // namespace
}  // namespace masthead::image
