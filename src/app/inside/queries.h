// Lists as people ask for them, and who may hand a record to people outside.
#pragma once

#include "app/inside/json.h"
#include "app/records.h"

namespace app {

// Refuses with records.query_invalid.
base::Result<records::Query> query_of(const RecordQuery& query, const Page& page);
// HistoryEntry of the contract.
base::Json history_json(Look& look, const records::Record& record,
                        const records::HistoryEntry& entry);
// Who may change the record or ask for one of its transitions, and administrators.
bool may_share_outside(Look& look, const records::Record& record);

}  // namespace app
