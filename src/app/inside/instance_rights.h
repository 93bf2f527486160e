// Who may read a process instance, and what is known of one that a field names (关联事项).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "app/inside/json.h"
#include "forms/forms.h"
#include "work/instances.h"

namespace app {

// Who takes part, who owns the process, who may read the record it is about, and administrators.
bool may_read_instance(Parts& parts, storage::Connection& db, const Caller& caller,
                       const work::Instance& instance);

// What a record or a form knows of an instance that it names, for this caller.
std::optional<records::LinkedInstance> linked_instance(Parts& parts, storage::Connection& db,
                                                       const Caller& caller, std::string_view id);

// NamedId of each instance that a value names; of one that the reader may not read, nothing but
// that it is there.
base::JsonArray instances_named(Look& look, const base::Json* value);

// Fields that name instances: of those that were not named before, the caller must be able to read
// each. Refuses with app.no_instance and its place.
base::Result<void> check_linked(storage::Connection& db, const records::Environment& environment,
                                const records::RecordType& type, const base::JsonObject& before,
                                const base::JsonObject& given);
base::Result<void> check_linked(storage::Connection& db, const records::Environment& environment,
                                const forms::Form& form, const base::JsonObject& before,
                                const base::JsonObject& given);

}  // namespace app
