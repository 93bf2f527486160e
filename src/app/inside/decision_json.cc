#include "app/inside/decision_json.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "feel/exact_json.h"

namespace app {

namespace {

std::string_view name_of(dmn::HitPolicy policy) {
  switch (policy) {
    case dmn::HitPolicy::Unique: return "UNIQUE";
    case dmn::HitPolicy::Any: return "ANY";
    case dmn::HitPolicy::Priority: return "PRIORITY";
    case dmn::HitPolicy::First: return "FIRST";
    case dmn::HitPolicy::Collect: return "COLLECT";
    case dmn::HitPolicy::RuleOrder: return "RULE ORDER";
    case dmn::HitPolicy::OutputOrder: return "OUTPUT ORDER";
  }
  return "";
}

std::string_view name_of(dmn::Aggregator aggregator) {
  switch (aggregator) {
    case dmn::Aggregator::None: return "";
    case dmn::Aggregator::Sum: return "SUM";
    case dmn::Aggregator::Min: return "MIN";
    case dmn::Aggregator::Max: return "MAX";
    case dmn::Aggregator::Count: return "COUNT";
  }
  return "";
}

base::JsonArray texts(const std::vector<std::string>& list) {
  return base::JsonArray(list.begin(), list.end());
}

base::Json table_json(const dmn::TableText& table) {
  base::JsonArray inputs;
  for (const auto& input : table.inputs) {
    inputs.push_back(base::JsonObject{{"expression", input.text},
                                      {"label", input.label},
                                      {"type", input.type},
                                      {"allowed", input.allowed}});
  }
  base::JsonArray outputs;
  for (const auto& output : table.outputs)
    outputs.push_back(base::JsonObject{{"name", output.name}, {"type", output.type}});
  base::JsonArray rules;
  for (const auto& rule : table.rules) {
    rules.push_back(base::JsonObject{{"id", rule.id},
                                     {"inputs", texts(rule.inputs)},
                                     {"outputs", texts(rule.outputs)},
                                     {"annotations", texts(rule.annotations)}});
  }
  return base::JsonObject{{"hit_policy", name_of(table.policy)},
                          {"aggregation", name_of(table.aggregator)},
                          {"inputs", std::move(inputs)},
                          {"outputs", std::move(outputs)},
                          {"rules", std::move(rules)}};
}

// Input data that a decision needs, each once, in the order in which it is met.
class Needed {
 public:
  explicit Needed(const dmn::Definitions& definitions) : definitions_(definitions) {}

  void follow(const dmn::Element& element) {
    for (const auto& reference : element.inputs) {
      const auto* found = find(reference);
      if (found == nullptr || !seen_.insert(found->id).second) continue;
      if (found->kind == dmn::ElementKind::InputData) {
        inputs.push_back(input_json(*found));
      } else {
        follow(*found);
      }
    }
    if (definitions_.dialect == feel::Dialect::Camunda && element.logic) add_read(element);
  }
  base::JsonArray inputs;

 private:
  // Inputs that are not drawn, as Camunda's dialect allows: names that columns and texts read.
  void add_read(const dmn::Element& element) {
    if (element.logic->kind == dmn::BoxedKind::Literal) add_names(element, element.logic->text, "");
    if (!element.logic->table) return;
    for (const auto& column : element.logic->table->inputs)
      add_names(element, column.text, column.type);
  }

  void add_names(const dmn::Element& element, const std::string& text, const std::string& type) {
    const auto read = feel::compile(text, {.dialect = feel::Dialect::Camunda});
    if (!read) return;
    for (const auto& use : read->names()) {
      if (is_required(element, use.name) || !seen_.insert(use.name).second) continue;
      const bool is_all = base::trim(text) == use.name;
      inputs.push_back(base::JsonObject{
          {"name", use.name}, {"type", is_all ? simple_type(type) : ""}, {"allowed", ""}});
    }
  }

  bool is_required(const dmn::Element& element, std::string_view name) const {
    return std::any_of(
        element.inputs.begin(), element.inputs.end(), [&](const std::string& reference) {
          const auto* found = find(reference);
          return found &&
                 (found->id == name || found->name == name || found->variable.name == name);
        });
  }

