// Private to the module: tasks and seats as rows.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "work/task.h"

namespace work {

storage::Cell cell_of(const std::optional<base::Time>& time);
std::optional<base::Time> time_or_nothing(const storage::Row& row, size_t column);
// ",a,b," so that LIKE can look inside; empty for none.
std::string stored_list(const std::vector<std::string>& items);

void insert_task(storage::Tx& tx, const Task& task);
// What the model says of it: place in the process, titles, properties, form.
void describe_task(storage::Tx& tx, const Task& task);
void insert_seat(storage::Tx& tx, int64_t task, const Seat& seat,
                 const std::vector<std::string>& persons);
// The persons that a person-bound seat was given; empty: bound to its position.
std::vector<std::string> persons_of_seat(storage::Connection& db, int64_t task,
                                         std::string_view seat);
void set_persons_of_seat(storage::Tx& tx, int64_t task, std::string_view seat,
                         const std::vector<std::string>& persons);
void set_title_of_seat(storage::Tx& tx, int64_t task, std::string_view seat,
                       const base::Text& title);
void replace_candidates(storage::Tx& tx, int64_t task, std::string_view seat,
                        const std::vector<Candidate>& candidates);
// Where the task stands among what its candidates have to do; after its due time or state changed.
void list_by_due(storage::Tx& tx, int64_t task);
void set_seat_state(storage::Tx& tx, int64_t task, std::string_view seat, SeatState state);
void store_vote(storage::Tx& tx, int64_t task, const Seat& seat);
void set_delegations(storage::Tx& tx, int64_t task, std::string_view seat,
                     const std::vector<Delegation>& delegations);
// Another task is done over first; 0: no more.
void hold_task(storage::Tx& tx, int64_t task, int64_t by);
// Why something ended without a decision of the person concerned: for machines and for people.
struct Why {
  std::string reason;
  base::Text text;
};
void cancel_seat(storage::Tx& tx, int64_t task, std::string_view seat, const Why& why);
// Cancels seats that are open or waiting.
void cancel_seats(storage::Tx& tx, int64_t task, const Why& why);
// With it end its drafts and what was told of it.
void end_task(storage::Tx& tx, int64_t task, TaskState state, std::string_view outcome,
              const Why& why);
void bump_version(storage::Tx& tx, int64_t task);
// Nobody has claimed it any more.
void store_claim(storage::Tx& tx, int64_t task, const std::string& person);
void drop_claim(storage::Tx& tx, int64_t task);

void add_participant(storage::Tx& tx, int64_t instance, std::string_view person);
std::vector<int64_t> task_keys(storage::Connection& db, std::string_view where,
                               const std::vector<storage::Cell>& parameters);

}  // namespace work
