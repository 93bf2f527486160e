#include "app/inside/batch_runner.h"

#include <memory>

#include "app/inside/instance_acts.h"
#include "app/inside/parts.h"
#include "runtime/batch_operations.h"

namespace app {

namespace {

constexpr int64_t items_at_once = 100;

Migration migration_of(const base::Json& plan) {
  Migration out;
  out.definition = plan.at("definition").as_int64();
  for (const auto& each : plan.at("elements").as_array())
    out.elements.emplace_back(base::text_or_empty(each, "from"), base::text_or_empty(each, "to"));
  return out;
}

// An object are variables of the instance, as they were written once.
std::vector<Modification::Variables> variables_of(const base::Json& stored) {
  std::vector<Modification::Variables> out;
  if (stored.is_object()) return {{"", stored}};
  for (const auto& each : stored.as_array())
    out.push_back({base::text_or_empty(each, "scope"), each.at("values")});
  return out;
}

Modification modification_of(const base::Json& plan) {
  Modification out;
  for (const auto& each : plan.at("moves").as_array())
    out.move.push_back({base::text_or_empty(each, "from"), base::text_or_empty(each, "to"),
                        variables_of(each.at("variables"))});
  return out;
}

// One that was suspended or resumed with its caller, which the filter had found too, is done.
base::Result<void> unless_done(base::Result<void> result, std::string_view code) {
  return !result && result.error().code == code ? base::Result<void>() : std::move(result);
}

base::Result<void> act_on(Parts& parts, runtime::Op& op, const runtime::BatchOperation& batch,
                          int64_t instance) {
  switch (batch.act) {
    case runtime::BatchAct::Cancel: return cancel(parts, op, instance);
    case runtime::BatchAct::ResolveIncidents: return resolve_all(op, instance);
    case runtime::BatchAct::Migrate: return migrate(parts, op, instance, migration_of(batch.plan));
    case runtime::BatchAct::Modify: return modify(parts, op, instance, modification_of(batch.plan));
    case runtime::BatchAct::Delete: return remove_ended(parts, op, instance);
    case runtime::BatchAct::Suspend:
      return unless_done(suspend(parts, op, instance), "engine.suspended");
    case runtime::BatchAct::Resume:
      return unless_done(resume(parts, op, instance), "engine.not_suspended");
  }
  return {};
}

// A round of items; the last to be answered begins the next round.
struct Round {
  Parts& parts;
  int64_t batch = 0;
  storage::Actor actor;
  size_t left = 0;
  bool is_given_up = false;  // nothing can be written: it goes on after a restart
};

using Answer = base::Result<base::Json>;

bool is_active(runtime::Op& op, int64_t batch) {
  const auto found = runtime::batch_operation(op.tx.db, batch);
  return found && found->state == runtime::BatchState::Active;
}

void answered(const std::shared_ptr<Round>& round) {
  if (--round->left == 0 && !round->is_given_up) run_batch_operation(round->parts, round->batch);
}

void note_failure(const std::shared_ptr<Round>& round, int64_t instance, const base::Error& error) {
  const auto text = sentence_of(error);
  round->parts.runtime->submit(
      round->actor,
      [round, instance, text](runtime::Op& op) -> Answer {
        runtime::finish_batch_item(op.tx, round->batch, instance, text);
        return base::Json();
      },
      [round](const Answer& answer) {
        round->is_given_up = round->is_given_up || !answer.ok();
        answered(round);
      });
}

void submit(const std::shared_ptr<Round>& round, int64_t instance) {
  round->parts.runtime->submit(
      round->actor,
      [round, instance](runtime::Op& op) -> Answer {
        const auto batch = runtime::batch_operation(op.tx.db, round->batch);
        if (!batch || batch->state != runtime::BatchState::Active) return base::Json();
        if (auto done = act_on(round->parts, op, *batch, instance); !done) return done.error();
        runtime::finish_batch_item(op.tx, round->batch, instance, "");
        return base::Json();
      },
      [round, instance](const Answer& answer) {
        if (answer.ok()) return answered(round);
        if (answer.error().code != "storage.unavailable")
          return note_failure(round, instance, answer.error());
        round->is_given_up = true;
        answered(round);
      });
}

}  // namespace

std::string sentence_of(const base::Error& error) {
  return error.title.en + (error.detail.empty() ? "" : ": " + error.detail);
}

base::Json plan_of(const Migration& migration) {
  base::JsonArray elements;
  for (const auto& [from, to] : migration.elements)
    elements.push_back(base::JsonObject{{"from", from}, {"to", to}});
  return base::JsonObject{{"definition", migration.definition}, {"elements", std::move(elements)}};
}

base::Json plan_of(const std::vector<Modification::Move>& moves) {
  base::JsonArray out;
  for (const auto& each : moves) {
    base::JsonArray variables;
    for (const auto& given : each.variables)
      variables.push_back(base::JsonObject{{"scope", given.scope}, {"values", given.values}});
    out.push_back(base::JsonObject{
        {"from", each.from}, {"to", each.to}, {"variables", std::move(variables)}});
  }
  return base::JsonObject{{"moves", std::move(out)}};
}

void run_batch_operation(Parts& parts, int64_t key) {
  auto items = std::make_shared<std::vector<int64_t>>();
  auto round = std::make_shared<Round>(Round{parts, key, {"system", "", "batch"}, 0, false});
  parts.runtime->submit(
      round->actor,
      [items, round, key](runtime::Op& op) -> Answer {
        if (!is_active(op, key)) return base::Json();
        round->actor.person = runtime::batch_operation(op.tx.db, key)->actor;
        *items = runtime::open_batch_items(op.tx.db, key, items_at_once);
        if (!items->empty()) return base::Json();
        auto done = runtime::change_batch_operation(op.tx, key, runtime::BatchState::Completed);
        if (!done.ok()) return std::move(done).error();
        return base::Json();
      },
      [items, round](const Answer& answer) {
        if (!answer.ok()) return;
        round->left = items->size();
        for (int64_t instance : *items) submit(round, instance);
      });
}

}  // namespace app
