// The string: a version byte, then varints: pages, blocks, and for each block, by rising print, the distance from the
// last print and the number of its pages. Prints have 48 bits: that two texts of a site share one is less likely than
// one in a hundred billion.
#include "page/template.h"

#include "core/hash.h"

#include <algorithm>
#include <cmath>

namespace masthead::page {
namespace {

constexpr char version = '\x01';
constexpr std::uint64_t print_mask = (std::uint64_t{1} << 48U) - 1;

std::uint64_t join(std::uint64_t left, std::uint64_t right) {
    return core::mix(left + 0x9E3779B97F4A7C15ULL + core::mix(right));  // The golden ratio, so that 0 is not 0 again.
}

// The elements around a node, with their classes: where on a page of this site it stands.
std::uint64_t place_of(const Tree& tree, NodeIndex node) {
    std::uint64_t place = 0;
    for (NodeIndex i = node; i != 0; i = tree[i].parent) {
        place = join(place, static_cast<std::uint64_t>(tree[i].tag));
        if (tree[i].attributes > 0) place = join(place, core::stable_hash(tree.attribute(i, AttributeName::class_)));
    }
    return place;
}

BlockPrint masked(std::uint64_t hash) {
    const BlockPrint print = hash & print_mask;
    return print == 0 ? 1 : print;  // 0 means nothing.
}

BlockPrint print_of_title(std::string_view title) {
    return masked(join(core::stable_hash(title), 0x7469746C65));  // Not the print of a block of these words.
}

void append_number(std::string& out, std::uint64_t number) {
    while (number >= 0x80) {
        out += static_cast<char>((number & 0x7FU) | 0x80U);
        number >>= 7U;
    }
    out += static_cast<char>(number);
}

bool take_number(std::string_view& bytes, std::uint64_t& number) {
    number = 0;
    for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        number |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
        if (byte < 0x80) return true;
    }
    return false;
}

bool is_prose(const Block& block) {
    return block.sentence_marks > 0 && block.kind != BlockKind::heading && block.link_share() < 0.3;
}

// Whether a block is the site's rather than an article's.
bool is_of_site(const Block& block, BlockPrint print, const SiteTemplate& site, const TemplateOptions& options) {
    if (print == 0) return false;
    const double least_share = is_prose(block) ? options.least_share_of_prose : options.least_share;
    const auto share = static_cast<std::size_t>(std::ceil(least_share * static_cast<double>(site.pages())));
    return site.pages_with(print) >=
           std::max(share, is_prose(block) ? options.least_repeats_of_prose : options.least_repeats);
}

}  // namespace

std::vector<BlockPrint> print_blocks(const Outline& outline, const TemplateOptions& options) {
    std::vector<BlockPrint> prints;
    prints.reserve(outline.blocks.blocks.size());
    for (const Block& block : outline.blocks.blocks) {
        if (block.letters < options.least_letters) {
            prints.push_back(0);
            continue;
        }
        std::uint64_t hash = core::stable_hash(outline.blocks.text_of(block));
        if (block.letters <= options.short_letters) hash = join(hash, place_of(outline.tree, block.parent));
        prints.push_back(masked(hash));
    }
    return prints;
}

bool SiteTemplate::learn(std::span<const BlockPrint> page, std::string_view title, const TemplateOptions& options) {
    std::vector<BlockPrint> prints(page.begin(), page.end());
    const BlockPrint name = print_of_title(title);
    if (!title.empty()) {
        if (std::ranges::binary_search(known_, name, {}, &Known::print)) return false;
        prints.push_back(name);
    }
    std::ranges::sort(prints);
    const auto rest = std::ranges::unique(prints);
    prints.erase(rest.begin(), rest.end());
    std::erase(prints, BlockPrint{0});

    std::vector<Known> joined;
    joined.reserve(known_.size() + prints.size());
    auto known = known_.begin();
    for (const BlockPrint print : prints) {
        while (known != known_.end() && known->print < print) joined.push_back(*known++);
        const bool is_known = known != known_.end() && known->print == print;
        joined.push_back({print, is_known ? (known++)->pages + 1 : 1});
    }
    joined.insert(joined.end(), known, known_.end());
    known_ = std::move(joined);
    ++pages_;
    age(options);
    return true;
}

void SiteTemplate::age(const TemplateOptions& options) {
    if (pages_ > options.most_pages) {
        pages_ /= 2;
        for (Known& one : known_) one.pages /= 2;
        std::erase_if(known_, [](const Known& one) { return one.pages == 0; });
    }
    for (std::uint32_t rare = 1; known_.size() > options.most_blocks && rare <= pages_; ++rare) {
        std::size_t surplus = known_.size() - options.most_blocks;
        std::erase_if(known_, [&](const Known& one) {
            if (one.pages > rare || surplus == 0) return false;
            --surplus;
            return true;
        });
    }
}

std::size_t SiteTemplate::pages_with(BlockPrint print) const {
    const auto known = std::ranges::lower_bound(known_, print, {}, &Known::print);
    return known == known_.end() || known->print != print ? 0 : known->pages;
}

std::string SiteTemplate::serialise() const {
    std::string out(1, version);
    append_number(out, pages_);
    append_number(out, known_.size());
    BlockPrint last = 0;
    for (const Known& one : known_) {
        append_number(out, one.print - last);
        append_number(out, one.pages);
        last = one.print;
    }
    return out;
}

core::Result<SiteTemplate> SiteTemplate::parse(std::string_view bytes) {
    const auto wrong = [] {
        return core::fail(core::ErrorCode::invalid, "A stored site template cannot be read; it is learned anew.");
    };
    if (bytes.empty() || bytes.front() != version) return wrong();
    bytes.remove_prefix(1);
    SiteTemplate read;
    std::uint64_t pages = 0;
    std::uint64_t blocks = 0;
    // A block takes at least two bytes.
    if (!take_number(bytes, pages) || !take_number(bytes, blocks) || blocks > bytes.size() / 2) return wrong();
    read.pages_ = pages;
    BlockPrint last = 0;
    for (std::uint64_t i = 0; i < blocks; ++i) {
        std::uint64_t distance = 0;
        std::uint64_t count = 0;
        if (!take_number(bytes, distance) || !take_number(bytes, count)) return wrong();
        if (distance == 0 || distance > print_mask - last || count == 0 || count > pages) return wrong();
        last += distance;
        read.known_.push_back({last, static_cast<std::uint32_t>(count)});
    }
    return bytes.empty() ? core::Result<SiteTemplate>(std::move(read)) : wrong();
}

std::vector<char> find_repeated(const Outline& outline, std::span<const BlockPrint> prints, const SiteTemplate& site,
                                const TemplateOptions& options) {
    if (site.pages() < options.least_pages) return {};
    std::vector<char> repeated(prints.size(), 0);
    double all = 0;
    double taken = 0;
    for (std::size_t b = 0; b < prints.size(); ++b) {
        const Block& block = outline.blocks.blocks[b];
        repeated[b] = is_of_site(block, prints[b], site, options) ? 1 : 0;
        if (!is_prose(block)) continue;
        all += block.letters;
        taken += repeated[b] != 0 ? block.letters : 0;
    }
    if (taken > options.most_of_article * all) return {};
    return repeated;
}

}  // namespace masthead::page
