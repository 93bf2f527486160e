#include "app/decisions.h"

#include "app/inside/decision_json.h"
#include "app/inside/parts.h"
#include "dmn/decide.h"
#include "feel/exact_json.h"
#include "runtime/decision_history.h"
#include "runtime/searches.h"

namespace app {

namespace {

constexpr std::string_view tenant = "<default>";

std::optional<runtime::DecisionSource> find_decision(storage::Connection& db,
                                                     const DecisionQuestion& question) {
  if (question.key != 0) return runtime::decision(db, question.key);
  return runtime::latest_decision(db, question.id);
}

// What stood against a result, with all that was noted on the way.
std::string failure_of(const dmn::Decided& decided, const feel::Evaluation& evaluation) {
  if (decided.failure.empty()) return "";
  std::string message;
  for (const auto& reason : evaluation.reasons)
    message += (message.empty() ? "" : "\n") + reason.print();
  return message;
}

// The key of the evaluation, under which it is kept.
base::Result<int64_t> keep(Parts& parts, const Caller& caller, base::JsonArray& evaluated,
                           const std::string& failure) {
  const auto key = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    const int64_t next = op.tx.keys.next();
    runtime::keep_evaluation(op.tx, next, evaluated, failure, {});
    return base::Json(next);
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
  base::SystemRandom random;
  evaluation.random = &random;
  const auto decided = dmn::decide((*model)->model, decision->id, feel::from_json(question.inputs),
                                   evaluation, dmn::Explain::Yes);
  if (!decided) return decided.error();
  auto evaluated = runtime::evaluated_decisions(decided->outcome, *(*model)->written,
                                                runtime::decisions_of(*db, decision->model));
  const std::string failure = failure_of(*decided, evaluation);
  const auto key = keep(parts, caller, evaluated, failure);
  if (!key) return key.error();

  const auto key_text = std::to_string(*key);
  const bool has_failed = !failure.empty();
  base::JsonObject out{{"decisionDefinitionId", decision->id},
                       {"decisionDefinitionKey", std::to_string(decision->key)},
                       {"decisionDefinitionName", decision->name},
                       {"decisionDefinitionVersion", decision->version},
                       {"decisionEvaluationKey", key_text},
                       {"decisionInstanceKey", key_text},
                       {"decisionRequirementsId", decision->model_id},
                       {"decisionRequirementsKey", std::to_string(decision->model)},
                       {"evaluatedDecisions", std::move(evaluated)},
                       {"output", base::print(feel::to_exact_json(decided->outcome.result))},
                       {"tenantId", tenant}};
  out["warnings"] = warnings_json(evaluation);
  out["failedDecisionDefinitionId"] = has_failed ? base::Json(decided->failed) : base::Json();
  out["failureMessage"] = has_failed ? base::Json(failure) : base::Json();
  return base::Json(std::move(out));
}

base::Result<base::Json> search_decision_instances(Workspace& workspace, const Caller& caller,
                                                   const base::Json& request) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  auto db = workspace.parts().database->read();
  return storage::search(*db, runtime::decision_instances(), request);
}

base::Result<base::Json> decision_instance(Workspace& workspace, const Caller& caller,
                                           const std::string& id) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  auto db = workspace.parts().database->read();
  auto found = runtime::find_decision_instance(*db, id);
  if (!found) return base::refusal("request.no_such_key").at(id.substr(0, 200));
  return std::move(*found);
}

}  // namespace app
