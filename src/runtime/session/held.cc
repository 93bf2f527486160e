// What an instance could not take by a fault of the program's own: it is held with an incident, and
// holds up nobody else.
#include "runtime/session/session.h"

namespace runtime {

bool Session::reach(int64_t instance, const engine::Trigger& trigger) {
  const auto take = [&] { return command(instance, trigger, Origin::Chain); };
  has_reached_many_ = true;
  if (!is_apart_) return take().ok();
  const size_t stacked = stack_.size();
  const Origin origin = origin_;
  const int depth = depth_;
  const auto go_on_without = [&](const std::exception& fault) {
    stack_.resize(stacked, Pending{engine::JobOffered{}, Origin::Act});
    origin_ = origin;
    depth_ = depth;
    hold(instance, trigger, fault.what());
    return true;
  };
  try {
    return in_frame(take).ok();
  } catch (const storage::ConstraintViolation& fault) {
    return go_on_without(fault);
  } catch (const storage::Failure&) {
    throw;  // nothing can be stored at all
  } catch (const std::exception& fault) {
    return go_on_without(fault);
  }
}

void Session::hold(int64_t key, const engine::Trigger& trigger, std::string_view why) {
  const engine::Instance* instance = instances_.find(key);
  const int64_t owner = instance->subscription(trigger.subscription)->owner;
  connection_->execute(
      "INSERT INTO held_event (key, instance, owner, subscription, variables) VALUES (?, ?, ?, ?, "
      "?)",
      {op_->tx.keys.next(), key, owner, trigger.subscription, value_text(trigger.variables)});
  const auto is_told = [&](const engine::IncidentRow& row) {
    return row.element == owner && row.kind == engine::kEventHeld && !row.is_resolved;
  };
  if (std::ranges::any_of(instance->incidents, is_told)) return;
  (void)command(key,
                engine::RaiseIncident{owner, std::string(engine::kEventHeld),
                                      "internal.defect: " + std::string(why)},
                Origin::Chain);
}

base::Result<void> Session::let_events_go(int64_t instance, int64_t owner) {
  const auto rows = connection_->query(
      "DELETE FROM held_event WHERE instance = ? AND owner = ? RETURNING key, subscription, "
      "variables",
      {instance, owner});
  std::map<int64_t, engine::Trigger> in_order;
  for (const storage::Row& row : rows)
    in_order[row.integer(0)] = {row.integer(1), value_of_text(row.text(2))};
  for (const auto& [key, trigger] : in_order) {
    const engine::Instance* found = instances_.find(instance);
    if (found && found->subscription(trigger.subscription)) (void)reach(instance, trigger);
  }
  return {};
}

base::Result<void> Session::tell_of_held_timer(int64_t instance, int64_t key,
                                               const base::Error& error) {
  const engine::Instance* found = instances_.find(instance);
  const engine::TimerRow* timer = found ? found->timer(key) : nullptr;
  if (!timer) return {};
  return command(instance,
                 engine::RaiseIncident{timer->owner, std::string(engine::kTimerHeld),
                                       error.code + ": " + error.detail},
                 Origin::Chain);
}

base::Result<void> Session::begin_children(int64_t instance, int64_t body) {
  op_->tx.db.execute("DELETE FROM unfinished_body WHERE element = ?", {body});
  const engine::Instance* found = instances_.find(instance);
  if (!found || found->row.is_suspended || !found->active(body)) return {};
  return command(instance, engine::BeginChildren{body}, Origin::Chain);
}

base::Result<void> Session::tell_of_held_children(int64_t instance, int64_t body,
                                                  const base::Error& error) {
  return command(instance,
                 engine::RaiseIncident{body, std::string(engine::kChildrenHeld),
                                       error.code + ": " + error.detail},
                 Origin::Chain);
}

base::Result<void> Session::let_go(std::string_view kind, int64_t instance, int64_t owner) {
  if (kind == engine::kEventHeld) return let_events_go(instance, owner);
  if (kind == engine::kTimerHeld) {
    op_->tx.db.execute("UPDATE timer SET is_held = 0 WHERE instance = ? AND owner = ?",
                       {instance, owner});
  } else {
    op_->tx.db.execute("UPDATE unfinished_body SET is_held = 0 WHERE element = ?", {owner});
    if (children_left_) op_->after_commit(children_left_);
  }
  return {};
}

}  // namespace runtime
