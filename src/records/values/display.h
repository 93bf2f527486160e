// A value as people read it, in both languages: titles of options, links and persons, printed
// numbers.
#pragma once

#include <string>

#include "records/scope/scope.h"

namespace records {

base::Text display(Scope& scope, const Field& field, const base::Json& value);
base::Text display_state(const RecordType& type, std::string_view state);
base::Text display_time(base::Time time, std::string_view zone);

}  // namespace records
