// The organisation at a time, and changing it: units, positions, people, posts and areas of
// responsibility, each from a moment on. Changes are for those who keep the organisation, others
// are refused with app.not_allowed; see app/inside/organisation_rights.h for app.beyond_keeping.
#pragma once

#include "app/workspace.h"

namespace app {

// For everybody; `at` empty: now.
base::Result<base::Json> organisation_at(Workspace& workspace, const Caller& caller,
                                         std::string_view at);

// Moments are texts of date and time; where one may be left out, it is now.

// {title: {zh, en}, kind, parent?, head_position?, from?}
base::Result<void> change_unit(Workspace& workspace, const Caller& caller, std::string_view id,
                               const base::Json& request);
// {title: {zh, en}, unit, superior?, headcount, from?}
base::Result<void> change_position(Workspace& workspace, const Caller& caller, std::string_view id,
                                   const base::Json& request);
base::Result<void> close_unit(Workspace& workspace, const Caller& caller, std::string_view id,
                              std::string_view from);
base::Result<void> close_position(Workspace& workspace, const Caller& caller, std::string_view id,
                                  std::string_view from);
// {id?, name, name_en?, phone?, email?}; {id}
base::Result<base::Json> add_person(Workspace& workspace, const Caller& caller,
                                    const base::Json& request);
// {name, name_en?, phone?, email?, posts?: [{position, main?}]}; {act: added|changed|kept}. See
// org::state_person.
base::Result<base::Json> state_person(Workspace& workspace, const Caller& caller,
                                      std::string_view id, const base::Json& request);
// {person, position, main, from?}
base::Result<void> appoint(Workspace& workspace, const Caller& caller, const base::Json& request);
// {person, position, until?}
base::Result<void> release(Workspace& workspace, const Caller& caller, const base::Json& request);
// {person, position, unit, from?, until?}; {id}
base::Result<base::Json> give_area(Workspace& workspace, const Caller& caller,
                                   const base::Json& request);
base::Result<void> end_area(Workspace& workspace, const Caller& caller, int64_t id);

// {rows: [{line, id, name, act: added|changed|kept, changes: [{column, from, to}], position?}]};
// see org::import_people.
base::Result<base::Json> preview_people(Workspace& workspace, const Caller& caller,
                                        std::string_view csv);
base::Result<base::Json> import_people(Workspace& workspace, const Caller& caller,
                                       std::string_view csv);

// {rows: [{line, id, name, act: added|changed|kept, changes}]}; see org::import_units. A preview
// refuses as the import does and changes nothing.
enum class StructureImport { Preview, Apply };
base::Result<base::Json> import_units(Workspace& workspace, const Caller& caller,
                                      std::string_view csv, StructureImport mode);
base::Result<base::Json> import_positions(Workspace& workspace, const Caller& caller,
                                          std::string_view csv, StructureImport mode);

}  // namespace app
