// What people and other systems do to the engine itself, written down in the history: acts that
// have no story of their own.
#pragma once

#include <string_view>

#include "base/json.h"
#include "feel/value.h"
#include "runtime/runtime.h"

namespace app {

// "instance.suspended", "instance.modified" …: told of the instance.
void tell_of_instance(runtime::Op& op, std::string_view act, int64_t instance,
                      base::JsonObject changes);
// "instance.variables_set": each variable's old and new value; of one that is long as JSON only
// that it was set.
void tell_of_variables(runtime::Op& op, int64_t scope, const feel::Value& before,
                       const feel::Value& given);
// Of anything else: a deployed version, a message, a signal, a batch operation.
void tell_of(runtime::Op& op, std::string_view act, std::string_view type, std::string_view subject,
             base::JsonObject changes);

// Adds values that were given along, as an event tells them; nothing where there are none.
void add_told(base::JsonObject& changes, std::string_view name, const base::Json& values);

}  // namespace app
