#include "work/prediction.h"

#include <algorithm>
#include <set>
#include <utility>

#include "feel/exact_json.h"
#include "feel/feel.h"
#include "work/policy.h"
#include "work/steps/automatic.h"
#include "work/steps/candidates.h"
#include "work/steps/forecast.h"
#include "work/steps/nobody.h"
#include "work/steps/parts.h"
#include "work/steps/passable.h"
#include "work/steps/rework.h"

namespace work {
namespace {

constexpr int64_t steps_of_condition_max = 100'000;
constexpr int calls_deep_max = 5;
constexpr size_t instances_max = 200;

std::vector<std::string> texts_of(const feel::Value& value) {
  std::vector<std::string> texts;
  if (value.is(feel::Kind::String)) texts.push_back(value.text());
  if (!value.is(feel::Kind::List)) return texts;
  for (const feel::Value& item : value.items()) {
    if (item.is(feel::Kind::String)) texts.push_back(item.text());
  }
  return texts;
}

// A step that is done over: for which task, and by whom.
struct Over {
  int64_t origin = 0;
  std::vector<SeatPlan> plans = {};
};

class Walk {
 public:
  Walk(Context& context, const engine::Process& process, const Outlook& outlook)
      : hooks_(context.hooks),
        context_{context.tx, context.calendar, hooks_},
        process_(process),
        outlook_(outlook),
        variables_(feel::to_exact_json(outlook.variables)),
        order_(flow_order(process)) {
    if (!variables_.is_object()) variables_ = base::JsonObject();
    hooks_.evaluate_persons = [this](const Task&, const std::string& formula) {
      return base::Result<std::vector<std::string>>(texts_of(value_of(formula)));
    };
    hooks_.persons_in_field = [this](const Task&, const std::string& field) {
      return base::Result<std::vector<std::string>>(texts_of(value_of("record." + field)));
    };
  }

  void run() {
    const int behind = outlook_.behind.empty() ? -1 : process_.find(outlook_.behind);
    if (behind < 0) return go(process_.starts);
    const engine::Node& here = node(behind);
    instances_ = instances_around(behind);
    if (outlook_.begun > 0) instances_of(here, static_cast<size_t>(outlook_.begun));
    go_on_behind(behind);
    if (outlook_.rules == Outlook::Rules::Applied) return;
    for (int around = here.parent; around >= 0; around = node(around).parent) go_on_behind(around);
  }

  // The step begins once more with whom it finds, and what comes behind it.
  void run_again_at(int index) {
    const int here = process_.find(outlook_.behind);
    instances_ = instances_around(here);
    const int whole = outermost_apart(index, here);
    seen_.insert(whole);
    enter(whole);
    go_on_behind(whole);
  }
  // The step begins once more with who did it then.
  void run_over_at(int index, const Task& from) {
    for (const Task& done : done_at(context_.tx.db, from, node(index).id))
      visits_.push_back(visit_of(node(index), {from.key, plans_again(context_, done)}));
  }

  std::vector<StepVisit>& visits() { return visits_; }
  const TakenFlows& flows() const { return flows_; }

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
    const feel::Value value = value_of(flow.condition);
    return value.is(feel::Kind::Boolean) && value.boolean();
  }

  void go_on_behind(int index) {
    agree(node(index));
    go(take_ways_out(index));
  }

  // All instances of a multi-instance activity begin where the other node is in none of them.
  int outermost_apart(int index, int other) const {
    int found = index;
    for (int each = node(index).parent; each >= 0; each = node(each).parent) {
      bool is_around = false;
      for (int above = other; above >= 0; above = node(above).parent)
        is_around = is_around || above == each;
      if (node(each).is_multi_instance && !is_around) found = each;
    }
    return found;
  }

  std::vector<int> take_ways_out(int index) {
    auto ways = ways_out(node(index));
    flows_[index].insert(ways.begin(), ways.end());
    return ways;
  }

  std::vector<InstanceOf> instances_around(int index) const {
    std::vector<InstanceOf> around;
    for (int each = index; each >= 0; each = node(each).parent) {
      if (node(each).is_multi_instance) around.insert(around.begin(), {each, 0});
    }
    around.resize(std::min(around.size(), outlook_.parts.size()));
    for (size_t at = 0; at < around.size(); ++at) {
      // The rest of a sequential one comes after the one that is there.
      if (!node(around[at].node).is_sequential) around[at].place = outlook_.parts[at];
    }
    return around;
  }