  const dmn::Element* find(std::string_view reference) const {
    const auto id = reference.substr(reference.find('#') + 1);
    for (const auto& element : definitions_.elements) {
      if (element.id == id) return &element;
    }
    return nullptr;
  }

  // The values that the item definition allows, as it is written.
  std::string allowed(std::string_view type) const {
    for (const auto& item : definitions_.types) {
      if (item.name == type) return item.allowed;
    }
    return {};
  }
  std::string simple_type(std::string_view type) const {
    for (const auto& item : definitions_.types) {
      if (item.name == type && !item.is_collection && !item.is_function) return item.type;
    }
    return std::string(type);
  }

  base::Json input_json(const dmn::Element& element) const {
    const auto& variable = element.variable;
    return base::JsonObject{{"name", variable.name.empty() ? element.name : variable.name},
                            {"type", simple_type(variable.type)},
                            {"allowed", allowed(variable.type)}};
  }

  const dmn::Definitions& definitions_;
  std::set<std::string, std::less<>> seen_;
};

base::JsonArray named_values(const std::vector<std::pair<std::string, feel::Value>>& values) {
  base::JsonArray out;
  for (const auto& [name, value] : values)
    out.push_back(base::JsonObject{{"name", name}, {"value", feel::print(value)}});
  return out;
}

base::JsonArray cells_json(const std::vector<dmn::Rule>& rules) {
  base::JsonArray out;
  for (const auto& rule : rules) {
    base::JsonArray cells;
    for (const auto& cell : rule.cells) cells.push_back(cell.passed);
    out.push_back(std::move(cells));
  }
  return out;
}

base::JsonArray changes_json(const std::vector<dmn::Change>& changes) {
  base::JsonArray out;
  for (const auto& change : changes) {
    out.push_back(base::JsonObject{{"input", change.input},
                                   {"from", feel::print(change.from)},
                                   {"to", feel::print(change.to)},
                                   {"result", feel::print(change.result)}});
  }
  return out;
}

}  // namespace

base::JsonObject rule_result_json(const feel::Value& value, const feel::Evaluation& evaluation) {
  base::JsonArray reasons;
  for (const auto& reason : evaluation.reasons) {
    reasons.push_back(base::JsonObject{{"line", reason.line},
                                       {"column", reason.column},
                                       {"source", reason.source},
                                       {"table", reason.table},
                                       {"rule", reason.rule},
                                       {"cell", reason.cell},
                                       {"cell_name", reason.cell_name},
                                       {"text", reason.text}});
  }
  return {{"result", feel::print(value)},
          {"value", feel::to_exact_json(value)},
          {"type", feel::name_of(value.kind())},
          {"reasons", std::move(reasons)}};
}

base::JsonArray warnings_json(const feel::Evaluation& evaluation) {
  base::JsonArray warnings;
  for (const auto& reason : evaluation.reasons)
    warnings.push_back(base::JsonObject{{"message", reason.print()}});
  return warnings;
}

base::Json written_decision_json(const DecisionModel& model, const dmn::Element& decision) {
  Needed needed(*model.written);
  needed.follow(decision);
  base::JsonObject out{{"id", decision.id.empty() ? decision.name : decision.id},
                       {"name", decision.name},
                       {"inputs", std::move(needed.inputs)},
                       {"table", nullptr}};
  if (decision.logic && decision.logic->table) out["table"] = table_json(*decision.logic->table);
  return out;
}

base::Json explanation_json(const dmn::Explanation& explanation) {
  base::JsonArray matched;
  for (const auto& rule : explanation.matched) matched.push_back(rule.index);
  return base::JsonObject{{"name", explanation.decision},
                          {"result", feel::print(explanation.result)},
                          {"inputs", named_values(explanation.inputs)},
                          {"columns", named_values(explanation.columns)},
                          {"matched", std::move(matched)},
                          {"cells", cells_json(explanation.tried)},
                          {"changes", changes_json(explanation.changes)}};
}

}  // namespace app
