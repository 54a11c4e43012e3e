#include "fetch/credentials.h"

#include "core/ascii.h"

#include <charconv>

namespace masthead::fetch {

namespace {

// Where the userinfo stands in `url`: between the slashes and the last '@' before the path.
struct Place {
    std::size_t begin = 0;
    std::size_t end = 0;  // Of the '@'; equal to `begin` if there is none.
};

Place place_in(std::string_view url) {
    const auto colon = url.find(':');
    if (colon == std::string_view::npos) return {};
    const auto begin = url.find_first_not_of("/\\\t\r\n", colon + 1);
    if (begin == std::string_view::npos) return {};
    const auto authority = url.substr(begin, url.substr(begin).find_first_of("/\\?#"));
    const auto at = authority.rfind('@');
    if (at == std::string_view::npos) return {begin, begin};
    return {begin, begin + at};
}

std::string decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned byte = 0;
        const char* digits = text.data() + i + 1;
        const bool escape =
            text[i] == '%' && i + 2 < text.size() && std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2;
        out += escape ? static_cast<char>(byte) : text[i];
        if (escape) i += 2;
    }
    return out;
}

}  // namespace

std::optional<Credentials> credentials_in(std::string_view url) {
    const Place place = place_in(url);
    if (place.begin == place.end) return std::nullopt;
    const auto info = url.substr(place.begin, place.end - place.begin);
    const auto colon = info.find(':');
    const auto password = colon == std::string_view::npos ? std::string_view() : info.substr(colon + 1);
    return Credentials{decoded(info.substr(0, colon)), decoded(password)};
}

std::string without_credentials(std::string_view url) {
    const Place place = place_in(url);
    std::string shown(url);
    if (place.begin != place.end) shown.erase(place.begin, place.end + 1 - place.begin);
    return shown;
}

}  // namespace masthead::fetch