  // What flows lead to from these nodes, in their scope.
  void go(const std::vector<int>& first) {
    std::set<std::pair<int, int>> open;
    const auto add = [&](int next) { open.emplace(order_[static_cast<size_t>(next)], next); };
    std::ranges::for_each(first, add);
    while (!open.empty()) {
      const int next = open.begin()->second;
      open.erase(open.begin());
      if (!seen_.insert(next).second) continue;
      enter(next);
      std::ranges::for_each(take_ways_out(next), add);
    }
  }

  void enter(int index) {
    const engine::Node& here = node(index);
    if (here.is_multi_instance) return instances_of(here, 0);
    perform(here);
  }

  void perform(const engine::Node& here) {
    if (here.kind == bpmn::Kind::UserTask) {
      visits_.push_back(visit_of(here));
      agree(here);
    }
    if (here.kind == bpmn::Kind::BusinessRuleTask) decide(here);
    if (here.kind == bpmn::Kind::CallActivity) call(here);
    go(here.starts);
  }

  // All but so many. Where it cannot be told how many there will be, one stands for them.
  void instances_of(const engine::Node& here, size_t begun) {
    const auto items = items_of(here);
    if (!items) {
      if (begun == 0) perform(here);
      return;
    }
    const base::Json outside = variables_;
    for (size_t at = begun; at < std::min(items->size(), instances_max); ++at) {
      const std::set<int> seen = seen_;
      if (!here.input_element.empty())
        variables_.as_object()[here.input_element] = feel::to_exact_json((*items)[at]);
      variables_.as_object()["loopCounter"] = static_cast<int64_t>(at + 1);
      instances_.push_back({process_.find(here.id), static_cast<int64_t>(at + 1)});
      perform(here);
      instances_.pop_back();
      seen_ = seen;
    }
    for (const char* name : {here.input_element.c_str(), "loopCounter"}) {
      const auto* before = outside.as_object().if_contains(name);
      if (before) {
        variables_.as_object()[name] = *before;
      } else {
        variables_.as_object().erase(name);
      }
    }
  }

  feel::Value value_of(const engine::Formula& formula) {
    if (!formula.expression) return {};
    feel::Evaluation evaluation = fresh_evaluation();
    const feel::ContextNames names(feel::from_json(variables_));
    return formula.expression->evaluate(names, evaluation);
  }

  std::optional<feel::Values> items_of(const engine::Node& here) {
    if (here.input_collection.empty()) {
      const feel::Value number = value_of(here.cardinality);
      const auto count =
          number.is(feel::Kind::Number) ? number.number().to_int64() : std::optional<int64_t>();
      if (!count || *count < 0) return {};
      return feel::Values(std::min(static_cast<size_t>(*count), instances_max));
    }
    const feel::Value items = value_of(here.input_collection);
    if (!items.is(feel::Kind::List)) return {};
    return feel::Values(items.items().begin(), items.items().end());
  }

  // The way on: one of an exclusive gateway, all whose condition holds otherwise.
  std::vector<int> ways_out(const engine::Node& here) {
    const bool is_exclusive = here.kind == bpmn::Kind::ExclusiveGateway;
    std::vector<int> ways;
    for (const int index : here.outgoing) {
      if (index == here.default_flow || (is_exclusive && !ways.empty())) continue;
      const engine::CompiledFlow& flow = process_.flows[static_cast<size_t>(index)];
      if (holds(flow)) ways.push_back(flow.target);
    }
    if (ways.empty() && here.default_flow >= 0)
      ways.push_back(process_.flows[static_cast<size_t>(here.default_flow)].target);
    if (const int target = process_.link_target(here); target >= 0) ways.push_back(target);
    return ways;
  }

