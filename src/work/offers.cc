// What a person may do on a task now.
#include <algorithm>

#include "work/acts.h"
#include "work/administering.h"
#include "work/instances.h"
#include "work/signers.h"
#include "work/steps/one_vote.h"
#include "work/steps/participants.h"
#include "work/steps/taking_back.h"
#include "work/store/rows.h"

namespace work {
namespace {

class Offers {
 public:
  Offers(storage::Connection& db, const Task& task, std::string_view person)
      : db_(db), task_(task), person_(person) {}

  std::vector<std::string> all() {
    const bool can_move = task_.is_open() && !task_.suspended_at;
    const Seat* seat = can_move ? seat_for(task_, person_) : nullptr;
    if (seat && !is_claimed_by_other(task_, *seat, person_)) add_of_seat(*seat);
    const bool takes_part = is_participant(db_, task_, person_);
    if (has_removable()) add("remove_signer");
    if (can_take_back(db_, task_, person_)) add("take_back");
    if (takes_part) {
      add("comment");
      add("copy");
      add("circulate");
    }
    if (has_unread_circulation()) add("confirm_read");
    if (takes_part && can_move && !seat) add("urge");
    if (silent_seat(task_, person_)) add("opinion");
    return acts_;
  }

 private:
  void add(std::string_view act) {
    if (task_.settings.offered(act)) acts_.emplace_back(act);
  }

  void add_of_seat(const Seat& seat) {
    const bool is_asked_only = !seat.delegations.empty();
    if (is_asked_only) {
      add("reply");
    } else {
      add("complete");
      add("save_draft");
    }
    if (!task_.settings.is_final) {
      add("transfer");
      add("delegate");
      if (!is_asked_only && seat.depth < signer_depth_max) add("add_signer");
    }
    if (!is_asked_only && !return_targets(db_, task_).empty()) add("return");
    const bool is_shared = !is_counted(task_.settings.rule.policy) && seat.candidates.size() > 1;
    if (is_shared && task_.claimed_by.empty()) add("claim");
    if (task_.claimed_by == person_) add("unclaim");
  }

  bool has_removable() const {
    return std::ranges::any_of(task_.seats,
                               [&](const Seat& seat) { return may_remove(task_, seat, person_); });
  }

  bool has_unread_circulation() const {
    return db_
        .first(
            "SELECT 1 FROM work_copy WHERE instance = ? AND person = ? AND kind = "
            "'circulation' AND confirmed_at IS NULL",
            {task_.instance, person_})
        .has_value();
  }

  storage::Connection& db_;
  const Task& task_;
  std::string person_;
  std::vector<std::string> acts_;
};

}  // namespace

std::vector<std::string> participants(storage::Connection& db, int64_t instance) {
  std::vector<std::string> persons;
  for (const storage::Row& row :
       db.query("SELECT person FROM work_participant WHERE instance = ?", {instance})) {
    persons.push_back(row.text(0));
  }
  return persons;
}

const Seat* silent_seat(const Task& task, std::string_view person) {
  if (task.is_open() || !is_counted(task.settings.rule.policy)) return nullptr;
  for (const Seat& seat : task.seats) {
    const bool is_member = std::ranges::count(seat.candidates, person, &Candidate::person) > 0;
    const bool is_silent = seat.state == SeatState::Canceled && !counts_no_more(seat);
    if (is_member && is_silent && seat.opinion.empty()) return &seat;
  }
  return nullptr;
}

std::vector<std::string> offered_acts(storage::Connection& db, const Task& task,
                                      std::string_view person) {
  return Offers(db, task, person).all();
}

}  // namespace work
