#include "app/inside/instance_acts.h"

#include <algorithm>

#include "app/inside/bound_record.h"
#include "app/inside/pack_rights.h"
#include "app/inside/told.h"
#include "runtime/deletion.h"
#include "runtime/queries.h"
#include "runtime/searches.h"
#include "work/administering.h"
#include "work/forgetting.h"

namespace app {

namespace {

// Of a multi-instance activity the whole, not each of its instances.
std::vector<runtime::ActiveElement> active_of(const std::vector<runtime::ActiveElement>& all,
                                              std::string_view element) {
  std::vector<runtime::ActiveElement> out;
  for (const auto& each : all) {
    const bool is_inside = std::ranges::any_of(
        out, [&](const runtime::ActiveElement& other) { return other.key == each.scope; });
    if (each.element_id == element && !is_inside) out.push_back(each);
  }
  return out;
}

std::vector<engine::ScopedVariables> variables_of(
    const std::vector<Modification::Variables>& given) {
  // One after the other they would cost the square of their number.
  std::vector<std::pair<std::string, base::JsonObject>> scopes;
  for (const auto& each : given) {
    if (scopes.empty() || scopes.back().first != each.scope) scopes.push_back({each.scope, {}});
    for (const auto& [name, value] : each.values.as_object()) scopes.back().second[name] = value;
  }
  std::vector<engine::ScopedVariables> out;
  for (auto& [scope, values] : scopes)
    out.push_back({scope, feel::from_json(base::Json(std::move(values)))});
  return out;
}

// The element instances that a move leaves.
base::Result<std::vector<runtime::ActiveElement>> sources_of(
    const std::vector<runtime::ActiveElement>& all, const Modification::Move& move) {
  if (move.from_key == 0) {
    auto active = active_of(all, move.from);
    if (active.empty()) return base::refusal("engine.no_element").because(move.from);
    return active;
  }
  for (const auto& each : all) {
    if (each.key == move.from_key) return std::vector{each};
  }
  return base::refusal("engine.no_element")
      .because(std::to_string(move.from_key) + " is not active");
}

engine::MoveTarget target_of(const Modification::Move& move, const runtime::ActiveElement& source) {
  engine::MoveTarget target{move.to, source.key, 0, variables_of(move.variables)};
  if (move.where == Modification::Where::SourceParent) target.ancestor = source.scope;
  if (move.where == Modification::Where::Named) target.ancestor = move.ancestor;
  return target;
}

base::Result<engine::Move> move_of(runtime::Op& op, int64_t instance,
                                   const Modification& modification) {
  if (op.engine.variables(instance).is_null())
    return base::refusal("engine.no_instance").because(std::to_string(instance));
  const auto all = op.engine.active_elements(instance);
  engine::Move out{modification.terminate, {}, "modified"};
  for (const auto& each : modification.activate)
    out.activate.push_back({each.element, 0, each.ancestor, variables_of(each.variables)});
  for (const auto& element : modification.terminate_elements) {
    const auto active = active_of(all, element);
    if (active.empty()) return base::refusal("engine.no_element").because(element);
    for (const auto& each : active) out.terminate.push_back(each.key);
  }
  for (const auto& move : modification.move) {
    const auto sources = sources_of(all, move);
    if (!sources) return sources.error();
    for (const auto& each : *sources) {
      out.terminate.push_back(each.key);
      out.activate.push_back(target_of(move, each));
    }
  }
  out.is_addition = out.terminate.empty();
  return out;
}

// What a modification has done, with the variables that it gave along. Those of the instance itself
// had a value before; the other scopes begin with it.
base::JsonObject changes_of(const engine::Move& move,
                            const std::vector<runtime::ActiveElement>& before,
                            const feel::Value& of_instance) {
  base::JsonArray activated;
  base::JsonArray variables;
  for (const auto& target : move.activate) {
    activated.emplace_back(target.element);
    for (const auto& given : target.variables) {
      base::JsonObject told{{"element", target.element}, {"scope", given.scope}};
      add_told(told, "values", feel::to_json(given.values));
      if (!told.contains("values")) continue;
      if (given.scope.empty()) {
        base::JsonObject old;
        for (const auto& [name, value] : told["values"].as_object())
          old[name] = storage::told(feel::to_json(of_instance[std::string_view(name)]));
        told["before"] = std::move(old);
      }
      variables.push_back(std::move(told));
    }
  }
  base::JsonArray terminated;
  base::JsonArray elements;
  for (const auto key : move.terminate) {
    terminated.emplace_back(std::to_string(key));
    const auto found = std::ranges::find(before, key, &runtime::ActiveElement::key);
    elements.emplace_back(found == before.end() ? "" : found->element_id);
  }
  base::JsonObject out{{"activated", std::move(activated)},
                       {"terminated", std::move(terminated)},
                       {"terminated_elements", std::move(elements)}};
  if (!variables.empty()) out["variables"] = std::move(variables);
  return out;
}

}  // namespace

base::Result<void> cancel(Parts& parts, runtime::Op& op, int64_t instance) {
  Act act(parts, op);
  const auto known = work::instance(op.tx.db, instance);
  const bool is_told = known && known->state == "active";  // as the end of a matter
  work::tell_cancellation(act.context(), instance, "");
  if (auto canceled = cancel_with_record(act, instance, "canceled"); !canceled) return canceled;
  if (!is_told) tell_of_instance(op, "instance.canceled", instance, {});
  return {};
}

base::Result<void> resolve_all(runtime::Op& op, int64_t instance) {
  if (auto resolved = op.engine.resolve_incidents(instance); !resolved) return resolved;
  tell_of_instance(op, "instance.incidents_resolved", instance, {});
  return {};
}

base::Result<void> modify(Parts& parts, runtime::Op& op, int64_t instance,
                          const Modification& modification) {
  const auto move = move_of(op, instance, modification);
  if (!move) return move.error();
  const auto known = work::instance(op.tx.db, instance);
  for (const auto& target : move->activate) {
    if (!known) break;
    if (auto checked = check_jump(*parts.definitions, op.tx.db, *known, target.element); !checked)
      return checked;
  }
  Act act(parts, op);
  const auto before = open_steps(op.tx.db, instance);
  auto changes =
      changes_of(*move, op.engine.active_elements(instance), op.engine.variables(instance));
  if (auto moved = op.engine.modify(instance, *move); !moved) return moved;
  if (auto gone = let_go(act, before); !gone) return gone;
  tell_of_instance(op, "instance.modified", instance, std::move(changes));
  return {};
}

std::vector<engine::Mapping> mappings_of(const Migration& migration) {
  std::vector<engine::Mapping> out;
  for (const auto& [from, to] : migration.elements) out.push_back({from, to});
  return out;
}

base::Result<void> check_target(Parts& parts, const Migration& migration) {
  const auto target = runtime::source(*parts.database->read(), migration.definition);
  if (!target || target->kind != "process")
    return base::refusal("engine.no_process").because(std::to_string(migration.definition));
  return {};
}

base::Result<void> migrate(Parts& parts, runtime::Op& op, int64_t instance,
                           const Migration& migration) {
  const auto before = runtime::instance(op.tx.db, instance);
  if (before) {
    if (auto checked = check_migration_from_outside(*parts.definitions, op.tx.db,
                                                    before->process_id, migration.definition);
        !checked)
      return checked;
  }
  auto done = op.engine.migrate(instance, migration.definition, mappings_of(migration));
  if (!done) return done;
  base::JsonObject told{{"definition", std::to_string(migration.definition)}};
  if (before) {
    told["definition_before"] = std::to_string(before->definition);
    told["process_before"] = before->process_id;
    told["version_before"] = before->version;
  }
  base::JsonObject elements;
  for (const auto& [from, to] : migration.elements) {
    if (from != to) elements[from] = to;
  }
  if (!elements.empty()) told["elements"] = std::move(elements);
  tell_of_instance(op, "instance.migrated", instance, std::move(told));
  return {};
}

base::Result<void> suspend(Parts& parts, runtime::Op& op, int64_t instance) {
  if (auto done = op.engine.suspend_instance(instance); !done) return done;
  Act act(parts, op);
  work::suspend_by_administrator(act.context(), instance, "");
  tell_of_instance(op, "instance.suspended", instance, {});
  return {};
}

base::Result<void> resume(Parts& parts, runtime::Op& op, int64_t instance) {
  if (auto done = op.engine.resume_instance(instance); !done) return done;
  Act act(parts, op);
  work::resume_by_administrator(act.context(), instance, "");
  tell_of_instance(op, "instance.resumed", instance, {});
  return {};
}

base::Result<void> remove_ended(Parts& parts, runtime::Op& op, int64_t instance) {
  const auto found = runtime::instance(op.tx.db, instance);
  if (!found) return base::refusal("request.no_such_key").at(std::to_string(instance));
  if (auto checked = check_process_from_outside(*parts.definitions, found->process_id); !checked)
    return checked;
  if (auto gone = runtime::delete_instance(op.tx, instance); !gone) return gone;
  work::forget_instance(op.tx.db, instance);
  tell_of_instance(op, "instance.deleted", instance, {{"process", found->process_id}});
  return {};
}

}  // namespace app