  // What the called process will ask, all its steps being taken to agree.
  void call(const engine::Node& here) {
    if (!outlook_.called || outlook_.calls_deep >= calls_deep_max) return;
    const feel::Value id = here.called_process.expression ? value_of(here.called_process.text)
                                                          : feel::Value(here.called_process.text);
    const auto called = id.is(feel::Kind::String) ? outlook_.called(id.text()) : nullptr;
    if (!called) return;
    Outlook inner = outlook_;
    inner.starter = starter_of_called(here);
    inner.variables = feel::from_json(given_to_called(here, inner.starter));
    inner.instance = 0;
    inner.behind.clear();
    inner.begun = 0;
    inner.parts.clear();
    ++inner.calls_deep;
    for (PredictedStep& step : predict(context_, *called, inner)) {
      step.call = here.id;
      if (step.called.zh.empty() && hooks_.title_of)
        step.called = hooks_.title_of(called->id, "", "");
      visits_.push_back({std::move(step)});
    }
    const auto wait = here.properties.find("jw:wait");
    const bool is_waited_for = wait == here.properties.end() || wait->second != "false";
    if (is_waited_for)
      variables_.as_object()[here.id] = base::JsonObject{{"outcome", "agree"}, {"dissents", false}};
  }

  // As jw:starter says.
  std::string starter_of_called(const engine::Node& here) {
    constexpr std::string_view of_field = "field:";
    const auto said = here.properties.find("jw:starter");
    if (said == here.properties.end() || !said->second.starts_with(of_field))
      return outlook_.starter;
    const auto named = hooks_.persons_in_field({}, said->second.substr(of_field.size()));
    return named && !named->empty() ? named->front() : outlook_.starter;
  }

