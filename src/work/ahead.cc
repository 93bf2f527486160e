#include "work/ahead.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "work/steps/candidates.h"
#include "work/steps/changed_people.h"
#include "work/steps/common.h"
#include "work/steps/nobody.h"
#include "work/steps/parts.h"
#include "work/steps/passable.h"

namespace work {
namespace {

const engine::Node* node_of(const engine::Process& process, const std::string& element) {
  const int index = process.find(element);
  return index < 0 ? nullptr : &process.nodes[static_cast<size_t>(index)];
}

bool is_chosen_by_starter(const Settings& settings) {
  return std::ranges::any_of(settings.candidates, [](const CandidateEntry& entry) {
    return entry.kind == CandidateEntry::Kind::Choice && entry.name == "starter";
  });
}

PeopleRule rule_of(const engine::Properties& properties, const Settings& settings) {
  const auto said = properties.find("jw:people");
  const std::string_view word = said == properties.end() ? "" : base::trim(said->second);
  if (word == "fixed") return PeopleRule::Fixed;
  if (word == "owner") return PeopleRule::Owner;
  if (word == "starter") return PeopleRule::Starter;
  if (settings.is_final) return PeopleRule::Fixed;
  return is_chosen_by_starter(settings) ? PeopleRule::Starter : PeopleRule::Owner;
}

base::Error refused(const char* code, const StepAhead& ahead) {
  return base::refusal(code).at(ahead.step.element).because(ahead.step.title.zh);
}

// The step as it will be, with what was stored for it.
Task task_ahead(const Instance& instance, const engine::Node& node, const Settings& settings) {
  Task task;
  task.instance = instance.key;
  task.process = instance.process;
  task.element = node.id;
  task.settings = settings;
  task.properties = node.properties;
  task.record = instance.record;
  task.starter = instance.starter;
  return task;
}

base::Result<void> check_named(Context& context, const Task& task, Standing standing,
                               const std::vector<std::string>& persons) {
  if (auto known = check_persons(context.tx.db, persons); !known) return known;
  if (auto open = check_participants(context, task, persons); !open) return open;
  if (auto may = check_successors(context, task, persons); !may) return may;
  const bool is_decided =
      task.settings.kind == TaskKind::Approve || task.settings.kind == TaskKind::Vote;
  for (const std::string& person : persons) {
    const bool is_his_own = standing == Standing::Starter || person == task.starter;
    if (is_decided && is_his_own && person == context.tx.actor.person)
      return base::refusal("work.people_not_allowed").at("persons").because(person);
  }
  return {};
}

// Somebody has to be able to do it, and the rule has to be able to pass.
base::Result<void> check_after(Context& context, const Task& task, const engine::Node& node) {
  engine::UserTask user_task;
  if (!node.assignee.expression) user_task.assignee = node.assignee.text;
  const auto plans = plan_seats(context, task, user_task);
  if (!plans) return plans.error();
  bool has_candidate = false;
  for (const SeatPlan& plan : *plans)
    has_candidate = has_candidate || !candidates_of(context, task, plan).empty();
  if (!has_candidate) return nobody_for(context, task, *plans).at(task.element);
  const auto passable = check_passable(context, task, *plans);
  if (passable) return {};
  base::Error error = passable.error();
  return std::move(error).at(task.element);
}

std::string_view word_of(ChangeOfPeople::Mode mode) {
  switch (mode) {
    case ChangeOfPeople::Mode::Replace: return "replace";
    case ChangeOfPeople::Mode::Add: return "add";
    case ChangeOfPeople::Mode::Restore: break;
  }
  return "restore";
}

void write_down(Context& context, const Instance& instance, const StepAhead& ahead,
                Standing standing, const ChangeOfPeople& change) {
  static const std::map<ChangeOfPeople::Mode, std::string_view> acts = {
      {ChangeOfPeople::Mode::Replace, "people_replaced"},
      {ChangeOfPeople::Mode::Add, "people_added"},
      {ChangeOfPeople::Mode::Restore, "people_restored"}};
  base::JsonObject more{
      {"element", change.element},
      {"step", json_of(ahead.step.title)},
      {"text", change.reason},
      {"before", base::JsonArray(ahead.step.persons.begin(), ahead.step.persons.end())}};
  if (standing == Standing::Administrator) more["by_administrator"] = true;
  if (!change.persons.empty())
    more["persons"] = base::JsonArray(change.persons.begin(), change.persons.end());
  tell_instance(context, instance, acts.at(change.mode), std::move(more));
  if (context.hooks.signal)
    context.hooks.signal({"instance", std::to_string(instance.key), change.persons});
}

}  // namespace

namespace {

// A step of a multi-instance activity is open in this one of its instances, another in any.
bool is_open_from(const std::vector<Task>& open, const Place& place, const std::string& element) {
  return std::ranges::any_of(open, [&](const Task& task) {
    const int64_t part = innermost_part(task);
    return task.element == element && (part == 0 || std::ranges::count(place.parts, part) > 0);
  });
}

// Among those that have yet to begin.
bool is_to_begin(const Running& running, const Place& place, const std::string& element) {
  if (place.begun == 0) return false;
  const int whole = running.process.find(place.element);
  int each = running.process.find(element);
  while (each >= 0 && each != whole) each = running.process.nodes[static_cast<size_t>(each)].parent;
  return each >= 0;
}

void sort_along(const engine::Process& process, std::vector<StepAhead>& found) {
  const std::vector<int> order = flow_order(process);
  std::ranges::stable_sort(found, {}, [&](const StepAhead& one) {
    const int index = process.find(one.step.call.empty() ? one.step.element : one.step.call);
    return index < 0 ? 0 : order[static_cast<size_t>(index)];
  });
}

StepAhead ahead_of(Context& context, const Instance& instance, const Running& running,
                   PredictedStep step) {
  StepAhead ahead{std::move(step), PeopleRule::Fixed, false};
  if (!ahead.step.call.empty()) return ahead;
  const engine::Node& node = *node_of(running.process, ahead.step.element);
  const auto settings = read_settings(node.properties);
  ahead.rule = settings ? rule_of(node.properties, *settings) : PeopleRule::Owner;
  ahead.is_changed = has_changed_people(context.tx.db, instance.key, ahead.step.element);
  return ahead;
}

}  // namespace

std::vector<StepAhead> steps_ahead(Context& context, const Instance& instance,
                                   const Running& running) {
  const std::vector<Task> open = open_tasks(context.tx.db, instance.key);
  std::vector<Outlook> outlooks;
  for (const Place& place : running.active) {
    Outlook outlook{place.variables, instance.record,   instance.starter, instance.key,
                    place.element,   running.functions, running.called};
    outlook.begun = place.begun;
    outlook.parts = place.parts;
    outlooks.push_back(std::move(outlook));
  }
  const auto has_begun = [&](size_t at, const std::string& element) {
    const Place& place = running.active[at];
    return is_open_from(open, place, element) && !is_to_begin(running, place, element);
  };
  std::vector<StepAhead> found;
  for (PredictedStep& step : predict(context, running.process, outlooks, has_begun))
    found.push_back(ahead_of(context, instance, running, std::move(step)));
  sort_along(running.process, found);
  return found;
}

bool may_change(const StepAhead& ahead, Standing standing) {
  if (ahead.rule == PeopleRule::Fixed) return false;
  return standing != Standing::Starter || ahead.rule == PeopleRule::Starter;
}

base::Result<void> change_people(Context& context, const Instance& instance, const Running& running,
                                 Standing standing, const ChangeOfPeople& change) {
  const auto steps = steps_ahead(context, instance, running);
  const auto ahead = std::ranges::find_if(steps, [&](const StepAhead& one) {
    return one.step.call.empty() && one.step.element == change.element;
  });
  if (ahead == steps.end()) return base::refusal("work.step_not_ahead").at(change.element);
  if (!may_change(*ahead, standing)) return refused("work.people_fixed", *ahead);
  if (base::trim(change.reason).empty()) return base::refusal("work.reason_required");
  const engine::Node& node = *node_of(running.process, change.element);
  const auto settings = read_settings(node.properties);
  if (!settings) return settings.error();
  const Task task = task_ahead(instance, node, *settings);
  const bool is_restored = change.mode == ChangeOfPeople::Mode::Restore;
  if (!is_restored) {
    if (auto named = check_named(context, task, standing, change.persons); !named) return named;
  }
  keep_changed_people(context.tx, instance.key, change.element, word_of(change.mode),
                      is_restored ? std::vector<std::string>() : change.persons);
  if (!is_restored) {
    if (auto fits = check_after(context, task, node); !fits) return fits;
  }
  write_down(context, instance, *ahead, standing, change);
  return {};
}

}  // namespace work
