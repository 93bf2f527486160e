// Built-in functions: tables of name, parameters and body.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feel/function.h"
#include "feel/meter.h"

namespace feel {

enum class Accepts : uint8_t {
  Any,
  Number,
  String,
  Boolean,
  Date,  // date, or the date of a date and time
  Time,
  DateTime,  // date and time, or midnight UTC of a date
  Moment,    // date, or date and time
  YearMonth,
  Duration,  // either kind
  Temporal,  // any date, time, duration
  List,      // anything else becomes a list of one
  Context,
  Range,
  Function,
};

struct Parameter {
  std::string name;
  Accepts accepts = Accepts::Any;
  bool is_optional = false;
  bool is_nullable = false;     // null is handed in, else null gives null
  bool may_be_unnamed = false;  // null when a call by names leaves it out
};

struct Signature {
  std::vector<Parameter> parameters;
  size_t required = 0;       // how many must be given
  bool is_variadic = false;  // the last parameter takes all further arguments
};

class Pattern;  // feel/builtins/pattern.h

// The arguments of one call, checked and converted.
class Arguments {
 public:
  Arguments(std::span<const Value> values, Evaluation& in, int at_line, int at_column,
            std::string_view name, const Pattern* ready_pattern)
      : evaluation(in),
        line(at_line),
        column(at_column),
        pattern(ready_pattern),
        name_(name),
        values_(values) {}
  size_t size() const { return values_.size(); }
  // Whether it was given and is not null.
  bool has(size_t index) const { return index < values_.size() && !values_[index].is_null(); }
  const Value& operator[](size_t index) const;
  std::span<const Value> all() const { return values_; }
  // Null with a reason.
  Value fail(std::string_view reason) const;
  // What is no value, since it would be too large: fails, and so does the whole evaluation.
  Value whole(Value made) const;
  bool spend(size_t steps) const {
    return evaluation.spend(static_cast<int64_t>(steps), line, column);
  }
  bool is_exhausted() const { return evaluation.is_exhausted(); }
  // Of the place of this call.
  Meter meter() const { return Meter(evaluation, line, column); }
  // Calls a function value with the place of this call.
  Value invoke(const Value& function, std::initializer_list<Value> arguments) const;

  Evaluation& evaluation;
  int line;
  int column;
  const Pattern* pattern;  // what ready_pattern() made; may be absent

 private:
  std::string_view name_;
  std::span<const Value> values_;
};

struct Builtin {
  std::string name;
  std::vector<Signature> signatures;
  Value (*body)(const Arguments&) = nullptr;
  Value call(std::span<const Value> arguments, std::span<const std::string> names,
             Evaluation& evaluation, int line, int column, const Pattern* pattern = nullptr) const;

 private:
  // The first signature that fits by name or after conversion; null with a reason when none does.
  Value call_converted(std::span<const Value> arguments, std::span<const std::string> names,
                       Evaluation& evaluation, int line, int column, const Pattern* pattern) const;
};

// A row of a table: "substring", "string: string, start position: number, length?: number". Several
// signatures are parted by " | "; `?` = may be left out, `*type` = null is handed in, `**type` =
// the same, and a call by names may leave it out, "..." = any number of it.
struct BuiltinRow {
  std::string_view name;
  std::string_view signatures;
  Value (*body)(const Arguments&);
};

std::span<const BuiltinRow> conversion_functions();
std::span<const BuiltinRow> string_functions();
std::span<const BuiltinRow> number_functions();
std::span<const BuiltinRow> boolean_functions();
std::span<const BuiltinRow> list_functions();
std::span<const BuiltinRow> statistics_functions();
std::span<const BuiltinRow> context_functions();
std::span<const BuiltinRow> temporal_functions();
std::span<const BuiltinRow> range_functions();
std::span<const BuiltinRow> camunda_functions();

// Standard ones to which Camunda gives further parameters and names.
Value to_number(const Arguments& arguments);
Value to_date_time(const Arguments& arguments);
Value string_join(const Arguments& arguments);
Value context_put(const Arguments& arguments);
// Makes the contexts on the way that are not there.
Value context_put_making(const Arguments& arguments);
// Contexts and lists of contexts.
Value context_merge(const Arguments& arguments);

// Null when there is none of that name in the dialect.
const Builtin* find_builtin(std::string_view name, Dialect dialect);
// Those whose names hold words of the grammar ("date and time"), also the product's own.
const std::vector<std::string>& awkward_builtin_names();
bool takes_pattern(std::string_view function);
// The regular expression of a call by position whose pattern and flags are constant (absent
// arguments: nullptr); nothing when it is none or the function takes no pattern.
std::shared_ptr<const Pattern> ready_pattern(std::string_view function,
                                             std::span<const Value* const> constants);
// As a value: `sort(list, f)` may be handed a built-in function.
Value builtin_value(const Builtin& builtin);

}  // namespace feel
