#include "page/content_writer.h"

#include "core/ascii.h"
#include "html/allowed.h"
#include "page/blocks.h"

#include <algorithm>
#include <ranges>

namespace masthead::page {
namespace {

// The phrases that say something about the words in them; empty for the others, whose text stays.
std::string_view phrase_name(Tag tag) {
    switch (tag) {
        case Tag::a:
        case Tag::abbr:
        case Tag::b:
        case Tag::cite:
        case Tag::code:
        case Tag::em:
        case Tag::i:
        case Tag::q:
        case Tag::s:
        case Tag::strong:
        case Tag::sub:
        case Tag::sup:
            return name_of(tag);
        case Tag::strike:
            return "s";
        default:
            return {};
    }
}

// Whether a byte may begin a character that no text has (controls, bidi overrides, the byte order mark).
bool is_suspicious(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xE2 || byte == 0xEF;
}

}  // namespace

std::optional<std::string> ContentWriter::allowed(std::string_view name, std::span<const RawAttribute> attributes) {
    values_.resize(std::max(values_.size(), attributes.size()));
    token_.attributes.clear();
    for (std::size_t i = 0; i < attributes.size(); ++i) {
        values_[i].clear();
        html::append_escaped(values_[i], attributes[i].second);
        token_.attributes.push_back({attributes[i].first, values_[i]});
    }
    return html::allowed_attributes(*html::element_rule(name), token_, base_);
}

void ContentWriter::open(std::string_view name, std::string attributes) {
    open_.push_back({name, std::move(attributes), false});
}

void ContentWriter::close() {
    if (open_.back().is_written) ((out_ += "</") += open_.back().name) += '>';
    open_.pop_back();
}

void ContentWriter::flush_open() {
    for (Element& element : open_) {
        if (element.is_written) continue;
        (((out_ += '<') += element.name) += element.attributes) += '>';
        element.is_written = true;
    }
}

void ContentWriter::picture(std::string_view attributes) {
    flush_open();
    ((out_ += "<img") += attributes) += '>';
}

void ContentWriter::end_of_part() {
    if (!out_.empty() && out_.back() != '\n') out_ += '\n';
}

void ContentWriter::line(NodeIndex begin, NodeIndex end, NodeIndex scope) {
    is_preformatted_ = false;
    write_nodes(begin, end, scope);
}

void ContentWriter::preformatted(NodeIndex begin, NodeIndex end, NodeIndex scope) {
    is_preformatted_ = true;
    write_nodes(begin, end, scope);
}

void ContentWriter::write_nodes(NodeIndex begin, NodeIndex end, NodeIndex scope) {
    has_text_ = false;
    waiting_.clear();
    if (begin >= end) return;
    std::vector<NodeIndex> around;
    for (NodeIndex i = tree_[begin].parent; i > scope; i = tree_[i].parent) around.push_back(i);
    for (const NodeIndex node : std::views::reverse(around)) enter(node);
    for (NodeIndex i = begin; i < end;) {
        leave_until(i);
        const Node& node = tree_[i];
        if (node.tag == Tag::text) {
            if (is_preformatted_)
                write_as_it_is(node.text);
            else
                write_folded(node.text);
        } else if (is_never_text(node.tag)) {
            waiting_ += has_text_ && waiting_.empty() ? " " : "";
            i = node.end;
            continue;
        } else if (node.tag == Tag::br) {
            if (has_text_ || is_preformatted_) waiting_ += '\n';
        } else {
            enter(i);
        }
        ++i;
    }
    leave_until(tree_.size());
    while (!phrases_.empty()) phrases_.pop_back();
}

// A phrase inside one of its own name says nothing new.
void ContentWriter::enter(NodeIndex node) {
    if (is_block(tree_[node].tag)) {
        if (has_text_ && waiting_.empty()) waiting_ = " ";
        phrases_.push_back({node, {}, State::waiting});
        return;
    }
    const std::string_view name = phrase_name(tree_[node].tag);
    if (name.empty() || std::ranges::find(phrases_, name, &Phrase::name) != phrases_.end()) return;
    phrases_.push_back({node, name, State::waiting});
}

void ContentWriter::leave_until(NodeIndex next) {
    while (!phrases_.empty() && tree_[phrases_.back().node].end <= next) {
        const Phrase& phrase = phrases_.back();
        if (phrase.state == State::written)
            ((out_ += "</") += phrase.name) += '>';
        else if (phrase.name.empty() && has_text_ && waiting_.empty())
            waiting_ = " ";
        phrases_.pop_back();
    }
}

// What waits stands outside of the phrases that begin with the word that comes.
void ContentWriter::begin_piece() {
    flush_open();
    if (is_preformatted_) {
        // Blank lines before the first are left out: a parser would drop one of them.
        if (!has_text_) waiting_.erase(0, waiting_.rfind('\n') + 1);
        out_ += waiting_;
    } else if (has_text_ && !waiting_.empty()) {
        out_ += waiting_.find('\n') != std::string::npos ? "<br>" : " ";
    }
    waiting_.clear();
    has_text_ = true;
    write_phrases();
}

void ContentWriter::write_phrases() {
    for (Phrase& phrase : phrases_) {
        if (phrase.state != State::waiting || phrase.name.empty()) continue;
        std::string attributes;
        if (phrase.name == "a") {
            const RawAttribute address{"href", tree_.attribute(phrase.node, AttributeName::href)};
            const bool stays = core::trim(address.second).starts_with('#');  // A place on the page it was cut from.
            auto link = stays ? std::nullopt : allowed("a", std::span(&address, 1));
            if (!link) {
                phrase.state = State::left_out;
                continue;
            }
            attributes = std::move(*link);
        } else if (phrase.name == "abbr") {
            const RawAttribute title{"title", tree_.attribute(phrase.node, AttributeName::title)};
            if (!title.second.empty()) attributes = allowed("abbr", std::span(&title, 1)).value_or("");
        }
        (((out_ += '<') += phrase.name) += attributes) += '>';
        phrase.state = State::written;
    }
}

void ContentWriter::write_visible(std::string_view text) {
    if (std::ranges::any_of(text, is_suspicious)) {
        const std::string visible = html::visible_text(text);
        if (visible.empty()) return;
        begin_piece();
        html::append_escaped(out_, visible);
        return;
    }
    begin_piece();
    html::append_escaped(out_, text);
}

// As append_folded has it: U+00A0 is a space, a soft hyphen is nothing.
void ContentWriter::write_folded(std::string_view text) {
    std::size_t i = 0;
    while (i < text.size()) {
        const bool is_no_break_space = text.substr(i, 2) == "\xC2\xA0";
        if (core::is_space(text[i]) || is_no_break_space) {
            if (has_text_ && waiting_.empty()) waiting_ = " ";
            i += is_no_break_space ? 2 : 1;
            continue;
        }
        if (text.substr(i, 2) == "\xC2\xAD") {
            i += 2;
            continue;
        }
        std::size_t run = i + 1;
        while (run < text.size() && !core::is_space(text[run]) && text[run] != '\xC2') ++run;
        write_visible(text.substr(i, run - i));
        i = run;
    }
}

void ContentWriter::write_as_it_is(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        if (core::is_space(text[i])) {
            const bool is_pair = text.substr(i, 2) == "\r\n";
            const bool is_line_end = text[i] == '\r' || text[i] == '\n';
            waiting_ += is_line_end ? '\n' : text[i] == '\t' ? '\t' : ' ';
            i += is_pair ? 2 : 1;
            continue;
        }
        std::size_t run = i + 1;
        while (run < text.size() && !core::is_space(text[run])) ++run;
        write_visible(text.substr(i, run - i));
        i = run;
    }
}

}  // namespace masthead::page
