// OPML: http://opml.org/spec2.opml. Nested outlines are folders; addresses other than http(s) are left out and said so.
#include "core/ascii.h"
#include "core/url.h"
#include "feed/feed.h"
#include "feed/field.h"
#include "feed/xml_reader.h"
#include "feed/xml_text.h"
#include "text/html_text.h"
#include "text/normalize.h"
#include "text/utf8.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <set>
#include <string>
#include <utility>

namespace masthead::feed {

namespace {

using core::ErrorCode;

// TRUST row 26.
constexpr std::size_t max_bytes = std::size_t{5} << 20U;
constexpr std::size_t max_outlines = 10'000;
constexpr std::size_t max_folders = 16;  // Nested in each other.
constexpr std::size_t max_problems = 20;

class OpmlSink final : public XmlSink {
  public:
    bool open(const XmlElement& element) override {
        if (names_.empty() && element.name != "opml") {
            root_problem_ =
                "the document is XML with the root <" + text::shorten(element.name, 40) + ">, not an OPML list";
            return false;
        }
        names_.emplace_back(element.name);
        if (element.name != "outline") return true;
        folders_.emplace_back();  // Before anything can end the reading: `close` takes it away again.
        return open_outline(element);
    }

    void characters(std::string_view text) override {
        if (names_.size() == 3 && names_.back() == "title" && names_[1] == "head") title_ += text;
    }

    void close() override {
        if (names_.empty()) return;
        if (names_.back() == "outline") folders_.pop_back();
        names_.pop_back();
    }

    void cut() override {}

    core::Result<ParsedOpml> finish(std::vector<std::string> problems) {
        if (!root_problem_.empty()) return core::fail(ErrorCode::unsupported, root_problem_);
        if (outlines_ == 0 && !problems.empty())
            return core::fail(ErrorCode::invalid, "the document is no OPML list: " + problems.front());
        list_.title = text::clean_line(title_);
        std::ranges::move(problems, std::back_inserter(list_.problems));
        return std::move(list_);
    }

  private:
    bool open_outline(const XmlElement& element) {
        if (++outlines_ > max_outlines) {
            list_.problems.push_back("the list has more than " + std::to_string(max_outlines) +
                                     " outlines; the rest was left out");
            return false;
        }
        if (folders_.size() > max_folders) {
            list_.problems.push_back("outlines are nested deeper than " + std::to_string(max_folders) +
                                     "; the rest was left out");
            return false;
        }
        const std::string_view name =
            element.attribute("title").empty() ? element.attribute("text") : element.attribute("title");
        const std::string type = core::to_lower(core::trim(element.attribute("type")));
        if (type == "include")
            return leave_out("left out, for other lists are never fetched: ", element.attribute("url"));
        const std::string_view address = address_of(element, type);
        if (!address.empty()) add_source(element, address, text::clean_line(name), kind_of(type));
        // A slash inside a name would read as a folder of its own.
        std::string folder = text::clean_line(element.attribute("text").empty() ? name : element.attribute("text"));
        std::ranges::replace(folder, '/', '-');
        if (address.empty()) folders_.back() = std::move(folder);
        return true;
    }

    // True, so that reading goes on.
    bool leave_out(std::string_view why, std::string_view address) {
        if (list_.problems.size() < max_problems)
            list_.problems.push_back(std::string(why) + text::shorten(text::clean_line(address), 100));
        return true;
    }

    // OPML 1.0 writers had no agreed name: what is a feed by its type may have its address in `url`.
    static std::string_view address_of(const XmlElement& element, std::string_view type) {
        const std::string_view address = element.attribute("xmlurl");
        const bool is_feed = type == "rss" || type == "atom" || type == "feed";
        return address.empty() && is_feed ? element.attribute("url") : address;
    }

    // Every other type is what some list calls its feeds.
    static model::SourceKind kind_of(std::string_view type) {
        if (type == "sitemap") return model::SourceKind::sitemap;
        return type == "page" ? model::SourceKind::page : model::SourceKind::feed;
    }

