// Every text is brought to one form first: folded, every number "#", "%", "$" and the euro sign words of their own, one
// space between words and around the whole. A phrase then matches as a plain substring between spaces.
//
// A phrase weighs 1 (a hint) or 2 (proof); a kind is found at 2. Two hints make a proof, so that "trade deal" or
// "market share" alone condemn nobody.
#include "score/patterns.h"

#include "core/ascii.h"
#include "text/normalize.h"
#include "text/utf8.h"

#include <array>
#include <optional>

namespace masthead::score {
namespace {

using enum PatternKind;

constexpr int proof = 2;

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
    {clickbait, Place::title, 2, "you won t believe"},
    {clickbait, Place::title, 2, "you will not believe"},
    {clickbait, Place::title, 2, "what happened next"},
    {clickbait, Place::title, 2, "what happens next will"},
    {clickbait, Place::title, 2, "this one trick"},
    {clickbait, Place::title, 2, "one weird trick"},
    {clickbait, Place::title, 2, "one simple trick"},
    {clickbait, Place::title, 2, "will blow your mind"},
    {clickbait, Place::title, 2, "doctors hate"},
    {clickbait, Place::title, 2, "will shock you"},
    {clickbait, Place::title, 2, "the internet is losing it"},
    {clickbait, Place::title, 2, "here s why you should"},
    {clickbait, Place::title, 2, "# things you"},
    {clickbait, Place::title, 2, "# reasons why you"},
    {clickbait, Place::title, 2, "# reasons you"},
    {clickbait, Place::title, 2, "# ways to"},
    {clickbait, Place::title, 1, "you need to know"},
    {clickbait, Place::title, 1, "everything you need"},
    {clickbait, Place::title, 1, "# things"},
    {clickbait, Place::title, 1, "# reasons"},
    {clickbait, Place::title, 1, "# tricks"},
    {clickbait, Place::title, 1, "# secrets"},
    {clickbait, Place::title, 1, "jaw dropping"},
    {clickbait, Place::title, 1, "mind blowing"},
    {clickbait, Place::title, 1, "this is why"},
    {clickbait, Place::title, 2, "sie werden nicht glauben"},
    {clickbait, Place::title, 2, "du wirst nicht glauben"},
    {clickbait, Place::title, 2, "das passiert wenn"},
    {clickbait, Place::title, 2, "was dann passiert"},
    {clickbait, Place::title, 2, "was dann geschah"},
    {clickbait, Place::title, 2, "mit diesem trick"},
    {clickbait, Place::title, 2, "dieser trick"},
    {clickbait, Place::title, 2, "diese # dinge"},
    {clickbait, Place::title, 1, "das mussen sie wissen"},
    {clickbait, Place::title, 1, "alles was sie wissen mussen"},
    {clickbait, Place::title, 1, "# grunde"},
    {clickbait, Place::title, 1, "# tipps"},
    {clickbait, Place::title, 2, "vous n allez pas croire"},
    {clickbait, Place::title, 2, "no vas a creer"},
    // Shopping offers.
    {deal, Place::title, 2, "prime day deals"},
    {deal, Place::title, 2, "black friday deals"},
    {deal, Place::title, 2, "black friday deal"},
    {deal, Place::title, 2, "cyber monday deals"},
    {deal, Place::title, 2, "best deals"},
    {deal, Place::title, 2, "daily deals"},
    {deal, Place::title, 2, "deals of the day"},
    {deal, Place::title, 2, "deal of the day"},
    {deal, Place::title, 2, "promo code"},
    {deal, Place::title, 2, "promo codes"},
    {deal, Place::title, 2, "coupon code"},
    {deal, Place::title, 2, "coupon codes"},
    {deal, Place::title, 2, "discount code"},
    {deal, Place::title, 2, "lifetime subscription for"},
    {deal, Place::title, 2, "course bundle"},
    {deal, Place::title, 2, "lowest price ever"},
    {deal, Place::title, 2, "all time low price"},
    {deal, Place::title, 2, "save up to #"},
    {deal, Place::title, 2, "save # %"},
    {deal, Place::title, 2, "save over # %"},
    {deal, Place::title, 2, "for just $ #"},
    {deal, Place::title, 2, "for only $ #"},
    {deal, Place::title, 1, "save $ #"},
    {deal, Place::title, 1, "$ # off"},
    {deal, Place::title, 1, "# % off"},
    {deal, Place::title, 1, "on sale for"},
    {deal, Place::title, 1, "on sale"},
    {deal, Place::title, 1, "deal"},
    {deal, Place::title, 1, "deals"},
    {deal, Place::title, 1, "discount"},
    {deal, Place::title, 1, "discounts"},
    {deal, Place::title, 1, "bargain"},
    {deal, Place::title, 1, "at amazon"},
    {deal, Place::title, 1, "best buy"},
    {deal, Place::title, 1, "prime day"},
    {deal, Place::title, 1, "black friday"},
    {deal, Place::title, 1, "cyber monday"},
    {deal, Place::title, 2, "angebot des tages"},
    {deal, Place::title, 2, "tagesangebot"},
    {deal, Place::title, 2, "schnappchen"},
    {deal, Place::title, 2, "gutscheincode"},
    {deal, Place::title, 2, "rabattcode"},
    {deal, Place::title, 2, "zum bestpreis"},
    {deal, Place::title, 2, "zum tiefpreis"},
    {deal, Place::title, 2, "zum sparpreis"},
    {deal, Place::title, 1, "im angebot"},
    {deal, Place::title, 1, "rabatt"},
    {deal, Place::title, 1, "gutschein"},
    {deal, Place::title, 1, "reduziert"},
    {deal, Place::title, 1, "# % gunstiger"},
    {deal, Place::title, 1, "nur # euro"},
    {deal, Place::title, 1, "nur # €"},
    {deal, Place::title, 1, "bei amazon"},
    {deal, Place::title, 1, "bei mediamarkt"},
    {deal, Place::title, 2, "bons plans"},
    {deal, Place::title, 2, "code promo"},
    {deal, Place::url, 1, "deals"},
    {deal, Place::url, 1, "coupons"},
    {deal, Place::url, 1, "schnaeppchen"},
    // Paid content.
    {sponsored, Place::title_or_excerpt, 2, "sponsored content"},
    {sponsored, Place::title_or_excerpt, 2, "sponsored post"},
    {sponsored, Place::title_or_excerpt, 2, "paid partnership"},
    {sponsored, Place::title_or_excerpt, 2, "partner content"},
    {sponsored, Place::title_or_excerpt, 2, "advertorial"},
    {sponsored, Place::title_or_excerpt, 2, "gesponserter beitrag"},
    {sponsored, Place::title_or_excerpt, 2, "bezahlte partnerschaft"},
    {sponsored, Place::title_or_excerpt, 2, "publireportage"},
    {sponsored, Place::title, 2, "anzeige"},
    {sponsored, Place::url, 2, "sponsored"},
    {sponsored, Place::url, 2, "advertorial"},
    {sponsored, Place::url, 2, "brandvoice"},
    // Exam questions for sale.
    {exam_dump, Place::title_or_excerpt, 2, "exam dumps"},
    {exam_dump, Place::title_or_excerpt, 2, "exam dump"},
    {exam_dump, Place::title_or_excerpt, 2, "braindumps"},
    {exam_dump, Place::title_or_excerpt, 2, "braindump"},
    {exam_dump, Place::title_or_excerpt, 2, "pdf dumps"},
    {exam_dump, Place::title_or_excerpt, 2, "dumps pdf"},
    {exam_dump, Place::title_or_excerpt, 2, "practice test questions"},
    {exam_dump, Place::title_or_excerpt, 2, "exam questions and answers"},
    {exam_dump, Place::title_or_excerpt, 2, "real exam questions"},
    {exam_dump, Place::title_or_excerpt, 2, "certification dumps"},
    {exam_dump, Place::title_or_excerpt, 1, "exam questions"},
    {exam_dump, Place::title_or_excerpt, 1, "practice test"},
    {exam_dump, Place::title_or_excerpt, 1, "practice exam"},
    {exam_dump, Place::title_or_excerpt, 1, "practice tests"},
    {exam_dump, Place::title_or_excerpt, 1, "certification exam"},
    {exam_dump, Place::title_or_excerpt, 1, "exam prep"},
    {exam_dump, Place::title_or_excerpt, 1, "pass the exam"},
    {exam_dump, Place::title_or_excerpt, 1, "pass your exam"},
    {exam_dump, Place::title_or_excerpt, 1, "dumps"},
    {exam_dump, Place::title_or_excerpt, 2, "prufungsfragen und antworten"},
    {exam_dump, Place::title_or_excerpt, 2, "zertifizierungsfragen"},
    {exam_dump, Place::title_or_excerpt, 1, "prufungsfragen"},
    {exam_dump, Place::title_or_excerpt, 1, "prufungsvorbereitung"},
    // Advertisements for market research.
    {market_report, Place::title_or_excerpt, 2, "market research report"},
    {market_report, Place::title_or_excerpt, 2, "market size share"},
    {market_report, Place::title_or_excerpt, 2, "market to reach $"},
    {market_report, Place::title_or_excerpt, 2, "market to reach usd"},
    {market_report, Place::title_or_excerpt, 2, "market worth $"},
    {market_report, Place::title_or_excerpt, 2, "market worth usd"},
    {market_report, Place::title_or_excerpt, 2, "market to grow at"},
    {market_report, Place::title_or_excerpt, 2, "market forecast to"},
    {market_report, Place::title_or_excerpt, 2, "market analysis report"},
    {market_report, Place::title_or_excerpt, 2, "market report #"},
    {market_report, Place::title_or_excerpt, 2, "market outlook #"},
    {market_report, Place::title_or_excerpt, 2, "forecast period"},
    {market_report, Place::title_or_excerpt, 2, "researchandmarkets"},
    {market_report, Place::title_or_excerpt, 1, "cagr"},
    {market_report, Place::title_or_excerpt, 1, "market size"},
    {market_report, Place::title_or_excerpt, 1, "market share"},
    {market_report, Place::title_or_excerpt, 1, "market growth"},
    {market_report, Place::title_or_excerpt, 1, "market analysis"},
    {market_report, Place::title_or_excerpt, 1, "market insights"},
    {market_report, Place::title_or_excerpt, 1, "market trends"},
    {market_report, Place::title_or_excerpt, 1, "key players"},
    {market_report, Place::title_or_excerpt, 1, "global forecast"},
    {market_report, Place::title_or_excerpt, 1, "forecast to #"},
    {market_report, Place::title_or_excerpt, 1, "forecast # #"},
    {market_report, Place::title_or_excerpt, 1, "by # says"},
    {market_report, Place::title_or_excerpt, 2, "marktforschungsbericht"},
    {market_report, Place::title_or_excerpt, 2, "marktgrosse und prognose"},
    {market_report, Place::title_or_excerpt, 1, "marktanalyse"},
    {market_report, Place::title_or_excerpt, 1, "marktgrosse"},
    {market_report, Place::title_or_excerpt, 1, "marktanteil"},
    {market_report, Place::title_or_excerpt, 1, "wachstumsrate"},
    {market_report, Place::title_or_excerpt, 1, "prognosezeitraum"},
    {market_report, Place::title_or_excerpt, 1, "prognose bis #"},
    // Where a text stops for those who do not pay.
    {paywall, Place::ending, 2, "subscribe to continue"},
    {paywall, Place::ending, 2, "to continue reading"},
    {paywall, Place::ending, 2, "continue reading your article with"},
    {paywall, Place::ending, 2, "already a subscriber"},
    {paywall, Place::ending, 2, "for subscribers only"},
    {paywall, Place::ending, 2, "subscribers only"},
    {paywall, Place::ending, 2, "reserved for our subscribers"},
    {paywall, Place::ending, 2, "log in to read"},
    {paywall, Place::ending, 2, "um weiterzulesen"},
    {paywall, Place::ending, 2, "jetzt weiterlesen"},
    {paywall, Place::ending, 2, "weiterlesen mit"},
    {paywall, Place::ending, 2, "jetzt abonnieren"},
    {paywall, Place::ending, 2, "nur fur abonnenten"},
    {paywall, Place::ending, 2, "exklusiv fur abonnenten"},
    {paywall, Place::ending, 2, "reserve aux abonnes"},
    {paywall, Place::ending, 2, "para seguir leyendo"},
});

