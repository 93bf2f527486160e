#include "work/steps/calling_back.h"

#include "base/text.h"
#include "work/callback.h"
#include "work/steps/common.h"

namespace work {
namespace {

// Of a matter: what the receiver knows it by.
base::JsonObject matter_json(const Instance& instance) {
  return {{"process", instance.process},
          {"instance", std::to_string(instance.key)},
          {"number", instance.number},
          {"subject", instance.subject},
          {"starter", instance.starter}};
}

void tell_systems(Context& context, std::string_view act, storage::Event event,
                  const std::vector<std::string>& systems, base::JsonObject more) {
  more["systems"] = base::JsonArray(systems.begin(), systems.end());
  event.act = act;
  event.changes = std::move(more);
  storage::append_event(context.tx, event);
}

storage::Event about(std::string type, int64_t key, const engine::RecordRef& record,
                     int64_t instance) {
  storage::Event event;
  event.subject_type = std::move(type);
  event.subject = std::to_string(key);
  event.root_type = record ? record.type : "instance";
  event.root = std::to_string(record ? record.id : instance);
  return event;
}

base::JsonObject step_json(Context& context, const Task& task) {
  base::JsonObject step;
  if (const auto known = instance(context.tx.db, task.instance)) step = matter_json(*known);
  step["element"] = task.element;
  step["title"] = json_of(task.title);
  return step;
}

}  // namespace

void call_back_begun(Context& context, const Task& task) {
  const auto rule = read_callback(task.properties);
  if (!rule || rule->begun.empty()) return;
  base::JsonObject more = step_json(context, task);
  if (task.due_at) more["due_at"] = base::print_utc(*task.due_at);
  tell_systems(context, "callback.step_begun", about("task", task.key, task.record, task.instance),
               rule->begun, std::move(more));
}

void call_back_after(Context& context, const Task& task, const std::string& outcome) {
  const auto rule = read_callback(task.properties);
  if (!rule || rule->after.empty()) return;
  base::JsonObject more = step_json(context, task);
  more["outcome"] = outcome;
  more["outcome_title"] = json_of(title_of_outcome(context, task, outcome));
  tell_systems(context, "callback.step_done", about("task", task.key, task.record, task.instance),
               rule->after, std::move(more));
}

void call_back_at_end(Context& context, const Instance& instance, const std::string& told) {
  const auto systems = base::split(told, ',');
  if (systems.empty()) return;
  auto more = matter_json(instance);
  more["title"] = json_of(instance.title);
  more["state"] = instance.state;
  if (!instance.verdict.empty()) more["verdict"] = instance.verdict;
  if (!instance.reason.empty()) more["text"] = instance.reason;
  tell_systems(context, "callback.matter_ended",
               about("instance", instance.key, instance.record, instance.key), systems,
               std::move(more));
}

}  // namespace work
