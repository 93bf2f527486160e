// Waits for the end of a process instance that was just started.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "app/workspace.h"
#include "server/http/message.h"

namespace server::camunda {

// `created` is what the creation answered; it is given back with the variables asked for.
std::shared_ptr<Pending> wait_for_end(app::Workspace& workspace, std::string path,
                                      base::Json created, std::vector<std::string> variables,
                                      std::chrono::milliseconds patience);

}  // namespace server::camunda
