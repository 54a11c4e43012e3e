#include "pipeline/page_reader.h"

#include "core/url.h"

#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace masthead::pipeline {

PageReader::PageReader(const config::Desk& desk) {
    for (const model::Site& site : desk.sites) {
        if (auto rules = page::SiteRules::parse(site)) rules_.emplace(site.domain, std::move(*rules));
    }
}

const page::SiteRules* PageReader::rules_for(const std::string& url) const {
    if (rules_.empty()) return nullptr;
    const auto parsed = core::Url::parse(url);
    if (!parsed) return nullptr;
    std::string_view host = parsed->host();
    while (true) {
        if (const auto found = rules_.find(host); found != rules_.end()) return &found->second;
        const std::size_t dot = host.find('.');
        if (dot == std::string_view::npos) return nullptr;
        host.remove_prefix(dot + 1);
    }
}

core::Result<page::ParsedPage> PageReader::read(const fetch::Fresh& page, const page::SiteTemplate* site) const {
    const page::PageOptions options{.robots_header = page.robots,
                                    .language_header = page.content_language,
                                    .rules = rules_for(page.url),
                                    .site = site,
                                    .prints_blocks = true};
    auto reading = page::parse_page(page.body, page.url, page.content_type, options);
    if (!reading || page::is_document(reading->kind)) return reading;
    // What a shell says of itself may be all of an article but its text.
    if (reading->kind == page::PageKind::shell && !reading->title.empty() && reading->published) return reading;
    std::string kind(page::name_of(reading->kind));
    for (const auto& [value, origin] : reading->evidence) {
        if (value == "kind") kind = origin;
    }
    return core::fail(core::ErrorCode::refused, fmt::format("What stands at {} is no article; {}.", page.url, kind));
}

}  // namespace masthead::pipeline
