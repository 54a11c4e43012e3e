// https://www.sqlite.org/fts5.html section 7.1, "Custom Tokenizers".
#include "store/sqlite/search_words.h"

#include "text/normalize.h"
#include "text/tokens.h"

#include <array>
#include <memory>
#include <new>
#include <string_view>

#include <sqlite3.h>

namespace masthead::store::sqlite {

namespace {

using TokenSink = int (*)(void* context, int flags, const char* token, int bytes, int begin, int end);

struct Tokenizer {
    fts5_tokenizer spaced{};
    Fts5Tokenizer* inner = nullptr;
};

// Where a run of a text stands in the whole.
struct Run {
    std::string_view text;
    std::size_t offset = 0;
};

// The sink of a run's words, told where the run begins.
struct Shifted {
    void* context = nullptr;
    TokenSink sink = nullptr;
    int offset = 0;
};

// NOLINTNEXTLINE(readability-function-size): as FTS5 calls it.
int shift(void* context, int flags, const char* token, int bytes, int begin, int end) {
    const auto* shifted = static_cast<const Shifted*>(context);
    return shifted->sink(shifted->context, flags, token, bytes, begin + shifted->offset, end + shifted->offset);
}

// Does a character of a script without spaces begin here? By the leading bytes of UTF-8, a little too much is said
// (all of U+1000 to U+1FFF but Latin and Greek supplements, U+20000 up): text::tokenize reads every script.
bool is_unspaced(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(i < text.size() ? text[i] : 0); };
    const unsigned char lead = byte(at);
    const unsigned char next = byte(at + 1);
    if (lead < 0xE0) return false;
    if (lead == 0xE0) return next >= 0xB8 && next <= 0xBB;                                    // Thai, Lao.
    if (lead == 0xE1) return (next >= 0x80 && next <= 0x82) || next == 0x9E || next == 0x9F;  // Myanmar, Khmer.
    if (lead == 0xE3) return next >= 0x81;                                                    // Kana, Han.
    if (lead >= 0xE4 && lead <= 0xE9) return true;                                            // Han.
    if (lead == 0xEF) return next >= 0xA4 && next <= 0xBE;                                    // Compatibility forms.
    return lead == 0xF0 && next >= 0xA0;
}

std::size_t length_at(std::string_view text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    return std::min(length, text.size() - at);
}

// From `at` on as long as the characters are of one kind.
std::size_t end_of_run(std::string_view text, std::size_t at, bool unspaced) {
    while (at < text.size() &&
           (static_cast<unsigned char>(text[at]) < 0x80 ? !unspaced : is_unspaced(text, at) == unspaced))
        at += length_at(text, at);
    return at;
}

int give_unspaced(const Run& run, void* context, TokenSink sink) {
    for (const auto& token : text::tokenize(run.text)) {
        const std::string word = text::fold(token.surface);
        if (word.empty()) continue;
        const auto begin = static_cast<int>(run.offset + token.offset);
        const int code = sink(context, 0, word.data(), static_cast<int>(word.size()), begin,
                              begin + static_cast<int>(token.surface.size()));
        if (code != SQLITE_OK) return code;
    }
    return SQLITE_OK;
}

int give_words(const Tokenizer& tokenizer, int flags, std::string_view text, void* context, TokenSink sink) {
    for (std::size_t at = 0; at < text.size();) {
        const bool unspaced = static_cast<unsigned char>(text[at]) >= 0x80 && is_unspaced(text, at);
        const std::size_t end = end_of_run(text, at, unspaced);
        const Run run{text.substr(at, end - at), at};
        Shifted shifted{context, sink, static_cast<int>(at)};
        const int code = unspaced ? give_unspaced(run, context, sink)
                                  : tokenizer.spaced.xTokenize(tokenizer.inner, &shifted, flags, run.text.data(),
                                                               static_cast<int>(run.text.size()), shift);
        if (code != SQLITE_OK) return code;
        at = end;
    }
    return SQLITE_OK;
}

int create(void* api_handle, const char** /*arguments*/, int /*count*/, Fts5Tokenizer** out) {
    auto* api = static_cast<fts5_api*>(api_handle);
    std::unique_ptr<Tokenizer> tokenizer(new (std::nothrow) Tokenizer);
    if (!tokenizer) return SQLITE_NOMEM;
    void* data = nullptr;
    if (const int code = api->xFindTokenizer(api, "unicode61", &data, &tokenizer->spaced); code != SQLITE_OK)
        return code;
    std::array<const char*, 2> options = {"remove_diacritics", "2"};
    const int code =
        tokenizer->spaced.xCreate(data, options.data(), static_cast<int>(options.size()), &tokenizer->inner);
    if (code != SQLITE_OK) return code;
    *out = reinterpret_cast<Fts5Tokenizer*>(tokenizer.release());
    return SQLITE_OK;
}

void destroy(Fts5Tokenizer* handle) {
    const std::unique_ptr<Tokenizer> tokenizer(reinterpret_cast<Tokenizer*>(handle));
    if (tokenizer) tokenizer->spaced.xDelete(tokenizer->inner);
}

// NOLINTNEXTLINE(readability-function-size): as FTS5 calls it.
int tokenize(Fts5Tokenizer* handle, void* context, int flags, const char* text, int bytes, TokenSink sink) {
    try {
        return give_words(*reinterpret_cast<Tokenizer*>(handle), flags, {text, static_cast<std::size_t>(bytes)},
                          context, sink);
    } catch (const std::bad_alloc&) {  // No exception may cross SQLite.
        return SQLITE_NOMEM;
    }
}

// The API of FTS5 comes as a pointer bound to a statement.
fts5_api* api_of(sqlite3* connection) {
    fts5_api* api = nullptr;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    return api;
}

}  // namespace

bool register_search_words(void* connection) {
    fts5_api* api = api_of(static_cast<sqlite3*>(connection));
    if (api == nullptr) return false;
    fts5_tokenizer tokenizer{create, destroy, tokenize};
    return api->xCreateTokenizer(api, "masthead", api, &tokenizer, nullptr) == SQLITE_OK;
}

}  // namespace masthead::store::sqlite
