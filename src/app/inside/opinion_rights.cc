#include "app/inside/opinion_rights.h"

#include <algorithm>

#include "app/inside/act.h"
#include "app/waiting.h"
#include "packs/jw.h"
#include "work/acting_starter.h"
#include "work/handed_in.h"
#include "work/instances.h"

namespace app {

namespace {

// Asked at the step, in whatever seat.
bool is_seated(const work::Task& task, const std::string& person) {
  return std::ranges::any_of(task.seats, [&](const work::Seat& seat) {
    return seat.person == person ||
           std::ranges::count(seat.candidates, person, &work::Candidate::person) > 0;
  });
}

}  // namespace

Told OpinionRights::told(const work::Task& task) const {
  const std::string& person = caller_.person;
  std::vector<std::string> readers = task.settings.opinions_for;
  if (readers.empty() || is_administrator(caller_) || is_seated(task, person)) return Told::Words;
  const auto* process = definitions_.process(task.process);
  if (process != nullptr && is_owner(*process, caller_)) return Told::Words;
  const bool is_kept_from_starter = std::erase(readers, packs::kNotStarter) > 0;
  if (work::is_starter(db_, task, person) || work::handed_in_by(db_, task.instance) == person)
    return is_kept_from_starter ? Told::Outcome : Told::Words;
  return readers.empty() || is_named(task, readers) ? Told::Words : Told::Nothing;
}

bool OpinionRights::is_for_caller(const work::Task& task, const work::TimelineEntry& entry) const {
  const std::string& person = caller_.person;
  if (entry.person == person || std::ranges::count(entry.mentions, person) > 0) return true;
  if (entry.act != "returned") return std::ranges::count(entry.persons, person) > 0;
  const auto target = base::text_or_empty(entry.changes, "target");
  if (target == work::starter_target) return work::is_starter(db_, task, person);
  return std::ranges::any_of(
      work::tasks_of_instance(db_, task.instance),
      [&](const work::Task& other) { return other.element == target && is_seated(other, person); });
}

bool OpinionRights::may_read_all(int64_t matter) const {
  return std::ranges::all_of(work::tasks_of_instance(db_, matter),
                             [&](const work::Task& task) { return told(task) == Told::Words; });
}

bool OpinionRights::is_named(const work::Task& task,
                             const std::vector<std::string>& readers) const {
  const auto& types = *definitions_.types;
  const auto record = records::find(db_, types, record_ref(task.record));
  return record && records::is_one_of(db_, types, environment_, *record, readers);
}

Told told_of(Look& look, const work::Task& task) {
  return OpinionRights(look.parts(), look.db(), look.environment(), look.caller()).told(task);
}

}  // namespace app
