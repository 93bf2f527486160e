// Scopes in which nothing is left but tokens that wait at joins: they would wait for ever without a
// word. An incident says so; it is gone when a token comes, or something begins in the scope by
// hand.
#include <algorithm>
#include <set>

#include "engine/core/work.h"

namespace engine {

namespace {

// A complex gateway that waits for the rest of its tokens brings none itself.
bool goes_on(const Process& process, const ElementRow& row) {
  const bool rests =
      row.phase == Phase::Waiting &&
      process.nodes[static_cast<size_t>(row.node)].kind == bpmn::Kind::ComplexGateway;
  return row.state == ElementState::Active && !rests;
}

}  // namespace

bool Work::is_starved(int64_t scope) {
  const bool has_tokens =
      std::ranges::any_of(instance.arrivals, [&](const auto& row) { return row.scope == scope; });
  return has_tokens && is_alive(scope) && !may_begin_more(scope) &&
         std::none_of(instance.elements.rbegin(), instance.elements.rend(),
                      [&](const auto& row) { return row.scope == scope && goes_on(process, row); });
}

void Work::look_at_joins(int64_t scope) { touched_.push_back(scope); }

void Work::resolve_starved(IncidentRow& row) {
  look_at_joins(row.element);
  resolve_as_over(row);
}

// A line for each: a parallel join waits for one token of each flow, other elements for a number of
// them or for a condition.
std::string Work::describe_starved(int64_t scope) const {
  std::set<int> waiting;
  for (const ArrivalRow& row : instance.arrivals) {
    if (row.scope == scope) waiting.insert(process.flows[static_cast<size_t>(row.flow)].target);
  }
  std::string text;
  for (int index : waiting) {
    const Node& here = node(index);
    std::string missing;
    for (int flow : here.incoming) {
      if (here.kind == bpmn::Kind::ParallelGateway && arrived(scope, flow) == 0)
        missing += (missing.empty() ? " on " : ", ") + process.flows[static_cast<size_t>(flow)].id;
    }
    text += (text.empty() ? "" : "\n") + here.id + " waits for a token" + missing +
            " that nothing can bring any more";
  }
  return text;
}

void Work::tell_starved_joins() {
  for (IncidentRow& each : instance.incidents) {
    if (!each.is_resolved && each.kind == kUnreachableJoin && !is_starved(each.element))
      resolve_as_over(each);
  }
  const std::set<int64_t> touched(touched_.begin(), touched_.end());
  touched_.clear();
  if (touched.empty() || instance.row.state != InstanceState::Active) return;
  std::set<int64_t> starved;
  for (const ArrivalRow& row : instance.arrivals) {
    if (touched.contains(row.scope)) starved.insert(row.scope);
  }
  for (auto row = instance.elements.rbegin(); row != instance.elements.rend(); ++row) {
    if (starved.empty()) return;
    if (goes_on(process, *row)) starved.erase(row->scope);
  }
  for (int64_t scope : starved) {
    const bool is_told = std::ranges::any_of(instance.incidents, [&](const IncidentRow& row) {
      return row.element == scope && row.kind == kUnreachableJoin && !row.is_resolved;
    });
    if (!is_told && is_starved(scope))
      incident(scope, std::string(kUnreachableJoin), describe_starved(scope));
  }
}

}  // namespace engine
