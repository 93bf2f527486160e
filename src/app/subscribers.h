// Other systems that are told what happens, for administrators; others are refused with
// app.not_allowed. All but the list and add refuse with app.no_subscriber.
#pragma once

#include "app/workspace.h"

namespace app {

// SubscriberList of the contract: how each stands, without secrets.
base::Result<base::Json> list_subscribers(Workspace& workspace, const Caller& caller);
// NewSubscriber of the contract. Refuses with app.bad_subscriber, `place` naming the member, and
// app.subscriber_exists.
base::Result<base::Json> add_subscriber(Workspace& workspace, const Caller& caller,
                                        const base::Json& request);
// SubscriberChange of the contract; an address or secret that is empty stays. Refuses with
// app.bad_subscriber.
base::Result<void> change_subscriber(Workspace& workspace, const Caller& caller,
                                     std::string_view id, const base::Json& request);
// `Unused` refuses with app.subscriber_in_use where a process in force names it, `missing` saying
// where; removed all the same, a step that asks it goes on as it says (jw:callback.unanswered).
enum class Removing { Unused, Anyhow };
base::Result<void> remove_subscriber(Workspace& workspace, const Caller& caller,
                                     std::string_view id, Removing how);
// A call that stands for nothing, while the caller waits. Refuses with post.failed.
base::Result<void> try_subscriber(Workspace& workspace, const Caller& caller, std::string_view id);
// One that was stopped goes on where it stands, at once; so does one that waits for its next try.
base::Result<void> resume_subscriber(Workspace& workspace, const Caller& caller,
                                     std::string_view id);
// What has happened from `position` on is told once more. Refuses with app.bad_subscriber where it
// has not come to it yet.
base::Result<void> resend_to_subscriber(Workspace& workspace, const Caller& caller,
                                        std::string_view id, int64_t position);
// It goes on behind the event at `position`, which it does not take. Refuses with
// app.bad_subscriber when another is the next one.
base::Result<void> skip_for_subscriber(Workspace& workspace, const Caller& caller,
                                       std::string_view id, int64_t position);

}  // namespace app
