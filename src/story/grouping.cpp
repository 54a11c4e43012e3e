#include "story/grouping.h"

#include "core/distinct.h"
#include "core/hash.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

namespace masthead::story {

namespace {

constexpr float negligible = 0.02F;  // A pair this unlikely draws nobody.
// Two stories that were found apart are looked at again after a tenth of their articles was.
constexpr std::size_t stirs_part = 10;

std::string in_hundredths(double value) {
    const auto hundredths = std::lround(value * 100);
    if (hundredths >= 100) return "1.00";
    return "0." + std::string(hundredths < 10 ? "0" : "") + std::to_string(hundredths);
}

}  // namespace

std::string story_id_of(const std::string& first_article_id, std::uint64_t attempt) {
    return "s" + core::to_hex(core::stable_hash(first_article_id, attempt));
}

void Grouping::restore(Number number, std::string_view story_id) {
    const auto found = by_id_.find(std::string(story_id));
    if (found != by_id_.end()) {
        join(number, found->second);
        return;
    }
    const auto group = next_++;
    groups_[group].id = story_id;
    if (const auto* marks = rules_.of_story(groups_[group].id)) groups_[group].marks = *marks;
    by_id_.emplace(story_id, group);
    join(number, group);
}

const std::string& Grouping::story_of(Number number) const {
    return groups_.at(group_of_[number]).id;
}

// A story is named after its first article. Should that name be taken (its first article left and founds another one),
// the next hash is.
GroupNumber Grouping::open(const std::string& first_id) {
    std::string id;
    for (std::uint64_t seed = 0;; ++seed) {
        id = story_id_of(first_id, seed);
        if (!by_id_.contains(id)) break;
    }
    const auto group = next_++;
    groups_[group].id = id;
    by_id_.emplace(id, group);
    return group;
}

void Grouping::join(Number number, GroupNumber group) {
    auto& into = groups_.at(group);
    into.members.push_back(number);
    ++into.total;
    group_of_.set(number, group);
    if (const auto* marks = marks_of(number)) {
        into.marks.take(*marks);
        rules_.set_home(*marks, into.id);
    }
}

const EditorMarks* Grouping::marks_of(Number number) const {
    return rules_.empty() ? nullptr : rules_.of_article(index_.document(number).id);
}

void Grouping::leave(Number number) {
    auto& from = groups_.at(group_of_[number]);
    std::erase(from.members, number);
    --from.total;
    group_of_.set(number, no_group);
}

void Grouping::drop(Number number) {
    const auto group = group_of_[number];
    if (group == no_group) return;
    auto& from = groups_.at(group);
    std::erase(from.members, number);
    group_of_.forget(number);
    if (from.members.empty()) {
        by_id_.erase(from.id);
        groups_.erase(group);
    }
}

namespace {

// Into the best ones, which are descending.
void take(std::span<float> best, float value) {
    for (auto& place : best) {
        if (value > place) std::swap(value, place);
    }
}

double mean_of_best(std::span<const float> best) {
    double sum = 0;
    for (const auto value : best) sum += static_cast<double>(value);
    return best.empty() ? 0 : sum / static_cast<double>(best.size());
}

}  // namespace

// Members of the story in the article's language besides itself, as far as `most`.
std::size_t Grouping::fellows(Number number, GroupNumber group, std::size_t most) const {
    std::size_t count = 0;
    for (const auto member : groups_.at(group).members) {
        if (count == most) break;
        if (member != number && !Bridges::joins(index_.document(member), index_.document(number))) ++count;
    }
    return count;
}

// The mean of the best members' probabilities; a pair that was never scored counts as none. The article itself has no
// pair with itself, so its own story is seen as if it were not in it. A mean is never more than the best of it, so
// most stories are ruled out before their size is looked up. Of a story in several languages those of its own count,
// and one that another language must bear out: two reports are no less of one event for being told elsewhere too, but
// chance is likelier than so much silence.
std::span<const Grouping::Link> Grouping::links_of(Number number) {
    const auto most = std::min(options_.best_members, most_best_members);
    const bool speaks_many = index_.bridges().is_awake();
    drawn_.clear();
    for (const auto& partner : index_.partners(number)) {
        if (partner.probability < negligible) continue;
        const auto group = group_of_[partner.other];
        if (group == no_group) continue;
        auto found = std::ranges::find(drawn_, group, &Drawn::group);
        if (found == drawn_.end()) found = drawn_.insert(found, {group, {}});
        take(std::span(found->best).first(most), partner.probability);
    }
    const auto own = group_of_[number];
    links_.clear();
    for (const auto& [group, best] : drawn_) {
        if (group != own && static_cast<double>(best.front()) < options_.join_threshold) continue;
        const auto members = groups_.at(group).members.size() - (group == own ? 1 : 0);
        const auto speaking = speaks_many ? fellows(number, group, most) : 0;
        const auto heard = speaking > 0 ? std::min(members, speaking + 1) : members;
        links_.push_back({group, mean_of_best(std::span(best).first(std::min(most, heard)))});
    }
    std::ranges::sort(links_, {}, &Link::group);
    return links_;
}

void Grouping::place(std::span<const Number> numbers, GroupingChanges& changes) {
    for (const auto number : numbers) {
        if (group_of_[number] != no_group) continue;
        const auto* marks = marks_of(number);
        if (marks != nullptr && rules_.holds(*marks) && !rules_.home_of(*marks).empty()) {
            restore(number, rules_.home_of(*marks));
            changes.moved.push_back(number);
            continue;
        }
        std::optional<Link> best;
        for (const auto& link : links_of(number)) {
            if (link.strength >= options_.join_threshold && (!best || link.strength > best->strength) &&
                may_join(marks, groups_.at(link.group)))
                best = link;
        }
        join(number, best ? best->group : open(index_.document(number).id));
        changes.moved.push_back(number);
    }
}

bool Grouping::reassign(Number number, GroupingChanges& changes) {
    const auto* marks = marks_of(number);
    if (marks != nullptr && rules_.holds(*marks)) return false;
    const auto own = group_of_[number];
    const auto alone = groups_.at(own).members.size() == 1;
    if (alone && !rules_.empty()) marks = &groups_.at(own).marks;  // Its whole story would go with it.
    double here = 0;
    Link best{no_group, options_.join_threshold};
    for (const auto& link : links_of(number)) {
        if (link.group == own) {
            here = link.strength;
        } else if (link.strength >= best.strength && (best.group == no_group || link.strength > best.strength) &&
                   may_join(marks, groups_.at(link.group))) {
            best = link;
        }
    }
    // An article stays where it is unless another story draws it clearly more, or its own hardly holds it.
    const bool moves = best.group != no_group && best.strength > here + (alone ? 0 : options_.move_margin);
    const bool leaves = best.group == no_group && !alone && here < options_.join_threshold - options_.move_margin;
    if (!moves && !leaves) return false;
    const auto& id = index_.document(number).id;
    leave(number);
    const auto to = moves ? best.group : open(id);
    join(number, to);
    changes.moved.push_back(number);
    if (groups_.at(own).members.empty()) {
        retire(own, to, changes);
    } else {
        changes.log.push_back("article " + id + " moved from story " + groups_.at(own).id + " (" + in_hundredths(here) +
                              ") to story " + groups_.at(to).id + " (" + in_hundredths(moves ? best.strength : 0) +
                              ")");
    }
    return true;
}

void Grouping::retire(GroupNumber group, GroupNumber into, GroupingChanges& changes) {
    const auto id = groups_.at(group).id;
    groups_.at(into).total += groups_.at(group).total;
    groups_.at(into).marks.take(groups_.at(group).marks);
    rules_.move_homes(id, groups_.at(into).id);
    changes.redirects.push_back({id, groups_.at(into).id});
    changes.log.push_back("story " + id + " ended in story " + groups_.at(into).id);
    by_id_.erase(id);
    groups_.erase(group);
}

// Stories that share at least one likely pair.
std::vector<Grouping::GroupPair> Grouping::merging_pairs(std::span<const Number> affected) const {
    std::vector<GroupPair> out;
    for (const auto number : affected) {
        const auto own = group_of_[number];
        for (const auto& partner : index_.partners(number)) {
            if (static_cast<double>(partner.probability) < options_.min_merging_pair) continue;
            const auto group = group_of_[partner.other];
            if (group != no_group && group != own) out.emplace_back(std::min(own, group), std::max(own, group));
        }
    }
    core::sort_distinct(out);
    if (!rules_.empty()) {
        std::erase_if(out, [this](const GroupPair& pair) {
            return groups_.at(pair.first).marks.contradicts(groups_.at(pair.second).marks);
        });
    }
    return out;
}

// Of equal sides the first is the smaller one. By the group that is asked.
std::vector<Grouping::Question> Grouping::questions(const std::vector<Merging>& pairs, Side side) const {
    const auto most = std::min(options_.best_members, most_best_members);
    std::vector<Question> out;
    out.reserve(pairs.size());
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        auto [asked, other] = pairs[i].second;
        const auto left = groups_.at(asked).members.size();
        const auto right = groups_.at(other).members.size();
        if ((side == Side::smaller) == (right < left)) std::swap(asked, other);
        out.push_back({asked, other, i, std::min(most, asked == pairs[i].second.first ? right : left), {}});
    }
    std::ranges::sort(out, {}, [](const Question& question) { return std::pair(question.group, question.other); });
    return out;
}

