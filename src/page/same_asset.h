// Which addresses show one picture: its sizes, crops and formats have names of their own.
#pragma once

#include <string>
#include <string_view>

namespace masthead::page {

struct AssetName {
    std::string key;   // The same for the sizes and crops of one picture; empty: the address names none.
    std::string file;  // The last segment of its path in lower case, for judging: "logo-white.svg".
};

// What names the picture in an address, whatever the size, crop, format, host or proxy it is served by.
//   addresses inside addresses (resizers, proxies) count as what they hold, percent-encoded or not
//   query and fragment do not count, unless the path names nothing
//   segments and parts of names that say sizes do not count: "640", "w_1280,c_limit", "-300x200", "~large",
//   "_w520_r1.7" nor do hashes at the end of a longer name, which content systems make for each rendition
// O(n).
[[nodiscard]] AssetName asset_name(std::string_view url);

// Both addresses name a picture, and the same one. No proof: a camera's "img_0001" is everywhere.
[[nodiscard]] bool same_asset(std::string_view left, std::string_view right);

}  // namespace masthead::page
