#include "feed/xml_reader.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

#define XML_DTD 1  // The library is built with it; the header hides the amplification limits without.
#include "core/ascii.h"
#include "feed/namespaces.h"

#include <expat.h>

namespace masthead::feed {

namespace {

struct ParserDeleter {
    void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};
using ParserPointer = std::unique_ptr<std::remove_pointer_t<XML_Parser>, ParserDeleter>;

class Reader {
  public:
    Reader(std::string_view text, XmlSink& sink, const XmlLimits& limits) : text_(text), sink_(sink), limits_(limits) {}

    std::vector<std::string> run() {
        std::size_t begin = 0;
        for (std::size_t tries = 0; tries <= limits_.max_restarts; ++tries) {
            const std::size_t failed_at = parse_from(begin);
            if (failed_at == std::string_view::npos) break;
            const std::size_t next = next_restart(std::max(failed_at, begin + 1));
            if (XML_GetErrorCode(parser_.get()) == XML_ERROR_TAG_MISMATCH)
                sink_.cut_at_end_tag();
            else
                sink_.cut();
            unwind(next == std::string_view::npos ? 0 : restart_depth_);
            if (next == std::string_view::npos) break;
            begin = next;
        }
        return std::move(problems_);
    }

  private:
    // Parses from `begin` to the end, under the start tags of the elements that stand open. Where it failed, or npos.
    std::size_t parse_from(std::size_t begin) {
        parser_.reset(XML_ParserCreate("UTF-8"));
        if (parser_ == nullptr) return std::string_view::npos;
        XML_SetUserData(parser_.get(), this);
        XML_SetElementHandler(parser_.get(), &Reader::on_open, &Reader::on_close);
        XML_SetCharacterDataHandler(parser_.get(), &Reader::on_characters);
        // TRUST row 2. DOCTYPE never gets here, so this is the second lock on the door.
        XML_SetBillionLaughsAttackProtectionMaximumAmplification(parser_.get(), 20.0F);
        XML_SetBillionLaughsAttackProtectionActivationThreshold(parser_.get(), 1ULL << 20U);
        begin_ = begin;
        prefix_bytes_ = 0;
        if (begin > 0) {
            // Ancestors that are closed by now are opened again, so that every end tag finds its element.
            known_opens_ = depth_;
            const std::string prefix = ancestor_tags_;
            prefix_bytes_ = prefix.size();
            XML_Parse(parser_.get(), prefix.data(), static_cast<int>(prefix.size()), XML_FALSE);
            known_opens_ = 0;
        }
        const std::string_view rest = text_.substr(begin);
        const auto status = XML_Parse(parser_.get(), rest.data(), static_cast<int>(rest.size()), XML_TRUE);
        if (status != XML_STATUS_ERROR || stopped_) return stopped_ ? give_up() : std::string_view::npos;
        return explain_failure();
    }

    // A stop of ours: nothing after it is read.
    std::size_t give_up() {
        sink_.cut();
        unwind(0);
        return std::string_view::npos;
    }

    std::size_t explain_failure() {
        const auto code = XML_GetErrorCode(parser_.get());
        if (code == XML_ERROR_JUNK_AFTER_DOC_ELEMENT) {
            problems_.emplace_back("there is text after the end of the document");
            return std::string_view::npos;
        }
        const std::size_t at = offset();
        if (code == XML_ERROR_NO_ELEMENTS && depth_ == 0 && at >= text_.size()) {
            if (problems_.empty()) problems_.emplace_back("the document holds no element");
            return std::string_view::npos;
        }
        const bool cut_off = code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN ||
                             code == XML_ERROR_UNCLOSED_CDATA_SECTION || code == XML_ERROR_PARTIAL_CHAR;
        if (problems_.size() < 20) {
            problems_.push_back(cut_off
                                    ? "the document breaks off before its end"
                                    : "not well-formed at byte " + std::to_string(at) + ": " + XML_ErrorString(code));
        }
        return at;
    }

    // Byte offset in `text_` of the event expat is at.
    [[nodiscard]] std::size_t offset() const {
        const auto index = XML_GetCurrentByteIndex(parser_.get());
        const std::size_t position = index < 0 ? 0 : static_cast<std::size_t>(index);
        return begin_ + (position > prefix_bytes_ ? position - prefix_bytes_ : 0);
    }

    // The next start tag like the first restartable element's, at or after `from`.
    [[nodiscard]] std::size_t next_restart(std::size_t from) const {
        if (restart_tag_.empty()) return std::string_view::npos;
        for (auto at = text_.find(restart_tag_, from); at != std::string_view::npos;
             at = text_.find(restart_tag_, at + 1)) {
            const std::size_t after = at + restart_tag_.size();
            if (after < text_.size() && (core::is_space(text_[after]) || text_[after] == '>')) return at;
        }
        return std::string_view::npos;
    }

