// Names are brought to one shape first: lower case, a hyphen wherever a word begins or ends ("relatedPosts side_bar"
// becomes
// "-related-posts-side-bar-"), then run through an Aho-Corasick automaton (Aho and Corasick, 1975) over the word list
// below.
#include "page/hints.h"

#include "core/ascii.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

namespace masthead::page {
namespace {

struct Word {
    std::string_view text;  // "-x-" matches the word x alone, "x" anywhere, "-x" at a word's beginning.
    std::uint32_t hint;
};

constexpr auto words = std::to_array<Word>({
    // Containers of the text.
    Word{"article-body", hint_body},
    Word{"articlebody", hint_body},
    Word{"article-content", hint_body},
    Word{"article-text", hint_body},
    Word{"article-main", hint_body},
    Word{"story-body", hint_body},
    Word{"storybody", hint_body},
    Word{"story-content", hint_body},
    Word{"story-text", hint_body},
    Word{"entry-content", hint_body},
    Word{"post-content", hint_body},
    Word{"post-body", hint_body},
    Word{"post-text", hint_body},
    Word{"body-content", hint_body},
    Word{"content-body", hint_body},
    Word{"body-copy", hint_body},
    Word{"bodytext", hint_body},
    Word{"body-text", hint_body},
    Word{"main-text", hint_body},
    Word{"maintext", hint_body},
    Word{"news-content", hint_body},
    Word{"rich-text", hint_body},
    Word{"richtext", hint_body},
    Word{"articletext", hint_body},
    Word{"articlecontent", hint_body},
    Word{"article-copy", hint_body},
    Word{"text-content", hint_body},
    Word{"single-content", hint_body},
    Word{"blog-content", hint_body},
    Word{"page-content", hint_body},
    Word{"paragraphs", hint_body},
    Word{"article-entry", hint_body},
    Word{"article-detail", hint_article},
    Word{"-article-", hint_article},
    Word{"-post-", hint_article},
    Word{"-story-", hint_article},
    // What stands around it.
    Word{"related", hint_boilerplate | hint_elsewhere},
    Word{"recirc", hint_boilerplate | hint_elsewhere},
    Word{"recommend", hint_boilerplate | hint_elsewhere},
    Word{"newsletter", hint_boilerplate},
    Word{"subscri", hint_boilerplate},
    Word{"signup", hint_boilerplate},
    Word{"sign-up", hint_boilerplate},
    Word{"-share", hint_boilerplate},
    Word{"sharing", hint_boilerplate},
    Word{"sharebar", hint_boilerplate},
    Word{"sharedaddy", hint_boilerplate},
    Word{"addthis", hint_boilerplate},
    Word{"addtoany", hint_boilerplate},
    Word{"-social", hint_boilerplate},
    Word{"sidebar", hint_boilerplate | hint_elsewhere},
    Word{"side-bar", hint_boilerplate | hint_elsewhere},
    Word{"-footer-", hint_boilerplate},
    Word{"footer-links", hint_boilerplate},
    Word{"-navigation", hint_boilerplate},
    Word{"-nav-", hint_boilerplate},
    Word{"navbar", hint_boilerplate},
    Word{"-menu-", hint_boilerplate},
    Word{"breadcrumb", hint_boilerplate},
    Word{"promo-", hint_boilerplate},
    Word{"-promo", hint_boilerplate},
    Word{"advert", hint_boilerplate},
    Word{"-ad-", hint_boilerplate},
    Word{"-ads-", hint_boilerplate},
    Word{"sponsor", hint_boilerplate},
    Word{"outbrain", hint_boilerplate},
    Word{"taboola", hint_boilerplate},
    Word{"-cookie", hint_boilerplate | hint_consent},
    Word{"-consent", hint_boilerplate | hint_consent},
    Word{"gdpr", hint_boilerplate | hint_consent},
    Word{"popup", hint_boilerplate},
    Word{"-modal-", hint_boilerplate},
    Word{"-overlay-", hint_boilerplate},
    Word{"author-bio", hint_boilerplate},
    Word{"authorbio", hint_boilerplate},
    Word{"author-box", hint_boilerplate},
    Word{"authorbox", hint_boilerplate},
    Word{"about-author", hint_boilerplate},
    Word{"about-the-author", hint_boilerplate},
    Word{"author-info", hint_boilerplate},
    Word{"-bio-", hint_boilerplate},
    Word{"-tags-", hint_boilerplate},
    Word{"tag-list", hint_boilerplate},
    Word{"taglist", hint_boilerplate},
    Word{"-tag-cloud", hint_boilerplate},
    Word{"toolbar", hint_boilerplate},
    Word{"-tools-", hint_boilerplate},
    Word{"read-more", hint_boilerplate},
    Word{"readmore", hint_boilerplate},
    Word{"read-next", hint_boilerplate | hint_elsewhere},
    Word{"readnext", hint_boilerplate | hint_elsewhere},
    Word{"up-next", hint_boilerplate | hint_elsewhere},
    Word{"more-from", hint_boilerplate | hint_elsewhere},
    Word{"more-stories", hint_boilerplate | hint_elsewhere},
    Word{"more-news", hint_boilerplate | hint_elsewhere},
    Word{"see-also", hint_boilerplate | hint_elsewhere},
    Word{"popular", hint_boilerplate | hint_elsewhere},
    Word{"trending", hint_boilerplate | hint_elsewhere},
    Word{"most-read", hint_boilerplate | hint_elsewhere},
    Word{"mostread", hint_boilerplate | hint_elsewhere},
    Word{"-latest-", hint_boilerplate | hint_elsewhere},
    Word{"teaser", hint_boilerplate | hint_elsewhere},
    Word{"paginat", hint_boilerplate},
    Word{"-pager-", hint_boilerplate},
    Word{"-login", hint_boilerplate},
    Word{"disclaimer", hint_boilerplate},
    Word{"copyright", hint_boilerplate},
    Word{"jp-post-flair", hint_boilerplate},
    Word{"donat", hint_boilerplate},
    Word{"-widget-", hint_boilerplate | hint_elsewhere},
    Word{"-rail-", hint_boilerplate | hint_elsewhere},
    Word{"post-meta", hint_boilerplate},
    Word{"entry-meta", hint_boilerplate},
    Word{"article-meta", hint_boilerplate},
    Word{"story-meta", hint_boilerplate},
    Word{"meta-info", hint_boilerplate},
    Word{"pull-quote", hint_boilerplate},
    Word{"pullquote", hint_boilerplate},
    Word{"follow-us", hint_boilerplate},
    Word{"call-to-action", hint_boilerplate},
    Word{"-cta-", hint_boilerplate},
    Word{"-toc-", hint_boilerplate},
    Word{"jump-link", hint_boilerplate},
    Word{"skip-link", hint_boilerplate},
    Word{"-banner-", hint_boilerplate},
    Word{"dfp-", hint_boilerplate},
    Word{"-carousel", hint_boilerplate | hint_elsewhere},
    Word{"-playlist", hint_boilerplate | hint_elsewhere},
    Word{"video-player", hint_boilerplate},
    Word{"embed-card", hint_boilerplate},
    Word{"print-only", hint_boilerplate},
    Word{"-masthead-", hint_boilerplate},
    Word{"-listicle-nav", hint_boilerplate},
    Word{"-notification", hint_boilerplate},
    Word{"-alert-", hint_boilerplate},
    Word{"-feedback", hint_boilerplate},
    Word{"-correction-form", hint_boilerplate},
    Word{"-topics-", hint_boilerplate},
    // The rest.
    Word{"comments", hint_comments},
    Word{"comment-list", hint_comments},
    Word{"commentlist", hint_comments},
    Word{"-comment-", hint_comments},
    Word{"disqus", hint_comments},
    Word{"livefyre", hint_comments},
    Word{"-respond-", hint_comments},
    Word{"trackback", hint_comments},
    Word{"caption", hint_caption},
    Word{"image-credit", hint_caption},
    Word{"photo-credit", hint_caption},
    Word{"-credit-", hint_caption},
    Word{"-credits-", hint_caption},
    Word{"image-source", hint_caption},
    Word{"-cutline", hint_caption},
    Word{"wp-caption", hint_caption},
    Word{"byline", hint_byline},
    Word{"-author-", hint_byline},
    Word{"-authors-", hint_byline},
    Word{"contributor", hint_byline},
    Word{"-writer", hint_byline},
    Word{"-creator", hint_byline},
    Word{"-autor-", hint_byline},
    Word{"-auteur", hint_byline},
    Word{"-date", hint_date},
    Word{"publish", hint_date},
    Word{"timestamp", hint_date},
    Word{"datum", hint_date},
    Word{"posted", hint_date},
    Word{"-time-", hint_date},
    Word{"-created", hint_date},
    Word{"pubdate", hint_date},
    Word{"-datetime", hint_date},
    Word{"sr-only", hint_hidden},
    Word{"visually-hidden", hint_hidden},
    Word{"visuallyhidden", hint_hidden},
    Word{"screen-reader", hint_hidden},
    Word{"-noprint", hint_hidden},
    Word{"standfirst", hint_lead},
    Word{"-lede-", hint_lead},
    Word{"-lead-", hint_lead},
    Word{"-dek-", hint_lead},
    Word{"-intro-", hint_lead},
    Word{"-teaser-text", hint_lead},
    Word{"-subtitle-", hint_lead},
    Word{"-subheadline", hint_lead},
    Word{"-summary-", hint_lead},
    Word{"paywall", hint_paywall},
    Word{"-regwall", hint_paywall},
    Word{"piano-", hint_paywall},
    Word{"-not-prose-", hint_boilerplate},
    Word{"next-prev", hint_boilerplate | hint_elsewhere},
    Word{"prev-next", hint_boilerplate | hint_elsewhere},
    // More languages.
    Word{"articlebodytext", hint_body},
    Word{"article-inner", hint_body},
    Word{"entry-body", hint_body},
    Word{"entry-text", hint_body},
    Word{"content-article", hint_body},
    Word{"postcontent", hint_body},
    Word{"postbody", hint_body},
    Word{"entrycontent", hint_body},
    Word{"newstext", hint_body},
    Word{"news-text", hint_body},
    Word{"news-body", hint_body},
    Word{"storytext", hint_body},
    Word{"storycontent", hint_body},
    Word{"texte-article", hint_body},
    Word{"corps-article", hint_body},
    Word{"article-corps", hint_body},
    Word{"article-texte", hint_body},
    Word{"cuerpo", hint_body},
    Word{"texto-noticia", hint_body},
    Word{"noticia-texto", hint_body},
    Word{"corpo-noticia", hint_body},
    Word{"conteudo-texto", hint_body},
    Word{"corpo-testo", hint_body},
    Word{"testo-articolo", hint_body},
    Word{"artikeltext", hint_body},
    Word{"artikel-text", hint_body},
    Word{"artikelbody", hint_body},
    Word{"beitragstext", hint_body},
    Word{"article-paragraph", hint_body},
    Word{"verwandt", hint_boilerplate | hint_elsewhere},
    Word{"mehr-zum-thema", hint_boilerplate | hint_elsewhere},
    Word{"weitere-artikel", hint_boilerplate | hint_elsewhere},
    Word{"auch-interessant", hint_boilerplate | hint_elsewhere},
    Word{"aehnlich", hint_boilerplate | hint_elsewhere},
    Word{"empfehl", hint_boilerplate | hint_elsewhere},
    Word{"meistgelesen", hint_boilerplate | hint_elsewhere},
    Word{"relacionad", hint_boilerplate | hint_elsewhere},
    Word{"noticias-rel", hint_boilerplate | hint_elsewhere},
    Word{"leia-mais", hint_boilerplate | hint_elsewhere},
    Word{"veja-tambem", hint_boilerplate | hint_elsewhere},
    Word{"mais-lidas", hint_boilerplate | hint_elsewhere},
    Word{"mas-leid", hint_boilerplate | hint_elsewhere},
    Word{"a-lire-aussi", hint_boilerplate | hint_elsewhere},
    Word{"lire-aussi", hint_boilerplate | hint_elsewhere},
    Word{"articles-lies", hint_boilerplate | hint_elsewhere},
    Word{"plus-lus", hint_boilerplate | hint_elsewhere},
    Word{"correlat", hint_boilerplate | hint_elsewhere},
    Word{"gerelateerd", hint_boilerplate | hint_elsewhere},
    Word{"lees-ook", hint_boilerplate | hint_elsewhere},
    Word{"meest-gelezen", hint_boilerplate | hint_elsewhere},
    Word{"powiazan", hint_boilerplate | hint_elsewhere},
    Word{"podobne", hint_boilerplate | hint_elsewhere},
    Word{"polecane", hint_boilerplate | hint_elsewhere},
    Word{"souvisejic", hint_boilerplate | hint_elsewhere},
    Word{"relatert", hint_boilerplate | hint_elsewhere},
    Word{"relaterad", hint_boilerplate | hint_elsewhere},
    Word{"pohozh", hint_boilerplate | hint_elsewhere},
    Word{"populyarn", hint_boilerplate | hint_elsewhere},
    Word{"ilgili-haber", hint_boilerplate | hint_elsewhere},
    Word{"read-also", hint_boilerplate | hint_elsewhere},
    Word{"also-read", hint_boilerplate | hint_elsewhere},
    Word{"also-like", hint_boilerplate | hint_elsewhere},
    Word{"most-viewed", hint_boilerplate | hint_elsewhere},
    Word{"mostviewed", hint_boilerplate | hint_elsewhere},
    Word{"most-popular", hint_boilerplate | hint_elsewhere},
    Word{"suggested", hint_boilerplate | hint_elsewhere},
    Word{"suggestion", hint_boilerplate | hint_elsewhere},
    Word{"other-news", hint_boilerplate | hint_elsewhere},
    Word{"othernews", hint_boilerplate | hint_elsewhere},
    Word{"other-articles", hint_boilerplate | hint_elsewhere},
    Word{"similar-", hint_boilerplate | hint_elsewhere},
    Word{"inhaltsverzeichnis", hint_boilerplate},
    Word{"werbung", hint_boilerplate},
    Word{"anzeige-", hint_boilerplate},
    Word{"-anzeige", hint_boilerplate},
    Word{"reklam", hint_boilerplate},
    Word{"publicidad", hint_boilerplate},
    Word{"publicite", hint_boilerplate},
    Word{"pubblicit", hint_boilerplate},
    Word{"annonse", hint_boilerplate},
    Word{"-annons-", hint_boilerplate},
    Word{"condivid", hint_boilerplate},
    Word{"compartir", hint_boilerplate},
    Word{"compartilh", hint_boilerplate},
    Word{"partage", hint_boilerplate},
    Word{"-teilen-", hint_boilerplate},
    Word{"merkliste", hint_boilerplate},
    Word{"abonnement", hint_boilerplate},
    Word{"abo-box", hint_boilerplate},
    Word{"newsbrief", hint_boilerplate},
    Word{"nieuwsbrief", hint_boilerplate},
    Word{"kontakt-box", hint_boilerplate},
    Word{"sitemap", hint_boilerplate},
    Word{"back-to-top", hint_boilerplate},
    Word{"site-header", hint_boilerplate},
    Word{"site-footer", hint_boilerplate},
    Word{"page-footer", hint_boilerplate},
    Word{"print-button", hint_boilerplate},
    Word{"autorenbox", hint_boilerplate},
    Word{"autor-box", hint_boilerplate},
    Word{"sobre-autor", hint_boilerplate},
    Word{"a-propos-auteur", hint_boilerplate},
    Word{"kommentar", hint_comments},
    Word{"commentaire", hint_comments},
    Word{"comentario", hint_comments},
    Word{"commenti-", hint_comments},
    Word{"-reacties", hint_comments},
    Word{"reactie-", hint_comments},
    Word{"komentar", hint_comments},
    Word{"-yorum", hint_comments},
    Word{"cookiebanner", hint_consent | hint_boilerplate},
    Word{"cookienotice", hint_consent | hint_boilerplate},
    Word{"cookieconsent", hint_consent | hint_boilerplate},
    Word{"cookiebox", hint_consent | hint_boilerplate},
    Word{"cookielaw", hint_consent | hint_boilerplate},
    Word{"privacy-popup", hint_consent | hint_boilerplate},
    Word{"dsgvo", hint_consent | hint_boilerplate},
    Word{"-cmp-", hint_consent | hint_boilerplate},
    Word{"onetrust", hint_consent | hint_boilerplate},
    Word{"usercentrics", hint_consent | hint_boilerplate},
    Word{"didomi", hint_consent | hint_boilerplate},
    Word{"-rgpd", hint_consent | hint_boilerplate},
    Word{"bildunterschrift", hint_caption},
    Word{"bildtext", hint_caption},
    Word{"bildquelle", hint_caption},
    Word{"bildnachweis", hint_caption},
    Word{"image-caption", hint_caption},
    Word{"-legende-", hint_caption},
    Word{"fotocredit", hint_caption},
    Word{"copyright-image", hint_caption},
    Word{"photo-copyright", hint_caption},
});

constexpr std::size_t alphabet = 28;  // a..z, the hyphen, everything else.

constexpr std::size_t letter(char c) {
    if (c >= 'a' && c <= 'z') return static_cast<std::size_t>(c - 'a');
    return c == '-' ? 26 : 27;
}

class Automaton {
  public:
    Automaton() {
        states_.emplace_back();
        for (const Word& word : words) add(word);
        link();
    }

