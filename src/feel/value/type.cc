#include "feel/type.h"

#include <algorithm>

#include "feel/function.h"
#include "feel/misfit.h"

namespace feel {
namespace {

TypeRef make(Type::Kind kind, feel::Kind simple, std::string name) {
  auto type = std::make_shared<Type>();
  type->kind = kind;
  type->simple = simple;
  type->name = std::move(name);
  return type;
}

bool is_duration(feel::Kind kind) {
  return kind == feel::Kind::DayTimeDuration || kind == feel::Kind::YearMonthDuration;
}

// The type that a recursive one stands for; `room` holds it.
const Type& resolved(const Type& type, TypeRef& room) {
  if (type.kind != Type::Kind::Recursive) return type;
  room = type.whole->lock();
  return room ? *room : *any_type();
}

size_t price_of_member(const Value& context) {
  return context.is(feel::Kind::Context) ? price_of_entry(context.names().size()) : 1;
}
// Fields of two types are set beside each other one by one.
size_t price_of_type(const Type& type) { return 1 + type.fields.size() * type.fields.size(); }

bool has_shape(const Value& value, const Type& type, Meter& meter);

bool all_shaped(std::span<const Value> items, const TypeRef& element, Meter& meter) {
  if (!element || element->kind == Type::Kind::Any) return true;
  return std::all_of(items.begin(), items.end(), [&](const Value& item) {
    return meter.pay(1) && (item.is_null() || is_instance(item, *element, meter));
  });
}

bool is_context_of(const Value& value, const Type& type, Meter& meter) {
  if (!value.is(feel::Kind::Context)) return false;
  return std::all_of(type.fields.begin(), type.fields.end(), [&](const auto& field) {
    if (!meter.pay(price_of_member(value))) return false;
    const Value* member = value.find(field.first);
    return member && (member->is_null() || is_instance(*member, *field.second, meter));
  });
}

bool is_function_of(const Value& value, const Type& type, Meter& meter) {
  if (!value.is(feel::Kind::Function)) return false;
  if (!type.has_signature) return true;
  const Function& function = value.function();
  if (!function.accepts(type.parameters.size())) return false;
  for (size_t i = 0; i < type.parameters.size(); ++i) {
    if (!meter.pay(price_of_type(*type.parameters[i]))) return false;
    if (!conforms(*type.parameters[i], *function.parameter_type(i))) return false;
  }
  const TypeRef result = function.result_type();
  if (!meter.pay(price_of_type(*result))) return false;
  return result->kind == Type::Kind::Any || conforms(*result, *type.element);
}

bool is_range_of(const Value& value, const Type& type, Meter& meter) {
  if (!value.is(feel::Kind::Range)) return false;
  if (!type.element) return true;
  const auto fits = [&](const Value& end) {
    return end.is_null() || is_instance(end, *type.element, meter);
  };
  return fits(value.range().low) && fits(value.range().high);
}

bool has_shape(const Value& value, const Type& type, Meter& meter) {
  switch (type.kind) {
    case Type::Kind::Any: return true;
    case Type::Kind::Null: return value.is_null();
    case Type::Kind::Simple: return value.is(type.simple);
    case Type::Kind::Duration: return is_duration(value.kind());
    case Type::Kind::List:
      return value.is(feel::Kind::List) && all_shaped(value.items(), type.element, meter);
    case Type::Kind::Range: return is_range_of(value, type, meter);
    case Type::Kind::Context: return is_context_of(value, type, meter);
    case Type::Kind::Function: return is_function_of(value, type, meter);
    case Type::Kind::Recursive: {
      TypeRef room;
      return has_shape(value, resolved(type, room), meter);
    }
    case Type::Kind::Unknown: return false;
  }
  return false;
}

}  // namespace

TypeRef any_type() {
  static const TypeRef type = make(Type::Kind::Any, feel::Kind::Null, "Any");
  return type;
}

TypeRef built_in_type(std::string_view name) {
  using K = feel::Kind;
  static const std::map<std::string, TypeRef, std::less<>> types = [] {
    std::map<std::string, TypeRef, std::less<>> all{{"Any", any_type()}};
    const auto add = [&all](std::string_view text, Type::Kind kind, K simple) {
      all.emplace(text, make(kind, simple, std::string(text)));
    };
    add("Null", Type::Kind::Null, K::Null);
    for (const K kind : {K::Boolean, K::Number, K::String, K::Date, K::Time, K::DateTime,
                         K::DayTimeDuration, K::YearMonthDuration}) {
      add(name_of(kind), Type::Kind::Simple, kind);
    }
    add("dateTime", Type::Kind::Simple, K::DateTime);
    add("dayTimeDuration", Type::Kind::Simple, K::DayTimeDuration);
    add("yearMonthDuration", Type::Kind::Simple, K::YearMonthDuration);
    add("duration", Type::Kind::Duration, K::Null);
    add("list", Type::Kind::List, K::List);
    add("context", Type::Kind::Context, K::Context);
    add("range", Type::Kind::Range, K::Range);
    add("function", Type::Kind::Function, K::Function);
    return all;
  }();
  const auto found = types.find(name);
  return found == types.end() ? nullptr : found->second;
}

TypeRef list_of(TypeRef element) {
  auto type = std::make_shared<Type>();
  type->kind = Type::Kind::List;
  type->element = std::move(element);
  return type;
}

bool is_instance(const Value& value, const Type& type, Meter& meter) {
  if (value.is_null()) return type.kind == Type::Kind::Null;
  return has_shape(value, type, meter);
}

namespace {
// Whether the constraints of the type and of its parts hold; the shape is known to fit.
bool is_allowed(const Value& value, const Type& type, Meter& meter) {
  if (type.allows && !type.allows(value, meter.evaluation())) return false;
  if (type.kind == Type::Kind::Recursive) {
    TypeRef room;
    return is_allowed(value, resolved(type, room), meter);
  }
  if (type.kind == Type::Kind::List && type.element && value.is(feel::Kind::List)) {
    return std::all_of(value.items().begin(), value.items().end(), [&](const Value& item) {
      return meter.pay(1) && (item.is_null() || is_allowed(item, *type.element, meter));
    });
  }
  if (type.kind == Type::Kind::Context && value.is(feel::Kind::Context)) {
    return std::all_of(type.fields.begin(), type.fields.end(), [&](const auto& field) {
      if (!meter.pay(price_of_member(value))) return false;
      const Value* member = value.find(field.first);
      return !member || member->is_null() || is_allowed(*member, *field.second, meter);
    });
  }
  return true;
}

bool fits(const Value& value, const Type& type, Meter& meter) {
  return is_instance(value, type, meter) && is_allowed(value, type, meter);
}

std::optional<Misfit> misfit_of_items(std::span<const Value> items, const Type& element,
                                      Meter& meter) {
  for (size_t i = 0; i < items.size(); ++i) {
    if (!meter.pay(1)) return {};
    auto found = misfit(items[i], element, meter);
    if (!found) continue;
    found->path.insert(0, "[" + std::to_string(i + 1) + "]");
    return found;
  }
  return {};
}

std::optional<Misfit> misfit_of_members(const Value& context, const Type& type, Meter& meter) {
  for (const auto& [name, wanted] : type.fields) {
    if (!meter.pay(price_of_member(context))) return {};
    const Value* member = context.find(name);
    if (!member) return Misfit{"." + name, Misfit::Why::Missing, print(*wanted), {}};
    auto found = misfit(*member, *wanted, meter);
    if (!found) continue;
    found->path.insert(0, "." + name);
    return found;
  }
  return {};
}
}  // namespace

std::optional<Misfit> misfit(const Value& value, const Type& written, Meter& meter) {
  TypeRef room;
  const Type& type = resolved(written, room);
  if (value.is_null()) return {};
  const bool is_list = type.kind == Type::Kind::List && value.is(feel::Kind::List);
  const bool may_be_item = type.kind == Type::Kind::List && !is_list && type.element;
  if (may_be_item && is_instance(value, *type.element, meter)) {
    if (auto of_item = misfit(value, *type.element, meter)) return of_item;
    return Misfit{"", Misfit::Why::NotAllowed, print(type), value};
  }
  const bool is_context = type.kind == Type::Kind::Context && value.is(feel::Kind::Context);
  std::optional<Misfit> inside;
  if (is_list && type.element) inside = misfit_of_items(value.items(), *type.element, meter);
  if (is_context) inside = misfit_of_members(value, type, meter);
  if (inside) return inside;
  const bool is_shaped = has_shape(value, type, meter);
  if (!is_shaped && !meter.evaluation().is_exhausted()) {
    return Misfit{"", Misfit::Why::Kind, print(type), value};
  }
  if (is_allowed(value, written, meter) || meter.evaluation().is_exhausted()) return {};
  return Misfit{"", Misfit::Why::NotAllowed, print(type), value};
}

namespace {
// Pairs of types that are being compared: they conform unless a difference is found elsewhere.
using Assumed = std::vector<std::pair<const Type*, const Type*>>;

bool do_conform(const Type& given, const Type& wanted, Assumed& assumed);

bool do_contexts_conform(const Type& type, const Type& target, Assumed& assumed) {
  const std::pair pair(&type, &target);
  if (std::find(assumed.begin(), assumed.end(), pair) != assumed.end()) return true;
  assumed.push_back(pair);
  return std::all_of(target.fields.begin(), target.fields.end(), [&](const auto& field) {
    return std::any_of(type.fields.begin(), type.fields.end(), [&](const auto& own) {
      return own.first == field.first && do_conform(*own.second, *field.second, assumed);
    });
  });
}

bool do_functions_conform(const Type& type, const Type& target, Assumed& assumed) {
  if (!target.has_signature) return true;
  if (!type.has_signature || type.parameters.size() != target.parameters.size()) return false;
  for (size_t i = 0; i < type.parameters.size(); ++i) {
    if (!do_conform(*target.parameters[i], *type.parameters[i], assumed)) return false;
  }
  return do_conform(*type.element, *target.element, assumed);
}

bool do_conform(const Type& given, const Type& wanted, Assumed& assumed) {
  TypeRef rooms[2];
  const Type& type = resolved(given, rooms[0]);
  const Type& target = resolved(wanted, rooms[1]);
  if (target.kind == Type::Kind::Any) return true;
  if (type.kind == Type::Kind::Null) return true;
  if (type.kind != target.kind) {
    return target.kind == Type::Kind::Duration && type.kind == Type::Kind::Simple &&
           is_duration(type.simple);
  }
  switch (type.kind) {
    case Type::Kind::Simple: return type.simple == target.simple;
    case Type::Kind::List:
    case Type::Kind::Range:
      return !target.element ||
             do_conform(type.element ? *type.element : *any_type(), *target.element, assumed);
    case Type::Kind::Context: return do_contexts_conform(type, target, assumed);
    case Type::Kind::Function: return do_functions_conform(type, target, assumed);
    case Type::Kind::Unknown: return type.name == target.name;
    default: return true;
  }
}
}  // namespace

bool conforms(const Type& type, const Type& target) {
  Assumed assumed;
  return do_conform(type, target, assumed);
}

std::optional<Value> coerce(const Value& value, const Type& type, Meter& meter) {
  if (value.is_null()) return value;
  if (fits(value, type, meter)) return value;
  if (meter.evaluation().is_exhausted()) return {};
  if (type.kind == Type::Kind::Recursive) {
    TypeRef room;
    auto fitted = coerce(value, resolved(type, room), meter);
    return fitted && is_allowed(*fitted, type, meter) ? fitted : std::nullopt;
  }
  const auto checked = [&](Value changed) {
    return fits(changed, type, meter) ? std::optional(std::move(changed)) : std::nullopt;
  };
  if (type.kind == Type::Kind::List) {
    if (auto list = checked(Value::list({value}))) return list;
  }
  if (value.is(feel::Kind::List) && value.items().size() == 1) {
    return checked(value.items().front());
  }
  if (value.is(feel::Kind::Date) && type.simple == feel::Kind::DateTime) {
    return checked(Value::date_time({value.day(), 0, Zone::utc()}));
  }
  return {};
}

std::string print(const Type& type) {
  if (!type.name.empty()) return type.name;
  switch (type.kind) {
    case Type::Kind::List: return "list<" + (type.element ? print(*type.element) : "Any") + ">";
    case Type::Kind::Range: return "range<" + (type.element ? print(*type.element) : "Any") + ">";
    case Type::Kind::Context: return "context";
    case Type::Kind::Function: return "function";
    default: return "Any";
  }
}

}  // namespace feel
