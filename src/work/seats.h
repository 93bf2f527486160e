// Open seats follow the organisation: a change of holder or deputy finds them new people. Whoever
// `jw:empty` names stands in while there is nobody, also on a seat that was filled when it opened;
// nothing is passed or rejected by rule then, since the next holder may be about to be appointed.
// Cast votes stay, and what a stand-in has claimed stays with him.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "work/task.h"

namespace work {

// Resolves every open seat again. Call after posts or deputies changed. Returns how many seats
// changed.
int64_t resolve_open_seats(Context& context);
// Resolves now and at the beginning and end of what changes; the organisation takes effect with it.
void follow_change(Context& context, base::Time from, std::optional<base::Time> until);

// A person field that names others than before.
struct FieldChange {
  CandidateEntry::Kind kind = CandidateEntry::Kind::Field;  // or ParentField
  std::string field;
  std::vector<std::string> before;
  std::vector<std::string> after;
};
// Seats of the record's open tasks that the field had filled (`field:` in jw:candidates, or
// `parent.field:` where the field is of the record that this one belongs to) go to whom it names
// now, also where somebody stands in because nobody whom it named could act. Where it names nobody
// any more whoever `jw:empty` names stands in, or else the seat stays as it was. What was
// transferred or delegated stays where it is; so does a seat of a counted vote where the field
// names only who sits on another seat of it.
// Returns how many seats changed.
int64_t follow_field(Context& context, const engine::RecordRef& record, const FieldChange& named);

// Open tasks with a seat that nobody may take: for administrators.
std::vector<int64_t> vacant_tasks(storage::Connection& db);

// Resolves candidates outside of a task (notify:send's `to`): person ids, each once.
base::Result<std::vector<std::string>> resolve_persons(Context& context, const Task& about,
                                                       const std::vector<CandidateEntry>& entries);

}  // namespace work
