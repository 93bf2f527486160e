// Processes as people draw them in the browser: a version's model, what is wrong with a changed
// one, somebody's draft, and its publication. For the owner of a process; administrators own every
// one.
#pragma once

#include <string>
#include <string_view>

#include "app/workspace.h"

namespace app {

struct ProcessDefinition;

// All refuse with app.no_process, also when the caller does not own it.

// {version, newest, xml}. Refuses with engine.no_process for a version that is not.
base::Result<base::Json> model_of_version(Workspace& workspace, const Caller& caller,
                                          std::string_view process, int64_t version);
// What the settings of its steps may name: ModelContext of the contract.
base::Result<base::Json> model_context(Workspace& workspace, const Caller& caller,
                                       std::string_view process);
// {problems}, none of a model that could be published.
base::Result<base::Json> check_model(Workspace& workspace, const Caller& caller,
                                     std::string_view process, const std::string& xml);

struct Publication {
  std::string process;
  std::string xml;
  int64_t base_version = 0;  // the newest version when the change began
  std::string comment;
};
// {version}: the next starts use it, what runs stays with its own; the caller's draft goes. By
// administrators, and by the owner where the pack says so. Refuses with app.model_has_problems
// (`missing` holds all of them), app.version_not_newest, and app.version_in_force when the newest
// has the same file.
base::Result<base::Json> publish_version(Workspace& workspace, const Caller& caller,
                                         const Publication& publication);
// Whether the caller could.
bool may_publish(const ProcessDefinition& process, const Caller& caller);

// {draft} when there is one: {xml, base_version, saved_at}.
base::Result<base::Json> model_draft(Workspace& workspace, const Caller& caller,
                                     std::string_view process);
// Saves over what was there.
base::Result<base::Json> save_model_draft(Workspace& workspace, const Caller& caller,
                                          std::string_view process, const std::string& xml,
                                          int64_t base_version);
base::Result<void> drop_model_draft(Workspace& workspace, const Caller& caller,
                                    std::string_view process);

}  // namespace app
