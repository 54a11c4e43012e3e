#include "allocations.h"

#include <atomic>
#include <cstdlib>
#include <malloc.h>
#include <new>

namespace masthead::bench {

namespace {

std::atomic<int> counting{0};  // How many count.
std::atomic<std::uint64_t> count{0};
std::atomic<std::int64_t> live{0};
std::atomic<std::int64_t> peak{0};

void* noted(void* memory) {
    if (memory == nullptr) std::abort();
    if (counting.load(std::memory_order_relaxed) == 0) return memory;
    count.fetch_add(1, std::memory_order_relaxed);
    const auto size = static_cast<std::int64_t>(malloc_usable_size(memory));
    const std::int64_t now = live.fetch_add(size, std::memory_order_relaxed) + size;
    if (now > peak.load(std::memory_order_relaxed)) peak.store(now, std::memory_order_relaxed);
    return memory;
}

void give_back(void* memory) {
    if (counting.load(std::memory_order_relaxed) > 0)
        live.fetch_sub(static_cast<std::int64_t>(malloc_usable_size(memory)), std::memory_order_relaxed);
    std::free(memory);
}

void* take(std::size_t bytes) {
    return noted(std::malloc(bytes == 0 ? 1 : bytes));
}

// aligned_alloc wants whole multiples of the alignment.
void* take(std::size_t bytes, std::align_val_t alignment) {
    const auto unit = static_cast<std::size_t>(alignment);
    return noted(std::aligned_alloc(unit, (bytes + unit) / unit * unit));
}

}  // namespace

Counting::Counting() : before_(count.load(std::memory_order_relaxed)) {
    counting.fetch_add(1, std::memory_order_relaxed);
}

Counting::~Counting() {
    counting.fetch_sub(1, std::memory_order_relaxed);
}

std::uint64_t Counting::allocations() const {
    return count.load(std::memory_order_relaxed) - before_;
}

std::int64_t live_bytes() {
    return live.load(std::memory_order_relaxed);
}

std::int64_t peak_bytes() {
    return peak.load(std::memory_order_relaxed);
}

void forget_peak() {
    peak.store(live_bytes(), std::memory_order_relaxed);
}

}  // namespace masthead::bench

// The array forms call these by default.
void* operator new(std::size_t bytes) {
    return masthead::bench::take(bytes);
}
void* operator new(std::size_t bytes, std::align_val_t alignment) {
    return masthead::bench::take(bytes, alignment);
}
void operator delete(void* memory) noexcept {
    masthead::bench::give_back(memory);
}
void operator delete(void* memory, std::size_t /*bytes*/) noexcept {
    masthead::bench::give_back(memory);
}
void operator delete(void* memory, std::align_val_t /*alignment*/) noexcept {
    masthead::bench::give_back(memory);
}
void operator delete(void* memory, std::size_t /*bytes*/, std::align_val_t /*alignment*/) noexcept {
    masthead::bench::give_back(memory);
}
