#include "app/expressions.h"

#include "app/inside/decision_json.h"
#include "app/inside/parts.h"
#include "feel/batch.h"
#include "feel/exact_json.h"
#include "feel/feel.h"

namespace app {

namespace {

// Asked on the writer, which alone sees what is running.
base::Result<feel::Value> variables_of(Parts& parts, const Caller& caller, int64_t scope) {
  feel::Value found;
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    found = op.engine.variables(scope);
    return base::Json();
  });
  if (!done) return done.error();
  if (found.is_null()) return base::refusal("engine.no_instance").at(std::to_string(scope));
  return found;
}

feel::Value over(const feel::Value& outer, const feel::Value& inner) {
  feel::Fields out;
  for (const auto& each : {outer, inner}) {
    for (size_t i = 0; i < each.names().size(); ++i) out.set(each.names()[i], each.values()[i]);
  }
  return out.build();
}

base::Json answer_of(const std::string& expression, const feel::Value& result,
                     const feel::Evaluation& evaluation) {
  return base::JsonObject{{"expression", expression},
                          {"result", feel::to_exact_json(result)},
                          {"warnings", warnings_json(evaluation)},
                          {"referencedSecrets", base::JsonArray()}};
}

}  // namespace

base::Result<base::Json> evaluate_expression(Workspace& workspace, const Caller& caller,
                                             const ExpressionRequest& request) {
  if (!is_administrator(caller)) return base::refusal("app.not_allowed");
  auto& parts = workspace.parts();
  feel::Value names = feel::from_json(request.variables);
  if (request.scope != 0) {
    const auto outer = variables_of(parts, caller, request.scope);
    if (!outer) return outer.error();
    names = over(*outer, names);
  }
  feel::Evaluation evaluation;
  if (!request.expression.starts_with('='))
    return answer_of(request.expression, feel::Value(request.expression), evaluation);

  feel::Options options{.dialect = feel::Dialect::Camunda};
  options.known_names.assign(names.names().begin(), names.names().end());
  options.known_members = feel::names_within(names);
  // A blank in place of the "=" keeps the columns those of the text that was sent.
  const std::string text = " " + request.expression.substr(1);
  const auto compiled = feel::compile(text, options);
  if (!compiled) return compiled.error();
  const auto functions = parts.functions();
  evaluation.now = parts.now();
  evaluation.zone = parts.calendar()->zone;
  evaluation.functions = functions.get();
  base::SystemRandom random;
  evaluation.random = &random;
  const auto result = compiled->evaluate(feel::ContextNames(names), evaluation);
  return answer_of(request.expression, result, evaluation);
}

}  // namespace app
