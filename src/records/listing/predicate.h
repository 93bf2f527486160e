// FEEL predicates that a table can answer. What is translated gives the same answer as evaluation;
// whatever is not understood here is left to evaluation.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "records/records.h"

namespace records {

struct SqlPredicate {
  std::string sql;
  std::vector<storage::Cell> parameters;
};

// Whether the table answers what is asked of the field: it is stored and told to whoever reads the
// record.
bool is_answered_by_table(const Field& field, const Environment& environment);

// Comparisons of stored fields with literals, today(), actor.person and each other; in, between,
// contains, list contains, and, or, not. Empty when the text holds anything else.
std::optional<SqlPredicate> to_sql(std::string_view feel_text, const RecordType& type,
                                   const Environment& environment);

// Parts of a conjunction that a table can answer: every record for which the whole is true
// satisfies them. The whole has still to be evaluated.
std::vector<SqlPredicate> necessary_sql(std::string_view feel_text, const RecordType& type,
                                        const Environment& environment);

// A simple filter as FEEL text. Refuses with records.query_invalid.
base::Result<std::string> to_feel_text(const FieldFilter& filter, const RecordType& type,
                                       const Environment& environment);

}  // namespace records