    void unwind(std::size_t to_depth) {
        while (depth_ > to_depth) close();
    }

    void stop(std::string problem) {
        if (!problem.empty()) problems_.push_back(std::move(problem));
        stopped_ = true;
        XML_StopParser(parser_.get(), XML_FALSE);
    }

    void open(const char* raw_name, const char** raw_attributes) {
        if (stopped_) return;
        const std::string_view name(raw_name);
        std::size_t count = 0;
        while (raw_attributes[2 * count] != nullptr) ++count;
        if (name.size() > limits_.max_name_bytes) return stop("an element's name is longer than the limit");
        if (count > limits_.max_attributes)
            return stop("an element has " + std::to_string(count) + " attributes, more than the limit");
        if (depth_ >= limits_.max_depth)
            return stop("elements are nested deeper than " + std::to_string(limits_.max_depth));
        ++depth_;
        attributes_.clear();
        for (std::size_t i = 0; i < count; ++i)
            attributes_.push_back({Vocabulary::plain, raw_attributes[2 * i], raw_attributes[2 * i + 1]});
        namespaces_.enter(attributes_, depth_);
        remember_restart(name);
        XmlElement element;
        const auto [prefix, local] = split_name(name);
        element.vocabulary = namespaces_.resolve(prefix);
        name_.assign(local);
        std::ranges::transform(name_, name_.begin(), [](char c) { return core::to_lower(c); });
        element.name = name_;
        element.attributes = attributes_;
        if (!sink_.open(element)) stop({});
    }

    // Keeps the start tags above the first item, so that a later item can be read under them after an error.
    void remember_restart(std::string_view name) {
        if (!restart_tag_.empty()) return;
        const std::string_view local = split_name(name).local;
        if (std::ranges::any_of(limits_.restart_names,
                                [&](auto wanted) { return core::equals_ignoring_case(local, wanted); })) {
            restart_tag_ = "<" + std::string(name);
            restart_depth_ = depth_ - 1;
            for (const auto& tag : open_tags_) ancestor_tags_ += tag;
            return;
        }
        open_tags_.resize(std::min(open_tags_.size(), depth_ - 1));
        const auto bytes = XML_GetCurrentByteCount(parser_.get());
        open_tags_.emplace_back(text_.substr(offset(), bytes > 0 ? static_cast<std::size_t>(bytes) : 0));
    }

    void close() {
        // Going on after an error under ancestors that had been closed before it: their end tags come twice.
        if (depth_ == 0) return;
        sink_.close();
        namespaces_.leave(depth_);
        --depth_;
        if (restart_tag_.empty()) open_tags_.resize(std::min(open_tags_.size(), depth_));
    }

    static Reader& self(void* data) { return *static_cast<Reader*>(data); }
    static void on_open(void* data, const XML_Char* name, const XML_Char** attributes) {
        if (self(data).known_opens_ > 0) {
            --self(data).known_opens_;
        } else {
            self(data).open(name, attributes);
        }
    }
    static void on_close(void* data, const XML_Char*) {
        if (!self(data).stopped_) self(data).close();
    }
    static void on_characters(void* data, const XML_Char* text, int length) {
        if (!self(data).stopped_) self(data).sink_.characters({text, static_cast<std::size_t>(length)});
    }

    std::string_view text_;
    XmlSink& sink_;
    const XmlLimits& limits_;
    ParserPointer parser_;
    std::vector<std::string> problems_;
    Namespaces namespaces_;
    std::vector<XmlAttribute> attributes_;
    std::string name_;
    std::vector<std::string> open_tags_;
    std::string ancestor_tags_;
    std::string restart_tag_;
    std::size_t restart_depth_ = 0;
    std::size_t depth_ = 0;
    std::size_t begin_ = 0;
    std::size_t prefix_bytes_ = 0;
    std::size_t known_opens_ = 0;  // Start tags to come of elements that the sink has open already.
    bool stopped_ = false;
};

}  // namespace

std::string_view XmlElement::attribute(std::string_view wanted, Vocabulary of) const {
    for (const auto& attribute : attributes) {
        if (attribute.vocabulary == of && core::equals_ignoring_case(attribute.name, wanted)) return attribute.value;
    }
    return {};
}

std::vector<std::string> read_xml(std::string_view text, XmlSink& sink, const XmlLimits& limits) {
    constexpr std::size_t max_text_bytes = std::size_t{1} << 30U;  // expat counts in int.
    return Reader(text.substr(0, max_text_bytes), sink, limits).run();
}

}  // namespace masthead::feed
