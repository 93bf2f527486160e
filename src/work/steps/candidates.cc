#include "work/steps/candidates.h"

#include <algorithm>

#include "org/deputies.h"
#include "org/organisation.h"
#include "work/seats.h"

namespace work {
namespace {

void add_once(std::vector<std::string>& list, const std::string& item) {
  if (std::ranges::find(list, item) == list.end()) list.push_back(item);
}

bool is_active(storage::Connection& db, const std::string& id) {
  const auto person = org::person(db, id);
  return person && person->is_active;
}

std::vector<std::string> active_only(storage::Connection& db,
                                     const std::vector<std::string>& persons) {
  std::vector<std::string> active;
  for (const std::string& person : persons) {
    if (is_active(db, person)) add_once(active, person);
  }
  return active;
}

base::Result<std::vector<std::string>> raw_persons(Context& context, const Task& task,
                                                   const CandidateEntry& entry) {
  using Kind = CandidateEntry::Kind;
  storage::Connection& db = context.tx.db;
  switch (entry.kind) {
    case Kind::Position: return org::holders(db, entry.name, context.tx.now);
    case Kind::Role: return context.hooks.persons_of_role(entry.name);
    case Kind::Person: return std::vector{entry.name};
    case Kind::Field: return context.hooks.persons_in_field(task, entry.name);
    case Kind::Starter: return std::vector{task.starter};
    case Kind::UnitHeadOfStarter: return org::unit_heads(db, task.starter, context.tx.now);
    case Kind::SuperiorOfStarter:
      return org::superiors(db, task.starter, entry.level, context.tx.now);
    case Kind::Formula: return context.hooks.evaluate_persons(task, entry.name);
  }
  return std::vector<std::string>();
}

// zeebe:assignmentDefinition: an assignee, users, and groups that are positions or roles.
std::vector<CandidateEntry> assigned(storage::Connection& db, const engine::UserTask& user_task) {
  using Kind = CandidateEntry::Kind;
  if (!user_task.assignee.empty()) return {{Kind::Person, user_task.assignee, 1}};
  std::vector<CandidateEntry> entries;
  for (const std::string& user : user_task.candidate_users)
    entries.push_back({Kind::Person, user, 1});
  for (const std::string& group : user_task.candidate_groups) {
    entries.push_back({org::position(db, group) ? Kind::Position : Kind::Role, group, 1});
  }
  return entries;
}

void add_candidate(std::vector<Candidate>& candidates, std::string person,
                   std::string on_behalf_of) {
  const bool is_there = std::ranges::count(candidates, person, &Candidate::person) > 0;
  if (!is_there) candidates.push_back({std::move(person), std::move(on_behalf_of)});
}

}  // namespace

base::Result<std::vector<std::string>> persons_of_entry(Context& context, const Task& task,
                                                        const CandidateEntry& entry) {
  auto persons = raw_persons(context, task, entry);
  if (!persons) return persons;
  return active_only(context.tx.db, *persons);
}

base::Result<std::vector<SeatPlan>> plan_seats(Context& context, const Task& task,
                                               const engine::UserTask& user_task) {
  const auto entries = task.settings.candidates.empty() ? assigned(context.tx.db, user_task)
                                                        : task.settings.candidates;
  std::vector<SeatPlan> plans;
  std::vector<std::string> pool;
  for (const CandidateEntry& entry : entries) {
    if (entry.kind == CandidateEntry::Kind::Position) {
      plans.push_back({entry.name, {}});
      continue;
    }
    const auto persons = persons_of_entry(context, task, entry);
    if (!persons) return persons.error();
    const bool is_counted_seat = is_counted(task.settings.policy);
    if (is_counted_seat && persons->empty())
      return base::refusal("work.no_candidate").because(entry.name);
    for (const std::string& person : *persons) {
      const bool is_new = std::ranges::find(pool, person) == pool.end();
      if (is_new && is_counted_seat) plans.push_back({"", {person}});
      add_once(pool, person);
    }
  }
  if (!is_counted(task.settings.policy) && !pool.empty()) plans.push_back({"", pool});
  return plans;
}

std::vector<Candidate> candidates_of(Context& context, const Task& task, const SeatPlan& plan) {
  storage::Connection& db = context.tx.db;
  const base::Time now = context.tx.now;
  const auto holders = plan.persons.empty() ? org::holders(db, plan.position, now) : plan.persons;
  std::vector<Candidate> candidates;
  for (const std::string& holder : holders) add_candidate(candidates, holder, "");
  for (const std::string& holder : holders) {
    for (const org::DeputyRow& deputy : org::deputies_of(db, holder, task.process, now)) {
      add_candidate(candidates, deputy.deputy, holder);
    }
  }
  if (plan.persons.empty()) {
    const std::string seated = holders.empty() ? plan.position : holders.front();
    for (const org::DeputyRow& deputy : org::deputies_of(db, plan.position, task.process, now)) {
      add_candidate(candidates, deputy.deputy, seated);
    }
  }
  std::erase_if(candidates, [&](const Candidate& candidate) {
    const bool is_own_matter =
        task.settings.is_applicant_excluded && candidate.person == task.starter;
    return is_own_matter || !is_active(db, candidate.person);
  });
  return candidates;
}

base::Result<std::vector<std::string>> resolve_persons(Context& context, const Task& about,
                                                       const std::vector<CandidateEntry>& entries) {
  std::vector<std::string> found;
  for (const CandidateEntry& entry : entries) {
    const auto persons = persons_of_entry(context, about, entry);
    if (!persons) return persons;
    for (const std::string& person : *persons) add_once(found, person);
  }
  return found;
}

}  // namespace work
