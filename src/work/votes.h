// Votes of a record's tasks, as guards and pages ask for them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "engine/rows.h"
#include "storage/connection.h"
#include "work/policy.h"

namespace work {

struct SeatVote {
  std::string seat;
  std::string position;
  std::string person;
  std::string on_behalf_of;
  std::string outcome;
  std::string opinion;
  std::optional<base::Time> at;
};

struct Votes {
  int64_t task = 0;  // 0: there was none
  Tally tally;
  std::string outcome;  // when decided
  std::vector<SeatVote> by_seat;
};
// Of the latest task of that element bound to the record: earlier passes do not count.
Votes votes(storage::Connection& db, const engine::RecordRef& record, std::string_view element);
// {agree, disagree, total, outcome, by_seat: [{seat, position, person, on_behalf_of, outcome,
// opinion, at}]}
base::Json to_json(const Votes& votes);

}  // namespace work
