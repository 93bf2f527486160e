// Lists as people ask for them, and who may hand a record to people outside.
#pragma once

#include "app/inside/json.h"
#include "app/records.h"

namespace app {

// Refuses with records.query_invalid.
base::Result<records::Query> query_of(const RecordQuery& query, const Page& page);
// What a record belongs to; empty when it belongs to nothing.
std::optional<records::Record> parent_of(Look& look, const records::Record& record);
// HistoryEntry of the contract.
base::Json history_json(Look& look, const records::Record& record,
                        const records::HistoryEntry& entry);
// Each field that an act changed: FieldChange of the contract.
base::JsonArray changes_json(Look& look, const records::Record& record, const base::Json& changes);
// Who acts through an outside link.
inline constexpr std::string_view visitor_id = "outside";
// Who did something; a visitor by the name that he signed with, else without a name.
base::Json signed_visitor(Look& look, std::string_view person, const base::Json& changes);
// Transitions that the caller may ask for (records::offered), as far as the program itself lets
// him.
std::vector<const records::Transition*> offered(Look& look, const records::Record& record);
// Whether the caller may change the record, and a field is left that does not rest.
bool may_edit(Look& look, const records::Record& record);
// Who may change the record or ask for one of its transitions, and administrators.
bool may_share_outside(Look& look, const records::Record& record);

}  // namespace app
