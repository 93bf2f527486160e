// What a transition brings with it: records it creates, transitions it asks of others.
#include "records/acts/act.h"
#include "records/values/value.h"

namespace records {

namespace {

// `item` of a list.
class ItemNames final : public feel::Names {
 public:
  explicit ItemNames(const feel::Value& item) : item_(item) {}
  std::optional<feel::Value> find(std::string_view name) const override {
    if (name != "item") return {};
    return item_;
  }

 private:
  const feel::Value& item_;
};

Environment as_process(const Environment& environment) {
  Environment inner = environment;
  inner.acting.is_process = true;
  return inner;
}

Mentioned mentioned_in_values(const Creation& creation) {
  Mentioned mentioned;
  for (const auto& [field, formula] : creation.values) add_mentioned(formula.text, mentioned);
  return mentioned;
}

std::vector<feel::Value> items_of(const feel::Value& list) {
  if (!list.is(feel::Kind::List)) {
    return list.is_null() ? std::vector<feel::Value>() : std::vector<feel::Value>{list};
  }
  return {list.items().begin(), list.items().end()};
}

std::optional<Ref> ref_of(const feel::Value& context) {
  const auto id = parse_id(context["id"].text_or_empty());
  if (!id) return {};
  return Ref{context["record_type"].text_or_empty(), *id};
}

}  // namespace

base::Result<void> Act::follow(const RecordType& type, const Transition& transition,
                               const Record& record) {
  for (const Creation& creation : transition.creates) {
    auto created = create_following(type, creation, record);
    if (!created) return created;
  }
  for (const Cascade& cascade : transition.cascades) {
    auto asked = ask_following(cascade, record);
    if (!asked) return asked;
  }
  return {};
}

base::Result<void> Act::create_following(const RecordType& type, const Creation& creation,
                                         const Record& record) {
  const Environment inner = as_process(environment_);
  const RecordType& created_type = *catalogue_.type(creation.type);
  Scope values_scope = scope();
  std::vector<feel::Value> items = {feel::Value()};
  if (creation.list.is_set()) {
    items = items_of(values_scope.evaluate(catalogue_.compiled(creation.list), record, nullptr,
                                           mentioned_in_values(creation)));
  }
  for (const feel::Value& item : items) {
    const ItemNames names(item);
    base::JsonObject values;
    for (const auto& [field, formula] : creation.values) {
      const feel::Value value = values_scope.evaluate(formula, record, &names);
      values[field] = of_feel(*created_type.field(field), value, environment_.zone);
    }
    const Field* parent =
        created_type.parent.empty() ? nullptr : created_type.field(created_type.parent);
    if (parent && parent->to == type.id && !values.contains(parent->id)) {
      values[parent->id] = std::to_string(record.ref.id);
    }
    auto created =
        Act(tx_, catalogue_, inner, Origin::Consequence, depth_ + 1).create(creation.type, values);
    if (!created) return created.error();
  }
  return {};
}

base::Result<void> Act::ask_following(const Cascade& cascade, const Record& record) {
  const Environment inner = as_process(environment_);
  Scope list_scope = scope();
  for (const feel::Value& item : items_of(list_scope.evaluate(cascade.list, record))) {
    const auto ref = ref_of(item);
    if (!ref) continue;
    auto moved = Act(tx_, catalogue_, inner, Origin::Consequence, depth_ + 1)
                     .transition(*ref, cascade.transition, {}, {});
    if (!moved) return moved.error();
  }
  return {};
}

}  // namespace records
