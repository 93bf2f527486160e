// One evaluation of a model: what is given, what has been decided.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "dmn/compiled/changes.h"
#include "dmn/compiled/compiled.h"
#include "dmn/decide.h"

namespace dmn {

class Run {
 public:
  Run(feel::Evaluation& evaluation, Explain explain) : evaluation_(evaluation), explain_(explain) {}

  void give(const DrgNode& node, feel::Value value);
  void give(std::vector<Given> inputs) { inputs_ = std::move(inputs); }
  // The value of the element asked for; chains of decisions may be of any length.
  feel::Value result_of(const DrgNode& node);
  // The value of an input or decision; a business knowledge model or service as a function.
  feel::Value value_of(const DrgNode& node);
  // The value of a name that no requirement brings: in Camunda's dialect the input of that name.
  std::optional<feel::Value> unrequired(const DrgNode& node, std::string_view name) const;
  // The result of the element asked for, with what was found on the way.
  Decided decided(const DrgNode& node);
  feel::Evaluation& evaluation() { return evaluation_; }

 private:
  const Given* given(const DrgNode& node) const;
  void decide_from_below(const DrgNode& node);
  feel::Value input(const DrgNode& node);
  feel::Value decide(const DrgNode& node);
  feel::Value evaluated(const DrgNode& node, const feel::Names& names);
  bool can_go_on(const DrgNode& node);
  // Keeps the first failure.
  void fail(const DrgNode& node, const std::string& why);
  void note_explanation(const DrgNode& node, const feel::Names& names, const feel::Value& result);
  std::vector<Change> changes(const DrgNode& node, const feel::Names& names,
                              const Explanation& decided);
  std::optional<Retried> retry(const DrgNode& node, const Path& path, const feel::Value& value,
                               feel::Evaluation& evaluation);

  feel::Evaluation& evaluation_;
  Explain explain_;
  std::vector<Given> inputs_;
  std::map<const DrgNode*, feel::Value> values_;
  std::set<const DrgNode*> running_;
  std::vector<Explanation> explanations_;
  int64_t trial_steps_left_ = 1'000'000;  // of all searches for smallest changes
  std::string failure_;
  std::string failed_;
};

// A business knowledge model or decision service as a function.
feel::Value function_of(const DrgNode& node);
// Outputs of a service for its arguments.
feel::Value call_service(const DrgNode& node, std::span<const feel::Value> arguments,
                         feel::Evaluation& evaluation);

}  // namespace dmn
