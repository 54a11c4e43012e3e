// The figures of text extraction and of dates, as the corpora's README defines them.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::page {

struct TextPair {
    std::string_view truth;
    std::string_view predicted;
};

struct TextFigures {
    std::size_t pages = 0;
    double precision = 0;  // Mean over pages with a prediction.
    double recall = 0;     // Mean over all pages.
    double f1 = 0;         // Of the two means.
};

// Precision and recall of the multiset of 4-token shingles (tokens: runs of word characters). A text of fewer than four
// tokens is one shingle. O(n log n).
[[nodiscard]] TextFigures evaluate_texts(std::span<const TextPair> pairs);
// The figures of one page: recall and precision of that pair alone.
[[nodiscard]] TextFigures evaluate_text(const TextPair& pair);

struct DatePair {
    std::string_view truth;      // "YYYY-MM-DD"
    std::string_view predicted;  // The same, or empty: none given.
};

struct DateFigures {
    std::size_t pages = 0;
    std::size_t right = 0;
    std::size_t given = 0;
    double accuracy = 0;   // right / all
    double precision = 0;  // right / given
    double recall = 0;     // right / (right + none given)
    double f1 = 0;
};

[[nodiscard]] DateFigures evaluate_dates(std::span<const DatePair> pairs);

struct LeadPair {
    std::vector<std::string_view> truth;  // Addresses of the article's pictures, the lead first; none: not counted.
    std::string_view predicted;           // Of the lead, or empty: none given.
};

struct LeadFigures {
    std::size_t pages = 0;  // With a picture in truth.
    std::size_t right = 0;  // The same asset as the lead; sizes and crops of it count (page/same_asset.h).
    std::size_t among = 0;  // The same asset as any of the article's pictures.
    double accuracy = 0;    // right / pages
};

[[nodiscard]] LeadFigures evaluate_leads(std::span<const LeadPair> pairs);

}  // namespace masthead::page
