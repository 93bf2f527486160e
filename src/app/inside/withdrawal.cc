#include "app/inside/withdrawal.h"

#include <algorithm>

#include "app/inside/act.h"
#include "work/withdrawal.h"

namespace app {

namespace {

constexpr size_t also_max = 20;

// Records that the transition moves along, each with what is asked of it.
base::JsonArray also_json(Look& look, const records::Record& record,
                          const records::Transition& transition) {
  base::JsonArray out;
  for (const auto& cascade : transition.cascades) {
    const auto list = feel::compile(cascade.list.text);
    base::ensure(list.ok(), "a formula of the catalogue compiles");
    const auto listed =
        records::evaluate(look.db(), look.types(), look.environment(), record.ref, *list);
    const auto add = [&](const feel::Value& item) {
      const auto id = records::parse_id(item["id"].text_or_empty());
      const auto* type = look.types().type(item["record_type"].text_or_empty());
      const auto* moved = type == nullptr ? nullptr : type->transition(cascade.transition);
      if (!id || moved == nullptr || out.size() == also_max) return;
      auto named = look.record({type->id, *id});
      if (named.is_null()) return;
      out.push_back(base::JsonObject{{"record", std::move(named)},
                                     {"type", text_json(type->title)},
                                     {"transition", text_json(moved->title)}});
    };
    if (listed.is(feel::Kind::List))
      std::ranges::for_each(listed.items(), add);
    else if (listed.is(feel::Kind::Context))
      add(listed);
  }
  return out;
}

}  // namespace

const records::Transition* transition_of_withdrawal(const Definitions& definitions,
                                                    const work::Instance& instance) {
  const auto* process = definitions.process(instance.process);
  const auto* type = definitions.types->type(instance.record.type);
  if (process == nullptr || type == nullptr) return nullptr;
  return type->transition(std::string(process->model->property(
      instance.ended_at ? "jw:on.withdraw_after.transition" : "jw:on.withdraw.transition")));
}

base::Json withdrawal_json(Look& look, const work::Instance& instance) {
  auto persons = work::concerned_by_withdrawal(look.db(), instance);
  std::erase(persons, look.caller().person);
  base::JsonObject out{{"persons", look.persons(persons)}};
  const auto* transition = transition_of_withdrawal(look.definitions(), instance);
  const auto record = records::find(look.db(), look.types(), record_ref(instance.record));
  if (transition == nullptr || !record) return out;
  const auto& type = *look.types().type(record->ref.type);
  out["transition"] = text_json(transition->title);
  out["from"] = state_json(type, record->state).at("title");
  if (!transition->to.empty()) out["to"] = state_json(type, transition->to).at("title");
  if (auto also = also_json(look, *record, *transition); !also.empty())
    out["also"] = std::move(also);
  return out;
}

}  // namespace app
