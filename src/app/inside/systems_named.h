// Which other systems a model names (jw:callback.…), and where.
#pragma once

#include <string>
#include <vector>

#include "bpmn/model.h"

namespace app {

struct SystemNamed {
  std::string system;
  std::string setting;
  std::string element;  // empty: the process itself
  bpmn::Place place;
};
// Of the process and its elements, in the order of the model.
std::vector<SystemNamed> systems_named(const bpmn::Process& process);

}  // namespace app
