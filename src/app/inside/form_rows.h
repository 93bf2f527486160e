// Rows of tables that are filled in with the form of a new record.
#pragma once

#include "app/inside/act.h"

namespace app {

// Creates the record, then each row of its lists as a record that belongs to it. Refuses as
// records::create does; of a row with its place: "lines.0.cost".
base::Result<records::Record> create_with_rows(Act& act, const records::Environment& environment,
                                               std::string_view type, base::JsonObject values);

}  // namespace app
