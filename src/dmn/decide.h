// What a host that runs processes asks of decisions: models in Camunda's dialect, and whether a
// decision could be made at all.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dmn/dmn.h"

namespace dmn {

// As read(). In Camunda's dialect, which files of its modeler have anyway, a decision sees every
// input, and those it requires also by their id.
Reading read_in(feel::Dialect dialect, std::string_view text, std::string_view file,
                const std::vector<File>& others = {});

// Names among the inputs that neither the model nor an import takes: each would be null without a
// word. None when the model names no inputs.
std::vector<std::string> strangers(const Model& model, const feel::Value& inputs);

struct Decided {
  Outcome outcome;
  // Why a decision could not be made: rules that contradict each other, an expression that cannot
  // be read, no end in sight. Empty for a result, also for null: that no rule matches is one.
  std::string failure;
  std::string failed;  // the id of that decision, its name without one
};
// As evaluate().
base::Result<Decided> decide(const Model& model, std::string_view decision,
                             const std::vector<Given>& inputs, feel::Evaluation& evaluation,
                             Explain explain);
base::Result<Decided> decide(const Model& model, std::string_view decision,
                             const feel::Value& inputs, feel::Evaluation& evaluation,
                             Explain explain);

}  // namespace dmn
