// HEIF and AVIF: boxes of ISO/IEC 14496-12, properties of ISO/IEC 23008-12. `meta` holds `pitm` (which item is the
// picture) and `iprp`, which holds `ipco` (the properties, counted from 1) and `ipma` (which properties each item has):
// of the picture's, `ispe` is the size and `irot` turns it by quarters. Where the associations cannot be read, the
// largest `ispe` is the picture: a grid has another for its tiles, and thumbnails are smaller.
#include "image/formats.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace masthead::image {
namespace {

constexpr int most_boxes = 512;
constexpr std::size_t most_properties = 128;  // Remembered; `ipma` counts up to 32,767.
constexpr std::uint32_t most_items = 1024;

struct Box {
    Bytes payload;
    std::size_t begin = 0;
    std::size_t end = 0;  // As it says, which may lie past what is there.
    std::string_view type;
};

// The box at `offset` of `bytes`; none if its head is not there or breaks the rules.
std::optional<Box> box_at(const Bytes& bytes, std::size_t offset) {
    if (!bytes.has(offset, 8)) return std::nullopt;
    std::size_t head = 8;
    std::uint64_t length = bytes.big32(offset);
    if (length == 1) {
        if (!bytes.has(offset, 16)) return std::nullopt;
        head = 16;
        length = std::uint64_t{bytes.big32(offset + 8)} << 32U | bytes.big32(offset + 12);
    } else if (length == 0) {
        length = bytes.size() - offset;  // To the end of the file.
    }
    if (length < head || length > (std::uint64_t{1} << 40U)) return std::nullopt;
    const std::size_t size = static_cast<std::size_t>(length);
    return Box{bytes.part(offset + head, size - head), offset, offset + size, bytes.view().substr(offset + 4, 4)};
}

template <typename Visitor>
void each_box(const Bytes& bytes, std::size_t offset, Visitor&& visit) {
    for (int count = 0; count < most_boxes; ++count) {
        const auto box = box_at(bytes, offset);
        if (!box) return;
        visit(*box);
        offset = box->end;
    }
}

struct Property {
    std::uint32_t width = 0;  // Of an ispe.
    std::uint32_t height = 0;
    bool is_size = false;
    bool turns = false;  // An irot by one or three quarters.
};

struct Properties {
    std::array<Property, most_properties> all{};
    std::size_t count = 0;
    std::uint32_t primary = 0;
    Bytes associations{std::string_view()};
};

void read_properties(const Bytes& ipco, Properties& found) {
    each_box(ipco, 0, [&](const Box& box) {
        if (found.count >= most_properties) return;
        Property& property = found.all[found.count++];
        if (box.type == "ispe" && box.payload.has(0, 12)) {
            property = {box.payload.big32(4), box.payload.big32(8), true, false};
        } else if (box.type == "irot" && box.payload.has(0, 1)) {
            property.turns = (box.payload.at(0) & 1U) != 0;
        }
    });
}

void read_meta(const Bytes& meta, Properties& found) {
    each_box(meta, 4, [&](const Box& box) {  // After version and flags.
        if (box.type == "pitm" && box.payload.has(0, 8)) {
            found.primary = box.payload.at(0) == 0 ? box.payload.big16(4) : box.payload.big32(4);
        } else if (box.type == "pitm" && box.payload.has(0, 6)) {
            found.primary = box.payload.big16(4);
        } else if (box.type == "iprp") {
            each_box(box.payload, 0, [&](const Box& inner) {
                if (inner.type == "ipco") read_properties(inner.payload, found);
                if (inner.type == "ipma" && found.associations.size() == 0) found.associations = inner.payload;
            });
        }
    });
}

// What the primary item's properties say together.
Property primary_size(const Properties& found) {
    Property size;
    const Bytes& ipma = found.associations;
    if (found.primary == 0 || !ipma.has(0, 8)) return size;
    const bool is_wide = (ipma.at(3) & 1U) != 0;           // Of the index of a property.
    const std::size_t id_bytes = ipma.at(0) == 0 ? 2 : 4;  // Of an item.
    const std::size_t index_bytes = is_wide ? 2 : 1;
    const std::uint32_t items = std::min(ipma.big32(4), most_items);
    std::size_t offset = 8;
    for (std::uint32_t item = 0; item < items && ipma.has(offset, id_bytes + 1); ++item) {
        const std::uint32_t id = id_bytes == 2 ? ipma.big16(offset) : ipma.big32(offset);
        const std::size_t count = ipma.at(offset + id_bytes);
        offset += id_bytes + 1;
        for (std::size_t i = 0; i < count && ipma.has(offset, index_bytes); ++i, offset += index_bytes) {
            const std::size_t index = is_wide ? ipma.big16(offset) & 0x7FFFU : ipma.at(offset) & 0x7FU;
            if (id != found.primary || index == 0 || index > found.count) continue;
            const Property& property = found.all[index - 1];
            if (property.is_size) {
                size.width = property.width;
                size.height = property.height;
                size.is_size = true;
            }
            if (property.turns) size.turns = !size.turns;
        }
        if (id == found.primary) break;
    }
    return size;
}

Property largest_size(const Properties& found) {
    Property largest;
    for (std::size_t i = 0; i < found.count; ++i) {
        const Property& one = found.all[i];
        if (std::uint64_t{one.width} * one.height > std::uint64_t{largest.width} * largest.height) largest = one;
    }
    return largest;
}

}  // namespace

void read_heif(const Bytes& bytes, ImageHeader& header) {
    header.motion =
        bytes.says(8, "avis") || bytes.says(8, "msf1") || bytes.says(8, "hevc") ? Motion::animated : Motion::still;
    Properties found;
    std::size_t end = 0;
    std::size_t needed = 0;
    each_box(bytes, 0, [&](const Box& box) {
        end = box.end;
        if (box.type != "meta") return;
        if (box.end > bytes.size()) needed = box.end;
        read_meta(box.payload, found);
    });
    if (needed > 0) {  // Half of the associations could leave out the turn.
        header.bytes_needed = needed;
        return;
    }
    Property size = primary_size(found);
    if (!size.is_size) size = largest_size(found);
    if (size.turns) std::swap(size.width, size.height);
    take_size(size.width, size.height, header);
    if (header.width == 0 && found.count == 0 && !bytes.has(end, 16)) header.bytes_needed = end + 16;
}

}  // namespace masthead::image
