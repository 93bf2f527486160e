// What an instance could not take by a fault of the program's own: it is held with an incident, and
// holds up nobody else.
#include "runtime/session/session.h"

namespace runtime {

namespace {

bool is_told_of_held(const engine::Instance& instance, int64_t owner) {
  return std::ranges::any_of(instance.incidents, [&](const engine::IncidentRow& each) {
    return each.element == owner && each.kind == engine::kEventHeld && !each.is_resolved;
  });
}

}  // namespace

template <class Act, class Instead>
auto Session::apart(const Act& act, const Instead& instead) {
  has_reached_many_ = true;
  if (!is_apart_) return act();
  const size_t stacked = stack_.size();
  const Origin origin = origin_;
  const int depth = depth_;
  const auto go_on_without = [&](const std::exception& fault) {
    stack_.resize(stacked, Pending{engine::JobOffered{}, Origin::Act});
    origin_ = origin;
    depth_ = depth;
    return instead(std::string("internal.defect: ") + fault.what());
  };
  try {
    return in_frame([&] {
      auto result = act();
      if (result.ok()) try_storing();
      return result;
    });
  } catch (const storage::ConstraintViolation& fault) {
    return go_on_without(fault);
  } catch (const storage::Failure&) {
    throw;  // nothing can be stored at all
  } catch (const std::exception& fault) {
    return go_on_without(fault);
  }
}

// What the frame has changed is stored, and that taken back: all of it is stored at the end of the
// batch, where nobody knows any more whose fault it is that it cannot be.
void Session::try_storing() {
  constexpr std::string_view kTrial = "trial";
  connection_->set_savepoint(kTrial);
  try {
    instances_.try_storing(*connection_);
    (void)connection_->first("SELECT 1");  // whatever travels with a later statement has arrived
  } catch (...) {
    connection_->roll_back_to(kTrial);
    throw;
  }
  connection_->roll_back_to(kTrial);
}

base::Result<void> Session::reach(int64_t instance, const engine::Trigger& trigger) {
  const auto keep = [&](const std::string& why) -> base::Result<void> {
    hold(instance, trigger, why);
    return {};
  };
  if (comes_behind_held(instance, trigger)) return keep({});
  return apart([&] { return command(instance, trigger, Origin::Chain); }, keep);
}

base::Result<int64_t> Session::begin_beside(const Begin& begin, Origin origin) {
  return apart([&] { return begin_instance(begin, origin); },
               [&](const std::string& why) {
                 Begin held = begin;
                 held.held = why;
                 return begin_instance(held, origin);
               });
}

// Nothing overtakes what is held of the same name and correlation key at the same element.
bool Session::comes_behind_held(int64_t key, const engine::Trigger& trigger) {
  const engine::Instance* instance = instances_.find(key);
  const engine::SubscriptionRow* row =
      instance ? instance->subscription(trigger.subscription) : nullptr;
  if (!row || !is_told_of_held(*instance, row->owner)) return false;
  return connection_
      ->first(
          "SELECT 1 FROM held_event WHERE instance = ? AND owner = ? AND name = ? AND "
          "correlation_key = ?",
          {key, row->owner, row->name, row->correlation_key})
      .has_value();
}

void Session::hold(int64_t key, const engine::Trigger& trigger, const std::string& why) {
  const engine::Instance* instance = instances_.find(key);
  const engine::SubscriptionRow& row = *instance->subscription(trigger.subscription);
  const int64_t owner = row.owner;
  connection_->execute(
      "INSERT INTO held_event (key, instance, owner, subscription, variables, element_id, name, "
      "correlation_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      {op_->tx.keys.next(), key, owner, trigger.subscription, value_text(trigger.variables),
       instance->process->nodes[static_cast<size_t>(row.node)].id, row.name, row.correlation_key});
  if (is_told_of_held(*instance, owner)) return;
  (void)command(key, engine::RaiseIncident{owner, std::string(engine::kEventHeld), why},
                Origin::Chain);
}

void Session::release_events(int64_t instance, int64_t owner) {
  std::map<int64_t, storage::Row> in_order;
  for (storage::Row& row : connection_->query(
           "DELETE FROM held_event WHERE instance = ? AND owner = ? RETURNING key, subscription, "
           "variables, element_id, name, correlation_key",
           {instance, owner}))
    in_order.emplace(row.integer(0), std::move(row));
  for (const auto& [key, row] : in_order) {
    const engine::Instance* found = instances_.find(instance);
    const engine::Trigger trigger{row.integer(1), value_of_text(row.text(2))};
    const bool is_awaited = found && found->row.state == engine::InstanceState::Active &&
                            found->subscription(trigger.subscription) != nullptr;
    if (!is_awaited) {
      if (effects_)
        effects_->event_not_taken(*op_, {instance, row.text(3), row.text(4), row.text(5)});
    } else if (const auto taken = reach(instance, trigger); !taken.ok()) {
      hold(instance, trigger, taken.error().code + ": " + taken.error().detail);
    }
  }
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

void Session::let_go(std::string_view kind, int64_t instance, int64_t owner) {
  if (kind == engine::kTimerHeld) {
    op_->tx.db.execute("UPDATE timer SET is_held = is_held & 1 WHERE instance = ? AND owner = ?",
                       {instance, owner});
  } else if (kind == engine::kChildrenHeld) {
    op_->tx.db.execute("UPDATE unfinished_body SET is_held = 0 WHERE element = ?", {owner});
    if (children_left_) op_->after_commit(children_left_);
  }
}

}  // namespace runtime
