// A value as people read it, in Chinese: titles of options, links and persons, formatted numbers.
#pragma once

#include <string>

#include "records/scope/scope.h"

namespace records {

std::string display(Scope& scope, const Field& field, const base::Json& value);
std::string display_state(const RecordType& type, std::string_view state);

}  // namespace records
