// Who may: the lists of `access` and `by`.
#pragma once

#include <string>
#include <vector>

#include "records/scope/scope.h"

namespace records {

// Whether one entry of `who` matches the one who acts.
bool is_among(Scope& scope, const Record& record, const std::vector<std::string>& who);

// The same as a condition on rows of the type's table; empty: every row.
struct RowCondition {
  std::string sql;
  std::vector<storage::Cell> parameters;
};
RowCondition rows_among(const Catalogue& catalogue, const RecordType& type, const Acting& acting,
                        const std::vector<std::string>& who);

}  // namespace records
