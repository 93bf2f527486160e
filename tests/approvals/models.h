// The processes that approvals are tried on.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "org/organisation.h"

namespace approvals {

struct Model {
  std::string id;
  std::string xml;
};

// One for each shape: first → review → last around one kind of approval, inside branches, inside a
// sub-process and inside a multi-instance activity.
const std::vector<Model>& models();
// The plain one by each policy, decided early and after all have voted.
const std::vector<Model>& policies();

// Twenty people in four units below each other; p0 starts everything, p19 is the administrator.
org::Organisation company();
std::string person(int number);

}  // namespace approvals
