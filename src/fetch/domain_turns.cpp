// A domain is in one place at a time: idle (nothing waits, or as much runs as may), ready (a queue) or timed (a heap by
// the time of its turn). Its place is found anew whenever something about it changes; what makes its turn later is
// noticed when it is taken out.
#include "fetch/domain_turns.h"

#include <algorithm>

namespace masthead::fetch {

DomainTurns::Domain DomainTurns::number_of(std::string_view name) {
    const auto [found, is_new] = numbers_.try_emplace(std::string(name), static_cast<Domain>(entries_.size()));
    if (is_new) entries_.push_back(Entry{.interval = interval_});
    return found->second;
}

bool DomainTurns::may_run(const Entry& entry) const {
    if (entry.waiting == 0 || entry.running >= at_once_) return false;
    return entry.unsent == 0 || entry.interval.count() == 0;
}

void DomainTurns::place(Domain domain, Time now) {
    Entry& entry = entries_[domain];
    if (entry.place != Place::idle || !may_run(entry)) return;
    if (entry.turn() <= now) {
        entry.place = Place::ready;
        ready_.push_back(domain);
    } else {
        entry.place = Place::timed;
        timed_.emplace(entry.turn(), domain);
    }
}

void DomainTurns::add(Domain domain, Time now) {
    ++entries_[domain].waiting;
    place(domain, now);
}

void DomainTurns::drop(Domain domain, std::size_t count) {
    entries_[domain].waiting -= std::min(count, entries_[domain].waiting);
}

std::optional<DomainTurns::Domain> DomainTurns::next(Time now) {
    while (!timed_.empty() && timed_.top().first <= now) {
        const Domain domain = timed_.top().second;
        timed_.pop();
        entries_[domain].place = Place::idle;
        place(domain, now);
    }
    while (!ready_.empty()) {
        const Domain domain = ready_.front();
        ready_.pop_front();
        Entry& entry = entries_[domain];
        entry.place = Place::idle;
        if (!may_run(entry) || entry.turn() > now) {
            place(domain, now);
            continue;
        }
        --entry.waiting;
        ++entry.running;
        ++entry.unsent;
        place(domain, now);
        return domain;
    }
    return std::nullopt;
}

void DomainTurns::sent(Domain domain, Time now) {
    Entry& entry = entries_[domain];
    --entry.unsent;
    entry.next = std::max(entry.next, now + entry.interval);
    place(domain, now);
}

void DomainTurns::finish(Domain domain, bool was_sent, Time now) {
    if (!was_sent) sent(domain, now);
    --entries_[domain].running;
    place(domain, now);
}

void DomainTurns::hold(Domain domain, Time until) {
    entries_[domain].held = std::max(entries_[domain].held, until);
}

void DomainTurns::slow_down(Domain domain, std::chrono::milliseconds interval) {
    entries_[domain].interval = std::max(entries_[domain].interval, interval);
}

std::optional<DomainTurns::Time> DomainTurns::next_turn() const {
    if (!ready_.empty()) return Time{};
    if (timed_.empty()) return std::nullopt;
    return timed_.top().first;
}

}  // namespace masthead::fetch
