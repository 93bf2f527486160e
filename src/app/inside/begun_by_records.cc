#include "app/inside/begun_by_records.h"

#include <optional>

namespace app {

namespace {

// As the runtime binds what a message about a record begins.
std::optional<Beginning::About> about_of(const ProcessDefinition& process,
                                         const records::RecordType& type) {
  if (process.record_type.empty()) return Beginning::About::Nothing;
  if (process.record_type == type.id) return Beginning::About::Record;
  const auto* link = type.field(type.parent);
  if (link != nullptr && link->to == process.record_type) return Beginning::About::Parent;
  return {};
}

// The start event of the process itself that waits for the message; nullptr when there is none.
const bpmn::Element* start_on(const ProcessDefinition& process, std::string_view name) {
  for (const auto& element : process.model->elements) {
    if (element.kind != bpmn::Kind::StartEvent || element.parent >= 0) continue;
    for (const auto& event : element.definitions) {
      const bool is_message = event.trigger == bpmn::Trigger::Message;
      const auto* message = is_message ? process.source->model.message(event.ref) : nullptr;
      if (message != nullptr && message->name == name) return &element;
    }
  }
  return nullptr;
}

}  // namespace

std::vector<Beginning> begun_by(const Definitions& definitions, const records::RecordType& type,
                                std::string_view event) {
  std::vector<Beginning> out;
  const auto message = type.id + "." + std::string(event);
  for (const auto* process : definitions.processes->all()) {
    const auto about = about_of(*process, type);
    if (!about || !process->is_in_force()) continue;
    if (const auto* start = start_on(*process, message))
      out.push_back({process, start->id, *about});
  }
  return out;
}

}  // namespace app
