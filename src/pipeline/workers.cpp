#include "pipeline/workers.h"

#include <algorithm>
#include <utility>

namespace masthead::pipeline {

Workers::Workers(const WorkerOptions& options) : most_waiting_(std::max<std::size_t>(options.most_waiting, 1)) {
    constexpr std::size_t most_threads = 64;
    const std::size_t asked = options.threads > 0 ? options.threads : std::thread::hardware_concurrency();
    const std::size_t count = std::clamp<std::size_t>(asked, 1, most_threads);
    threads_.reserve(count);
    for (std::size_t i = 0; i < count; ++i) threads_.emplace_back([this] { serve(); });
}

Workers::~Workers() {
    {
        const std::scoped_lock lock(mutex_);
        is_closing_ = true;
    }
    brought_.notify_all();
    for (auto& thread : threads_) thread.join();
}

void Workers::serve() {
    std::unique_lock lock(mutex_);
    while (true) {
        brought_.wait(lock, [this] { return is_closing_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        do_one(lock);
    }
}

void Workers::do_one(std::unique_lock<std::mutex>& lock) {
    Job job = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    job.work();
    job.work = nullptr;  // What it held is freed outside of the lock.
    lock.lock();
    if (--job.batch->open_ == 0) done_.notify_all();
}

void Workers::Batch::put(std::function<void()> job) {
    std::unique_lock lock(workers_.mutex_);
    while (workers_.waiting_.size() >= workers_.most_waiting_) workers_.do_one(lock);
    ++open_;
    workers_.waiting_.push_back({std::move(job), this});
    lock.unlock();
    workers_.brought_.notify_one();
}

void Workers::Batch::wait() {
    std::unique_lock lock(workers_.mutex_);
    while (open_ > 0) {
        if (workers_.waiting_.empty())
            workers_.done_.wait(lock);
        else
            workers_.do_one(lock);
    }
}

}  // namespace masthead::pipeline
