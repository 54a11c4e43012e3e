// Renditions by libvips, which is told to load nothing but JPEG, PNG, GIF and WebP, and asked only after the header was
// read: its own guard does not stop pictures of a gigapixel.
#include "image/image_cache.h"

#include <cstdlib>
#include <memory>
#include <vips/vips.h>

#include <fmt/format.h>

namespace masthead::image {

namespace {

struct Unref {
    void operator()(VipsImage* image) const { g_object_unref(image); }
};
struct Free {
    void operator()(void* memory) const { g_free(memory); }
};

void ignore_warning(const gchar* /*domain*/, GLogLevelFlags /*level*/, const gchar* /*message*/, gpointer /*data*/) {}

// Starts the library once for the process; false if it cannot be had.
bool library_is_ready() {
    static const bool ready = [] {
        if (VIPS_INIT("masthead") != 0) return false;
        g_log_set_handler("VIPS", G_LOG_LEVEL_WARNING, ignore_warning,
                          nullptr);  // What matters comes back as an error.
        vips_concurrency_set(1);     // One picture a thread: the caller decides how many at once.
        vips_cache_set_max(0);       // Every picture is seen once.
        vips_operation_block_set("VipsForeignLoad", TRUE);
        for (const char* loader :
             {"VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadNsgif"}) {
            vips_operation_block_set(loader, FALSE);
        }
        return true;
    }();
    return ready;
}

bool is_decoded(ImageFormat format) {
    return format == ImageFormat::jpeg || format == ImageFormat::png || format == ImageFormat::gif ||
           format == ImageFormat::webp;
}

std::string vips_error() {
    std::string text = vips_error_buffer();
    vips_error_clear();
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text.empty() ? "unknown reason" : text;
}

}  // namespace

core::Result<std::string> make_rendition(std::string_view bytes, const RenditionOptions& options) {
    const auto probe = probe_image(bytes);
    if (!probe || !is_decoded(probe->format))
        return core::fail(core::ErrorCode::unsupported, "the bytes are no JPEG, PNG, GIF or WebP picture");
    if (static_cast<double>(probe->width) * probe->height > options.max_megapixels * 1e6) {
        return core::fail(core::ErrorCode::too_large, fmt::format("the picture of {} x {} pixels is over {} megapixels",
                                                                  probe->width, probe->height, options.max_megapixels));
    }
    if (!library_is_ready())
        return core::fail(core::ErrorCode::unsupported, "libvips could not be started: " + vips_error());
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): libvips takes its options as a list of names and values.
    const std::unique_ptr<VipsImage, Unref> source(
        vips_image_new_from_buffer(bytes.data(), bytes.size(), "", "fail_on", VIPS_FAIL_ON_TRUNCATED, nullptr));
    VipsImage* thumbnail = nullptr;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg)
    if (!source || vips_thumbnail_image(source.get(), &thumbnail, options.max_width, "height", 10 * options.max_width,
                                        "size", VIPS_SIZE_DOWN, nullptr) != 0) {
        return core::fail(core::ErrorCode::invalid, "the picture could not be decoded: " + vips_error());
    }
    const std::unique_ptr<VipsImage, Unref> image(thumbnail);
    void* encoded = nullptr;
    std::size_t size = 0;
    const std::unique_ptr<VipsArrayDouble, void (*)(VipsArrayDouble*)> paper(
        vips_array_double_newv(1, 255.0), [](VipsArrayDouble* array) { vips_area_unref(VIPS_AREA(array)); });
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg)
    if (vips_jpegsave_buffer(image.get(), &encoded, &size, "Q", options.jpeg_quality, "strip", TRUE, "optimize_coding",
                             TRUE, "interlace", TRUE, "background", paper.get(), nullptr) != 0) {
        return core::fail(core::ErrorCode::io, "the picture could not be encoded: " + vips_error());
    }
    const std::unique_ptr<void, Free> owned(encoded);
    return std::string(static_cast<const char*>(encoded), size);
}

}  // namespace masthead::image
