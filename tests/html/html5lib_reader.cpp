// The tokenizer and the tree builder as tests/peers/html5lib_cases.py asks for them: a JSON object a line in, what was
// read a line out. It keeps everything, comments and unknown attributes too, which the pages' own tree leaves out.
//
//   {"input": "<p>x", "state": "data", "last": ""}            a JSON array of tokens
//   {"input": "<p>x", "context": "", "space": "html"}         a JSON string: the tree, indented, a node a line
//   {"input": "<p>x", "context": "", "space": "html", "flat": true}   the same of the tree that pages are read in
#include "core/ascii.h"
#include "core/json.h"
#include "html/reader.h"
#include "html/tree_builder.h"

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

namespace masthead::html {
namespace {

std::string clean(std::string_view raw) {
    std::string buffer;
    return std::string(decode_text(raw, ContentKind::raw_text, NulRule::replace, buffer));
}

std::string value_of(const RawAttribute& attribute) {
    std::string buffer;
    return std::string(decode_value(attribute.value, buffer));
}

// --- tokens

ContentKind content_named(std::string_view state) {
    if (state == "RCDATA state") return ContentKind::rcdata;
    if (state == "RAWTEXT state") return ContentKind::raw_text;
    if (state == "Script data state") return ContentKind::script;
    if (state == "PLAINTEXT state") return ContentKind::plaintext;
    return ContentKind::data;
}

core::Json id_of(const std::string& id, bool is_there) {
    return is_there ? core::Json(id) : core::Json();
}

core::Json token_as_json(const MarkupToken& token, const Doctype& doctype) {
    core::Json made;
    switch (token.kind) {
        case MarkupToken::Kind::text:
            return made.push("Character").push(token.text);
        case MarkupToken::Kind::comment:
            return made.push("Comment").push(clean(token.text));
        case MarkupToken::Kind::end:
            return made.push("EndTag").push(core::to_lower(clean(token.name)));
        case MarkupToken::Kind::doctype:
            return made.push("DOCTYPE")
                .push(id_of(doctype.name, doctype.has_name))
                .push(id_of(doctype.public_id, doctype.has_public_id))
                .push(id_of(doctype.system_id, doctype.has_system_id))
                .push(!doctype.forces_quirks);
        default:
            break;
    }
    core::Json attributes{core::Json::Object{}};
    for (const RawAttribute& one : token.attributes) {
        const std::string name = core::to_lower(clean(one.name));
        if (attributes.find(name) == nullptr) attributes.add(name, value_of(one));
    }
    made.push("StartTag").push(core::to_lower(clean(token.name))).push(attributes);
    if (token.is_self_closing) made.push(true);
    return made;
}

core::Json tokens_of(const core::Json& asked) {
    const std::string input(asked["input"].string());
    const std::string last(asked["last"].string());
    TokenReader reader(input, input.size() + 1);
    reader.enter(content_named(asked["state"].string()), last);
    reader.allow_cdata(asked["state"].string() == "CDATA section state");
    core::Json tokens{core::Json::Array{}};
    MarkupToken token;
    for (reader.next(token); token.kind != MarkupToken::Kind::end_of_markup; reader.next(token))
        tokens.push(token_as_json(token, reader.doctype()));
    return tokens;
}

// --- trees

class Document final : public TreeSink {
  public:
    Document() { nodes_.emplace_back(); }

    NodeRef add_element(Place place, const NewElement& element) override {
        Node node{.kind = Kind::element, .space = element.space, .text = core::to_lower(clean(element.name))};
        for (const RawAttribute& one : element.attributes) add_attribute(node, one);
        node.is_template = element.element == Tag::template_ && element.space == Space::html;
        return add(std::move(node), place);
    }
    NodeRef add_copy(NodeRef original, const NewElement& /*kind*/, Place place) override {
        Node copy = nodes_[original];
        copy.children.clear();
        return add(std::move(copy), place);
    }
    void add_text(Place place, std::string_view text, std::string_view /*source*/) override {
        const auto& siblings = nodes_[place.parent].children;
        const auto next = std::ranges::find(siblings, place.before);
        if (next != siblings.begin() && nodes_[*(next - 1)].kind == Kind::text)
            nodes_[*(next - 1)].text += text;
        else
            add({.kind = Kind::text, .text = std::string(text)}, place);
    }
    void add_missing_attributes(NodeRef element, std::span<const RawAttribute> attributes) override {
        for (const RawAttribute& one : attributes) add_attribute(nodes_[element], one);
    }
    void move(NodeRef node, Place place) override {
        if (nodes_[node].parent != nowhere) std::erase(nodes_[nodes_[node].parent].children, node);
        nodes_[node].parent = nowhere;
        if (place.parent != nowhere) attach(node, place);
    }
    void move_children(NodeRef from, NodeRef to) override {
        const std::vector<NodeRef> children = nodes_[from].children;
        for (const NodeRef child : children) move(child, {.parent = to});
    }
    [[nodiscard]] NodeRef parent_of(NodeRef node) const override { return nodes_[node].parent; }
    void add_comment(Place place, std::string_view text) override {
        add({.kind = Kind::comment, .text = clean(text)}, place);
    }
    void add_doctype(const Doctype& doctype) override {
        std::string text = doctype.name;
        if (doctype.has_public_id || doctype.has_system_id)
            text += " \"" + doctype.public_id + "\" \"" + doctype.system_id + '"';
        add({.kind = Kind::doctype, .text = text}, {.parent = document_node});
    }

