#include "work/seats.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/text.h"
#include "org/organisation.h"
#include "work/due_dates.h"
#include "work/own_matters.h"
#include "work/steps/automatic.h"
#include "work/steps/candidates.h"
#include "work/steps/common.h"
#include "work/steps/reseated.h"
#include "work/steps/seats_anew.h"

namespace work {
namespace {

std::vector<std::string> newcomers(const Seat& before, const std::vector<Candidate>& after) {
  std::vector<std::string> fresh;
  for (const Candidate& candidate : after) {
    if (std::ranges::count(before.candidates, candidate.person, &Candidate::person) == 0) {
      fresh.push_back(candidate.person);
    }
  }
  return fresh;
}

void tell_newcomers(Context& context, const Task& task, const std::vector<std::string>& persons,
                    const base::Text& text) {
  const base::Text about = headline(context, task);
  for (const std::string& person : persons) add_participant(context.tx, task.instance, person);
  notify(context, persons,
         {"task",
          {{"待办", "To do"}, about},
          text,
          link_of(task),
          "task:" + std::to_string(task.key) + ":seat:" + std::to_string(context.tx.now.micros)});
}

Why holder_changed() {
  return {"holder_changed",
          {"任职或代理变化，席位重新确定办理人",
           "Holder or deputy changed; the seat found its people again"}};
}

Why field_changed() {
  return {"field_changed",
          {"单据上的负责人已变更，席位随之改派",
           "The record names somebody else now; the seat followed"}};
}

Why own_matter() {
  return {"own_matter",
          {"席位归申请人本人，按规则不由本人办理，改由他人办理",
           "The seat is the applicant's, who by rule does not decide his own matter; others do"}};
}

// Why a seat finds others when those whose it is have changed.
Why why_others(Context& context, const Task& task, const Seat& seat, const Why& changed) {
  const auto holders = holders_of(context, plan_of(context, task, seat));
  const bool is_applicants = std::ranges::any_of(
      holders, [&](const std::string& holder) { return is_his_own_matter(context, task, holder); });
  return is_applicants ? own_matter() : changed;
}

struct Filled {
  std::vector<Candidate> candidates;
  std::vector<std::string> substitutes;  // asked since nobody of its own may act
};

// Whoever `jw:empty` names for it.
Filled stand_ins_of(Context& context, const Task& task, const Barred& barred) {
  const auto substitutes = substitutes_of(context, task);
  if (!substitutes || substitutes->empty()) return {};
  auto candidates = candidates_of(context, task, {"", *substitutes}, barred);
  if (candidates.empty()) return {};
  return {std::move(candidates), *substitutes};
}

bool has_candidate(const std::vector<Candidate>& candidates, const std::string& person) {
  return std::ranges::count(candidates, person, &Candidate::person) > 0;
}

// One of those who stand in on it has claimed it; then it stays with them until he gives it back.
bool is_claimed_in_between(const Task& task, const Seat& seat, const Filled& stand_ins) {
  if (task.claimed_by.empty() || seat.relation != Relation::Own) return false;
  if (!has_candidate(seat.candidates, task.claimed_by)) return false;
  return std::ranges::all_of(seat.candidates, [&](const Candidate& each) {
    return has_candidate(stand_ins.candidates, each.person);
  });
}

// Who may act on the seat: whose it is, while there is nobody whoever stands in.
Filled fill_seat(Context& context, const Task& task, const Seat& seat) {
  const SeatPlan plan = plan_of(context, task, seat);
  const Barred barred = barred_of(task, seat.id);
  auto candidates = candidates_of(context, task, plan, barred);
  const bool is_skipped = seat.delegations.empty() && is_skipped_for_applicant(context, task, plan);
  const bool is_asking = seat.state == SeatState::Open && !is_skipped;
  if (!is_asking) return {std::move(candidates), {}};
  const bool is_claimed = has_candidate(seat.candidates, task.claimed_by);
  if (!candidates.empty() && (!is_claimed || has_candidate(candidates, task.claimed_by)))
    return {std::move(candidates), {}};
  Filled stand_ins = stand_ins_of(context, task, barred);
  if (candidates.empty() || is_claimed_in_between(task, seat, stand_ins)) return stand_ins;
  return {std::move(candidates), {}};
}

Why decided_anew() {
  return {"own_matter",
          {"席位归申请人本人，按规则不由本人办理，改按此环节的规则处理",
           "The seat is the applicant's, who by rule does not decide his own matter; the rules of "
           "the step do"}};
}

// A rule decides, or those are told who can find somebody.
void leave_vacant(Context& context, const Task& task, const Seat& seat) {
  if (!opens_anew(context, task, seat)) return tell_vacant(context, task, seat);
  tell_reseated(context, task, seat, {}, decided_anew());
  if (!task.suspended_at) schedule_opening(context, task);
}

// In the story, and to those who are left with a vacant seat.
void tell_refilled(Context& context, const Task& task, const Seat& seat, const Filled& filled,
                   const std::vector<std::string>& fresh, const Why& why) {
  if (!filled.substitutes.empty()) {
    Seat named = seat;
    return give_to_substitutes(context, task, named, filled.substitutes);
  }
  if (filled.candidates.empty()) {
    Seat empty = seat;
    empty.candidates.clear();
    return leave_vacant(context, task, empty);
  }
  tell_reseated(context, task, seat, fresh, why);
}

}  // namespace

bool are_same(const std::vector<Candidate>& a, const std::vector<Candidate>& b) {
  return std::ranges::equal(a, b, [](const Candidate& x, const Candidate& y) {
    return x.person == y.person && x.on_behalf_of == y.on_behalf_of;
  });
}

void tell_own_matter(Context& context, const Task& task, const Seat& seat) {
  std::vector<std::string> asked;
  for (const Candidate& candidate : seat.candidates) asked.push_back(candidate.person);
  const Why why = own_matter();
  tell_reseated(context, task, seat, asked, why);
  if (seat.state == SeatState::Open) tell_newcomers(context, task, asked, why.text);
}

void tell_vacant(Context& context, const Task& task, const Seat& seat) {
  const base::Text text =
      is_for_applicants_only(context, task, seat)
          ? base::Text{"席位归此事项的当事人本人，按规则不能由其决定，也没有他人可以办理，请转办",
                       "The seat is of those alone whose own matter it is, who by rule do not "
                       "decide it, and nobody stands in; hand it on"}
          : base::Text{"席位空缺，等待任命或代理",
                       "The seat is vacant until somebody is appointed"};
  tell_reseated(context, task, seat, {}, {"seat_vacant", text});
  const base::Text about = headline(context, task);
  // Who waits for the result, and who can appoint somebody.
  std::vector<std::string> concerned = context.hooks.persons_of_role("administrator");
  concerned.push_back(task.starter);
  notify(context, concerned,
         {"vacant",
          {{"席位空缺", "Vacant seat"}, about},
          text,
          link_of(task),
          "task:" + std::to_string(task.key) + ":vacant:" + seat.id});
}

void drop_claim_without_seat(Context& context, int64_t key) {
  const Task task = *find_task(context.tx.db, key);
  if (task.claimed_by.empty() || seat_for(task, task.claimed_by)) return;
  drop_claim(context.tx, key);
}

bool resolve_seat(Context& context, const Task& task, const Seat& seat, const Why& why) {
  const Filled filled = fill_seat(context, task, seat);
  if (are_same(filled.candidates, seat.candidates)) return false;
  replace_candidates(context.tx, task.key, seat.id, filled.candidates);
  bump_version(context.tx, task.key);
  follow_people(context, task.key);
  const auto fresh = newcomers(seat, filled.candidates);
  tell_refilled(context, task, seat, filled, fresh, why);
  const bool are_substitutes = !filled.substitutes.empty();
  if (seat.state == SeatState::Open) {
    tell_newcomers(
        context, task, fresh,
        are_substitutes ? told_to_substitutes(context, task, seat) : summary_of(context, task));
  }
  auto concerned = fresh;
  for (const Candidate& candidate : seat.candidates) concerned.push_back(candidate.person);
  signal_task(context, task, concerned);
  return true;
}

void fill_own_seat(Context& context, const Task& task, const Seat& seat) {
  if (seat.state != SeatState::Open) return;
  if (!resolve_seat(context, task, seat, own_matter())) leave_vacant(context, task, seat);
}

namespace {

std::vector<std::string> without(std::vector<std::string> list,
                                 const std::vector<std::string>& taken) {
  std::erase_if(list, [&](const std::string& item) { return std::ranges::count(taken, item) > 0; });
  return list;
}

// The field names nobody any more: whom else the seat belongs to. It stays as it was where nobody
// would be asked instead.
std::vector<std::string> left_behind(Context& context, const Task& task, const Seat& seat,
                                     const std::vector<std::string>& persons,
                                     const FieldChange& named) {
  const bool is_filled = is_counted(task.settings.rule.policy)
                             ? without(persons, named.before).empty()
                             : without(named.before, persons).empty();
  auto left = is_filled ? without(persons, named.before) : persons;
  if (!left.empty()) return left;
  const bool is_anybody_asked =
      !stand_ins_of(context, task, barred_of(task, seat.id)).candidates.empty();
  return is_anybody_asked ? left : persons;
}

// Whom a seat belongs to after the change; as before where the field had not filled it.
std::vector<std::string> following(Context& context, const Task& task, const Seat& seat,
                                   const FieldChange& named) {
  const auto persons = persons_of_seat(context.tx.db, task.key, seat.id);
  if (named.after.empty()) return left_behind(context, task, seat, persons, named);
  const auto come = without(named.after, named.before);
  if (come.empty()) return persons;
  if (is_counted(task.settings.rule.policy)) {
    const auto free = std::ranges::find_if(come, [&](const std::string& person) {
      return !is_seated_elsewhere(task, seat.id, person);
    });
    if (free == come.end()) return persons;
    const auto gone = without(named.before, named.after);
    const bool is_nobodys = persons.empty() && named.before.empty();
    const bool is_his = persons.size() == 1 && std::ranges::count(gone, persons.front()) > 0;
    return is_his || is_nobodys ? std::vector{*free} : persons;
  }
  if (!without(named.before, persons).empty()) return persons;
  auto pool = without(persons, named.before);
  pool.insert(pool.end(), named.after.begin(), named.after.end());
  return pool;
}

// A counted seat is called after the one whose it is, or, when that is nobody, who is asked
// instead.
base::Text title_after(Context& context, const Task& task, const Seat& seat,
                       const std::vector<std::string>& persons) {
  if (persons.size() == 1) return org::name_of(context.tx.db, persons.front());
  return persons.empty() && is_counted(task.settings.rule.policy) ? base::Text{} : seat.title;
}

bool is_filled_by(const Task& task, const FieldChange& named) {
  return std::ranges::any_of(task.settings.candidates, [&](const CandidateEntry& entry) {
    return entry.kind == named.kind && entry.name == named.field;
  });
}

bool follows_fields(const Seat& seat) {
  return is_undecided(seat) && seat.position.empty() && seat.relation == Relation::Own &&
         seat.delegations.empty();
}

// Finds the seats whose people are others by now. Most seats are alike in all that `candidates_of`
// looks at, so it is asked once for each kind of seat and not once for each seat.
class Stale {
 public:
  explicit Stale(Context& context) : context_(context) {}

