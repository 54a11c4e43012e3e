// Doors first, each by two signs; then what the page says of itself; then, by points, whether it is a list:
//
//   for   4 its path is the root; 3 JSON-LD calls it a collection; 2 its canonical address is the root; 2 more
//   headlines
//         of others than text of its own; 1 each: og:type website, more links than text, no date, a path like a
//         section's
//   against  4 JSON-LD, 3 og:type calls it an article; 3 five paragraphs of prose; 2 a publication date in its head; 1
//   a
//         path like an article's
#include "page/kind.h"

#include "core/ascii.h"
#include "page/hints.h"
#include "page/kind_words.h"
#include "page/material.h"
#include "page/page.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include <fmt/format.h>

namespace masthead::page {
namespace {

using std::string_view;

constexpr std::array kind_names{string_view("article"),     string_view("video"),        string_view("gallery"),
                                string_view("live blog"),   string_view("paywall stub"), string_view("index page"),
                                string_view("search page"), string_view("consent page"), string_view("error page"),
                                string_view("login page"),  string_view("empty shell")};

constexpr std::array search_segments{string_view("search"),  string_view("suche"),  string_view("recherche"),
                                     string_view("buscar"),  string_view("busca"),  string_view("buscador"),
                                     string_view("ricerca"), string_view("zoeken"), string_view("szukaj"),
                                     string_view("hledat"),  string_view("haku"),   string_view("sok"),
                                     string_view("arama"),   string_view("poisk")};
constexpr std::array search_keys{string_view("q="), string_view("s="), string_view("query="), string_view("search=")};
constexpr std::array login_segments{string_view("login"),    string_view("signin"),   string_view("sign-in"),
                                    string_view("log-in"),   string_view("anmelden"), string_view("connexion"),
                                    string_view("register"), string_view("signup"),   string_view("sign-up")};
constexpr std::array live_names{string_view("liveblog"),    string_view("live-blog"),    string_view("liveticker"),
                                string_view("live-ticker"), string_view("live-updates"), string_view("newsticker"),
                                string_view("en-direct"),   string_view("en-vivo"),      string_view("ao-vivo"),
                                string_view("diretta"),     string_view("liveblogg"),    string_view("livecenter")};
constexpr std::array gallery_names{string_view("gallery"),     string_view("galleries"),   string_view("galerie"),
                                   string_view("galeria"),     string_view("fotostrecke"), string_view("bilderstrecke"),
                                   string_view("fotogalerie"), string_view("diaporama"),   string_view("slideshow"),
                                   string_view("fotogaleria"), string_view("in-pictures"), string_view("photos")};
constexpr std::array app_roots{string_view("root"),     string_view("app"),      string_view("__next"),
                               string_view("__nuxt"),   string_view("app-root"), string_view("react-root"),
                               string_view("main-app"), string_view("svelte")};

template <typename Names>
bool contains_any(string_view text, const Names& names) {
    return std::ranges::any_of(
        names, [&](string_view name) { return core::find_ignoring_case(text, name) != string_view::npos; });
}

template <typename Names>
bool is_one_of(string_view text, const Names& names) {
    return std::ranges::any_of(names, [&](string_view name) { return core::equals_ignoring_case(text, name); });
}

bool is_article_name(string_view type) {
    return type.ends_with("Article") || type.ends_with("BlogPosting") || type.ends_with("Report");
}

// What the page's address says.
struct Address {
    bool is_root = false;
    bool is_like_an_article = false;  // A long slug, an id, a date.
    bool is_named_file = false;
    bool is_search = false;
    bool is_login = false;
    std::string path;
};

// A file of its own: "zoning-plan.html", not "index.html".
bool is_named_file(string_view segment) {
    constexpr std::size_t shortest_name = 8;
    const std::size_t dot = segment.rfind('.');
    return dot != string_view::npos && dot >= shortest_name && segment.size() - dot <= 6;
}

// Words that hyphens part, or digits in a row.
bool is_like_an_article(string_view segment) {
    constexpr std::ptrdiff_t hyphens_of_a_slug = 3;
    constexpr std::size_t digits_of_an_id = 5;
    if (std::ranges::count(segment, '-') >= hyphens_of_a_slug || std::ranges::count(segment, '_') >= hyphens_of_a_slug)
        return true;
    std::size_t run = 0;
    for (const char c : segment) {
        run = core::is_digit(c) ? run + 1 : 0;
        if (run >= digits_of_an_id) return true;
    }
    return false;
}

Address address_of(string_view text) {
    Address address;
    const auto url = core::Url::parse(text);
    if (!url) return address;
    address.path = url->path();
    const bool has_query = !url->query().empty();
    const auto segments = core::split(string_view(address.path).substr(1), '/');
    const string_view last =
        segments.back().empty() && segments.size() > 1 ? segments[segments.size() - 2] : segments.back();
    address.is_root = !has_query && segments.size() == 1 &&
                      (last.empty() || last.starts_with("index.") || last.starts_with("default."));
    address.is_named_file = is_named_file(last.substr(0, last.find(';')));
    for (const string_view segment : segments) {
        address.is_like_an_article = address.is_like_an_article || is_like_an_article(segment);
        address.is_search = address.is_search || is_one_of(segment, search_segments);
        address.is_login = address.is_login || is_one_of(segment, login_segments);
    }
    for (const string_view pair : core::split(url->query(), '&')) {
        for (const string_view key : search_keys) address.is_search = address.is_search || pair.starts_with(key);
    }
    return address;
}

// What one walk over the elements finds.
struct Elements {
    std::vector<string_view> types;  // Of microdata, without the vocabulary's address.
    std::size_t passwords = 0;
    std::size_t captions = 0;
    std::size_t caption_letters = 0;
    bool has_app_root = false;
};

class KindFinder {
  public:
    KindFinder(const Material& material, const ParsedPage& page, const KindOptions& options)
        : material_(material), page_(page), options_(options), address_(address_of(page.url)) {}

