#include "dmn/compiled/run.h"

#include <algorithm>

#include "dmn/compiled/table.h"

namespace dmn {
namespace {

using feel::Evaluation;
using feel::Value;

constexpr int kLevelsOfDecision = 30;
constexpr int kDepthMax = 3000;
constexpr int kHeightAtOnce = 40;  // of a chain of decisions, each decided when it is read

// Camunda's models call what they require also by its id.
bool is_called(const DrgNode& required, const DrgNode& by, std::string_view name) {
  if (required.variable == name) return true;
  return by.model->dialect == feel::Dialect::Camunda && required.id == name;
}

// The names that the logic of an element may read: what it requires.
class RequiredNames final : public feel::Names {
 public:
  RequiredNames(Run& run, const DrgNode& node) : run_(run), node_(node) {}

  std::optional<Value> find(std::string_view name) const override {
    feel::Fields imported;
    bool is_import = false;
    for (const auto& required : node_.required) {
      if (required.import_name.empty()) {
        if (is_called(*required.node, node_, name)) return run_.value_of(*required.node);
      } else if (required.import_name == name) {
        imported.set(required.node->variable, run_.value_of(*required.node));
        is_import = true;
      }
    }
    if (is_import) return imported.build();
    return run_.unrequired(node_, name);
  }

 private:
  Run& run_;
  const DrgNode& node_;
};

// A business knowledge model as a function. It keeps its model alive.
class KnowledgeFunction final : public feel::Function {
 public:
  explicit KnowledgeFunction(const DrgNode& node)
      : node_(node), model_(node.model->shared_from_this()) {
    const auto* box = dynamic_cast<const FunctionBox*>(node.logic.get());
    if (box) code_ = box->code.get();
  }
  std::string name() const override { return node_.name; }
  std::span<const std::string> parameters() const override {
    return code_ ? std::span<const std::string>(code_->parameter_names)
                 : std::span<const std::string>();
  }
  feel::TypeRef parameter_type(size_t index) const override {
    return code_ && code_->types[index] ? code_->types[index] : feel::any_type();
  }
  feel::TypeRef result_type() const override {
    if (auto declared = result_of(node_.type)) return declared;
    return code_ ? result_of(*code_) : feel::any_type();
  }
  Value call(std::span<const Value> arguments, Evaluation& evaluation) const override {
    if (!code_) return {};
    Run run(evaluation, Explain::No);
    const RequiredNames required(run, node_);
    Layer self(required);
    self.set(node_.variable, function_of(node_));
    const Value function = node_.logic->evaluate(self, evaluation);
    if (!function.is(feel::Kind::Function)) return {};
    Value result = feel::invoke(function.function(), arguments, evaluation, 0, 0);
    return fitted(std::move(result), result_of(node_.type), node_.name, evaluation);
  }

 private:
  const DrgNode& node_;
  std::shared_ptr<const Compiled> model_;
  const FunctionCode* code_ = nullptr;
};

class ServiceFunction final : public feel::Function {
 public:
  explicit ServiceFunction(const DrgNode& node)
      : node_(node), model_(node.model->shared_from_this()) {}
  std::string name() const override { return node_.name; }
  std::span<const std::string> parameters() const override { return node_.arguments; }
  feel::TypeRef parameter_type(size_t index) const override {
    const auto& type = node_.given[index]->type;
    return type ? type : feel::any_type();
  }
  feel::TypeRef result_type() const override {
    auto declared = result_of(node_.type);
    return declared ? declared : feel::any_type();
  }
  Value call(std::span<const Value> arguments, Evaluation& evaluation) const override {
    return call_service(node_, arguments, evaluation);
  }

