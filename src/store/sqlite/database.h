// SQLite with our manners: results instead of codes, bound parameters only, statements kept. sqlite3.h stays in
// database.cpp and search_words.cpp.
#pragma once

#include "core/result.h"
#include "store/store.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace masthead::store::sqlite {

// A prepared statement. Parameters are bound in order by `bind`, columns read by index; `reset` makes it ready for the
// next use.
class Statement {
  public:
    explicit Statement(void* handle) : handle_(handle) {}
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    // The text must live until the statement is reset.
    Statement& bind(std::string_view text);
    Statement& bind_copy(std::string_view text);  // For a text that does not live that long.
    Statement& bind(std::int64_t number);
    Statement& bind(std::optional<std::int64_t> number);

    // True: a row is there. False: done.
    [[nodiscard]] core::Result<bool> step();
    // Runs a statement that gives no rows and resets it; the number of rows changed.
    [[nodiscard]] core::Result<std::size_t> run();
    void reset();

    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] std::string_view text_view(int column) const;  // Until the next step or reset.
    [[nodiscard]] std::int64_t number(int column) const;
    [[nodiscard]] bool is_null(int column) const;

  private:
    void* handle_;
    int next_ = 1;
};

class Database {
  public:
    [[nodiscard]] static core::Result<std::unique_ptr<Database>> open(const std::string& path, Access access);
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    Database(Database&&) = delete;
    Database& operator=(Database&&) = delete;
    ~Database();

    [[nodiscard]] core::Result<void> execute(const char* sql);
    [[nodiscard]] core::Result<Statement> prepare(std::string_view sql);
    [[nodiscard]] core::Error last_error(std::string_view what) const;

  private:
    Database(void* handle, std::string path) : handle_(handle), path_(std::move(path)) {}
    void* handle_;
    std::string path_;
};

}  // namespace masthead::store::sqlite
