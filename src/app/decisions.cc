#include "app/decisions.h"

#include <algorithm>

#include "app/inside/parts.h"
#include "runtime/searches.h"

namespace app {

namespace {

constexpr std::string_view tenant = "<default>";

// Values travel as JSON in a text.
std::string value_text(const feel::Value& value) { return base::print(feel::to_json(value)); }

std::optional<runtime::DecisionSource> find_decision(storage::Connection& db,
                                                     const DecisionQuestion& question) {
  if (question.key != 0) return runtime::decision(db, question.key);
  return runtime::latest_decision(db, question.id);
}

base::JsonArray inputs_json(const dmn::Explanation& explanation, const dmn::TableText& table) {
  base::JsonArray out;
  for (size_t i = 0; i < explanation.columns.size(); ++i) {
    const auto& input = table.inputs[i];
    out.push_back(base::JsonObject{{"inputId", input.id},
                                   {"inputName", input.label.empty() ? input.text : input.label},
                                   {"inputValue", value_text(explanation.columns[i].second)}});
  }
  return out;
}

base::Json rule_json(const dmn::Rule& rule, const dmn::TableText& table) {
  base::JsonArray outputs;
  for (size_t i = 0; i < rule.outputs.size(); ++i) {
    const auto& output = table.outputs[i];
    outputs.push_back(base::JsonObject{{"outputId", output.id},
                                       {"outputName", output.name},
                                       {"outputValue", value_text(rule.outputs[i])},
                                       {"ruleId", rule.id},
                                       {"ruleIndex", rule.index}});
  }
  return base::JsonObject{
      {"ruleId", rule.id}, {"ruleIndex", rule.index}, {"evaluatedOutputs", std::move(outputs)}};
}

// The rows of the decisions that were evaluated, by name.
class DecisionRows {
 public:
  DecisionRows(storage::Connection& db, int64_t model) : rows_(runtime::decisions_of(db, model)) {}
  const runtime::DecisionSource* find(std::string_view name) const {
    for (const auto& row : rows_) {
      if (row.name == name) return &row;
    }
    return nullptr;
  }

 private:
  std::vector<runtime::DecisionSource> rows_;
};

base::Json explained_json(const dmn::Explanation& explanation, const DecisionRows& rows,
                          const DecisionModel& model, const std::string& instance) {
  base::JsonObject out;
  const auto* row = rows.find(explanation.decision);
  const auto* table = model.table_of(explanation.decision);
  out["decisionDefinitionId"] = row == nullptr ? explanation.decision : row->id;
  out["decisionDefinitionKey"] = row == nullptr ? "" : std::to_string(row->key);
  out["decisionDefinitionName"] = explanation.decision;
  out["decisionDefinitionVersion"] = row == nullptr ? 0 : row->version;
  out["decisionDefinitionType"] = table == nullptr ? "LITERAL_EXPRESSION" : "DECISION_TABLE";
  out["decisionEvaluationInstanceKey"] = instance;
  out["output"] = value_text(explanation.result);
  out["tenantId"] = tenant;
  base::JsonArray rules;
  base::JsonArray inputs;
  if (table != nullptr) {
    for (const auto& rule : explanation.matched) rules.push_back(rule_json(rule, *table));
    inputs = inputs_json(explanation, *table);
  }
  out["matchedRules"] = std::move(rules);
  out["evaluatedInputs"] = std::move(inputs);
  return out;
}

// The first decision on the way that came to nothing for a reason.
void add_failure(base::JsonObject& out, const runtime::DecisionSource& decision,
                 const feel::Value& result, const feel::Evaluation& evaluation) {
  out["failedDecisionDefinitionId"] = nullptr;
  out["failureMessage"] = nullptr;
  if (!result.is_null() || evaluation.reasons.empty()) return;
  std::string message;
  for (const auto& reason : evaluation.reasons)
    message += (message.empty() ? "" : "\n") + reason.print();
  out["failedDecisionDefinitionId"] = decision.id;
  out["failureMessage"] = std::move(message);
}

base::Result<int64_t> next_key(Parts& parts, const Caller& caller) {
  const auto key = parts.run(caller, [](runtime::Op& op) -> base::Result<base::Json> {
    return base::Json(op.tx.keys.next());
  });
  if (!key) return key.error();
  return key->as_int64();
}

}  // namespace

base::Result<base::Json> evaluate_decision(Workspace& workspace, const Caller& caller,
                                           const DecisionQuestion& question) {
  if (!is_administrator(caller)) return base::refusal("app.not_allowed");
  auto& parts = workspace.parts();
  auto db = parts.database->read();
  const auto decision = find_decision(*db, question);
  if (!decision) {
    return base::refusal("app.no_model")
        .at(question.key != 0 ? std::to_string(question.key) : question.id.substr(0, 200));
  }
  const auto model = parts.decisions.get(decision->model, decision->file, decision->text);
  if (!model) return model.error();
  const auto functions = parts.functions();
  feel::Evaluation evaluation;
  evaluation.now = parts.now();
  evaluation.zone = parts.calendar()->zone;
  evaluation.functions = functions.get();
  const auto outcome =
      dmn::evaluate((*model)->model, decision->id, feel::from_json(question.inputs), evaluation,
                    dmn::Explain::Yes);
  if (!outcome) return outcome.error();
  const auto key = next_key(parts, caller);
  if (!key) return key.error();

  const auto key_text = std::to_string(*key);
  const DecisionRows rows(*db, decision->model);
  base::JsonArray evaluated;
  for (const auto& explanation : outcome->explanations) {
    const auto instance = key_text + "-" + std::to_string(evaluated.size() + 1);
    evaluated.push_back(explained_json(explanation, rows, **model, instance));
  }
  base::JsonObject out{{"decisionDefinitionId", decision->id},
                       {"decisionDefinitionKey", std::to_string(decision->key)},
                       {"decisionDefinitionName", decision->name},
                       {"decisionDefinitionVersion", decision->version},
                       {"decisionEvaluationKey", key_text},
                       {"decisionInstanceKey", key_text},
                       {"decisionRequirementsId", decision->model_id},
                       {"decisionRequirementsKey", std::to_string(decision->model)},
                       {"evaluatedDecisions", std::move(evaluated)},
                       {"output", value_text(outcome->result)},
                       {"tenantId", tenant}};
  add_failure(out, *decision, outcome->result, evaluation);
  return base::Json(std::move(out));
}

}  // namespace app