    // "/One/Two,/Three" -> "One/Two": the first category that is a path or a name (OPML 2.0).
    static std::string folder_of_category(std::string_view categories) {
        std::string folder;
        std::size_t depth = 0;
        for (const auto piece : core::split(categories.substr(0, categories.find(',')), '/')) {
            const std::string name = text::clean_line(piece);
            if (name.empty() || ++depth > max_folders) continue;
            if (!folder.empty()) folder += '/';
            folder += name;
        }
        return folder;
    }

    void add_source(const XmlElement& element, std::string_view address, std::string title, model::SourceKind kind) {
        model::Source source;
        source.url = resolve_link(address, nullptr);
        if (source.url.empty()) {
            leave_out("left out, for it is no http address: ", address);
            return;
        }
        if (!known_.insert(source.url).second) return;
        source.kind = kind;
        source.title = std::move(title);
        source.language = core::trim(element.attribute("language"));
        for (const auto& folder : folders_) {
            if (folder.empty()) continue;
            if (!source.folder.empty()) source.folder += '/';
            source.folder += folder;
        }
        if (source.folder.empty()) source.folder = folder_of_category(element.attribute("category"));
        list_.sources.push_back(std::move(source));
    }

    ParsedOpml list_;
    std::string title_;
    std::string root_problem_;
    std::vector<std::string> names_;
    std::vector<std::string> folders_;
    std::set<std::string, std::less<>> known_;
    std::size_t outlines_ = 0;
};

std::string attribute(std::string_view name, std::string_view value) {
    return " " + std::string(name) + "=\"" + text::escape_html(text::clean_line(value)) + "\"";
}

std::string_view type_of(model::SourceKind kind) {
    switch (kind) {
        case model::SourceKind::sitemap:
            return "sitemap";
        case model::SourceKind::page:
            return "page";
        case model::SourceKind::feed:
            break;
    }
    return "rss";
}

struct Folder {
    std::string name;
    std::vector<const model::Source*> sources;
    std::vector<Folder> folders;  // In the order of their first source.

    Folder& at(std::string_view path) {
        if (path.empty()) return *this;
        const auto slash = path.find('/');
        const std::string_view first = path.substr(0, slash);
        const std::string_view rest = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
        auto found = std::ranges::find(folders, first, &Folder::name);
        if (found == folders.end()) {
            folders.emplace_back();
            folders.back().name = first;
            found = std::prev(folders.end());
        }
        return found->at(rest);
    }
};

void write_folder(std::string& out, const Folder& folder, std::size_t depth) {
    const std::string indent(depth * 2, ' ');
    for (const auto* source : folder.sources) {
        const std::string& title = source->title.empty() ? source->url : source->title;
        out += indent + "<outline" + attribute("type", type_of(source->kind)) + attribute("text", title) +
               attribute("title", title) + attribute("xmlUrl", source->url);
        if (!source->folder.empty()) out += attribute("category", "/" + source->folder);
        if (!source->language.empty()) out += attribute("language", source->language);
        out += "/>\n";
    }
    for (const auto& inner : folder.folders) {
        out += indent + "<outline" + attribute("text", inner.name) + attribute("title", inner.name) + ">\n";
        write_folder(out, inner, depth + 1);
        out += indent + "</outline>\n";
    }
}

}  // namespace

core::Result<ParsedOpml> parse_opml(std::string_view bytes) {
    if (bytes.size() > max_bytes) return core::fail(ErrorCode::too_large, "the OPML list is larger than 5 MiB");
    const auto text = prepare_xml(bytes, {});
    if (!text) return std::unexpected(text.error());
    OpmlSink sink;
    XmlLimits limits;
    limits.max_depth = 64;
    limits.restart_names = {"outline"};
    auto problems = read_xml(*text, sink, limits);
    return sink.finish(std::move(problems));
}

std::string write_opml(std::string_view title, const std::vector<model::Source>& sources) {
    Folder root;
    for (const auto& source : sources) root.at(source.folder).sources.push_back(&source);
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    <title>";
    out += text::escape_html(text::clean_line(title)) + "</title>\n  </head>\n  <body>\n";
    write_folder(out, root, 2);
    return out + "  </body>\n</opml>\n";
}

}  // namespace masthead::feed
