// Rows of a list that are taken away: the record is gone, its history stays.
#pragma once

#include <optional>

#include "records/records.h"

namespace records {

// The event of such a change.
inline constexpr std::string_view deleted = "deleted";

// Whether the caller may take the record away: who may add such a one and change it, as long as it
// belongs to another one, is where it began, nothing refers to it and no rule keeps what it holds.
// What hangs on it outside of records (a process, a link for visitors) is asked elsewhere.
bool may_remove(storage::Connection& db, const Catalogue& catalogue, const Environment& environment,
                const Record& record);

// Refuses as update() does, and with records.in_use where something refers to it. The observer is
// told of a change "deleted", whose `after` is what it held last.
base::Result<void> remove(storage::Tx& tx, const Catalogue& catalogue,
                          const Environment& environment, const Ref& ref,
                          std::optional<int64_t> version = {});

// What a record held that was taken away, from its history; empty when there was none.
std::optional<Record> removed(storage::Connection& db, const Catalogue& catalogue, const Ref& ref);

}  // namespace records
