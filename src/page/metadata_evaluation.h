// The figures of titles, authors and lists of words against labels.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::page {

// The same title: runs of white space count as one space, characters of no width as nothing.
[[nodiscard]] bool is_same_title(std::string_view truth, std::string_view predicted);

struct NameLists {
    std::vector<std::string> truth;
    std::vector<std::string> predicted;
};

struct ListFigures {
    std::size_t pages = 0;
    std::size_t right = 0;  // Names in both lists, of all pages.
    double precision = 0;
    double recall = 0;
    double f1 = 0;
    double mean_f1 = 0;  // Of each page's own F1; both lists empty: 1.
};

// Names are compared as sets of a page, whatever the case. O(n log n).
[[nodiscard]] ListFigures evaluate_lists(std::span<const NameLists> pages);
// The F1 of one page.
[[nodiscard]] double list_f1(const NameLists& page);

}  // namespace masthead::page
