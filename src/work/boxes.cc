#include "work/boxes.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ensure.h"
#include "base/text.h"
#include "work/archive.h"
#include "work/drafts.h"
#include "work/next_to_do.h"
#include "work/notices.h"
#include "work/status.h"
#include "work/store/rows.h"

namespace work {
namespace {

// What a box holds: FROM and WHERE, the same for its list and its count.
struct Source {
  std::string text;
  std::vector<storage::Cell> parameters;
  std::string_view columns;  // BoxRow's key, task and instance
  std::string_view counted;
  std::string_view order;
  std::string_view process;  // columns that a filter looks at
  std::string_view starter;
  std::string_view at;
};

// Both begin with what is the person's, by an index, not with all tasks there are; CROSS JOIN keeps
// SQLite to that. Somebody with several seats of a task has it once.
constexpr std::string_view todo_from =
    " FROM work_candidate c CROSS JOIN work_seat s CROSS JOIN work_task t";
constexpr std::string_view todo_where =
    " WHERE c.person = ? AND c.listed_due IS NOT NULL AND s.task = c.task AND s.place = c.seat"
    " AND s.state = 'open'"
    " AND t.id = c.task AND t.state = 'open'"
    " AND (s.relation <> 'own' OR t.claimed_by = '' OR t.claimed_by = ?)";
constexpr std::string_view todo_order =
    " GROUP BY c.listed_due, c.task ORDER BY c.listed_due, c.task";
constexpr std::string_view done_where =
    " FROM work_task t JOIN work_instance i ON i.id = t.instance WHERE t.id IN ("
    "SELECT task FROM work_seat WHERE person = ? AND state = 'acted'"
    " UNION SELECT task FROM work_seat"
    " WHERE on_behalf_of = ? AND on_behalf_of <> '' AND state = 'acted'"
    " UNION SELECT id FROM work_task WHERE ended_by = ? AND reason = 'returned'"
    // What was returned and is back is to be done again, and so is what others were asked about.
    " UNION SELECT h.task FROM work_handed_on h JOIN work_task o ON o.id = h.task"
    " WHERE h.person = ? AND (h.kind <> 'returned' OR o.state <> 'open' OR o.held_by <> 0)"
    " AND (h.kind NOT IN ('asking', 'waiting_signers') OR NOT EXISTS (SELECT 1 FROM work_candidate "
    "c"
    " JOIN work_seat s ON s.task = c.task AND s.place = c.seat WHERE c.task = h.task AND"
    " c.person = h.person AND s.state = 'open')))"
    " AND i.state <> 'deleted'";
constexpr std::string_view started_where =
    " FROM work_instance i LEFT JOIN work_task t ON t.id = 0 WHERE i.starter = ?"
    " AND i.state <> 'deleted'";
// What call activities called, directly or further down, stands beneath the matter of the same
// starter that did it, and is none beside it.
constexpr std::string_view beneath_none =
    " AND NOT EXISTS (WITH RECURSIVE up(key) AS (SELECT caller FROM called_instance WHERE"
    " instance = i.id UNION SELECT k.caller FROM up JOIN called_instance k ON k.instance = up.key)"
    " SELECT 1 FROM up JOIN work_instance u ON u.id = up.key WHERE u.starter = i.starter AND"
    " u.state <> 'deleted')";
// Who hands in for others, or took over what a leaver started, has those matters here, too; nearly
// nobody does.
constexpr std::string_view handed_in_where =
    " FROM work_instance i LEFT JOIN work_task t ON t.id = 0 WHERE i.id IN (SELECT id FROM "
    "work_instance WHERE starter = ? UNION SELECT instance FROM work_handed_in WHERE person = ?"
    " UNION SELECT instance FROM work_spoken_for WHERE person = ?)"
    " AND i.state <> 'deleted'";
constexpr std::string_view copied_where =
    " FROM work_copy k JOIN work_instance i ON i.id = k.instance"
    " LEFT JOIN work_task t ON t.id = k.task WHERE k.person = ? AND i.state <> 'deleted'";
constexpr std::string_view drafts_where =
    " FROM work_draft d LEFT JOIN work_task t ON t.id = d.task LEFT JOIN work_instance i ON i.id = "
    "t.instance"
    " WHERE d.person = ?";

bool acts_for_starters(storage::Connection& db, const std::string& person) {
  return db
      .first(
          "SELECT 1 FROM work_handed_in WHERE person = ? UNION ALL SELECT 1 FROM "
          "work_spoken_for WHERE person = ? LIMIT 1",
          {person, person})
      .has_value();
}

Source started_by(storage::Connection& db, const std::string& person) {
  Source source{std::string(started_where),
                {person},
                "i.id, 0, i.id",
                "count(*)",
                " ORDER BY i.started_at DESC, i.id DESC",
                "i.process",
                "i.starter",
                "i.started_at"};
  if (acts_for_starters(db, person)) {
    source.text = handed_in_where;
    source.parameters = {person, person, person};
  }
  source.text += beneath_none;
  return source;
}

Source source_of(storage::Connection& db, Box box, const std::string& person) {
  switch (box) {
    case Box::Todo:
      return {std::string(todo_from).append(todo_where),
              {person, person},
              "c.task, c.task, min(t.instance)",
              "count(DISTINCT t.id)",
              todo_order,
              "t.process",
              "t.starter",
              "t.created_at"};
    case Box::Done:
      return {std::string(done_where),
              {person, person, person, person},
              "t.id, t.id, i.id",
              "count(*)",
              " ORDER BY t.ended_at DESC NULLS LAST, t.id DESC",
              "i.process",
              "i.starter",
              "t.ended_at"};
    case Box::Started: return started_by(db, person);
    case Box::Copied:
      return {std::string(copied_where),        {person},    "k.id, k.task, i.id", "count(*)",
              " ORDER BY k.at DESC, k.id DESC", "i.process", "i.starter",          "k.at"};
    case Box::Drafts:
      return {std::string(drafts_where),
              {person},
              "d.id, coalesce(t.id, 0), coalesce(i.id, 0)",
              "count(*)",
              " ORDER BY d.saved_at DESC, d.id DESC",
              "d.process",
              "i.starter",
              "d.saved_at"};
  }
  return {};
}

std::string like(std::string_view word) {
  std::string pattern = "%";
  for (const char c : base::lower_ascii(word)) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

// Every word must be found in the number, titles or initials.
void add_words(Source& source, std::string_view words) {
  for (const std::string& word : base::split(words, ' ')) {
    source.text +=
        " AND (coalesce(i.search, '') LIKE ? ESCAPE '\\' OR lower(coalesce(t.title_zh, '')) LIKE ? "
        "ESCAPE '\\')";
    source.parameters.emplace_back(like(word));
    source.parameters.emplace_back(like(word));
  }
}

// A state of a box and its condition; "?" stands for now, "@" for the person.
struct NamedState {
  Box box;
  std::string_view name;
  std::string_view condition;
};
constexpr std::string_view archived = "archived";
constexpr std::array named_states = {
    NamedState{Box::Todo, "overdue", "t.due_at <= ?"},
    NamedState{Box::Todo, "yellow",
               "EXISTS (SELECT 1 FROM work_light l WHERE l.task = t.id AND"
               " coalesce(t.suspended_at, ?) >= l.yellow_at AND"
               " coalesce(t.suspended_at, ?) < l.red_at)"},
    NamedState{Box::Todo, "red",
               "EXISTS (SELECT 1 FROM work_light l WHERE l.task = t.id AND"
               " coalesce(t.suspended_at, ?) >= l.red_at)"},
    NamedState{Box::Todo, "green",
               "EXISTS (SELECT 1 FROM work_light l WHERE l.task = t.id AND"
               " coalesce(t.suspended_at, ?) < l.yellow_at)"},
    NamedState{Box::Todo, "urged", "t.urged > 0"},
    NamedState{Box::Todo, "saved",
               "EXISTS (SELECT 1 FROM work_draft d WHERE d.task = t.id AND d.person = c.person)"},
    NamedState{Box::Todo, "returned", "t.origin <> 0"},
    NamedState{Box::Todo, "suspended", "t.suspended_at IS NOT NULL"},
    NamedState{Box::Done, "transferred",
               "EXISTS (SELECT 1 FROM work_handed_on h WHERE h.task = t.id AND h.kind = "
               "'transferred' AND h.person = @)"},
    NamedState{Box::Started, "running", "i.state = 'active'"},
    NamedState{
        Box::Started, "returned",
        "i.state = 'active' AND EXISTS (SELECT 1 FROM work_task o WHERE o.instance = i.id AND"
        " o.state = 'open' AND o.origin <> 0)"},
    NamedState{
        Box::Started, "suspended",
        "i.state = 'active' AND EXISTS (WITH RECURSIVE waiting (key) AS (SELECT i.id UNION ALL"
        " SELECT e.called_instance FROM waiting w JOIN element_instance e ON e.instance = w.key"
        " WHERE e.state = 'active' AND e.called_instance IS NOT NULL)"
        " SELECT 1 FROM waiting w WHERE EXISTS (SELECT 1 FROM work_task o WHERE o.instance = w.key"
        " AND o.state = 'open' AND o.suspended_at IS NOT NULL) OR EXISTS (SELECT 1 FROM"
        " process_instance p WHERE p.key = w.key AND p.is_suspended <> 0))"},
    NamedState{Box::Started, "passed", "i.state = 'completed' AND i.verdict = 'agreed'"},
    NamedState{Box::Started, "auto_passed", "i.state = 'completed' AND i.verdict = 'auto_agreed'"},
    NamedState{Box::Started, "rejected", "i.state = 'completed' AND i.verdict = 'disagreed'"},
    NamedState{Box::Started, "auto_rejected",
               "i.state = 'completed' AND i.verdict = 'auto_disagreed'"},
    NamedState{Box::Started, "timed_out", "i.state = 'completed' AND i.verdict = 'timed_out'"},
    NamedState{Box::Started, "done", "i.state = 'completed' AND i.verdict = ''"},
    NamedState{Box::Started, "withdrawn", "i.state IN ('withdrawn', 'withdrawn_after')"},
    NamedState{Box::Started, "withdrawn_after", "i.state = 'withdrawn_after'"},
    NamedState{Box::Started, "terminated", "i.state IN ('canceled', 'voided')"},
    NamedState{Box::Started, "voided", "i.state = 'voided'"},
    NamedState{Box::Copied, "unread", "k.read_at IS NULL"},
    NamedState{Box::Done, archived, archived_condition},
    NamedState{Box::Started, archived, archived_condition},
    NamedState{Box::Copied, archived, archived_condition}};

// A state of `done` by what the person did to the task: the acts of its story, and what they say
// besides ("" is anything).
struct ToldState {
  std::string_view name;
  std::string_view acts;
  std::string_view said;
};
constexpr std::string_view votes_cast = "'task.voted', 'task.completed'";
constexpr std::array told_states = {
    ToldState{"agreed", votes_cast, R"("agrees":true)"},
    ToldState{"disagreed", votes_cast, R"("agrees":false)"},
    ToldState{"handled", votes_cast, R"("kind":"work")"},
    ToldState{"signed", votes_cast, R"("signature":{)"},
    ToldState{"returned", "'task.returned'", ""},
    ToldState{"delegated", "'task.delegated'", ""},
    ToldState{"replied", "'task.delegate_returned'", ""},
    ToldState{"added_signer",
              "'task.signer_added', 'task.signer_added_before', 'task.signer_added_after'", ""},
    ToldState{"removed_signer", "'task.signer_removed'", ""},
    ToldState{"taken_back", "'task.taken_back'", ""},
    ToldState{"copied", "'task.copied', 'task.circulated'", ""}};

// Votes count as they stand: one that was taken back and cast otherwise is the later one. What is
// done without a decision (办理) is neither agreed nor refused.
std::string condition_of(const ToldState& state) {
  const bool is_vote = state.acts == votes_cast;
  std::string text =
      "EXISTS (SELECT 1 FROM event e WHERE e.subject_type = 'task' AND e.subject = CAST(t.id AS "
      "VARCHAR) AND (e.person = @ OR e.on_behalf_of = @) AND e.act IN (" +
      std::string(state.acts) + ")";
  if (!state.said.empty()) text += " AND e.changes LIKE '%" + std::string(state.said) + "%'";
  if (state.said.starts_with(R"("agrees")")) text += R"( AND e.changes NOT LIKE '%"kind":"work"%')";
  if (is_vote) {
    text +=
        " AND EXISTS (SELECT 1 FROM work_seat s WHERE s.task = t.id AND s.state = 'acted' AND "
        "s.acted_at = e.at AND (s.person = @ OR s.on_behalf_of = @))";
  }
  return text + ")";
}

std::optional<std::string> condition_of(Box box, std::string_view state) {
  const auto named = std::ranges::find_if(
      named_states, [&](const NamedState& each) { return each.box == box && each.name == state; });
  if (named != named_states.end()) return std::string(named->condition);
  const auto told = std::ranges::find(told_states, state, &ToldState::name);
  if (box != Box::Done || told == told_states.end()) return {};
  return condition_of(*told);
}

void add_condition(Source& source, std::string_view column, std::string_view test,
                   storage::Cell value) {
  source.text.append(" AND ").append(column).append(test);
  source.parameters.push_back(std::move(value));
}

void add_state(Source& source, Box box, const BoxQuery& query) {
  const auto condition = condition_of(box, query.filter.state);
  base::ensure(condition.has_value(), "a state of the box");
  source.text += " AND ";
  for (const char c : *condition) {
    source.text += c == '@' ? '?' : c;
    if (c == '?') source.parameters.emplace_back(query.now.micros);
    if (c == '@') source.parameters.emplace_back(query.person);
  }
}

void add_filter(Source& source, Box box, const BoxQuery& query) {
  const BoxFilter& filter = query.filter;
  if (!filter.process.empty()) add_condition(source, source.process, " = ?", filter.process);
  if (!filter.starter.empty()) add_condition(source, source.starter, " = ?", filter.starter);
  if (filter.from) add_condition(source, source.at, " >= ?", filter.from->micros);
  if (filter.to) add_condition(source, source.at, " < ?", filter.to->micros);
  if (!filter.state.empty()) add_state(source, box, query);
}

// What is archived shows to who asks for it, by its words or by the state.
void leave_out_archived(storage::Connection& db, Source& source, Box box, const BoxQuery& query) {
  const bool is_of_ended = box == Box::Done || box == Box::Started || box == Box::Copied;
  const bool is_asked_for = !query.words.empty() || query.filter.state == archived;
  if (!is_of_ended || is_asked_for || !is_any_archived(db)) return;
  source.text.append(" AND NOT ").append(archived_condition);
  source.parameters.emplace_back(query.now.micros);
}

Source searched(storage::Connection& db, Box box, const BoxQuery& query) {
  Source source = source_of(db, box, query.person);
  if (box == Box::Todo && !query.words.empty()) {
    source.text = std::string(todo_from) + " CROSS JOIN work_instance i" + std::string(todo_where) +
                  " AND i.id = t.instance";
  }
  add_words(source, query.words);
  add_filter(source, box, query);
  leave_out_archived(db, source, box, query);
  return source;
}

void add_instance(storage::Connection& db, BoxRow& row) {
  const auto known = instance(db, row.instance);
  if (!known) return;
  row.process = known->process;
  row.process_title = known->title;
  row.record = known->record;
  row.number = known->number;
  row.subject = known->subject;
  row.summary = known->summary;
  row.starter = known->starter;
}

void add_seat(BoxRow& row, const Task& task, Box box, const std::string& person) {
  const Seat* seat = box == Box::Todo ? seat_for(task, person) : nullptr;
  if (box == Box::Done) {
    const auto own = std::ranges::find(task.seats, person, &Seat::person);
    if (own != task.seats.end()) seat = &*own;
  }
  if (!seat) return;
  row.seat = seat->title;
  row.on_behalf_of = seat->on_behalf_of;
  const auto candidate = std::ranges::find(seat->candidates, person, &Candidate::person);
  if (box == Box::Todo && candidate != seat->candidates.end())
    row.on_behalf_of = candidate->on_behalf_of;
  if (box == Box::Done) row.outcome = seat->outcome;
}

void add_task(storage::Connection& db, BoxRow& row, Box box, const BoxQuery& query) {
  const auto task = find_task(db, row.task);
  if (!task) return;
  row.instance = task->instance;
  row.element = task->element;
  row.title = task->title;
  row.kind = task->settings.kind;
  row.policy = task->settings.rule.policy;
  row.is_batch_allowed = task->settings.is_batch_allowed;
  row.state = name_of(task->state);
  row.claimed_by = task->claimed_by;
  row.created_at = task->created_at;
  row.due_at = task->due_at;
  row.ended_at = task->ended_at;
  row.status = status_for(db, *task, query.person, query.now);
  row.is_overdue = is_overdue(*task, query.now);
  row.outcome = task->outcome;
  row.urged = task->urged;
  row.version = task->version;
  add_seat(row, *task, box, query.person);
}

void add_matter(storage::Connection& db, BoxRow& row) {
  const auto known = instance(db, row.instance);
  row.title = known->title;
  row.state = known->state;
  row.status = status_of(db, *known);
  row.created_at = known->started_at;
  row.ended_at = known->ended_at;
  row.version = 1;
}

void add_copy(storage::Connection& db, BoxRow& row) {
  const auto copy = db.first("SELECT kind, at, read_at FROM work_copy WHERE id = ?", {row.key});
  row.copy_kind = copy->text(0);
  row.created_at = {copy->integer(1)};
  row.is_unread = copy->is_null(2);
}

void add_draft(storage::Connection& db, BoxRow& row) {
  const auto draft = db.first("SELECT process, saved_at FROM work_draft WHERE id = ?", {row.key});
  if (const auto record = new_record_at(draft->text(0))) {
    row.record.type = record->type;
  } else if (row.process.empty()) {
    row.process = draft->text(0);
  }
  row.created_at = {draft->integer(1)};
  if (row.task != 0) return;
  row.state = "draft";
  row.status = draft_status();
}

BoxRow complete_row(storage::Connection& db, const storage::Row& found, Box box,
                    const BoxQuery& query) {
  BoxRow row;
  row.key = found.integer(0);
  row.task = found.integer(1);
  row.instance = found.integer(2);
  if (row.task != 0) add_task(db, row, box, query);
  if (row.instance != 0) add_instance(db, row);
  const bool is_of_matter = box == Box::Copied && row.task == 0;
  if (box == Box::Started || is_of_matter) add_matter(db, row);
  if (box == Box::Copied) add_copy(db, row);
  if (box == Box::Drafts) add_draft(db, row);
  return row;
}

}  // namespace

std::optional<Box> box_of(std::string_view name) {
  constexpr std::array names = {std::pair{"todo", Box::Todo}, std::pair{"done", Box::Done},
                                std::pair{"started", Box::Started},
                                std::pair{"copied", Box::Copied}, std::pair{"drafts", Box::Drafts}};
  for (const auto& [known, box] : names) {
    if (known == name) return box;
  }
  return {};
}

std::vector<std::string_view> states_of(Box box) {
  std::vector<std::string_view> names;
  for (const NamedState& each : named_states) {
    if (each.box == box) names.push_back(each.name);
  }
  if (box == Box::Done) {
    for (const ToldState& each : told_states) names.push_back(each.name);
  }
  return names;
}

std::vector<BoxProcess> processes_in(storage::Connection& db, Box box, const std::string& person) {
  const Source source = source_of(db, box, person);  // with what is archived: one may look for it
  const std::string process(source.process);
  std::vector<BoxProcess> found;
  for (const storage::Row& row :
       db.query("SELECT " + process + ", " + std::string(source.counted) + " AS n" + source.text +
                    " GROUP BY " + process + " ORDER BY n DESC, " + process,
                source.parameters)) {
    found.push_back({row.text(0), row.integer(1)});
  }
  return found;
}

std::vector<BoxRow> list(storage::Connection& db, Box box, const BoxQuery& query) {
  Source source = searched(db, box, query);
  source.parameters.emplace_back(query.limit);
  source.parameters.emplace_back(query.offset);
  const std::string sql = "SELECT " + std::string(source.columns) + source.text +
                          std::string(source.order) + " LIMIT ? OFFSET ?";
  std::vector<BoxRow> rows;
  for (const storage::Row& found : db.query(sql, source.parameters))
    rows.push_back(complete_row(db, found, box, query));
  return rows;
}

int64_t count(storage::Connection& db, Box box, const BoxQuery& query) {
  const Source source = searched(db, box, query);
  return db.first("SELECT " + std::string(source.counted) + source.text, source.parameters)
      ->integer(0);
}

std::optional<TaskMatter> matter_of_task(storage::Connection& db, int64_t task) {
  const auto row =
      db.first("SELECT instance, record_type, record_id FROM work_task WHERE id = ?", {task});
  if (!row) return {};
  return TaskMatter{row->integer(0), {row->text(1), row->integer(2)}};
}

std::optional<int64_t> next_to_do(storage::Connection& db, std::string_view person) {
  const Source source = source_of(db, Box::Todo, std::string(person));
  const auto row = db.first("SELECT c.task" + source.text + " AND t.suspended_at IS NULL" +
                                std::string(source.order) + " LIMIT 1",
                            source.parameters);
  if (!row) return {};
  return row->integer(0);
}

std::optional<NextToDo> next_to_do(storage::Connection& db, std::string_view person,
                                   const TaskMatter& worked_on) {
  const std::string who(person);
  // Begins with the few tasks of the matter, not with all that the person has to do.
  const auto same = db.first(
      "SELECT c.task FROM work_task t CROSS JOIN work_candidate c CROSS JOIN work_seat s" +
          std::string(todo_where) +
          " AND t.suspended_at IS NULL AND t.id IN (SELECT id FROM work_task WHERE instance = ?"
          " UNION SELECT id FROM work_task WHERE record_type = ? AND record_id = ?"
          " AND record_id <> 0)" +
          std::string(todo_order) + " LIMIT 1",
      {who, who, worked_on.instance, worked_on.record.type, worked_on.record.id});
  if (same) return NextToDo{same->integer(0), true};
  const auto first = next_to_do(db, person);
  if (!first) return {};
  return NextToDo{*first, false};
}

Counts counts(storage::Connection& db, std::string_view person, base::Time now) {
  BoxQuery query;
  query.person = person;
  query.now = now;
  Source todo = source_of(db, Box::Todo, query.person);
  todo.parameters.emplace(todo.parameters.begin(), now.micros);
  const auto row = db.first(
      "SELECT count(DISTINCT t.id), count(DISTINCT CASE WHEN t.due_at <= ? THEN t.id END)" +
          todo.text,
      todo.parameters);
  Counts counts;
  counts.todo = row->integer(0);
  counts.overdue = row->integer(1);
  counts.done = count(db, Box::Done, query);
  counts.started = count(db, Box::Started, query);
  counts.copied = count(db, Box::Copied, query);
  counts.drafts = count(db, Box::Drafts, query);
  counts.notices_unread = count_notices(db, person, NoticeChoice::Unread);
  query.filter.state = "unread";
  counts.copied_unread = count(db, Box::Copied, query);
  return counts;
}

void read_copies(Context& context, int64_t instance) {
  const int64_t changed = context.tx.db.execute(
      "UPDATE work_copy SET read_at = ? WHERE person = ? AND instance = ? AND read_at IS NULL",
      {context.tx.now.micros, context.tx.actor.person, instance});
  if (changed > 0 && context.hooks.signal)
    context.hooks.signal({"counts", "", {context.tx.actor.person}});
}

}  // namespace work
