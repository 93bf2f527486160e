#include "engine/core/reach.h"

#include <algorithm>

#include "engine/step.h"

namespace engine {

bool is_join(const Node& node) {
  return node.incoming.size() > 1 &&
         (node.kind == bpmn::Kind::ParallelGateway || node.kind == bpmn::Kind::InclusiveGateway ||
          node.kind == bpmn::Kind::ComplexGateway);
}

Reach walk(const Process& process, int start, const std::set<int>& walls) {
  Reach reach;
  reach.nodes.insert(start);
  std::vector<int> open{start};
  const auto visit = [&](int node) {
    if (reach.nodes.insert(node).second && !walls.contains(node)) open.push_back(node);
  };
  while (!open.empty()) {
    const Node& here = process.nodes[static_cast<size_t>(open.back())];
    open.pop_back();
    for (int boundary : here.boundaries) visit(boundary);
    if (const int target = process.link_target(here); target >= 0) visit(target);
    for (int flow : here.outgoing) {
      reach.flows.insert(flow);
      visit(process.flows[static_cast<size_t>(flow)].target);
    }
  }
  return reach;
}

namespace {

bool is_fed_from_beside(const Instance& instance, int64_t scope, int from, int join,
                        const Reach& behind, const std::set<int64_t>& leaving) {
  return std::any_of(instance.elements.begin(), instance.elements.end(),
                     [&](const ElementRow& row) {
                       if (row.scope != scope || row.state != ElementState::Active) return false;
                       if (leaving.contains(row.key) || behind.nodes.contains(row.node))
                         return false;
                       return walk(*instance.process, row.node, {from, join}).nodes.contains(join);
                     });
}

}  // namespace

Reach reach_behind(const Instance& instance, int64_t scope, int from,
                   const std::set<int64_t>& leaving) {
  const Process& process = *instance.process;
  std::set<int> walls;
  for (size_t i = 0; i < process.nodes.size(); ++i) {
    if (is_join(process.nodes[i])) walls.insert(static_cast<int>(i));
  }
  while (true) {
    Reach reach = walk(process, from, walls);
    const auto open = std::find_if(walls.begin(), walls.end(), [&](int join) {
      return reach.nodes.contains(join) &&
             !is_fed_from_beside(instance, scope, from, join, reach, leaving);
    });
    if (open == walls.end()) {
      for (int wall : walls) reach.nodes.erase(wall);
      reach.nodes.insert(from);
      return reach;
    }
    walls.erase(open);
  }
}

int content_of(const Instance& instance, int64_t scope) {
  if (scope == instance.row.key) return -1;
  const ElementRow* row = instance.active(scope);
  if (!row || row->role == Role::Body) return -2;
  return bpmn::is_container(instance.process->nodes[static_cast<size_t>(row->node)].kind)
             ? row->node
             : -2;
}

std::vector<int64_t> affected_by_return(const Instance& instance, int64_t from,
                                        std::string_view element_id) {
  const Process& process = *instance.process;
  int target = process.find(element_id);
  if (target < 0) return {};
  // The innermost scope around `from` that also holds the target, and who stands in it for `from`.
  while (true) {
    const int container = process.nodes[static_cast<size_t>(target)].parent;
    const ElementRow* row = instance.active(from);
    for (; row && content_of(instance, row->scope) != container;
         row = instance.active(row->scope)) {
    }
    if (row) {
      const Reach reach = reach_behind(instance, row->scope, target, {row->key});
      std::vector<int64_t> affected{row->key};
      for (const ElementRow& each : instance.elements) {
        if (each.scope != row->scope || each.state != ElementState::Active || each.key == row->key)
          continue;
        if (reach.nodes.contains(each.node)) affected.push_back(each.key);
      }
      return affected;
    }
    if (container < 0) return {from};
    target = container;
  }
}

}  // namespace engine
