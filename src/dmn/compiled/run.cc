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

// The names that the logic of an element may read: what it requires.
class RequiredNames final : public feel::Names {
 public:
  RequiredNames(Run& run, const DrgNode& node) : run_(run), node_(node) {}

  std::optional<Value> find(std::string_view name) const override {
    feel::Fields imported;
    bool is_import = false;
    for (const auto& required : node_.required) {
      if (required.import_name.empty()) {
        if (required.node->variable == name) return run_.value_of(*required.node);
      } else if (required.import_name == name) {
        imported.set(required.node->variable, run_.value_of(*required.node));
        is_import = true;
      }
    }
    if (is_import) return imported.build();
    return {};
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
  const auto found = std::find_if(inputs_.begin(), inputs_.end(), [&node](const Given& one) {
    return (one.name == node.name || one.name == node.variable) &&
           (one.namespace_uri.empty() || one.namespace_uri == node.model->namespace_uri);
  });
  return found == inputs_.end() ? nullptr : &*found;
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
    return {};
  }
  if (!running_.insert(&node).second) {
    evaluation_.note(0, 0, node.name + " requires itself");
    return {};
  }
  evaluation_.depth += kLevelsOfDecision;
  const std::string source = std::exchange(evaluation_.source, node.name);
  Value value;
  if (evaluation_.depth > kDepthMax) {
    evaluation_.note(0, 0, "decisions nested too deeply");
  } else {
    const RequiredNames names(*this, node);
    value = fitted(node.logic->evaluate(names, evaluation_), node.type, node.name, evaluation_);
    if (explain_ != Explain::No) note_explanation(node, names, value);
  }
  evaluation_.source = source;
  evaluation_.depth -= kLevelsOfDecision;
  running_.erase(&node);
  return value;
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
    evaluation_.reasons = reasons;
  }
  explanations_.push_back(std::move(explanation));
}

}  // namespace dmn