    // `root`'s children, each node a line as html5lib writes them.
    [[nodiscard]] std::string dump(NodeRef root) const {
        std::string out;
        for (const NodeRef child : nodes_[root].children) dump(child, 0, out);
        return out;
    }
    [[nodiscard]] NodeRef first_child() const { return nodes_[0].children.empty() ? 0 : nodes_[0].children.front(); }

  private:
    enum class Kind { document, element, text, comment, doctype };
    struct Node {
        Kind kind = Kind::document;
        Space space = Space::html;
        bool is_template = false;
        NodeRef parent = nowhere;
        std::string text{};
        std::vector<std::pair<std::string, std::string>> attributes{};
        std::vector<NodeRef> children{};
    };

    static void add_attribute(Node& node, const RawAttribute& one) {
        const std::string name = core::to_lower(clean(one.name));
        const auto has_name = [&](const auto& other) { return other.first == name; };
        if (std::ranges::none_of(node.attributes, has_name)) node.attributes.emplace_back(name, value_of(one));
    }
    NodeRef add(Node node, Place place) {
        const auto ref = static_cast<NodeRef>(nodes_.size());
        nodes_.push_back(std::move(node));
        nodes_[ref].parent = nowhere;
        if (place.parent != nowhere) attach(ref, place);
        return ref;
    }
    void attach(NodeRef node, Place place) {
        auto& siblings = nodes_[place.parent].children;
        siblings.insert(std::ranges::find(siblings, place.before), node);
        nodes_[node].parent = place.parent;
    }
    void dump(NodeRef ref, std::size_t depth, std::string& out) const {
        const Node& node = nodes_[ref];
        const std::string indent = "| " + std::string(depth * 2, ' ');
        switch (node.kind) {
            case Kind::text:
                out += indent + '"' + node.text + "\"\n";
                return;
            case Kind::comment:
                out += indent + "<!-- " + node.text + " -->\n";
                return;
            case Kind::doctype:
                out += indent + "<!DOCTYPE " + node.text + ">\n";
                return;
            default:
                break;
        }
        const std::string_view space = node.space == Space::svg ? "svg " : node.space == Space::math ? "math " : "";
        out += indent + '<' + std::string(space) + node.text + ">\n";
        auto attributes = node.attributes;
        std::ranges::sort(attributes);
        for (const auto& [name, value] : attributes) out += indent + "  " + name + "=\"" + value + "\"\n";
        if (node.is_template) {
            out += indent + "  content\n";
            ++depth;
        }
        for (const NodeRef child : node.children) dump(child, depth + 1, out);
    }

    std::vector<Node> nodes_;
};

core::Json tree_of(const core::Json& asked) {
    const std::string input(asked["input"].string());
    const std::string context(asked["context"].string());
    const std::string_view space = asked["space"].string();
    Document document;
    TreeBuilderOptions options;
    options.context = context;
    options.context_space = space == "svg" ? Space::svg : space == "math" ? Space::math : Space::html;
    TreeBuilder(input, document, options).run();
    return document.dump(context.empty() ? document_node : document.first_child());
}

core::Json flat_tree_of(const core::Json& asked) {
    const ReadMarkup read = read_html(asked["input"].string(), {});
    std::string out;
    for (NodeIndex i = 1; i < read.tree.size(); ++i) {
        const Node& node = read.tree[i];
        const std::string indent = "| " + std::string((node.depth - 1U) * 2, ' ');
        out += indent + (node.tag == Tag::text ? '"' + std::string(node.text) + '"'
                                               : '<' + std::string(name_of(node.tag)) + '>');
        out += '\n';
    }
    return out;
}

}  // namespace
}  // namespace masthead::html

int main() {
    using masthead::core::Json;
    std::string line;
    while (std::getline(std::cin, line)) {
        const auto asked = masthead::core::parse_json(line);
        if (!asked) {
            std::cerr << asked.error().message << '\n';
            return 1;
        }
        Json answer;
        if (asked->find("state") != nullptr)
            answer = masthead::html::tokens_of(*asked);
        else if ((*asked)["flat"].boolean())
            answer = masthead::html::flat_tree_of(*asked);
        else
            answer = masthead::html::tree_of(*asked);
        std::cout << answer.dump() << '\n';
    }
}
