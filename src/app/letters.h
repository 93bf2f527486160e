// Formal written notices. Administrators and heads of units send them; the receivers say that they
// have received them.
#pragma once

#include "app/workspace.h"

namespace app {

enum class LetterBox { Received, Sent };
// LetterList of the contract.
base::Result<base::Json> list_letters(Workspace& workspace, const Caller& caller, LetterBox box,
                                      const Page& page);
// Its sender and administrators see all receipts, a receiver his own, and opening it counts as
// reading it. Refuses with work.no_letter.
base::Result<base::Json> letter(Workspace& workspace, const Caller& caller, int64_t id);
// {kind, title, text, persons: [id], units: [id], due_at?}: a unit means all who hold a post in it
// or below. Answers {id}. Refuses with app.not_allowed and as work::send_letter does.
base::Result<base::Json> send_letter(Workspace& workspace, const Caller& caller,
                                     const base::Json& request);
base::Result<void> acknowledge_letter(Workspace& workspace, const Caller& caller, int64_t id,
                                      std::string_view words);

}  // namespace app
