#include "page/pictures.h"

#include "core/ascii.h"
#include "page/figures.h"
#include "page/same_asset.h"
#include "text/html_text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace masthead::page {
namespace {

enum class Weight : std::uint8_t {
    always,       // Wherever the word stands in a name.
    short_names,  // Only in a name of few words: "loading.gif", but not "a-truck-is-loading-at-the-quay.jpg".
};

struct Fault {
    std::string_view word;  // Of a file's name.
    std::string_view fault;
    Weight weight = Weight::always;
};

constexpr std::size_t most_words_of_short_names = 3;
constexpr std::string_view logo_fault = "a logo by its name";

constexpr std::array faults{Fault{"logo", logo_fault},
                            Fault{"logos", logo_fault},
                            Fault{"logotype", logo_fault},
                            Fault{"wordmark", logo_fault},
                            Fault{"icon", "an icon by its name", Weight::short_names},
                            Fault{"icons", "an icon by its name", Weight::short_names},
                            Fault{"favicon", "an icon by its name"},
                            Fault{"emoji", "an icon by its name", Weight::short_names},
                            Fault{"badge", "an icon by its name", Weight::short_names},
                            Fault{"sprite", "a sprite by its name", Weight::short_names},
                            Fault{"sprites", "a sprite by its name", Weight::short_names},
                            Fault{"avatar", "an avatar by its name", Weight::short_names},
                            Fault{"gravatar", "an avatar by its name"},
                            Fault{"placeholder", "a placeholder by its name"},
                            Fault{"platzhalter", "a placeholder by its name"},
                            Fault{"spacer", "a placeholder by its name", Weight::short_names},
                            Fault{"transparent", "a placeholder by its name", Weight::short_names},
                            Fault{"loading", "a placeholder by its name", Weight::short_names},
                            Fault{"loader", "a placeholder by its name", Weight::short_names},
                            Fault{"spinner", "a placeholder by its name", Weight::short_names},
                            Fault{"noimage", "a placeholder by its name"},
                            Fault{"nopic", "a placeholder by its name"},
                            Fault{"dummy", "a placeholder by its name", Weight::short_names},
                            Fault{"fallback", "a default by its name", Weight::short_names},
                            Fault{"1x1", "a tracker by its name"},
                            Fault{"pixel", "a tracker by its name", Weight::short_names}};

// Beside one of these, "default" names what stands where no picture is.
constexpr std::array default_of{std::string_view("image"), std::string_view("img"),      std::string_view("share"),
                                std::string_view("og"),    std::string_view("social"),   std::string_view("thumb"),
                                std::string_view("photo"), std::string_view("facebook"), std::string_view("thumbnail"),
                                std::string_view("news"),  std::string_view("post"),     std::string_view("sharing")};

bool parts_words(char c) {
    return !core::is_alpha(c) && !core::is_digit(c);
}

// "sitelogo", but not "catalogo" or "psicologo".
bool ends_like_a_logo(std::string_view word) {
    return word.size() > 4 && word.ends_with("logo") && word[word.size() - 5] != 'o' && word[word.size() - 5] != 'a';
}

std::string_view fault_of_file(std::string_view file) {
    if (file.find(".svg") != std::string_view::npos) return "a drawing";
    if (file.starts_with("blank.")) return "a placeholder by its name";
    std::string_view weak_fault;
    std::size_t words = 0;
    bool is_default = false;
    bool names_a_kind = false;
    const std::string_view stem = file.substr(0, file.rfind('.'));
    for (std::size_t at = 0; at < stem.size();) {
        std::size_t end = at;
        while (end < stem.size() && !parts_words(stem[end])) ++end;
        const std::string_view word = stem.substr(at, end - at);
        at = end + 1;
        if (!word.empty() && core::is_alpha(word.front())) ++words;
        const auto* const fault = std::ranges::find(faults, word, &Fault::word);
        if (fault != faults.end() && fault->weight == Weight::always) return fault->fault;
        if (fault != faults.end()) weak_fault = fault->fault;
        if (ends_like_a_logo(word)) return logo_fault;
        is_default = is_default || word == "default" || word == "no" || word == "missing";
        names_a_kind = names_a_kind || std::ranges::find(default_of, word) != default_of.end();
    }
    if (words > most_words_of_short_names) return {};
    if (!weak_fault.empty()) return weak_fault;
    return is_default && names_a_kind ? "a default by its name" : std::string_view();
}

std::string_view fault_of(const model::Image& image, const AssetName& name) {
    if (const std::string_view fault = fault_of_file(name.file); !fault.empty()) return fault;
    return has_bad_shape(image) ? "too small or of a banner's shape" : std::string_view();
}

// All that is known of one asset: addresses of several sizes, several places of the page.
struct Candidate {
    model::Image image;
    AssetName name;
    std::string where;  // "og:image, JSON-LD image"
    std::string fault;  // Empty: may lead.
    bool is_declared = false;
    bool is_shown = false;  // In the article.
    bool can_lead = false;  // As a figure, by its place and size.
};

class ImageFinder {
  public:
    ImageFinder(const Material& material, Evidence& evidence, const PictureOptions& options)
        : material_(material), evidence_(evidence), options_(options) {}

