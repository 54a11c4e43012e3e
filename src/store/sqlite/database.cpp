#include "store/sqlite/database.h"

#include "store/sqlite/search_words.h"

#include <fcntl.h>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>
#include <sqlite3.h>

namespace masthead::store::sqlite {

namespace {

sqlite3_stmt* as_statement(void* handle) {
    return static_cast<sqlite3_stmt*>(handle);
}
sqlite3* as_database(void* handle) {
    return static_cast<sqlite3*>(handle);
}

core::ErrorCode code_of(int sqlite_code) {
    switch (sqlite_code & 0xff) {
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return core::ErrorCode::corrupt;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return core::ErrorCode::held;
        default:
            return core::ErrorCode::io;
    }
}

core::Error error_of(sqlite3* database, std::string_view what) {
    return {code_of(sqlite3_extended_errcode(database)),
            fmt::format("the store could not {}: {}", what, sqlite3_errmsg(database))};
}

// Hubs' secrets stand in it: nobody else reads it. SQLite gives the files beside it the same permissions. What is there
// already keeps what it has.
void make_private(const std::string& path) {
    const int descriptor =
        ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);  // NOLINT(cppcoreguidelines-pro-type-vararg)
    if (descriptor >= 0) ::close(descriptor);                               // If it could not be made, SQLite says why.
}

}  // namespace

Statement::Statement(Statement&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)), next_(other.next_) {}

Statement::~Statement() {
    sqlite3_finalize(as_statement(handle_));
}

Statement& Statement::bind(std::string_view text) {
    // SQLITE_STATIC: the caller's text outlives the step. An empty view may have no data, which would bind NULL.
    sqlite3_bind_text(as_statement(handle_), next_++, text.data() != nullptr ? text.data() : "",
                      static_cast<int>(text.size()), nullptr);
    return *this;
}

Statement& Statement::bind_copy(std::string_view text) {
    // NOLINTNEXTLINE(performance-no-int-to-ptr): SQLITE_TRANSIENT, -1 as a function pointer; so SQLite asks for it.
    const auto copied = reinterpret_cast<sqlite3_destructor_type>(-1);
    sqlite3_bind_text(as_statement(handle_), next_++, text.data() != nullptr ? text.data() : "",
                      static_cast<int>(text.size()), copied);
    return *this;
}

Statement& Statement::bind(std::int64_t number) {
    sqlite3_bind_int64(as_statement(handle_), next_++, number);
    return *this;
}

Statement& Statement::bind(std::optional<std::int64_t> number) {
    if (number) return bind(*number);
    sqlite3_bind_null(as_statement(handle_), next_++);
    return *this;
}

core::Result<bool> Statement::step() {
    switch (sqlite3_step(as_statement(handle_))) {
        case SQLITE_ROW:
            return true;
        case SQLITE_DONE:
            return false;
        default:
            return std::unexpected(error_of(sqlite3_db_handle(as_statement(handle_)), "run a statement"));
    }
}

core::Result<std::size_t> Statement::run() {
    const auto done = step();
    const auto changed = static_cast<std::size_t>(sqlite3_changes64(sqlite3_db_handle(as_statement(handle_))));
    reset();
    if (!done) return std::unexpected(done.error());
    return changed;
}

void Statement::reset() {
    sqlite3_reset(as_statement(handle_));
    next_ = 1;
}

std::string Statement::text(int column) const {
    return std::string(text_view(column));
}

std::string_view Statement::text_view(int column) const {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(as_statement(handle_), column));
    if (bytes == nullptr) return {};
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(as_statement(handle_), column))};
}

std::int64_t Statement::number(int column) const {
    return sqlite3_column_int64(as_statement(handle_), column);
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(as_statement(handle_), column) == SQLITE_NULL;
}

core::Result<std::unique_ptr<Database>> Database::open(const std::string& path, Access access) {
    sqlite3* handle = nullptr;
    const int flags = SQLITE_OPEN_NOMUTEX |
                      (access == Access::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (access == Access::read_write) make_private(path);
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
    std::unique_ptr<Database> database(new Database(handle, path));
    if (code == SQLITE_CANTOPEN && access == Access::read_only) {
        return core::fail(core::ErrorCode::not_found,
                          fmt::format("there is no store at {}; `masthead run --once` makes one", path));
    }
    if (code != SQLITE_OK) return std::unexpected(database->last_error("open " + path));
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, 5000);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);       // NOLINT(cppcoreguidelines-pro-type-vararg)
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);  // NOLINT(cppcoreguidelines-pro-type-vararg)
    if (!register_search_words(handle))
        return core::fail(core::ErrorCode::unsupported, "this SQLite was built without FTS5, which the store needs");
    return database;
}

Database::~Database() {
    sqlite3_close(as_database(handle_));
}

core::Result<void> Database::execute(const char* sql) {
    if (sqlite3_exec(as_database(handle_), sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return std::unexpected(last_error("write to " + path_));
    return {};
}

core::Result<Statement> Database::prepare(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(as_database(handle_), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) return std::unexpected(last_error("read " + path_));
    return Statement(statement);
}

core::Error Database::last_error(std::string_view what) const {
    return error_of(as_database(handle_), what);
}

}  // namespace masthead::store::sqlite
