// The one way to reach a database. SQL stays in the subset that SQLite and PostgreSQL share; what
// differs lives in the driver folders (docs/decisions/postgresql.md lists it). A connection is used
// by one thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace storage {

struct Blob {
  std::string bytes;
  friend bool operator==(const Blob&, const Blob&) = default;
};

// A value in a column. Booleans are stored as 0 and 1, instants as microseconds.
using Cell = std::variant<std::nullptr_t, int64_t, double, std::string, Blob>;

// A parameter that is read where it stands, for statements that are run often.
using CellView = std::variant<std::nullptr_t, int64_t, double, std::string_view>;

// One result row. Reading a column as another kind than it holds is a defect, except null, which
// reads as 0 or empty text; ask is_null first where that matters.
class Row {
 public:
  explicit Row(std::vector<Cell> cells) : cells_(std::move(cells)) {}
  size_t size() const { return cells_.size(); }
  bool is_null(size_t column) const;
  int64_t integer(size_t column) const;
  double real(size_t column) const;
  const std::string& text(size_t column) const;
  const std::string& blob(size_t column) const;
  const Cell& cell(size_t column) const { return cells_.at(column); }

 private:
  std::vector<Cell> cells_;
};

// Thrown when the database itself fails (disk full, corrupted, locked out). The runtime turns it
// into storage.unavailable for every caller of the batch. Wrong SQL is a base::Bug.
class Failure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Thrown when the server lets nobody in who comes as the settings say: to try again is no use, but
// for who was let in before.
class NotLetIn : public Failure {
 public:
  using Failure::Failure;
};

// Thrown when a UNIQUE, CHECK or FOREIGN KEY constraint refuses a row.
class ConstraintViolation : public Failure {
 public:
  using Failure::Failure;
};

// What the common subset of SQL cannot say.
class Dialect {
 public:
  virtual ~Dialect() = default;
  // Expressions over a column in natural units, for views: microseconds as an instant, a scaled
  // integer as a number, an ISO date as a date.
  virtual std::string instant(std::string_view column) const = 0;
  virtual std::string number(std::string_view column, int scale) const = 0;
  virtual std::string date(std::string_view column) const = 0;
  // Statements that make a table (rowid, terms) for full-text search, when it is not there.
  virtual std::vector<std::string> make_full_text(const std::string& table) const = 0;
  // The condition that a row of it has all terms of `?`, a text of base::search_query.
  virtual std::string has_terms(const std::string& table) const = 0;
  // Whether a failed statement spoils the whole transaction up to the last savepoint.
  virtual bool needs_savepoint_to_read() const = 0;
};

class Connection {
 public:
  virtual ~Connection() = default;
  virtual const Dialect& dialect() const = 0;

  // Runs one statement with `?` parameters; statements are prepared once and kept.
  // Returns the number of rows changed.
  virtual int64_t execute(std::string_view sql, const std::vector<Cell>& parameters) = 0;
  // The same without copies of the parameters and without an answer: it may travel with a later
  // statement, which then fails in its place, the commit at the latest.
  virtual void write(std::string_view sql, std::initializer_list<CellView> parameters) = 0;
  // For rows that only a search after the commit looks at: it may wait until then, and a read in
  // the same transaction may not see it.
  virtual void execute_late(std::string sql, std::vector<Cell> parameters) {
    execute(sql, parameters);
  }
  // All result rows. Use `each` for results that may be large.
  virtual std::vector<Row> query(std::string_view sql, const std::vector<Cell>& parameters) = 0;
  // Calls `take` per row; stops when it returns false.
  virtual void each(std::string_view sql, const std::vector<Cell>& parameters,
                    const std::function<bool(const Row&)>& take) = 0;
  // Several statements without parameters (migrations).
  virtual void run_script(std::string_view sql) = 0;

  // Transactions and savepoints of the writer. Savepoints nest.
  virtual void begin() = 0;
  virtual void commit() = 0;
  virtual void roll_back() = 0;  // does nothing when no transaction is open
  virtual void set_savepoint(std::string_view name) = 0;
  virtual void release_savepoint(std::string_view name) = 0;
  virtual void roll_back_to(std::string_view name) = 0;
  // How often rows written by this connection were taken back so far. Who keeps in memory what he
  // wrote compares it to learn that he must look again.
  virtual int64_t times_rolled_back() const = 0;

  // Convenience over query: the first row, or nothing.
  std::optional<Row> first(std::string_view sql, const std::vector<Cell>& parameters = {});
  int64_t execute(std::string_view sql) { return execute(sql, {}); }
  std::vector<Row> query(std::string_view sql) { return query(sql, {}); }
};

}  // namespace storage
