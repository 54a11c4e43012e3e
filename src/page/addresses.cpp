#include "page/addresses.h"

#include "core/ascii.h"
#include "core/domain.h"

#include <utility>

namespace masthead::page {
namespace {

constexpr std::string_view amp_cache_host = ".cdn.ampproject.org";

bool is_front_page(const core::Url& url) {
    return url.path().size() <= 1 && url.query().empty();
}

// <html amp> or <html ⚡>
bool says_amp(std::string_view markup) {
    constexpr std::size_t sniffed = 4096;
    const std::string_view head = markup.substr(0, sniffed);
    const std::size_t begin = core::find_ignoring_case(head, "<html");
    if (begin == std::string_view::npos) return false;
    const std::string_view tag = head.substr(begin, head.find('>', begin) - begin);
    for (const std::string_view piece : core::split(tag, ' ')) {
        const std::string_view name = piece.substr(0, piece.find('='));
        if (core::equals_ignoring_case(name, "amp") || name == "⚡" || name == "⚡️") return true;
    }
    return false;
}

class AddressFinder {
  public:
    AddressFinder(const Material& material, ParsedPage& page) : material_(material), page_(page) {}

    void run() {
        auto parsed = core::Url::parse(material_.url);
        if (parsed) own_ = address_in_amp_cache(*parsed);
        if (own_.empty() && parsed) own_ = parsed->str();
        page_.is_amp = says_amp(material_.markup) || (parsed && parsed->host().ends_with(amp_cache_host));
        canonical();
        amp();
    }

  private:
    void canonical() {
        const std::pair<std::string_view, std::string_view> candidates[] = {
            {material_.survey.link("canonical"), "link canonical"},
            {material_.survey.meta({"og:url"}), "og:url"},
            {material_.linked.url, "JSON-LD url"}};
        for (const auto& [reference, where] : candidates) {
            std::string url = absolute(material_, reference);
            if (const std::size_t fragment = url.find('#'); fragment != std::string::npos) url.resize(fragment);
            if (url.empty()) continue;
            if (!page_.canonical_url.empty() || !is_credible(url)) {
                if (url != page_.canonical_url)
                    page_.passed_over.push_back({"canonical_url", std::move(url), std::string(where)});
                continue;
            }
            page_.canonical_url = std::move(url);
            page_.evidence.emplace_back("canonical_url", where);
        }
    }

    bool is_credible(const std::string& candidate) {
        const auto url = core::Url::parse(candidate);
        const auto own = core::Url::parse(own_);
        if (!url) return false;
        if (!own) return true;
        if (is_front_page(*url) && !is_front_page(*own)) {
            page_.problems.emplace_back("The canonical address is the site's front page and was not believed.");
            return false;
        }
        if (core::registrable_domain(url->host()) != core::registrable_domain(own->host())) {
            page_.problems.push_back("The canonical address " + candidate.substr(0, 200) +
                                     " is another site's and was not believed.");
            return false;
        }
        return true;
    }

    void amp() {
        page_.amp_url = absolute(material_, material_.survey.link("amphtml"));
        if (!page_.amp_url.empty()) {
            page_.evidence.emplace_back("amp_url", "link amphtml");
        } else if (page_.is_amp && !own_.empty()) {
            page_.amp_url = own_;
            page_.evidence.emplace_back("amp_url", "the page itself");
        }
        page_.amp_cache_url = amp_cache_url(page_.amp_url);
    }

    const Material& material_;
    ParsedPage& page_;
    std::string own_;  // The page's address, out of the AMP cache.
};

}  // namespace

void fill_addresses(const Material& material, ParsedPage& page) {
    AddressFinder(material, page).run();
}

std::string amp_cache_url(std::string_view amp_url) {
    constexpr std::size_t longest_label = 63;  // Bytes, RFC 1035.
    const auto url = core::Url::parse(amp_url);
    if (!url || url->host().find("xn--") != std::string::npos) return {};
    std::string label;
    for (const char c : url->host()) {
        if (c == '-') label += '-';
        label += c == '.' ? '-' : c;
    }
    if (label.size() > 3 && label[2] == '-' && label[3] == '-') label = "0-" + label + "-0";
    if (label.size() > longest_label) return {};
    std::string rest = url->str();
    rest.erase(0, rest.find("://") + 3);
    return "https://" + label + std::string(amp_cache_host) + "/c/" + (url->scheme() == "https" ? "s/" : "") + rest;
}

std::string address_in_amp_cache(const core::Url& url) {
    if (!url.host().ends_with(amp_cache_host)) return {};
    std::string_view path = url.path();
    // /c/ documents, /v/ viewers, /a/ ads; then s/ for https.
    if (path.size() < 4 || path[0] != '/' || path[2] != '/') return {};
    path.remove_prefix(3);
    const bool is_secure = path.starts_with("s/");
    if (is_secure) path.remove_prefix(2);
    std::string address = (is_secure ? "https://" : "http://") + std::string(path);
    if (!url.query().empty() && !url.query().starts_with("amp_js_v")) address += "?" + url.query();
    const auto parsed = core::Url::parse(address);
    return parsed ? parsed->str() : std::string();
}

}  // namespace masthead::page
