#include "app/migration_preview.h"

#include <algorithm>
#include <future>
#include <optional>
#include <span>

#include "app/inside/batch_runner.h"
#include "app/inside/instance_acts.h"
#include "app/inside/parts.h"
#include "runtime/running_searches.h"

namespace app {

namespace {

constexpr size_t examined_max = 1'000;
constexpr size_t examined_at_once = 50;  // others get their turn in between
constexpr size_t examples_max = 5;

using Examined = base::Result<engine::MigrationPlan>;

// The plan, and where that has nothing against it the act. Inside an operation that is taken back.
Examined examine(Parts& parts, runtime::Op& op, int64_t instance, const Migration& migration) {
  auto plan = op.engine.plan_migration(instance, migration.definition, mappings_of(migration));
  if (!plan || !plan->problems.empty()) return plan;
  Migration act = migration;
  if (act.elements.empty())
    for (const auto& each : plan->elements) act.elements.emplace_back(each.from, each.to);
  if (auto done = migrate(parts, op, instance, act); !done)
    plan->problems.push_back({"", sentence_of(done.error())});
  return plan;
}

// Each an operation of its own that leaves nothing behind. What could not be looked at at all is
// refused as the operation was.
std::vector<Examined> examine_each(Parts& parts, const Caller& caller,
                                   std::span<const int64_t> instances, const Migration& migration) {
  std::vector<std::optional<Examined>> looked(instances.size());
  std::vector<std::promise<Examined>> answers(instances.size());
  for (size_t at = 0; at < instances.size(); ++at) {
    parts.runtime->submit(
        {caller.person, "", caller.door},
        [&, at](runtime::Op& op) -> base::Result<base::Json> {
          looked[at] = examine(parts, op, instances[at], migration);
          return base::refusal("engine.cannot_migrate");
        },
        [&, at](const base::Result<base::Json>& answer) {
          answers[at].set_value(looked[at] ? std::move(*looked[at]) : Examined(answer.error()));
        });
  }
  std::vector<Examined> out;
  for (auto& answer : answers) out.push_back(answer.get_future().get());
  return out;
}

std::string words_of(const engine::MigrationProblem& problem) {
  return problem.element_id.empty() ? problem.reason : problem.element_id + " " + problem.reason;
}

base::JsonArray texts(const std::vector<std::string>& all) {
  return base::JsonArray(all.begin(), all.end());
}

base::Json plan_json(const engine::MigrationPlan& plan) {
  base::JsonArray elements;
  for (const auto& each : plan.elements)
    elements.push_back(base::JsonObject{{"from", each.from}, {"to", each.to}});
  base::JsonArray problems;
  for (const auto& each : plan.problems)
    problems.push_back(
        base::JsonObject{{"elementId", each.element_id}, {"reason", words_of(each)}});
  return base::JsonObject{{"elements", std::move(elements)},
                          {"kept", texts(plan.kept)},
                          {"closed", texts(plan.closed)},
                          {"opened", texts(plan.opened)},
                          {"problems", std::move(problems)}};
}

// What the plans of many come to, in the order in which each thing was first met.
class Sum {
 public:
  void add(int64_t instance, const Examined& examined) {
    if (!examined && examined.error().code == "engine.no_instance") {
      ++ended_;
      return;
    }
    ++examined_;
    if (!examined) return complain({"", sentence_of(examined.error())}, instance);
    for (const auto& each : examined->elements) count(each);
    add_new(kept_, examined->kept);
    add_new(closed_, examined->closed);
    add_new(opened_, examined->opened);
    for (const auto& each : examined->problems) complain(each, instance);
    if (examined->problems.empty()) ++movable_;
  }

