// Walks the elements of a feed: containers (channel, item, author, ...) are entered, everything else is captured whole
// and offered to the dialects. One walk serves RSS, RDF and Atom, because real feeds mix them.
#include "feed/xml_feed.h"

#include "core/ascii.h"
#include "core/url.h"
#include "feed/capture.h"
#include "feed/clean_xml.h"
#include "feed/dialects.h"
#include "feed/embedded_images.h"
#include "feed/item_draft.h"
#include "feed/schedule.h"
#include "feed/xml_reader.h"
#include "feed/xml_text.h"
#include "text/utf8.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace masthead::feed {

namespace {

using core::ErrorCode;

// Of one item's markup; the first ones are the ones that matter.
constexpr std::size_t max_embedded_images = 4;
constexpr std::size_t max_shown_characters = 60;  // Of a value that a problem quotes.

constexpr int least_language_rank = 3;

// Where the walk stands.
enum class Place : std::uint8_t {
    document,
    root,     // rss, rdf:RDF
    channel,  // channel, feed
    item,
    author,  // Of an item, or (`feed_author`) of the feed.
    feed_author,
    image,   // <image> of an item: url inside.
    source,  // atom:source
    media,   // media:content
    ignored,
};

struct Frame {
    Place place = Place::document;
    bool has_base = false;
    bool has_language = false;
};

class FeedSink final : public XmlSink {
  public:
    FeedSink(std::string_view url, const FeedOptions& options) : options_(options) {
        if (auto parsed = core::Url::parse(url)) url_ = std::move(*parsed);
    }

    bool open(const XmlElement& given) override {
        if (enough_ || !root_problem_.empty()) return false;
        if (frames_.empty()) return open_root(given);
        XmlElement element = given;
        if (is_foreign_ && element.vocabulary == Vocabulary::other) element.vocabulary = Vocabulary::plain;
        push_scope(element);
        Frame& frame = frames_.back();
        if (capture_.is_active()) {
            capture_.open(element);
            frame.place = Place::ignored;
            // The div around Atom's xhtml may say its language instead of the element.
            if (frame.has_language && captured_in_ == Place::item && frames_.size() == captured_at_ + 1)
                offer_language(capture_.field().name);
            return true;
        }
        const Place parent = frames_[frames_.size() - 2].place;
        frame.place = place_of(parent, element);
        if (frame.place == Place::item) return begin_item(element);
        if (frame.place == Place::media) begin_media(element);
        const bool captures = frame.place == Place::ignored && parent != Place::ignored && is_captured(parent, element);
        if (captures) {
            capture_.begin(element, base());
            captured_in_ = parent;
            captured_at_ = frames_.size();
        }
        return true;
    }

    void characters(std::string_view text) override {
        if (capture_.is_active()) capture_.characters(text);
    }

    void made_characters(std::string& text) override {
        if (capture_.is_active()) capture_.made_characters(text);
    }

    void close() override {
        if (frames_.empty()) return;
        if (capture_.is_active()) {
            if (capture_.close()) deliver(captured_in_, capture_.field());
        } else if (frames_.back().place == Place::item) {
            end_item();
        } else if (frames_.back().place == Place::media) {
            add_media(media_field_, std::move(media_), draft());
            media_ = {};
        }
        pop_scope();
    }

    // What was being read is incomplete: long text is kept, but half a link or half a date would be wrong.
    void cut() override {
        cut_ = true;
        if (!capture_.is_active()) return;
        const std::string& name = capture_.field().name;
        const bool is_text = name == "description" || name == "encoded" || name == "content" || name == "summary";
        if (!is_text) capture_.abandon();
    }

    // A misspelled end tag: what stands before it is kept.
    void cut_at_end_tag() override {}

