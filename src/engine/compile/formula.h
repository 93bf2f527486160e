// Texts of a model that are FEEL when they start with "=".
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "bpmn/model.h"
#include "engine/process.h"

namespace engine {

class Formulas {
 public:
  Formulas(std::string file, std::vector<base::Problem>& problems)
      : file_(std::move(file)), problems_(problems) {}

  // Plain text, or FEEL behind "=".
  Formula formula(const bpmn::Written& written);
  // Must be FEEL behind "=".
  Formula expression(const bpmn::Written& written);
  // A timer that is plain text must be a date, duration or cycle.
  void check_timer(const bpmn::EventDefinition& event);

 private:
  void complain(bpmn::Place at, std::string text);

  std::string file_;
  std::vector<base::Problem>& problems_;
};

}  // namespace engine