bool is_word_byte(char c) {
    return core::is_alpha(c) || core::is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

// The form that the phrases are written in.
std::string canonical(std::string_view given) {
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
        } else if (rest.front() == '%' || rest.front() == '$') {
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

bool holds(std::string_view text, std::string_view phrase) {
    for (auto at = text.find(phrase); at != std::string_view::npos; at = text.find(phrase, at + 1)) {
        // The canonical form begins and ends with a space, so both neighbours exist.
        if (text[at - 1] == ' ' && text[at + phrase.size()] == ' ') return true;
    }
    return false;
}

std::string_view path_of(std::string_view url) {
    const auto scheme = url.find("://");
    if (scheme == std::string_view::npos) return url;
    const auto slash = url.find('/', scheme + 3);
    return slash == std::string_view::npos ? std::string_view() : url.substr(slash);
}

}  // namespace

std::vector<PatternHit> find_patterns(const PatternInput& input) {
    const std::string title = canonical(input.title);
    const std::string excerpt = canonical(input.excerpt);
    const std::string url = canonical(path_of(input.url));
    const std::string ending = input.ending.empty() ? " " : canonical(input.ending);
    std::vector<PatternHit> hits;
    std::optional<PatternKind> kind;
    int weight = 0;
    std::string found;
    const auto close = [&] {
        if (kind && weight >= proof) hits.push_back({*kind, found});
        weight = 0;
        found.clear();
    };
    for (const auto& phrase : phrases) {
        if (kind != phrase.kind) close();
        kind = phrase.kind;
        const bool is_there = (phrase.place == Place::url && holds(url, phrase.text)) ||
                              (phrase.place == Place::ending && holds(ending, phrase.text)) ||
                              (phrase.place <= Place::title_or_excerpt && holds(title, phrase.text)) ||
                              (phrase.place == Place::title_or_excerpt && holds(excerpt, phrase.text));
        if (!is_there) continue;
        weight += phrase.weight;
        found.append(found.empty() ? "" : ", ").append(phrase.text);
    }
    close();
    return hits;
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
