#include "text/tokens.h"

#include "core/ascii.h"
#include "text/normalize.h"
#include "text/utf8.h"
#include "text/words.h"

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

}  // namespace masthead::text
