#include "work/prediction.h"

#include <algorithm>
#include <deque>
#include <set>

#include "feel/exact_json.h"
#include "feel/feel.h"
#include "work/steps/candidates.h"

namespace work {
namespace {

constexpr int64_t steps_of_condition_max = 100'000;
constexpr int calls_deep_max = 5;

std::vector<std::string> texts_of(const feel::Value& value) {
  std::vector<std::string> texts;
  if (value.is(feel::Kind::String)) texts.push_back(value.text());
  if (!value.is(feel::Kind::List)) return texts;
  for (const feel::Value& item : value.items()) {
    if (item.is(feel::Kind::String)) texts.push_back(item.text());
  }
  return texts;
}

class Walk {
 public:
  Walk(Context& context, const engine::Process& process, const Outlook& outlook)
      : hooks_(context.hooks),
        context_{context.tx, context.calendar, hooks_},
        process_(process),
        outlook_(outlook),
        variables_(feel::to_exact_json(outlook.variables)) {
    if (!variables_.is_object()) variables_ = base::JsonObject();
    hooks_.evaluate_persons = [this](const Task&, const std::string& formula) {
      return base::Result<std::vector<std::string>>(texts_of(value_of(formula)));
    };
    hooks_.persons_in_field = [this](const Task&, const std::string& field) {
      return base::Result<std::vector<std::string>>(texts_of(value_of("record." + field)));
    };
  }

  std::vector<PredictedStep> run() {
    const int behind = outlook_.behind.empty() ? -1 : process_.find(outlook_.behind);
    if (behind >= 0) {
      agree(node(behind));
      leave(node(behind));
    } else {
      for (const int start : process_.starts) open_.push_back(start);
    }
    while (!open_.empty()) {
      const int next = open_.front();
      open_.pop_front();
      if (seen_.insert(next).second) enter(node(next));
    }
    return std::move(steps_);
  }

 private:
  const engine::Node& node(int index) const { return process_.nodes[static_cast<size_t>(index)]; }

  feel::Value value_of(std::string_view formula) {
    feel::Evaluation evaluation = fresh_evaluation();
    const feel::ContextNames names(feel::from_json(variables_));
    return feel::evaluate(formula, names, evaluation, {.dialect = feel::Dialect::Camunda});
  }

  feel::Evaluation fresh_evaluation() const {
    feel::Evaluation evaluation;
    evaluation.now = context_.tx.now;
    evaluation.zone = context_.calendar.zone;
    evaluation.functions = outlook_.functions;
    evaluation.steps_left = steps_of_condition_max;
    return evaluation;
  }

  bool holds(const engine::CompiledFlow& flow) {
    if (!flow.has_condition || !flow.condition.expression) return true;
    feel::Evaluation evaluation = fresh_evaluation();
    const feel::ContextNames names(feel::from_json(variables_));
    const feel::Value value = flow.condition.expression->evaluate(names, evaluation);
    return value.is(feel::Kind::Boolean) && value.boolean();
  }

  void enter(const engine::Node& here) {
    if (here.kind == bpmn::Kind::UserTask) {
      steps_.push_back(step_of(here));
      agree(here);
    }
    if (here.kind == bpmn::Kind::BusinessRuleTask) decide(here);
    if (here.kind == bpmn::Kind::CallActivity) call(here);
    if (here.starts.empty()) return leave(here);
    for (const int start : here.starts) open_.push_back(start);
    leave(here);
  }

  // The way on: one of an exclusive gateway, all whose condition holds otherwise.
  void leave(const engine::Node& here) {
    const bool is_exclusive = here.kind == bpmn::Kind::ExclusiveGateway;
    bool has_way = false;
    for (const int index : here.outgoing) {
      if (index == here.default_flow || (is_exclusive && has_way)) continue;
      const engine::CompiledFlow& flow = process_.flows[static_cast<size_t>(index)];
      if (!holds(flow)) continue;
      has_way = true;
      open_.push_back(flow.target);
    }
    if (!has_way && here.default_flow >= 0)
      open_.push_back(process_.flows[static_cast<size_t>(here.default_flow)].target);
    if (const int target = process_.link_target(here); target >= 0) open_.push_back(target);
  }

  // What the called process will ask, all its steps being taken to agree.
  void call(const engine::Node& here) {
    if (!outlook_.called || outlook_.calls_deep >= calls_deep_max) return;
    const feel::Value id = here.called_process.expression ? value_of(here.called_process.text)
                                                          : feel::Value(here.called_process.text);
    const auto called = id.is(feel::Kind::String) ? outlook_.called(id.text()) : nullptr;
    if (!called) return;
    Outlook inner = outlook_;
    inner.variables = feel::from_json(given_to_called(here));
    inner.instance = 0;
    inner.behind.clear();
    ++inner.calls_deep;
    for (PredictedStep& step : Walk(context_, *called, inner).run()) {
      step.call = here.id;
      if (step.called.zh.empty() && hooks_.title_of)
        step.called = hooks_.title_of(called->id, "", "");
      steps_.push_back(std::move(step));
    }
    variables_.as_object()[here.id] = base::JsonObject{{"outcome", "agree"}, {"dissents", false}};
  }

