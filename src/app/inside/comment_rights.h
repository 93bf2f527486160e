// Who may comment on a record.
#pragma once

#include "app/inside/parts.h"
#include "records/records.h"

namespace app {

// Whom the record, or one that it belongs to, names or was created by; whoever may change it or has
// taken part in a matter of theirs; administrators. Others are refused with app.not_involved. Once
// one of them has ended only those named and administrators may: app.comment_ended.
base::Result<void> check_comment(Parts& parts, storage::Connection& db, const Caller& caller,
                                 const records::Record& record);

}  // namespace app
