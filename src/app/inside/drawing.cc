#include "app/inside/drawing.h"

#include "app/inside/model_problems.h"
#include "app/inside/publishing.h"
#include "app/inside/subscribers.h"
#include "app/inside/systems_named.h"
#include "app/waiting.h"
#include "bpmn/reader.h"

namespace app {

namespace {

// Systems come and go with what administrators register, so only what is drawn now is held to them;
// what is in force stays so when one is removed.
void add_unknown_systems(storage::Connection& db, const std::string& file,
                         const bpmn::Process& process, std::vector<base::Problem>& problems) {
  for (const auto& named : systems_named(process)) {
    if (subscriber(db, named.system)) continue;
    problems.push_back(
        {file, named.place.line, named.place.column, "no system is registered as " + named.system});
  }
}

}  // namespace

base::Result<const ProcessDefinition*> owned_process(Look& look, std::string_view id) {
  const auto* process = look.definitions().process(id);
  if (process == nullptr || !is_owner(*process, look.caller()))
    return base::refusal("app.not_owner").at(std::string(id.substr(0, 100)));
  return process;
}

std::vector<base::Problem> problems_of_drawing(Look& look, const ProcessDefinition& process,
                                               const std::string& xml) {
  auto problems = problems_of(look.parts(), look.db(), process, xml);
  const auto reading = bpmn::read(process.packed->file, xml);
  for (const auto& each : reading.model.processes)
    add_unknown_systems(look.db(), process.packed->file, each, problems);
  return problems;
}

std::vector<ModelWarning> standing_of(Look& look, const ProcessDefinition& process,
                                      const std::string& xml) {
  return standing_records(look, process.packed->file, xml);
}

base::Result<void> check_drawing(Look& look, const ProcessDefinition& process,
                                 const std::string& xml) {
  const auto problems = problems_of_drawing(look, process, xml);
  const auto standing = standing_of(look, process, xml);
  if (problems.empty() && standing.empty()) return {};
  return has_problems(process, xml, problems, standing);
}

}  // namespace app
