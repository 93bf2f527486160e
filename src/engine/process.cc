#include "engine/process.h"

namespace engine {

int Process::find(std::string_view element_id) const {
  for (size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].id == element_id) return static_cast<int>(i);
  }
  return -1;
}

int Process::link_target(const Node& node) const {
  if (node.kind != bpmn::Kind::IntermediateThrowEvent || node.trigger() != bpmn::Trigger::Link)
    return -1;
  for (size_t i = 0; i < nodes.size(); ++i) {
    const Node& each = nodes[i];
    const bool is_target = each.kind == bpmn::Kind::IntermediateCatchEvent &&
                           each.trigger() == bpmn::Trigger::Link && each.parent == node.parent &&
                           each.event().name == node.event().name;
    if (is_target) return static_cast<int>(i);
  }
  return -1;
}

int Process::instantiating_gateway(int index) const {
  for (int flow : nodes[static_cast<size_t>(index)].incoming) {
    const int source = flows[static_cast<size_t>(flow)].source;
    const Node& node = nodes[static_cast<size_t>(source)];
    if (node.kind == bpmn::Kind::EventBasedGateway && node.is_instantiating) return source;
  }
  return -1;
}

std::string_view Process::property(std::string_view wanted) const {
  const auto found = properties.find(wanted);
  return found == properties.end() ? std::string_view() : std::string_view(found->second);
}

std::optional<int> as_job_priority(const feel::Value& value) {
  const auto number = value.is(feel::Kind::Number) ? std::optional(value.number())
                                                   : base::Decimal::parse(value.text_or_empty());
  const auto whole = number ? number->to_int64() : std::nullopt;
  if (!whole || *whole < INT32_MIN || *whole > INT32_MAX) return {};
  return static_cast<int>(*whole);
}

}  // namespace engine
