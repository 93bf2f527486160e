// Giving a seat to others, wholly or for a while: transfer, delegate and its return, signers.
#include <algorithm>

#include "base/text.h"
#include "org/organisation.h"
#include "work/acts.h"
#include "work/administering.h"
#include "work/assignment.h"
#include "work/due_dates.h"
#include "work/signers.h"
#include "work/steps/candidates.h"
#include "work/steps/deciding.h"
#include "work/steps/handed_on.h"
#include "work/steps/handing.h"
#include "work/steps/one_vote.h"
#include "work/steps/passing_on.h"
#include "work/steps/remarks.h"

namespace work {
namespace {

// Somebody else who may decide this matter and does not sit on it already.
base::Result<void> check_successor(Context& context, const Task& task, const std::string& person,
                                   const char* refusal) {
  if (auto known = check_persons(context.tx.db, {person}); !known) return known;
  if (auto open = check_participants(context, task, {person}); !open) return open;
  if (task.settings.is_final) return base::refusal(refusal);
  if (is_his_own_matter(context, task, person) || is_seated(task, person))
    return not_to_him(context, task, person, refusal).at("persons");
  return {};
}

// The persons of the seat with the acting one, or whom he stands in for, replaced.
std::vector<std::string> persons_after(Context& context, const Mine& mine,
                                       const std::string& successor) {
  const std::string& actor = context.tx.actor.person;
  const std::string& replaced =
      mine.candidate.on_behalf_of.empty() ? actor : mine.candidate.on_behalf_of;
  auto persons = persons_of_seat(context.tx.db, mine.task.key, mine.seat.id);
  if (std::ranges::count(persons, replaced) == 0) return {successor};
  std::ranges::replace(persons, replaced, successor);
  return persons;
}

// The seat waits and is opened anew for whom it belongs to now.
base::Result<void> seat_anew(Context& context, const Task& task, const Seat& seat,
                             const std::vector<std::string>& persons) {
  set_persons_of_seat(context.tx, task.key, seat.id, persons);
  set_seat_state(context.tx, task.key, seat.id, SeatState::Waiting);
  drop_claim(context.tx, task.key);
  bump_version(context.tx, task.key);
  const auto settled = settle(context, task.key, {});
  return settled ? base::Result<void>() : settled.error();
}

// He who acts, and the holder for whom he does, wait for what others say.
void note_awaited(Context& context, const Mine& mine, std::string_view kind) {
  note_handed_on(context.tx, mine.task.key, context.tx.actor.person, kind);
  if (!mine.candidate.on_behalf_of.empty())
    note_handed_on(context.tx, mine.task.key, mine.candidate.on_behalf_of, kind);
}

void tell_handed(Context& context, const Mine& mine, std::string_view act,
                 const std::vector<std::string>& persons, const Remark& said) {
  const OnBehalf on_behalf(context.tx, mine.candidate.on_behalf_of);
  base::JsonObject more = json_of(said);
  more["persons"] = base::JsonArray(persons.begin(), persons.end());
  more["seat"] = mine.seat.id;
  more["seat_title"] = json_of(mine.seat.title);
  keep_files(context.tx, mine.task.instance, said.files);
  tell(context, mine.task, act, std::move(more));
  signal_task(context, mine.task, {context.tx.actor.person});
}

// Before the seat opens, so that its people hear of it in these words: who hands it on, what he
// says to it, and what the matter is.
void notify_handed(Context& context, const Mine& mine, const std::vector<std::string>& persons,
                   const base::Text& what, const std::string& words) {
  const base::Text about = headline(context, mine.task);
  base::Text text = summary_of(context, mine.task);
  for (std::string* each : {&text.zh, &text.en})
    *each = words + (words.empty() || each->empty() ? "" : "\n") + *each;
  notify(context, persons,
         {"task",
          {what, about},
          text,
          link_of(mine.task),
          cause_of_seat(mine.task.key, mine.seat.id, mine.task.version + 1)});
}

// --- by an administrator

base::Result<Seat> seat_meant(const Task& task, const std::string& id) {
  std::vector<std::string> undecided;
  for (const Seat& seat : task.seats) {
    if (is_undecided(seat)) undecided.push_back(seat.id);
  }
  const bool is_clear = undecided.size() == 1 && id.empty();
  const auto found = std::ranges::find(undecided, is_clear ? undecided.front() : id);
  if (found != undecided.end()) return *task.seat(*found);
  return base::refusal("request.wrong_type").at("seat").because(base::join(undecided, ", "));
}

base::Result<void> check_newcomer(Context& context, const Task& task, const Seat& seat,
                                  const std::string& person) {
  if (auto known = check_persons(context.tx.db, {person}); !known) return known;
  if (auto open = check_participants(context, task, {person}); !open) return open;
  if (auto may = check_successors(context, task, {person}); !may) return may;
  const bool is_alone = seat.candidates.size() == 1 && seat.candidates.front().person == person;
  if (is_alone || is_his_own_matter(context, task, person) ||
      is_seated_elsewhere(task, seat.id, person))
    return not_to_him(context, task, person, "work.transfer_not_allowed").at("persons");
  return {};
}

// In the story, to who has the seat now and to who had it.
void tell_reassigned(Context& context, const Task& task, const Seat& seat,
                     const std::string& person, const std::string& words) {
  base::JsonObject more = by_administrator();
  more["persons"] = base::JsonArray{base::Json(person)};
  more["seat"] = seat.id;
  more["seat_title"] = json_of(seat.title);
  more["text"] = words;
  tell(context, task, "transferred", std::move(more));
  const base::Text about = headline(context, task);
  notify(context, {person},
         {"task",
          {{"转办（管理员代操作）", "Transferred to you by an administrator"}, about},
          {words, words},
          link_of(task),
          cause_of_seat(task.key, seat.id, task.version + 1)});
  std::vector<std::string> before;
  for (const Candidate& each : seat.candidates) {
    if (each.person == person) continue;
    before.push_back(each.person);
    note_handed_on(context.tx, task.key, each.person, handed_transferred);
  }
  notify(context, before,
         {"message",
          {{"已由管理员转办他人", "Given to somebody else by an administrator"}, about},
          {words, words},
          link_of(task),
          "task:" + std::to_string(task.key) + ":taken:" + std::to_string(task.version)});
  signal_task(context, task, before);
}

// --- signers

// A signer beside one who was added himself joins his group.
bool joins_group(const Seat& seat, Relation relation) {
  const bool was_added = seat.relation == Relation::Before || seat.relation == Relation::After;
  return relation == Relation::Beside && was_added;
}

Seat signer_of(const Mine& mine, const NewSigners& asked, const std::string& person,
               size_t number) {
  const Seat& seat = mine.seat;
  const bool joins = joins_group(seat, asked.relation);
  const size_t first = mine.task.seats.size() + 1;
  Seat signer;
  signer.id = std::to_string(first + number);
  signer.state = SeatState::Waiting;
  signer.relation = joins ? seat.relation : asked.relation;
  signer.parent = joins ? seat.parent : seat.id;
  signer.group = joins ? seat.group : std::to_string(first);
  signer.signers = joins ? seat.signers : asked.signers;
  signer.depth = seat.depth + 1;
  const auto weight = mine.task.settings.weights.find(person);
  if (weight != mine.task.settings.weights.end()) signer.weight = weight->second;
  return signer;
}

base::Result<void> check_signers(Context& context, const Mine& mine, const NewSigners& asked) {
  if (!mine.seat.delegations.empty()) return base::refusal("work.delegated");
  if (mine.seat.depth >= signer_depth_max) return base::refusal("work.signers_too_deep");
  if (asked.persons.empty()) return base::refusal("work.unknown_person").at("persons");
  std::vector<std::string> seen;
  for (const std::string& person : asked.persons) {
    const bool is_twice = std::ranges::count(seen, person) > 0;
    if (is_twice)
      return base::refusal("work.signer_not_allowed")
          .at("persons")
          .because(org::name_of(context.tx.db, person).zh + " ×2");
    auto allowed = check_successor(context, mine.task, person, "work.signer_not_allowed");
    if (allowed) allowed = check_successors(context, mine.task, {person});
    if (!allowed) return allowed;
    seen.push_back(person);
  }
  return {};
}

// Signers who wait have their people too, each again when all of them are there: who signs himself
// stands in for none of the others.
void seat_signers(Context& context, int64_t key, size_t first) {
  for (int round = 0; round < 2; ++round) {
    const size_t count = find_task(context.tx.db, key)->seats.size();
    for (size_t place = first; place < count; ++place) {
      const Task task = *find_task(context.tx.db, key);
      const Seat& seat = task.seats[place];
      replace_candidates(
          context.tx, key, seat.id,
          candidates_of(context, task, plan_of(context, task, seat), barred_of(task, seat.id)));
    }
  }
}

std::string_view act_of(Relation relation) {
  if (relation == Relation::Before) return "signer_added_before";
  return relation == Relation::After ? "signer_added_after" : "signer_added";
}

}  // namespace

base::Result<void> transfer(Context& context, int64_t key, std::string_view person,
                            std::string_view reason) {
  const auto mine = my_task(context, key, "transfer");
  if (!mine) return mine.error();
  const std::string successor(person);
  auto allowed = check_successor(context, mine->task, successor, "work.transfer_not_allowed");
  if (allowed) allowed = check_successors(context, mine->task, {successor});
  if (!allowed) return allowed;
  const auto words = reason_for(mine->task, "transfer", reason);
  if (!words) return words.error();
  if (is_plain(mine->task.properties))
    return transfer_plain(context, mine->task, successor, *words);
  return hand_over(context, *mine, successor, *words);
}

base::Result<void> hand_over(Context& context, const Mine& mine, const std::string& successor,
                             const std::string& reason) {
  tell_handed(context, mine, "transferred", {successor}, {reason});
  note_handed_on(context.tx, mine.task.key, context.tx.actor.person, handed_transferred);
  notify_handed(context, mine, {successor},
                done_by_actor(context, "转办", "transferred this to you"), reason);
  auto seated = seat_anew(context, mine.task, mine.seat, persons_after(context, mine, successor));
  const bool is_claimed = mine.task.claimed_by == context.tx.actor.person;
  if (seated && is_claimed) pass_claim(context, mine.task.key, mine.seat.id, successor);
  return seated;
}

bool may_be_transferred(const Task& task) {
  return !task.settings.is_final && task.settings.offered("transfer") != nullptr;
}

base::JsonObject by_administrator() { return {{"by_administrator", true}}; }

base::Result<void> transfer_for(Context& context, int64_t key, const Reassignment& asked) {
  const auto task = any_open_task(context, key);
  if (!task) return task.error();
  if (!is_administrator(context)) return base::refusal("work.no_task");
  if (auto offered = check_offered(*task, "transfer"); !offered) return offered.error();
  if (!may_be_transferred(*task)) return base::refusal("work.transfer_not_allowed");
  const auto seat = seat_meant(*task, asked.seat);
  if (!seat) return seat.error();
  if (auto allowed = check_newcomer(context, *task, *seat, asked.person); !allowed) return allowed;
  const auto words = checked_reason(asked.reason);
  if (!words) return words.error();
  tell_reassigned(context, *task, *seat, asked.person, *words);
  if (is_plain(task->properties))
    return assign(context, key, asked.person, Override::Allowed, "transfer");
  set_delegations(context.tx, key, seat->id, {});
  return seat_anew(context, *task, *seat, {asked.person});
}

base::Result<void> delegate(Context& context, int64_t key, std::string_view person,
                            std::string_view reason) {
  const auto mine = my_task(context, key, "delegate");
  if (!mine) return mine.error();
  const std::string asked(person);
  auto allowed = check_successor(context, mine->task, asked, "work.transfer_not_allowed");
  if (allowed) allowed = check_successors(context, mine->task, {asked});
  if (!allowed) return allowed;
  const auto words = reason_for(mine->task, "delegate", reason);
  if (!words) return words.error();
  const Seat& seat = mine->seat;
  Delegation asking{context.tx.actor.person, mine->candidate.on_behalf_of,
                    persons_of_seat(context.tx.db, key, seat.id)};
  // Of several candidates the one who asks takes the seat by asking.
  if (asking.persons.size() > 1) {
    asking.persons = {asking.on_behalf_of.empty() ? asking.by : asking.on_behalf_of};
  }
  auto delegations = seat.delegations;
  delegations.push_back(std::move(asking));
  set_delegations(context.tx, key, seat.id, delegations);
  tell_handed(context, *mine, "delegated", {asked}, {*words});
  notify_handed(context, *mine, {asked},
                done_by_actor(context, "征求您的意见", "asks for your opinion"), *words);
  note_awaited(context, *mine, handed_asking);
  return seat_anew(context, mine->task, seat, {asked});
}

base::Result<void> reply(Context& context, int64_t key, const Remark& opinion) {
  const auto mine = my_task(context, key, "reply");
  if (!mine) return mine.error();
  if (mine->seat.delegations.empty()) return base::refusal("work.not_delegated");
  const auto words = checked_text(opinion.text);
  if (!words) return words.error();
  auto delegations = mine->seat.delegations;
  const Delegation asking = delegations.back();
  delegations.pop_back();
  set_delegations(context.tx, key, mine->seat.id, delegations);
  tell_handed(context, *mine, "delegate_returned", {asking.by}, {*words, opinion.files});
  notify_handed(context, *mine, asking.persons,
                done_by_actor(context, "答复了征求的意见", "gave the opinion that was asked for"),
                *words);
  note_handed_on(context.tx, key, context.tx.actor.person, handed_replied);
  return seat_anew(context, mine->task, mine->seat, asking.persons);
}

base::Result<void> take_question_back(Context& context, const Task& task, const Seat& seat,
                                      const std::string& words) {
  auto delegations = seat.delegations;
  const Delegation asking = delegations.back();
  delegations.pop_back();
  const OnBehalf on_behalf(context.tx, asking.on_behalf_of);
  set_delegations(context.tx, task.key, seat.id, delegations);
  tell(context, task, "taken_back",
       {{"text", words}, {"seat", seat.id}, {"seat_title", json_of(seat.title)}});
  return seat_anew(context, task, seat, asking.persons);
}

base::Result<void> add_signers(Context& context, int64_t key, const NewSigners& asked) {
  const auto mine = my_task(context, key, "add_signer");
  if (!mine) return mine.error();
  if (auto checked = check_signers(context, *mine, asked); !checked) return checked;
  const auto words = reason_for(mine->task, "add_signer", asked.reason);
  if (!words) return words.error();
  for (size_t number = 0; number < asked.persons.size(); ++number) {
    const std::string& person = asked.persons[number];
    Seat signer = signer_of(*mine, asked, person, number);
    signer.title = org::name_of(context.tx.db, person);
    signer.added_by = context.tx.actor.person;
    insert_seat(context.tx, key, signer, {person});
  }
  seat_signers(context, key, mine->task.seats.size());
  follow_people(context, key);
  bump_version(context.tx, key);
  tell_handed(context, *mine, act_of(asked.relation), asked.persons, {*words});
  if (asked.relation == Relation::Before) note_awaited(context, *mine, handed_to_signers);
  const auto settled = settle(context, key, {});
  return settled ? base::Result<void>() : settled.error();
}

}  // namespace work
