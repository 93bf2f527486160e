// Texts of a model that are FEEL when they start with "=".
#pragma once

#include <cstdint>
#include <optional>
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
  // Must be FEEL whose value is a text that needs neither variables nor the time: that text.
  std::string constant(const bpmn::Written& written);
  // Must be FEEL whose value is a whole number from 0, as far as that can be known before it runs.
  Formula count(const bpmn::Written& written, const std::string& what);
  // A timer that is plain text must be a date, duration or cycle.
  void check_timer(const bpmn::EventDefinition& event);
  // One that starts a process is set when it is deployed, without variables: its expression must
  // give a time. What functions of the host say is not known here.
  void check_start_timer(const bpmn::EventDefinition& event, const CompiledEvent& compiled);

  void complain(bpmn::Place at, std::string text);

 private:
  std::string file_;
  std::vector<base::Problem>& problems_;
};

// A whole number from 0; nothing: the value is none.
std::optional<int64_t> count_in(const feel::Value& value);

// "result" of "=result" and of "=result.sum", the variable that an expression is, itself or in
// part; empty where it is more.
std::string variable_named_by(const Formula& formula);

}  // namespace engine
