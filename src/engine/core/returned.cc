// What comes back to the element that asked for it: of a built-in, a decision, a called process;
// that a message or signal was delivered.
#include "engine/core/dissent.h"
#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

// Not a FEEL name, of the instance: what came back while it was suspended, in order.
constexpr std::string_view kReturned = "jw:returned";

feel::Value remembered(const Returned& returned) {
  return feel::Fields()
      .set("element", feel::Value(returned.element))
      .set("what", feel::Value(static_cast<int>(returned.what)))
      .set("variables", returned.variables)
      .set("code", feel::Value(returned.code))
      .set("message", feel::Value(returned.message))
      .build();
}

Returned recalled(const feel::Value& stored) {
  Returned returned;
  returned.element = stored["element"].number().to_int64().value_or(0);
  returned.what = static_cast<Returned::What>(stored["what"].number().to_int64().value_or(0));
  returned.variables = stored["variables"];
  returned.code = stored["code"].text_or_empty();
  returned.message = stored["message"].text_or_empty();
  return returned;
}

// Whether an activity around the element collects its results under the name.
bool is_collected_around(Work& work, int64_t key, std::string_view name) {
  const Instance& instance = work.instance;
  for (int64_t scope = instance.scope_around(key); scope != instance.row.key;
       scope = instance.scope_around(scope)) {
    const Node& around = work.node_of(scope);
    if (work.at(scope).role == Role::Body && around.output_collection == name) return true;
    if (work.is_ad_hoc(scope) && around.ad_hoc.output_collection == name) return true;
  }
  return false;
}

// A called process gives everything back that it was given, also its copy of what is collected
// here, which others have added to meanwhile.
feel::Value without_collections(Work& work, int64_t key, const feel::Value& variables) {
  if (!variables.is(feel::Kind::Context)) return variables;
  feel::Fields fields;
  for (size_t i = 0; i < variables.names().size(); ++i) {
    if (!is_collected_around(work, key, variables.names()[i]))
      fields.set(variables.names()[i], variables.values()[i]);
  }
  return fields.build();
}

}  // namespace

void Work::take_returned(const Returned& returned) {
  const int64_t key = returned.element;
  const ElementRow* row = instance.active(key);
  if (!row) return;
  switch (returned.what) {
    case Returned::What::Done:
      if (row->phase != Phase::Waiting || row->role == Role::Body) return;
      if (is_throwing(*this, key)) return go_on_throwing(*this, key);
      finish(key, without_collections(*this, key, result_of_call(*this, key, returned.variables)),
             "");
      return;
    case Returned::What::Error:
      throw_error(key, returned.code, returned.message, returned.variables);
      return;
    case Returned::What::Escalation: escalate(key, returned.code, returned.variables); return;
  }
}

void Work::hold_returned(const Returned& returned) {
  feel::Values all;
  if (const feel::Value* held = local(instance.row.key, kReturned))
    all.assign(held->items().begin(), held->items().end());
  all.push_back(remembered(returned));
  set_local(instance.row.key, kReturned, feel::Value::list(std::move(all)));
}

void Work::go_on_with_returned() {
  const feel::Value* held = local(instance.row.key, kReturned);
  if (!held) return;
  const feel::Value all = *held;
  remove_local(instance.row.key, kReturned);
  for (const feel::Value& each : all.items()) take_returned(recalled(each));
}

}  // namespace engine
