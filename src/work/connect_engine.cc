#include <algorithm>
#include <set>

#include "feel/value.h"
#include "runtime/runtime.h"
#include "work/context.h"

namespace work {
namespace {

void add_reachable(const engine::Process& process, int node, std::set<int>& seen) {
  if (!seen.insert(node).second) return;
  for (const int flow : process.nodes[static_cast<size_t>(node)].outgoing) {
    add_reachable(process, process.flows[static_cast<size_t>(flow)].target, seen);
  }
  for (const int boundary : process.nodes[static_cast<size_t>(node)].boundaries) {
    add_reachable(process, boundary, seen);
  }
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

}  // namespace

void connect_engine(Hooks& hooks, runtime::Op& op) {
  hooks.complete_in_engine = [&op](int64_t task, const base::JsonObject& variables) {
    return op.engine.complete_user_task(task, feel::from_json(variables));
  };
  hooks.return_in_engine = [&op](int64_t task, const std::string& element,
                                 const std::string& reason) {
    return op.engine.return_to(task, element, reason);
  };
  hooks.cancel_in_engine = [&op](int64_t instance, const std::string& reason) {
    return op.engine.cancel_instance(instance, reason);
  };
  hooks.elements_behind = [&op](int64_t instance, const std::string& element) {
    return elements_behind(op.engine.definition_of(instance), element);
  };
  hooks.schedule = [&op](base::Time due, std::string_view kind, const base::Json& payload) {
    runtime::schedule(op.tx, due, kind, payload);
  };
}

}  // namespace work