  // Open tasks with such a seat, in the order of their keys.
  std::vector<int64_t> tasks() {
    std::vector<int64_t> stale;
    const std::vector<int64_t> open = task_keys(context_.tx.db, "state = 'open' ORDER BY id", {});
    for (size_t at = 0; at < open.size(); at += kPage) {
      const int64_t last = open[std::min(at + kPage, open.size()) - 1];
      read(open[at], last);
      for (const auto& [seat, line] : seats_) {
        const int64_t task = seat.first;
        if (line.now != line.found && (stale.empty() || stale.back() != task))
          stale.push_back(task);
      }
    }
    return stale;
  }

 private:
  static constexpr size_t kPage = 1'000;

  struct Line {
    std::string found;  // candidates as they are stored
    std::string now;
  };

  static void add(std::string& line, const Candidate& candidate) {
    line.append(candidate.person).append("/").append(candidate.on_behalf_of).append(",");
  }

  void read(int64_t first, int64_t last) {
    seats_.clear();
    for (const storage::Row& row : context_.tx.db.query(
             "SELECT t.id, s.place, t.process, t.starter, t.properties, s.position, s.persons,"
             " t.record_type, t.record_id, coalesce(f.person, '')"
             " FROM work_task t LEFT JOIN work_spoken_for f ON f.instance = t.instance JOIN "
             "work_seat s ON s.task = t.id WHERE t.state = 'open' AND"
             " t.id BETWEEN ? AND ? AND s.state IN ('open', 'waiting')",
             {first, last}))
      seats_[{row.integer(0), row.integer(1)}].now = candidates_now(row);
    for (const storage::Row& row : context_.tx.db.query(
             "SELECT c.task, c.seat, c.person, c.on_behalf_of FROM work_candidate c"
             " WHERE c.task BETWEEN ? AND ? ORDER BY c.task, c.seat, c.place",
             {first, last})) {
      const auto seat = seats_.find({row.integer(0), row.integer(1)});
      if (seat != seats_.end()) add(seat->second.found, {row.text(2), row.text(3)});
    }
  }

