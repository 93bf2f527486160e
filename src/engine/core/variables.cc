// Scopes of variables, mappings, and expressions over them.
#include <unordered_map>

#include "engine/core/work.h"
#include "feel/weight.h"
#include "feel/with_item.h"

namespace engine {

namespace {

// A function cannot be stored; everything else can.
feel::Value storable(feel::Value value) {
  return value.is(feel::Kind::Function) ? feel::Value() : std::move(value);
}

// `whole` with the member at `path` replaced.
feel::Value with_member(const feel::Value& whole, std::span<const std::string> path,
                        const feel::Value& value) {
  if (path.empty()) return value;
  std::vector<std::pair<std::string, feel::Value>> entries;
  const feel::Value* inner = nullptr;
  if (whole.is(feel::Kind::Context)) {
    for (size_t i = 0; i < whole.names().size(); ++i) {
      if (whole.names()[i] == path.front())
        inner = &whole.values()[i];
      else
        entries.emplace_back(whole.names()[i], whole.values()[i]);
    }
  }
  entries.emplace_back(path.front(),
                       with_member(inner ? *inner : feel::Value(), path.subspan(1), value));
  return feel::Value::context(std::move(entries));
}

std::string reasons_of(const feel::Evaluation& evaluation) {
  std::string all;
  for (const feel::Reason& each : evaluation.reasons)
    all += (all.empty() ? "" : "; ") + each.print();
  return all;
}

std::string shown(const feel::Value& value) {
  if (value.is_null()) return "null";
  std::string text = feel::to_text(value);
  if (text.size() > 200) text = text.substr(0, 200) + "…";
  return std::string(feel::name_of(value.kind())) + " " + text;
}

// Up to here each is looked for among all; more would cost the square of their number.
constexpr size_t kFew = 50;

void overwrite(VariableRow& row, feel::Value value) {
  row.value = storable(std::move(value));
  row.is_dirty = true;
  row.is_in_parts = false;
}

}  // namespace

void Work::set_local(int64_t scope, std::string_view name, feel::Value value) {
  VariableRow* found = instance.local(scope, name);
  if (!name.starts_with("jw:")) changes_.push_back({scope, std::string(name), !found});
  if (found) {
    overwrite(*found, std::move(value));
  } else {
    instance.add_variable({scope, std::string(name), storable(std::move(value))});
  }
}

void Work::set_many(const std::vector<int64_t>& scopes, const feel::Value& context) {
  std::unordered_map<std::string_view, VariableRow*> rows;  // by name, of the innermost scope
  for (const int64_t scope : scopes)
    for (VariableRow& row : instance.variables_of(scope)) rows.emplace(row.name, &row);
  std::vector<VariableRow> added;
  for (size_t i = 0; i < context.names().size(); ++i) {
    const std::string& name = context.names()[i];
    const auto found = rows.find(name);
    const bool is_new = found == rows.end();
    if (!name.starts_with("jw:"))
      changes_.push_back({is_new ? scopes.back() : found->second->scope, name, is_new});
    if (is_new) {
      added.push_back({scopes.back(), name, storable(context.values()[i])});
    } else {
      overwrite(*found->second, context.values()[i]);
    }
  }
  for (VariableRow& row : added) instance.add_variable(std::move(row));
}

bool Work::set_item(int64_t scope, std::string_view name, size_t index, feel::Value item) {
  VariableRow* found = instance.local(scope, name);
  if (!found || !found->value.is(feel::Kind::List)) return true;
  const uint64_t together = uint64_t{feel::weight(found->value)} + feel::weight(item);
  if (together > feel::kWeightMax) return false;
  changes_.push_back({scope, std::string(name), false});
  found->value = feel::with_item(std::move(found->value), index, storable(std::move(item)));
  found->is_dirty = true;
  // Parts of what was there before go first, when it is stored.
  const bool can_be_in_parts = found->is_in_parts || !found->has_stored_parts;
  found->is_in_parts = can_be_in_parts && found->value.is(feel::Kind::List) &&
                       found->value.items().size() > kPartItems;
  const size_t part = index / kPartItems;
  if (found->is_in_parts && (found->dirty_parts.empty() || found->dirty_parts.back() != part))
    found->dirty_parts.push_back(part);
  return true;
}

void Work::set_locals(int64_t scope, const feel::Value& context) {
  if (!context.is(feel::Kind::Context)) return;
  if (context.names().size() > kFew) return set_many({scope}, context);
  for (size_t i = 0; i < context.names().size(); ++i)
    set_local(scope, context.names()[i], context.values()[i]);
}

const feel::Value* Work::local(int64_t scope, std::string_view name) const {
  const VariableRow* found = instance.local(scope, name);
  return found ? &found->value : nullptr;
}

void Work::remove_local(int64_t scope, std::string_view name) {
  if (!local(scope, name)) return;
  instance.variables.erase_if(scope,
                              [&](const VariableRow& variable) { return variable.name == name; });
  instance.removed.push_back({Removed::Table::Variable, scope, -1, std::string(name)});
}

void Work::set_outwards(int64_t scope, std::string_view name, const feel::Value& value) {
  for (int64_t each = scope; each != 0; each = instance.scope_around(each)) {
    if (instance.local(each, name)) return set_local(each, name, value);
  }
  set_local(instance.row.key, name, value);
}

void Work::merge_outwards(int64_t scope, const feel::Value& context) {
  if (!context.is(feel::Kind::Context)) return;
  if (context.names().size() > kFew) {
    std::vector<int64_t> scopes;
    for (int64_t each = scope; each != 0; each = instance.scope_around(each))
      scopes.push_back(each);
    return set_many(scopes, context);
  }
  for (size_t i = 0; i < context.names().size(); ++i)
    set_outwards(scope, context.names()[i], context.values()[i]);
}

feel::Value Work::locals(int64_t scope) const {
  std::vector<std::pair<std::string, feel::Value>> entries;
  for (const VariableRow& variable : instance.variables_of(scope)) {
    if (!variable.name.starts_with("jw:")) entries.emplace_back(variable.name, variable.value);
  }
  return feel::Value::context(std::move(entries));
}

feel::Evaluation Work::fresh_evaluation() const {
  feel::Evaluation evaluation;
  evaluation.now = around.now;
  evaluation.zone = around.zone;
  evaluation.functions = around.functions;
  evaluation.random = around.random;
  evaluation.steps_left = allowed(evaluation);
  return evaluation;
}

// Never nothing: the first step of what goes beyond it says why it fails.
int64_t Work::allowed(const feel::Evaluation& evaluation) const {
  return std::clamp<int64_t>(around.feel_max - feel_used_, 1, evaluation.steps_left);
}

void Work::note_spent(const feel::Evaluation& evaluation) {
  feel_used_ += allowed(feel::Evaluation()) - std::max<int64_t>(evaluation.steps_left, 0);
}

feel::Value Work::evaluate(const Formula& formula, int64_t scope, const feel::Names& more,
                           std::string& why) {
  if (!formula.expression) return feel::Value(formula.text);
  feel::Evaluation evaluation = fresh_evaluation();
  const ScopeNames names(instance, scope);
  const feel::NestedNames both(more, names);
  feel::Value value = formula.expression->evaluate(both, evaluation);
  note_spent(evaluation);
  why = reasons_of(evaluation);
  // What stands around an assert that does not hold makes no value of it.
  return evaluation.has_failed() ? feel::Value() : value;
}

feel::Value Work::evaluate(const Formula& formula, int64_t scope, std::string& why) {
  return evaluate(formula, scope, feel::NoNames(), why);
}

std::optional<feel::Value> Work::value(const Formula& formula, int64_t key, std::string_view what,
                                       std::string kind) {
  return value(formula, key, feel::NoNames(), what, std::move(kind));
}

std::optional<feel::Value> Work::value(const Formula& formula, int64_t key, const feel::Names& more,
                                       std::string_view what, std::string kind) {
  if (!formula.expression) return feel::Value(formula.text);
  feel::Evaluation evaluation = fresh_evaluation();
  const ScopeNames names(instance, key);
  feel::Value value = formula.expression->evaluate(feel::NestedNames(more, names), evaluation);
  note_spent(evaluation);
  if (!evaluation.has_failed()) return value;
  incident(key, std::move(kind), std::string(what) + ": " + reasons_of(evaluation));
  return {};
}

std::optional<std::string> Work::text(const Formula& formula, int64_t key, std::string_view what) {
  return text(formula, key, what, key);
}

std::optional<std::string> Work::text(const Formula& formula, int64_t scope, std::string_view what,
                                      int64_t owner) {
  std::string why;
  const feel::Value value = evaluate(formula, scope, why);
  if (value.is(feel::Kind::String) && value.text().size() > kNameBytesMax) {
    incident(owner, "EXTRACT_VALUE_ERROR",
             std::string(what) + " is longer than " + std::to_string(kNameBytesMax) + " bytes");
    return {};
  }
  if (value.is(feel::Kind::String)) return value.text();
  if (value.is(feel::Kind::Number)) return value.number().print();
  incident(
      owner, "EXTRACT_VALUE_ERROR",
      std::string(what) + " is not a text but " + shown(value) + (why.empty() ? "" : ": " + why));
  return {};
}

std::optional<bool> Work::boolean(const Formula& formula, int64_t key, std::string_view what) {
  std::string why;
  const feel::Value value = evaluate(formula, key, why);
  if (value.is(feel::Kind::Boolean)) return value.boolean();
  incident(key, "EXTRACT_VALUE_ERROR",
           std::string(what) + " is neither true nor false but " + shown(value) +
               (why.empty() ? "" : ": " + why));
  return {};
}

bool Work::map_inputs(int64_t key) {
  for (const CompiledMapping& mapping : node_of(key).inputs) {
    const auto value =
        this->value(mapping.source, key, "input " + mapping.target.front(), "IO_MAPPING_ERROR");
    if (!value) return false;
    const std::span<const std::string> path(mapping.target);
    const feel::Value* before = local(key, path.front());
    set_local(key, path.front(),
              with_member(before ? *before : feel::Value(), path.subspan(1), *value));
  }
  return true;
}

namespace {

// What the mappings before gave.
class Mapped final : public feel::Names {
 public:
  std::optional<feel::Value> find(std::string_view name) const override {
    const auto found = std::ranges::find(values, name, &std::pair<std::string, feel::Value>::first);
    if (found == values.end()) return {};
    return found->second;
  }
  void set(const std::string& name, feel::Value value) {
    const auto found = std::ranges::find(values, name, &std::pair<std::string, feel::Value>::first);
    if (found == values.end())
      values.emplace_back(name, std::move(value));
    else
      found->second = std::move(value);
  }

