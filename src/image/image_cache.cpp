#include "image/image_cache.h"

#include "core/hash.h"

#include <fstream>
#include <iterator>

namespace masthead::image {

std::string ImageCache::name_of(std::string_view url) {
    return core::to_hex(core::stable_hash(url)) + ".jpg";
}

bool ImageCache::holds(std::string_view url) const {
    std::error_code ignored;
    return std::filesystem::exists(folder_ / name_of(url), ignored);
}

core::Result<void> ImageCache::put(std::string_view url, std::string_view rendition) {
    std::error_code code;
    std::filesystem::create_directories(folder_, code);
    const auto path = folder_ / name_of(url);
    const auto partial = path.string() + ".part";
    {
        std::ofstream out(partial, std::ios::binary);
        out.write(rendition.data(), static_cast<std::streamsize>(rendition.size()));
        if (!out.flush()) return core::fail(core::ErrorCode::io, "could not write the picture " + partial);
    }
    std::filesystem::rename(partial, path, code);
    if (code)
        return core::fail(core::ErrorCode::io, "could not write the picture " + path.string() + ": " + code.message());
    return {};
}

std::optional<std::string> ImageCache::get(std::string_view url) const {
    std::ifstream in(folder_ / name_of(url), std::ios::binary);
    if (!in) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
}

}  // namespace masthead::image