 private:
  const DrgNode& node_;
  std::shared_ptr<const Compiled> model_;
};

}  // namespace

Value function_of(const DrgNode& node) {
  if (node.kind == ElementKind::Service) {
    return Value::function(std::make_shared<ServiceFunction>(node));
  }
  return Value::function(std::make_shared<KnowledgeFunction>(node));
}

Value call_service(const DrgNode& node, std::span<const Value> arguments, Evaluation& evaluation) {
  Run run(evaluation, Explain::No);
  for (size_t i = 0; i < node.given.size() && i < arguments.size(); ++i) {
    const DrgNode& one = *node.given[i];
    Value value = fitted(arguments[i], one.type, one.name, evaluation);
    if (value.is_null() && !arguments[i].is_null()) return {};
    run.give(one, std::move(value));
  }
  const feel::TypeRef type = result_of(node.type);
  if (node.outputs.size() == 1) {
    return fitted(run.result_of(*node.outputs.front()), type, node.name, evaluation);
  }
  feel::Fields fields;
  for (const auto* output : node.outputs) fields.set(output->variable, run.result_of(*output));
  return fitted(fields.build(), type, node.name, evaluation);
}

void Run::give(const DrgNode& node, Value value) {
  values_.insert_or_assign(&node, std::move(value));
}

const Given* Run::given(const DrgNode& node) const {
  const Given* of_any_model = nullptr;
  for (const auto& one : inputs_) {
    if (one.name != node.name && one.name != node.variable) continue;
    if (one.namespace_uri == node.model->namespace_uri) return &one;
    if (one.namespace_uri.empty() && !of_any_model) of_any_model = &one;
  }
  return of_any_model;
}

Value Run::result_of(const DrgNode& node) {
  if (node.height > kHeightAtOnce) decide_from_below(node);
  return value_of(node);
}

// So that no decision has a long chain of undecided ones below it.
void Run::decide_from_below(const DrgNode& node) {
  std::vector<const DrgNode*> waiting{&node};
  std::set<const DrgNode*> met;
  std::vector<const DrgNode*> high;
  while (!waiting.empty()) {
    const DrgNode* one = waiting.back();
    waiting.pop_back();
    if (one->height <= kHeightAtOnce || given(*one) || values_.contains(one)) continue;
    if (!met.insert(one).second) continue;
    high.push_back(one);
    for (const auto& required : one->required) waiting.push_back(required.node);
  }
  std::stable_sort(high.begin(), high.end(),
                   [](const DrgNode* a, const DrgNode* b) { return a->height < b->height; });
  for (const auto* one : high) value_of(*one);
}

Value Run::value_of(const DrgNode& node) {
  if (node.kind == ElementKind::Knowledge || node.kind == ElementKind::Service) {
    return function_of(node);
  }
  if (const auto found = values_.find(&node); found != values_.end()) return found->second;
  Value value = node.kind == ElementKind::InputData ? input(node) : decide(node);
  values_.insert_or_assign(&node, value);
  return value;
}

Value Run::input(const DrgNode& node) {
  const Given* one = given(node);
  if (!one) {
    evaluation_.note(0, 0, "no input: " + node.name);
    return {};
  }
  return fitted(one->value, node.type, node.name, evaluation_);
}

Value Run::decide(const DrgNode& node) {
  if (const Given* one = given(node)) return fitted(one->value, node.type, node.name, evaluation_);
  if (!node.logic) {
    evaluation_.note(0, 0, node.name + " has no logic");
    fail(node, node.name + " has no logic");
    return {};
  }
  if (!running_.insert(&node).second) {
    evaluation_.note(0, 0, node.name + " requires itself");
    fail(node, node.name + " requires itself");
    return {};
  }
  evaluation_.depth += kLevelsOfDecision;
  const std::string source = std::exchange(evaluation_.source, node.name);
  const feel::TableCell cell = std::exchange(evaluation_.cell, {});
  Value value;
  if (evaluation_.depth > kDepthMax) {
    evaluation_.note(0, 0, "decisions nested too deeply");
    fail(node, "decisions nested too deeply");
  } else if (can_go_on(node)) {
    const RequiredNames names(*this, node);
    value = fitted(evaluated(node, names), node.type, node.name, evaluation_);
    if (explain_ != Explain::No) note_explanation(node, names, value);
  }
  evaluation_.source = source;
  evaluation_.cell = cell;
  evaluation_.depth -= kLevelsOfDecision;
  running_.erase(&node);
  return value;
}

// Camunda decides all that is required first, and nothing after a decision that failed.
bool Run::can_go_on(const DrgNode& node) {
  if (node.model->dialect != feel::Dialect::Camunda) return true;
  for (const auto& required : node.required) {
    if (required.node->kind == ElementKind::Decision) value_of(*required.node);
    if (!failure_.empty()) return false;
  }
  return failure_.empty();
}

// A table or text at the top of a decision may stand against any result; what is wrong deeper
// inside of it is null.
Value Run::evaluated(const DrgNode& node, const feel::Names& names) {
  if (const auto* unreadable = dynamic_cast<const FailingBox*>(node.logic.get())) {
    fail(node, unreadable->reason);
  }
  const auto* table = dynamic_cast<const TableBox*>(node.logic.get());
  if (!table) return node.logic->evaluate(names, evaluation_);
  auto decided = table->decided(names, evaluation_);
  if (!decided.conflict.empty()) fail(node, decided.conflict);
  return std::move(decided.value);
}

void Run::fail(const DrgNode& node, const std::string& why) {
  if (!failure_.empty()) return;
  failure_ = why;
  failed_ = node.id.empty() ? node.name : node.id;
}

std::optional<Value> Run::unrequired(const DrgNode& node, std::string_view name) const {
  if (node.model->dialect != feel::Dialect::Camunda) return {};
  const auto found = std::find_if(inputs_.begin(), inputs_.end(),
                                  [name](const Given& one) { return one.name == name; });
  return found == inputs_.end() ? std::nullopt : std::optional(found->value);
}

Decided Run::decided(const DrgNode& node) {
  Decided decided;
  decided.outcome.result = result_of(node);
  if (evaluation_.is_exhausted()) fail(node, "the step budget of the evaluation is exceeded");
  decided.failure = failure_;
  decided.failed = failed_;
  decided.outcome.explanations = std::move(explanations_);
  return decided;
}

namespace {
// The value with its member on the path from `at` on replaced; null when there is none.
Value with_member(const Value& whole, std::span<const std::string> path, const Value& value) {
  if (path.empty()) return value;
  const Value* member = whole.find(path.front());
  if (!member) return {};
  Value changed = with_member(*member, path.subspan(1), value);
  feel::Fields fields;
  for (size_t i = 0; i < whole.names().size(); ++i) {
    const bool is_it = whole.names()[i] == path.front();
    fields.set(whole.names()[i], is_it ? changed : whole.values()[i]);
  }
  return fields.build();
}
}  // namespace

namespace {
// What a path begins with, and the members behind it.
struct Source {
  const DrgNode* node = nullptr;  // null: nothing that the decision requires
  std::span<const std::string> members;
};

Source source_of(const DrgNode& node, const Path& path) {
  for (const auto& [required, import_name] : node.required) {
    if (import_name.empty() && is_called(*required, node, path.front())) {
      return {required, std::span(path).subspan(1)};
    }
    const bool is_imported = path.size() > 1 && !import_name.empty() &&
                             import_name == path.front() && required->variable == path[1];
    if (is_imported) return {required, std::span(path).subspan(2)};
  }
  return {nullptr, std::span(path).subspan(1)};
}

feel::TypeRef type_at(const DrgNode& node, const Path& path) {
  const auto [source, members] = source_of(node, path);
  if (!source) return nullptr;
  feel::TypeRef type = source->type;
  for (const auto& member : members) type = member_type(type, member);
  return type;
}
}  // namespace

// Everything is evaluated anew from the changed input; a required decision that is changed itself
// counts as given.
std::optional<Retried> Run::retry(const DrgNode& node, const Path& path, const Value& value,
                                  Evaluation& evaluation) {
  Run again(evaluation, Explain::No);
  again.inputs_ = inputs_;
  const auto [source, members] = source_of(node, path);
  if (source) {
    Value given = with_member(value_of(*source), members, value);
    given = fitted(std::move(given), source->type, source->name, evaluation);
    if (given.is_null()) return {};
    again.give(*source, std::move(given));
  } else {
    const auto input = std::find_if(again.inputs_.begin(), again.inputs_.end(),
                                    [&path](const Given& one) { return one.name == path.front(); });
    if (input == again.inputs_.end()) return {};
    input->value = with_member(input->value, members, value);
  }
  const auto& table = dynamic_cast<const TableBox&>(*node.logic);
  const RequiredNames names(again, node);
  Retried retried{table.matches(table.inputs(names, evaluation), names, evaluation), {}};
  retried.result = again.value_of(node);
  return retried;
}

std::vector<Change> Run::changes(const DrgNode& node, const feel::Names& names,
                                 const Explanation& decided) {
  Evaluation evaluation = trial_beside(evaluation_);
  evaluation.steps_left = trial_steps_left_;
  const auto again = [&](const Path& path, const Value& value) {
    return retry(node, path, value, evaluation);
  };
  const auto type_of = [&node](const Path& path) { return type_at(node, path); };
  auto found = nearest_changes(dynamic_cast<const TableBox&>(*node.logic), decided,
                               {names, evaluation, again, type_of});
  trial_steps_left_ = evaluation.steps_left;
  return found;
}

void Run::note_explanation(const DrgNode& node, const feel::Names& names, const Value& result) {
  Explanation explanation;
  explanation.decision = node.name;
  explanation.result = result;
  for (const auto& required : node.required) {
    const auto kind = required.node->kind;
    if (kind != ElementKind::InputData && kind != ElementKind::Decision) continue;
    const std::string prefix = required.import_name.empty() ? "" : required.import_name + ".";
    explanation.inputs.emplace_back(prefix + required.node->variable, value_of(*required.node));
  }
  if (const auto* table = dynamic_cast<const TableBox*>(node.logic.get())) {
    // Reasons were noted when it was decided.
    const auto reasons = std::exchange(evaluation_.reasons, {});
    table->explain(names, evaluation_, explain_, explanation);
    if (explain_ == Explain::EveryRule) explanation.changes = changes(node, names, explanation);
    evaluation_.reasons = reasons;
  }
  explanations_.push_back(std::move(explanation));
}

}  // namespace dmn
