#include "storage/connection.h"

namespace storage {
namespace {

const std::string no_text;

template <class T>
const T* held(const Cell& cell) {
  const T* value = std::get_if<T>(&cell);
  base::ensure(value || std::holds_alternative<std::nullptr_t>(cell),
               "a column is read as the kind it holds");
  return value;
}

}  // namespace

bool Row::is_null(size_t column) const {
  return std::holds_alternative<std::nullptr_t>(cell(column));
}

int64_t Row::integer(size_t column) const {
  const int64_t* value = held<int64_t>(cell(column));
  return value ? *value : 0;
}

double Row::real(size_t column) const {
  if (const int64_t* whole = std::get_if<int64_t>(&cell(column)))
    return static_cast<double>(*whole);
  const double* value = held<double>(cell(column));
  return value ? *value : 0;
}

const std::string& Row::text(size_t column) const {
  const std::string* value = held<std::string>(cell(column));
  return value ? *value : no_text;
}

const std::string& Row::blob(size_t column) const {
  const Blob* value = held<Blob>(cell(column));
  return value ? value->bytes : no_text;
}

std::optional<Row> Connection::first(std::string_view sql, const std::vector<Cell>& parameters) {
  std::optional<Row> found;
  each(sql, parameters, [&](const Row& row) {
    found = row;
    return false;
  });
  return found;
}

}  // namespace storage
