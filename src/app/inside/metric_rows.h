// The records behind the value of a metric, as a table.
#pragma once

#include <vector>

#include "app/inside/json.h"

namespace app {

// Sets `rows` (the first 200 that the reader may read), `rows_total` (how many there are in all)
// and `columns`: the fields of their type, what names a record first. Rows of several types have a
// column that says which, and the fields that all of them have. Links to `owner`, the record type
// whose one record the value is of, say nothing of a row and are left out; empty: all are shown.
void add_rows_behind(Look& look, const std::vector<records::Ref>& refs, std::string_view owner,
                     base::JsonObject& out);

}  // namespace app
