// Rows that are taken away from the list of a record.
#pragma once

#include "app/inside/json.h"
#include "records/records.h"

namespace app {

// Refuses with records.in_use where a process is or was about the record, or a link shows it to
// people outside.
base::Result<void> check_unused(storage::Connection& db, const records::Ref& ref);
// Ids of the records that the caller may take away where a step lets him.
base::Json removable_json(Look& look, const std::vector<records::Record>& items);

}  // namespace app
