// Types of FEEL and of item definitions: `instance of`, declared parameters, coercion.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "feel/meter.h"
#include "feel/value.h"

namespace feel {

struct Type;
using TypeRef = std::shared_ptr<const Type>;

struct Type {
  enum class Kind {
    Any,
    Null,
    Simple,
    Duration,
    List,
    Range,
    Context,
    Function,
    Recursive,
    Unknown,
  };
  Kind kind = Kind::Any;
  feel::Kind simple = feel::Kind::Null;                 // of Simple
  std::string name;                                     // of Unknown, or of the item definition
  std::vector<std::pair<std::string, TypeRef>> fields;  // of Context
  std::vector<TypeRef> parameters;                      // of Function
  TypeRef element;             // of List and Range (null: any); result of Function
  bool has_signature = false;  // of Function: "function<…>->…"
  // A constraint of an item definition, which spends the steps of who asks; empty: none.
  std::function<bool(const Value&, Evaluation&)> allows = {};
  Values choices = {};  // what the constraint lists, in its order: values and ranges
  // Of Recursive: the type within whose definition this one stands; Any once that is gone.
  std::shared_ptr<const std::weak_ptr<const Type>> whole = {};
};

TypeRef any_type();
// "number", "date and time", "Any" …; null when no such built-in type.
TypeRef built_in_type(std::string_view name);
TypeRef list_of(TypeRef element);

// A function whose result cannot be told before it is called is one of every result type. False
// when there are no steps left to tell.
bool is_instance(const Value& value, const Type& type, Meter& meter);
// Whether every value of `type` is one of `target`.
bool conforms(const Type& type, const Type& target);
// DMN 10.3.2.9.4: as it is when it fits, else one of: to a singleton list, from one, date to date
// and time. That is done to the value as a whole, never to its items or members; empty when it does
// not fit, or when there are no steps left to tell.
std::optional<Value> coerce(const Value& value, const Type& type, Meter& meter);
std::string print(const Type& type);

}  // namespace feel