  const std::string& candidates_now(const storage::Row& row) {
    std::string kind = row.text(2) + '\n' + row.text(5) + '\n' + row.text(6);
    // Whose matter it is counts where the step says so.
    if (row.text(4).find("\"jw:applicant\"") != std::string::npos)
      kind += '\n' + row.text(3) + '\n' + row.text(4) + '\n' + row.text(9);
    const engine::RecordRef record{row.text(7), row.integer(8)};
    const bool is_nobodys = row.text(5).empty() && row.text(6).empty();
    // Who did an earlier step differs from matter to matter.
    const bool is_single = is_nobodys || row.text(4).find("done_by:") != std::string::npos;
    if (is_single) kind += '\n' + std::to_string(row.integer(0));
    const bool is_exclusive =
        row.text(4).find("\"jw:applicants\"") != std::string::npos ||
        (context_.hooks.excludes_people && context_.hooks.excludes_people(record));
    if (is_exclusive) kind += '\n' + std::to_string(record.id);
    const auto [known, is_new] = by_kind_.try_emplace(std::move(kind));
    if (is_new) {
      const Task task = *find_task(context_.tx.db, row.integer(0));
      SeatPlan plan{row.text(5), base::split(row.text(6), ',')};
      if (is_nobodys) plan.persons = awaited(context_, task);
      for (const Candidate& each : candidates_of(context_, task, plan)) add(known->second, each);
    }
    return known->second;
  }

