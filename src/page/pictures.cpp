#include "page/pictures.h"

#include "core/ascii.h"
#include "page/hints.h"
#include "text/html_text.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace masthead::page {
namespace {

constexpr std::size_t most_images = 16;
constexpr int smallest_edge = 100;  // Pixels; below it a picture of the text is an icon.

// Names of files that picture the site and not the news.
constexpr std::array furniture_names{
    std::string_view("logo"),     std::string_view("placeholder"),   std::string_view("sprite"),
    std::string_view("1x1"),      std::string_view("pixel."),        std::string_view("spacer"),
    std::string_view("blank."),   std::string_view("avatar"),        std::string_view("gravatar"),
    std::string_view("icon"),     std::string_view("default-image"), std::string_view("default_image"),
    std::string_view("no-image"), std::string_view("transparent."),  std::string_view("loading."),
    std::string_view("emoji"),    std::string_view("badge")};

int number(std::string_view text) {
    int value = 0;
    for (const char c : core::trim(text).substr(0, 5)) {
        if (!core::is_digit(c)) break;
        value = value * 10 + (c - '0');
    }
    return value;
}

bool is_furniture(std::string_view url) {
    const std::size_t query = std::min(url.find('?'), url.size());
    const std::size_t slash = url.rfind('/', query);
    const std::string_view file = slash == std::string_view::npos ? url : url.substr(slash, query - slash);
    if (core::find_ignoring_case(file, ".svg") != std::string_view::npos) return true;
    return std::ranges::any_of(furniture_names, [&](std::string_view name) {
        return core::find_ignoring_case(file, name) != std::string_view::npos;
    });
}

// The widest candidate of "a.jpg 320w, b.jpg 1280w". Commas may stand inside addresses: only ", " parts.
std::pair<std::string_view, int> widest(std::string_view set) {
    std::pair<std::string_view, int> best{};
    for (std::size_t at = 0; at < set.size();) {
        const std::size_t end = std::min(set.find(", ", at), set.size());
        const std::string_view candidate = core::trim(set.substr(at, end - at));
        const std::size_t space = candidate.rfind(' ');
        const int width =
            space != std::string_view::npos && candidate.ends_with('w') ? number(candidate.substr(space + 1)) : 1;
        if (width > best.second) best = {core::trim(candidate.substr(0, space)), width};
        at = end + 2;
    }
    return best;
}

class ImageFinder {
  public:
    ImageFinder(const Material& material, Evidence& evidence) : material_(material), evidence_(evidence) {}

    std::vector<model::Image> run() {
        from_open_graph();
        for (const model::Image& image : material_.linked.images) add(image, "JSON-LD image");
        for (const std::string_view key : {"twitter:image", "twitter:image:src", "sailthru.image.full",
                                           "parsely-image-url", "thumbnail", "thumbnailurl"}) {
            if (const std::string_view url = material_.survey.meta({key}); !url.empty()) add(of_url(url), key);
        }
        if (const std::string_view url = material_.survey.link("image_src"); !url.empty())
            add(of_url(url), "link image_src");
        from_main_text();
        images_.insert(images_.end(), furniture_.begin(), furniture_.end());  // Better than nothing, and last.
        if (images_.size() > most_images) images_.resize(most_images);
        return std::move(images_);
    }

  private:
    static model::Image of_url(std::string_view url) {
        model::Image image;
        image.url = url;
        return image;
    }

    // og:image, then the properties that follow it, may stand several times: https://ogp.me/#array
    void from_open_graph() {
        model::Image current;
        for (const MetaEntry& entry : material_.survey.metas) {
            if (!entry.key.starts_with("og:image")) continue;
            if (entry.key == "og:image" || entry.key == "og:image:url") {
                if (entry.content == current.url) continue;
                add(current, "og:image");
                current = of_url(entry.content);
            } else if (entry.key == "og:image:width") {
                current.width = number(entry.content);
            } else if (entry.key == "og:image:height") {
                current.height = number(entry.content);
            } else if (entry.key == "og:image:alt") {
                current.title = text::plain_line(entry.content);
            } else if (entry.key == "og:image:secure_url" && current.url.empty()) {
                current.url = entry.content;
            }
        }
        add(current, "og:image");
    }

    void from_main_text() {
        const NodeIndex container = material_.main_text.container;
        if (container == 0) return;
        std::vector<model::Image> found;
        for (const NodeIndex node : material_.survey.pictures) {
            if (node < container || node >= material_.tree[container].end || is_elsewhere(node, container)) continue;
            model::Image image = of_element(node);
            if (image.url.empty() || is_furniture(image.url)) continue;
            if ((image.width > 0 && image.width < smallest_edge) || (image.height > 0 && image.height < smallest_edge))
                continue;
            found.push_back(std::move(image));
        }
        // The largest first, equals in the order of the page.
        std::vector<std::size_t> order(found.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::sort(order, [&](std::size_t left, std::size_t right) {
            return found[left].width != found[right].width ? found[left].width > found[right].width : left < right;
        });
        for (const std::size_t index : order) add(found[index], "picture in the text");
    }

    [[nodiscard]] bool is_elsewhere(NodeIndex node, NodeIndex container) const {
        for (NodeIndex i = node; i > container; i = material_.tree[i].parent) {
            if ((material_.hints[i] & (hint_boilerplate | hint_comments)) != 0) return true;
        }
        return false;
    }

    [[nodiscard]] model::Image of_element(NodeIndex node) const {
        model::Image image;
        const Tree& tree = material_.tree;
        for (const AttributeName name : {AttributeName::data_srcset, AttributeName::srcset}) {
            const auto [url, width] = widest(tree.attribute(node, name));
            if (url.empty() || width <= 1) continue;
            image.url = url;
            image.width = width;
            image.title = text::plain_line(tree.attribute(node, AttributeName::alt));
            return image;
        }
        for (const AttributeName name : {AttributeName::data_src, AttributeName::data_original, AttributeName::src}) {
            const std::string_view url = core::trim(tree.attribute(node, name));
            if (url.empty() || url.starts_with("data:")) continue;
            image.url = url;
            break;
        }
        image.width = number(tree.attribute(node, AttributeName::width));
        image.height = number(tree.attribute(node, AttributeName::height));
        image.title = text::plain_line(tree.attribute(node, AttributeName::alt));
        return image;
    }

    void add(const model::Image& candidate, std::string_view evidence) {
        if (candidate.url.empty()) return;
        model::Image image = candidate;
        image.url = absolute(material_, candidate.url);
        if (image.url.empty()) return;
        const auto known = std::ranges::find(images_, image.url, &model::Image::url);
        if (known != images_.end()) {
            if (known->width == 0) known->width = image.width;
            if (known->height == 0) known->height = image.height;
            return;
        }
        if (is_furniture(image.url)) {
            if (std::ranges::find(furniture_, image.url, &model::Image::url) == furniture_.end())
                furniture_.push_back(std::move(image));
            return;
        }
        if (images_.empty()) evidence_.emplace_back("image", std::string(evidence));
        images_.push_back(std::move(image));
    }

    const Material& material_;
    Evidence& evidence_;
    std::vector<model::Image> images_;
    std::vector<model::Image> furniture_;
};

}  // namespace

std::vector<model::Image> find_images(const Material& material, Evidence& evidence) {
    return ImageFinder(material, evidence).run();
}

}  // namespace masthead::page