  base::JsonObject given_to_called(const engine::Node& here, const std::string& starter) {
    base::JsonObject given;
    if (here.propagates_all_parent_variables) given = variables_.as_object();
    if (const auto* record = variables_.as_object().if_contains("record"))
      given["record"] = *record;
    for (const engine::CompiledMapping& mapping : here.inputs) {
      if (mapping.target.size() == 1)
        given[mapping.target.front()] = feel::to_exact_json(value_of(mapping.source.text));
    }
    if (given.contains("starter")) given["starter"] = starter;
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

  StepVisit visit_of(const engine::Node& here, const Over& over = {}) {
    StepVisit visit;
    visit.node = process_.find(here.id);
    visit.instances = instances_;
    PredictedStep& step = visit.step;
    step.element = here.id;
    step.record_type = outlook_.record.type;
    if (hooks_.title_of) step.title = hooks_.title_of(process_.id, here.id, "");
    if (step.title.zh.empty()) step.title = {here.name, here.name};
    const auto settings = read_settings(here.properties);
    if (!settings) {
      step.refusal = settings.error().code;
      return visit;
    }
    step.kind = settings->kind;
    step.policy = settings->rule.policy;
    step.rule = told(settings->rule);
    visit.task = task_of(here, *settings);
    visit.task.title = step.title;
    visit.task.origin = over.origin;
    const auto plans = over.origin != 0 ? over.plans : plans_of(visit, here);
    if (step.refusal.empty()) fill_seats(visit, plans);
    return visit;
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

  std::vector<SeatPlan> plans_of(StepVisit& visit, const engine::Node& here) {
    engine::UserTask user_task;
    if (!here.assignee.expression) user_task.assignee = here.assignee.text;
    const auto plans = plan_seats(context_, visit.task, user_task);
    if (plans) return *plans;
    PredictedStep& step = visit.step;
    step.is_choice =
        plans.error().code == "work.choice_required" && is_for_starter(visit.task.settings);
    step.refusal = plans.error().code;
    step.missing = plans.error().missing;
    return {};
  }

  void fill_seats(StepVisit& visit, const std::vector<SeatPlan>& all) {
    const auto plans = plans_that_count(context_, visit.task, all);
    PredictedStep& step = visit.step;
    const Settings& settings = visit.task.settings;
    std::vector<SeatPlan> gaps;
    bool waits = false;  // for people whom the matter has yet to name
    bool is_anybody_asked = false;
    for (const SeatPlan& plan : plans) {
      SeatAhead seat = seat_ahead(visit.task, plan);
      const bool is_unnamed = seat.shown.empty() && waits_for_matter(plan);
      waits = waits || is_unnamed;
      is_anybody_asked = is_anybody_asked || !seat.shown.empty();
      seat.is_gap = seat.shown.empty() && seat.rule.reason.empty() && !is_unnamed;
      if (seat.is_gap) gaps.push_back(plan);
      visit.seats.push_back(std::move(seat));
    }
    const bool is_ruled = is_by_rule(settings);
    const bool is_held_up = is_counted(settings.rule.policy) || !is_anybody_asked || is_ruled;
    if (!gaps.empty() && is_held_up) fill_gaps(visit, gaps);
    const bool is_told = !step.refusal.empty() || (!gaps.empty() && is_ruled);
    if (!waits && !is_told && is_counted(settings.rule.policy))
      see_whether_it_may_pass(visit, plans);
  }

  SeatAhead seat_ahead(const Task& task, const SeatPlan& plan) {
    SeatAhead seat;
    seat.weight = weight_of(task, plan);
    const auto candidates = candidates_of(context_, task, plan);
    seat.shown = shown_of(candidates);
    seat.holders = holders_among(candidates);
    if (!is_skipped_for_applicant(context_, task, plan)) return seat;
    seat.rule = why_applicant_skipped();
    seat.ruled = holders_of(context_, plan);
    return seat;
  }

  static bool is_by_rule(const Settings& settings) {
    return settings.nobody.act == Nobody::Act::Pass || settings.nobody.act == Nobody::Act::Reject;
  }

  void see_whether_it_may_pass(StepVisit& visit, const std::vector<SeatPlan>& plans) {
    const auto passable = check_passable(context_, visit.task, plans);
    if (passable) return;
    visit.step.refusal = passable.error().code;
    visit.step.missing = passable.error().missing;
  }

  // As the step will meet them when it begins.
  void fill_gaps(StepVisit& visit, const std::vector<SeatPlan>& gaps) {
    PredictedStep& step = visit.step;
    const Nobody::Act act = visit.task.settings.nobody.act;
    step.missing = nobody_for(context_, visit.task, gaps).missing;
    const auto substitutes = substitutes_of(context_, visit.task);
    const auto asked = substitutes ? candidates_of(context_, visit.task, {"", *substitutes})
                                   : std::vector<Candidate>();
    for (SeatAhead& seat : visit.seats) {
      if (!seat.is_gap) continue;
      seat.is_empty = is_by_rule(visit.task.settings);
      if (seat.is_empty) continue;
      seat.shown = shown_of(asked);
      seat.holders = holders_among(asked);
    }
    if (!asked.empty() || is_by_rule(visit.task.settings)) return;
    step.refusal = act == Nobody::Act::Refuse ? "work.seat_vacant" : "work.no_candidate";
  }

  // Fields and formulas may name somebody until then. What a field says that is filled in holds
  // for the first step, which begins in the same act.
  bool waits_for_matter(const SeatPlan& plan) const {
    const bool is_first = outlook_.instance == 0 && outlook_.calls_deep == 0 && visits_.empty();
    return std::ranges::any_of(plan.sources, [&](const CandidateEntry& entry) {
      return depends_on_matter(entry) && !(is_first && is_filled_in(entry));
    });
  }

  bool is_filled_in(const CandidateEntry& entry) const {
    using Kind = CandidateEntry::Kind;
    if (entry.kind == Kind::Formula || entry.kind == Kind::ParentField) return false;
    const base::Json* record = base::find(variables_, "record");
    const base::Json* value = record ? base::find(*record, entry.name) : nullptr;
    return value && !value->is_null();
  }

  static bool depends_on_matter(const CandidateEntry& entry) {
    using Kind = CandidateEntry::Kind;
    return entry.kind == Kind::Field || entry.kind == Kind::ParentField ||
           entry.kind == Kind::UnitHeadOfField || entry.kind == Kind::SuperiorOfField ||
           entry.kind == Kind::Formula;
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
  std::vector<int> order_;
  std::set<int> seen_;
  std::vector<InstanceOf> instances_;
  std::vector<StepVisit> visits_;
  TakenFlows flows_;
};

// Of one more instance of the same step.
void add_instance(PredictedStep& step, const PredictedStep& other) {
  const bool is_one_each = step.persons.size() <= 1 || step.policy == Policy::All;
  for (const std::string& person : other.persons) {
    if (std::ranges::count(step.persons, person) == 0) step.persons.push_back(person);
  }
  // Each of them is asked.
  if (is_one_each && other.persons.size() <= 1 && step.persons.size() > 1)
    step.policy = Policy::All;
  step.is_choice = step.is_choice || other.is_choice;
  if (step.refusal.empty()) step.refusal = other.refusal;
  if (step.missing.empty()) step.missing = other.missing;
  if (step.by_rule != other.by_rule) step.by_rule = Nobody::Act::Usual;
  for (const RuledSeat& seat : other.ruled) {
    if (std::ranges::count(step.ruled, seat) == 0) step.ruled.push_back(seat);
  }
}

std::vector<PredictedStep> steps_of(std::vector<StepVisit>& visits) {
  std::vector<PredictedStep> steps;
  for (StepVisit& visit : visits) {
    if (visit.has_begun) continue;
    const auto same = std::ranges::find_if(steps, [&](const PredictedStep& other) {
      return other.element == visit.step.element && other.call == visit.step.call;
    });
    if (same == steps.end()) {
      steps.push_back(std::move(visit.step));
    } else {
      add_instance(*same, visit.step);
    }
  }
  return steps;
}

// The step that is open there.
std::vector<StepVisit> begun_at(const engine::Process& process, const Outlook& place,
                                const std::vector<Task>& open) {
  const int node = process.find(place.behind);
  std::vector<StepVisit> visits;
  for (const Task& task : open) {
    const int64_t part = innermost_part(task);
    const bool is_here = part == 0 || std::ranges::count(place.parts, part) > 0;
    if (task.element == place.behind && task.origin == 0 && is_here)
      visits.push_back(begun_step(task, node));
  }
  return visits;
}

}  // namespace

std::vector<PredictedStep> predict(Context& context, const engine::Process& process,
                                   const Outlook& outlook) {
  return predict(context, process, std::vector{outlook},
                 [](size_t, const std::string&) { return false; });
}

std::vector<PredictedStep> predict(Context& context, const engine::Process& process,
                                   const std::vector<Outlook>& places, const HasBegun& has_begun) {
  std::vector<StepVisit> visits;
  TakenFlows flows;
  bool is_ruled = true;
  for (size_t at = 0; at < places.size(); ++at) {
    const Outlook& place = places[at];
    is_ruled = is_ruled && place.rules == Outlook::Rules::Applied;
    Walk walk(context, process, place);
    walk.run();
    for (const auto& [from, to] : walk.flows()) flows[from].insert(to.begin(), to.end());
    if (is_ruled && place.instance != 0) {
      for (auto& begun : begun_at(process, place, open_tasks(context.tx.db, place.instance)))
        visits.push_back(std::move(begun));
    }
    for (StepVisit& visit : walk.visits()) {
      if (visit.node < 0 || !has_begun(at, visit.step.element)) visits.push_back(std::move(visit));
    }
  }
  if (is_ruled) {
    forecast(context, process, flows, visits);
  } else {
    for (StepVisit& visit : visits) {
      if (visit.node >= 0) visit.step.persons = everybody_of(visit);
    }
  }
  return steps_of(visits);
}

namespace {

// The votes of the step, and with it of what lies behind it, are past.
std::vector<int64_t> given_up(Context& context, const Repetition& repetition) {
  std::vector<int64_t> keys;
  for (const Task& decided : decided_approvals(context, repetition.from.instance)) {
    const bool is_behind = std::ranges::count(decided.steps_before, repetition.element) > 0;
    const bool is_all_again = repetition.strategy == AfterReturn::Again;
    if (decided.element == repetition.element || (is_all_again && is_behind))
      keys.push_back(decided.key);
  }
  return keys;
}

}  // namespace

std::vector<std::string> asked_again(Context& context, const engine::Process& process,
                                     const Outlook& outlook, const Repetition& repetition) {
  const int index = process.find(repetition.element);
  if (index < 0) return {};
  Walk walk(context, process, outlook);
  std::vector<StepVisit>& visits = walk.visits();
  if (repetition.strategy == AfterReturn::Back) {
    walk.run_over_at(index, repetition.from);
    for (StepVisit& visit : visits) visit.step.persons = everybody_of(visit);
  } else {
    walk.run_again_at(index);
    const auto past = given_up(context, repetition);
    for (StepVisit& visit : visits) visit.not_counted = past;
    forecast(context, process, walk.flows(), visits);
  }
  std::erase_if(visits, [&](const StepVisit& visit) { return visit.node != index; });
  const auto steps = steps_of(visits);
  return steps.empty() ? std::vector<std::string>() : steps.front().persons;
}

}  // namespace work