    core::Result<ParsedFeed> finish(std::vector<std::string> problems) {
        if (!root_problem_.empty()) return core::fail(ErrorCode::unsupported, root_problem_);
        if (feed_.language.empty()) feed_.language = language_tag(options_.served_language);
        if (!has_root_) return core::fail(ErrorCode::unsupported, "the document is no feed: it holds no element");
        feed_.problems = std::move(problems);
        schedule_.finish(feed_);
        if (enough_)
            feed_.problems.push_back("the feed has more than " + std::to_string(options_.max_items) +
                                     " items; the rest was left out");
        if (bad_dates_ > 0) {
            feed_.problems.push_back(std::to_string(bad_dates_) + " dates could not be read, the first: \"" +
                                     first_bad_date_ + "\"");
        }
        for (auto& item : feed_.items) {
            const auto index = static_cast<std::size_t>(&item - feed_.items.data());
            const bool none = std::ranges::binary_search(languageless_, index);
            if (item.language.empty() && !none) item.language = feed_.language;
            if (item.authors.empty() && feed_.format == FeedFormat::atom) item.authors = feed_authors_;
        }
        return std::move(feed_);
    }

  private:
    bool open_root(const XmlElement& element) {
        push_scope(element);
        has_root_ = true;
        Frame& frame = frames_.back();
        if (element.name == "rss") {
            frame.place = Place::root;
        } else if (element.name == "rdf") {
            frame.place = Place::root;
            feed_.format = FeedFormat::rdf;
        } else if (element.name == "feed") {
            frame.place = Place::channel;
            feed_.format = FeedFormat::atom;
        } else if (element.name == "channel") {
            frame.place = Place::channel;  // RSS 1.1, and RSS that lost its root.
            if (!element.attribute("about", Vocabulary::rdf).empty()) feed_.format = FeedFormat::rdf;
        } else if (element.name == "entry" && element.vocabulary == Vocabulary::atom) {
            feed_.format = FeedFormat::atom;  // RFC 4287 2: an entry may be a document.
            frame.place = Place::item;
            return begin_item(element);
        } else {
            root_problem_ = describe_root(element.name);
            return false;
        }
        // A root in a namespace nobody knows (Atom before it had one): what stands in it is meant as the format's own.
        is_foreign_ = element.vocabulary == Vocabulary::other;
        feed_.language = language_tag(element.attribute("lang", Vocabulary::xml));
        // CDF's channel: https://www.w3.org/TR/NOTE-CDFsubmit.html
        if (element.name == "channel") feed_.link = resolve_link(element.attribute("href"), base());
        return true;
    }

    static std::string describe_root(std::string_view name) {
        if (name == "html" || name == "head" || name == "body") return "the document is an HTML page, not a feed";
        if (name == "opml") return "the document is an OPML list, not a feed";
        if (name == "urlset" || name == "sitemapindex") return "the document is a sitemap, not a feed";
        return "the document is XML with the root <" + text::shorten(name, max_shown_characters) + ">, not a feed";
    }

    void push_scope(const XmlElement& element) {
        Frame frame;
        for (const auto& attribute : element.attributes) {
            if (attribute.vocabulary != Vocabulary::xml) continue;
            if (attribute.name == "base") frame.has_base = push_base(attribute.value);
            if (attribute.name == "lang") {
                languages_.emplace_back(language_tag(attribute.value));
                frame.has_language = true;
            }
        }
        frames_.push_back(frame);
    }

    bool push_base(std::string_view reference) {
        const auto* outer = base();
        auto url = outer != nullptr ? core::Url::parse(reference, *outer) : core::Url::parse(reference);
        if (url) bases_.push_back(std::make_unique<core::Url>(std::move(*url)));
        return url.has_value();
    }

    void pop_scope() {
        if (frames_.back().has_base) bases_.pop_back();
        if (frames_.back().has_language) languages_.pop_back();
        frames_.pop_back();
    }

    // xml:base; in RSS, where relative links mean the site, the channel's link; else the feed's own address.
    [[nodiscard]] const core::Url* base() const {
        if (!bases_.empty()) return bases_.back().get();
        if (feed_.format != FeedFormat::atom && site_) return &*site_;
        return url_ ? &*url_ : nullptr;
    }

