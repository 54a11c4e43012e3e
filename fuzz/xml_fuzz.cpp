// Two readers of XML over arbitrary bytes. Properties: what the clean reader takes it tells as expat does, and expat
// finds nothing wrong with it; every element that is opened is closed.
#include "feed/clean_xml.h"
#include "feed/xml_reader.h"
#include "feed/xml_text.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace masthead;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

// How a run of characters is cut into pieces says nothing, so it is told apart from the rest by one mark only.
class Log final : public feed::XmlSink {
  public:
    bool open(const feed::XmlElement& element) override {
        mark('<', element.vocabulary, element.name);
        for (const auto& attribute : element.attributes) {
            mark('@', attribute.vocabulary, attribute.name);
            mark('=', attribute.vocabulary, attribute.value);
        }
        ++depth;
        return true;
    }
    void characters(std::string_view piece) override { told += piece; }
    void close() override {
        require(depth > 0);
        --depth;
        told += "\x01>";
    }
    void cut() override { told += "\x01!"; }

    std::string told;  // No character of a document is \x01.
    std::size_t depth = 0;

  private:
    void mark(char kind, feed::Vocabulary vocabulary, std::string_view text) {
        told += '\x01';
        told += kind;
        told += static_cast<char>('a' + static_cast<int>(vocabulary));
        told += text;
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const feed::XmlText document(std::string_view(reinterpret_cast<const char*>(data), size), "");
    feed::XmlLimits limits;
    limits.restart_names = {"item", "entry"};
    Log clean;
    const bool is_clean = feed::read_clean_xml(document, clean, limits);
    const auto repaired = feed::repair_xml(document.view());
    require(repaired.has_value() || !is_clean);
    if (!repaired) return 0;
    Log expat;
    const auto problems = feed::read_xml(*repaired, expat, limits);
    require(expat.depth == 0);
    if (is_clean) require(problems.empty() && clean.depth == 0 && clean.told == expat.told);
    return 0;
}
