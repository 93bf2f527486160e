#include "feel/nodes/result_type.h"

#include "feel/nodes/arithmetic.h"
#include "feel/nodes/basic.h"
#include "feel/nodes/loops.h"
#include "feel/value/cells.h"

namespace feel {
namespace {

TypeRef of_kind(Kind kind) {
  const auto type = built_in_type(kind == Kind::Null ? "Null" : name_of(kind));
  return type ? type : any_type();
}

bool is_number(const TypeRef& type) {
  return type->kind == Type::Kind::Simple && type->simple == Kind::Number;
}

// The one of the two that holds the values of both; Any when neither does.
TypeRef wider(const TypeRef& a, const TypeRef& b) {
  if (conforms(*a, *b)) return b;
  return conforms(*b, *a) ? a : any_type();
}

template <class T>
const T* as(const Node& node) {
  return dynamic_cast<const T*>(&node);
}

bool is_boolean(const Node& node) {
  return as<Comparison>(node) || as<Between>(node) || as<In>(node) || as<Junction>(node) ||
         as<InstanceOf>(node) || as<Quantified>(node);
}

TypeRef of_arithmetic(const Arithmetic& arithmetic, std::span<const TypeRef> parameters) {
  bool are_numbers = is_number(result_type_of(*arithmetic.first, parameters));
  for (const auto& step : arithmetic.steps) {
    are_numbers = are_numbers && is_number(result_type_of(*step.operand, parameters));
  }
  return are_numbers ? of_kind(Kind::Number) : any_type();
}

TypeRef of_list(const ListLiteral& list, std::span<const TypeRef> parameters) {
  TypeRef element = of_kind(Kind::Null);
  for (const auto& item : list.items) element = wider(element, result_type_of(*item, parameters));
  return list_of(element);
}

TypeRef of_context(const ContextLiteral& context, std::span<const TypeRef> parameters) {
  auto type = std::make_shared<Type>();
  type->kind = Type::Kind::Context;
  for (size_t i = 0; i < context.values.size(); ++i) {
    type->fields.emplace_back(context.shape->names[i],
                              result_type_of(*context.values[i], parameters));
  }
  return type;
}

}  // namespace

TypeRef result_type_of(const Node& body, std::span<const TypeRef> parameters) {
  if (const Value* constant = body.constant()) return of_kind(constant->kind());
  if (is_boolean(body)) return of_kind(Kind::Boolean);
  if (const auto* local = as<Local>(body)) {
    const bool is_typed = local->slot < parameters.size() && parameters[local->slot];
    return is_typed ? parameters[local->slot] : any_type();
  }
  if (const auto* arithmetic = as<Arithmetic>(body)) return of_arithmetic(*arithmetic, parameters);
  if (const auto* negation = as<Negation>(body)) {
    const auto type = result_type_of(*negation->operand, parameters);
    return is_number(type) ? type : any_type();
  }
  if (const auto* choice = as<If>(body)) {
    return wider(result_type_of(*choice->then, parameters),
                 result_type_of(*choice->otherwise, parameters));
  }
  if (const auto* list = as<ListLiteral>(body)) return of_list(*list, parameters);
  if (const auto* context = as<ContextLiteral>(body)) return of_context(*context, parameters);
  return any_type();
}

}  // namespace feel
