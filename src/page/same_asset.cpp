#include "page/same_asset.h"

#include "core/ascii.h"

#include <algorithm>
#include <array>
#include <vector>

namespace masthead::page {
namespace {

using Words = std::vector<std::string_view>;

constexpr int most_decodings = 3;                  // An address inside an address inside an address.
constexpr std::size_t longest_address = 4096;      // Bytes that are looked at.
constexpr std::size_t shortest_name = 4;           // Letters; a shorter one says nothing.
constexpr std::size_t shortest_number = 5;         // Digits of a number that names a picture by itself.
constexpr std::size_t shortest_hash = 8;           // Of a rendition, at the end of a name.
constexpr std::size_t shortest_id = 16;            // Hexadecimal digits that are an id by themselves.
constexpr std::size_t shortest_before_a_hash = 8;  // Bytes of a name that stands without its hash.

// What renditions are called: such a name is that of the picture's variant.
constexpr std::array generic_words{
    std::string_view("image"),       std::string_view("images"),    std::string_view("img"),
    std::string_view("picture"),     std::string_view("pictures"),  std::string_view("photo"),
    std::string_view("photos"),      std::string_view("original"),  std::string_view("orig"),
    std::string_view("wide"),        std::string_view("large"),     std::string_view("medium"),
    std::string_view("small"),       std::string_view("default"),   std::string_view("great"),
    std::string_view("thumb"),       std::string_view("full"),      std::string_view("thumbnail"),
    std::string_view("teaser"),      std::string_view("header"),    std::string_view("hero"),
    std::string_view("master"),      std::string_view("index"),     std::string_view("file"),
    std::string_view("download"),    std::string_view("media"),     std::string_view("content"),
    std::string_view("standard"),    std::string_view("square"),    std::string_view("landscape"),
    std::string_view("portrait"),    std::string_view("big"),       std::string_view("normal"),
    std::string_view("public"),      std::string_view("preview"),   std::string_view("cover"),
    std::string_view("lead"),        std::string_view("main"),      std::string_view("asset"),
    std::string_view("assets"),      std::string_view("resize"),    std::string_view("crop"),
    std::string_view("mobile"),      std::string_view("desktop"),   std::string_view("tablet"),
    std::string_view("alternates"),  std::string_view("base"),      std::string_view("format"),
    std::string_view("webp"),        std::string_view("jpeg"),      std::string_view("jpg"),
    std::string_view("png"),         std::string_view("avif"),      std::string_view("auto"),
    std::string_view("fit"),         std::string_view("in"),        std::string_view("quality"),
    std::string_view("social"),      std::string_view("facebook"),  std::string_view("twitter"),
    std::string_view("opengraph"),   std::string_view("og"),        std::string_view("free"),
    std::string_view("upload"),      std::string_view("uploads"),   std::string_view("@@images"),
    std::string_view("jcr:content"), std::string_view("rendition"), std::string_view("renditions")};

constexpr std::array extensions{std::string_view(".jpg"),  std::string_view(".jpeg"), std::string_view(".png"),
                                std::string_view(".webp"), std::string_view(".gif"),  std::string_view(".avif"),
                                std::string_view(".heic"), std::string_view(".jfif"), std::string_view(".bmp"),
                                std::string_view(".tif"),  std::string_view(".tiff"), std::string_view(".php"),
                                std::string_view(".img"),  std::string_view(".html")};

constexpr std::array size_arguments{
    std::string_view("w"),       std::string_view("h"),       std::string_view("width"), std::string_view("height"),
    std::string_view("q"),       std::string_view("quality"), std::string_view("crop"),  std::string_view("fit"),
    std::string_view("auto"),    std::string_view("format"),  std::string_view("fm"),    std::string_view("dpr"),
    std::string_view("rect"),    std::string_view("resize"),  std::string_view("size"),  std::string_view("sharp"),
    std::string_view("quality"), std::string_view("v"),       std::string_view("cb"),    std::string_view("token")};

int hex_value(char c) {
    if (core::is_digit(c)) return c - '0';
    const char lower = core::to_lower(c);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string decode_once(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0) {
            out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
            i += 2;
        } else if (text.substr(i).starts_with("&amp;")) {
            out += '&';
            i += 4;
        } else {
            out += text[i];
        }
    }
    return out;
}

std::string decoded(std::string_view url) {
    std::string text(url.substr(0, longest_address));
    for (int round = 0; round < most_decodings; ++round) {
        if (text.find('%') == std::string::npos && text.find("&amp;") == std::string::npos) break;
        text = decode_once(text);
    }
    return text;
}

// The address that an address of a proxy or resizer holds; else the address itself.
std::string_view innermost(std::string_view url) {
    for (const std::string_view scheme : {"https://", "http://"}) {
        const std::size_t at = url.rfind(scheme);
        if (at == std::string_view::npos || at == 0) continue;
        std::string_view inner = url.substr(at);
        const std::size_t ampersand = inner.find('&');
        if (inner.find('?') > ampersand) inner = inner.substr(0, ampersand);
        return inner;
    }
    return url;
}

template <std::size_t Size>
bool holds(const std::array<std::string_view, Size>& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, core::is_digit);
}

