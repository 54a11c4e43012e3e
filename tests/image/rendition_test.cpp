#include "image/image_cache.h"
#include "support/files.h"

#include <gtest/gtest.h>

namespace masthead::image {
namespace {

// A PNG of 2 x 2 pixels, made by hand: signature, IHDR, IDAT (stored deflate block), IEND.
std::string tiny_png() {
    const std::string_view bytes(
        "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\2\0\0\0\2\x08\0\0\0\0\x57\xdd\x52\xf8\0\0\0\x11IDAT\x78\x01\x01\x06\0\xf9"
        "\xff\0\x20\x40\0\x60\x80\x01\xe8\x01\x41\x4a\x12\x2c\xb4\0\0\0\0"
        "IEND\xae\x42\x60\x82",
        74);
    return std::string(bytes);
}

TEST(Rendition, RefusesWhatIsNoPicture) {
    const auto rendition = make_rendition("<svg onload=alert(1)>");
    ASSERT_FALSE(rendition);
    EXPECT_EQ(rendition.error().code, core::ErrorCode::unsupported);
}

TEST(Rendition, RefusesMoreMegapixelsThanAllowedFromTheHeaderAlone) {
    std::string png = tiny_png();
    png.replace(16, 8, std::string_view("\0\0\x75\x30\0\0\x75\x30", 8));  // 30,000 x 30,000
    const auto rendition = make_rendition(png);
    ASSERT_FALSE(rendition);
    EXPECT_EQ(rendition.error().code, core::ErrorCode::too_large);
}

TEST(Rendition, RefusesATruncatedPicture) {
    EXPECT_FALSE(make_rendition(tiny_png().substr(0, 45)));
}

TEST(ImageCache, GivesBackWhatWasPut) {
    const test::TempFolder folder;
    const ImageCache cache(folder.path() / "images");
    ImageCache writer(folder.path() / "images");
    EXPECT_FALSE(cache.holds("https://a.example/x.jpg"));
    ASSERT_TRUE(writer.put("https://a.example/x.jpg", "bytes"));
    EXPECT_EQ(cache.get("https://a.example/x.jpg"), "bytes");
    EXPECT_NE(ImageCache::name_of("https://a.example/x.jpg"), ImageCache::name_of("https://a.example/y.jpg"));
}

}  // namespace
}  // namespace masthead::image
