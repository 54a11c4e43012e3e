// The log: a constant message with fixed keys. No secrets, no body text. Pure rooms do not log, they return.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace masthead::core {

enum class LogLevel : std::uint8_t { debug, info, warning, error };

struct LogField {
    std::string_view key;
    std::string value;  // Control characters are escaped by the logger, so a value cannot start a line of its own.
};

// Thread-safe.
class Logger {
  public:
    Logger() = default;
    Logger(const Logger&) = delete;
    Logger& operator=(const Logger&) = delete;
    Logger(Logger&&) = delete;
    Logger& operator=(Logger&&) = delete;
    virtual ~Logger() = default;
    virtual void log(LogLevel level, std::string_view message, std::initializer_list<LogField> fields) = 0;

    void debug(std::string_view message, std::initializer_list<LogField> fields = {}) {
        log(LogLevel::debug, message, fields);
    }
    void info(std::string_view message, std::initializer_list<LogField> fields = {}) {
        log(LogLevel::info, message, fields);
    }
    void warning(std::string_view message, std::initializer_list<LogField> fields = {}) {
        log(LogLevel::warning, message, fields);
    }
    void error(std::string_view message, std::initializer_list<LogField> fields = {}) {
        log(LogLevel::error, message, fields);
    }
};

// Writes `time level message key=value ...` to standard error, at `least` and above.
[[nodiscard]] std::unique_ptr<Logger> make_stderr_logger(LogLevel least);
// Drops everything.
[[nodiscard]] std::unique_ptr<Logger> make_null_logger();

}  // namespace masthead::core
