// Complex gateways: activated when their condition says so, then closed until the rest has come.
//
// BPMN 2.0, 13.4.5: activation takes one token of each flow that has one; then the gateway waits
// for the flows that had none, as far as tokens can still come, and is ready again. Its row is
// active while it waits; which flows were taken stands in a hidden variable of it.
#include <algorithm>

#include "engine/core/work.h"

namespace engine {

namespace {

constexpr std::string_view kTaken = "jw:taken";

std::vector<int> taken_flows(const Process& process, const feel::Value* stored) {
  std::vector<int> flows;
  if (!stored || !stored->is(feel::Kind::List)) return flows;
  for (const feel::Value& id : stored->items()) {
    for (size_t i = 0; i < process.flows.size(); ++i) {
      if (process.flows[i].id == id.text_or_empty()) flows.push_back(static_cast<int>(i));
    }
  }
  return flows;
}

bool contains(const std::vector<int>& flows, int flow) {
  return std::find(flows.begin(), flows.end(), flow) != flows.end();
}

}  // namespace

// Looks at each token of many that come, as long as it is not activated.
void Work::come_to_complex_gateway(int64_t scope, int flow, int count) {
  const int gateway = process.flows[static_cast<size_t>(flow)].target;
  while (count > 0) {
    if (is_open_gateway(scope, gateway)) return add_arrival(scope, flow, count);
    bool is_activated = false;
    for (; count > 0 && !is_activated; --count) {
      add_arrival(scope, flow);
      is_activated = look_at_complex_gateway(scope, gateway);
    }
  }
}

bool Work::is_open_gateway(int64_t scope, int gateway) const {
  return std::ranges::any_of(instance.elements, [&](const ElementRow& row) {
    return row.scope == scope && row.node == gateway && row.state == ElementState::Active;
  });
}

bool Work::look_at_complex_gateway(int64_t scope, int gateway) {
  std::string why;
  const feel::ContextNames counts(complex_counts(scope, gateway));
  const feel::Value value = evaluate(node(gateway).activation_condition, scope, counts, why);
  if (value.is_false()) return false;
  activate(scope, gateway);
  return true;
}

// `activationCount` and the tokens of each incoming flow by its id.
feel::Value Work::complex_counts(int64_t scope, int gateway) const {
  feel::Fields fields;
  int total = 0;
  for (int flow : node(gateway).incoming) {
    const int count = arrived(scope, flow);
    total += count;
    fields.set(process.flows[static_cast<size_t>(flow)].id, feel::Value(count));
  }
  return fields.set("activationCount", feel::Value(total)).build();
}

void Work::enter_complex_gateway(int64_t key) {
  const int64_t scope = at(key).scope;
  const int index = at(key).node;
  const Node& here = node(index);
  if (here.incoming.size() < 2) {
    leave(key);
    return;
  }
  std::string why;
  const feel::ContextNames counts(complex_counts(scope, index));
  const feel::Value value = evaluate(here.activation_condition, key, counts, why);
  const bool has_tokens = std::any_of(here.incoming.begin(), here.incoming.end(),
                                      [&](int flow) { return arrived(scope, flow) > 0; });
  if (value.is_false() && has_tokens) {  // only after an incident was resolved
    end(key, ElementState::Terminated);
    return;
  }
  const bool is_moved_here = value.is_false();  // by hand: it needs no tokens
  if (!value.is_true() && !is_moved_here) {
    incident(
        key, "CONDITION_ERROR",
        "the activation condition is neither true nor false" + (why.empty() ? "" : ": " + why));
    return;
  }
  std::vector<int> flows;
  if (!choose_complex_flows(key, Round::Activation, flows)) return;
  feel::Values taken;
  for (int flow : here.incoming) {
    if (arrived(scope, flow) == 0) continue;
    remove_arrivals(scope, flow, 1);
    taken.push_back(feel::Value(process.flows[static_cast<size_t>(flow)].id));
  }
  set_local(key, kTaken, feel::Value::list(std::move(taken)));
  wait(key);
  for (int flow : flows) take(scope, flow);
}

// Flows whose condition holds, which may ask `waitingForStart`; those without a condition, and the
// default, belong to the activation.
bool Work::choose_complex_flows(int64_t key, Round round, std::vector<int>& flows) {
  const Node& here = node_of(key);
  const bool is_activation = round == Round::Activation;
  const feel::ContextNames phase(
      feel::Fields().set("waitingForStart", feel::Value(is_activation)).build());
  for (int index : here.outgoing) {
    const CompiledFlow& flow = process.flows[static_cast<size_t>(index)];
    if (index == here.default_flow) continue;
    if (!flow.has_condition) {
      if (is_activation) flows.push_back(index);
      continue;
    }
    std::string why;
    const feel::Value value = evaluate(flow.condition, key, phase, why);
    if (!value.is(feel::Kind::Boolean)) {
      incident(key, "CONDITION_ERROR",
               "the condition of " + flow.id + " is neither true nor false");
      return false;
    }
    if (value.boolean()) flows.push_back(index);
  }
  if (!is_activation) return true;
  if (flows.empty() && here.default_flow >= 0) flows.push_back(here.default_flow);
  if (!flows.empty() || here.outgoing.empty()) return true;
  incident(key, "CONDITION_ERROR", "no condition holds and there is no default flow");
  return false;
}

bool Work::settle_complex_gateways() {
  const auto is_complex = [](const Node& each) { return each.kind == bpmn::Kind::ComplexGateway; };
  const bool are_nodes_fewer = process.nodes.size() < instance.elements.size();
  if (are_nodes_fewer && std::ranges::none_of(process.nodes, is_complex)) return false;
  std::vector<int64_t> open;
  for (const ElementRow& row : instance.elements) {
    const bool is_open = row.state == ElementState::Active && row.phase == Phase::Waiting &&
                         is_complex(node(row.node));
    if (is_open) open.push_back(row.key);
  }
  return std::ranges::any_of(open, [&](int64_t key) { return settle_complex_gateway(key); });
}

bool Work::settle_complex_gateway(int64_t key) {
  const int64_t scope = at(key).scope;
  const int index = at(key).node;
  const std::vector<int> taken = taken_flows(process, local(key, kTaken));
  Join join{scope, index, taken, {}};
  std::vector<int> rest;
  for (int flow : node(index).incoming) {
    if (contains(taken, flow)) continue;
    if (arrived(scope, flow) > 0) {
      rest.push_back(flow);
      join.marked.push_back(flow);
    } else {
      join.empty.push_back(flow);
    }
  }
  const bool has_incident =
      std::any_of(instance.incidents.begin(), instance.incidents.end(),
                  [&](const IncidentRow& row) { return row.element == key && !row.is_resolved; });
  if (has_incident || !is_settled(instance, process, join)) return false;
  std::vector<int> flows;
  if (!choose_complex_flows(key, Round::Reset, flows)) return false;
  for (int flow : rest) remove_arrivals(scope, flow, 1);
  close_waits(key);
  end(key, ElementState::Completed);
  for (int flow : flows) take(scope, flow);
  const bool has_come =
      std::ranges::any_of(node(index).incoming, [&](int flow) { return arrived(scope, flow) > 0; });
  if (has_come && !is_open_gateway(scope, index)) (void)look_at_complex_gateway(scope, index);
  if (flows.empty()) scope_maybe_done(scope);
  return true;
}

}  // namespace engine
