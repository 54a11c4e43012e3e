// Facts as bytes: unsigned numbers in groups of seven bits, the lowest first, a set high bit for "more follows"; signed
// ones folded so that small ones stay short (0, -1, 1, -2, ...); a text is its length and its bytes. The fields stand
// in the order of the struct.
#include "score/facts.h"

namespace masthead::score {

namespace {

constexpr unsigned bits_a_byte = 7;
constexpr std::uint64_t more = 0x80;
constexpr std::uint64_t max_remarks = 64;  // More kinds than there are.

class Writer {
  public:
    void operator()(std::uint64_t value) {
        for (; value >= more; value >>= bits_a_byte) bytes.push_back(static_cast<char>((value & (more - 1)) | more));
        bytes.push_back(static_cast<char>(value));
    }
    void operator()(std::int64_t value) {
        const auto bits = static_cast<std::uint64_t>(value);
        (*this)(value < 0 ? ~(bits << 1U) : bits << 1U);
    }
    void operator()(const std::string& text) {
        (*this)(std::uint64_t{text.size()});
        bytes += text;
    }
    std::string bytes;
};

class Reader {
  public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {}

    void operator()(std::uint64_t& value) {
        value = 0;
        for (unsigned shift = 0; shift < 64; shift += bits_a_byte) {
            if (rest_.empty()) break;
            const auto byte = static_cast<unsigned char>(rest_.front());
            rest_.remove_prefix(1);
            value |= (byte & (more - 1)) << shift;
            if ((byte & more) == 0) return;
        }
        is_whole_ = false;
    }
    void operator()(std::int64_t& value) {
        std::uint64_t folded = 0;
        (*this)(folded);
        value = static_cast<std::int64_t>((folded & 1U) != 0 ? ~(folded >> 1U) : folded >> 1U);
    }
    void operator()(std::string& text) {
        std::uint64_t size = 0;
        (*this)(size);
        if (size > rest_.size()) {
            is_whole_ = false;
            size = 0;
        }
        text.assign(rest_.substr(0, size));
        rest_.remove_prefix(size);
    }
    void fail() { is_whole_ = false; }
    [[nodiscard]] bool is_done() const { return is_whole_ && rest_.empty(); }

  private:
    std::string_view rest_;
    bool is_whole_ = true;
};

// The yes-or-no facts as bits of one number.
std::uint64_t flags_of(const ScoreFacts& facts) {
    std::uint64_t flags = 0;
    unsigned at = 0;
    for (const bool flag :
         {facts.is_known, facts.is_official, facts.has_excerpt, facts.has_player, facts.has_amp, facts.is_stand_in}) {
        flags |= std::uint64_t{flag} << at++;
    }
    return flags;
}

void set_flags(ScoreFacts& facts, std::uint64_t flags) {
    for (bool* flag : {&facts.is_known, &facts.is_official, &facts.has_excerpt, &facts.has_player, &facts.has_amp,
                       &facts.is_stand_in}) {
        *flag = (flags & 1U) != 0;
        flags >>= 1U;
    }
}

// The fields but flags and lists, in their order; for writing and reading alike.
template <typename Facts, typename Visit>
void visit_texts(Facts& facts, Visit& visit) {
    visit(facts.article_id);
    visit(facts.web_url);
    visit(facts.title);
    visit(facts.provider_domain);
    visit(facts.provider_name);
    visit(facts.owner);
    visit(facts.author);
    visit(facts.titled.words);
    visit(facts.contained.words);
}

template <typename Facts, typename Visit>
void visit_numbers(Facts& facts, Visit& visit) {
    visit(facts.words);
    visit(facts.title_characters);
    visit(facts.image);
    visit(facts.image_width);
    visit(facts.topics);
}

}  // namespace

std::string write_facts(const ScoreFacts& facts) {
    Writer write;
    write(facts_version);
    visit_texts(facts, write);
    visit_numbers(facts, write);
    write(flags_of(facts));
    write(std::int64_t{core::to_unix(facts.published)});
    write(std::uint64_t{static_cast<std::uint8_t>(facts.date_origin)});
    write(std::int64_t{facts.titled.count});
    write(std::int64_t{facts.contained.count});
    write(std::uint64_t{facts.remarks.size()});
    for (const auto& remark : facts.remarks) {
        write(remark.name);
        write(remark.detail);
    }
    return std::move(write.bytes);
}

std::optional<ScoreFacts> read_facts(std::string_view bytes) {
    Reader read(bytes);
    std::uint64_t version = 0;
    read(version);
    if (version != facts_version) return std::nullopt;
    std::optional<ScoreFacts> out(std::in_place);
    auto& facts = *out;
    visit_texts(facts, read);
    visit_numbers(facts, read);
    std::uint64_t flags = 0;
    read(flags);
    set_flags(facts, flags);
    std::int64_t published = 0;
    read(published);
    facts.published = core::from_unix(published);
    std::uint64_t origin = 0;
    read(origin);
    if (origin > static_cast<std::uint64_t>(model::DateOrigin::first_seen)) return std::nullopt;
    facts.date_origin = static_cast<model::DateOrigin>(origin);
    std::int64_t titled = 0;
    std::int64_t contained = 0;
    read(titled);
    read(contained);
    facts.titled.count = static_cast<int>(titled);
    facts.contained.count = static_cast<int>(contained);
    std::uint64_t remarks = 0;
    read(remarks);
    if (remarks > max_remarks) return std::nullopt;
    facts.remarks.resize(remarks);
    for (auto& remark : facts.remarks) {
        read(remark.name);
        read(remark.detail);
    }
    if (!read.is_done()) return std::nullopt;
    return out;
}

}  // namespace masthead::score