    FoundKind run() {
        measure();
        for (const auto finder : {&KindFinder::shell, &KindFinder::error, &KindFinder::consent, &KindFinder::login,
                                  &KindFinder::search, &KindFinder::live_blog, &KindFinder::video, &KindFinder::stub,
                                  &KindFinder::index, &KindFinder::gallery}) {
            if (auto found = (this->*finder)()) return std::move(*found);
        }
        return {PageKind::article, article_reason()};
    }

  private:
    using Answer = std::optional<FoundKind>;

    // --- what is there
    void measure() {
        letters_ = text::count_characters(page_.text);
        for (const Block& block : material_.blocks.blocks) {
            all_letters_ += block.letters;
            link_letters_ += block.link_letters;
            const bool is_headline = block.link_share() > 0.9 && block.letters >= 25;
            if (!is_headline) continue;
            ++headline_links_;
            headline_letters_ += block.letters;
        }
        for (const std::uint32_t b : material_.main_text.blocks) {
            const Block& block = material_.blocks.blocks[b];
            markup_letters_ += block.letters;
            if (block.sentence_marks > 0 && block.letters >= 80 && block.link_share() < 0.3) ++prose_;
        }
        look_at_elements();
        const Survey& survey = material_.survey;
        const string_view type = survey.meta({"og:type"});
        is_open_graph_article_ = core::equals_ignoring_case(type, "article");
        is_typed_ = is_article_name(material_.linked.type) || std::ranges::any_of(elements_.types, is_article_name);
        has_date_in_head_ =
            !survey.meta({"article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date"})
                 .empty();
        if (survey.title != 0) title_ = material_.tree.text_of(survey.title);
        constexpr std::size_t most_headings = 3;
        for (const NodeIndex heading : survey.headings) {
            if (headings_.size() >= most_headings) break;
            headings_.push_back(material_.tree.text_of(heading));
        }
    }