    [[nodiscard]] Place place_of(Place parent, const XmlElement& element) const {
        const bool core_element = element.vocabulary == Vocabulary::plain || element.vocabulary == Vocabulary::atom;
        const bool rss_like = feed_.format != FeedFormat::atom;
        if (parent == Place::root || parent == Place::channel) {
            if (!core_element) return Place::ignored;
            if (parent == Place::root && element.name == "channel") return Place::channel;
            if (element.name == "item" || element.name == "entry") return Place::item;
            if (element.name == "items" && element.vocabulary == Vocabulary::plain)
                return Place::channel;  // RSS 1.1 wraps its items.
            if (element.name == "author" && !rss_like) return Place::feed_author;
            return Place::ignored;
        }
        if (parent == Place::item) {
            if (element.vocabulary == Vocabulary::media && element.name == "group") return Place::item;
            if (element.vocabulary == Vocabulary::media && element.name == "content") return Place::media;
            const bool atom_element = element.vocabulary == Vocabulary::atom || (!rss_like && core_element);
            if (atom_element && element.name == "author") return Place::author;
            if (atom_element && element.name == "source") return Place::source;
            if (rss_like && core_element && element.name == "image") return Place::image;
        }
        return Place::ignored;
    }

    // Elements whose text is wanted. Of the containers of a feed that hold titles and links of their own (image,
    // textInput, cloud) none is.
    [[nodiscard]] static bool is_captured(Place parent, const XmlElement& element) {
        switch (parent) {
            case Place::channel:
                return element.name == "title" || element.name == "link" || element.name == "language" ||
                       Schedule::knows(element.name);
            case Place::item:
                return element.vocabulary != Vocabulary::other && element.vocabulary != Vocabulary::rdf;
            case Place::author:
            case Place::feed_author:
                return element.name == "name";
            case Place::image:
                return element.name == "url" || element.name == "link";
            case Place::source:
                return element.name == "title" || element.name == "link" || element.name == "id";
            case Place::media:
                return element.vocabulary == Vocabulary::media;
            default:
                return false;
        }
    }

    ItemDraft& draft() {
        if (!draft_) draft_.emplace();
        return *draft_;
    }

    bool begin_item(const XmlElement& element) {
        if (item_depth_ > 0) {  // media:group, or an item in an item: its elements are the outer item's.
            ++item_depth_;
            return true;
        }
        if (feed_.items.size() >= options_.max_items) {
            enough_ = true;
            return false;
        }
        item_depth_ = 1;
        cut_ = false;
        draft_.emplace();
        draft_->offer_id(element.attribute("about", Vocabulary::rdf), 3);
        draft_->offer_link(resolve_link(element.attribute("href"), base()), 8);  // CDF
        bad_dates_ += draft_->offer_updated(element.attribute("lastmod"), 4) ? 0U : 1U;
        item_language_rank_ = least_language_rank;
        no_language_ = false;
        if (!languages_.empty()) take_language();
        return true;
    }

    void take_language() {
        draft().item.language = languages_.back();
        no_language_ = languages_.back().empty();  // xml:lang="" takes away what was declared further out.
    }

    // An item speaks the language of its content, else of its title, its summary, the item itself.
    void offer_language(std::string_view field_name) {
        int rank = least_language_rank;
        if (field_name == "title") rank = 1;
        if (field_name == "summary" || field_name == "description") rank = 2;
        if (field_name == "content" || field_name == "encoded" || field_name == "body" || field_name == "fullitem")
            rank = 0;
        if (rank >= item_language_rank_) return;
        item_language_rank_ = rank;
        take_language();
    }

    void end_item() {
        if (item_depth_ == 0) return;
        --item_depth_;
        if (item_depth_ > 0) return;
        for (auto& image : embedded_images(draft().markup(), base(), max_embedded_images))
            draft().add_image(std::move(image), 9);
        // A whole item is kept even if it says little: what is too little is for the desk to judge.
        if (!cut_ || draft().has_title_or_link()) keep_item();
        draft_.reset();
        cut_ = false;
    }

    void keep_item() {
        if (no_language_) languageless_.push_back(feed_.items.size());
        constexpr std::size_t usual = 32;
        if (feed_.items.empty()) feed_.items.reserve(usual);
        feed_.items.push_back(draft().finish());
    }

    void begin_media(const XmlElement& element) {
        start_field(element, base(), media_field_);
        media_ = {};
    }

