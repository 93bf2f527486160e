#include "app/inside/pack_rights.h"

#include <algorithm>

#include "bpmn/reader.h"
#include "runtime/searches.h"

namespace app {

namespace {

bool acts_on_records(const bpmn::Property& property) {
  return property.name == "jw:record" || property.name == "jw:writes" ||
         (property.name.starts_with("jw:") && property.name.ends_with("transition"));
}

// Where the process acts on records, or nothing.
const bpmn::Place* place_of_act(const bpmn::Process& process) {
  if (std::ranges::any_of(process.properties, acts_on_records)) return &process.place;
  for (const bpmn::Element& element : process.elements) {
    const bool is_built_in = element.job_type.text.starts_with("records:");
    if (is_built_in || std::ranges::any_of(element.properties, acts_on_records)) {
      return &element.place;
    }
  }
  return nullptr;
}

base::Error belongs_to_pack(std::string_view id) {
  return base::refusal("app.belongs_to_pack").at(std::string(id));
}

bool is_of_pack(const Definitions& definitions, std::string_view kind, std::string_view id) {
  return (kind == "process" && definitions.process(id) != nullptr) ||
         (kind == "form" && definitions.forms.contains(std::string(id)));
}

bool is_decision_of_pack(const Definitions& definitions, std::string_view id) {
  return std::ranges::any_of(definitions.packs->packs, [&](const auto& pack) {
    return std::ranges::count(pack->decisions, id, &packs::Decision::id) > 0;
  });
}

}  // namespace

base::Result<void> check_files_from_outside(const std::vector<ModelFile>& files) {
  for (const ModelFile& file : files) {
    if (!file.name.ends_with(".bpmn")) continue;
    const bpmn::Reading reading = bpmn::read(file.name, file.content);
    for (const bpmn::Process& process : reading.model.processes) {
      const bpmn::Place* place = place_of_act(process);
      if (place == nullptr) continue;
      return base::refusal("app.acts_on_records")
          .at(file.name + ":" + std::to_string(place->line) + ":" + std::to_string(place->column));
    }
  }
  return {};
}

base::Result<void> check_ids_from_outside(const Definitions& definitions,
                                          const runtime::Deployed& deployed) {
  for (const auto& model : deployed.definitions) {
    if (model.is_new && is_of_pack(definitions, model.kind, model.id))
      return belongs_to_pack(model.id);
    if (!model.is_new || model.kind != "decision") continue;
    for (const auto& decision : deployed.decisions) {
      const bool is_in_model = decision.model == model.key;
      if (is_in_model && is_decision_of_pack(definitions, decision.id))
        return belongs_to_pack(decision.id);
    }
  }
  return {};
}

base::Result<void> check_model_from_outside(const Definitions& definitions, storage::Connection& db,
                                            int64_t model) {
  const auto row = db.first("SELECT kind, id FROM definition WHERE key = ?", {model});
  if (!row) return {};
  if (is_of_pack(definitions, row->text(0), row->text(1))) return belongs_to_pack(row->text(1));
  for (const auto& decision : runtime::decisions_of(db, model))
    if (is_decision_of_pack(definitions, decision.id)) return belongs_to_pack(decision.id);
  return {};
}

base::Result<void> check_migration_from_outside(const Definitions& definitions,
                                                storage::Connection& db, std::string_view from,
                                                int64_t to) {
  const auto row = db.first("SELECT id FROM definition WHERE key = ?", {to});
  if (!row || row->text(0) == from) return {};
  if (auto checked = check_process_from_outside(definitions, from); !checked) return checked;
  return check_process_from_outside(definitions, row->text(0));
}

base::Result<void> check_process_from_outside(const Definitions& definitions,
                                              std::string_view process) {
  if (definitions.process(process) != nullptr) return belongs_to_pack(process);
  return {};
}

base::Result<void> check_message_from_outside(const Definitions& definitions,
                                              std::string_view name) {
  const auto dot = name.find('.');
  if (dot == std::string_view::npos) return {};
  const auto* type = definitions.types->type(name.substr(0, dot));
  const auto event = name.substr(dot + 1);
  if (type == nullptr) return {};
  const bool is_sent_by_record =
      event == "created" || event == "changed" || type->transition(event) != nullptr;
  if (is_sent_by_record) return belongs_to_pack(name);
  return {};
}

}  // namespace app
