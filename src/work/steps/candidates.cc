#include "work/steps/candidates.h"

#include <algorithm>

#include "base/text.h"
#include "org/deputies.h"
#include "org/leaving.h"
#include "org/organisation.h"
#include "org/reporting.h"
#include "work/acting_starter.h"
#include "work/applicants.h"
#include "work/assignment.h"
#include "work/seats.h"
#include "work/steps/changed_people.h"
#include "work/steps/superiors.h"
#include "work/store/rows.h"

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

std::vector<std::string> holders_of_all(storage::Connection& db,
                                        const std::vector<std::string>& positions, base::Time at) {
  std::vector<std::string> persons;
  for (const std::string& position : positions) {
    for (const std::string& person : org::holders(db, position, at)) add_once(persons, person);
  }
  return persons;
}

// The levels that an entry asks for, of those there are; see CandidateEntry::level.
std::vector<std::string> levels_of(std::vector<std::string> positions, int level) {
  const int size = static_cast<int>(positions.size());
  const int wanted = level > 0 ? level : size + level;
  if (wanted < size) positions.resize(static_cast<size_t>(std::max(wanted, 0)));
  return positions;
}

base::Result<std::vector<std::string>> chain_of(Context& context, const Task& task,
                                                const CandidateEntry& entry) {
  auto positions = entry.kind == CandidateEntry::Kind::UnitHeadsOfStarter
                       ? unit_head_positions(context.tx.db, task.starter, context.tx.now)
                       : superior_positions(context.tx.db, task.starter, context.tx.now);
  if (!positions) return positions;
  return levels_of(std::move(*positions), entry.level);
}

base::Result<std::vector<std::string>> superior_of(Context& context, std::string_view person,
                                                   int level) {
  const auto above = superior_positions(context.tx.db, person, context.tx.now);
  if (!above) return above.error();
  if (above->size() < static_cast<size_t>(level)) return std::vector<std::string>();
  return org::holders(context.tx.db, (*above)[static_cast<size_t>(level) - 1], context.tx.now);
}

// The field names a unit, or a person whose unit is meant.
base::Result<std::vector<std::string>> heads_of_field(Context& context, const Task& task,
                                                      const std::string& field) {
  const auto named = context.hooks.persons_in_field(task, field);
  if (!named) return named.error();
  std::vector<std::string> heads;
  for (const std::string& id : *named) {
    const auto unit = org::unit(context.tx.db, id);
    const auto found = unit ? org::holders(context.tx.db, unit->head, context.tx.now)
                            : org::unit_heads(context.tx.db, id, context.tx.now);
    for (const std::string& head : found) add_once(heads, head);
  }
  return heads;
}

// Of everybody whom the field names.
base::Result<std::vector<std::string>> superiors_in_field(Context& context, const Task& task,
                                                          const std::string& field) {
  const auto named = context.hooks.persons_in_field(task, field);
  if (!named) return named.error();
  std::vector<std::string> superiors;
  for (const std::string& person : *named) {
    const auto found = superior_of(context, person, 1);
    if (!found) return found;
    for (const std::string& each : *found) add_once(superiors, each);
  }
  return superiors;
}

// Who took over everything from somebody who was chosen and has left takes that, too.
base::Result<std::vector<std::string>> chosen(Context& context, const Task& task) {
  auto persons = context.hooks.evaluate_persons(task, "choice_" + task.element);
  if (persons) {
    for (std::string& person : *persons) person = org::present_successor(context.tx.db, person);
  }
  if (persons && !persons->empty()) return persons;
  return base::refusal("work.choice_required")
      .at(task.element)
      .lacking({base::Missing::Kind::Field,
                task.element,
                task.title,
                {"请选择此环节的办理人", "Choose who does this step"}});
}

