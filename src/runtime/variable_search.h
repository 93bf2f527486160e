// Variables of running and ended instances as lists.
//
// A variable has no key of its own in the tables: what lists show as its key is made of its scope
// and its name, and stays the same for as long as the variable lives.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/search.h"

namespace runtime {

// Filters and sorts by name, value, tenantId, variableKey, scopeKey and processInstanceKey, filters
// by `isTruncated` as values are cut. Refuses as storage::search does. Values are JSON in a text.
enum class Values { Whole, Truncated };
base::Result<base::Json> search_variables(storage::Connection& db, const base::Json& request,
                                          Values values);
// Those of a scope and of all around it, and of those alone what is visible in the scope. There
// must be such a scope.
base::Result<base::Json> search_variables_of(storage::Connection& db, const base::Json& request,
                                             int64_t scope, Values values);
base::Result<base::Json> search_visible_variables(storage::Connection& db,
                                                  const base::Json& request, int64_t scope,
                                                  Values values);
// Those of one scope of an instance itself.
base::Json local_variables(storage::Connection& db, int64_t instance, int64_t scope);
std::optional<base::Json> variable(storage::Connection& db, std::string_view key);

// The scope and all around it, the innermost first: element instances, then the instance. Empty
// when there is no such scope.
std::vector<int64_t> scopes_around(storage::Connection& db, int64_t scope);

}  // namespace runtime
