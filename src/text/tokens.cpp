#include "text/tokens.h"

#include "core/ascii.h"
#include "text/normalize.h"
#include "text/utf8.h"
#include "text/words.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>

#include <libstemmer.h>
#include <unicode/uchar.h>

namespace masthead::text {

namespace {

enum class CharacterKind : std::uint8_t { other, letter, digit, unspaced };

CharacterKind unicode_kind(char32_t character) {
    const auto c = static_cast<UChar32>(character);
    const auto category = U_GET_GC_MASK(c);
    if ((category & U_GC_ND_MASK) != 0) return CharacterKind::digit;
    if (is_unspaced(character)) return CharacterKind::unspaced;
    return (category & (U_GC_L_MASK | U_GC_M_MASK)) == 0 ? CharacterKind::other : CharacterKind::letter;
}

CharacterKind kind_of(char32_t character) {
    if (character < 0x80) {
        const char c = static_cast<char>(character);
        if (core::is_alpha(c)) return CharacterKind::letter;
        return core::is_digit(c) ? CharacterKind::digit : CharacterKind::other;
    }
    return unicode_kind(character);
}

// Cuts a run of a script without spaces.
void cut_run(std::string_view run, std::size_t offset, std::vector<Token>& tokens) {
    std::size_t begin = 0;
    for (const std::size_t end : word_ends(run)) {
        tokens.push_back({run.substr(begin, end - begin), offset + begin, false, false});
        begin = end;
    }
}

bool is_inner_apostrophe(char32_t c) {
    return c == '\'' || c == 0x2019;
}

// The soft hyphen and the joiners that shape letters (Persian, Indic) stand inside words; folding drops them.
bool is_invisible_joint(char32_t c) {
    return c == 0xad || c == 0x200c || c == 0x200d;
}

// Walks the text once, keeping the token that is open.
class Tokenizer {
  public:
    explicit Tokenizer(std::string_view text) : text_(text) { tokens_.reserve(text.size() / 6); }

    std::vector<Token> run() {
        std::size_t at = 0;
        while (at < text_.size()) {
            const std::size_t begin = at;
            const char32_t c = next_character(text_, at);
            const CharacterKind kind = kind_of(c);
            const bool joins = kind == CharacterKind::other && joins_words(c, begin, at);
            if (kind == CharacterKind::other && !joins) {
                close(begin);
            } else if (open_ && !joins && (kind == CharacterKind::unspaced) != unspaced_) {
                close(begin);
                open(begin, c, kind);
            } else if (!open_ && !joins) {
                open(begin, c, kind);
            }
            last_ = kind;
        }
        close(text_.size());
        return std::move(tokens_);
    }

  private:
    // An apostrophe or something invisible between letters, a point or comma between digits.
    [[nodiscard]] bool joins_words(char32_t c, std::size_t begin, std::size_t after) const {
        const bool apostrophe = is_inner_apostrophe(c) || is_invisible_joint(c);
        const bool separator = c == '.' || c == ',';
        if (!open_ || unspaced_ || begin == 0 || after >= text_.size() || (!apostrophe && !separator)) return false;
        std::size_t next = after;
        const CharacterKind following = kind_of(next_character(text_, next));
        const CharacterKind wanted = apostrophe ? CharacterKind::letter : CharacterKind::digit;
        return last_ == wanted && following == wanted;
    }

    void open(std::size_t begin, char32_t first, CharacterKind kind) {
        open_ = true;
        begin_ = begin;
        unspaced_ = kind == CharacterKind::unspaced;
        number_ = kind == CharacterKind::digit;
        capitalised_ = first < 0x80 ? first >= 'A' && first <= 'Z' : u_isUUppercase(static_cast<UChar32>(first)) != 0;
    }

    void close(std::size_t end) {
        if (!open_) return;
        open_ = false;
        const std::string_view surface = text_.substr(begin_, end - begin_);
        if (unspaced_) {
            cut_run(surface, begin_, tokens_);
        } else {
            tokens_.push_back({surface, begin_, number_, capitalised_});
        }
    }

