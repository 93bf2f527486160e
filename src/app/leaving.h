// Somebody leaves the company: what he holds, and the one act that hands all of it over. For those
// who keep the organisation, others are refused with app.not_allowed; see
// app/inside/organisation_rights.h for app.beyond_keeping.
#pragma once

#include "app/workspace.h"

namespace app {

// {person, tasks: [{key, title}], acknowledgements: [{key, title}] (which end with him), positions:
// [{id, title, seats, holders: [others]}],
//  areas: [{id, unit, position}], deputies: [{id, …}], duties: [{id, title}],
//  received_duties: [{id, title, sole, needed}], records: [{id, title, type, field}],
//  letters, sent_letters: [{id, number, title}], proposals: [{id, title}],
//  planned?: {at, by, has_failed}}. Refuses with app.no_person.
base::Result<base::Json> leaving(Workspace& workspace, const Caller& caller,
                                 std::string_view person);

// {reason, successor?, tasks?: {key: person}, positions?: {id: person or null}, areas?: {id:
//  person}, deputies?: {id: person}, duties?: {id: person}, received_duties?: {id: person or null},
//  records?: {id: person}, letters?, sent_letters?, proposals?: {id: person or null}, at?}:
//  `successor` takes what is not named, of the positions and of the
// duties that are handed in to him those that he alone holds or receives. Null leaves such a one
// vacant, where nothing waits for it (not `needed`). The account is closed. With `at`, a later
// moment, all of this happens then, as things stand by then: see inside/planned_leaving.h. Nobody
// lets himself leave (app.not_allowed). Refuses with app.no_person, work.no_successor naming all
// that is left, and as appointing and the rules of the records do.
base::Result<void> leave(Workspace& workspace, const Caller& caller, std::string_view person,
                         const base::Json& request);

// He stays after all: what was planned for him is not.
base::Result<void> stay(Workspace& workspace, const Caller& caller, std::string_view person);

}  // namespace app
