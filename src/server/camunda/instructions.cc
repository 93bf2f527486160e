#include "server/camunda/instructions.h"

namespace server::camunda {

namespace {

constexpr size_t name_length_max = 500;

}  // namespace

base::Json variables_of(Reader& reader) {
  base::JsonObject out;
  for (const auto& instruction : reader.objects("variableInstructions")) {
    Reader inner(instruction, {"variables", "scopeId"});
    const auto values = inner.object("variables");
    inner.not_served("scopeId");
    reader.take_over(inner, "variableInstructions");
    for (const auto& entry : values.as_object()) out[entry.key()] = entry.value();
  }
  return out;
}

void read_moves(Reader& reader, app::Modification& out) {
  for (const auto& instruction : reader.objects("moveInstructions")) {
    Reader inner(instruction, {"sourceElementInstruction", "sourceElementId", "targetElementId",
                               "variableInstructions", "ancestorScopeInstruction"});
    inner.not_served("ancestorScopeInstruction");
    const auto nested = inner.object_or_empty("sourceElementInstruction");
    auto from = base::text_or_empty(nested, "sourceElementId");
    if (from.empty()) from = inner.text("sourceElementId", name_length_max);
    out.move.push_back({from, inner.text("targetElementId", name_length_max), variables_of(inner)});
    reader.take_over(inner, "moveInstructions");
  }
}

app::Migration migration_of(Reader& reader) {
  app::Migration out;
  out.definition = reader.key_or("targetProcessDefinitionKey", 0);
  for (const auto& each : reader.objects("mappingInstructions")) {
    Reader inner(each, {"sourceElementId", "targetElementId"});
    auto from = inner.text("sourceElementId", name_length_max);
    out.elements.emplace_back(std::move(from), inner.text("targetElementId", name_length_max));
    reader.take_over(inner, "mappingInstructions");
  }
  return out;
}

}  // namespace server::camunda
