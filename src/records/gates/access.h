// Who may: the lists of `access` and `by`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "records/scope/scope.h"

namespace records {

// Whether one entry of `who` matches the one who acts.
bool is_among(Scope& scope, const Record& record, const std::vector<std::string>& who);

// As whom the one who acts may, by his own right or as a deputy of somebody who may and by whom he
// is not kept away (`exclude`): then that one's id, on whose behalf he does it, else "". Nothing:
// he may not. The scope's rules see him act so from then on.
std::optional<std::string> acts_as(Scope& scope, const Record& record,
                                   const std::vector<std::string>& who, Doing doing);

// Whether the one who acts reads the record, which is stored: by `access.read`, or because he
// stands in for somebody (StandingIn).
bool may_read(Scope& scope, const Record& record);

// The same as a condition on rows of the type's table; empty: every row.
struct RowCondition {
  std::string sql;
  std::vector<storage::Cell> parameters;
};
RowCondition readable_rows(storage::Connection& db, const Catalogue& catalogue,
                           const Environment& environment, const RecordType& type);

// The rows that the one who acts may take out of the program as a table (access.export), as far as
// he reads them; nothing where he may none.
std::optional<RowCondition> exportable_rows(const Catalogue& catalogue,
                                            const Environment& environment, const RecordType& type);

// Whether the one who acts may know what the field of the record holds (Field::read): by his own
// right or that of somebody for whom he works or worked on it. A visitor may not. `judge` is a
// scope of rules that has pinned nothing, `record` as it is stored.
bool may_read_field(Scope& judge, const Record& record, const Field& field);

}  // namespace records
