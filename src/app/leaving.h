// Somebody leaves the company: what he holds, and the one act that hands all of it over. For those
// who keep the organisation, others are refused with app.not_allowed; see
// app/inside/organisation_rights.h for app.beyond_keeping.
#pragma once

#include "app/workspace.h"

namespace app {

// {person, tasks: [{key, title}], acknowledgements: [{key, title}] (which end with him), positions:
// [{id, title, seats, holders: [others]}],
//  areas: [{id, unit, position}], deputies: [{id, …}], duties: [{id, title}],
//  received_duties: [{id, title, needed}], records: [{id, title, type, field}]}. Refuses with
//  app.no_person.
base::Result<base::Json> leaving(Workspace& workspace, const Caller& caller,
                                 std::string_view person);

// {reason, successor?, tasks?: {key: person}, positions?: {id: person}, areas?: {id: person},
//  deputies?: {id: person}, duties?: {id: person}, received_duties?: {id: person},
//  records?: {id: person}}: `successor` takes what is not named. A position is given on only where
//  it is named, or where the leaver is
// its last holder and seats wait for it. The account is closed. Nobody lets himself leave
// (app.not_allowed). Refuses with app.no_person, work.no_successor naming all that is left, and as
// appointing and the rules of the records do.
base::Result<void> leave(Workspace& workspace, const Caller& caller, std::string_view person,
                         const base::Json& request);

}  // namespace app