  Context& context_;
  std::map<std::pair<int64_t, int64_t>, Line> seats_;  // of a page, by task and place
  std::unordered_map<std::string, std::string> by_kind_;
};

// Gives how many seats changed.
int64_t resolve_seats(Context& context, int64_t key) {
  int64_t changed = 0;
  const size_t seats = find_task(context.tx.db, key)->seats.size();
  for (size_t place = 0; place < seats; ++place) {
    const Task task = *find_task(context.tx.db, key);
    const Seat& seat = task.seats[place];
    if (!is_undecided(seat)) continue;
    const Why why = why_others(context, task, seat, holder_changed());
    if (!resolve_seat(context, task, seat, why)) continue;
    ++changed;
    const Task now = *find_task(context.tx.db, key);
    close_notices_of_others(context.tx, link_of(now), open_candidates(now));
  }
  return changed;
}

}  // namespace

void resolve_seats_of(Context& context, int64_t key) { resolve_seats(context, key); }

int64_t resolve_open_seats(Context& context) {
  take_back_forms(context);
  int64_t changed = 0;
  for (const int64_t key : Stale(context).tasks()) {
    // Who has a seat of his own stands in on no other: one seat may change what the one before
    // asks.
    const int64_t once = resolve_seats(context, key);
    changed += once > 0 ? once + resolve_seats(context, key) : 0;
    drop_claim_without_seat(context, key);
  }
  return changed;
}

int64_t follow_field(Context& context, const engine::RecordRef& record, const FieldChange& named) {
  int64_t changed = 0;
  for (const int64_t key :
       task_keys(context.tx.db, "record_type = ? AND record_id = ? AND state = 'open' ORDER BY id",
                 {record.type, record.id})) {
    const Task task = *find_task(context.tx.db, key);
    if (!is_filled_by(task, named)) continue;
    for (const Seat& before : task.seats) {
      if (!follows_fields(before)) continue;
      const Task now = *find_task(context.tx.db, key);
      const Seat& seat = *now.seat(before.id);
      const auto persons = following(context, now, seat, named);
      if (persons == persons_of_seat(context.tx.db, key, seat.id)) continue;
      set_persons_of_seat(context.tx, key, seat.id, persons);
      set_title_of_seat(context.tx, key, seat.id, title_after(context, now, seat, persons));
      const Task named_anew = *find_task(context.tx.db, key);
      const Seat& followed = *named_anew.seat(before.id);
      const Why why = why_others(context, named_anew, followed, field_changed());
      changed += resolve_seat(context, named_anew, followed, why) ? 1 : 0;
    }
    const Task now = *find_task(context.tx.db, key);
    close_notices_of_others(context.tx, link_of(now), open_candidates(now));
    drop_claim_without_seat(context, key);
  }
  return changed;
}

std::vector<int64_t> vacant_tasks(storage::Connection& db) {
  return task_keys(
      db,
      "state = 'open' AND EXISTS (SELECT 1 FROM work_seat s WHERE s.task = work_task.id AND "
      "s.state = 'open'"
      " AND NOT EXISTS (SELECT 1 FROM work_candidate c WHERE c.task = s.task AND c.seat = s.place))"
      " ORDER BY id",
      {});
}

}  // namespace work
