// Tasks: one user task of the engine, its seats, and who may sit on them.
//
// A seat is one vote. A seat bound to a position belongs to whoever holds the position at the time;
// a deputy may act for the holder and is shown. Policy `any` without positions has one shared seat.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "engine/effects.h"
#include "storage/database.h"
#include "work/context.h"
#include "work/settings.h"

namespace work {

enum class TaskState { Open, Done, Canceled };
std::string_view name_of(TaskState state);

enum class SeatState {
  Open,
  Waiting,   // its turn has not come: sequence, signers before it, or somebody does it over
  Acted,     // with signers after it, it counts when they have agreed too
  Canceled,  // decided by others, returned, removed, or the process left the task
};
std::string_view name_of(SeatState state);

// Somebody who may act for a seat now.
struct Candidate {
  std::string person;
  std::string on_behalf_of;  // the holder a deputy stands in for; the position id when it is vacant
};

// How a seat came to the task: planned, or added by somebody who sits on another (加签).
enum class Relation {
  Own,
  Before,  // he acts first; the seat that asked for him waits
  After,   // he acts when that seat has agreed; until then its agreement is held
  Beside,  // one more seat of the same level
};
std::string_view name_of(Relation relation);
// Of several signers that were added together.
enum class Signers { All, Any, OneByOne };
std::string_view name_of(Signers signers);

// A person asked for his opinion before the seat decides (委派), and who asked.
struct Delegation {
  std::string by;
  std::string on_behalf_of;          // the holder whom `by` stood in for
  std::vector<std::string> persons;  // of the seat before; empty: bound to its position
};

struct Seat {
  std::string id;        // "1", "2" … in order
  std::string position;  // empty: bound to persons
  base::Text title;      // the position's title, else the person's name
  SeatState state = SeatState::Open;
  std::vector<Candidate> candidates;  // of an open or waiting seat
  std::string person;                 // who acted
  std::string on_behalf_of;           // the holder he stood in for
  std::string outcome;
  std::string opinion;
  base::Json signature;
  base::JsonObject variables;  // that its form set
  engine::RecordRef written;
  std::optional<base::Time> at;
  std::string reason;      // machine reason of a cancelled seat, or of a vote by rule
  base::Text reason_text;  // for people
  int64_t weight = 1;
  Relation relation = Relation::Own;
  std::string parent;  // the seat that it was added to
  int64_t depth = 0;   // 1: added by a planned seat
  std::string group;   // the first of those added together
  Signers signers = Signers::All;
  std::string added_by;                 // person
  std::vector<Delegation> delegations;  // the latest last
};

struct Task {
  int64_t key = 0;  // as in the engine
  int64_t instance = 0;
  int64_t definition = 0;
  std::string process;
  base::Text process_title;
  std::string element;
  base::Text title;
  Settings settings;
  engine::Properties properties;  // all of them, jw:fields and jw:writes too
  std::string form_id;
  engine::RecordRef record;
  std::string starter;
  TaskState state = TaskState::Open;
  std::string outcome;
  int64_t version = 1;  // grows when what people may do on it changes; not by the votes of others
  base::Time created_at;
  std::optional<base::Time> due_at;
  std::optional<base::Time> suspended_at;
  std::optional<base::Time> ended_at;
  std::string ended_by;
  std::string claimed_by;
  std::optional<base::Time> claimed_at;
  int64_t urged = 0;
  std::string reason;      // machine reason of an end that nobody decided
  base::Text reason_text;  // for people
  // A task that exists here only: its person does something over (退回), while `origin` waits.
  int64_t origin = 0;
  AfterReturn strategy = AfterReturn::Again;  // of a task with an origin
  int64_t held_by = 0;                        // the task that is done over first
  std::vector<std::string> steps_before;      // elements that lead here
  std::optional<base::Time> opened_at;        // a candidate looked at it
  std::vector<Seat> seats;

  bool is_open() const { return state == TaskState::Open; }
  const Seat* seat(std::string_view id) const;
};

// Somebody else has claimed the planned seat; signers act beside a claim.
bool is_claimed_by_other(const Task& task, const Seat& seat, std::string_view person);

// Called by the engine's effect. Refuses with work.seat_vacant naming each seat that nobody may
// take, work.no_candidate when nobody at all is left, work.bad_settings.
base::Result<void> create_task(Context& context, const engine::UserTask& user_task);
// The instance has gone over to another definition: the task is named, filled in and decided as
// that says from now on; whom it belongs to and its votes stay. Refuses with work.bad_settings.
base::Result<void> migrate_task(Context& context, const engine::UserTask& user_task);
// The engine left the task (boundary event, cancellation, return). Nothing happens when it is over.
void cancel_task(Context& context, int64_t key, std::string_view reason);
// The engine left it while listeners looked at its creation: nobody had it, and it is found as
// cancelled.
void keep_uncreated_task(Context& context, const engine::UserTaskCanceled& canceled);
// The engine left the task while listeners looked at what its people had decided: it is not done.
void cancel_completing_task(Context& context, int64_t key, std::string_view reason);

std::optional<Task> find_task(storage::Connection& db, int64_t key);
// Refuses with work.no_task.
base::Result<Task> get_task(storage::Connection& db, int64_t key);
std::vector<Task> open_tasks(storage::Connection& db, int64_t instance);
// The newest first.
std::vector<Task> tasks_of_record(storage::Connection& db, const engine::RecordRef& record);
std::vector<Task> tasks_of_instance(storage::Connection& db, int64_t instance);

// Whether the person may see it: candidate, has acted, starter, copied, escalated to.
bool is_participant(storage::Connection& db, const Task& task, std::string_view person);

// What the person may do on it now: complete, reply, comment, copy, circulate, transfer, delegate,
// add_signer, remove_signer, return, take_back, urge, claim, unclaim, save_draft, opinion.
std::vector<std::string> offered_acts(storage::Connection& db, const Task& task,
                                      std::string_view person);
// Elements that it may be returned to: user tasks done before in this instance, the latest first,
// and the starter, who mends what he handed in. Left out is what a step that moved its record
// stands in the way of, as far as the step says how a return goes on.
constexpr std::string_view starter_target = "$starter";
struct ReturnTarget {
  std::string element;  // or starter_target
  base::Text title;
  std::vector<std::string> persons;  // who did it
  // At least one; the first is meant when none is named.
  std::vector<AfterReturn> strategies = {};
};
std::vector<ReturnTarget> return_targets(storage::Connection& db, const Task& task);
// The seat on which the person would act next; nullptr when there is none.
const Seat* seat_for(const Task& task, std::string_view person);
// Whose deputy he is at that seat; empty where he has none, or in his own right.
std::string holder_at(const Task& task, std::string_view person);

std::span<const storage::Migration> migrations();

}  // namespace work
