#include <algorithm>
#include <set>

#include "feel/value.h"
#include "runtime/runtime.h"
#include "work/context.h"
#include "work/task.h"

namespace work {
namespace {

// What can come next: along the flows, into a container, and out of the one around it.
std::vector<int> next_of(const engine::Process& process, int index) {
  const engine::Node& node = process.nodes[static_cast<size_t>(index)];
  std::vector<int> next = node.starts;
  next.insert(next.end(), node.boundaries.begin(), node.boundaries.end());
  for (const int flow : node.outgoing)
    next.push_back(process.flows[static_cast<size_t>(flow)].target);
  if (const int target = process.link_target(node); target >= 0) next.push_back(target);
  if (node.parent < 0) return next;
  const engine::Node& around = process.nodes[static_cast<size_t>(node.parent)];
  next.insert(next.end(), around.boundaries.begin(), around.boundaries.end());
  for (const int flow : around.outgoing)
    next.push_back(process.flows[static_cast<size_t>(flow)].target);
  return next;
}

void add_reachable(const engine::Process& process, int node, std::set<int>& seen) {
  if (!seen.insert(node).second) return;
  for (const int next : next_of(process, node)) add_reachable(process, next, seen);
}

std::vector<std::string> elements_behind(const engine::ProcessRef& process,
                                         const std::string& element) {
  std::set<int> seen;
  const int start = process ? process->find(element) : -1;
  if (start >= 0) add_reachable(*process, start, seen);
  std::vector<std::string> ids;
  for (const int node : seen) ids.push_back(process->nodes[static_cast<size_t>(node)].id);
  return ids;
}

std::vector<std::string> elements_before(const engine::ProcessRef& process,
                                         const std::string& element) {
  std::vector<std::string> ids;
  const int wanted = process ? process->find(element) : -1;
  if (wanted < 0) return ids;
  for (size_t node = 0; node < process->nodes.size(); ++node) {
    std::set<int> seen;
    for (const int next : next_of(*process, static_cast<int>(node)))
      add_reachable(*process, next, seen);
    if (seen.contains(wanted)) ids.push_back(process->nodes[node].id);
  }
  return ids;
}

bool is_end(const engine::ProcessRef& process, const std::string& element) {
  const int index = process ? process->find(element) : -1;
  if (index < 0) return false;
  const engine::Node& node = process->nodes[static_cast<size_t>(index)];
  return node.kind == bpmn::Kind::EndEvent && node.parent < 0;
}

// Where a plain start leads.
std::vector<std::string> first_elements(const engine::Process& process) {
  std::vector<std::string> ids;
  for (const int start : process.starts) {
    for (const int flow : process.nodes[static_cast<size_t>(start)].outgoing) {
      const int target = process.flows[static_cast<size_t>(flow)].target;
      ids.push_back(process.nodes[static_cast<size_t>(target)].id);
    }
  }
  return ids;
}

using Elements = std::vector<runtime::ActiveElement>;

// Everything directly in a scope.
std::vector<int64_t> content_of(const Elements& elements, int64_t scope) {
  std::vector<int64_t> keys;
  for (const runtime::ActiveElement& element : elements) {
    if (element.scope == scope) keys.push_back(element.key);
  }
  return keys;
}

// What has to end so that only one element goes on: whatever runs beside it and its containers.
std::vector<int64_t> all_beside(const Elements& elements, int64_t key) {
  std::vector<int64_t> ending;
  for (int64_t each = key; each != 0;) {
    const auto found = std::ranges::find(elements, each, &runtime::ActiveElement::key);
    if (found == elements.end()) break;
    for (const int64_t other : content_of(elements, found->scope)) {
      if (other != each) ending.push_back(other);
    }
    each = found->scope;
  }
  return ending;
}

// The running container of an element's innermost parent that is there once; the instance
// otherwise.
int64_t scope_for(const engine::Process& process, const Elements& elements, int64_t instance,
                  const std::string& element) {
  int node = process.find(element);
  while (node >= 0) {
    node = process.nodes[static_cast<size_t>(node)].parent;
    if (node < 0) break;
    const std::string& id = process.nodes[static_cast<size_t>(node)].id;
    if (std::ranges::count(elements, id, &runtime::ActiveElement::element_id) == 1)
      return std::ranges::find(elements, id, &runtime::ActiveElement::element_id)->key;
  }
  return instance;
}

base::Result<void> jump(runtime::Engine& engine, int64_t instance, const std::string& element,
                        const std::string& reason) {
  const auto process = engine.definition_of(instance);
  if (!process || process->find(element) < 0) return base::refusal("engine.no_element").at(element);
  const auto elements = engine.active_elements(instance);
  const int64_t scope = scope_for(*process, elements, instance, element);
  auto ending = content_of(elements, scope);
  if (scope != instance) {
    for (const int64_t key : all_beside(elements, scope)) ending.push_back(key);
  }
  return engine.move(instance, ending, {element}, reason);
}

base::Result<void> reopen(runtime::Engine& engine, int64_t instance, const std::string& element,
                          const std::string& reason) {
  const auto behind = elements_behind(engine.definition_of(instance), element);
  std::vector<int64_t> ending;
  for (const runtime::ActiveElement& active : engine.active_elements(instance)) {
    if (std::ranges::count(behind, active.element_id) > 0) ending.push_back(active.key);
  }
  return engine.move(instance, ending, {element}, reason);
}

StartForm start_form(const engine::Process& process) {
  const std::string event = process.starts.empty()
                                ? std::string("start")
                                : process.nodes[static_cast<size_t>(process.starts.front())].id;
  return {event, std::string(process.property("jw:start_form")),
          std::string(process.property("jw:start_fields"))};
}

void connect_moves(Hooks& hooks, runtime::Engine& engine) {
  hooks.keep_only_in_engine = [&engine](int64_t instance, int64_t task, const std::string& reason) {
    const auto ending = all_beside(engine.active_elements(instance), task);
    return ending.empty() ? base::Result<void>() : engine.move(instance, ending, {}, reason);
  };
  hooks.restart_in_engine = [&engine](int64_t instance, const std::string& reason) {
    const auto process = engine.definition_of(instance);
    return engine.move(instance, content_of(engine.active_elements(instance), instance),
                       first_elements(*process), reason);
  };
  hooks.jump_in_engine = [&engine](int64_t instance, const std::string& element,
                                   const std::string& reason) {
    return jump(engine, instance, element, reason);
  };
  hooks.reopen_in_engine = [&engine](int64_t instance, const std::string& element,
                                     const std::string& reason) {
    return reopen(engine, instance, element, reason);
  };
  hooks.set_in_engine = [&engine](int64_t instance, const base::JsonObject& variables) {
    return engine.set_variables(instance, feel::from_json(variables));
  };
}

}  // namespace

void connect_engine(Hooks& hooks, runtime::Op& op) {
  runtime::Engine& engine = op.engine;
  hooks.complete_in_engine = [&engine](int64_t task, const base::JsonObject& variables,
                                       const std::string& action) {
    return engine.complete_user_task(task, feel::from_json(variables), action);
  };
  hooks.change_in_engine = [&engine](int64_t task, engine::JobKind event,
                                     const base::JsonObject& values) {
    return engine.change_user_task(task, event, feel::from_json(values));
  };
  hooks.return_in_engine = [&engine](int64_t task, const std::string& element,
                                     const std::string& reason) {
    return engine.return_to(task, element, reason);
  };
  hooks.cancel_in_engine = [&engine](int64_t instance, const std::string& reason) {
    return engine.cancel_instance(instance, reason);
  };
  hooks.elements_before = [&engine](int64_t instance, const std::string& element) {
    return elements_before(engine.definition_of(instance), element);
  };
  hooks.elements_behind = [&engine](int64_t instance, const std::string& element) {
    return elements_behind(engine.definition_of(instance), element);
  };
  hooks.is_end = [&engine](int64_t instance, const std::string& element) {
    return is_end(engine.definition_of(instance), element);
  };
  hooks.start_form = [&engine](int64_t instance) {
    return start_form(*engine.definition_of(instance));
  };
  hooks.outside_of = [&engine](const Task& task) {
    return Outside{engine.definition_of(task.instance), engine.variables(task.key)};
  };
  connect_moves(hooks, engine);
  hooks.schedule = [&op](base::Time due, std::string_view kind, const base::Json& payload) {
    runtime::schedule(op.tx, due, kind, payload);
  };
}

}  // namespace work
