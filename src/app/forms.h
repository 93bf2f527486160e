// Forms as people see them: fields with their permissions, values and problems.
#pragma once

#include "app/workspace.h"

namespace app {

// Of a new record that is created on the record `parent` (0: none), which the field `link` will
// name (empty: the parent link).
base::Result<base::Json> create_form(Workspace& workspace, const Caller& caller,
                                     std::string_view type, int64_t parent, std::string_view link);
// Of a change, or with `transition` of what that requires.
base::Result<base::Json> record_form(Workspace& workspace, const Caller& caller,
                                     std::string_view type, int64_t id,
                                     std::string_view transition);
// `subject`: FormSubject of the contract; answers {fields, values}, the states with `values` laid
// over: the defaults that follow what was `typed`. Writes nothing.
base::Result<base::Json> evaluate_form(Workspace& workspace, const Caller& caller,
                                       const base::Json& subject, const base::Json& values,
                                       const std::vector<std::string>& typed);

}  // namespace app