    void look_at_elements() {
        const Tree& tree = material_.tree;
        for (NodeIndex i = 1; i < tree.size(); ++i) {
            const Node& node = tree[i];
            if (node.tag == Tag::figcaption) {
                ++elements_.captions;
                const BlockRange range = material_.blocks.of_node[i];
                for (std::uint32_t b = range.begin; b < range.end; ++b)
                    elements_.caption_letters += material_.blocks.blocks[b].letters;
            }
            if (node.attributes == 0 || node.tag == Tag::text) continue;
            if (node.tag == Tag::input && tree.attribute(i, AttributeName::type) == "password") ++elements_.passwords;
            if (node.tag == Tag::div && is_one_of(tree.attribute(i, AttributeName::id), app_roots))
                elements_.has_app_root = true;
            const string_view type = core::trim(tree.attribute(i, AttributeName::itemtype));
            if (!type.empty()) elements_.types.push_back(type.substr(type.rfind('/') + 1));
        }
    }

    [[nodiscard]] bool says_it_is_an_article() const {
        return is_typed_ || is_open_graph_article_ || has_date_in_head_;
    }
    [[nodiscard]] bool has_type(string_view type) const {
        return std::ranges::find(material_.linked.page_types, type) != material_.linked.page_types.end() ||
               std::ranges::find(elements_.types, type) != elements_.types.end();
    }

    // Where the title or a first heading says one of the words, as "the title says "..."".
    [[nodiscard]] std::string said(string_view (*words)(string_view)) const {
        const auto in = [&](string_view text, string_view where) {
            if (text.empty() || text::count_characters(text) > options_.status_title_letters) return std::string();
            const string_view found = words(text);
            return found.empty() ? std::string() : fmt::format("{} says \"{}\"", where, found);
        };
        if (auto reason = in(page_.title, "the title"); !reason.empty()) return reason;
        if (auto reason = in(title_, "the title"); !reason.empty()) return reason;
        for (const std::string& heading : headings_) {
            if (auto reason = in(heading, "a heading"); !reason.empty()) return reason;
        }
        return {};
    }
    [[nodiscard]] std::string amount() const { return fmt::format("{} characters of text", letters_); }

    // --- doors
    Answer shell() const {
        if (all_letters_ > options_.shell_letters || markup_letters_ > options_.shell_letters) return {};
        if (letters_ > options_.shell_letters && !stands_in()) return {};  // A script's data holds the text.
        const bool asks = asks_for_scripts();
        if (!asks && !elements_.has_app_root && all_letters_ > 0) return {};
        if (all_letters_ == 0 && !asks && !elements_.has_app_root && !page_.title.empty() && says_it_is_an_article() &&
            letters_ > 0)
            return {};
        const string_view why = asks                     ? "it asks for JavaScript"
                                : elements_.has_app_root ? "it holds an empty element for a script to fill"
                                                         : "there is no text at all";
        return FoundKind{PageKind::shell, fmt::format("{}, and there are {} letters on the page", why, all_letters_)};
    }
    [[nodiscard]] bool asks_for_scripts() const {
        constexpr std::size_t sniffed = 1000;  // Bytes of a noscript.
        const Tree& tree = material_.tree;
        for (NodeIndex i = 1; i < tree.size(); ++i) {
            if (tree[i].tag == Tag::noscript && !words_of_script(tree.text_of(i, sniffed)).empty()) return true;
        }
        return std::ranges::any_of(material_.blocks.blocks, [&](const Block& block) {
            return !words_of_script(material_.blocks.text_of(block)).empty();
        });
    }
    // Whether the text is the description, for want of another.
    [[nodiscard]] bool stands_in() const { return !page_.text.empty() && page_.text == page_.excerpt; }

    Answer error() const {
        if (markup_letters_ > options_.door_letters || is_typed_ || has_date_in_head_) return {};
        std::string why = said(words_of_bare_status);
        if (why.empty()) why = said(words_of_error);
        if (why.empty()) why = said(words_of_check);
        if (why.empty()) return {};
        return FoundKind{PageKind::error, fmt::format("{}, and there are {}", why, amount())};
    }

