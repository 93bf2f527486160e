#include "dmn/dmn.h"

#include <algorithm>

#include "dmn/compiled/run.h"
#include "dmn/decide.h"

namespace dmn {
namespace {

std::vector<std::string> names_of(const Compiled& compiled, ElementKind kind) {
  std::vector<std::string> names;
  for (const auto& node : compiled.nodes) {
    if (node->kind == kind) names.push_back(node->name);
  }
  return names;
}

std::vector<Given> given_of(const feel::Value& inputs) {
  std::vector<Given> given;
  if (!inputs.is(feel::Kind::Context)) return given;
  for (size_t i = 0; i < inputs.names().size(); ++i) {
    given.push_back({inputs.names()[i], inputs.values()[i]});
  }
  return given;
}

const Compiled::Imported* import_of(const Compiled& model, std::string_view name) {
  const auto found = std::ranges::find(model.imports, name, &Compiled::Imported::name);
  return name.empty() || found == model.imports.end() ? nullptr : &*found;
}

// `lib: {x: 1}` gives `x` of the model that is imported as `lib`, as FEEL reads `lib.x`.
void unfold(const Compiled& model, Given one, std::vector<Given>& all) {
  one.name = plain_name(one.name);
  const auto* imported = import_of(model, one.name);
  const bool is_of_it = one.namespace_uri.empty() || one.namespace_uri == model.namespace_uri;
  if (imported && is_of_it && one.value.is(feel::Kind::Context)) {
    for (auto& inner : given_of(one.value)) {
      inner.namespace_uri = imported->model->namespace_uri;
      unfold(*imported->model, std::move(inner), all);
    }
  }
  all.push_back(std::move(one));
}

std::vector<Given> unfolded(const Compiled& model, const std::vector<Given>& inputs) {
  std::vector<Given> all;
  all.reserve(inputs.size());
  for (const auto& one : inputs) unfold(model, one, all);
  return all;
}

}  // namespace

std::string_view Model::id() const { return compiled_->id; }
std::string_view Model::name() const { return compiled_->name; }
std::string_view Model::namespace_uri() const { return compiled_->namespace_uri; }
std::vector<std::string> Model::decisions() const {
  return names_of(*compiled_, ElementKind::Decision);
}
std::vector<std::string> Model::services() const {
  return names_of(*compiled_, ElementKind::Service);
}

std::vector<std::string> Model::knowledge_models() const {
  return names_of(*compiled_, ElementKind::Knowledge);
}

std::vector<std::string> Model::inputs() const {
  auto names = names_of(*compiled_, ElementKind::InputData);
  for (const auto& imported : compiled_->imports) {
    if (!imported.model) continue;
    for (auto& name : Model(imported.model).inputs()) {
      if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
    }
  }
  return names;
}

std::vector<std::string> strangers(const Model& model, const feel::Value& inputs) {
  auto known = model.inputs();
  if (known.empty()) return {};
  for (auto& decision : model.decisions()) known.push_back(std::move(decision));
  std::vector<std::string> unknown;
  for (const auto& one : given_of(inputs)) {
    const std::string name = plain_name(one.name);
    if (std::ranges::find(known, name) != known.end()) continue;
    const auto* imported = import_of(model.compiled(), name);
    if (!imported) {
      unknown.push_back(name);
      continue;
    }
    for (const auto& inner : strangers(Model(imported->model), one.value)) {
      unknown.push_back(name + "." + inner);
    }
  }
  return unknown;
}

Reading read_in(feel::Dialect dialect, std::string_view text, std::string_view file,
                const std::vector<File>& others) {
  Reading reading;
  auto own = read_definitions(text, file);
  reading.problems = std::move(own.problems);
  if (!own.definitions) return reading;
  if (dialect == feel::Dialect::Camunda) own.definitions->dialect = dialect;
  Files files;
  for (const auto& other : others) {
    if (other.name == file) continue;
    auto one = read_definitions(other.text, other.name);
    reading.problems.insert(reading.problems.end(), one.problems.begin(), one.problems.end());
    if (!one.definitions) continue;
    const std::string uri = one.definitions->namespace_uri;
    files.try_emplace(uri, std::move(one.definitions));
  }
  reading.model = Model(Compiler(files, reading.problems).compile(*own.definitions));
  return reading;
}

Reading read(std::string_view text, std::string_view file, const std::vector<File>& others) {
  return read_in(feel::Dialect::Standard, text, file, others);
}

base::Result<Decided> decide(const Model& model, std::string_view decision,
                             const std::vector<Given>& inputs, feel::Evaluation& evaluation,
                             Explain explain) {
  const DrgNode* node = model.compiled().find(plain_name(decision));
  if (!node || node->kind == ElementKind::InputData) {
    return base::refusal("dmn.unknown_decision").at(std::string(decision));
  }
  Run run(evaluation, explain);
  run.give(unfolded(model.compiled(), inputs));
  return run.decided(*node);
}

base::Result<Decided> decide(const Model& model, std::string_view decision,
                             const feel::Value& inputs, feel::Evaluation& evaluation,
                             Explain explain) {
  return decide(model, decision, given_of(inputs), evaluation, explain);
}

base::Result<Outcome> evaluate(const Model& model, std::string_view decision,
                               const std::vector<Given>& inputs, feel::Evaluation& evaluation,
                               Explain explain) {
  auto decided = decide(model, decision, inputs, evaluation, explain);
  if (!decided) return std::move(decided).error();
  return std::move(decided->outcome);
}

base::Result<Outcome> evaluate(const Model& model, std::string_view decision,
                               const feel::Value& inputs, feel::Evaluation& evaluation,
                               Explain explain) {
  return evaluate(model, decision, given_of(inputs), evaluation, explain);
}

namespace {
// Null when it is none.
const DrgNode* find_invocable(const Model& model, std::string_view name_or_id) {
  const DrgNode* node = model.compiled().find(plain_name(name_or_id));
  const bool is_callable =
      node && (node->kind == ElementKind::Service || node->kind == ElementKind::Knowledge);
  return is_callable ? node : nullptr;
}
}  // namespace

std::optional<std::vector<std::string>> parameters(const Model& model, std::string_view invocable) {
  const DrgNode* node = find_invocable(model, invocable);
  if (!node) return {};
  const feel::Value function = function_of(*node);
  const auto names = function.function().parameters();
  return std::vector<std::string>(names.begin(), names.end());
}

bool has_several_outputs(const Model& model, std::string_view invocable) {
  const DrgNode* node = find_invocable(model, invocable);
  return node && node->outputs.size() > 1;
}

base::Result<Outcome> call(const Model& model, std::string_view invocable,
                           const feel::Value& inputs, feel::Evaluation& evaluation) {
  const DrgNode* node = find_invocable(model, invocable);
  if (!node) return base::refusal("dmn.unknown_decision").at(std::string(invocable));
  const feel::Value function = function_of(*node);
  feel::Values arguments;
  for (const auto& parameter : function.function().parameters()) {
    arguments.push_back(inputs[parameter]);
  }
  return Outcome{feel::invoke(function.function(), arguments, evaluation, 0, 0), {}};
}

}  // namespace dmn
