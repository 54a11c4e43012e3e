// Pages read as the desk wants them: with its rules for their site, and articles only.
#pragma once

#include "config/desk.h"
#include "core/result.h"
#include "fetch/http_client.h"
#include "page/page.h"
#include "page/site_rules.h"

#include <map>
#include <string>

namespace masthead::pipeline {

class PageReader {
  public:
    // Rules that cannot be read are left out: `config` refuses them.
    explicit PageReader(const config::Desk& desk);

    // `site` is what other pages of its site taught; nullptr: nothing. The prints of the page's blocks are given for
    // learning. Errors: those of page::parse_page; refused where an article was expected and something else stands (a
    // consent page, a login, an error, a list of articles), with the reason. Several threads may read at a time.
    [[nodiscard]] core::Result<page::ParsedPage> read(const fetch::Fresh& page, const page::SiteTemplate* site) const;

  private:
    // Of the host or a domain above it; nullptr: none.
    [[nodiscard]] const page::SiteRules* rules_for(const std::string& url) const;

    std::map<std::string, page::SiteRules, std::less<>> rules_;  // By domain.
};

}  // namespace masthead::pipeline
