// What is kept of the articles of the window by their numbers, side by side: the oldest are given up as they leave.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace masthead::story {

using Number = std::uint32_t;  // Of an article, in order of arrival; never used twice.

template <typename Value>
class ByNumber {
  public:
    // What stands for numbers that nothing was set for.
    explicit ByNumber(Value absent) : absent_(std::move(absent)) {}

    [[nodiscard]] const Value& operator[](Number number) const {
        // One that was given up wraps around to one that is too large.
        const Number place = number - base_;
        return place < values_.size() ? values_[place] : absent_;
    }
    void set(Number number, Value value) {
        if (values_.empty()) base_ = number;
        if (number < base_) {
            values_.insert(values_.begin(), base_ - number, absent_);
            base_ = number;
        }
        const std::size_t place = number - base_;
        if (place >= values_.size()) values_.resize(place + 1, absent_);
        values_[place] = std::move(value);
        leading_ = std::min(leading_, place);
    }
    // Room is given back once half of it is of no use, so an article is moved about once.
    void forget(Number number) {
        if (number - base_ >= values_.size()) return;
        values_[number - base_] = absent_;
        while (leading_ < values_.size() && values_[leading_] == absent_) ++leading_;
        if (leading_ * 2 < values_.size()) return;
        values_.erase(values_.begin(), values_.begin() + static_cast<std::ptrdiff_t>(leading_));
        base_ += static_cast<Number>(leading_);
        leading_ = 0;
    }

  private:
    Value absent_;
    std::vector<Value> values_;  // Of number base_ + i.
    Number base_ = 0;
    std::size_t leading_ = 0;  // So many at the front were given up.
};

}  // namespace masthead::story
