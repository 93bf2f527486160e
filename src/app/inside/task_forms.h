// The form of a task, of a start, and of a record: which fields, with which permissions, over which
// record.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/inside/act.h"
#include "app/inside/json.h"
#include "app/inside/parts.h"
#include "forms/forms.h"
#include "records/records.h"
#include "work/context.h"
#include "work/instances.h"
#include "work/task.h"

namespace app {

// Where the values of a form go.
enum class Target { Nothing, Record, NewRecord, Variables };

// A form ready to be shown or accepted. Self-contained: names live as long as it does.
struct OpenForm {
  forms::Form form;
  forms::Permissions permissions;
  Target target = Target::Nothing;
  records::Ref record;      // of Record; of NewRecord the type, id 0
  records::Ref parent;      // of NewRecord: what the parent link will name, may be absent
  int64_t version = 0;      // of the record
  base::JsonObject values;  // as stored, or the defaults
  base::JsonObject given;   // of NewRecord: the links that the defaults were made on
  records::Environment environment;
};

// "amount=edit, risk=read": what is not named is hidden, unless "*=…" says otherwise.
base::Result<forms::Permissions> permissions_of(std::string_view text, forms::Mode otherwise);

// What a task lets people do with fields when it says nothing: work may edit, deciding may read.
forms::Mode mode_without_fields(const work::Task& task);

// Refuses with app.nothing_to_update when the record of `latest:<type>` is missing.
base::Result<OpenForm> form_of_task(Parts& parts, storage::Connection& db,
                                    records::Environment environment, const work::Task& task);
// The same as the reader meets it: a deputy with the positions and roles of the one for whom he
// would act, as his act is taken.
base::Result<OpenForm> form_of_task(Look& look, const work::Task& task);
base::Result<OpenForm> form_of_start(Parts& parts, storage::Connection& db,
                                     records::Environment environment,
                                     const ProcessDefinition& process);
// Begins the form of a start with what an ended matter of the same process holds, files too; what
// rules fill, numbers and signatures are left out. Refuses as records::get does.
base::Result<void> begin_again(Parts& parts, storage::Connection& db, const work::Instance& before,
                               OpenForm& form);
// What a new record is created on: the record with this id, which its field `link` will name
// (empty: its parent link). Id 0: nothing.
struct CreatedOn {
  std::string link;
  int64_t id = 0;
};

// The links of a new record that is created on `on`. Where that is not its parent but stands below
// a parent of the same type, the new record stands below the same one: a meeting that is called on
// an issue belongs to the project of the issue. Refuses with records.unknown_field when `link` is
// no link.
base::Result<base::JsonObject> links_of_new(Parts& parts, storage::Connection& db,
                                            const records::Environment& environment,
                                            const records::RecordType& type, const CreatedOn& on);
base::Result<OpenForm> form_of_new_record(Parts& parts, storage::Connection& db,
                                          records::Environment environment, std::string_view type,
                                          const CreatedOn& on);
// Of a change, or of what a transition requires.
base::Result<OpenForm> form_of_record(Parts& parts, storage::Connection& db,
                                      records::Environment environment, const records::Ref& ref,
                                      std::string_view transition);

// State of each field for `given` laid over the form's values.
std::vector<forms::FieldState> states_of(Parts& parts, storage::Connection& db,
                                         const OpenForm& form, const base::JsonObject& given);
// The fields of a new record that nobody typed and whose default is another one now than in
// `given`, after the fields `typed` were. What stood in the form otherwise, as what a person wrote
// the last time, is no default and stays.
base::JsonObject defaults_after(Parts& parts, storage::Connection& db, const OpenForm& form,
                                const base::JsonObject& given,
                                const std::vector<std::string>& typed);
// What may be stored of `submitted`. Refuses as forms::accept does.
base::Result<base::JsonObject> accept(Parts& parts, storage::Connection& db, const OpenForm& form,
                                      const base::JsonObject& submitted);

// What was typed into the form when its record stood at version `seen`, 0: not known.
records::Typed typed_since(storage::Connection& db, const records::Catalogue& types,
                           const OpenForm& form, int64_t seen, const base::JsonObject& values);

// Signatures among the values get the time and the hash of what they sign.
void seal_signatures(const records::RecordType& type, const base::JsonObject& stored,
                     base::Time now, base::JsonObject& values);
// What a signature of this record would sign.
std::string hash_of_signed(const records::RecordType& type, const base::JsonObject& values);

// Hooks of work, see work::Hooks.
base::Result<work::Accepted> accept_task_form(Act& act, Parts& parts, const work::Task& task,
                                              const work::Completion& completion);
base::Result<void> carry_out_transitions(Act& act, Parts& parts, const work::Task& task,
                                         const std::string& outcome, const std::string& opinion,
                                         const work::Accepted& accepted);

}  // namespace app