    Answer consent() const {
        constexpr double nearly_all = 0.9;
        constexpr std::size_t long_text = 3;  // Times a door's text: consent pages explain much.
        if (markup_letters_ == 0) return bare_consent(long_text * options_.door_letters);
        if (markup_letters_ > long_text * options_.door_letters) return {};
        const double least = says_it_is_an_article() ? nearly_all : options_.consent_share / 2;
        std::size_t letters = 0;
        double others = 0;
        for (const std::uint32_t b : material_.main_text.blocks) {
            const Block& block = material_.blocks.blocks[b];
            if (!words_of_tracking(material_.blocks.text_of(block)).empty())
                letters += block.letters;
            else
                others += block.letters;
            if (others > (1 - least) * static_cast<double>(markup_letters_)) return {};
        }
        const double share = static_cast<double>(letters) / static_cast<double>(markup_letters_);
        const auto found = [&](string_view why) {
            return FoundKind{PageKind::consent,
                             fmt::format("{}, and {:.0f} % of the text speaks of tracking", why, share * 100)};
        };
        if (says_it_is_an_article()) {
            if (is_about_tracking() || letters < options_.shell_letters) return {};
            return found("the text is not that of the title");
        }
        const std::string why = said(words_of_consent);
        const bool is_named = core::find_ignoring_case(page_.url, "consent") != string_view::npos ||
                              core::find_ignoring_case(page_.url, "privacy-wall") != string_view::npos;
        if (!why.empty()) return found(why);
        if (is_named) return found("its address speaks of consent");
        if (share >= options_.consent_share && letters >= options_.shell_letters / 2 && page_.published_day.empty())
            return found("nothing says that it is an article");
        return {};
    }

    // Of a door nothing may be left that counts as text.
    Answer bare_consent(std::size_t most_letters) const {
        if (says_it_is_an_article() || all_letters_ > most_letters) return {};
        const std::string why = said(words_of_consent);
        if (why.empty()) return {};
        return FoundKind{PageKind::consent, why + ", and there is no text of an article"};
    }

    [[nodiscard]] bool is_about_tracking() const {
        const auto names_it = [](string_view text) {
            return !words_of_tracking(text).empty() || !words_of_consent(text).empty();
        };
        return names_it(page_.title) || names_it(title_) || std::ranges::any_of(headings_, names_it);
    }

    Answer login() const {
        if (markup_letters_ > options_.door_letters || says_it_is_an_article()) return {};
        const std::string why = said(words_of_login);
        if (elements_.passwords > 0 && !why.empty())
            return FoundKind{PageKind::login, fmt::format("{}, and it asks for a password", why)};
        if (elements_.passwords > 0 && address_.is_login)
            return FoundKind{PageKind::login, "its address is that of a login, and it asks for a password"};
        if (address_.is_login && !why.empty())
            return FoundKind{PageKind::login, fmt::format("{}, and so does its address", why)};
        return {};
    }

    Answer search() const {
        if (is_typed_ || is_open_graph_article_) return {};
        if (has_type("SearchResultsPage")) return FoundKind{PageKind::search, "its data says SearchResultsPage"};
        if (!address_.is_search || has_date_in_head_) return {};
        if (const std::string why = said(words_of_search); !why.empty())
            return FoundKind{PageKind::search, fmt::format("{}, and its address is that of a search", why)};
        return {};
    }

    // --- documents of another shape
    Answer live_blog() const {
        if (has_type("LiveBlogPosting")) return FoundKind{PageKind::live_blog, "its data says LiveBlogPosting"};
        if (!contains_any(address_.path, live_names)) return {};
        const NodeIndex container = material_.main_text.container;
        const auto entries =
            static_cast<std::size_t>(std::ranges::count_if(material_.survey.times, [&](NodeIndex time) {
                return container < time && time < material_.tree[container].end;
            }));
        if (entries < options_.live_entries) return {};
        return FoundKind{PageKind::live_blog,
                         fmt::format("its address is that of a live blog, and {} times stand in the text", entries)};
    }

    Answer video() const {
        if (page_.type != model::ArticleType::video || prose_ >= prose_of_an_article) return {};
        return FoundKind{PageKind::video, "the page says that its main thing is a video"};
    }

    Answer stub() const {
        if (!page_.is_paywalled || letters_ > options_.stub_letters) return {};
        std::string why = "it is not free";
        for (const auto& [value, origin] : page_.evidence) {
            if (value == "is_paywalled") why = origin;
        }
        return FoundKind{PageKind::paywall_stub, fmt::format("{}, and there are {}", why, amount())};
    }

