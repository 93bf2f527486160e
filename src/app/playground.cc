#include "app/playground.h"

#include <algorithm>

#include "app/inside/decision_json.h"
#include "app/inside/json.h"
#include "app/inside/parts.h"
#include "app/inside/view_json.h"
#include "feel/batch.h"
#include "runtime/searches.h"

namespace app {

namespace {

constexpr std::string_view page = "playground";
base::SystemRandom system_random;
constexpr int64_t steps_max = 2'000'000;  // a second at most

base::Result<void> check_caller(const Parts& parts, const Caller& caller) {
  if (is_administrator(caller) || may_open_page(*parts.definitions, caller, page)) return {};
  return base::refusal("app.not_allowed");
}

// Names are looked up as a process does it: Camunda's dialect, the company's calendar, decisions.
struct Surroundings {
  std::shared_ptr<const feel::HostFunctions> functions;
  feel::Evaluation evaluation;
};
Surroundings surroundings_of(Parts& parts) {
  Surroundings out{parts.functions(), {}};
  out.evaluation.now = parts.now();
  out.evaluation.zone = parts.calendar()->zone;
  out.evaluation.functions = out.functions.get();
  out.evaluation.random = &system_random;
  out.evaluation.steps_left = steps_max;
  return out;
}

feel::Options options_of(const feel::Value& names, const Trial& trial) {
  feel::Options options{.dialect = trial.dialect};
  if (names.is(feel::Kind::Context))
    options.known_names.assign(names.names().begin(), names.names().end());
  options.known_members = feel::names_within(names);
  return options;
}

// `what` begins the place of a refusal.
base::Result<feel::Value> evaluate_text(std::string_view text, std::string_view what,
                                        const feel::Options& options, const feel::Names& names,
                                        feel::Evaluation& evaluation) {
  const auto compiled = feel::compile(text, options);
  if (!compiled) {
    auto refused = compiled.error();
    const auto place = std::string(what) + ":" + refused.place;
    return std::move(refused).at(place);
  }
  return compiled->evaluate(names, evaluation);
}

base::Result<feel::Value> context_of(const Trial& trial, feel::Evaluation& evaluation) {
  if (trial.context.empty()) return feel::Value::context({});
  auto value = evaluate_text(trial.context, "context", {.dialect = trial.dialect}, feel::NoNames(),
                             evaluation);
  if (value && !value->is(feel::Kind::Context)) {
    return base::refusal("request.wrong_type")
        .at("context")
        .because("a context is expected, such as {a: 1}");
  }
  return value;
}

base::Result<feel::Value> tested(const Trial& trial, const feel::Value& context,
                                 feel::Options options, feel::Evaluation& evaluation) {
  const feel::ContextNames names(context);
  const auto input = evaluate_text(trial.input.empty() ? "null" : trial.input, "input", options,
                                   names, evaluation);
  if (!input) return input;
  options.form = feel::Form::UnaryTests;
  const auto compiled = feel::compile(trial.expression, options);
  if (!compiled) {
    auto refused = compiled.error();
    const auto place = "expression:" + refused.place;
    return std::move(refused).at(place);
  }
  return compiled->test(*input, names, evaluation);
}

const dmn::Element* find_decision(const DecisionModel& model, std::string_view id) {
  for (const auto& element : model.written->elements) {
    if (element.kind == dmn::ElementKind::Decision && (element.id == id || element.name == id))
      return &element;
  }
  return nullptr;
}

base::Error no_decision(std::string_view id) {
  return base::refusal("dmn.unknown_decision").at(std::string(id.substr(0, 200)));
}

base::Result<std::shared_ptr<const DecisionModel>> deployed_model(Parts& parts,
                                                                  std::string_view id) {
  auto db = parts.database->read();
  const auto decision = runtime::latest_decision(*db, id);
  if (!decision) return no_decision(id);
  return parts.decisions.get(decision->model, decision->file, decision->text);
}

base::Result<feel::Value> inputs_of(const base::JsonObject& written, feel::Evaluation& evaluation) {
  feel::Fields out;
  for (const auto& entry : written) {
    const std::string name(entry.key());
    const auto place = "inputs." + name;
    if (!entry.value().is_string())
      return base::refusal("request.wrong_type").at(place).because("FEEL as text is expected");
    auto value = evaluate_text(std::string_view(entry.value().as_string()), place, {},
                               feel::NoNames(), evaluation);
    if (!value) return value;
    out.set(name, std::move(*value));
  }
  return out.build();
}

}  // namespace

base::Result<base::Json> try_expression(Workspace& workspace, const Caller& caller,
                                        const Trial& trial) {
  auto& parts = workspace.parts();
  if (auto allowed = check_caller(parts, caller); !allowed) return allowed.error();
  auto around = surroundings_of(parts);
  const auto context = context_of(trial, around.evaluation);
  if (!context) return context.error();
  const auto options = options_of(*context, trial);
  const auto result = trial.form == feel::Form::UnaryTests
                          ? tested(trial, *context, options, around.evaluation)
                          : evaluate_text(trial.expression, "expression", options,
                                          feel::ContextNames(*context), around.evaluation);
  if (!result) return result.error();
  return base::Json(rule_result_json(*result, around.evaluation));
}

base::Result<base::Json> list_decisions(Workspace& workspace, const Caller& caller) {
  auto& parts = workspace.parts();
  if (auto allowed = check_caller(parts, caller); !allowed) return allowed.error();
  auto db = parts.database->read();
  base::JsonArray items;
  for (const auto& decision : runtime::latest_decisions(*db)) {
    items.push_back(base::JsonObject{{"id", decision.id},
                                     {"name", decision.name},
                                     {"version", decision.version},
                                     {"file", decision.file}});
  }
  return items_json(std::move(items));
}

base::Result<base::Json> written_decision(Workspace& workspace, const Caller& caller,
                                          std::string_view id) {
  auto& parts = workspace.parts();
  if (auto allowed = check_caller(parts, caller); !allowed) return allowed.error();
  const auto model = deployed_model(parts, id);
  if (!model) return model.error();
  const auto* decision = find_decision(**model, id);
  if (decision == nullptr) return no_decision(id);
  return written_decision_json(**model, *decision);
}

base::Result<base::Json> written_decisions(Workspace& workspace, const Caller& caller,
                                           const std::string& dmn) {
  auto& parts = workspace.parts();
  if (auto allowed = check_caller(parts, caller); !allowed) return allowed.error();
  const auto model = read_decision_model("dmn", dmn);
  if (!model) return model.error();
  base::JsonArray items;
  for (const auto& element : (*model)->written->elements) {
    if (element.kind == dmn::ElementKind::Decision)
      items.push_back(written_decision_json(**model, element));
  }
  return items_json(std::move(items));
}

base::Result<base::Json> try_decision(Workspace& workspace, const Caller& caller,
                                      const DecisionTrial& trial) {
  auto& parts = workspace.parts();
  if (auto allowed = check_caller(parts, caller); !allowed) return allowed.error();
  const auto model = trial.dmn.empty() ? deployed_model(parts, trial.decision)
                                       : read_decision_model("dmn", trial.dmn);
  if (!model) return model.error();
  auto around = surroundings_of(parts);
  const auto inputs = inputs_of(trial.inputs, around.evaluation);
  if (!inputs) return inputs.error();
  const auto outcome = dmn::evaluate((*model)->model, trial.decision, *inputs, around.evaluation,
                                     dmn::Explain::EveryRule);
  if (!outcome) return outcome.error();
  auto out = rule_result_json(outcome->result, around.evaluation);
  base::JsonArray decisions;
  for (const auto& explanation : outcome->explanations)
    decisions.push_back(explanation_json(explanation));
  out["decisions"] = std::move(decisions);
  return base::Json(std::move(out));
}

}  // namespace app
