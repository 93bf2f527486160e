#include "app/waiting.h"

#include <algorithm>

#include "app/inside/closed.h"
#include "app/inside/work_json.h"
#include "base/text.h"
#include "runtime/closing.h"
#include "work/archive.h"
#include "work/waiting.h"

namespace app {

namespace {

constexpr size_t date_length = std::string_view("2026-03-31").size();

bool is_meant(std::string_view owner, const Caller& caller) {
  constexpr std::string_view position = "position:";
  constexpr std::string_view role = "role:";
  const bool is_position = owner.starts_with(position);
  if (owner.starts_with(role)) owner.remove_prefix(role.size());
  if (is_position) owner.remove_prefix(position.size());
  const auto& held = is_position ? caller.positions : caller.roles;
  return std::ranges::find(held, owner) != held.end();
}

base::Result<const ProcessDefinition*> owned(Look& look, std::string_view id) {
  const auto* process = look.definitions().process(id);
  if (process == nullptr || !is_owner(*process, look.caller()))
    return base::refusal("app.not_owner").at(std::string(id));
  return process;
}

int64_t seconds_since(Look& look, base::Time at) { return (look.now() - at).micros / 1'000'000; }

base::Json step_json(Look& look, const work::WaitingStep& step) {
  base::JsonArray persons;
  for (const auto& one : step.persons)
    persons.push_back(base::JsonObject{{"person", look.person(one.person)}, {"tasks", one.tasks}});
  return base::JsonObject{{"element", step.element},
                          {"title", text_json(step.title)},
                          {"tasks", step.tasks},
                          {"overdue", step.overdue},
                          {"oldest_at", time_json(step.oldest)},
                          {"oldest_seconds", seconds_since(look, step.oldest)},
                          {"median_seconds", seconds_since(look, step.median)},
                          {"persons", std::move(persons)}};
}

base::Json archive_json(Look& look, std::string_view process) {
  const auto found = work::archive_of(look.db(), process);
  if (!found) return nullptr;
  const auto& [rule, person, at] = *found;
  base::JsonObject out{{"person", look.person(person)},
                       {"at", time_json(at)},
                       {"matters", work::count_archived(look.db(), process, look.now())}};
  if (rule.days > 0) {
    out["after_days"] = rule.days;
  } else {
    const base::Time last{rule.until.micros - 1};
    out["through"] = minute_of(last, look.environment().zone).substr(0, date_length);
  }
  return out;
}

}  // namespace

bool is_owner(const ProcessDefinition& process, const Caller& caller) {
  if (is_administrator(caller)) return true;
  const auto owners = base::split(process.model->property("jw:owner"), ',');
  // Whoever began a process has it until it is in force and names others.
  const bool is_beginners = !process.is_in_force() || owners.empty();
  if (is_beginners && !process.begun_by.empty() && process.begun_by == caller.person) return true;
  return std::ranges::any_of(owners,
                             [&](const std::string& owner) { return is_meant(owner, caller); });
}

base::Json owned_processes(Workspace& workspace, const Caller& caller) {
  Look look(workspace.parts(), caller);
  base::JsonArray items;
  for (const auto* process : look.definitions().processes->all()) {
    if (!is_owner(*process, caller)) continue;
    const auto& id = process->id;
    const auto steps = work::waiting_steps(look.db(), id, look.now());
    int64_t tasks = 0;
    int64_t overdue = 0;
    for (const auto& step : steps) {
      tasks += step.tasks;
      overdue += step.overdue;
    }
    auto out = look.ref(id, process->title);
    out.as_object()["tasks"] = tasks;
    out.as_object()["overdue"] = overdue;
    if (!process->is_in_force()) out.as_object()["begun_by"] = look.person(process->begun_by);
    if (auto closed = closing_json(look, id); !closed.is_null())
      out.as_object()["closed"] = std::move(closed);
    items.push_back(std::move(out));
  }
  return items_json(std::move(items));
}

base::Result<base::Json> waiting(Workspace& workspace, const Caller& caller, std::string_view id) {
  Look look(workspace.parts(), caller);
  const auto process = owned(look, id);
  if (!process) return process.error();
  base::JsonArray steps;
  for (const auto& step : work::waiting_steps(look.db(), id, look.now()))
    steps.push_back(step_json(look, step));
  base::JsonObject names;
  for (const auto& [part, name] : look.definitions().names_of(id)) names[part] = text_json(name);
  base::JsonObject out{{"process", look.process(id)},
                       {"steps", std::move(steps)},
                       {"xml", (*process)->source->model.xml},
                       {"names", std::move(names)},
                       {"closings", closings_json(look, id)}};
  if (auto closed = closing_json(look, id); !closed.is_null()) out["closed"] = std::move(closed);
  if (auto archive = archive_json(look, id); !archive.is_null())
    out["archive"] = std::move(archive);
  return base::Json(std::move(out));
}

namespace {

base::Result<void> change_owned(Workspace& workspace, const Caller& caller, std::string_view id,
                                const std::function<void(storage::Tx&)>& change) {
  {
    Look look(workspace.parts(), caller);
    if (const auto process = owned(look, id); !process) return process.error();
  }
  const auto done = workspace.parts().run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    change(op.tx);
    return base::Json();
  });
  if (!done) return done.error();
  return {};
}

}  // namespace

