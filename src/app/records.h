// Record types and records for people who may see and change them.
#pragma once

#include "app/created_at.h"
#include "app/workspace.h"

namespace app {

struct RecordQuery {
  std::string words;
  base::Json filter;        // list of {field, op, value}, or null
  std::string sort;         // "-updated_at,name"
  std::string choice = {};  // "type.field" of a link: only what may be chosen there
  // "type/id" of the record that the link is made on, or of what that will belong to.
  std::string made_on = {};
};

base::Result<base::Json> list_record_types(Workspace& workspace, const Caller& caller);
base::Result<base::Json> record_type(Workspace& workspace, const Caller& caller,
                                     std::string_view type);

base::Result<base::Json> list_records(Workspace& workspace, const Caller& caller,
                                      std::string_view type, const RecordQuery& query,
                                      const Page& page);
base::Result<std::string> export_records(Workspace& workspace, const Caller& caller,
                                         std::string_view type, const RecordQuery& query);
// The list of one record that is imported into: by a link of the records, without a column for it.
// What steps on the caller's desk say of the list holds: app.list_only_read, app.column_only_read.
struct ImportedList {
  std::string link;
  int64_t owner = 0;  // 0: none
};
// Checks every line of a CSV file and stores nothing: {rows, columns, created: 0, problems}, of
// problems the first 200. Lines are checked in groups of 100: what two groups would collide in
// shows only when they are imported.
base::Result<base::Json> preview_import(Workspace& workspace, const Caller& caller,
                                        std::string_view type, std::string_view csv,
                                        const ImportedList& list = {});
// Refuses with records.import_invalid while a line would be refused. Else creates the records in
// groups of 100, each as one act; if a group is refused nevertheless, the answer says how many were
// created before it, and its problems.
base::Result<base::Json> import_records(Workspace& workspace, const Caller& caller,
                                        std::string_view type, std::string_view csv,
                                        const ImportedList& list = {});
// `language`: zh or en. Of a list, without what the caller may not fill in there.
base::Result<std::string> import_template(Workspace& workspace, const Caller& caller,
                                          std::string_view type, std::string_view language,
                                          const ImportedList& list = {});
base::Result<base::Json> record(Workspace& workspace, const Caller& caller, std::string_view type,
                                int64_t id);
// The caller's draft of a new record at this place goes with it.
base::Result<base::Json> create_record(Workspace& workspace, const Caller& caller,
                                       std::string_view type, const base::Json& values,
                                       const CreatedAt& at = {});
base::Result<base::Json> update_record(Workspace& workspace, const Caller& caller,
                                       std::string_view type, int64_t id, int64_t version,
                                       const base::Json& values);
// `version` 0: whatever it is now.
// A row of a list, where a step on the caller's desk lets him delete rows: app.row_stays,
// app.last_row. `version`: 0 for none.
base::Result<void> remove_record(Workspace& workspace, const Caller& caller, std::string_view type,
                                 int64_t id, int64_t version);
base::Result<base::Json> transition_record(Workspace& workspace, const Caller& caller,
                                           std::string_view type, int64_t id,
                                           std::string_view transition, int64_t version,
                                           const base::Json& values);
base::Result<void> comment_record(Workspace& workspace, const Caller& caller, std::string_view type,
                                  int64_t id, std::string_view text);
base::Result<base::Json> timeline(Workspace& workspace, const Caller& caller, std::string_view type,
                                  int64_t id);
base::Result<base::Json> history(Workspace& workspace, const Caller& caller, std::string_view type,
                                 int64_t id);

}  // namespace app
