// Every text is brought to one form first: folded, every number "#", "%", "$" and the euro sign words of their own, one
// space between words and around the whole. A phrase then matches as a plain substring between spaces.
//
// A phrase weighs 1 (a word that honest titles use too), 2 (a strong hint) or 3 (proof); a kind is found at 3, so that
// "trade deal" or "market share" alone condemn nobody. Excerpts of honest articles quote market research: for that kind
// the title must hint as well.
#include "score/patterns.h"

#include "core/ascii.h"
#include "text/normalize.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>

namespace masthead::score {
namespace {

using enum PatternKind;

constexpr int proof = 3;

// Where a phrase counts.
enum class Place : std::uint8_t { title, title_or_excerpt, url, ending };

struct Phrase {
    PatternKind kind;
    Place place;
    int weight;
    std::string_view text;  // In the form that `canonical` makes.
};

constexpr auto phrases = std::to_array<Phrase>({
    // Teasers.
    {clickbait, Place::title, 3, "you won t believe"},
    {clickbait, Place::title, 3, "you will not believe"},
    {clickbait, Place::title, 3, "what happened next"},
    {clickbait, Place::title, 3, "what happens next will"},
    {clickbait, Place::title, 3, "this one trick"},
    {clickbait, Place::title, 3, "one weird trick"},
    {clickbait, Place::title, 3, "one simple trick"},
    {clickbait, Place::title, 3, "will blow your mind"},
    {clickbait, Place::title, 3, "doctors hate"},
    {clickbait, Place::title, 3, "will shock you"},
    {clickbait, Place::title, 3, "the internet is losing it"},
    {clickbait, Place::title, 3, "here s why you should"},
    {clickbait, Place::title, 3, "# things you"},
    {clickbait, Place::title, 3, "# reasons why you"},
    {clickbait, Place::title, 3, "# reasons you"},
    {clickbait, Place::title, 3, "# ways to"},
    {clickbait, Place::title, 2, "you need to know"},
    {clickbait, Place::title, 2, "everything you need"},
    {clickbait, Place::title, 2, "# things"},
    {clickbait, Place::title, 2, "# reasons"},
    {clickbait, Place::title, 2, "# tricks"},
    {clickbait, Place::title, 2, "# secrets"},
    {clickbait, Place::title, 2, "jaw dropping"},
    {clickbait, Place::title, 2, "mind blowing"},
    {clickbait, Place::title, 2, "this is why"},
    {clickbait, Place::title, 3, "sie werden nicht glauben"},
    {clickbait, Place::title, 3, "du wirst nicht glauben"},
    {clickbait, Place::title, 3, "das passiert wenn"},
    {clickbait, Place::title, 3, "was dann passiert"},
    {clickbait, Place::title, 3, "was dann geschah"},
    {clickbait, Place::title, 3, "mit diesem trick"},
    {clickbait, Place::title, 3, "dieser trick"},
    {clickbait, Place::title, 3, "diese # dinge"},
    {clickbait, Place::title, 2, "das mussen sie wissen"},
    {clickbait, Place::title, 2, "alles was sie wissen mussen"},
    {clickbait, Place::title, 2, "# grunde"},
    {clickbait, Place::title, 2, "# tipps"},
    {clickbait, Place::title, 3, "vous n allez pas croire"},
    {clickbait, Place::title, 3, "no vas a creer"},
    // Shopping offers.
    {deal, Place::title, 3, "prime day deals"},
    {deal, Place::title, 3, "prime day deal"},
    {deal, Place::title, 3, "black friday deals"},
    {deal, Place::title, 3, "black friday deal"},
    {deal, Place::title, 3, "cyber monday deals"},
    {deal, Place::title, 3, "best deals"},
    {deal, Place::title, 3, "daily deals"},
    {deal, Place::title, 3, "tech deals"},
    {deal, Place::title, 3, "laptop deals"},
    {deal, Place::title, 3, "apple deals"},
    {deal, Place::title, 3, "amazon deals"},
    {deal, Place::title, 3, "tv deals"},
    {deal, Place::title, 3, "deals under"},
    {deal, Place::title, 3, "deal alert"},
    {deal, Place::title, 3, "deals for prime"},
    {deal, Place::title, 3, "deal of the day"},
    {deal, Place::title, 3, "promo code"},
    {deal, Place::title, 3, "promo codes"},
    {deal, Place::title, 3, "coupon code"},
    {deal, Place::title, 3, "coupon codes"},
    {deal, Place::title, 2, "coupon"},
    {deal, Place::title, 2, "coupons"},
    {deal, Place::title, 3, "discount code"},
    {deal, Place::title, 3, "lifetime subscription for"},
    {deal, Place::title, 3, "course bundle"},
    {deal, Place::title, 3, "training bundle"},
    {deal, Place::title, 3, "prep bundle"},
    {deal, Place::title, 3, "courses bundle"},
    {deal, Place::title, 3, "certification bundle"},
    {deal, Place::title, 3, "lowest price ever"},
    {deal, Place::title, 3, "all time low price"},
    {deal, Place::title, 2, "record low price"},
    {deal, Place::title, 3, "for just $ #"},
    {deal, Place::title, 3, "for only $ #"},
    {deal, Place::title, 3, "on sale for $ #"},
    {deal, Place::title, 2, "now $ #"},
    {deal, Place::title, 2, "just $ #"},
    {deal, Place::title, 2, "save $ #"},
    {deal, Place::title, 2, "$ # off"},
    {deal, Place::title, 2, "# % off"},
    {deal, Place::title, 2, "save # %"},
    {deal, Place::title, 2, "save up to #"},
    {deal, Place::title, 2, "save over # %"},
    {deal, Place::title, 2, "prime day"},
    {deal, Place::title, 2, "black friday"},
    {deal, Place::title, 2, "cyber monday"},
    {deal, Place::title, 2, "labor day sale"},
    {deal, Place::title, 1, "memorial day"},
    {deal, Place::title, 1, "labor day"},
    {deal, Place::title, 2, "is on sale for"},
    {deal, Place::title, 1, "on sale"},
    {deal, Place::title, 1, "deal"},
    {deal, Place::title, 1, "deals"},
    {deal, Place::title, 1, "discount"},
    {deal, Place::title, 1, "discounts"},
    {deal, Place::title, 1, "bargain"},
    {deal, Place::title, 1, "at amazon"},
    {deal, Place::title, 1, "best buy"},
    {deal, Place::title, 1, "bundle"},
    {deal, Place::title, 1, "online training"},
    {deal, Place::title, 1, "training course"},
    {deal, Place::title, 1, "shop"},
    {deal, Place::title, 1, "sale"},
    {deal, Place::title, 3, "angebot des tages"},
    {deal, Place::title, 3, "tagesangebot"},
    {deal, Place::title, 3, "schnappchen"},
    {deal, Place::title, 3, "gutscheincode"},
    {deal, Place::title, 3, "rabattcode"},
    {deal, Place::title, 3, "zum bestpreis"},
    {deal, Place::title, 3, "zum tiefpreis"},
    {deal, Place::title, 3, "zum sparpreis"},
    {deal, Place::title, 2, "im angebot"},
    {deal, Place::title, 2, "rabatt"},
    {deal, Place::title, 2, "gutschein"},
    {deal, Place::title, 2, "# % gunstiger"},
    {deal, Place::title, 2, "nur # euro"},
    {deal, Place::title, 2, "nur # €"},
    {deal, Place::title, 1, "reduziert"},
    {deal, Place::title, 1, "bei amazon"},
    {deal, Place::title, 1, "bei mediamarkt"},
    {deal, Place::title, 1, "bei aldi"},
    {deal, Place::title, 1, "bei lidl"},
    {deal, Place::title, 1, "sparen"},
    {deal, Place::title, 3, "bons plans"},
    {deal, Place::title, 3, "code promo"},
    {deal, Place::url, 2, "/ deals /"},
    {deal, Place::url, 2, "/ coupons /"},
    {deal, Place::url, 2, "/ schnaeppchen /"},
    {deal, Place::url, 2, "/ bons plans /"},
    // Paid content.
    {sponsored, Place::title_or_excerpt, 3, "sponsored content"},
    {sponsored, Place::title_or_excerpt, 3, "sponsored post"},
    {sponsored, Place::title_or_excerpt, 3, "paid partnership"},
    {sponsored, Place::title_or_excerpt, 3, "partner content"},
    {sponsored, Place::title_or_excerpt, 3, "advertorial"},
    {sponsored, Place::title_or_excerpt, 3, "gesponserter beitrag"},
    {sponsored, Place::title_or_excerpt, 3, "bezahlte partnerschaft"},
    {sponsored, Place::title_or_excerpt, 3, "publireportage"},
    {sponsored, Place::title, 3, "anzeige"},
    {sponsored, Place::url, 3, "/ sponsored /"},
    {sponsored, Place::url, 3, "/ sponsored content /"},
    {sponsored, Place::url, 3, "/ advertorial /"},
    {sponsored, Place::url, 3, "/ advertorials /"},
    {sponsored, Place::url, 3, "/ brandvoice /"},
    {sponsored, Place::url, 3, "/ paid post /"},
    {sponsored, Place::url, 3, "/ partner content /"},
    // Exam questions for sale.
    {exam_dump, Place::title_or_excerpt, 3, "exam dumps"},
    {exam_dump, Place::title_or_excerpt, 3, "exam dump"},
    {exam_dump, Place::title_or_excerpt, 3, "braindumps"},
    {exam_dump, Place::title_or_excerpt, 3, "braindump"},
    {exam_dump, Place::title_or_excerpt, 3, "pdf dumps"},
    {exam_dump, Place::title_or_excerpt, 3, "dumps pdf"},
    {exam_dump, Place::title_or_excerpt, 3, "dumps as pdf"},
    {exam_dump, Place::title_or_excerpt, 3, "practice test questions"},
    {exam_dump, Place::title_or_excerpt, 3, "exam questions and answers"},
    {exam_dump, Place::title_or_excerpt, 3, "real exam questions"},
    {exam_dump, Place::title_or_excerpt, 3, "exam questions released"},
    {exam_dump, Place::title_or_excerpt, 3, "certification dumps"},
    {exam_dump, Place::title_or_excerpt, 2, "exam questions"},
    {exam_dump, Place::title_or_excerpt, 2, "practice test"},
    {exam_dump, Place::title_or_excerpt, 2, "practice exam"},
    {exam_dump, Place::title_or_excerpt, 2, "practice tests"},
    {exam_dump, Place::title_or_excerpt, 1, "certification exam"},
    {exam_dump, Place::title_or_excerpt, 1, "certification candidates"},
    {exam_dump, Place::title_or_excerpt, 1, "exam prep"},
    {exam_dump, Place::title_or_excerpt, 1, "pass the exam"},
    {exam_dump, Place::title_or_excerpt, 1, "pass your exam"},
    {exam_dump, Place::title_or_excerpt, 1, "tips to pass"},
    {exam_dump, Place::title_or_excerpt, 1, "certified"},
    {exam_dump, Place::title_or_excerpt, 1, "dumps"},
    {exam_dump, Place::title_or_excerpt, 3, "prufungsfragen und antworten"},
    {exam_dump, Place::title_or_excerpt, 3, "zertifizierungsfragen"},
    {exam_dump, Place::title_or_excerpt, 2, "prufungsfragen"},
    {exam_dump, Place::title_or_excerpt, 1, "prufungsvorbereitung"},
    {exam_dump, Place::title_or_excerpt, 1, "zertifizierungsprufung"},
    // Advertisements for market research.
    {market_report, Place::title_or_excerpt, 3, "market research report"},
    {market_report, Place::title_or_excerpt, 3, "market size share"},
    {market_report, Place::title_or_excerpt, 3, "market to reach $"},
    {market_report, Place::title_or_excerpt, 3, "market to reach usd"},
    {market_report, Place::title_or_excerpt, 3, "market worth $"},
    {market_report, Place::title_or_excerpt, 3, "market worth usd"},
    {market_report, Place::title_or_excerpt, 3, "market to grow at"},
    {market_report, Place::title_or_excerpt, 3, "growing at a cagr"},
    {market_report, Place::title, 3, "booming worldwide"},
    {market_report, Place::title_or_excerpt, 3, "market analysis report"},
    {market_report, Place::title_or_excerpt, 2, "market forecast to"},
    {market_report, Place::title_or_excerpt, 3, "market report #"},
    {market_report, Place::title_or_excerpt, 3, "market outlook to #"},
    {market_report, Place::title_or_excerpt, 3, "researchandmarkets"},
    {market_report, Place::title_or_excerpt, 3, "marketsandmarkets"},
    {market_report, Place::title_or_excerpt, 3, "grand view research"},
    {market_report, Place::title_or_excerpt, 2, "key players"},
    {market_report, Place::title_or_excerpt, 2, "key player"},
    {market_report, Place::title_or_excerpt, 2, "leading players"},
    {market_report, Place::title_or_excerpt, 2, "cagr"},
    {market_report, Place::title_or_excerpt, 2, "forecast period"},
    {market_report, Place::title_or_excerpt, 2, "forecast # #"},
    {market_report, Place::title_or_excerpt, 2, "forecast till #"},
    {market_report, Place::title_or_excerpt, 1, "forecast to #"},
    {market_report, Place::title_or_excerpt, 2, "market # #"},
    {market_report, Place::title_or_excerpt, 1, "market size"},
    {market_report, Place::title_or_excerpt, 1, "market share"},
    {market_report, Place::title_or_excerpt, 1, "market growth"},
    {market_report, Place::title_or_excerpt, 1, "market analysis"},
    {market_report, Place::title_or_excerpt, 1, "market insights"},
    {market_report, Place::title_or_excerpt, 1, "market trends"},
    {market_report, Place::title_or_excerpt, 1, "market report"},
    {market_report, Place::title, 1, "market by"},
    {market_report, Place::title, 1, "growth analysis"},
    {market_report, Place::title, 1, "industry analysis"},
    {market_report, Place::title, 1, "industry growth"},
    {market_report, Place::title, 1, "growth outlook"},
    {market_report, Place::title, 2, "opportunity outlook"},
    {market_report, Place::title, 1, "growth opportunities"},
    {market_report, Place::title, 1, "future opportunities"},
    {market_report, Place::title, 1, "emerging trends"},
    {market_report, Place::title, 1, "top companies"},
    {market_report, Place::title, 1, "growth rate"},
    {market_report, Place::title, 1, "till #"},
    {market_report, Place::title_or_excerpt, 1, "global forecast"},
    {market_report, Place::title, 1, "market"},
    {market_report, Place::title, 1, "industry to #"},
    {market_report, Place::title, 2, "competitor position"},
    {market_report, Place::title_or_excerpt, 3, "marktforschungsbericht"},
    {market_report, Place::title_or_excerpt, 3, "marktgrosse und prognose"},
    {market_report, Place::title_or_excerpt, 2, "marktanalyse"},
    {market_report, Place::title_or_excerpt, 2, "marktgrosse"},
    {market_report, Place::title_or_excerpt, 1, "wachstumsrate"},
    {market_report, Place::title_or_excerpt, 2, "prognosezeitraum"},
    {market_report, Place::title_or_excerpt, 1, "prognose bis #"},
    {market_report, Place::title, 1, "markt fur"},
    // Where a text stops for those who do not pay.
    {paywall, Place::ending, 3, "subscribe to continue"},
    {paywall, Place::ending, 3, "to continue reading"},
    {paywall, Place::ending, 3, "continue reading your article with"},
    {paywall, Place::ending, 3, "already a subscriber"},
    {paywall, Place::ending, 3, "for subscribers only"},
    {paywall, Place::ending, 3, "subscribers only"},
    {paywall, Place::ending, 3, "reserved for our subscribers"},
    {paywall, Place::ending, 3, "log in to read"},
    {paywall, Place::ending, 3, "um weiterzulesen"},
    {paywall, Place::ending, 3, "jetzt weiterlesen"},
    {paywall, Place::ending, 3, "weiterlesen mit"},
    {paywall, Place::ending, 3, "jetzt abonnieren"},
    {paywall, Place::ending, 3, "nur fur abonnenten"},
    {paywall, Place::ending, 3, "exklusiv fur abonnenten"},
    {paywall, Place::ending, 3, "reserve aux abonnes"},
    {paywall, Place::ending, 3, "para seguir leyendo"},
});

bool is_word_byte(char c) {
    return core::is_alpha(c) || core::is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

// Whether a slash is a word of its own, which makes a segment of a URL's path something a phrase can name.
enum class Slash : std::uint8_t { gap, word };

// The form that the phrases are written in.
std::string canonical(std::string_view given, Slash slash) {
    const std::string folded = text::fold(given);
    constexpr std::string_view euro = "€";
    std::string out = " ";
    const auto word = [&out](std::string_view piece) { out.append(piece).append(" "); };
    std::size_t at = 0;
    while (at < folded.size()) {
        const std::string_view rest = std::string_view(folded).substr(at);
        if (rest.starts_with(euro)) {
            word(euro);
            at += euro.size();
        } else if (rest.front() == '%' || rest.front() == '$' || (rest.front() == '/' && slash == Slash::word)) {
            word(rest.substr(0, 1));
            ++at;
        } else if (core::is_digit(rest.front())) {
            word("#");
            at += std::min(rest.find_first_not_of("0123456789.,"), rest.size());
        } else if (is_word_byte(rest.front()) && !rest.starts_with("\xE2\x80")) {
            std::size_t end = 1;  // General punctuation (U+2000 to U+203F: dashes, quotes) ends a word.
            while (end < rest.size() && is_word_byte(rest[end]) && !core::is_digit(rest[end]) &&
                   !rest.substr(end).starts_with("\xE2\x80")) {
                ++end;
            }
            word(rest.substr(0, end));
            at += end;
        } else {
            at += rest.starts_with("\xE2\x80") ? std::min<std::size_t>(3, rest.size()) : 1;
        }
    }
    return out;
}

std::string_view path_of(std::string_view url) {
    const auto scheme = url.find("://");
    if (scheme == std::string_view::npos) return url;
    const auto slash = url.find('/', scheme + 3);
    return slash == std::string_view::npos ? std::string_view() : url.substr(slash);
}

}  // namespace

std::string canonical(std::string_view text) {
    return canonical(text, Slash::gap);
}

std::string canonical_path(std::string_view url) {
    return canonical(path_of(url), Slash::word);
}

bool holds(std::string_view text, std::string_view phrase) {
    if (phrase.empty()) return false;
    // Han, kana, Hangul and their neighbours; the last character's first byte is at most two bytes from the end.
    const auto is_dense = [](char c) {
        const auto lead = static_cast<unsigned char>(c);
        return lead >= 0xE3 && lead <= 0xED;
    };
    const bool opens_anywhere = is_dense(phrase.front());
    const bool ends_anywhere = phrase.size() >= 3 && is_dense(phrase[phrase.size() - 3]);
    for (auto at = text.find(phrase); at != std::string_view::npos; at = text.find(phrase, at + 1)) {
        // The canonical form begins and ends with a space, so both neighbours exist.
        if ((opens_anywhere || text[at - 1] == ' ') && (ends_anywhere || text[at + phrase.size()] == ' ')) return true;
    }
    return false;
}

std::vector<PatternHit> find_patterns(const PatternInput& input) {
    const std::string title = canonical(input.title);
    const std::string excerpt = canonical(input.excerpt);
    const std::string url = canonical_path(input.url);
    const std::string ending = input.ending.empty() ? " " : canonical(input.ending);
    std::vector<PatternHit> hits;
    for (const auto* first = phrases.begin(); first != phrases.end();) {
        const PatternKind kind = first->kind;
        int weight = 0;
        bool is_in_title = false;
        std::string found;
        for (; first != phrases.end() && first->kind == kind; ++first) {
            const bool in_title = first->place <= Place::title_or_excerpt && holds(title, first->text);
            const bool is_there = in_title ||
                                  (first->place == Place::title_or_excerpt && holds(excerpt, first->text)) ||
                                  (first->place == Place::url && holds(url, first->text)) ||
                                  (first->place == Place::ending && holds(ending, first->text));
            if (!is_there) continue;
            weight += first->weight;
            is_in_title = is_in_title || in_title;
            found.append(found.empty() ? "" : ", ").append(first->text);
        }
        if (weight >= proof && (is_in_title || kind != market_report)) hits.push_back({kind, std::move(found)});
    }
    return hits;
}

bool is_opinion(std::string_view title, std::string_view url) {
    constexpr auto labels =
        std::to_array<std::string_view>({"opinion:", "opinion |", "op-ed:", "editorial:", "analysis & opinion:",
                                         "kommentar:", "meinung:", "leitartikel:", "opinión:", "tribune:"});
    constexpr auto sections =
        std::to_array<std::string_view>({"/ opinion /", "/ opinions /", "/ commentisfree /", "/ op ed /",
                                         "/ editorials /", "/ kommentar /", "/ kommentare /", "/ meinung /"});
    for (const auto label : labels) {
        if (core::starts_with_ignoring_case(title, label)) return true;
    }
    const std::string path = canonical_path(url);
    return std::ranges::any_of(sections, [&path](std::string_view section) { return holds(path, section); });
}

bool is_shouting(std::string_view title) {
    constexpr int least_letters = 15;  // Short titles may be a name or an acronym.
    int capitals = 0;
    int letters = 0;
    for (const char c : title) {
        capitals += c >= 'A' && c <= 'Z' ? 1 : 0;
        letters += core::is_alpha(c) ? 1 : 0;
    }
    return letters >= least_letters && capitals * 10 >= letters * 9;
}

}  // namespace masthead::score