// The number of digits that `text` begins with.
std::size_t digits(std::string_view text) {
    std::size_t count = 0;
    while (count < text.size() && core::is_digit(text[count])) ++count;
    return count;
}

bool is_hex(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return hex_value(c) >= 0; });
}

bool has_digit(std::string_view text) {
    return std::ranges::any_of(text, core::is_digit);
}

// "1200x675", "1200x", "16x9", "16to9", "ci16x9", "s1200x700", "0x209:4000x2250"
bool is_extent(std::string_view word) {
    std::size_t letters = 0;
    while (letters < word.size() && core::is_alpha(word[letters]) && letters < 6) ++letters;
    if (letters < word.size()) word.remove_prefix(letters);
    const std::size_t first = digits(word);
    if (first == 0 || first > 5 || first == word.size()) return false;
    std::string_view rest = word.substr(first);
    if (rest == "x" || rest == "px") return true;
    const std::size_t join = rest.starts_with("to") ? 2 : rest.front() == 'x' || rest.front() == ':' ? 1 : 0;
    rest.remove_prefix(join);
    const std::size_t second = digits(rest);
    return join > 0 && second > 0 && second <= 5 && (second == rest.size() || !core::is_alpha(rest[second]));
}

// "w520", "h90", "x1796", "q85", "r1", "v16", "fpx45", "original1024", "e1715708581580" and "scaled".
bool is_measure(std::string_view word) {
    if (word == "scaled" || word == "cropped" || word == "retina" || word == "v") return true;
    std::size_t letters = 0;
    while (letters < word.size() && core::is_alpha(word[letters])) ++letters;
    if (letters == 0 || letters == word.size() || digits(word.substr(letters)) + letters != word.size()) return false;
    const std::string_view name = word.substr(0, letters);
    const std::size_t count = word.size() - letters;
    if (name == "e") return count >= 10 && count <= 13;  // The editor of a common content system adds the time.
    if (count > 4) return false;
    constexpr std::array measures{std::string_view("w"),   std::string_view("h"),     std::string_view("x"),
                                  std::string_view("y"),   std::string_view("q"),     std::string_view("r"),
                                  std::string_view("v"),   std::string_view("s"),     std::string_view("fpx"),
                                  std::string_view("fpy"), std::string_view("width"), std::string_view("original"),
                                  std::string_view("rc"),  std::string_view("m")};
    return holds(measures, name);
}

bool is_size(std::string_view word) {
    return is_extent(word) || is_measure(word);
}

bool is_separator(char c) {
    return c == '-' || c == '_' || c == '~' || c == '.' || c == ',' || c == '@' || c == '=' || c == '!' || c == '+' ||
           c == ' ' || c == ';' || c == '(' || c == ')';
}