  base::Json json(int64_t found) const {
    base::JsonArray elements;
    for (const auto& [mapping, instances] : elements_)
      elements.push_back(
          base::JsonObject{{"from", mapping.from}, {"to", mapping.to}, {"instances", instances}});
    base::JsonArray problems;
    for (const auto& each : problems_)
      problems.push_back(base::JsonObject{{"elementId", each.problem.element_id},
                                          {"reason", words_of(each.problem)},
                                          {"instances", each.instances},
                                          {"examples", texts(each.examples)}});
    return base::JsonObject{{"found", found - ended_},  {"examined", examined_},
                            {"movable", movable_},      {"elements", std::move(elements)},
                            {"kept", texts(kept_)},     {"closed", texts(closed_)},
                            {"opened", texts(opened_)}, {"problems", std::move(problems)}};
  }

 private:
  struct Problem {
    engine::MigrationProblem problem;
    int64_t instances = 0;
    std::vector<std::string> examples;  // keys
  };

  static void add_new(std::vector<std::string>& all, const std::vector<std::string>& more) {
    for (const auto& each : more)
      if (std::ranges::find(all, each) == all.end()) all.push_back(each);
  }

  void count(const engine::Mapping& mapping) {
    const auto known = std::ranges::find_if(elements_, [&](const auto& each) {
      return each.first.from == mapping.from && each.first.to == mapping.to;
    });
    if (known == elements_.end()) {
      elements_.emplace_back(mapping, 1);
    } else {
      ++known->second;
    }
  }

  void complain(const engine::MigrationProblem& problem, int64_t instance) {
    auto known = std::ranges::find(problems_, problem, &Problem::problem);
    if (known == problems_.end()) known = problems_.insert(known, {problem, 0, {}});
    ++known->instances;
    if (known->examples.size() < examples_max) known->examples.push_back(std::to_string(instance));
  }

  int64_t ended_ = 0;  // since they were found
  int64_t examined_ = 0;
  int64_t movable_ = 0;
  std::vector<std::pair<engine::Mapping, int64_t>> elements_;
  std::vector<std::string> kept_;
  std::vector<std::string> closed_;
  std::vector<std::string> opened_;
  std::vector<Problem> problems_;
};

}  // namespace

base::Result<base::Json> plan_migration(Workspace& workspace, const Caller& caller,
                                        int64_t instance, const Migration& migration) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  const auto examined =
      examine_each(workspace.parts(), caller, std::span(&instance, 1), migration).front();
  if (!examined) return examined.error();
  return plan_json(*examined);
}

base::Result<base::Json> plan_migration_of_found(Workspace& workspace, const Caller& caller,
                                                 const base::Json& filter,
                                                 const Migration& migration) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  auto& parts = workspace.parts();
  if (auto known = check_target(parts, migration); !known) return known.error();
  const auto found = runtime::running_found(*parts.database->read(), filter, examined_max);
  if (!found) return found.error();
  Sum sum;
  for (size_t at = 0; at < found->first.size(); at += examined_at_once) {
    const auto round =
        std::span(found->first).subspan(at, std::min(examined_at_once, found->first.size() - at));
    const auto examined = examine_each(parts, caller, round, migration);
    for (size_t each = 0; each < round.size(); ++each) {
      if (!examined[each] && examined[each].error().code == "storage.unavailable")
        return examined[each].error();
      sum.add(round[each], examined[each]);
    }
  }
  return sum.json(found->total);
}

base::Result<base::Json> definitions_of_found(Workspace& workspace, const Caller& caller,
                                              const base::Json& filter) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  const auto counts =
      runtime::count_running_by_definition(*workspace.parts().database->read(), filter);
  if (!counts) return counts.error();
  base::JsonArray items;
  for (const auto& each : *counts)
    items.push_back(base::JsonObject{
        {"processDefinitionKey", std::to_string(each.definition)},
        {"processDefinitionId", each.process_id},
        {"processDefinitionName", each.name.empty() ? base::Json(nullptr) : base::Json(each.name)},
        {"processDefinitionVersion", each.version},
        {"instances", each.instances}});
  return base::Json(base::JsonObject{{"items", std::move(items)}});
}

}  // namespace app
