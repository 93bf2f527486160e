#include "work/votes.h"

#include "base/time.h"
#include "work/signers.h"
#include "work/steps/one_vote.h"
#include "work/task.h"

namespace work {

Votes votes(storage::Connection& db, const engine::RecordRef& record, std::string_view element) {
  Votes found;
  const auto row = db.first(
      "SELECT id FROM work_task WHERE record_type = ? AND record_id = ? AND element = ? AND state "
      "<> 'canceled'"
      " AND is_superseded = 0 ORDER BY id DESC LIMIT 1",
      {record.type, record.id, std::string(element)});
  if (!row) return found;
  const Task task = *find_task(db, row->integer(0));
  found.task = task.key;
  found.outcome = task.outcome;
  for (const Seat& seat : task.seats) {
    if (counts_no_more(seat)) continue;
    found.by_seat.push_back({seat.id, seat.position, seat.person, seat.on_behalf_of, seat.outcome,
                             seat.opinion, seat.at});
  }
  found.tally = count(ballots_of(task), task.settings.agreeing());
  return found;
}

base::Json to_json(const Votes& votes) {
  base::JsonArray seats;
  for (const SeatVote& vote : votes.by_seat) {
    seats.push_back(
        base::JsonObject{{"seat", vote.seat},
                         {"position", vote.position},
                         {"person", vote.person},
                         {"on_behalf_of", vote.on_behalf_of},
                         {"outcome", vote.outcome},
                         {"opinion", vote.opinion},
                         {"at", vote.at ? base::Json(base::print_utc(*vote.at)) : base::Json()}});
  }
  return base::JsonObject{{"agree", votes.tally.agree},
                          {"disagree", votes.tally.disagree},
                          {"total", votes.tally.total},
                          {"outcome", votes.outcome},
                          {"by_seat", std::move(seats)}};
}

}  // namespace work
