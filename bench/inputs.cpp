#include "inputs.h"

#include "core/ascii.h"
#include "fetch/warc.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace masthead::bench {

namespace {

bool is_kind(const Document& document, Kind kind) {
    const bool is_page = document.content_type.find("html") != std::string::npos;
    const bool is_picture = document.content_type.starts_with("image/");
    const bool is_plain = document.content_type.starts_with("text/plain");
    if (kind == Kind::page) return is_page;
    return kind == Kind::any || (!is_page && !is_picture && !is_plain);
}

}  // namespace

std::string corpus(std::string_view name) {
    const char* folder = std::getenv("MASTHEAD_CORPORA");
    const auto path = std::filesystem::path(folder != nullptr ? folder : "../shared/corpora") / name;
    std::error_code code;
    return std::filesystem::exists(path, code) ? path.string() : std::string();
}

std::vector<Document> read_web(const std::string& path, Kind kind) {
    std::vector<Document> documents;
    const auto done = fetch::read_warc(path, [&](fetch::RecordedResponse response) {
        Document document{std::move(response.url), "", std::move(response.body)};
        for (const auto& [name, value] : response.headers) {
            if (name == "content-type") document.content_type = value;
        }
        if (response.status == 200 && is_kind(document, kind)) documents.push_back(std::move(document));
        return true;
    });
    if (!done) documents.clear();
    return documents;
}

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TempFolder::TempFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "masthead-bench-XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr) path_ = name;
}

TempFolder::~TempFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace masthead::bench
