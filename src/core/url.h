// URLs of http and https, split as the WHATWG URL standard splits them, and resolved against a base.
//   https://url.spec.whatwg.org/  (the special schemes; other schemes are refused, which is all a news desk may fetch)
#pragma once

#include "core/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace masthead::core {

class Url {
  public:
    // An absolute http(s) URL. Tabs and newlines are dropped, backslashes count as slashes, the host is lower-cased,
    // percent-decoded and turned into an A-label by IDNA, dot segments are removed, a default port is dropped, stray
    // bytes are percent-encoded. Errors: invalid (no host, bad port, bad host, more than 16 KiB), unsupported (another
    // scheme).
    [[nodiscard]] static Result<Url> parse(std::string_view text);
    // A reference as it stands in a page or feed, against `base`.
    [[nodiscard]] static Result<Url> parse(std::string_view reference, const Url& base);

    [[nodiscard]] const std::string& scheme() const { return scheme_; }
    [[nodiscard]] const std::string& host() const { return host_; }
    [[nodiscard]] std::uint16_t port() const { return port_; }         // 80 or 443 when none is given.
    [[nodiscard]] const std::string& path() const { return path_; }    // Begins with '/'.
    [[nodiscard]] const std::string& query() const { return query_; }  // Without '?'; may be empty.
    [[nodiscard]] const std::string& fragment() const { return fragment_; }
    [[nodiscard]] bool has_credentials() const { return has_credentials_; }

    // The whole URL as text. Credentials are never written.
    [[nodiscard]] std::string str() const;
    // scheme://host[:port]
    [[nodiscard]] std::string origin() const;

    void set_scheme(std::string_view scheme);  // "http" or "https"; a default port follows.
    void set_host(std::string host) { host_ = std::move(host); }
    void set_path(std::string path) { path_ = std::move(path); }
    void set_query(std::string query) { query_ = std::move(query); }
    void clear_fragment() { fragment_.clear(); }

  private:
    Url() = default;
    std::string scheme_;
    std::string host_;
    std::uint16_t port_ = 0;
    std::string path_;
    std::string query_;
    std::string fragment_;
    bool has_credentials_ = false;

    friend class UrlReader;
};

}  // namespace masthead::core