// All questions are of the article's own story.
void Grouping::ask(Number number, std::span<Question> questions) const {
    for (auto& question : questions) question.best.fill(0);
    for (const auto& partner : index_.partners(number)) {
        if (partner.probability < negligible) continue;
        const auto group = group_of_[partner.other];
        if (group == questions.front().group) continue;
        const auto found = std::ranges::lower_bound(questions, group, {}, &Question::other);
        if (found != questions.end() && found->other == group)
            take(std::span(found->best).first(found->wanted), partner.probability);
    }
}

// For each pair half the mean, over the members of one side, of how strongly the other side draws them.
void Grouping::add_half(std::vector<Merging>& pairs, Side side) const {
    auto all = questions(pairs, side);
    for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
        while (end < all.size() && all[end].group == all[begin].group) ++end;
        const auto own = std::span(all).subspan(begin, end - begin);
        const auto& members = groups_.at(own.front().group).members;
        const double share = 2 * static_cast<double>(members.size());
        for (const auto number : members) {
            ask(number, own);
            for (const auto& question : own)
                pairs[question.pair].first += mean_of_best(std::span(question.best).first(question.wanted)) / share;
        }
    }
}

// The pairs whose average link reaches the threshold. The smaller side speaks first: where it is so little drawn that
// the larger one could not make up for it, nobody of the larger one is asked.
std::vector<Grouping::Merging> Grouping::mergings(const std::vector<GroupPair>& pairs) {
    std::vector<Merging> out;
    for (const auto& pair : pairs) {
        if (is_known_apart(pair)) continue;
        const auto [fewer, more] =
            std::minmax({groups_.at(pair.first).members.size(), groups_.at(pair.second).members.size()});
        if (more <= fewer * options_.most_unequal) out.emplace_back(0, pair);
    }
    const auto drop_below = [&](double threshold) {
        std::erase_if(out, [&](const Merging& merging) {
            if (merging.first >= threshold) return false;
            found_apart_[merging.second] = stirs_of(merging.second);
            return true;
        });
    };
    add_half(out, Side::smaller);
    drop_below(options_.merge_threshold - 0.5);
    add_half(out, Side::larger);
    drop_below(options_.merge_threshold);
    return out;
}

