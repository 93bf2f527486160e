#include "work/assignment.h"

#include <algorithm>

#include "base/text.h"
#include "org/organisation.h"
#include "work/lights.h"
#include "work/steps/candidates.h"
#include "work/steps/common.h"
#include "work/steps/handing.h"

namespace work {

namespace {

base::Result<Task> open_plain_task(Context& context, int64_t key) {
  auto task = get_task(context.tx.db, key);
  if (!task) return task;
  if (!task->is_open()) return task_over(context, *task);
  if (task->suspended_at) return base::refusal("work.suspended");
  if (!is_plain(task->properties)) return base::refusal("work.decided_by_people");
  return task;
}

// The one seat of a plain task belongs to whoever of these is a person here.
base::Result<void> seat_persons(Context& context, const Task& task, const Assignment& assignment) {
  engine::UserTask asked;
  asked.assignee = assignment.assignee;
  asked.candidate_groups = assignment.candidate_groups;
  asked.candidate_users = assignment.candidate_users;
  const auto plans = plan_seats(context, task, asked);
  if (!plans) return plans.error();
  std::vector<Candidate> candidates;
  std::vector<std::string> persons;
  for (const auto& plan : *plans) {
    for (auto& each : candidates_of(context, task, plan)) candidates.push_back(std::move(each));
    for (auto& person : holders_of(context, plan)) persons.push_back(std::move(person));
  }
  if (task.seats.empty()) {
    Seat seat;
    seat.id = "1";
    insert_seat(context.tx, task.key, seat, {});
  }
  for (const Seat& seat : task.seats) {
    replace_candidates(context.tx, task.key, seat.id, {});
    set_delegations(context.tx, task.key, seat.id, {});
  }
  set_persons_of_seat(context.tx, task.key, "1", persons);
  replace_candidates(context.tx, task.key, "1", candidates);
  bump_version(context.tx, task.key);
  const Task fresh = *find_task(context.tx.db, task.key);
  for (const auto& person : open_candidates(fresh))
    add_participant(context.tx, task.instance, person);
  auto concerned = open_candidates(task);
  for (auto& person : open_candidates(fresh)) concerned.push_back(std::move(person));
  signal_task(context, fresh, concerned);
  return {};
}

// Mark an assignment that a person makes to himself or gives back, or hands on with a reason. Not
// names of `zeebe:`.
constexpr const char* claim_mark = "jw:claim";
constexpr const char* transfer_mark = "jw:transfer";
constexpr const char* reason_mark = "jw:reason";

// Whoever asked is who did it, also when listeners have looked at it meanwhile.
class ActingAs {
 public:
  ActingAs(storage::Tx& tx, const std::string& person) : tx_(tx), before_(tx.actor.person) {
    if (!person.empty()) tx_.actor.person = person;
  }
  ~ActingAs() { tx_.actor.person = before_; }
  ActingAs(const ActingAs&) = delete;
  ActingAs& operator=(const ActingAs&) = delete;

