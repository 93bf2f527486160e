// One field's value in its three shapes: JSON at the face, a cell in the table, a FEEL value in
// formulas.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/decimal.h"
#include "base/json.h"
#include "feel/value.h"
#include "records/amounts.h"
#include "records/catalogue.h"
#include "storage/connection.h"

namespace records {

// The canonical value (null when empty), or what is wrong with what was given.
struct Cleaned {
  base::Json value;
  std::optional<base::Text> problem;
};

// Checks type, length, limits and options. Whether ids exist is not asked here. `zone` reads a
// date_time without an offset.
Cleaned clean(const Field& field, const base::Json& given, std::string_view zone);

// Between canonical values and cells; text for everything that is not a scaled integer.
storage::Cell to_cell(const Field& field, const base::Json& value);
base::Json of_cell(const Field& field, const storage::Cell& cell);
// The column's type in SQL.
std::string_view column_type(const Field& field);

// Links stay ids here; the scope turns them into contexts.
feel::Value to_feel(const Field& field, const base::Json& value, std::string_view zone);
// What `clean` accepts; numbers are rounded half up to the field's scale.
base::Json of_feel(const Field& field, const feel::Value& value, std::string_view zone);

// The value of a computed field in the form of stored ones; its limits are not asked. A text may be
// computed in both languages, as a context with `zh` and `en`: {zh, en}.
base::Json of_computed(const Field& field, const feel::Value& value, std::string_view zone);

int scale_of(const Field& field);
bool is_numeric(FieldType type);
// A value kept in the table: neither computed nor children.
bool is_stored(const Field& field);
// The canonical value of a stored number: money as text, others as a JSON number while exact.
base::Json number_json(const Field& field, int64_t unscaled);
std::optional<base::Decimal> decimal_of(const base::Json& value);
// The ids in a value of a person, unit, position or link field, many or not.
std::vector<std::string> ids_of(const base::Json& value);

}  // namespace records
