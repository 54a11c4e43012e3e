#include "html/reader.h"

#include "html/tree_builder.h"
#include "html/tree_maker.h"

namespace masthead::html {
namespace {

std::string_view reason_of(TreeBuilder::Cut cut) {
    switch (cut) {
        case TreeBuilder::Cut::depth:
            return "The page nests deeper than we read, so its end was left out.";
        case TreeBuilder::Cut::tags:
            return "The page holds more tags than we read, so its end was left out.";
        case TreeBuilder::Cut::text:
            return "The page holds more text than we read, so its end was left out.";
        case TreeBuilder::Cut::none:
            break;
    }
    return {};
}

}  // namespace

ReadMarkup read_html(std::string_view markup, const MarkupBudget& budget) {
    TreeMaker maker(markup, budget.max_open_elements);
    TreeBuilder builder(markup, maker,
                        {.max_open_elements = budget.max_open_elements,
                         .max_attributes = budget.max_attributes,
                         .max_tags = budget.max_tags,
                         .max_text_bytes = budget.max_text_bytes});
    const TreeBuilder::Cut cut = builder.run();
    return {.tree = maker.finish(),
            .linked_data = maker.take_linked_data(),
            .is_cut = cut != TreeBuilder::Cut::none,
            .cut_reason = std::string(reason_of(cut))};
}

}  // namespace masthead::html