Words words_of(std::string_view name) {
    Words words;
    for (std::size_t at = 0; at <= name.size();) {
        std::size_t end = at;
        while (end < name.size() && !is_separator(name[end])) ++end;
        if (end > at) words.push_back(name.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

std::string_view without_extension(std::string_view name) {
    for (bool found = true; found;) {
        found = false;
        for (const std::string_view extension : extensions) {
            if (name.size() <= extension.size() || !name.ends_with(extension)) continue;
            name.remove_suffix(extension.size());
            found = true;
        }
    }
    return name;
}

bool is_id(std::string_view name) {
    return name.size() >= shortest_id && is_hex(name) && has_digit(name);
}

// A hash that a content system appends to each rendition's name: hexadecimal, or letters of both cases with digits.
bool is_rendition_hash(std::string_view word) {
    if (word.size() < shortest_hash || all_digits(word)) return false;
    if (is_hex(word)) return has_digit(word);
    const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
    return word.size() >= 10 && word.size() <= 24 && has_digit(word) && std::ranges::any_of(word.substr(1), is_upper) &&
           std::ranges::any_of(word, is_lower) &&
           std::ranges::all_of(word, [](char c) { return core::is_alpha(c) || core::is_digit(c); });
}

// The words of a name without those that say its size; none if nothing is left that names a picture.
Words naming_words(std::string_view name) {
    name = without_extension(name.substr(0, name.find('~')));
    Words words = words_of(name);
    const auto begin = std::ranges::find_if_not(words, is_size);
    words.erase(words.begin(), begin);
    words.erase(std::ranges::find_if(words, is_size), words.end());
    // "c0-179-4300-2687": a crop's corners.
    for (std::size_t i = 1; i + 3 < words.size(); ++i) {
        if (words[i].starts_with('c') && all_digits(words[i].substr(1)) && all_digits(words[i + 1]) &&
            all_digits(words[i + 2]) && all_digits(words[i + 3])) {
            words.resize(i);
            break;
        }
    }
    std::size_t before = 0;
    for (std::size_t i = 0; i + 1 < words.size(); ++i) before += words[i].size() + 1;
    if (before > shortest_before_a_hash && is_rendition_hash(words.back())) words.pop_back();
    const bool says_nothing = std::ranges::all_of(words, [](std::string_view word) {
        return holds(generic_words, core::to_lower(word)) || word.size() == 1 ||
               (all_digits(word) && word.size() < shortest_number);
    });
    return says_nothing ? Words() : words;
}

std::string joined(const Words& words) {
    // "65453399_6": a number that names the picture, and one that names the rendition.
    if (words.size() > 1 && words.front().size() > shortest_number && std::ranges::all_of(words, all_digits))
        return std::string(words.front());
    std::string name;
    for (const std::string_view word : words) {
        if (!name.empty()) name += '-';
        name += core::to_lower(word);
    }
    return name.size() < shortest_name ? std::string() : name;
}

std::string key_of_query(std::string_view query) {
    std::string key;
    for (const std::string_view argument : core::split(query, '&')) {
        const std::size_t equals = std::min(argument.find('='), argument.size());
        if (argument.empty() || holds(size_arguments, core::to_lower(argument.substr(0, equals)))) continue;
        key += key.empty() ? "?" : "&";
        key += argument;
    }
    return key;
}

}  // namespace

AssetName asset_name(std::string_view url) {
    const std::string text = decoded(core::trim(url));
    if (core::starts_with_ignoring_case(text, "data:")) return {};
    std::string_view inner = innermost(text);
    inner = inner.substr(0, inner.find('#'));
    const std::size_t question = std::min(inner.find('?'), inner.size());
    std::string_view path = inner.substr(0, question);
    if (const std::size_t scheme = path.find("//"); scheme < 8) {
        path.remove_prefix(scheme + 2);
        path.remove_prefix(std::min(path.find('/'), path.size()));
    }
    const Words segments = core::split(path, '/');
    AssetName name{.key = {}, .file = core::to_lower(segments.back())};
    for (std::size_t i = segments.size(); i-- > 0 && name.key.empty();) {
        // A hash below an id is a crop of what the id names.
        const std::string_view hash = segments[i].substr(0, segments[i].find(','));
        if (i > 0 && is_id(without_extension(hash)) && is_id(segments[i - 1])) continue;
        name.key = joined(naming_words(segments[i]));
    }
    // A script that serves pictures: which one, its arguments say.
    const bool is_script = name.file.find('.') == std::string::npos && !has_digit(name.key);
    if (is_script && question < inner.size()) name.key += key_of_query(inner.substr(question + 1));
    return name;
}

bool same_asset(std::string_view left, std::string_view right) {
    const std::string key = asset_name(left).key;
    return !key.empty() && key == asset_name(right).key;
}

}  // namespace masthead::page