  base::JsonObject given_to_called(const engine::Node& here) {
    base::JsonObject given;
    if (here.propagates_all_parent_variables) given = variables_.as_object();
    if (const auto* record = variables_.as_object().if_contains("record"))
      given["record"] = *record;
    for (const engine::CompiledMapping& mapping : here.inputs) {
      if (mapping.target.size() == 1)
        given[mapping.target.front()] = feel::to_exact_json(value_of(mapping.source.text));
    }
    return given;
  }

  // Later conditions ask what a decision said.
  void decide(const engine::Node& here) {
    if (here.result_variable.empty() || !outlook_.functions ||
        !outlook_.functions->contains("decide"))
      return;
    const feel::Value decision = here.called_decision.expression
                                     ? value_of(here.called_decision.text)
                                     : feel::Value(here.called_decision.text);
    const feel::ContextNames names(feel::Fields()
                                       .set("decision", decision)
                                       .set("context", feel::from_json(variables_))
                                       .build());
    feel::Evaluation evaluation = fresh_evaluation();
    const auto result = feel::evaluate("decide(decision, context)", names, evaluation,
                                       {.dialect = feel::Dialect::Camunda});
    variables_.as_object()[here.result_variable] = feel::to_json(result);
  }

  // Later conditions ask what a step came to.
  void agree(const engine::Node& here) {
    const auto settings = read_settings(here.properties);
    if (!settings) return;
    variables_.as_object()[here.id] =
        base::JsonObject{{"outcome", std::string(settings->agreeing())}};
  }

  PredictedStep step_of(const engine::Node& here) {
    PredictedStep step;
    step.element = here.id;
    if (hooks_.title_of) step.title = hooks_.title_of(process_.id, here.id, "");
    if (step.title.zh.empty()) step.title = {here.name, here.name};
    const auto settings = read_settings(here.properties);
    if (!settings) {
      step.refusal = settings.error().code;
      return step;
    }
    step.kind = settings->kind;
    step.policy = settings->rule.policy;
    fill_persons(step, here, *settings);
    return step;
  }

  Task task_of(const engine::Node& here, const Settings& settings) const {
    Task task;
    task.instance = outlook_.instance;
    task.process = process_.id;
    task.element = here.id;
    task.settings = settings;
    task.properties = here.properties;
    task.record = outlook_.record;
    task.starter = outlook_.starter;
    return task;
  }

  void fill_persons(PredictedStep& step, const engine::Node& here, const Settings& settings) {
    const Task task = task_of(here, settings);
    engine::UserTask user_task;
    if (!here.assignee.expression) user_task.assignee = here.assignee.text;
    const auto plans = plan_seats(context_, task, user_task);
    if (!plans) {
      step.is_choice = plans.error().code == "work.choice_required" && is_for_starter(settings);
      step.refusal = plans.error().code;
      return;
    }
    for (const SeatPlan& plan : *plans) {
      for (const Candidate& candidate : candidates_of(context_, task, plan)) {
        const bool is_new = std::ranges::count(step.persons, candidate.person) == 0;
        if (candidate.on_behalf_of.empty() && is_new) step.persons.push_back(candidate.person);
      }
    }
    if (!step.persons.empty()) return;
    if (std::ranges::any_of(settings.candidates, depends_on_matter)) return;
    const auto substitutes = substitutes_of(context_, task);
    if (substitutes) step.persons = *substitutes;
    if (step.persons.empty()) step.refusal = "work.no_candidate";
  }

  static bool depends_on_matter(const CandidateEntry& entry) {
    using Kind = CandidateEntry::Kind;
    return entry.kind == Kind::Field || entry.kind == Kind::ParentField ||
           entry.kind == Kind::UnitHeadOfField || entry.kind == Kind::Formula;
  }

  static bool is_for_starter(const Settings& settings) {
    return std::ranges::any_of(settings.candidates, [](const CandidateEntry& entry) {
      return entry.kind == CandidateEntry::Kind::Choice && entry.name == "starter";
    });
  }

  Hooks hooks_;
  Context context_;
  const engine::Process& process_;
  const Outlook& outlook_;
  base::Json variables_;
  std::deque<int> open_;
  std::set<int> seen_;
  std::vector<PredictedStep> steps_;
};

}  // namespace

std::vector<PredictedStep> predict(Context& context, const engine::Process& process,
                                   const Outlook& outlook) {
  return Walk(context, process, outlook).run();
}

}  // namespace work
