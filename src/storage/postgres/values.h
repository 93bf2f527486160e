// Cells on their way to the server and back.
#pragma once

#include <libpq-fe.h>

#include <deque>
#include <memory>
#include <vector>

#include "storage/connection.h"

namespace storage::postgres {

struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, ClearResult>;

// The parameters of one statement in the shape libpq takes: binary where the server expects the
// cell's own kind, as text otherwise, which the server reads as what it expects. A text with a zero
// byte is a defect: PostgreSQL has no such texts.
class Parameters {
 public:
  Parameters() = default;
  // The cells must outlive it.
  Parameters(const std::vector<Oid>& expected, const std::vector<Cell>& cells);
  // Keeps copies of the texts.
  Parameters(const std::vector<Oid>& expected, std::initializer_list<CellView> cells);
  Parameters(Parameters&&) = default;
  Parameters& operator=(Parameters&&) = default;
  int count() const { return static_cast<int>(values_.size()); }
  const char* const* values() const { return values_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }

 private:
  struct Encode;
  void add(std::string_view bytes, int format);
  void keep(std::string bytes, int format);

  std::vector<const char*> values_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
  std::deque<std::string> kept_;  // what is not in the cells themselves, never moved in memory
};

// Whole numbers, booleans and sums of whole numbers are integers, other numbers reals; instants and
// dates are texts in ISO 8601.
Row read_row(const PGresult* result, int row);

}  // namespace storage::postgres