    std::vector<model::Image> run() {
        from_open_graph();
        // The first is the page's own word; the others may be crops of it, or any pictures of the text.
        for (const model::Image& image : material_.linked.images) {
            if (&image == &material_.linked.images.front())
                declare(image, "JSON-LD image");
            else
                take(image, "further JSON-LD image");
        }
        for (const std::string_view key : {"twitter:image", "twitter:image:src", "sailthru.image.full",
                                           "parsely-image-url", "thumbnail", "thumbnailurl"}) {
            declare(of_url(material_.survey.meta({key})), key);
        }
        declare(of_url(material_.survey.link("image_src")), "link image_src");
        from_article();
        from_preloads();
        return chosen();
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
                declare(current, "og:image");
                current = of_url(entry.content);
            } else if (entry.key == "og:image:width") {
                current.width = leading_number(entry.content);
            } else if (entry.key == "og:image:height") {
                current.height = leading_number(entry.content);
            } else if (entry.key == "og:image:alt") {
                current.title = text::plain_line(entry.content);
            } else if (entry.key == "og:image:secure_url" && current.url.empty()) {
                current.url = entry.content;
            }
        }
        declare(current, "og:image");
    }

    void from_article() {
        const std::vector<Figure> figures = find_figures(material_);
        bool is_first = true;
        for (const Figure& figure : figures) {
            Candidate* const candidate = take(figure.image, "picture in the text");
            if (candidate == nullptr) continue;
            candidate->is_shown = true;
            judge_shown(*candidate, figure);
            if (!is_first || !candidate->fault.empty() || figure.is_linked) continue;
            const bool is_sure = figure.is_captioned || figure.image.width >= options_.sure_width;
            candidate->can_lead = is_sure && figure.letters_before <= options_.letters_above_lead;
            is_first = !candidate->can_lead;
        }
    }

    // A logo that an article declares, shows and gives room is what it is about; a small graphic is not.
    void judge_shown(Candidate& candidate, const Figure& figure) const {
        const bool is_large = candidate.image.width >= options_.sure_width;
        if (candidate.is_declared && is_large && candidate.fault == logo_fault) candidate.fault = {};
        const bool is_graphic = candidate.name.file.ends_with(".gif") && figure.image.width == 0;
        if (is_graphic && !candidate.is_declared && !figure.is_captioned) candidate.fault = "a graphic of unknown size";
    }

    // What the page wants early is likely shown first; only pictures by their names, for relations say no type.
    void from_preloads() {
        for (const LinkEntry& link : material_.survey.links) {
            if (!core::equals_ignoring_case(link.relation, "preload")) continue;
            const std::string_view path = link.address.substr(0, link.address.find('?'));
            const bool is_picture = std::ranges::any_of(std::array{".jpg", ".jpeg", ".webp", ".avif", ".png", ".gif"},
                                                        [&](const char* ending) { return path.ends_with(ending); });
            if (is_picture) declare(of_url(link.address), "preload");
        }
    }

    void declare(const model::Image& image, std::string_view where) {
        if (Candidate* const candidate = take(image, where)) candidate->is_declared = true;
    }

    // Finds or makes the candidate that the picture belongs to.
    Candidate* take(const model::Image& found, std::string_view where) {
        if (core::trim(found.url).empty()) return nullptr;
        model::Image image = found;
        image.url = absolute(material_, found.url);
        if (image.url.empty()) return nullptr;
        AssetName name = asset_name(image.url);
        const auto known = std::ranges::find_if(candidates_, [&](const Candidate& one) {
            return one.image.url == image.url || (!name.key.empty() && one.name.key == name.key);
        });
        if (known != candidates_.end()) {
            join(*known, image, where);
            return &*known;
        }
        Candidate candidate{
            .image = std::move(image), .name = std::move(name), .where = std::string(where), .fault = {}};
        candidate.fault = fault_of(candidate.image, candidate.name);
        candidates_.push_back(std::move(candidate));
        return &candidates_.back();
    }

    // The declared address stays; a page's own larger rendition takes the place of a smaller one.
    static void join(Candidate& known, const model::Image& image, std::string_view where) {
        if (known.where.find(where) == std::string::npos) known.where.append(", ").append(where);
        if (known.image.title.empty()) known.image.title = image.title;
        if (known.image.attribution.empty()) known.image.attribution = image.attribution;
        const bool is_larger = !known.is_declared && image.width > known.image.width;
        if (is_larger) known.image.url = image.url;
        if (is_larger || known.image.url == image.url) {
            if (is_larger || known.image.width == 0) known.image.width = image.width;
            if (is_larger || known.image.height == 0) known.image.height = image.height;
        }
    }

    [[nodiscard]] std::size_t choose(std::string& why) const {
        const auto first = [&](auto&& is_it) {
            const auto at = std::ranges::find_if(candidates_,
                                                 [&](const Candidate& one) { return one.fault.empty() && is_it(one); });
            return static_cast<std::size_t>(at - candidates_.begin());
        };
        const auto none = candidates_.size();
        std::size_t at = first([](const Candidate& one) { return one.is_declared && one.is_shown; });
        if (at != none) return at;
        at = first([](const Candidate& one) { return one.can_lead; });
        if (at != none) {
            why = ", leading the text";
            return at;
        }
        at = first([](const Candidate& one) { return one.is_declared; });
        if (at != none) return at;
        const auto widest = std::ranges::max_element(
            candidates_, {}, [](const Candidate& one) { return one.fault.empty() ? one.image.width : -1; });
        return widest->fault.empty() ? static_cast<std::size_t>(widest - candidates_.begin()) : none;
    }

    [[nodiscard]] std::string losers(std::size_t lead) const {
        std::string list;
        std::size_t named = 0;
        for (std::size_t i = 0; i < candidates_.size() && named < options_.most_losers; ++i) {
            const Candidate& one = candidates_[i];
            if (i == lead || (!one.is_declared && one.fault.empty())) continue;
            list += named++ == 0 ? "; passed over: " : ", ";
            list += one.where + " (";
            list += one.fault.empty() ? "another picture" : one.fault;
            list += ')';
        }
        return list;
    }

    // The lead, the other pictures of the article in its order, other declared ones.
    std::vector<model::Image> chosen() {
        std::vector<model::Image> images;
        if (candidates_.empty()) return images;
        std::string why;
        const std::size_t lead = choose(why);
        if (lead == candidates_.size()) {
            evidence_.emplace_back("image", "nothing" + losers(lead));
            return images;
        }
        Candidate& best = candidates_[lead];
        evidence_.emplace_back("image", best.where + why + losers(lead));
        images.push_back(std::move(best.image));
        for (const bool is_shown : {true, false}) {
            for (std::size_t i = 0; i < candidates_.size() && images.size() < options_.most; ++i) {
                Candidate& one = candidates_[i];
                if (i != lead && one.is_shown == is_shown && one.fault.empty()) images.push_back(std::move(one.image));
            }
        }
        return images;
    }

    const Material& material_;
    Evidence& evidence_;
    const PictureOptions& options_;
    std::vector<Candidate> candidates_;
};

}  // namespace

std::vector<model::Image> find_images(const Material& material, Evidence& evidence, const PictureOptions& options) {
    return ImageFinder(material, evidence, options).run();
}

std::string_view fault_of_address(std::string_view url) {
    return fault_of_file(asset_name(url).file);
}

}  // namespace masthead::page
