// DMN 1.1–1.5: reads models, compiles them once, evaluates decisions and services.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "feel/feel.h"

namespace dmn {

struct Definitions;  // dmn/model.h: the XML as read
struct Compiled;     // private

// A model and its imports, compiled. Cheap to copy, immutable.
class Model {
 public:
  std::string_view id() const;
  std::string_view name() const;
  std::string_view namespace_uri() const;
  // Names, in the order of the file.
  std::vector<std::string> decisions() const;
  std::vector<std::string> services() const;
  std::vector<std::string> knowledge_models() const;
  // Names of the input data, those of imported models too. None: a model that names no inputs and
  // sees whatever it is given.
  std::vector<std::string> inputs() const;
  const Compiled& compiled() const { return *compiled_; }
  explicit Model(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}

 private:
  std::shared_ptr<const Compiled> compiled_;
};

struct Reading {
  std::optional<Model> model;  // absent when the file is no DMN at all
  std::vector<base::Problem> problems;
};

struct File {
  std::string name;
  std::string text;
};

// Reads a model. `others` may hold the models it imports, found by namespace.
// DOCTYPE is refused; every problem is reported with line and column.
Reading read(std::string_view text, std::string_view file, const std::vector<File>& others = {});

// One cell of a decision table as it was tested.
struct Cell {
  std::string input;  // text of the input expression
  feel::Value value;  // its value
  std::string test;   // text of the cell
  bool passed = false;
};
struct Rule {
  std::string id;
  int index = 0;  // from 1
  std::vector<Cell> cells;
  std::vector<feel::Value> outputs;
};
// What another value of one input of a table would give. Found by evaluation, never guessed.
struct Change {
  std::string input;  // text of the input expression
  feel::Value from;
  feel::Value to;
  feel::Value result;  // with `to`
};
// How one decision came about.
struct Explanation {
  std::string decision;
  std::vector<std::pair<std::string, feel::Value>> inputs;   // what it required
  std::vector<Rule> matched;                                 // of a decision table at its top
  std::vector<std::pair<std::string, feel::Value>> columns;  // its input expressions, their values
  std::vector<Rule> tried;  // every rule with every cell tested; only when asked for
  // For each input the nearest value with which other rules give another result, the smallest
  // change first; only when every rule is asked for.
  std::vector<Change> changes;
  feel::Value result;
};

struct Outcome {
  feel::Value result;
  std::vector<Explanation> explanations;  // required decisions first; empty unless asked for
};

enum class Explain {
  No,
  Yes,
  EveryRule,  // also the rules that did not match, which costs a test of every cell
};

// A value for an input data or a decision (then taken as given).
struct Given {
  std::string name;
  feel::Value value;
  std::string namespace_uri = {};  // of the model that it belongs to; empty: any
};

// Evaluates a decision, by name or id. `inputs` is a context: names of input data or decisions
// (those are then taken as given), those of an imported model in a context under the name of the
// import; a plain name is for every model that has it. Refuses with dmn.unknown_decision; failures
// inside are null with a reason in `evaluation`.
base::Result<Outcome> evaluate(const Model& model, std::string_view decision,
                               const feel::Value& inputs, feel::Evaluation& evaluation,
                               Explain explain = Explain::No);
base::Result<Outcome> evaluate(const Model& model, std::string_view decision,
                               const std::vector<Given>& inputs, feel::Evaluation& evaluation,
                               Explain explain = Explain::No);
// What a decision service or business knowledge model, by name or id, takes; nothing when it is
// neither.
std::optional<std::vector<std::string>> parameters(const Model& model, std::string_view invocable);
// Whether it is a decision service of several outputs, whose result is a context of them.
bool has_several_outputs(const Model& model, std::string_view invocable);
// Calls a decision service or business knowledge model, by name or id: `inputs` is a context of
// its parameters. Refuses with dmn.unknown_decision.
base::Result<Outcome> call(const Model& model, std::string_view invocable,
                           const feel::Value& inputs, feel::Evaluation& evaluation);

}  // namespace dmn
