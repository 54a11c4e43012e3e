// The words of an article as learned topics see them. Inside the room only.
#pragma once

#include "topic/topic_matcher.h"

#include <string>
#include <vector>

namespace masthead::topic {

struct TermOptions {
    std::size_t text_characters = 3000;  // Of the text; what follows repeats it.
    double title_mentions = 3;           // One mention in the title counts as so many.
    std::size_t most_tags = 20;          // A page with more of them names everything.
};

struct TextTerm {
    std::string term;  // A stem; "tag:..." for a publisher's tag. Holds no white space.
    double share = 0;  // Above 0; the squares of all shares sum to 1.
};

// Stems but function words and numbers, by byte order, each once. A term's share is 1 + ln(mentions), brought to unit
// length, so that long and short texts are alike. Scripts without spaces are cut into words by dictionary (text room).
// Cost: the words of title, excerpt and the beginning of the text, once.
[[nodiscard]] std::vector<TextTerm> terms_of(const TopicText& article, const TermOptions& options = {});

}  // namespace masthead::topic
