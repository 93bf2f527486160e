// Whose problem it is, for those who look for an element and not for a line.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"

namespace bpmn {

// Begins the text of each problem with the id of the element, flow or declaration in which it lies,
// "pay: the mapping has no target", unless it begins so already. `xml` is the file that the
// problems' places are of; where that cannot be read they stay as they are.
void name_elements(std::string_view xml, std::vector<base::Problem>& problems);

}  // namespace bpmn
