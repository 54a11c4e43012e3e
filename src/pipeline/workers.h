// Threads for what can be found out about a document by itself, beside the one thread that decides and stores.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace masthead::pipeline {

struct WorkerOptions {
    std::size_t threads = 0;         // 0: as many as this process may run at once.
    std::size_t most_waiting = 256;  // Jobs; with more the one who brings them does some himself.
};

// Jobs are taken in the order in which they came, and may end in any: they must not know of each other. They throw
// nothing. Whoever brings or awaits jobs does some meanwhile.
class Workers {
  public:
    explicit Workers(const WorkerOptions& options = {});
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;
    Workers(Workers&&) = delete;
    Workers& operator=(Workers&&) = delete;
    ~Workers();

    // Jobs that are awaited together. Brought and awaited by one thread.
    class Batch {
      public:
        explicit Batch(Workers& workers) : workers_(workers) {}
        Batch(const Batch&) = delete;
        Batch& operator=(const Batch&) = delete;
        Batch(Batch&&) = delete;
        Batch& operator=(Batch&&) = delete;
        ~Batch() { wait(); }

        void put(std::function<void()> job);
        // All jobs brought so far are done, and what they wrote may be read.
        void wait();

      private:
        friend class Workers;
        Workers& workers_;
        std::size_t open_ = 0;  // Under the workers' mutex.
    };

  private:
    struct Job {
        std::function<void()> work;
        Batch* batch = nullptr;
    };

    void serve();
    // Does the oldest waiting job; the lock is let go of meanwhile.
    void do_one(std::unique_lock<std::mutex>& lock);

    std::size_t most_waiting_;
    std::mutex mutex_;
    std::condition_variable brought_;
    std::condition_variable done_;
    std::deque<Job> waiting_;
    bool is_closing_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace masthead::pipeline
