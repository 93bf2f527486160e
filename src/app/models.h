// What engineers deploy and look up: processes, decisions, forms. Answers in the shapes of
// api/camunda.yaml. For administrators only; others are refused with app.not_allowed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/workspace.h"

namespace app {

struct ModelFile {
  std::string name;
  std::string content;
};

// All files or none. Refuses with engine.not_deployable: `detail` holds every problem, a line
// each, with the place in its file. The same content once more is the same version.
base::Result<base::Json> deploy(Workspace& workspace, const Caller& caller,
                                const std::vector<ModelFile>& files);

// {resourceKey, batchOperation}: takes back a process, a model of decisions or a form that no
// instance was made with. Refuses with app.no_model and engine.definition_in_use.
base::Result<base::Json> remove_model(Workspace& workspace, const Caller& caller, int64_t key);

enum class Models { Processes, Decisions, DecisionRequirements, Resources };

// Refuses as storage::search does.
base::Result<base::Json> search_models(Workspace& workspace, const Caller& caller, Models which,
                                       const base::Json& request);
// All refuse with app.no_model.
base::Result<base::Json> model(Workspace& workspace, const Caller& caller, Models which,
                               int64_t key);
// The form that a process starts with; null when it has none.
base::Result<base::Json> start_form(Workspace& workspace, const Caller& caller, int64_t process);
// The file as it was deployed.
base::Result<std::string> model_text(Workspace& workspace, const Caller& caller, Models which,
                                     int64_t key);

}  // namespace app
