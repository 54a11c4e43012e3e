#include "pipeline/site_memories.h"

#include "core/domain.h"
#include "core/url.h"

#include <utility>

namespace masthead::pipeline {

namespace {

using page::SiteTemplate;

std::chrono::sys_days day_of(core::Instant instant) {
    return std::chrono::floor<std::chrono::days>(instant);
}

std::shared_ptr<const SiteTemplate> template_of(const std::string& bytes) {
    auto read = SiteTemplate::parse(bytes);
    return read && read->pages() > 0 ? std::make_shared<const SiteTemplate>(std::move(*read)) : nullptr;
}

std::string bytes_of(const std::shared_ptr<const SiteTemplate>& site) {
    return site ? site->serialise() : std::string();
}

}  // namespace

SiteMemories::Sites::value_type* SiteMemories::site_of(const std::string& url) {
    const auto parsed = core::Url::parse(url);
    if (!parsed) return nullptr;
    std::string domain = core::registrable_domain(parsed->host());
    if (const auto found = sites_.find(domain); found != sites_.end()) return &*found;
    Site site;
    const auto stored = store_.site_memory(domain);
    if (!stored) {
        problem_ = std::unexpected(stored.error());
    } else if (*stored) {
        site.day = std::chrono::sys_days{std::chrono::days{(*stored)->day}};
        site.before = template_of((*stored)->before);
        site.learned = template_of((*stored)->learned);
    }
    return &*sites_.emplace(std::move(domain), std::move(site)).first;
}

std::shared_ptr<const SiteTemplate> SiteMemories::before(const std::string& url, core::Instant seen_at) {
    const auto* site = site_of(url);
    if (site == nullptr) return nullptr;
    return day_of(seen_at) > site->second.day ? site->second.learned : site->second.before;
}

void SiteMemories::learn(const page::ParsedPage& page, core::Instant seen_at) {
    auto* found = page.kind == page::PageKind::article ? site_of(page.url) : nullptr;
    if (found == nullptr) return;
    auto& [domain, site] = *found;
    SiteTemplate taught = site.learned ? *site.learned : SiteTemplate();
    if (!taught.learn(page.block_prints, page.title)) return;
    if (const auto day = day_of(seen_at); day > site.day) {
        site.day = day;
        site.before = std::move(site.learned);
    }
    site.learned = std::make_shared<const SiteTemplate>(std::move(taught));
    changed_.insert(domain);
}

std::vector<store::SiteMemory> SiteMemories::take_learned() {
    std::vector<store::SiteMemory> memories;
    memories.reserve(changed_.size());
    for (const auto& domain : changed_) {
        const Site& site = sites_.find(domain)->second;
        memories.push_back(
            {domain, site.day.time_since_epoch().count(), bytes_of(site.before), bytes_of(site.learned)});
    }
    changed_.clear();
    return memories;
}

void SiteMemories::settle() {
    if (sites_.size() > most_kept && changed_.empty()) sites_.clear();
}

}  // namespace masthead::pipeline
