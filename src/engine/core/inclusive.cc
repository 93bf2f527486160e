// When an inclusive gateway stops waiting: no other token can still reach a flow that has none.
//
// As BPMN 2.0 words it: every path from a token to an empty incoming flow that avoids the gateway
// must be matched by a path from the same token to an incoming flow that has one. A boundary event
// may still bring one, but matches nothing: its activity goes its own way all the same.
#include <algorithm>
#include <climits>
#include <set>

#include "engine/core/work.h"

namespace engine {

namespace {

enum class Ways { Flows, FlowsAndBoundaries };

// Flows that a token at `from` can reach without passing `gateway`.
std::set<int> flows_reachable(const Process& process, int from, int gateway, Ways ways) {
  std::set<int> flows;
  std::set<int> seen{from};
  std::vector<int> open{from};
  const auto visit = [&](int node) {
    if (seen.insert(node).second) open.push_back(node);
  };
  while (!open.empty()) {
    const Node& here = process.nodes[static_cast<size_t>(open.back())];
    open.pop_back();
    if (ways == Ways::FlowsAndBoundaries) {
      for (int boundary : here.boundaries) visit(boundary);
    }
    if (const int target = process.link_target(here); target >= 0) visit(target);
    for (int flow : here.outgoing) {
      flows.insert(flow);
      const int target = process.flows[static_cast<size_t>(flow)].target;
      if (target != gateway) visit(target);
    }
  }
  return flows;
}

bool overlaps(const std::set<int>& reachable, const std::vector<int>& flows) {
  return std::any_of(flows.begin(), flows.end(),
                     [&](int flow) { return reachable.contains(flow); });
}

Join join_at(const Instance& instance, const Process& process, int64_t scope, int gateway) {
  std::set<int> arrived;
  for (const ArrivalRow& row : instance.arrivals) {
    if (row.scope == scope) arrived.insert(row.flow);
  }
  Join join{scope, gateway, {}, {}};
  for (int flow : process.nodes[static_cast<size_t>(gateway)].incoming)
    (arrived.contains(flow) ? join.marked : join.empty).push_back(flow);
  return join;
}

}  // namespace

bool is_settled(const Instance& instance, const Process& process, const Join& join) {
  std::set<int> tokens;  // nodes in this scope that hold one
  for (const ElementRow& row : instance.elements) {
    if (row.scope == join.scope && row.state == ElementState::Active) tokens.insert(row.node);
  }
  for (const ArrivalRow& row : instance.arrivals) {
    const int target = process.flows[static_cast<size_t>(row.flow)].target;
    if (row.scope == join.scope && target != join.gateway) tokens.insert(target);
  }
  for (int token : tokens) {
    if (token == join.gateway) continue;
    const auto reaches = [&](Ways ways, const std::vector<int>& flows) {
      return overlaps(flows_reachable(process, token, join.gateway, ways), flows);
    };
    if (reaches(Ways::FlowsAndBoundaries, join.empty) && !reaches(Ways::Flows, join.marked))
      return false;
  }
  return true;
}

bool Work::settle_inclusive_joins() {
  std::set<std::pair<int64_t, int>> seen;  // scope and gateway
  for (const ArrivalRow& arrival : instance.arrivals) {
    const int gateway = process.flows[static_cast<size_t>(arrival.flow)].target;
    if (node(gateway).kind != bpmn::Kind::InclusiveGateway) continue;
    if (!seen.emplace(arrival.scope, gateway).second) continue;
    const Join join = join_at(instance, process, arrival.scope, gateway);
    if (!is_settled(instance, process, join)) continue;
    int times = INT_MAX;
    for (int flow : join.marked) times = std::min(times, arrived(join.scope, flow));
    for (int flow : join.marked) remove_arrivals(join.scope, flow, times);
    activate(join.scope, join.gateway, {Beginning::How::Entered, {}, 0, times - 1});
    return true;
  }
  return false;
}

}  // namespace engine
