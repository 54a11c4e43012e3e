// What a person says about the pages of one site, for where guessing fails: CSS selectors of the desk.
#pragma once

#include "core/result.h"
#include "html/select.h"
#include "model/site.h"
#include "page/markup.h"

#include <optional>
#include <string>
#include <vector>

namespace masthead::page {

// Read once for a site, used for each of its pages.
class SiteRules {
  public:
    // Errors: invalid, with the selector and what in it is not understood.
    [[nodiscard]] static core::Result<SiteRules> parse(const model::Site& site);

    // The first element with text that `body` selects; 0: none.
    [[nodiscard]] NodeIndex body(const Tree& tree) const;
    // The text of the first that `title` selects and that has one; empty: none.
    [[nodiscard]] std::string title(const Tree& tree) const;
    // Takes out of the tree what `remove` selects.
    void remove(Tree& tree) const;

  private:
    SiteRules() = default;
    std::optional<html::Selector> body_;
    std::optional<html::Selector> title_;
    std::vector<html::Selector> removed_;
};

}  // namespace masthead::page
