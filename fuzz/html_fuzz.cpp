// Any bytes as markup: the tokens and the tree, whole documents and fragments.
#include "html/reader.h"
#include "html/tree_builder.h"
#include "html/tree_maker.h"
#include "text/utf8.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using namespace masthead::html;

constexpr std::size_t slack = 5;  // The token that passes a budget is worked off to its end, and text is a node too.

void check(bool holds) {
    if (!holds) std::abort();
}

// Subtrees are ranges inside one another, no deeper than the budget, and all that is kept is UTF-8.
void check_tree(const Tree& tree, std::size_t max_depth) {
    check(tree.size() > 0 && tree[0].end == tree.size());
    for (NodeIndex i = 1; i < tree.size(); ++i) {
        const Node& node = tree[i];
        check(node.parent < i && node.end > i && node.end <= tree[node.parent].end);
        check(node.depth == tree[node.parent].depth + 1 && node.depth <= max_depth);
        check(tree[node.parent].tag != Tag::text);
        check(masthead::text::is_valid_utf8(node.text));
        for (const AttributeName name : {AttributeName::class_, AttributeName::href, AttributeName::content})
            check(masthead::text::is_valid_utf8(tree.attribute(i, name)));
    }
}

void read_tokens(std::string_view markup) {
    TokenReader reader(markup);
    MarkupToken token;
    std::size_t tokens = 0;
    do {
        reader.next(token);
        check(++tokens <= markup.size() + 1);
        if (token.kind == MarkupToken::Kind::text) check(!token.source.empty());
    } while (token.kind != MarkupToken::Kind::end_of_markup);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::array contexts{std::string_view("div"),    std::string_view("table"),    std::string_view("tr"),
                                  std::string_view("select"), std::string_view("template"), std::string_view("svg")};
    const std::string markup = masthead::text::repair_utf8({reinterpret_cast<const char*>(data), size});
    read_tokens(markup);
    MarkupBudget budget;
    check_tree(read_html(markup, budget).tree, budget.max_open_elements + slack);
    budget.max_open_elements = 12;
    budget.max_tags = 200;
    budget.max_text_bytes = 500;
    check_tree(read_html(markup, budget).tree, budget.max_open_elements + slack);
    if (size == 0) return 0;
    TreeMaker maker(markup, 100);
    TreeBuilderOptions options;
    options.max_open_elements = 100;
    options.context = contexts.at(data[0] % contexts.size());
    options.context_space = options.context == "svg" ? Space::svg : Space::html;
    TreeBuilder(markup, maker, options).run();
    check_tree(maker.finish(), options.max_open_elements + slack);
    return 0;
}
