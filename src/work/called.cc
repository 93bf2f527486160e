#include "work/called.h"

#include <algorithm>

#include "engine/effects.h"
#include "runtime/called.h"
#include "work/acting_starter.h"
#include "work/status.h"
#include "work/steps/automatic.h"
#include "work/steps/common.h"

namespace work {
namespace {

// The matter that has called it and did not wait.
std::optional<Instance> caller_beside(storage::Connection& db, int64_t called) {
  const auto by = runtime::caller_of(db, called);
  if (!by || by->is_waited_for) return {};
  return instance(db, by->instance);
}

void tell_caller(Context& context, const Instance& caller, std::string_view act,
                 base::JsonObject more) {
  const BySystem by_system(context.tx);
  tell_instance(context, caller, act, std::move(more));
  if (context.hooks.signal)
    context.hooks.signal(
        {"instance", std::to_string(caller.key), {acting_starter(context.tx.db, caller)}});
}

base::Text title_of(const Context& context, const std::string& process) {
  const base::Text known =
      context.hooks.title_of ? context.hooks.title_of(process, "", "") : base::Text();
  return known.zh.empty() ? base::Text{process, process} : known;
}

base::Text words_of_end(storage::Connection& db, const engine::InstanceEnded& ended) {
  if (const auto known = instance(db, ended.at.instance)) return status_of(db, *known).title;
  const bool is_done = ended.state == engine::InstanceState::Completed;
  return is_done ? base::Text{"已完成", "Done"} : base::Text{"终止", "Terminated"};
}

}  // namespace

std::vector<Task> tasks_in_hand(storage::Connection& db, int64_t instance) {
  std::vector<Task> out = open_tasks(db, instance);
  for (const runtime::Called& called : runtime::called_now(db, instance)) {
    for (Task& task : tasks_in_hand(db, called.instance)) out.push_back(std::move(task));
  }
  return out;
}

bool has_act(storage::Connection& db, int64_t instance,
             const std::function<bool(std::string_view person)>& counts) {
  for (const storage::Row& row :
       db.query("SELECT DISTINCT s.person FROM work_seat s JOIN work_task t ON t.id = s.task WHERE"
                " t.instance = ? AND t.is_superseded = 0 AND s.state = 'acted' AND s.reason = ''",
                {instance})) {
    if (counts(row.text(0))) return true;
  }
  return std::ranges::any_of(runtime::calls_of(db, instance), [&](const runtime::Call& call) {
    return has_act(db, call.instance, counts);
  });
}

bool is_held_up(storage::Connection& db, int64_t instance) {
  const bool is_halted =
      db.first("SELECT 1 FROM process_instance WHERE key = ? AND is_suspended <> 0", {instance}) ||
      db.first(
          "SELECT 1 FROM work_task WHERE instance = ? AND state = 'open' AND suspended_at IS "
          "NOT NULL",
          {instance});
  return is_halted ||
         std::ranges::any_of(runtime::called_now(db, instance), [&](const runtime::Called& called) {
           return is_held_up(db, called.instance);
         });
}

std::vector<Task> tasks_waited_for(storage::Connection& db, int64_t instance,
                                   const std::vector<int64_t>& answering) {
  std::vector<Task> out = tasks_in_hand(db, instance);
  for (const int64_t matter : answering) {
    for (Task& task : tasks_in_hand(db, matter)) {
      if (!task.suspended_at) out.push_back(std::move(task));
    }
  }
  return out;
}

void tell_caller_of_beginning(Context& context, const Instance& called) {
  const auto caller = caller_beside(context.tx.db, called.key);
  if (!caller) return;
  tell_caller(context, *caller, "called",
              {{"step", json_of(called.title)}, {"instance", std::to_string(called.key)}});
}

void tell_caller_of_end(Context& context, const engine::InstanceEnded& called) {
  const auto caller = caller_beside(context.tx.db, called.at.instance);
  if (!caller) return;
  tell_caller(context, *caller, "called_ended",
              {{"step", json_of(title_of(context, called.at.process_id))},
               {"instance", std::to_string(called.at.instance)},
               {"status", json_of(words_of_end(context.tx.db, called))}});
}

}  // namespace work