    void deliver(Place place, Field& field) {
        switch (place) {
            case Place::channel:
                return deliver_channel(field);
            case Place::item:
                return deliver_item(field);
            case Place::author:
                return draft().add_author(author_name(plain_of(field, TextKind::text)), 0);
            case Place::feed_author: {
                auto name = author_name(plain_of(field, TextKind::text));
                if (!name.empty()) feed_authors_.push_back(std::move(name));
                return;
            }
            case Place::image:
                if (field.is("url")) draft().add_image({.url = resolve_link(field.text, field.base)}, 4);
                return;
            case Place::source:
                return read_atom_source_field(field, draft());
            case Place::media:
                return deliver_media(field);
            default:
                return;
        }
    }

    void deliver_channel(const Field& field) {
        const bool atom = field.vocabulary == Vocabulary::atom ||
                          (feed_.format == FeedFormat::atom && field.vocabulary == Vocabulary::plain);
        if (atom) {
            read_atom_feed_field(field, feed_);
        } else {
            read_rss_channel_field(field, feed_);
            read_extension_feed_field(field, feed_);
            schedule_.read(field);
        }
        // A channel link that is relative itself is no base to trust.
        if (!site_ && field.is("link") && core::starts_with_ignoring_case(core::trim(field.text), "http")) {
            if (auto parsed = core::Url::parse(feed_.link)) site_ = std::move(*parsed);
        }
    }

    void deliver_item(Field& field) {
        if (!languages_.empty()) offer_language(field.name);
        Reading reading = Reading::unknown;
        if (feed_.format == FeedFormat::atom) {
            const bool own = field.vocabulary == Vocabulary::atom || field.vocabulary == Vocabulary::plain;
            if (own) reading = read_atom_item_field(field, AtomPlace::entry, draft());
        } else {
            reading = read_rss_item_field(field, draft());
            if (field.vocabulary == Vocabulary::atom) reading = read_atom_item_field(field, AtomPlace::guest, draft());
        }
        if (reading == Reading::unknown) reading = read_extension_field(field, draft());
        if (reading == Reading::bad_date && bad_dates_++ == 0)
            first_bad_date_ = text::shorten(plain_of(field, TextKind::text), max_shown_characters);
    }

    // The children of media:content belong to it first; what they say of the item counts only where the item says
    // nothing.
    void deliver_media(const Field& field) {
        if (field.is("title") || field.is("description")) media_.title = plain_of(field, TextKind::guess);
        if (field.is("credit")) media_.attribution = plain_of(field, TextKind::guess);
        if (field.is("thumbnail")) add_media(field, {}, draft());
    }

    const FeedOptions& options_;
    ParsedFeed feed_;
    std::optional<core::Url> url_;
    std::optional<core::Url> site_;
    std::vector<Frame> frames_;
    std::vector<std::unique_ptr<core::Url>> bases_;  // Fields point at them, so they must not move.
    std::vector<std::string> languages_;
    std::vector<std::string> feed_authors_;
    Schedule schedule_;
    Capture capture_;
    Place captured_in_ = Place::document;
    std::size_t captured_at_ = 0;  // How many frames stood at its start.
    std::optional<ItemDraft> draft_;
    Field media_field_;
    model::Image media_;
    std::size_t item_depth_ = 0;
    std::size_t bad_dates_ = 0;
    std::string first_bad_date_;
    std::string root_problem_;
    std::vector<std::size_t> languageless_;  // Items that declare that they have no language.
    int item_language_rank_ = least_language_rank;
    bool no_language_ = false;
    bool is_foreign_ = false;
    bool has_root_ = false;
    bool cut_ = false;
    bool enough_ = false;
};

}  // namespace

core::Result<ParsedFeed> parse_xml_feed(std::string_view bytes, std::string_view url, std::string_view content_type,
                                        const FeedOptions& options) {
    XmlLimits limits;
    limits.max_depth = options.max_depth;
    limits.max_attributes = options.max_attributes;
    limits.max_name_bytes = options.max_name_bytes;
    limits.restart_names = {"item", "entry"};
    const XmlText document(bytes, content_type);
    if (FeedSink sink(url, options); read_clean_xml(document, sink, limits)) return sink.finish({});
    const auto text = repair_xml(document.view());
    if (!text) return std::unexpected(text.error());
    FeedSink sink(url, options);
    auto problems = read_xml(*text, sink, limits);
    return sink.finish(std::move(problems));
}

}  // namespace masthead::feed
