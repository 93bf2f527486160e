#include "dmn/compiled/box.h"

#include <algorithm>

#include "feel/function.h"
#include "feel/misfit.h"

namespace dmn {

using feel::Evaluation;
using feel::Kind;
using feel::Names;
using feel::Value;

void Layer::set(std::string_view name, Value value) {
  for (auto& entry : values_) {
    if (entry.first == name) {
      entry.second = std::move(value);
      return;
    }
  }
  values_.emplace_back(name, std::move(value));
}

std::optional<Value> Layer::find(std::string_view name) const {
  for (auto entry = values_.rbegin(); entry != values_.rend(); ++entry) {
    if (entry->first == name) return entry->second;
  }
  return outer_.find(name);
}

const Value* Layer::look(std::string_view name, feel::Guess& guess, Value& room) const {
  for (auto entry = values_.rbegin(); entry != values_.rend(); ++entry) {
    if (entry->first == name) return &entry->second;
  }
  return outer_.look(name, guess, room);
}

std::string shown(const Value& value) {
  const std::string kind(feel::name_of(value.kind()));
  if (value.is_null() || value.is(Kind::List) || value.is(Kind::Context)) return kind;
  std::string text = feel::print(value);
  constexpr size_t most = 60;
  if (text.size() > most) {
    size_t end = most;
    while ((static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    text = text.substr(0, end) + "…";
  }
  return kind + " " + text;
}

namespace {
// "order is no tOrder: order.lines[2].price is no number: string \"a\"".
std::string reason_of(const Value& value, const feel::Type& type, std::string_view what,
                      feel::Meter& meter) {
  const std::string head = std::string(what) + " is no " + feel::print(type) + ": ";
  const auto at = feel::misfit(value, type, meter);
  if (!at) return head + shown(value);
  const std::string place = std::string(what) + at->path;
  switch (at->why) {
    case feel::Misfit::Why::Missing: return head + place + " is missing";
    case feel::Misfit::Why::NotAllowed:
      return head + place + " is not allowed: " + shown(at->value);
    case feel::Misfit::Why::Kind: break;
  }
  if (at->path.empty()) return head + shown(value);
  return head + place + " is no " + at->wanted + ": " + shown(at->value);
}
}  // namespace

Value fitted(Value value, const feel::TypeRef& type, std::string_view what,
             Evaluation& evaluation) {
  if (!type) return value;
  feel::Meter meter(evaluation);
  auto fit = feel::coerce(value, *type, meter);
  if (fit) return std::move(*fit);
  if (evaluation.is_exhausted()) return {};
  evaluation.note(0, 0, reason_of(value, *type, what, meter));
  return {};
}

Value Box::evaluate(const Names& names, Evaluation& evaluation) const {
  if (!evaluation.spend(1, place.line, place.column)) return {};
  return fitted(run(names, evaluation), type, what, evaluation);
}

Value Box::fail(Evaluation& evaluation, std::string text) const {
  evaluation.note(place.line, place.column, std::move(text));
  return {};
}

void LiteralBox::free_names(std::set<std::string>& names) const {
  for (const auto& use : expression.names()) names.insert(use.name);
  for (const auto& use : expression.called()) names.insert(use.name);
}
Value LiteralBox::run(const Names& names, Evaluation& evaluation) const {
  return expression.evaluate(names, evaluation);
}

Value FailingBox::run(const Names&, Evaluation& evaluation) const {
  return fail(evaluation, reason);
}

void ContextBox::free_names(std::set<std::string>& names) const {
  for (const auto& entry : entries) entry.value->free_names(names);
}
Value ContextBox::run(const Names& names, Evaluation& evaluation) const {
  Layer layer(names);
  feel::Fields fields;
  // Each entry is looked for among those before it.
  const auto steps = static_cast<int64_t>(entries.size() / 16);
  for (const auto& entry : entries) {
    if (!evaluation.spend(steps, place.line, place.column)) return {};
    Value value = entry.value->evaluate(layer, evaluation);
    if (entry.name.empty()) return value;
    layer.set(entry.name, value);
    fields.set(entry.name, std::move(value));
  }
  return fields.build();
}

void ListBox::free_names(std::set<std::string>& names) const {
  for (const auto& item : items) item->free_names(names);
}
Value ListBox::run(const Names& names, Evaluation& evaluation) const {
  feel::Values values;
  for (const auto& item : items) values.push_back(item->evaluate(names, evaluation));
  return Value::list(std::move(values));
}

void RelationBox::free_names(std::set<std::string>& names) const {
  for (const auto& row : rows) {
    for (const auto& cell : row) cell->free_names(names);
  }
}
Value RelationBox::run(const Names& names, Evaluation& evaluation) const {
  feel::Values values;
  for (const auto& row : rows) {
    feel::Fields fields;
    for (size_t i = 0; i < columns.size(); ++i) {
      fields.set(columns[i], row[i]->evaluate(names, evaluation));
    }
    values.push_back(fields.build());
  }
  return Value::list(std::move(values));
}

void InvocationBox::free_names(std::set<std::string>& names) const {
  called->free_names(names);
  for (const auto& argument : arguments) argument->free_names(names);
}
Value InvocationBox::run(const Names& names, Evaluation& evaluation) const {
  const Value function = called->evaluate(names, evaluation);
  if (!function.is(Kind::Function)) return fail(evaluation, "the invoked value is no function");
  feel::Values values;
  for (size_t i = 0; i < arguments.size(); ++i) {
    values.push_back(fitted(arguments[i]->evaluate(names, evaluation), types_of_arguments[i],
                            "argument " + names_of_arguments[i], evaluation));
  }
  return function.function().call_named(values, names_of_arguments, evaluation, place.line,
                                        place.column);
}

feel::TypeRef result_of(const FunctionCode& code) {
  if (code.result) return code.result;
  return code.body && code.body->type ? code.body->type : feel::any_type();
}

feel::TypeRef result_of(const feel::TypeRef& type) {
  if (!type || type->kind != feel::Type::Kind::Function) return type;
  return type->has_signature ? type->element : nullptr;
}

namespace {

// A boxed function with the values of the names that it reads.
class BoxedFunction final : public feel::Function,
                            public std::enable_shared_from_this<BoxedFunction> {
 public:
  BoxedFunction(std::shared_ptr<const FunctionCode> code, feel::Values captured)
      : code_(std::move(code)), captured_(std::move(captured)) {}
  std::string name() const override { return code_->name; }
  std::span<const std::string> parameters() const override { return code_->parameter_names; }
  feel::TypeRef parameter_type(size_t index) const override {
    return code_->types[index] ? code_->types[index] : feel::any_type();
  }
  feel::TypeRef result_type() const override { return result_of(*code_); }
  Value call(std::span<const Value> arguments, Evaluation& evaluation) const override {
    if (!code_->foreign.empty() || !code_->body) {
      evaluation.note(0, 0, "functions of kind " + code_->foreign + " are not supported");
      return {};
    }
    const feel::NoNames none;
    Layer layer(none);
    if (!code_->name.empty()) layer.set(code_->name, Value::function(shared_from_this()));
    for (size_t i = 0; i < captured_.size(); ++i) {
      if (!captured_[i].is_null()) layer.set(code_->captured[i], captured_[i]);
    }
    feel::Meter meter(evaluation);
    for (size_t i = 0; i < arguments.size(); ++i) {
      auto fit = code_->types[i] ? feel::coerce(arguments[i], *code_->types[i], meter)
                                 : std::optional(arguments[i]);
      if (!fit && evaluation.is_exhausted()) return {};
      if (!fit) {
        evaluation.note(0, 0,
                        "argument " + code_->parameter_names[i] + " is no " +
                            feel::print(*code_->types[i]) + ": " + shown(arguments[i]));
        return {};
      }
      layer.set(code_->parameter_names[i], std::move(*fit));
    }
    return fitted(code_->body->evaluate(layer, evaluation), code_->result, "the result",
                  evaluation);
  }

 private:
  std::shared_ptr<const FunctionCode> code_;
  feel::Values captured_;
};

}  // namespace

void FunctionBox::free_names(std::set<std::string>& names) const {
  names.insert(code->captured.begin(), code->captured.end());
}
Value FunctionBox::run(const Names& names, Evaluation&) const {
  feel::Values captured;
  for (const auto& name : code->captured) captured.push_back(names.find(name).value_or(Value()));
  return Value::function(std::make_shared<BoxedFunction>(code, std::move(captured)));
}

void ConditionalBox::free_names(std::set<std::string>& names) const {
  for (const auto* part : {&condition, &then, &otherwise}) (*part)->free_names(names);
}
Value ConditionalBox::run(const Names& names, Evaluation& evaluation) const {
  const Value chosen = condition->evaluate(names, evaluation);
  if (!chosen.is(Kind::Boolean) && !chosen.is_null()) {
    return fail(evaluation, "the condition is no boolean");
  }
  return (chosen.is_true() ? then : otherwise)->evaluate(names, evaluation);
}

namespace {
// `item` and the members of the item over the names outside.
class ItemNames final : public Names {
 public:
  ItemNames(const Value& item, const Names& outer) : item_(item), outer_(outer) {}
  std::optional<Value> find(std::string_view name) const override {
    if (const Value* member = item_.find(name)) return *member;
    if (name == "item") return item_;
    return outer_.find(name);
  }
  const Value* look(std::string_view name, feel::Guess& guess, Value& room) const override {
    if (const Value* member = item_.find(name, guess)) return member;
    return name == "item" ? &item_ : outer_.look(name, guess, room);
  }

 private:
  const Value& item_;
  const Names& outer_;
};
}  // namespace

void FilterBox::free_names(std::set<std::string>& names) const {
  list->free_names(names);
  match->free_names(names);
}
Value FilterBox::run(const Names& names, Evaluation& evaluation) const {
  Value whole = list->evaluate(names, evaluation);
  if (whole.is_null()) return fail(evaluation, "a filter of null");
  if (!whole.is(Kind::List)) whole = Value::list({std::move(whole)});
  feel::Values kept;
  for (const auto& item : whole.items()) {
    const Value holds = match->evaluate(ItemNames(item, names), evaluation);
    if (holds.is_null()) continue;
    if (!holds.is(Kind::Boolean)) return fail(evaluation, "the filter gave no boolean");
    if (holds.is_true()) kept.push_back(item);
  }
  return Value::list(std::move(kept));
}

void LoopBox::free_names(std::set<std::string>& names) const {
  domain->free_names(names);
  body->free_names(names);
}

namespace {
// The items to run over: a list, the whole numbers or days of a range, or one value.
std::optional<feel::Values> items_of(const Value& domain, Evaluation& evaluation) {
  if (domain.is(Kind::List)) return feel::Values{domain.items().begin(), domain.items().end()};
  if (!domain.is(Kind::Range)) return feel::Values{domain};
  static const auto all = feel::compile("for i in r return i");
  const Value items =
      all->evaluate(feel::ContextNames(feel::Fields().set("r", domain).build()), evaluation);
  if (!items.is(Kind::List)) return {};
  return feel::Values{items.items().begin(), items.items().end()};
}
}  // namespace

Value LoopBox::run(const Names& names, Evaluation& evaluation) const {
  const Value over = domain->evaluate(names, evaluation);
  if (over.is_null()) return fail(evaluation, "an iteration over null");
  const auto items = items_of(over, evaluation);
  if (!items) return fail(evaluation, "the domain cannot be iterated");
  feel::Values results;
  bool is_unknown = false;
  for (const auto& item : *items) {
    Layer layer(names);
    layer.set(variable, item);
    if (kind == BoxedKind::For) layer.set("partial", Value::list(results));
    const auto steps = static_cast<int64_t>(results.size() / 16) + 1;
    if (!evaluation.spend(steps, place.line, place.column)) return {};
    Value value = body->evaluate(layer, evaluation);
    if (kind == BoxedKind::For) {
      results.push_back(std::move(value));
    } else if (value.is_null()) {
      is_unknown = true;
    } else if (!value.is(Kind::Boolean)) {
      return fail(evaluation, "a condition gave no boolean");
    } else if (value.is_true() == (kind == BoxedKind::Some)) {
      return value;
    }
  }
  if (kind == BoxedKind::For) return Value::list(std::move(results));
  if (is_unknown) return fail(evaluation, "a condition is null");
  return kind == BoxedKind::Every;
}

}  // namespace dmn
