// What would tell a value to people who may not read it (Field::read).
#pragma once

#include <string>
#include <string_view>

#include "records/catalogue.h"

namespace records {

// The first field with a reading right of its own that a formula or path over records of the type
// may read: its own, of what it links or lists, or behind fields that are computed. "type.field";
// empty: none. By names: it may find one that the formula does not read.
std::string guarded_field(const Catalogue& catalogue, const RecordType& type,
                          std::string_view text);

}  // namespace records
