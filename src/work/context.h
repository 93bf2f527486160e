// What work needs of the rest of the program in one operation. `app` fills it.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "base/working_calendar.h"
#include "engine/process.h"
#include "engine/rows.h"
#include "storage/tx.h"

namespace runtime {
class Op;
}

namespace work {

struct Task;
struct Seat;

// What a person hands in with a task.
struct Completion {
  std::string outcome;
  std::string opinion;
  base::JsonObject values;         // of the form
  base::Json signature;            // {image, name} or null
  std::string seat;                // seat id when the person has several; empty: the first open one
  std::optional<int64_t> version;  // of the task as the person saw it
  std::optional<int64_t> record_version = {};  // of the record as his form showed it
  base::JsonObject choices = {};        // persons by element, for steps whose people he names
  std::vector<std::string> files = {};  // ids of attachments that go with the opinion
};

// What accepting a form came to.
struct Accepted {
  base::JsonObject variables;  // set in the process when the task completes
  engine::RecordRef written;   // new:<type> or latest:<type>, else the bound record
  std::string signed_hash;     // of what a signature is given for; empty: nothing to tell it by
};

// Something that people's pages may want to know; names only, never contents.
struct Signal {
  std::string kind;  // task, notice, counts, instance
  std::string id;
  std::vector<std::string> persons;
};

// What lists and notices say a matter is about.
struct SubjectTitle {
  std::string number;
  std::string title;
  std::vector<std::string> summary = {};  // lines of jw:summary
};

// What the starter filled in.
struct StartForm {
  std::string element;  // the start event
  std::string form_id;  // empty: that of the bound record
  std::string fields;   // permissions, as jw:fields
};

// Where a running task stands.
struct Outside {
  engine::ProcessRef process;  // nullptr: unknown
  feel::Value variables;
};

enum class Withdrawal { Running, Ended };

// The hooks hold the operation of the moment, so they live as long as it does.
struct Hooks {
  // --- Who
  // FEEL of jw:candidates: a person id or a list of them.
  std::function<base::Result<std::vector<std::string>>(const Task&, const std::string& formula)>
      evaluate_persons;
  // FEEL of jw:due as text; empty where it gives nothing.
  std::function<base::Result<std::string>(const Task&, const std::string& formula)> evaluate_due;
  // Person field of the bound record, and of the record that it belongs to.
  std::function<base::Result<std::vector<std::string>>(const Task&, const std::string& field)>
      persons_in_field;
  std::function<base::Result<std::vector<std::string>>(const Task&, const std::string& field)>
      persons_in_parent_field;
  std::function<std::vector<std::string>(const std::string& role)> persons_of_role;
  // Whether a person may have part in the work on a record, and whether that differs between
  // records of the same people; both empty: everybody may.
  std::function<base::Result<void>(const engine::RecordRef&, const std::string& person)>
      may_take_part;
  std::function<bool(const engine::RecordRef&)> excludes_people;

  // --- What a completion does besides
  // Checks the form's values and stores them; asked before the vote is counted, for every act.
  std::function<base::Result<Accepted>(const Task&, const Completion&)> accept_form;
  // The transitions that the task asks for; called once, when the task is decided and its votes are
  // stored.
  std::function<base::Result<void>(const Task&, const std::string& outcome,
                                   const std::string& opinion, const Accepted&)>
      carry_out;

  // What a withdrawal does besides (jw:on.withdraw.transition and jw:on.withdraw_after.transition
  // of the process); may be empty.
  std::function<base::Result<void>(int64_t instance, Withdrawal)> withdrawn;

  // --- The engine; see connect_engine
  // `action` is a word of whoever acts, for listeners of the process.
  std::function<base::Result<void>(int64_t task, const base::JsonObject& variables,
                                   const std::string& action)>
      complete_in_engine;
  // What an assignment or a change asks for; apply_change follows, at once or when the listeners of
  // the task have seen it. See runtime::Engine::change_user_task.
  std::function<base::Result<void>(int64_t task, engine::JobKind event,
                                   const base::JsonObject& values)>
      change_in_engine;
  std::function<base::Result<void>(int64_t task, const std::string& element,
                                   const std::string& reason)>
      return_in_engine;
  std::function<base::Result<void>(int64_t instance, const std::string& reason)> cancel_in_engine;
  // Everything else that runs in the instance of a task ends.
  std::function<base::Result<void>(int64_t instance, int64_t task, const std::string& reason)>
      keep_only_in_engine;
  // The instance begins again behind its start event; whatever runs ends.
  std::function<base::Result<void>(int64_t instance, const std::string& reason)> restart_in_engine;
  // The instance goes on at an element and nowhere else.
  std::function<base::Result<void>(int64_t instance, const std::string& element,
                                   const std::string& reason)>
      jump_in_engine;
  // Whether an instance may go on at an element by a jump: refuses as the record's rules have it.
  // May be empty.
  std::function<base::Result<void>(int64_t instance, const std::string& element)> may_jump;
  // An element that was left begins again; what runs behind it ends.
  std::function<base::Result<void>(int64_t instance, const std::string& element,
                                   const std::string& reason)>
      reopen_in_engine;
  std::function<base::Result<void>(int64_t instance, const base::JsonObject& variables)>
      set_in_engine;
  std::function<StartForm(int64_t instance)> start_form;
  // Elements from which one can be reached in the process of an instance.
  std::function<std::vector<std::string>(int64_t instance, const std::string& element)>
      elements_before;
  // Elements that can come after one in the process of an instance, itself among them.
  std::function<std::vector<std::string>(int64_t instance, const std::string& element)>
      elements_behind;
  // Whether the process of an instance ends there: an end event outside of every sub-process. May
  // be empty.
  std::function<bool(int64_t instance, const std::string& element)> is_end;
  // The process of an instance and what a task of it sees, for prediction; may be empty.
  std::function<Outside(const Task&)> outside_of;
  // Calls work::fire(kind, payload) at `due`.
  std::function<void(base::Time due, std::string_view kind, const base::Json& payload)> schedule;

  // --- Names
  // Of a process (element empty) or one of its elements, and of an outcome; an empty zh means:
  // unknown.
  std::function<base::Text(const std::string& process, const std::string& element,
                           const std::string& outcome)>
      title_of;
  // Of a record as a process calls it: by jw:title and jw:summary, else by the record's own title.
  std::function<SubjectTitle(const std::string& process, const engine::RecordRef&)> title_of_record;

  // Whether everybody may read the record, the record of the task or matter, or the written notice
  // that the link of a notice leads to; empty: everybody may.
  std::function<bool(std::string_view link)> is_open_to_all;

  // Collected; told after the commit.
  std::function<void(Signal)> signal;
};

struct Context {
  storage::Tx& tx;
  const base::WorkingCalendar& calendar;
  const Hooks& hooks;
};

// Fills the engine hooks from the operation.
void connect_engine(Hooks& hooks, runtime::Op& op);

}  // namespace work
