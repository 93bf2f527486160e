// The versions of a process: what ran with each, what they do differently, and an earlier one made
// the one that starts. For its owner; administrators own every process.
#pragma once

#include "app/workspace.h"

namespace app {

// All refuse with app.no_process, also when the caller does not own it.
base::Result<base::Json> list_versions(Workspace& workspace, const Caller& caller,
                                       std::string_view process);
// Element by element, with both drawings. Refuses with engine.no_process for a version that is not.
base::Result<base::Json> compare_versions(Workspace& workspace, const Caller& caller,
                                          std::string_view process, int64_t before, int64_t after);
// The same of a model that is not published yet.
base::Result<base::Json> compare_model(Workspace& workspace, const Caller& caller,
                                       std::string_view process, int64_t before,
                                       const std::string& xml);
// Deploys the file of the version once more, as the newest; what runs stays where it is. By
// administrators. Refuses with app.version_in_force when the newest has the same file, and with
// app.model_has_problems when the packs have moved on without it.
base::Result<base::Json> restore_version(Workspace& workspace, const Caller& caller,
                                         std::string_view process, int64_t version);

}  // namespace app
