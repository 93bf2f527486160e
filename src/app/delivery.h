// How notices leave the program: mail, robots of group chats, the channels of each kind, quiet
// hours, and what could not be sent. All but what concerns oneself is for administrators; others
// are refused with app.not_allowed.
#pragma once

#include "app/workspace.h"

namespace app {

// The settings without password, secrets and the robots' keys; the kinds of notices; and the
// messages that could not be sent: Delivery of the contract.
base::Result<base::Json> delivery(Workspace& workspace, const Caller& caller);
// DeliveryChange of the contract. What work::set_delivery keeps need not be given. Refuses with
// app.bad_delivery, `place` naming the member.
base::Result<void> set_delivery(Workspace& workspace, const Caller& caller,
                                const base::Json& request);
// A message to oneself by one channel, as it is set up now, while the caller waits. Refuses with
// post.failed.
base::Result<void> try_delivery(Workspace& workspace, const Caller& caller,
                                std::string_view channel);
// Tries a message again that failed.
base::Result<void> retry_message(Workspace& workspace, const Caller& caller, int64_t id);

// What the company sends the caller, and what of it he left out: PersonalDelivery of the contract.
base::Result<base::Json> personal_delivery(Workspace& workspace, const Caller& caller);
// {muted: {kind: [channel]}, quiet?: {from, to}}. Refuses with app.bad_delivery.
base::Result<void> set_personal_delivery(Workspace& workspace, const Caller& caller,
                                         const base::Json& request);

}  // namespace app