base::Result<void> close_process(Workspace& workspace, const Caller& caller, std::string_view id,
                                 const std::string& reason) {
  const std::string words(base::trim(std::string_view(reason)));
  if (words.empty()) {
    return base::refusal("work.reason_required")
        .lacking({base::Missing::Kind::Field,
                  "reason",
                  {"原因", "Reason"},
                  {"请填写停止发起的原因", "Say why it is closed"}});
  }
  return change_owned(workspace, caller, id,
                      [&](storage::Tx& tx) { runtime::close_process(tx, std::string(id), words); });
}

base::Result<void> open_process(Workspace& workspace, const Caller& caller, std::string_view id) {
  return change_owned(workspace, caller, id,
                      [&](storage::Tx& tx) { runtime::open_process(tx, std::string(id)); });
}

base::Result<void> archive_process(Workspace& workspace, const Caller& caller, std::string_view id,
                                   const ArchiveChoice& choice) {
  const auto refuse = [](std::string_view place) {
    return base::refusal("request.wrong_type").at(std::string(place));
  };
  work::ArchiveRule rule{{}, choice.after_days};
  if (choice.through.empty() == (choice.after_days == 0)) return refuse("through, after_days");
  if (!choice.through.empty()) {
    auto date = base::parse_date(choice.through);
    if (!date) return refuse("through");
    const auto zone = workspace.parts().calendar()->zone;
    if (base::instant_of({*date, 0}, zone) > workspace.now()) return refuse("through");
    date->day += 1;
    rule.until = base::instant_of({*date, 0}, zone);
  }
  return change_owned(workspace, caller, id,
                      [&](storage::Tx& tx) { work::archive(tx, std::string(id), rule); });
}

base::Result<void> unarchive_process(Workspace& workspace, const Caller& caller,
                                     std::string_view id) {
  return change_owned(workspace, caller, id,
                      [&](storage::Tx& tx) { work::unarchive(tx, std::string(id)); });
}

base::Result<base::Json> waiting_rows(Workspace& workspace, const Caller& caller,
                                      const WaitingRows& rows, const Page& page) {
  Look look(workspace.parts(), caller);
  if (const auto process = owned(look, rows.process); !process) return process.error();
  const work::WaitingQuery query{rows.process, rows.element, rows.person, page.size, page.offset()};
  base::JsonArray items;
  for (const int64_t key : work::waiting_tasks(look.db(), query)) {
    const auto task = work::get_task(look.db(), key);
    if (!task) continue;
    auto row = task_row_json(look, *task);
    auto awaited = awaited_of(look, {*task});
    row["waiting"] = base::JsonObject{{"persons", std::move(awaited.persons)},
                                      {"vacant", std::move(awaited.vacant)},
                                      {"since", time_json(task->created_at)},
                                      {"seconds", seconds_since(look, task->created_at)}};
    items.push_back(std::move(row));
  }
  return page_json(std::move(items), work::count_waiting(look.db(), query), page);
}

}  // namespace app
