#include "work/assignment.h"

#include <algorithm>

#include "base/text.h"
#include "org/organisation.h"
#include "work/steps/candidates.h"
#include "work/steps/common.h"

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
  for (const Seat& seat : task.seats) replace_candidates(context.tx, task.key, seat.id, {});
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

base::Result<void> keep(Context& context, const Task& task, const Assignment& assignment,
                        base::JsonObject told) {
  store_assignment(context.tx, task.key, assignment);
  tell(context, task, "reassigned", std::move(told));
  return seat_persons(context, task, assignment);
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
                          Override override_existing) {
  const auto task = open_plain_task(context, key);
  if (!task) return task.error();
  auto assignment = assignment_of(context.tx.db, key);
  if (override_existing == Override::Refused && !assignment.assignee.empty())
    return base::refusal("work.assigned").because(assignment.assignee);
  assignment.assignee = assignee;
  return keep(context, *task, assignment, {{"assignee", assignee}});
}

base::Result<void> unassign(Context& context, int64_t key) {
  const auto task = open_plain_task(context, key);
  if (!task) return task.error();
  auto assignment = assignment_of(context.tx.db, key);
  assignment.assignee.clear();
  return keep(context, *task, assignment, {{"assignee", ""}});
}

base::Result<void> change_task(Context& context, int64_t key, const Change& change) {
  const auto task = open_plain_task(context, key);
  if (!task) return task.error();
  auto assignment = assignment_of(context.tx.db, key);
  if (change.candidate_groups) assignment.candidate_groups = *change.candidate_groups;
  if (change.candidate_users) assignment.candidate_users = *change.candidate_users;
  if (change.priority) assignment.priority = *change.priority;
  if (change.follow_up_at) assignment.follow_up_at = *change.follow_up_at;
  if (change.due_at) {
    context.tx.db.execute("UPDATE work_task SET due_at = ? WHERE id = ?",
                          {cell_of(*change.due_at), key});
  }
  return keep(context, *task, assignment, {});
}

base::Result<void> complete_plain(Context& context, int64_t key,
                                  const base::JsonObject& variables) {
  const auto task = open_plain_task(context, key);
  if (!task) return task.error();
  const base::Text name = org::name_of(context.tx.db, context.tx.actor.person);
  cancel_seats(context.tx, key,
               {"done_by_other", {"已由" + name.zh + "办理", "done by " + name.en}});
  end_task(context.tx, key, TaskState::Done, task->settings.agreeing(), {});
  tell(context, *task, "completed", {{"outcome", task->settings.agreeing()}});
  signal_task(context, *task, open_candidates(*task));
  return context.hooks.complete_in_engine(key, variables);
}

const storage::Searchable& user_tasks() {
  using storage::FieldKind;
  static const storage::Searchable table{
      "work_task t JOIN process_instance i ON i.key = t.instance JOIN definition d ON d.key = "
      "t.definition LEFT JOIN work_assignment a ON a.task = t.id LEFT JOIN definition_element n ON "
      "n.definition = d.key AND n.element_id = t.element LEFT JOIN instance_tags g ON g.instance = "
      "i.key WHERE 1 = 1",
      "t.id",
      {{"name", "COALESCE(NULLIF(t.title_zh, ''), t.element)"},
       {"state",
        "CASE t.state WHEN 'open' THEN 'CREATED' WHEN 'done' THEN 'COMPLETED' ELSE 'CANCELED' END",
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
       {"externalFormReference", "NULL"},
       {"processDefinitionVersion", "d.version", FieldKind::Integer},
       {"customHeaders", "n.headers", FieldKind::Json},
       {"priority", "COALESCE(a.priority, 50)", FieldKind::Integer},
       {"userTaskKey", "t.id", FieldKind::Key},
       {"elementInstanceKey", "t.id", FieldKind::Key},
       {"processName", "NULLIF(d.name, '')"},
       {"processDefinitionKey", "d.key", FieldKind::Key},
       {"processInstanceKey", "i.key", FieldKind::Key},
       {"rootProcessInstanceKey", "i.root", FieldKind::Key},
       {"businessId", "NULL"},
       {"formKey",
        "(SELECT MAX(f.key) FROM definition f WHERE f.kind = 'form' AND f.id = t.form_id)",
        FieldKind::Key},
       {"tags", "g.tags", FieldKind::List},
       {"processInstanceVariables",
        "EXISTS (SELECT 1 FROM variable v WHERE v.instance = i.key AND v.scope = i.key AND v.name "
        "= ? AND v.value = ?)",
        FieldKind::Pairs,
        {},
        false},
       {"localVariables",
        "EXISTS (SELECT 1 FROM variable v WHERE v.instance = i.key AND v.scope = t.id AND v.name = "
        "? AND v.value = ?)",
        FieldKind::Pairs,
        {},
        false}}};
  return table;
}

}  // namespace work