    std::string_view text_;
    std::vector<Token> tokens_;
    std::size_t begin_ = 0;
    CharacterKind last_ = CharacterKind::other;
    bool open_ = false;
    bool unspaced_ = false;
    bool number_ = false;
    bool capitalised_ = false;
};

struct StemmerDeleter {
    void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};
using StemmerPtr = std::unique_ptr<sb_stemmer, StemmerDeleter>;

// A Snowball stemmer is not safe between threads and slow to make, so each thread keeps its own.
sb_stemmer* stemmer_for(std::string_view language) {
    thread_local std::map<std::string, StemmerPtr, std::less<>> stemmers;
    auto found = stemmers.find(language);
    if (found == stemmers.end()) {
        const std::string name(language);
        found =
            stemmers.emplace(name, StemmerPtr(name.empty() ? nullptr : sb_stemmer_new(name.c_str(), "UTF_8"))).first;
    }
    return found->second.get();
}

constexpr auto english_stop_words = std::to_array<std::string_view>(
    {"a",    "about",  "after", "all",   "also", "an",   "and",   "any",  "are",   "as",   "at",    "be",    "because",
     "been", "before", "being", "but",   "by",   "can",  "could", "did",  "do",    "does", "for",   "from",  "had",
     "has",  "have",   "he",    "her",   "here", "him",  "his",   "how",  "i",     "if",   "in",    "into",  "is",
     "it",   "it's",   "its",   "just",  "like", "may",  "me",    "more", "most",  "my",   "new",   "no",    "not",
     "now",  "of",     "on",    "one",   "only", "or",   "other", "our",  "out",   "over", "s",     "said",  "says",
     "she",  "should", "so",    "some",  "t",    "than", "that",  "the",  "their", "them", "then",  "there", "these",
     "they", "this",   "to",    "up",    "us",   "was",  "we",    "were", "what",  "when", "which", "while", "who",
     "why",  "will",   "with",  "would", "you",  "your"});
constexpr auto german_stop_words = std::to_array<std::string_view>(
    {"ab",     "aber",  "alle",  "als",   "also",  "am",     "an",    "auch",  "auf",   "aus",   "bei",    "bis",
     "da",     "damit", "dann",  "das",   "dass",  "dem",    "den",   "der",   "des",   "die",   "dies",   "diese",
     "dieser", "doch",  "du",    "durch", "ein",   "eine",   "einem", "einen", "einer", "eines", "er",     "es",
     "fur",    "gegen", "haben", "hat",   "hatte", "ich",    "ihm",   "ihr",   "ihre",  "im",    "in",     "ins",
     "ist",    "ja",    "kann",  "kein",  "keine", "man",    "mehr",  "mit",   "nach",  "nicht", "noch",   "nun",
     "nur",    "ob",    "oder",  "ohne",  "sein",  "seine",  "sich",  "sie",   "sind",  "so",    "sowie",  "um",
     "und",    "uns",   "unter", "vom",   "von",   "vor",    "war",   "was",   "weil",  "wenn",  "werden", "wie",
     "will",   "wir",   "wird",  "wo",    "wurde", "wurden", "zu",    "zum",   "zur"});
constexpr auto french_stop_words = std::to_array<std::string_view>(
    {"a",    "au", "aux",  "avec", "ce",  "ces", "cette", "d",   "dans", "de",   "des", "du",
     "elle", "en", "est",  "et",   "il",  "ils", "je",    "l",   "la",   "le",   "les", "leur",
     "mais", "ne", "nous", "on",   "ont", "ou",  "par",   "pas", "plus", "pour", "qu",  "que",
     "qui",  "s",  "sa",   "se",   "ses", "son", "sont",  "sur", "un",   "une",  "vous"});
constexpr auto spanish_stop_words = std::to_array<std::string_view>(
    {"a",   "al", "como", "con", "de",    "del", "el",  "en",  "entre", "era", "es",   "esta", "este",
     "fue", "ha", "han",  "la",  "las",   "lo",  "los", "mas", "no",    "o",   "para", "pero", "por",
     "que", "se", "ser",  "sin", "sobre", "son", "su",  "sus", "tras",  "un",  "una",  "y"});

template <std::size_t Size>
bool holds(const std::array<std::string_view, Size>& words, std::string_view word) {
    return std::ranges::binary_search(words, word);
}

}  // namespace

std::vector<Token> tokenize(std::string_view text) {
    return Tokenizer(text).run();
}

std::vector<std::string> stems(const std::vector<Token>& tokens, std::string_view language) {
    sb_stemmer* stemmer = stemmer_for(language);
    std::vector<std::string> out;
    out.reserve(tokens.size());
    for (const auto& token : tokens) {
        std::string folded = fold(token.surface);
        if (folded.size() > 2 && folded.ends_with("'s")) folded.resize(folded.size() - 2);
        if (folded.ends_with("\xE2\x80\x99s")) folded.resize(folded.size() - 4);
        if (stemmer != nullptr && !token.is_number) {
            const auto* stemmed = sb_stemmer_stem(stemmer, reinterpret_cast<const sb_symbol*>(folded.data()),
                                                  static_cast<int>(folded.size()));
            if (stemmed != nullptr)
                folded.assign(reinterpret_cast<const char*>(stemmed),
                              static_cast<std::size_t>(sb_stemmer_length(stemmer)));
        }
        out.push_back(std::move(folded));
    }
    return out;
}

bool is_stop_word(std::string_view folded, std::string_view language) {
    if (language == "en" || language.empty()) return holds(english_stop_words, folded);
    if (language == "de") return holds(german_stop_words, folded);
    if (language == "fr") return holds(french_stop_words, folded);
    if (language == "es") return holds(spanish_stop_words, folded);
    return false;
}

}  // namespace masthead::text
