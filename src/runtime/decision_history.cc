#include "runtime/decision_history.h"
#include "feel/exact_json.h"

#include <algorithm>

namespace runtime {

namespace {

using storage::FieldKind;

constexpr std::string_view tenant = "<default>";
constexpr int64_t kept_max = 100'000;

// Values travel as JSON in a text.
std::string value_text(const feel::Value& value) { return base::print(feel::to_exact_json(value)); }

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

base::Json explained_json(const dmn::Explanation& explanation, const dmn::Definitions& written,
                          const std::vector<DecisionSource>& decisions) {
  const auto row = std::find_if(decisions.begin(), decisions.end(), [&](const auto& each) {
    return each.name == explanation.decision;
  });
  const bool is_known = row != decisions.end();
  const auto* table = table_of(written, explanation.decision);
  base::JsonArray rules;
  base::JsonArray inputs;
  if (table != nullptr) {
    for (const auto& rule : explanation.matched) rules.push_back(rule_json(rule, *table));
    inputs = inputs_json(explanation, *table);
  }
  return base::JsonObject{
      {"decisionDefinitionId", is_known ? row->id : explanation.decision},
      {"decisionDefinitionKey", is_known ? std::to_string(row->key) : ""},
      {"decisionDefinitionName", explanation.decision},
      {"decisionDefinitionVersion", is_known ? row->version : 0},
      {"decisionDefinitionType", table == nullptr ? "LITERAL_EXPRESSION" : "DECISION_TABLE"},
      {"output", value_text(explanation.result)},
      {"tenantId", tenant},
      {"matchedRules", std::move(rules)},
      {"evaluatedInputs", std::move(inputs)}};
}

int64_t key_of(const base::Json& evaluated) {
  const auto text = base::text_or_empty(evaluated, "decisionDefinitionKey");
  return text.empty() ? 0 : std::stoll(text);
}

storage::Cell key_or_null(int64_t key) {
  return key == 0 ? storage::Cell(nullptr) : storage::Cell(key);
}

}  // namespace

const dmn::TableText* table_of(const dmn::Definitions& written, std::string_view decision) {
  for (const auto& element : written.elements) {
    const bool is_asked = element.kind == dmn::ElementKind::Decision &&
                          (element.id == decision || element.name == decision);
    if (is_asked && element.logic) return element.logic->table.get();
  }
  return nullptr;
}

base::JsonArray evaluated_decisions(const dmn::Outcome& outcome, const dmn::Definitions& written,
                                    const std::vector<DecisionSource>& decisions) {
  base::JsonArray out;
  for (const auto& explanation : outcome.explanations)
    out.push_back(explained_json(explanation, written, decisions));
  return out;
}

void keep_evaluation(storage::Tx& tx, int64_t key, base::JsonArray& evaluated,
                     const std::string& failure, const AskedBy& by) {
  int64_t number =
      tx.db.first("SELECT COALESCE(MAX(number), 0) FROM decision_evaluation")->integer(0);
  const int64_t root = evaluated.empty() ? 0 : key_of(evaluated.back());
  for (size_t i = 0; i < evaluated.size(); ++i) {
    base::JsonObject& each = evaluated[i].as_object();
    const std::string id = std::to_string(key) + "-" + std::to_string(i + 1);
    each["decisionEvaluationInstanceKey"] = id;
    const bool has_failed = !failure.empty() && i + 1 == evaluated.size();
    tx.db.execute(
        "INSERT INTO decision_evaluation (number, id, evaluation, decision, decision_id, "
        "decision_name, version, type, root_decision, definition, instance, element, state, "
        "evaluated_at, failure, output, inputs, rules) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "?, ?, ?, ?, ?, ?)",
        {++number, id, key, key_of(evaluated[i]),
         base::text_or_empty(evaluated[i], "decisionDefinitionId"),
         base::text_or_empty(evaluated[i], "decisionDefinitionName"),
         base::int_or(evaluated[i], "decisionDefinitionVersion", 0),
         base::text_or_empty(evaluated[i], "decisionDefinitionType"), root,
         key_or_null(by.definition), key_or_null(by.instance), key_or_null(by.element),
         std::string(has_failed ? "FAILED" : "EVALUATED"), tx.now.micros,
         has_failed ? storage::Cell(failure) : storage::Cell(nullptr),
         base::text_or_empty(evaluated[i], "output"), base::print(each.at("evaluatedInputs")),
         base::print(each.at("matchedRules"))});
  }
  tx.db.execute("DELETE FROM decision_evaluation WHERE number <= ?", {number - kept_max});
}

const storage::Searchable& decision_instances() {
  static const storage::Searchable table{
      "decision_evaluation e WHERE e.number > 0",
      "e.number",
      {{"decisionEvaluationInstanceKey", "e.id"},
       {"decisionEvaluationKey", "e.evaluation", FieldKind::Key},
       {"state", "e.state", FieldKind::Text, {"EVALUATED", "FAILED", "UNSPECIFIED", "UNKNOWN"}},
       {"evaluationDate", "e.evaluated_at", FieldKind::Instant},
       {"evaluationFailure", "e.failure"},
       {"decisionDefinitionId", "e.decision_id"},
       {"decisionDefinitionKey", "NULLIF(e.decision, 0)", FieldKind::Key},
       {"decisionDefinitionName", "e.decision_name"},
       {"decisionDefinitionVersion", "e.version", FieldKind::Integer},
       {"decisionDefinitionType",
        "e.type",
        FieldKind::Text,
        {"DECISION_TABLE", "LITERAL_EXPRESSION", "UNSPECIFIED", "UNKNOWN"}},
       {"rootDecisionDefinitionKey", "NULLIF(e.root_decision, 0)", FieldKind::Key},
       {"processDefinitionKey", "e.definition", FieldKind::Key},
       {"processInstanceKey", "e.instance", FieldKind::Key},
       {"rootProcessInstanceKey",
        "(SELECT i.root FROM process_instance i WHERE i.key = e.instance)", FieldKind::Key},
       {"businessId",
        "(SELECT u.business_id FROM instance_business_id u WHERE u.instance = e.instance)"},
       {"elementInstanceKey", "e.element", FieldKind::Key},
       {"result", "e.output"},
       {"tenantId", "'<default>'"},
       {"decisionRequirementsKey",
        "(SELECT d.model FROM decision_definition d WHERE d.key = e.decision)",
        FieldKind::Key,
        {},
        false}}};
  return table;
}

std::optional<base::Json> find_decision_instance(storage::Connection& db, const std::string& id) {
  const auto row =
      db.first("SELECT number, inputs, rules FROM decision_evaluation WHERE id = ?", {id});
  if (!row) return std::nullopt;
  auto item = storage::find_item(db, decision_instances(), row->integer(0));
  base::ensure(item.has_value(), "a kept decision is found by its number");
  item->as_object()["evaluatedInputs"] = base::parse_json(row->text(1)).value();
  item->as_object()["matchedRules"] = base::parse_json(row->text(2)).value();
  return item;
}

}  // namespace runtime
