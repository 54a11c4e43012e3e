#include "topic/automaton.h"

namespace masthead::topic {

Automaton::Automaton(const std::vector<std::string>& patterns) {
    for (const auto& pattern : patterns) {
        for (const char c : pattern) {
            auto& number = class_of_[static_cast<unsigned char>(c)];
            if (number == 0) number = static_cast<std::uint16_t>(classes_++);
        }
    }
    add_state();
    for (std::size_t i = 0; i < patterns.size(); ++i) add_pattern(i, patterns[i]);
    link();
}

std::uint32_t Automaton::add_state() {
    next_.resize(next_.size() + classes_, none);
    first_output_.push_back(none);
    return static_cast<std::uint32_t>(first_output_.size() - 1);
}

void Automaton::add_pattern(std::size_t number, std::string_view pattern) {
    if (pattern.empty()) return;
    std::uint32_t state = 0;
    for (const char c : pattern) {
        const std::size_t edge = state * classes_ + class_of_[static_cast<unsigned char>(c)];
        if (next_[edge] == none) {
            const std::uint32_t made = add_state();  // May move next_.
            next_[edge] = made;
        }
        state = next_[edge];
    }
    // Equal patterns are reported in the order they were given.
    auto* last = &first_output_[state];
    while (*last != none) last = &outputs_[*last].next;
    *last = static_cast<std::uint32_t>(outputs_.size());
    outputs_.push_back({number, none});
}

// Breadth first: a missing edge goes where the longest proper suffix would go, and a state reports its suffix's
// patterns after its own.
void Automaton::link() {
    std::vector<std::uint32_t> suffix(first_output_.size(), 0);
    std::vector<std::uint32_t> queue;
    queue.reserve(first_output_.size());
    for (std::size_t c = 0; c < classes_; ++c) {
        auto& edge = next_[c];
        if (edge == none) {
            edge = 0;
        } else {
            queue.push_back(edge);
        }
    }
    for (std::size_t at = 0; at < queue.size(); ++at) {
        const std::uint32_t state = queue[at];
        const std::uint32_t shorter = suffix[state];
        if (first_output_[state] == none) {
            first_output_[state] = first_output_[shorter];
        } else {
            std::uint32_t last = first_output_[state];
            while (outputs_[last].next != none) last = outputs_[last].next;
            outputs_[last].next = first_output_[shorter];
        }
        for (std::size_t c = 0; c < classes_; ++c) {
            auto& edge = next_[state * classes_ + c];
            const std::uint32_t fallback = next_[shorter * classes_ + c];
            if (edge == none) {
                edge = fallback;
            } else {
                suffix[edge] = fallback;
                queue.push_back(edge);
            }
        }
    }
}

}  // namespace masthead::topic
