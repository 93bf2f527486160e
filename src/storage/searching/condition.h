// From a request's filter to an SQL condition with its parameters.
#pragma once

#include <string>
#include <vector>

#include "storage/search.h"

namespace storage {

struct Condition {
  std::string sql;  // begins with " AND " when there is something to say
  std::vector<Cell> parameters;
};

// A filter holds fields with a value or operators, and `$or` with a list of filters.
base::Result<Condition> condition_of(const Searchable& searchable, const base::Json& filter);
const SearchField* field_of(const Searchable& searchable, std::string_view name);
// A value of the field as it is stored. Refuses with request.wrong_type.
base::Result<Cell> cell_of(const SearchField& field, const base::Json& value,
                           const std::string& place);
base::Error wrong_type(std::string place, std::string why);

}  // namespace storage