std::size_t Grouping::stirs_of(GroupPair pair) const {
    return groups_.at(pair.first).stirs + groups_.at(pair.second).stirs;
}

bool Grouping::is_known_apart(GroupPair pair) const {
    const auto found = found_apart_.find(pair);
    if (found == found_apart_.end()) return false;
    const auto members = groups_.at(pair.first).members.size() + groups_.at(pair.second).members.size();
    return (stirs_of(pair) - found->second) * stirs_part < members;
}

// Numbers of groups are never used twice, so what is left of ended ones only takes room.
void Grouping::forget_ended() {
    if (found_apart_.size() < found_apart_limit_) return;
    std::erase_if(found_apart_, [this](const auto& entry) {
        return !groups_.contains(entry.first.first) || !groups_.contains(entry.first.second);
    });
    found_apart_limit_ = 1000 + 2 * found_apart_.size();
}

void Grouping::merge(GroupPair pair, double link, GroupingChanges& changes) {
    const auto [left, right] = pair;
    // The larger story keeps its name, of equals the older one.
    const bool is_right_larger = groups_.at(right).total > groups_.at(left).total;
    const auto into = is_right_larger ? right : left;
    const auto from = is_right_larger ? left : right;
    changes.log.push_back("story " + groups_.at(from).id + " and story " + groups_.at(into).id +
                          " are one (average link " + in_hundredths(link) + ")");
    const auto members = groups_.at(from).members;
    for (const auto number : members) {
        leave(number);
        join(number, into);
        changes.moved.push_back(number);
    }
    retire(from, into, changes);
}

bool Grouping::merge_best(std::span<const Number> affected, GroupingChanges& changes) {
    auto ranked = mergings(merging_pairs(affected));
    std::ranges::sort(ranked, [](const auto& left, const auto& right) {
        return std::tuple(-left.first, left.second) < std::tuple(-right.first, right.second);
    });
    std::set<GroupNumber> done;
    for (const auto& [strength, pair] : ranked) {
        if (done.contains(pair.first) || done.contains(pair.second)) continue;
        merge(pair, strength, changes);
        done.insert({pair.first, pair.second});
    }
    return !ranked.empty();
}

void Grouping::repair(std::span<const Number> affected, GroupingChanges& changes) {
    for (const auto number : affected) ++groups_.at(group_of_[number]).stirs;
    forget_ended();
    for (int round = 0; round < options_.repair_rounds; ++round) {
        bool changed = false;
        for (const auto number : affected) changed = reassign(number, changes) || changed;
        changed = merge_best(affected, changes) || changed;
        if (!changed) break;
    }
}

}  // namespace masthead::story
