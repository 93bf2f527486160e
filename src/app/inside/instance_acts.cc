#include "app/inside/instance_acts.h"

#include "app/inside/bound_record.h"

namespace app {

namespace {

void note(runtime::Op& op, std::string_view act, int64_t instance, base::JsonObject changes) {
  const auto key = std::to_string(instance);
  storage::append_event(
      op.tx, {std::string(act), "instance", key, "instance", key, "", std::move(changes)});
}

std::vector<int64_t> active_of(runtime::Op& op, int64_t instance, std::string_view element) {
  std::vector<int64_t> out;
  for (const auto& each : op.engine.active_elements(instance)) {
    if (each.element_id == element) out.push_back(each.key);
  }
  return out;
}

// What the engine is asked for at once.
struct Moves {
  std::vector<int64_t> terminate;
  std::vector<std::string> activate;
  std::vector<base::Json> variables;
};

base::Result<Moves> moves_of(runtime::Op& op, int64_t instance, const Modification& modification) {
  Moves out;
  out.terminate = modification.terminate;
  for (const auto& each : modification.activate) {
    out.activate.push_back(each.element);
    out.variables.push_back(each.variables);
  }
  for (const auto& element : modification.terminate_elements) {
    const auto active = active_of(op, instance, element);
    if (active.empty()) return base::refusal("engine.no_element").because(element);
    out.terminate.insert(out.terminate.end(), active.begin(), active.end());
  }
  for (const auto& move : modification.move) {
    const auto active = active_of(op, instance, move.from);
    if (active.empty()) return base::refusal("engine.no_element").because(move.from);
    out.terminate.insert(out.terminate.end(), active.begin(), active.end());
    out.activate.insert(out.activate.end(), active.size(), move.to);
    out.variables.push_back(move.variables);
  }
  return out;
}

}  // namespace

base::Result<void> cancel(Parts& parts, runtime::Op& op, int64_t instance) {
  Act act(parts, op);
  if (auto canceled = cancel_with_record(act, instance, "canceled"); !canceled) return canceled;
  note(op, "instance.canceled", instance, {});
  return {};
}

base::Result<void> resolve_all(runtime::Op& op, int64_t instance) {
  return op.engine.resolve_incidents(instance);
}

base::Result<void> modify(Parts& parts, runtime::Op& op, int64_t instance,
                          const Modification& modification) {
  const auto moves = moves_of(op, instance, modification);
  if (!moves) return moves.error();
  const auto known = work::instance(op.tx.db, instance);
  for (const auto& target : moves->activate) {
    if (!known) break;
    if (auto checked = check_jump(*parts.definitions, op.tx.db, *known, target); !checked)
      return checked;
  }
  for (const auto& values : moves->variables) {
    if (values.as_object().empty()) continue;
    if (auto set = op.engine.set_variables(instance, feel::from_json(values)); !set) return set;
  }
  auto moved = op.engine.move(instance, moves->terminate, moves->activate, "modified");
  if (!moved) return moved;
  base::JsonArray terminated;
  for (const auto key : moves->terminate) terminated.emplace_back(std::to_string(key));
  note(op, "instance.modified", instance,
       {{"activated", base::JsonArray(moves->activate.begin(), moves->activate.end())},
        {"terminated", std::move(terminated)}});
  return {};
}

std::vector<engine::Mapping> mappings_of(const Migration& migration) {
  std::vector<engine::Mapping> out;
  for (const auto& [from, to] : migration.elements) out.push_back({from, to});
  return out;
}

base::Result<void> migrate(runtime::Op& op, int64_t instance, const Migration& migration) {
  auto done = op.engine.migrate(instance, migration.definition, mappings_of(migration));
  if (!done) return done;
  note(op, "instance.migrated", instance, {{"definition", std::to_string(migration.definition)}});
  return {};
}

}  // namespace app
