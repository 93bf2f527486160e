// Forms as people see them: fields with their permissions, values and problems.
#pragma once

#include "app/created_at.h"
#include "app/workspace.h"

namespace app {

// With whether a process begins when the record is created, and the caller's draft.
base::Result<base::Json> create_form(Workspace& workspace, const Caller& caller,
                                     std::string_view type, const CreatedAt& at);
// Of a change, or with `transition` of what that requires.
base::Result<base::Json> record_form(Workspace& workspace, const Caller& caller,
                                     std::string_view type, int64_t id,
                                     std::string_view transition);
// `subject`: FormSubject of the contract; answers {fields, values}, the states with `values` laid
// over: the defaults that follow what was `typed`. Writes nothing.
base::Result<base::Json> evaluate_form(Workspace& workspace, const Caller& caller,
                                       const base::Json& subject, const base::Json& values,
                                       const std::vector<std::string>& typed);

// What the caller has filled in of a new record and not created, one a place: dropped when the
// record is created. Answers {saved_at}; refuses as create_form does.
base::Result<base::Json> save_record_draft(Workspace& workspace, const Caller& caller,
                                           std::string_view type, const CreatedAt& at,
                                           const base::JsonObject& values);
base::Result<void> drop_record_draft(Workspace& workspace, const Caller& caller,
                                     std::string_view type, const CreatedAt& at);

}  // namespace app
