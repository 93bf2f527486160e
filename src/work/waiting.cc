#include "work/waiting.h"

#include <utility>

namespace work {
namespace {

constexpr int64_t persons_max = 10;

// What was returned (held_by) waits for what is done over, and for nobody.

// A seat that is open, and not claimed by somebody else.
constexpr std::string_view open_seats =
    " FROM work_task t JOIN work_seat s ON s.task = t.id AND s.state = 'open'"
    " JOIN work_candidate c ON c.task = s.task AND c.seat = s.place"
    " AND (s.relation <> 'own' OR t.claimed_by = '' OR t.claimed_by = c.person)";

base::Time median_of(storage::Connection& db, std::string_view process, const WaitingStep& step) {
  const auto row = db.first(
      "SELECT created_at FROM work_task WHERE state = 'open' AND held_by = 0 AND process = ?"
      " AND element = ?"
      " ORDER BY created_at LIMIT 1 OFFSET ?",
      {std::string(process), step.element, (step.tasks - 1) / 2});
  return {row->integer(0)};
}

std::vector<WaitingPerson> persons_of(storage::Connection& db, std::string_view process,
                                      const std::string& element) {
  std::vector<WaitingPerson> persons;
  for (const storage::Row& row :
       db.query("SELECT c.person, count(DISTINCT t.id)" + std::string(open_seats) +
                    " WHERE t.state = 'open' AND t.process = ? AND t.element = ?"
                    " GROUP BY c.person ORDER BY 2 DESC, 1 LIMIT ?",
                {std::string(process), element, persons_max})) {
    persons.push_back({row.text(0), row.integer(1)});
  }
  return persons;
}

// FROM and WHERE of the tasks that a query means.
std::pair<std::string, std::vector<storage::Cell>> source_of(const WaitingQuery& query) {
  std::string text = " FROM work_task t WHERE t.state = 'open' AND t.held_by = 0 AND t.process = ?";
  std::vector<storage::Cell> parameters = {query.process};
  if (!query.element.empty()) {
    text += " AND t.element = ?";
    parameters.emplace_back(query.element);
  }
  if (!query.person.empty()) {
    text +=
        " AND EXISTS (SELECT 1 FROM work_candidate c JOIN work_seat s ON s.task = c.task"
        " AND s.place = c.seat WHERE c.task = t.id AND c.person = ? AND s.state = 'open'"
        " AND (s.relation <> 'own' OR t.claimed_by = '' OR t.claimed_by = c.person))";
    parameters.emplace_back(query.person);
  }
  return {std::move(text), std::move(parameters)};
}

}  // namespace

std::vector<WaitingStep> waiting_steps(storage::Connection& db, std::string_view process,
                                       base::Time now) {
  std::vector<WaitingStep> steps;
  for (const storage::Row& row :
       db.query("SELECT element, max(title_zh), max(title_en), count(*),"
                " sum(CASE WHEN due_at <= ? THEN 1 ELSE 0 END), min(created_at) FROM work_task"
                " WHERE state = 'open' AND held_by = 0 AND process = ? GROUP BY element ORDER BY 4 "
                "DESC, 6, 1",
                {now.micros, std::string(process)})) {
    WaitingStep step;
    step.element = row.text(0);
    step.title = {row.text(1), row.text(2)};
    step.tasks = row.integer(3);
    step.overdue = row.integer(4);
    step.oldest = {row.integer(5)};
    steps.push_back(std::move(step));
  }
  for (WaitingStep& step : steps) {
    step.median = median_of(db, process, step);
    step.persons = persons_of(db, process, step.element);
  }
  return steps;
}

std::vector<int64_t> waiting_tasks(storage::Connection& db, const WaitingQuery& query) {
  auto [text, parameters] = source_of(query);
  parameters.emplace_back(query.limit);
  parameters.emplace_back(query.offset);
  std::vector<int64_t> keys;
  for (const storage::Row& row : db.query(
           "SELECT t.id" + text + " ORDER BY t.created_at, t.id LIMIT ? OFFSET ?", parameters)) {
    keys.push_back(row.integer(0));
  }
  return keys;
}

int64_t count_waiting(storage::Connection& db, const WaitingQuery& query) {
  const auto [text, parameters] = source_of(query);
  return db.first("SELECT count(*)" + text, parameters)->integer(0);
}

}  // namespace work
