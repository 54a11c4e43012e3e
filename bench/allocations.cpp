#include "allocations.h"

#include <atomic>
#include <cstdlib>
#include <new>

namespace masthead::bench {

namespace {

std::atomic<std::uint64_t> count{0};

void* take(std::size_t bytes) {
    count.fetch_add(1, std::memory_order_relaxed);
    void* memory = std::malloc(bytes == 0 ? 1 : bytes);
    if (memory == nullptr) std::abort();
    return memory;
}

// aligned_alloc wants whole multiples of the alignment.
void* take(std::size_t bytes, std::align_val_t alignment) {
    count.fetch_add(1, std::memory_order_relaxed);
    const auto unit = static_cast<std::size_t>(alignment);
    void* memory = std::aligned_alloc(unit, (bytes + unit) / unit * unit);
    if (memory == nullptr) std::abort();
    return memory;
}

}  // namespace

std::uint64_t allocations() {
    return count.load(std::memory_order_relaxed);
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
    std::free(memory);
}
void operator delete(void* memory, std::size_t /*bytes*/) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::align_val_t /*alignment*/) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t /*bytes*/, std::align_val_t /*alignment*/) noexcept {
    std::free(memory);
}
