// The publishing organisation, keyed by registrable domain.
#pragma once

#include "model/image.h"

#include <string>
#include <vector>

namespace masthead::model {

struct Provider {
    std::string domain;         // Registrable domain, lower case: the identity.
    std::string name;           // For people; the domain where nothing better is known.
    std::string owner;          // The family several providers belong to; empty: itself.
    std::vector<Image> images;  // Logos.
    bool is_known = false;      // Has an entry in the desk's organisations.
    bool is_official = false;   // The subject's own voice.

    // What counts as one voice: the owner, or the domain itself.
    [[nodiscard]] const std::string& voice() const { return owner.empty() ? domain : owner; }
};

}  // namespace masthead::model