    struct State {
        std::array<std::uint16_t, alphabet> next{};
        std::uint32_t hints = 0;
        std::uint16_t fallback = 0;
    };

    [[nodiscard]] const State& operator[](std::size_t state) const { return states_[state]; }

  private:
    void add(const Word& word) {
        std::size_t state = 0;
        for (const char c : word.text) {
            if (states_[state].next[letter(c)] == 0) {
                states_[state].next[letter(c)] = static_cast<std::uint16_t>(states_.size());
                states_.emplace_back();
            }
            state = states_[state].next[letter(c)];
        }
        states_[state].hints |= word.hint;
    }

    // Breadth first: every state learns where to go on when no word goes on, and which words end there.
    void link() {
        std::vector<std::uint16_t> queue;
        for (const std::uint16_t child : states_[0].next) {
            if (child != 0) queue.push_back(child);
        }
        for (std::size_t i = 0; i < queue.size(); ++i) {
            State& state = states_[queue[i]];
            state.hints |= states_[state.fallback].hints;
            for (std::size_t c = 0; c < alphabet; ++c) {
                const std::uint16_t through_fallback = states_[state.fallback].next[c];
                if (state.next[c] == 0) {
                    state.next[c] = through_fallback;
                } else {
                    states_[state.next[c]].fallback = through_fallback;
                    queue.push_back(state.next[c]);
                }
            }
        }
    }

