#include "core/logger.h"

#include <array>
#include <cstdio>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace masthead::core {

namespace {

// A field is quoted when it holds anything but plain visible ASCII; control bytes become \xNN.
void append_value(std::string& line, std::string_view value) {
    line += '"';
    for (const char c : value) {
        if (c == '"' || c == '\\') line += '\\';
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
            std::array<char, 5> escaped{};
            std::snprintf(escaped.data(), escaped.size(), "\\x%02x",
                          static_cast<unsigned>(static_cast<unsigned char>(c)));
            line += escaped.data();
        } else {
            line += c;
        }
    }
    line += '"';
}

class StderrLogger final : public Logger {
  public:
    explicit StderrLogger(LogLevel least)
        : log_("masthead", std::make_shared<spdlog::sinks::stderr_sink_mt>()), least_(least) {
        log_.set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
        log_.set_level(spdlog::level::debug);
    }

    void log(LogLevel level, std::string_view message, std::initializer_list<LogField> fields) override {
        if (level < least_) return;
        std::string line(message);
        for (const auto& field : fields) {
            line += ' ';
            line += field.key;
            line += '=';
            append_value(line, field.value);
        }
        log_.log(spdlog_level(level), "{}", line);
    }

  private:
    static spdlog::level::level_enum spdlog_level(LogLevel level) {
        switch (level) {
            case LogLevel::debug:
                return spdlog::level::debug;
            case LogLevel::info:
                return spdlog::level::info;
            case LogLevel::warning:
                return spdlog::level::warn;
            case LogLevel::error:
                return spdlog::level::err;
        }
        return spdlog::level::err;
    }

    spdlog::logger log_;
    LogLevel least_;
};

class NullLogger final : public Logger {
  public:
    void log(LogLevel /*level*/, std::string_view /*message*/, std::initializer_list<LogField> /*fields*/) override {}
};

}  // namespace

std::unique_ptr<Logger> make_stderr_logger(LogLevel least) {
    return std::make_unique<StderrLogger>(least);
}
std::unique_ptr<Logger> make_null_logger() {
    return std::make_unique<NullLogger>();
}

}  // namespace masthead::core
