// Two searches that every item's markup goes through, as fast as the machine's vector instructions allow.
#pragma once

#include <cstddef>
#include <string_view>

namespace masthead::feed {

// The next '=' at or after `from` (1 or more) that may belong to an href, src, poster or cite with a relative value:
// the last letter of one of these, or white space, stands before it, and no "http:// or "https:// behind it. Others may
// be found too. npos: there is none. O(n).
[[nodiscard]] std::size_t next_relative_equals(std::string_view markup, std::size_t from);

// The next "<i" or "<I" at or after `from`, or npos. O(n).
[[nodiscard]] std::size_t next_tag_in_i(std::string_view markup, std::size_t from);

}  // namespace masthead::feed