    Answer gallery() const {
        const bool is_named = contains_any(address_.path, gallery_names);
        if (prose_ >= prose_of_an_article && !is_named) return {};  // An article with a gallery in it.
        if (has_type("ImageGallery") || has_type("MediaGallery"))
            return FoundKind{PageKind::gallery, "its data says that it is a gallery"};
        if (elements_.captions < options_.gallery_pictures) return {};
        const auto captions = static_cast<double>(elements_.caption_letters);
        const bool is_mostly_pictures =
            captions >= options_.gallery_share * (captions + static_cast<double>(markup_letters_));
        if (!is_mostly_pictures && !is_named) return {};
        return FoundKind{PageKind::gallery, fmt::format("{} pictures with captions{}", elements_.captions,
                                                        is_mostly_pictures ? ", which hold more words than the text"
                                                                           : ", and its address is that of a gallery")};
    }

    // --- lists
    Answer index() const {
        int points = 0;
        std::string why;
        const auto add = [&](bool holds, int worth, string_view words) {
            if (!holds) return;
            points += worth;
            if (worth > 0) (why += why.empty() ? "" : ", ") += words;
        };
        const bool is_collection = has_type("CollectionPage") && !is_typed_;
        const auto canonical = core::Url::parse(material_.survey.link("canonical"));
        add(address_.is_root, 4, "its address is the site's root");
        add(is_collection, 3, "its data says CollectionPage");
        add(!address_.is_root && canonical && address_of(canonical->str()).is_root, 2,
            "its canonical address is the site's root");
        add(headline_links_ >= options_.headline_links && headline_letters_ > markup_letters_, 2,
            fmt::format("{} headlines are links and hold more letters than the text", headline_links_));
        add(core::equals_ignoring_case(material_.survey.meta({"og:type"}), "website"), 1, "og:type is website");
        add(2 * link_letters_ > all_letters_, 1, "more than half of all letters are links");
        add(page_.published_day.empty(), 1, "it has no date");
        add(!address_.is_root && !address_.is_like_an_article && !address_.is_named_file, 1,
            "its address is like a section's");
        add(is_typed_, -4, "");
        add(is_open_graph_article_, -3, "");
        add(prose_ >= prose_of_an_article, -3, "");
        add(has_date_in_head_, -2, "");
        add(address_.is_like_an_article, -1, "");
        if (points < static_cast<int>(options_.index_points)) return {};
        return FoundKind{PageKind::index, why};
    }

    [[nodiscard]] std::string article_reason() const {
        std::string why;
        const auto add = [&](bool holds, string_view words) {
            if (holds) (why += why.empty() ? "" : ", ") += words;
        };
        add(is_typed_, "its data says that it is an article");
        add(is_open_graph_article_, "og:type is article");
        add(has_date_in_head_, "its head gives a date");
        add(prose_ >= prose_of_an_article, fmt::format("{} paragraphs of prose", prose_));
        return why.empty() ? "nothing says that it is something else" : why;
    }

    static constexpr std::size_t prose_of_an_article = 5;  // Paragraphs of whole sentences.

    const Material& material_;
    const ParsedPage& page_;
    const KindOptions& options_;
    Address address_;
    Elements elements_;
    std::string title_;  // The title element's.
    std::vector<std::string> headings_;
    std::size_t letters_ = 0;  // Of the text, wherever it is from.
    std::size_t markup_letters_ = 0;
    std::size_t all_letters_ = 0;
    std::size_t link_letters_ = 0;
    std::size_t headline_links_ = 0;
    std::size_t headline_letters_ = 0;
    std::size_t prose_ = 0;
    bool is_typed_ = false;
    bool is_open_graph_article_ = false;
    bool has_date_in_head_ = false;
};

}  // namespace

std::string_view name_of(PageKind kind) {
    return kind_names.at(static_cast<std::size_t>(kind));
}

bool is_document(PageKind kind) {
    return kind <= PageKind::paywall_stub;
}

FoundKind find_kind(const Material& material, const ParsedPage& page, const KindOptions& options) {
    return KindFinder(material, page, options).run();
}

}  // namespace masthead::page