 private:
  storage::Tx& tx_;
  std::string before_;
};

void set_claim(Context& context, const Task& task, const std::string& person) {
  person.empty() ? drop_claim(context.tx, task.key) : store_claim(context.tx, task.key, person);
  bump_version(context.tx, task.key);
  tell(context, task, person.empty() ? "unclaimed" : "claimed", {});
  signal_task(context, task, open_candidates(task));
}

// Null is as good as absent.
bool is_given(const base::Json& changes, std::string_view name) {
  const auto* value = base::find(changes, name);
  return value != nullptr && !value->is_null();
}

std::optional<std::vector<std::string>> names_in(const base::Json& changes, std::string_view name) {
  const auto* given = base::find(changes, name);
  if (given == nullptr || !given->is_array()) return std::nullopt;
  std::vector<std::string> out;
  for (const auto& item : given->as_array()) out.emplace_back(item.as_string());
  return out;
}

base::Result<void> read_date(const base::Json& changes, std::string_view name,
                             std::optional<std::optional<base::Time>>& out) {
  if (!is_given(changes, name)) return {};
  const auto text = base::text_or_empty(changes, name);
  out.emplace();
  if (text.empty()) return {};
  *out = base::parse_time(text);
  if (*out) return {};
  return base::refusal("request.wrong_type")
      .at(std::string(name))
      .because("a date and time such as 2026-03-02T01:00:00Z");
}

}  // namespace

bool is_plain(const engine::Properties& properties) {
  return std::ranges::none_of(properties,
                              [](const auto& each) { return each.first.starts_with("jw:"); });
}

void store_assignment(storage::Tx& tx, int64_t task, const Assignment& assignment) {
  tx.db.execute(
      "INSERT INTO work_assignment (task, assignee, candidate_groups, candidate_users, priority, "
      "follow_up_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (task) DO UPDATE SET assignee = "
      "excluded.assignee, candidate_groups = excluded.candidate_groups, candidate_users = "
      "excluded.candidate_users, priority = excluded.priority, follow_up_at = "
      "excluded.follow_up_at",
      {task, assignment.assignee, stored_list(assignment.candidate_groups),
       stored_list(assignment.candidate_users), assignment.priority,
       cell_of(assignment.follow_up_at)});
}

void store_form(storage::Tx& tx, const engine::UserTask& user_task) {
  tx.db.execute("UPDATE work_assignment SET form_key = ?, external_form = ? WHERE task = ?",
                {user_task.form_key, user_task.external_form, user_task.key});
}

Assignment assignment_of(storage::Connection& db, int64_t task) {
  const auto row = db.first(
      "SELECT assignee, candidate_groups, candidate_users, priority, follow_up_at FROM "
      "work_assignment WHERE task = ?",
      {task});
  if (!row) return {};
  const auto names = [&](size_t column) {
    auto list = base::split(row->text(column), ',');
    std::erase(list, "");
    return list;
  };
  return {row->text(0), names(1), names(2), row->integer(3), time_or_nothing(*row, 4)};
}

base::Result<void> assign(Context& context, int64_t key, const std::string& assignee,
                          Override override_existing, const std::string& action) {
  const auto task = open_plain_task(context, key);
  if (!task) return task.error();
  if (override_existing == Override::Refused) {
    const auto assigned = assignment_of(context.tx.db, key).assignee;
    const auto& holder = assigned.empty() ? task->claimed_by : assigned;
    if (!holder.empty()) return base::refusal("work.assigned").because(holder);
  }
  return context.hooks.change_in_engine(key, engine::JobKind::Assigning,
                                        {{"assignee", assignee}, {"action", action}});
}

base::Result<void> unassign(Context& context, int64_t key) {
  const auto task = open_plain_task(context, key);
  if (!task) return task.error();
  return context.hooks.change_in_engine(key, engine::JobKind::Assigning,
                                        {{"assignee", ""}, {"action", "unassign"}});
}

base::Result<void> claim_plain(Context& context, const Task& task) {
  const auto& person = context.tx.actor.person;
  return context.hooks.change_in_engine(
      task.key, engine::JobKind::Assigning,
      {{"assignee", person}, {"action", "claim"}, {claim_mark, person}});
}

base::Result<void> unclaim_plain(Context& context, const Task& task) {
  return context.hooks.change_in_engine(
      task.key, engine::JobKind::Assigning,
      {{"assignee", ""}, {"action", "unclaim"}, {claim_mark, ""}});
}

base::Result<void> transfer_plain(Context& context, const Task& task, const std::string& successor,
                                  const std::string& reason) {
  return context.hooks.change_in_engine(task.key, engine::JobKind::Assigning,
                                        {{"assignee", successor},
                                         {"action", "transfer"},
                                         {transfer_mark, successor},
                                         {reason_mark, reason}});
}

base::Result<Change> read_change(const base::Json& values) {
  Change out;
  out.candidate_groups = names_in(values, "candidateGroups");
  out.candidate_users = names_in(values, "candidateUsers");
  if (is_given(values, "assignee")) out.assignee = base::text_or_empty(values, "assignee");
  if (is_given(values, "priority")) out.priority = base::int_or(values, "priority", 50);
  if (auto read = read_date(values, "dueDate", out.due_at); !read) return read.error();
  if (auto read = read_date(values, "followUpDate", out.follow_up_at); !read) return read.error();
  return out;
}

base::Result<void> change_task(Context& context, int64_t key, const base::JsonObject& values) {
  const auto task = open_plain_task(context, key);
  if (!task) return task.error();
  if (const auto change = read_change(values); !change) return change.error();
  return context.hooks.change_in_engine(key, engine::JobKind::Updating, values);
}

namespace {

// All but the assignee.
void take_values(Context& context, int64_t task, const Change& change, Assignment& assignment) {
  if (change.candidate_groups) assignment.candidate_groups = *change.candidate_groups;
  if (change.candidate_users) assignment.candidate_users = *change.candidate_users;
  if (change.priority) assignment.priority = *change.priority;
  if (change.follow_up_at) assignment.follow_up_at = *change.follow_up_at;
  if (!change.due_at) return;
  context.tx.db.execute("UPDATE work_task SET due_at = ? WHERE id = ?",
                        {cell_of(*change.due_at), task});
  list_by_due(context.tx, task);
  count_light(context, task);
}

base::Json names_json(const std::vector<std::string>& names) {
  return base::JsonArray(names.begin(), names.end());
}

base::Json instant_json(const std::optional<base::Time>& at) {
  return at ? base::Json(base::print_utc(*at)) : base::Json();
}

// Old and new of what a change names; of the assignee who it is now, too.
base::JsonObject told_change(const Task& task, const Change& change, const Assignment& before) {
  base::JsonObject out;
  const auto add = [&out](const char* name, base::Json old, base::Json now) {
    out[name] = base::JsonObject{{"old", std::move(old)}, {"new", std::move(now)}};
  };
  if (change.assignee) {
    out["assignee"] = *change.assignee;
    out["assignee_before"] = before.assignee.empty() ? task.claimed_by : before.assignee;
  }
  if (change.candidate_groups)
    add("candidate_groups", names_json(before.candidate_groups),
        names_json(*change.candidate_groups));
  if (change.candidate_users)
    add("candidate_users", names_json(before.candidate_users), names_json(*change.candidate_users));
  if (change.priority) add("priority", before.priority, *change.priority);
  if (change.due_at) add("due_at", instant_json(task.due_at), instant_json(*change.due_at));
  if (change.follow_up_at)
    add("follow_up_at", instant_json(before.follow_up_at), instant_json(*change.follow_up_at));
  return out;
}

base::Result<void> apply_assignment(Context& context, const Task& task, const Change& change,
                                    const Assignment& before, Assignment assignment) {
  if (change.assignee) {
    assignment.assignee = *change.assignee;
    drop_claim(context.tx, task.key);
  }
  store_assignment(context.tx, task.key, assignment);
  tell(context, task, "reassigned", told_change(task, change, before));
  return seat_persons(context, task, assignment);
}

// Whoever the model or a program had named is followed by the successor; a pool stays one.
base::Result<void> apply_transfer(Context& context, const Mine& mine, const std::string& successor,
                                  const std::string& reason, Assignment assignment) {
  if (!assignment.assignee.empty()) assignment.assignee = successor;
  store_assignment(context.tx, mine.task.key, assignment);
  return hand_over(context, mine, successor, reason);
}

}  // namespace

base::Result<void> apply_change(Context& context, const engine::UserTaskChanged& changed) {
  const auto task = find_task(context.tx.db, changed.key);
  if (!task || !changed.values.is(feel::Kind::Context) || changed.values.names().empty()) return {};
  const base::Json values = feel::to_json(changed.values);
  const auto change = read_change(values);
  if (!change) return change.error();
  const ActingAs actor(context.tx, changed.actor);
  const auto before = assignment_of(context.tx.db, task->key);
  auto assignment = before;
  take_values(context, task->key, *change, assignment);
  const auto is_as_asked = [&](const char* mark) {
    return is_given(values, mark) && change->assignee == base::text_or_empty(values, mark);
  };
  if (!task->is_open() || is_as_asked(claim_mark)) {
    if (!task->is_open() && change->assignee) assignment.assignee = *change->assignee;
    store_assignment(context.tx, task->key, assignment);
    if (task->is_open()) set_claim(context, *task, *change->assignee);
    return {};
  }
  if (is_as_asked(transfer_mark)) {
    const auto mine = my_task(context, task->key, "transfer");
    const std::string reason(base::text_or_empty(values, reason_mark));
    if (mine) return apply_transfer(context, *mine, *change->assignee, reason, assignment);
  }
  return apply_assignment(context, *task, *change, before, std::move(assignment));
}

base::Result<void> complete_plain(Context& context, int64_t key, const base::JsonObject& variables,
                                  const std::string& action) {
  const auto task = open_plain_task(context, key);
  if (!task) return task.error();
  const base::Text name = org::name_of(context.tx.db, context.tx.actor.person);
  cancel_seats(context.tx, key,
               {"done_by_other", {"已由" + name.zh + "办理", "done by " + name.en}});
  end_task(context.tx, key, TaskState::Done, task->settings.agreeing(), {});
  base::JsonObject told{{"outcome", task->settings.agreeing()}};
  if (!variables.empty()) told["variables"] = storage::told_each(variables);
  tell(context, *task, "completed", std::move(told));
  signal_task(context, *task, open_candidates(*task));
  return context.hooks.complete_in_engine(key, variables, action);
}

namespace {

// What a task is joined with: its instance `i`, definition `d`, and what is kept of it.
constexpr std::string_view kBeside =
    " t JOIN process_instance i ON i.key = t.instance JOIN definition d ON d.key = t.definition "
    "LEFT JOIN work_assignment a ON a.task = t.id LEFT JOIN definition_element n ON n.definition = "
    "d.key AND n.element_id = t.element LEFT JOIN instance_tags g ON g.instance = i.key LEFT JOIN "
    "instance_business_id u ON u.instance = i.key WHERE 1 = 1";

// Those of which there is no row yet: a listener looks at their creation.
constexpr std::string_view kWithCreating =
    "(SELECT id, instance, definition, element, title_zh, form_id, state, claimed_by, created_at, "
    "ended_at, due_at FROM work_task UNION ALL SELECT e.key, e.instance, p.definition, "
    "e.element_id, '', '', 'creating', '', e.started_at, NULL, NULL FROM job c JOIN "
    "element_instance e ON e.key = c.element AND e.instance = c.instance JOIN process_instance p "
    "ON "
    "p.key = c.instance WHERE c.kind = 'creating')";

storage::Searchable tasks_of(std::string_view from) {
  using storage::FieldKind;
  return {
      from,
      "t.id",
      {{"name", "COALESCE(NULLIF(t.title_zh, ''), NULLIF(n.name, ''), t.element)"},
       {"state",
        "COALESCE((SELECT UPPER(j.kind) FROM job j WHERE j.instance = t.instance AND "
        "j.element = t.id AND j.kind IN "
        "('assigning', 'updating', 'completing', 'canceling')), CASE t.state WHEN 'creating' THEN "
        "'CREATING' WHEN 'open' THEN 'CREATED' WHEN "
        "'done' THEN 'COMPLETED' ELSE 'CANCELED' END)",
        FieldKind::Text,
        {"CREATING", "CREATED", "ASSIGNING", "UPDATING", "COMPLETING", "COMPLETED", "CANCELING",
         "CANCELED", "FAILED"}},
       {"assignee", "COALESCE(NULLIF(a.assignee, ''), NULLIF(t.claimed_by, ''))"},
       {"elementId", "t.element"},
       {"candidateGroups", "a.candidate_groups", FieldKind::List},
       {"candidateUsers", "a.candidate_users", FieldKind::List},
       {"candidateGroup", "a.candidate_groups", FieldKind::List, {}, false},
       {"candidateUser", "a.candidate_users", FieldKind::List, {}, false},
       {"processDefinitionId", "d.id"},
       {"creationDate", "t.created_at", FieldKind::Instant},
       {"completionDate", "t.ended_at", FieldKind::Instant},
       {"followUpDate", "a.follow_up_at", FieldKind::Instant},
       {"dueDate", "t.due_at", FieldKind::Instant},
       {"tenantId", "'<default>'"},
       {"externalFormReference", "NULLIF(a.external_form, '')"},
       {"processDefinitionVersion", "d.version", FieldKind::Integer},
       {"customHeaders", "n.headers", FieldKind::Json},
       {"priority", "COALESCE(a.priority, 50)", FieldKind::Integer},
       {"userTaskKey", "t.id", FieldKind::Key},
       {"elementInstanceKey", "t.id", FieldKind::Key},
       {"processName", "NULLIF(d.name, '')"},
       {"processDefinitionKey", "d.key", FieldKind::Key},
       {"processInstanceKey", "i.key", FieldKind::Key},
       {"rootProcessInstanceKey", "i.root", FieldKind::Key},
       {"businessId", "u.business_id"},
       {"formKey",
        "COALESCE(NULLIF(a.form_key, 0), (SELECT MAX(f.key) FROM definition f WHERE f.kind = "
        "'form' AND f.id = t.form_id))",
        FieldKind::Key},
       {"tags", "g.tags", FieldKind::List},
       {"processInstanceVariables",
        "v.value",
        FieldKind::Pairs,
        {},
        false,
        // Of any scope, as in Camunda.
        "EXISTS (SELECT 1 FROM variable_shown v WHERE v.instance = i.key AND v.name = ? AND %)"},
       {"localVariables",
        "v.value",
        FieldKind::Pairs,
        {},
        false,
        "EXISTS (SELECT 1 FROM variable v WHERE v.instance = i.key AND v.scope = t.id AND v.name = "
        "? AND %)"}}};
}

}  // namespace

const storage::Searchable& user_tasks() {
  static const std::string from = "work_task" + std::string(kBeside);
  static const storage::Searchable table = tasks_of(from);
  return table;
}

const storage::Searchable& user_tasks_with_creating() {
  static const std::string from = std::string(kWithCreating) + std::string(kBeside);
  static const storage::Searchable table = tasks_of(from);
  return table;
}

bool is_any_creating(storage::Connection& db) {
  return db.first("SELECT 1 FROM job WHERE kind = 'creating' LIMIT 1").has_value();
}

}  // namespace work
