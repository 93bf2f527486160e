// What a form is for, as the contract names it (FormSubject).
#pragma once

#include "app/created_at.h"
#include "app/inside/task_forms.h"
#include "work/drafts.h"

namespace app {

// A form of a new record, of a change of one, or of a transition: what "record" of the subject
// holds.
struct RecordSubject {
  records::Ref ref;  // id 0: a new one
  CreatedOn on;      // of a new one
  std::string transition;
};
RecordSubject record_subject_of(const base::Json& record);
RecordSubject subject_of_new(std::string_view type, const CreatedAt& at);
base::Json subject_json(const RecordSubject& subject);
// What a draft of it is kept for.
work::NewRecord new_record_of(const records::Catalogue& types, const RecordSubject& subject);
// Refuses as form_of_new_record and form_of_record do.
base::Result<OpenForm> form_of(Look& look, const RecordSubject& subject);

// Of a task, a start or a record. Refuses with work.no_task, app.no_process, and as above.
base::Result<OpenForm> form_of_subject(Look& look, const base::Json& subject);

}  // namespace app
