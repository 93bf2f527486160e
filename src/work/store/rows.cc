#include "work/store/rows.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "base/text.h"
#include "work/notices.h"

namespace work {
namespace {

base::Json json_of(const std::string& text) {
  if (text == "null") return nullptr;
  if (text == "{}") return base::JsonObject();
  if (text == "[]") return base::JsonArray();
  auto json = base::parse_json(text);
  base::ensure(json.ok(), "a stored document is JSON");
  return std::move(json).value();
}

engine::Properties properties_of(const std::string& text) {
  engine::Properties properties;
  const base::Json json = json_of(text);
  for (const auto& [name, value] : json.as_object()) {
    properties.emplace(std::string(name), std::string(value.as_string()));
  }
  return properties;
}

// What a model says of a step.
struct Step {
  engine::Properties properties;
  Settings settings;
};

// Stored properties were read when the task was made, so they read again.
Step read_step(const std::string& text) {
  engine::Properties properties = properties_of(text);
  auto settings = read_settings(properties);
  base::ensure(settings.ok(), "the settings of a stored task are readable");
  return {std::move(properties), std::move(settings).value()};
}

// There are as many texts as steps in all models, and many tasks of each.
std::shared_ptr<const Step> step_of(const std::string& text) {
  constexpr size_t kept_max = 1000;
  static std::mutex mutex;
  static std::unordered_map<std::string, std::shared_ptr<const Step>> kept;
  const std::lock_guard guard(mutex);
  const auto found = kept.find(text);
  if (found != kept.end()) return found->second;
  if (kept.size() >= kept_max) kept.clear();
  return kept.emplace(text, std::make_shared<const Step>(read_step(text))).first->second;
}

std::string stored_properties(const engine::Properties& properties) {
  base::JsonObject object;
  for (const auto& [name, value] : properties) object[name] = value;
  return base::print(object);
}

template <class State>
State state_of(std::string_view name, std::initializer_list<State> known) {
  for (const State state : known) {
    if (name_of(state) == name) return state;
  }
  throw base::Bug("unknown stored state: " + std::string(name));
}

int64_t place_of(std::string_view seat) { return seat.empty() ? 0 : std::stoll(std::string(seat)); }

std::string place_or_none(int64_t place) { return place == 0 ? "" : std::to_string(place); }

std::vector<Delegation> delegations_of(const std::string& text) {
  std::vector<Delegation> delegations;
  const base::Json stored = json_of(text);
  for (const base::Json& each : stored.as_array()) {
    delegations.push_back({base::text_or_empty(each, "by"),
                           base::text_or_empty(each, "on_behalf_of"),
                           base::split(base::text_or_empty(each, "persons"), ',')});
  }
  return delegations;
}

std::string stored_delegations(const std::vector<Delegation>& delegations) {
  base::JsonArray stored;
  for (const Delegation& each : delegations) {
    stored.push_back(base::JsonObject{{"by", each.by},
                                      {"on_behalf_of", each.on_behalf_of},
                                      {"persons", base::join(each.persons, ",")}});
  }
  return base::print(stored);
}

// Of an open task; what is never due comes last.
constexpr std::string_view listed = "coalesce(due_at, 9223372036854775807)";

constexpr std::string_view task_columns =
    "SELECT t.id, t.instance, t.definition, t.process, t.element, t.title_zh, t.title_en, "
    "t.properties, t.form_id,"
    " t.record_type, t.record_id, t.starter, t.state, t.outcome, t.version, t.created_at, "
    "t.due_at, t.suspended_at,"
    " t.ended_at, t.ended_by, t.claimed_by, t.claimed_at, t.urged, t.reason, t.reason_zh, "
    "t.reason_en, i.title_zh,"
    " i.title_en, t.origin, t.strategy, t.held_by, t.opened_at, t.steps_before FROM work_task t "
    "JOIN work_instance "
    "i ON i.id = t.instance WHERE t.id = ?";

Task task_of_row(const storage::Row& row) {
  Task task;
  task.key = row.integer(0);
  task.instance = row.integer(1);
  task.definition = row.integer(2);
  task.process = row.text(3);
  task.element = row.text(4);
  task.title = {row.text(5), row.text(6)};
  const auto step = step_of(row.text(7));
  task.properties = step->properties;
  task.settings = step->settings;
  task.form_id = row.text(8);
  task.record = {row.text(9), row.integer(10)};
  task.starter = row.text(11);
  task.state = state_of(row.text(12), {TaskState::Open, TaskState::Done, TaskState::Canceled});
  task.outcome = row.text(13);
  task.version = row.integer(14);
  task.created_at = {row.integer(15)};
  task.due_at = time_or_nothing(row, 16);
  task.suspended_at = time_or_nothing(row, 17);
  task.ended_at = time_or_nothing(row, 18);
  task.ended_by = row.text(19);
  task.claimed_by = row.text(20);
  task.claimed_at = time_or_nothing(row, 21);
  task.urged = row.integer(22);
  task.reason = row.text(23);
  task.reason_text = {row.text(24), row.text(25)};
  task.process_title = {row.text(26), row.text(27)};
  task.origin = row.integer(28);
  task.strategy = row.text(29) == "back" ? AfterReturn::Back : AfterReturn::Again;
  task.held_by = row.integer(30);
  task.opened_at = time_or_nothing(row, 31);
  task.steps_before = base::split(row.text(32), ',');
  return task;
}

Seat seat_of_row(const storage::Row& row) {
  Seat seat;
  seat.id = std::to_string(row.integer(0));
  seat.position = row.text(1);
  seat.title = {row.text(2), row.text(3)};
  seat.state = state_of(
      row.text(4), {SeatState::Open, SeatState::Waiting, SeatState::Acted, SeatState::Canceled});
  seat.person = row.text(5);
  seat.on_behalf_of = row.text(6);
  seat.outcome = row.text(7);
  seat.opinion = row.text(8);
  seat.signature = json_of(row.text(9));
  seat.variables = json_of(row.text(10)).as_object();
  seat.written = {row.text(11), row.integer(12)};
  seat.at = time_or_nothing(row, 13);
  seat.reason = row.text(14);
  seat.reason_text = {row.text(15), row.text(16)};
  seat.weight = row.integer(17);
  seat.relation =
      state_of(row.text(18), {Relation::Own, Relation::Before, Relation::After, Relation::Beside});
  seat.parent = place_or_none(row.integer(19));
  seat.depth = row.integer(20);
  seat.group = place_or_none(row.integer(21));
  seat.signers = state_of(row.text(22), {Signers::All, Signers::Any, Signers::OneByOne});
  seat.added_by = row.text(23);
  seat.delegations = delegations_of(row.text(24));
  return seat;
}

void load_seats(storage::Connection& db, Task& task) {
  for (const storage::Row& row : db.query("SELECT place, position, title_zh, title_en, state, "
                                          "person, on_behalf_of, outcome, opinion, signature,"
                                          " variables, written_type, written_id, acted_at, reason, "
                                          "reason_zh, reason_en, weight, relation, parent, "
                                          "depth, signer_group, signers, added_by, delegations"
                                          " FROM work_seat WHERE task = ? ORDER BY place",
                                          {task.key})) {
    task.seats.push_back(seat_of_row(row));
  }
  for (const storage::Row& row : db.query("SELECT seat, person, on_behalf_of FROM work_candidate "
                                          "WHERE task = ? ORDER BY seat, place",
                                          {task.key})) {
    const auto seat = std::ranges::find(task.seats, std::to_string(row.integer(0)), &Seat::id);
    base::ensure(seat != task.seats.end(), "a candidate has a seat");
    seat->candidates.push_back({row.text(1), row.text(2)});
  }
}

}  // namespace

storage::Cell cell_of(const std::optional<base::Time>& time) {
  return time ? storage::Cell(time->micros) : storage::Cell(nullptr);
}

std::optional<base::Time> time_or_nothing(const storage::Row& row, size_t column) {
  if (row.is_null(column)) return {};
  return base::Time{row.integer(column)};
}

std::string stored_list(const std::vector<std::string>& items) {
  return items.empty() ? std::string() : "," + base::join(items, ",") + ",";
}

void insert_task(storage::Tx& tx, const Task& task) {
  tx.db.execute(
      "INSERT INTO work_task (id, instance, definition, process, element, title_zh, title_en, "
      "properties, form_id,"
      " record_type, record_id, starter, state, outcome, version, created_at, due_at, remind_at, "
      "escalate_at,"
      " suspended_at, ended_at, ended_by, claimed_by, claimed_at, urged, urged_at, is_superseded, "
      "reason, reason_zh,"
      " reason_en, origin, strategy, steps_before) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
      "'open', '', 1, ?, "
      "?, NULL, NULL, NULL, NULL, '', '', NULL, 0, NULL, 0, '', '', '', ?, ?, ?)",
      {task.key, task.instance, task.definition, task.process, task.element, task.title.zh,
       task.title.en, stored_properties(task.properties), task.form_id, task.record.type,
       task.record.id, task.starter, task.created_at.micros, cell_of(task.due_at), task.origin,
       std::string(task.strategy == AfterReturn::Back ? "back" : "again"),
       stored_list(task.steps_before)});
}

void describe_task(storage::Tx& tx, const Task& task) {
  tx.db.execute(
      "UPDATE work_task SET definition = ?, process = ?, element = ?, title_zh = ?, title_en = ?, "
      "properties = ?, form_id = ?, steps_before = ? WHERE id = ?",
      {task.definition, task.process, task.element, task.title.zh, task.title.en,
       stored_properties(task.properties), task.form_id, stored_list(task.steps_before), task.key});
}

void insert_seat(storage::Tx& tx, int64_t task, const Seat& seat,
                 const std::vector<std::string>& persons) {
  tx.db.execute(
      "INSERT INTO work_seat (task, place, position, title_zh, title_en, persons, state, person, "
      "on_behalf_of, outcome,"
      " opinion, signature, variables, written_type, written_id, acted_at, reason, reason_zh, "
      "reason_en, weight, relation, parent, depth, signer_group, signers, added_by)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, '', '', '', '', 'null', '{}', '', 0, NULL, '', '', '', ?, ?, "
      "?, ?, ?, ?, ?)",
      {task, place_of(seat.id), seat.position, seat.title.zh, seat.title.en, stored_list(persons),
       std::string(name_of(seat.state)), seat.weight, std::string(name_of(seat.relation)),
       place_of(seat.parent), seat.depth, place_of(seat.group), std::string(name_of(seat.signers)),
       seat.added_by});
  replace_candidates(tx, task, seat.id, seat.candidates);
}

std::vector<std::string> persons_of_seat(storage::Connection& db, int64_t task,
                                         std::string_view seat) {
  const auto row = db.first("SELECT persons FROM work_seat WHERE task = ? AND place = ?",
                            {task, place_of(seat)});
  return row ? base::split(row->text(0), ',') : std::vector<std::string>();
}

void set_persons_of_seat(storage::Tx& tx, int64_t task, std::string_view seat,
                         const std::vector<std::string>& persons) {
  tx.db.execute("UPDATE work_seat SET persons = ? WHERE task = ? AND place = ?",
                {stored_list(persons), task, place_of(seat)});
}

void set_title_of_seat(storage::Tx& tx, int64_t task, std::string_view seat,
                       const base::Text& title) {
  tx.db.execute("UPDATE work_seat SET title_zh = ?, title_en = ? WHERE task = ? AND place = ?",
                {title.zh, title.en, task, place_of(seat)});
}

void replace_candidates(storage::Tx& tx, int64_t task, std::string_view seat,
                        const std::vector<Candidate>& candidates) {
  tx.db.execute("DELETE FROM work_candidate WHERE task = ? AND seat = ?", {task, place_of(seat)});
  int64_t place = 0;
  for (const Candidate& candidate : candidates) {
    tx.db.execute(
        "INSERT INTO work_candidate (task, seat, place, person, on_behalf_of, listed_due) VALUES "
        "(?, ?, ?, ?, ?, (SELECT " +
            std::string(listed) + " FROM work_task WHERE id = ? AND state = 'open'))",
        {task, place_of(seat), ++place, candidate.person, candidate.on_behalf_of, task});
  }
}

void list_by_due(storage::Tx& tx, int64_t task) {
  tx.db.execute("UPDATE work_candidate SET listed_due = (SELECT " + std::string(listed) +
                    " FROM work_task WHERE id = ? AND state = 'open') WHERE task = ?",
                {task, task});
}

void set_seat_state(storage::Tx& tx, int64_t task, std::string_view seat, SeatState state) {
  tx.db.execute("UPDATE work_seat SET state = ? WHERE task = ? AND place = ?",
                {std::string(name_of(state)), task, place_of(seat)});
}

void store_vote(storage::Tx& tx, int64_t task, const Seat& seat) {
  tx.db.execute(
      "UPDATE work_seat SET state = ?, person = ?, on_behalf_of = ?, outcome = ?, opinion = ?, "
      "signature = ?,"
      " variables = ?, written_type = ?, written_id = ?, acted_at = ?, reason = ?, reason_zh = ?, "
      "reason_en = ? WHERE task = ? AND place = ?",
      {std::string(name_of(seat.state)), seat.person, seat.on_behalf_of, seat.outcome, seat.opinion,
       base::print(seat.signature), base::print(seat.variables), seat.written.type, seat.written.id,
       cell_of(seat.at), seat.reason, seat.reason_text.zh, seat.reason_text.en, task,
       place_of(seat.id)});
}

void set_delegations(storage::Tx& tx, int64_t task, std::string_view seat,
                     const std::vector<Delegation>& delegations) {
  tx.db.execute("UPDATE work_seat SET delegations = ? WHERE task = ? AND place = ?",
                {stored_delegations(delegations), task, place_of(seat)});
}

void cancel_seat(storage::Tx& tx, int64_t task, std::string_view seat, const Why& why) {
  tx.db.execute(
      "UPDATE work_seat SET state = 'canceled', reason = ?, reason_zh = ?, reason_en = ?"
      " WHERE task = ? AND place = ?",
      {why.reason, why.text.zh, why.text.en, task, place_of(seat)});
}

void hold_task(storage::Tx& tx, int64_t task, int64_t by) {
  tx.db.execute("UPDATE work_task SET held_by = ?, version = version + 1 WHERE id = ?", {by, task});
}

void cancel_seats(storage::Tx& tx, int64_t task, const Why& why) {
  tx.db.execute(
      "UPDATE work_seat SET state = 'canceled', reason = ?, reason_zh = ?, reason_en = ?"
      " WHERE task = ? AND state IN ('open', 'waiting')",
      {why.reason, why.text.zh, why.text.en, task});
}

void end_task(storage::Tx& tx, int64_t task, TaskState state, std::string_view outcome,
              const Why& why) {
  tx.db.execute(
      "UPDATE work_task SET state = ?, outcome = ?, ended_at = ?, ended_by = ?, remind_at = NULL,"
      " escalate_at = NULL, reason = ?, reason_zh = ?, reason_en = ?, version = version + 1 WHERE "
      "id = ?",
      {std::string(name_of(state)), std::string(outcome), tx.now.micros, tx.actor.person,
       why.reason, why.text.zh, why.text.en, task});
  list_by_due(tx, task);
  tx.db.execute("DELETE FROM work_draft WHERE task = ?", {task});
  close_notices(tx, link_of_task(task));
}

void store_claim(storage::Tx& tx, int64_t task, const std::string& person) {
  tx.db.execute("UPDATE work_task SET claimed_by = ?, claimed_at = ? WHERE id = ?",
                {person, tx.now.micros, task});
}

void drop_claim(storage::Tx& tx, int64_t task) {
  tx.db.execute("UPDATE work_task SET claimed_by = '', claimed_at = NULL WHERE id = ?", {task});
}

void bump_version(storage::Tx& tx, int64_t task) {
  tx.db.execute("UPDATE work_task SET version = version + 1 WHERE id = ?", {task});
}

void add_participant(storage::Tx& tx, int64_t instance, std::string_view person) {
  tx.db.execute(
      "INSERT INTO work_participant (instance, person) VALUES (?, ?) ON CONFLICT (instance, "
      "person) DO NOTHING",
      {instance, std::string(person)});
}

std::vector<int64_t> task_keys(storage::Connection& db, std::string_view where,
                               const std::vector<storage::Cell>& parameters) {
  std::vector<int64_t> keys;
  for (const storage::Row& row :
       db.query(std::string("SELECT id FROM work_task WHERE ").append(where), parameters)) {
    keys.push_back(row.integer(0));
  }
  return keys;
}

std::optional<Task> find_task(storage::Connection& db, int64_t key) {
  const auto row = db.first(task_columns, {key});
  if (!row) return {};
  Task task = task_of_row(*row);
  load_seats(db, task);
  return task;
}

}  // namespace work
