#include "app/inside/named_ahead.h"

#include "app/inside/duty_records.h"
#include "org/leaving.h"
#include "work/instances.h"
#include "work/leaving.h"
#include "work/settings.h"

namespace app {

namespace {

struct NamingStep {
  std::string process;
  std::string element;
  std::string field;
};

std::vector<NamingStep> naming_steps(const ProcessDefinition& process) {
  std::vector<NamingStep> steps;
  for (const bpmn::Element& step : process.model->elements) {
    if (step.kind != bpmn::Kind::UserTask) continue;
    const auto asked = work::parse_candidates(step.property("jw:candidates"));
    if (!asked) continue;
    for (const work::CandidateEntry& entry : *asked) {
      if (entry.kind == work::CandidateEntry::Kind::Field)
        steps.push_back({process.id, step.id, entry.name});
    }
  }
  return steps;
}

}  // namespace

std::vector<NamedAhead> steps_naming(Act& act, const std::string& person) {
  std::vector<NamedAhead> found;
  const auto named = org::present_successor_of(act.db(), person);
  for (const auto* process : act.definitions().processes->all()) {
    const auto* type = act.types().type(process->record_type);
    if (type == nullptr) continue;
    for (const NamingStep& step : naming_steps(*process)) {
      const auto* field = type->field(step.field);
      if (field == nullptr || field->handed_over.is_set()) continue;
      for (const std::string& one : named) {
        for (const auto& record : all_records(act, type->id, {equal_to(field->id, one)})) {
          for (const auto& matter : work::instances_of_record(act.db(), engine_ref(record.ref))) {
            const bool is_there = matter.process == step.process && !matter.ended_at;
            if (is_there && !work::has_begun(act.db(), matter.key, step.element))
              found.push_back({matter.key, step.element, field->title});
          }
        }
      }
    }
  }
  return found;
}

}  // namespace app
