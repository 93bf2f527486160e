// Reads a BPMN file. Nothing of it is lost: what the model does not know stays in Model::xml.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "bpmn/model.h"

namespace bpmn {

struct Limits {
  size_t size_bytes_max = 4 << 20;
  int depth_max = 100;
};

// The model and everything wrong with the file. The model is usable for checks and display also
// when there are problems; it is empty when the XML cannot be read at all.
struct Reading {
  Model model;
  std::vector<base::Problem> problems;
};

// Refuses DOCTYPE, malformed XML, too large or too deep files, doubled ids and references to
// nothing.
Reading read(std::string_view file, std::string_view xml, const Limits& limits = {});

}  // namespace bpmn
