#include "app/inside/task_of_job.h"

#include "work/assignment.h"
#include "work/task.h"

namespace app {

namespace {

constexpr std::array names = {"assignee", "candidateGroups", "candidateUsers",
                              "dueDate",  "followUpDate",    "priority"};

base::Json list_of(const std::vector<std::string>& all) {
  return base::JsonArray(all.begin(), all.end());
}

base::Json date_of(const std::optional<base::Time>& time) {
  return time ? base::Json(base::print_utc(*time)) : base::Json("");
}

// Of a task that is being created there is nothing yet.
base::JsonObject present_values(storage::Connection& db, int64_t key) {
  const auto assignment = work::assignment_of(db, key);
  const auto task = work::find_task(db, key);
  return {{"assignee", assignment.assignee},
          {"candidateGroups", list_of(assignment.candidate_groups)},
          {"candidateUsers", list_of(assignment.candidate_users)},
          {"dueDate", date_of(task ? task->due_at : std::nullopt)},
          {"followUpDate", date_of(assignment.follow_up_at)},
          {"priority", assignment.priority}};
}

std::string_view usual_action(engine::JobKind event) {
  switch (event) {
    case engine::JobKind::Assigning: return "assign";
    case engine::JobKind::Updating: return "update";
    case engine::JobKind::Completing: return "complete";
    default: return "";
  }
}

}  // namespace

base::JsonObject task_of_job(storage::Connection& db, const runtime::ActivatedJob& job) {
  base::JsonObject out = present_values(db, job.at.element);
  const base::Json asked = feel::to_json(job.asked);
  base::JsonArray changed;
  for (const char* name : names) {
    const auto* value = base::find(asked, name);
    if (value == nullptr || *value == out[name]) continue;
    out[name] = *value;
    changed.emplace_back(name);
  }
  if (job.changes_variables) changed.emplace_back("variables");
  for (const char* name : {"assignee", "dueDate", "followUpDate"})
    if (out[name] == base::Json("")) out[name] = nullptr;
  out["changedAttributes"] = std::move(changed);
  const auto action = base::text_or_empty(asked, "action");
  out["action"] = action.empty() ? usual_action(job.kind) : std::string_view(action);
  const auto found = storage::find_item(db, work::user_tasks(), job.at.element);
  out["formKey"] = found ? found->at("formKey") : base::Json();
  out["userTaskKey"] = std::to_string(job.at.element);
  return out;
}

base::JsonObject headers_of_task(const base::JsonObject& task) {
  base::JsonObject out;
  for (const auto& entry : task) {
    const bool is_absent =
        entry.value().is_null() || (entry.value().is_string() && entry.value().as_string().empty());
    if (is_absent) continue;
    const std::string name = "io.camunda.zeebe:" + std::string(entry.key());
    out[name] = entry.value().is_string() ? entry.value() : base::Json(base::print(entry.value()));
  }
  return out;
}

}  // namespace app
