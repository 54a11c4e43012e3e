// The words of the room `html` that this room speaks all the time.
#pragma once

#include "html/tree.h"

namespace masthead::page {

using html::append_folded;
using html::AttributeName;
using html::is_block;
using html::is_heading;
using html::name_of;
using html::Node;
using html::NodeIndex;
using html::Tag;
using html::Tree;

}  // namespace masthead::page