base::Result<std::vector<std::string>> raw_persons(Context& context, const Task& task,
                                                   const CandidateEntry& entry) {
  using Kind = CandidateEntry::Kind;
  storage::Connection& db = context.tx.db;
  switch (entry.kind) {
    case Kind::Position: return org::holders(db, entry.name, context.tx.now);
    case Kind::Unit: return org::people_in_unit(db, entry.name, org::Units::Itself, context.tx.now);
    case Kind::UnitAndBelow:
      return org::people_in_unit(db, entry.name, org::Units::AndBelow, context.tx.now);
    case Kind::Role: return context.hooks.persons_of_role(entry.name);
    case Kind::Person: return std::vector{entry.name};
    case Kind::Field: return context.hooks.persons_in_field(task, entry.name);
    case Kind::ParentField: return context.hooks.persons_in_parent_field(task, entry.name);
    case Kind::Starter: return std::vector{task.starter};
    case Kind::UnitHeadOfStarter: return org::unit_heads(db, task.starter, context.tx.now);
    case Kind::UnitHeadOfField: return heads_of_field(context, task, entry.name);
    case Kind::SuperiorOfField: return superiors_in_field(context, task, entry.name);
    case Kind::SuperiorOfStarter: return superior_of(context, task.starter, entry.level);
    case Kind::SuperiorsOfStarter:
    case Kind::UnitHeadsOfStarter: {
      const auto positions = chain_of(context, task, entry);
      if (!positions) return positions.error();
      return holders_of_all(db, *positions, context.tx.now);
    }
    case Kind::Choice: return chosen(context, task);
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

// Somebody whom the model names is told by his name though he is here no more.
base::Text named_in(storage::Connection& db, const CandidateEntry& entry) {
  const bool is_known = entry.kind == CandidateEntry::Kind::Person && org::person(db, entry.name);
  return is_known ? org::name_of(db, entry.name) : base::Text{};
}

struct Named {
  std::vector<std::string> there;
  std::vector<std::string> gone;  // for whom nobody is there
  // Who took over, and from whom.
  std::vector<std::pair<std::string, std::string>> taken_over = {};
};

// Who took over everything from somebody whom a record names and who has left takes that, too.
Named named_now(storage::Connection& db, const CandidateEntry& entry,
                const std::vector<std::string>& persons) {
  using Kind = CandidateEntry::Kind;
  const bool is_of_record =
      entry.kind == Kind::Field || entry.kind == Kind::ParentField || entry.kind == Kind::Formula;
  if (!is_of_record) return {active_only(db, persons), {}};
  Named named;
  for (const std::string& person : persons) {
    if (!org::person(db, person)) continue;
    const std::string present = org::present_successor(db, person);
    if (present.empty())
      add_once(named.gone, person);
    else
      add_once(named.there, present);
    if (!present.empty() && present != person) named.taken_over.emplace_back(present, person);
  }
  return named;
}

void note_taken_over(const std::vector<std::pair<std::string, std::string>>& taken_over,
                     std::vector<SeatPlan>& plans) {
  for (const auto& [person, leaver] : taken_over) {
    for (SeatPlan& plan : plans) {
      if (plan.position.empty() && plan.persons == std::vector{person})
        add_once(plan.instead_of, leaver);
    }
  }
}

void add_candidate(std::vector<Candidate>& candidates, std::string person,
                   std::string on_behalf_of) {
  const bool is_there = std::ranges::count(candidates, person, &Candidate::person) > 0;
  if (!is_there) candidates.push_back({std::move(person), std::move(on_behalf_of)});
}

}  // namespace

base::Result<void> check_participants(Context& context, const Task& task,
                                      const std::vector<std::string>& persons) {
  if (!context.hooks.may_take_part || task.record.id == 0) return {};
  for (const std::string& person : persons) {
    const auto allowed = context.hooks.may_take_part(task.record, person);
    if (!allowed) return base::Error(allowed.error()).at("persons").because(person);
  }
  return {};
}

base::Result<std::vector<std::string>> persons_of_entry(Context& context, const Task& task,
                                                        const CandidateEntry& entry) {
  auto persons = raw_persons(context, task, entry);
  if (!persons) return persons;
  return named_now(context.tx.db, entry, *persons).there;
}

base::Result<std::vector<SeatPlan>> plan_seats(Context& context, const Task& task,
                                               const engine::UserTask& user_task) {
  const auto entries =
      with_changed_people(context.tx.db, task.instance, task.element,
                          task.settings.candidates.empty() ? assigned(context.tx.db, user_task)
                                                           : task.settings.candidates);
  const bool is_every_seat_counted = is_counted(task.settings.rule.policy);
  std::vector<SeatPlan> plans;
  std::vector<std::string> pool;
  for (const CandidateEntry& entry : entries) {
    if (entry.kind == CandidateEntry::Kind::Position) {
      plans.push_back({entry.name, {}});
      continue;
    }
    if (entry.is_chain()) {
      const auto positions = chain_of(context, task, entry);
      if (!positions) return positions.error();
      for (const std::string& position : *positions) plans.push_back({position, {}});
      if (positions->empty()) plans.push_back({"", {}, {}, {entry}});
      continue;
    }
    const auto persons = raw_persons(context, task, entry);
    if (!persons) return persons.error();
    const auto [there, gone, taken_over] = named_now(context.tx.db, entry, *persons);
    if (is_every_seat_counted) {
      if (there.empty() && gone.empty())
        plans.push_back({"", {}, named_in(context.tx.db, entry), {entry}, *persons});
      for (const std::string& person : gone)
        plans.push_back({"", {}, org::name_of(context.tx.db, person), {entry}, {person}});
    }
    for (const std::string& person : there) {
      const bool is_new = std::ranges::find(pool, person) == pool.end();
      if (is_new && is_every_seat_counted) plans.push_back({"", {person}});
      add_once(pool, person);
    }
    if (is_every_seat_counted) note_taken_over(taken_over, plans);
  }
  if (!is_every_seat_counted && !pool.empty()) plans.push_back({"", pool});
  if (plans.empty() && !is_plain(task.properties)) plans.push_back({"", {}, {}, entries});
  return plans;
}

bool is_his_own_matter(Context& context, const Task& task, const std::string& person) {
  if (task.settings.applicant == ApplicantRule::Allowed) return false;
  const auto said = task.properties.find("jw:applicants");
  if (said != task.properties.end()) {
    const auto steps = read_applicants(said->second).steps;
    if (has_done(context.tx.db, task.instance, steps, person)) return true;
    if (task.settings.applicants.empty()) return false;
  }
  if (task.settings.applicants.empty()) return is_starter(context.tx.db, task, person);
  const bool is_starters_too = std::ranges::any_of(
      task.settings.applicants,
      [](const CandidateEntry& entry) { return entry.kind == CandidateEntry::Kind::Starter; });
  // Who has taken the matter over as well, whom the entry itself does not name.
  if (is_starters_too && is_starter(context.tx.db, task, person)) return true;
  const auto applicants = resolve_persons(context, task, task.settings.applicants);
  return !applicants || std::ranges::count(*applicants, person) > 0;
}

base::Error not_to_him(Context& context, const Task& task, const std::string& person,
                       std::string_view refusal) {
  const base::Text name = org::name_of(context.tx.db, person);
  base::Text title{name.zh + "在此环节已有席位，请另选",
                   name.en + " has a seat at this step already; choose somebody else"};
  if (person == context.tx.actor.person)
    title = {"不能选择本人，请另选", "Not oneself; choose somebody else"};
  else if (is_his_own_matter(context, task, person))
    title = {
        "此事项属于" + name.zh + "本人，不能由其决定，请另选",
        "This is " + name.en + "'s own matter and not for him to decide; choose somebody else"};
  return base::refusal(refusal).with_title(std::move(title));
}

base::Result<void> check_successors(Context& context, const Task& task,
                                    const std::vector<std::string>& persons) {
  if (task.settings.successors.empty()) return {};
  const auto may = resolve_persons(context, task, task.settings.successors);
  if (!may) return may.error();
  if (may->empty()) return {};
  for (const std::string& person : persons) {
    if (std::ranges::count(*may, person) > 0) continue;
    std::vector<std::string> names;
    for (const std::string& each : *may) names.push_back(org::name_of(context.tx.db, each).zh);
    return base::refusal("work.not_a_successor").at("persons").because(base::join(names, "、"));
  }
  return {};
}

std::vector<std::string> holders_of(Context& context, const SeatPlan& plan) {
  if (!plan.persons.empty()) return plan.persons;
  return org::holders(context.tx.db, plan.position, context.tx.now);
}

namespace {

// Who acts for an applicant where he may not.
std::vector<std::string> in_place_of_applicant(Context& context, const Task& task) {
  const base::Time now = context.tx.now;
  if (task.settings.applicant == ApplicantRule::UnitHead)
    return org::unit_heads(context.tx.db, task.starter, now);
  if (task.settings.applicant != ApplicantRule::Superior) return {};
  const auto above = superior_of(context, task.starter, 1);
  return above ? *above : std::vector<std::string>();
}

bool may_act(Context& context, const Task& task, const std::string& person) {
  return !is_his_own_matter(context, task, person) && is_active(context.tx.db, person) &&
         check_participants(context, task, {person}).ok();
}

bool may_stand_in(const Barred& barred, const std::string& person) {
  return !barred.has_voted(person) && std::ranges::count(barred.seated, person) == 0;
}

// Somebody acts instead of a person who is away, or of whoever holds a position; a deputy who may
// not leaves the seat to them.
bool is_replaced(Context& context, const Task& task, const std::string& of, const Barred& barred) {
  const auto instead = org::replacements_of(context.tx.db, of, task.process, context.tx.now);
  return std::ranges::any_of(instead, [&](const org::DeputyRow& row) {
    return may_stand_in(barred, row.deputy) && may_act(context, task, row.deputy);
  });
}

}  // namespace

std::vector<Candidate> candidates_of(Context& context, const Task& task, const SeatPlan& plan,
                                     const Barred& barred) {
  storage::Connection& db = context.tx.db;
  const base::Time now = context.tx.now;
  auto holders = holders_of(context, plan);
  const bool is_own_matter = std::ranges::any_of(
      holders, [&](const std::string& holder) { return is_his_own_matter(context, task, holder); });
  if (is_own_matter) {
    for (const std::string& person : in_place_of_applicant(context, task))
      add_once(holders, person);
  }
  const bool is_position = plan.persons.empty() && !plan.position.empty();
  const bool are_replaced = is_position && is_replaced(context, task, plan.position, barred);
  std::vector<Candidate> candidates;
  for (const std::string& holder : holders) {
    if (!are_replaced && !is_replaced(context, task, holder, barred))
      add_candidate(candidates, holder, "");
  }
  for (const std::string& holder : holders) {
    for (const org::DeputyRow& deputy : org::deputies_of(db, holder, task.process, now)) {
      add_candidate(candidates, deputy.deputy, holder);
    }
  }
  if (is_position) {
    const std::string seated = holders.empty() ? plan.position : holders.front();
    for (const org::DeputyRow& deputy : org::deputies_of(db, plan.position, task.process, now)) {
      add_candidate(candidates, deputy.deputy, seated);
    }
  }
  const std::string_view post = is_position ? std::string_view(plan.position) : "";
  std::erase_if(candidates, [&](const Candidate& candidate) {
    const bool is_deputy = !candidate.on_behalf_of.empty();
    return (is_deputy && !may_stand_in(barred, candidate.person)) ||
           has_had_his_vote(context, barred, post, candidate.person) ||
           !may_act(context, task, candidate.person);
  });
  return candidates;
}

std::vector<std::string> awaited(Context& context, const Task& task) {
  if (task.settings.nobody.act != Nobody::Act::Wait) return {};
  auto persons = resolve_persons(context, task, task.settings.candidates);
  return persons ? std::move(persons).value() : std::vector<std::string>();
}

SeatPlan plan_of(Context& context, const Task& task, const Seat& seat) {
  SeatPlan plan{seat.position, persons_of_seat(context.tx.db, task.key, seat.id)};
  if (plan.position.empty() && plan.persons.empty()) plan.persons = awaited(context, task);
  return plan;
}

base::Result<std::vector<std::string>> substitutes_of(Context& context, const Task& task) {
  switch (task.settings.nobody.act) {
    case Nobody::Act::Usual:
    case Nobody::Act::Administrators:
      return active_only(context.tx.db, context.hooks.persons_of_role("administrator"));
    case Nobody::Act::Persons: return resolve_persons(context, task, task.settings.nobody.to);
    case Nobody::Act::Refuse:
    case Nobody::Act::Wait:
    case Nobody::Act::Pass:
    case Nobody::Act::Reject: break;
  }
  return std::vector<std::string>();
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
