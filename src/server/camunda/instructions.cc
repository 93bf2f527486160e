#include "server/camunda/instructions.h"

#include "base/text.h"

namespace server::camunda {

namespace {

constexpr size_t name_length_max = 500;

}  // namespace

namespace {

std::vector<app::Modification::Variables> variables_of(Reader& reader) {
  std::vector<app::Modification::Variables> out;
  for (const auto& instruction : reader.objects("variableInstructions")) {
    Reader inner(instruction, {"variables", "scopeId"});
    auto scope = inner.text_or("scopeId", "", name_length_max);
    out.push_back({std::move(scope), inner.object("variables")});
    reader.take_over(inner, "variableInstructions");
  }
  return out;
}

// "-1" is what clients send for none.
int64_t ancestor_of(Reader& reader, const base::Json& instruction) {
  constexpr auto* name = "ancestorElementInstanceKey";
  return base::text_or_empty(instruction, name) == "-1" ? 0 : reader.key_or(name, 0);
}

void read_source(Reader& reader, app::Modification::Move& move) {
  if (!reader.has("sourceElementInstruction")) {
    move.from = reader.text("sourceElementId", name_length_max);
    return;
  }
  const auto given = reader.object("sourceElementInstruction");
  Reader inner(given, {"sourceType", "sourceElementId", "sourceElementInstanceKey"});
  const auto type = base::lower_ascii(inner.text_or("sourceType", "", name_length_max));
  const bool is_by_key = type == "bykey" || (type.empty() && inner.has("sourceElementInstanceKey"));
  if (!type.empty() && type != "bykey" && type != "byid")
    inner.misfit("sourceType", "byId or byKey");
  if (is_by_key) {
    move.from_key = inner.key("sourceElementInstanceKey");
  } else {
    move.from = inner.text("sourceElementId", name_length_max);
  }
  reader.take_over(inner, "sourceElementInstruction");
}

void read_where(Reader& reader, app::Modification::Move& move) {
  using Where = app::Modification::Where;
  if (!reader.has("ancestorScopeInstruction")) return;
  const auto given = reader.object("ancestorScopeInstruction");
  Reader inner(given, {"ancestorScopeType", "ancestorElementInstanceKey"});
  const auto type = base::lower_ascii(inner.text("ancestorScopeType", name_length_max));
  if (type == "direct") {
    move.ancestor = ancestor_of(inner, given);
    move.where = move.ancestor == 0 ? Where::Inferred : Where::Named;
  } else if (type == "sourceparent") {
    move.where = Where::SourceParent;
  } else if (type != "inferred") {
    inner.misfit("ancestorScopeType", "direct, inferred or sourceParent");
  }
  reader.take_over(inner, "ancestorScopeInstruction");
}

}  // namespace

void require_list(Reader& reader, std::string_view name) {
  if (!reader.has(name)) reader.misfit(name, "required");
}

void read_activations(Reader& reader, app::Modification& out) {
  for (const auto& instruction : reader.objects("activateInstructions")) {
    Reader inner(instruction, {"elementId", "variableInstructions", "ancestorElementInstanceKey"});
    auto element = inner.text("elementId", name_length_max);
    const auto ancestor = ancestor_of(inner, instruction);
    out.activate.push_back({std::move(element), ancestor, variables_of(inner)});
    reader.take_over(inner, "activateInstructions");
  }
}

void read_moves(Reader& reader, app::Modification& out) {
  for (const auto& instruction : reader.objects("moveInstructions")) {
    Reader inner(instruction, {"sourceElementInstruction", "sourceElementId", "targetElementId",
                               "variableInstructions", "ancestorScopeInstruction"});
    app::Modification::Move move;
    read_source(inner, move);
    move.to = inner.text("targetElementId", name_length_max);
    move.variables = variables_of(inner);
    read_where(inner, move);
    out.move.push_back(std::move(move));
    reader.take_over(inner, "moveInstructions");
  }
}

void read_moves_of_many(Reader& reader, app::Modification& out) {
  for (const auto& instruction : reader.objects("moveInstructions")) {
    Reader inner(instruction, {"sourceElementInstruction", "sourceElementId", "targetElementId",
                               "variableInstructions"});
    app::Modification::Move move;
    read_source(inner, move);
    if (move.from_key != 0)
      inner.misfit("sourceElementInstruction", "of many instances an element is named by its id");
    move.to = inner.text("targetElementId", name_length_max);
    move.variables = variables_of(inner);
    out.move.push_back(std::move(move));
    reader.take_over(inner, "moveInstructions");
  }
}

app::Migration migration_of(Reader& reader) {
  app::Migration out;
  out.definition = reader.key("targetProcessDefinitionKey");
  for (const auto& each : reader.objects("mappingInstructions")) {
    Reader inner(each, {"sourceElementId", "targetElementId"});
    auto from = inner.text("sourceElementId", name_length_max);
    out.elements.emplace_back(std::move(from), inner.text("targetElementId", name_length_max));
    reader.take_over(inner, "mappingInstructions");
  }
  return out;
}

}  // namespace server::camunda