  std::vector<std::pair<std::string, feel::Value>> values;  // in their order
};

}  // namespace

// As Camunda does: every mapping sees what those before it gave, and the member of a variable is
// put into that variable as the element sees it, with what its worker returned.
bool Work::map_outputs(int64_t key) {
  // An instance of a multi-instance activity writes what its outputElement reads.
  const bool is_one_of_many = at(key).role == Role::Child && !node_of(key).is_loop;
  const int64_t outside = is_one_of_many ? key : at(key).scope;
  Mapped mapped;
  for (const CompiledMapping& mapping : node_of(key).outputs) {
    auto value = this->value(mapping.source, key, mapped, "output " + mapping.target.front(),
                             "IO_MAPPING_ERROR");
    if (!value) return false;
    const std::span<const std::string> path(mapping.target);
    if (path.size() > 1) {
      std::optional<feel::Value> before = mapped.find(path.front());
      const feel::Value* seen = before ? nullptr : instance.variable(key, path.front());
      if (seen) before = *seen;
      value = with_member(before.value_or(feel::Value()), path.subspan(1), *value);
    }
    mapped.set(path.front(), std::move(*value));
  }
  for (const auto& [name, value] : mapped.values) set_outwards(outside, name, value);
  return true;
}

}  // namespace engine
