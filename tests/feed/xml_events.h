// What a reader of XML tells its sink, as one text: two readers that say the same can be compared.
#pragma once

#include "feed/clean_xml.h"
#include "feed/xml_reader.h"
#include "feed/xml_text.h"

#include <optional>
#include <string>
#include <string_view>

namespace masthead::feed {

class EventLog final : public XmlSink {
  public:
    // Refuses the element that is the `most`th to be opened.
    explicit EventLog(std::size_t most = 100'000) : left_(most) {}

    bool open(const XmlElement& element) override {
        end_text();
        text += "open " + std::to_string(static_cast<int>(element.vocabulary)) + ":" + std::string(element.name);
        for (const auto& attribute : element.attributes) {
            text += " " + std::to_string(static_cast<int>(attribute.vocabulary)) + ":" + std::string(attribute.name) +
                    "=[" + std::string(attribute.value) + "]";
        }
        text += '\n';
        return --left_ > 0;
    }
    void characters(std::string_view piece) override { characters_ += piece; }
    void close() override {
        end_text();
        text += "close\n";
    }
    void cut() override {
        end_text();
        text += "cut\n";
    }

    std::string text;

  private:
    // How a run of characters is cut into pieces says nothing.
    void end_text() {
        if (!characters_.empty()) text += "text [" + characters_ + "]\n";
        characters_.clear();
    }

    std::string characters_;
    std::size_t left_;
};

// Nothing: the clean reader leaves the bytes to the other.
inline std::optional<std::string> clean_events(std::string_view bytes, std::size_t most = 100'000) {
    const XmlText document(bytes, "");
    EventLog log(most);
    return read_clean_xml(document, log, {}) ? std::optional(log.text) : std::nullopt;
}

// The repaired text, through expat; the problems stand at the end.
inline std::string expat_events(std::string_view bytes, std::size_t most = 100'000) {
    const auto text = repair_xml(XmlText(bytes, "").view());
    if (!text) return text.error().message;
    EventLog log(most);
    XmlLimits limits;
    limits.restart_names = {"item", "entry"};
    for (const auto& problem : read_xml(*text, log, limits)) log.text += "problem " + problem + "\n";
    return log.text;
}

}  // namespace masthead::feed