    std::vector<State> states_;
};

const Automaton& automaton() {
    static const Automaton made;  // Constant after the first use; C++ makes that safe between threads.
    return made;
}

// Feeds names to the automaton in their one shape.
class NameReader {
  public:
    explicit NameReader(const Automaton& machine) : machine_(machine) {}

    void read(std::string_view names) {
        if (last_ != '-') step('-');
        char before = '-';
        for (const char c : names) {
            const bool is_upper = c >= 'A' && c <= 'Z';
            const bool was_lower = before >= 'a' && before <= 'z';
            if (is_upper && was_lower) step('-');
            const bool is_word = core::is_alpha(c);
            if (is_word || last_ != '-') step(is_word ? core::to_lower(c) : '-');
            before = c;
        }
        if (last_ != '-') step('-');
    }

    [[nodiscard]] std::uint32_t hints() const { return hints_; }

  private:
    void step(char c) {
        state_ = machine_[state_].next[letter(c)];
        hints_ |= machine_[state_].hints;
        last_ = c;
    }

    const Automaton& machine_;
    std::size_t state_ = 0;
    std::uint32_t hints_ = 0;
    char last_ = '\0';
};

bool is_hidden_style(std::string_view style) {
    const std::size_t display = core::find_ignoring_case(style, "display");
    if (display == std::string_view::npos) return false;
    const std::string_view value = core::trim(style.substr(display + 7));
    return value.starts_with(':') && core::starts_with_ignoring_case(core::trim(value.substr(1)), "none");
}

// Layout frameworks name what an element does on which screen, or what stands beside it: that says nothing of its text.
bool is_modifier(std::string_view token) {
    constexpr std::array beginnings{std::string_view("has-"),     std::string_view("no-"),
                                    std::string_view("with-"),    std::string_view("without-"),
                                    std::string_view("hide-"),    std::string_view("hidden-"),
                                    std::string_view("overflow"), std::string_view("is-not-"),
                                    std::string_view("visible-"), std::string_view("show-")};
    constexpr std::array parts{std::string_view("with-sidebar"),     std::string_view("with-right-"),
                               std::string_view("with-left-"),       std::string_view("right-sidebar-"),
                               std::string_view("left-sidebar-"),    std::string_view("wsidebar"),
                               std::string_view("one-sidebar"),      std::string_view("label-hidden"),
                               std::string_view("label-visually"),   std::string_view("labels-hidden"),
                               std::string_view("elementor-widget"), std::string_view("navigation-wrapper"),
                               std::string_view("page-wrapper")};
    const auto begins = [&](std::string_view one) { return token.starts_with(one); };
    const auto holds = [&](std::string_view one) { return token.find(one) != std::string_view::npos; };
    return token.find(':') != std::string_view::npos || std::ranges::any_of(beginnings, begins) ||
           std::ranges::any_of(parts, holds);
}

// Anchors are made of a heading's words: those are the article's, not the template's.
bool is_slug(std::string_view id) {
    constexpr std::ptrdiff_t most_hyphens = 3;
    return std::ranges::count(id, '-') > most_hyphens;
}

// "hidden", unless a wider screen shows it ("hidden lg:block").
bool is_hidden_token(std::string_view token) {
    return token == "hidden" || token == "hide" || token.ends_with("is-hidden") || token == "u-hidden" ||
           token == "max-h-0";
}

bool shows_on_wider_screens(std::string_view classes) {
    for (const std::string_view shown : {":block", ":flex", ":grid", ":inline"}) {
        if (classes.find(shown) != std::string_view::npos) return true;
    }
    return false;
}

std::uint32_t hints_of_element(Tag tag) {
    switch (tag) {
        case Tag::nav:
        case Tag::footer:
        case Tag::dialog:
            return hint_boilerplate | hint_element;
        case Tag::form:
        case Tag::button:
        case Tag::select:
        case Tag::menu:
        case Tag::fieldset:
        case Tag::label:
            return hint_boilerplate;
        case Tag::aside:
            return hint_boilerplate | hint_elsewhere | hint_element;
        case Tag::figcaption:
        case Tag::caption:
            return hint_caption;
        case Tag::noscript:
        case Tag::iframe:
        case Tag::object:
        case Tag::video:
        case Tag::audio:
        case Tag::textarea:
            return hint_hidden;
        case Tag::article:
        case Tag::main:
            return hint_article;
        case Tag::time:
            return hint_date;
        case Tag::address:
            return hint_byline;
        default:
            return hint_none;
    }
}

std::uint32_t hints_of_role(std::string_view role) {
    if (role == "navigation" || role == "complementary" || role == "contentinfo" || role == "banner" ||
        role == "dialog" || role == "search" || role == "menu")
        return hint_boilerplate | hint_element;
    return role == "main" || role == "article" ? hint_article : hint_none;
}

}  // namespace

std::uint32_t hints_of_names(std::string_view names) {
    NameReader reader(automaton());
    std::uint32_t hidden = hint_none;
    for (std::size_t i = 0; i < names.size();) {
        while (i < names.size() && core::is_space(names[i])) ++i;
        const std::size_t begin = i;
        while (i < names.size() && !core::is_space(names[i])) ++i;
        const std::string_view token = names.substr(begin, i - begin);
        if (token.empty()) break;
        if (is_hidden_token(token) && !shows_on_wider_screens(names)) hidden = hint_hidden;
        if (!is_modifier(token)) reader.read(token);
    }
    return reader.hints() | hidden;
}

std::vector<std::uint32_t> find_hints(const Tree& tree) {
    std::vector<std::uint32_t> hints(tree.size(), hint_none);
    for (NodeIndex i = 0; i < tree.size(); ++i) {
        const Node& node = tree[i];
        if (node.tag == Tag::text) continue;
        hints[i] = hints_of_element(node.tag);
        if (node.attributes == 0) continue;
        const std::string_view classes = tree.attribute(i, AttributeName::class_);
        if (!classes.empty()) hints[i] |= hints_of_names(classes);
        const std::string_view id = tree.attribute(i, AttributeName::id);
        if (!id.empty() && !is_heading(node.tag) && !is_slug(id)) hints[i] |= hints_of_names(id);
        hints[i] |= hints_of_role(tree.attribute(i, AttributeName::role));
        const std::string_view property = tree.attribute(i, AttributeName::itemprop);
        if (property == "articleBody" || property == "reviewBody") hints[i] |= hint_body;
        if (tree.has(i, AttributeName::hidden) || is_hidden_style(tree.attribute(i, AttributeName::style)))
            hints[i] |= hint_hidden;
    }
    return hints;
}

}  // namespace masthead::page
