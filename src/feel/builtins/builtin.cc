#include "feel/builtins/builtin.h"

#include <algorithm>
#include <boost/container/small_vector.hpp>
#include <map>

#include "base/text.h"
#include "feel/value/cells.h"

namespace feel {
namespace {

Accepts accepts_of(std::string_view word) {
  static const std::map<std::string_view, Accepts> words = {
      {"any", Accepts::Any},           {"number", Accepts::Number},
      {"string", Accepts::String},     {"boolean", Accepts::Boolean},
      {"date", Accepts::Date},         {"time", Accepts::Time},
      {"datetime", Accepts::DateTime}, {"moment", Accepts::Moment},
      {"months", Accepts::YearMonth},  {"duration", Accepts::Duration},
      {"temporal", Accepts::Temporal}, {"list", Accepts::List},
      {"context", Accepts::Context},   {"range", Accepts::Range},
      {"function", Accepts::Function}};
  return words.at(word);
}

Signature read_signature(std::string_view text) {
  Signature signature;
  for (const auto& piece : base::split(text, ',')) {
    const size_t colon = piece.find(':');
    Parameter parameter;
    std::string_view name = base::trim(std::string_view(piece).substr(0, colon));
    std::string_view word = base::trim(std::string_view(piece).substr(colon + 1));
    if (name.ends_with('?')) parameter.is_optional = true, name.remove_suffix(1);
    if (word.ends_with("...")) signature.is_variadic = true, word.remove_suffix(3);
    if (word.starts_with('*')) parameter.is_nullable = true, word.remove_prefix(1);
    if (word.starts_with('*')) parameter.may_be_unnamed = true, word.remove_prefix(1);
    parameter.name = name;
    parameter.accepts = accepts_of(word);
    signature.required += !parameter.is_optional;
    signature.parameters.push_back(std::move(parameter));
  }
  return signature;
}

std::vector<Signature> read_signatures(std::string_view text) {
  std::vector<Signature> signatures;
  if (text.empty()) return {Signature{}};
  for (const auto& one : base::split(text, '|')) signatures.push_back(read_signature(one));
  return signatures;
}

using Table = std::map<std::string, Builtin, std::less<>>;

void add_rows(Table& table, std::span<const BuiltinRow> rows) {
  for (const auto& row : rows) {
    std::string name(row.name);
    Builtin builtin{name, read_signatures(row.signatures), row.body};
    table.insert_or_assign(std::move(name), std::move(builtin));
  }
}

Table standard_table() {
  Table table;
  for (const auto rows : {conversion_functions(), string_functions(), number_functions(),
                          boolean_functions(), list_functions(), statistics_functions(),
                          context_functions(), temporal_functions(), range_functions()}) {
    add_rows(table, rows);
  }
  return table;
}

const Table& table_of(Dialect dialect) {
  static const Table standard = standard_table();
  static const Table camunda = [] {
    Table table = standard;
    add_rows(table, camunda_functions());
    return table;
  }();
  return dialect == Dialect::Camunda ? camunda : standard;
}

std::optional<Value> as_kind(const Value& value, Kind kind) {
  return value.is(kind) ? std::optional(value) : std::nullopt;
}

std::optional<Value> convert_date(const Value& value, Accepts accepts) {
  if (accepts == Accepts::Date) {
    if (value.is(Kind::DateTime)) return Value::date_of_day(value.clock().day);
    return as_kind(value, Kind::Date);
  }
  if (accepts == Accepts::DateTime) {
    if (value.is(Kind::Date)) return Value::date_time({value.day(), 0, Zone::utc()});
    return as_kind(value, Kind::DateTime);
  }
  if (value.is(Kind::Date) || value.is(Kind::DateTime)) return value;
  return {};
}

std::optional<Value> convert(const Value& value, Accepts accepts) {
  switch (accepts) {
    case Accepts::Any: return value;
    case Accepts::Number: return as_kind(value, Kind::Number);
    case Accepts::String: return as_kind(value, Kind::String);
    case Accepts::Boolean: return as_kind(value, Kind::Boolean);
    case Accepts::Time: return as_kind(value, Kind::Time);
    case Accepts::YearMonth: return as_kind(value, Kind::YearMonthDuration);
    case Accepts::Context: return as_kind(value, Kind::Context);
    case Accepts::Range: return as_kind(value, Kind::Range);
    case Accepts::Function: return as_kind(value, Kind::Function);
    case Accepts::Date:
    case Accepts::DateTime:
    case Accepts::Moment: return convert_date(value, accepts);
    case Accepts::Duration:
      if (value.is(Kind::DayTimeDuration) || value.is(Kind::YearMonthDuration)) return value;
      return {};
    case Accepts::Temporal:
      if (value.kind() >= Kind::Date && value.kind() <= Kind::YearMonthDuration) return value;
      return {};
    case Accepts::List: return value.is(Kind::List) ? value : Value::list({value});
  }
  return {};
}

// Whether the argument needs no conversion.
bool is_as_wanted(const Value& value, const Parameter& parameter) {
  switch (parameter.accepts) {
    case Accepts::Any: return !value.is_null() || parameter.is_nullable;
    case Accepts::Number: return value.is(Kind::Number);
    case Accepts::String: return value.is(Kind::String);
    case Accepts::Date: return value.is(Kind::Date);
    case Accepts::Moment: return value.is(Kind::Date) || value.is(Kind::DateTime);
    case Accepts::List: return value.is(Kind::List);
    case Accepts::Context: return value.is(Kind::Context);
    case Accepts::Range: return value.is(Kind::Range);
    case Accepts::Function: return value.is(Kind::Function);
    default: return false;
  }
}

bool is_count_right(size_t count, const Signature& signature) {
  return count >= signature.required &&
         (count <= signature.parameters.size() || signature.is_variadic);
}

const Parameter& parameter_at(size_t index, const Signature& signature) {
  return signature.parameters[std::min(index, signature.parameters.size() - 1)];
}

bool all_as_wanted(std::span<const Value> given, const Signature& signature) {
  for (size_t i = 0; i < given.size(); ++i) {
    if (!is_as_wanted(given[i], parameter_at(i, signature))) return false;
  }
  return true;
}

// The argument as the parameter wants it: also out of a list of one.
std::optional<Value> fit(const Value& value, const Parameter& parameter) {
  if (value.is_null()) {
    if (parameter.is_nullable || parameter.is_optional) return value;
    return std::nullopt;
  }
  if (auto fitted = convert(value, parameter.accepts)) return fitted;
  if (value.is(Kind::List) && value.items().size() == 1) {
    return convert(value.items().front(), parameter.accepts);
  }
  return {};
}

using Few = boost::container::small_vector<Value, 6>;

enum class Fit { Yes, WrongCount, WrongKind, IsNull };

Fit fit_all(std::span<const Value> given, const Signature& signature, Few& fitted,
            std::string& wrong) {
  fitted.clear();
  for (size_t i = 0; i < given.size(); ++i) {
    const auto& parameter = parameter_at(i, signature);
    auto value = fit(given[i], parameter);
    if (!value) {
      wrong = parameter.name;
      if (given[i].is_null()) return Fit::IsNull;
      wrong += ": " + std::string(name_of(given[i].kind()));
      return Fit::WrongKind;
    }
    fitted.push_back(std::move(*value));
  }
  return Fit::Yes;
}

// Whether the names stand in the order of the parameters.
bool is_in_order(std::span<const std::string> names, const Signature& signature) {
  return names.size() <= signature.parameters.size() &&
         std::equal(names.begin(), names.end(), signature.parameters.begin(),
                    [](const auto& name, const auto& one) { return name == one.name; });
}

// Named arguments by position; false when the signature lacks a name or misses a value.
bool order_named(std::span<const Value> given, std::span<const std::string> names,
                 const Signature& signature, Few& ordered) {
  const auto& parameters = signature.parameters;
  std::vector<bool> is_given(parameters.size());
  ordered.assign(parameters.size(), Value());
  size_t used = 0;
  for (size_t i = 0; i < names.size(); ++i) {
    const auto at = std::find_if(parameters.begin(), parameters.end(),
                                 [&](const Parameter& p) { return p.name == names[i]; });
    if (at == parameters.end()) return false;
    const auto index = static_cast<size_t>(at - parameters.begin());
    if (is_given[index]) return false;
    ordered[index] = given[i];
    is_given[index] = true;
    used = std::max(used, index + 1);
  }
  for (size_t i = 0; i < parameters.size(); ++i) {
    if (is_given[i] || parameters[i].is_optional) continue;
    if (!parameters[i].may_be_unnamed) return false;
    used = std::max(used, i + 1);
  }
  ordered.resize(used);
  return true;
}

}  // namespace

const Value& Arguments::operator[](size_t index) const {
  static const Value null;
  return index < values_.size() ? values_[index] : null;
}

Value Arguments::fail(std::string_view reason) const {
  evaluation.note(line, column, std::string(name_) + ": " + std::string(reason));
  return {};
}

Value Arguments::whole(Value made) const {
  if (!made.is_null()) return made;
  evaluation.steps_left = 0;
  return fail("the value is too large or nested too deeply");
}

Value Arguments::invoke(const Value& function, std::initializer_list<Value> arguments) const {
  return feel::invoke(function.function(), {arguments.begin(), arguments.size()}, evaluation, line,
                      column);
}

namespace {
// Steps for the text in the arguments, one for each 64 bytes; lists and contexts are paid for by
// who walks over them.
int64_t burden_of(std::span<const Value> arguments) {
  size_t bytes = 0;
  const auto add = [&bytes](const Value& value) {
    if (value.is(Kind::String)) bytes += value.text().size();
  };
  for (const auto& argument : arguments) {
    add(argument);
    if (!argument.is(Kind::Range)) continue;
    add(argument.range().low);
    add(argument.range().high);
  }
  return static_cast<int64_t>(bytes / 64);
}

// Pays for the making of a large result, which is null when that is too much; what somebody else
// holds was not made here.
void pay_for(Value& result, Evaluation& evaluation, int line, int column) {
  const bool is_list = result.is(Kind::List);
  if ((!is_list && !result.is(Kind::String)) || !Cells::is_held_once(result)) return;
  const size_t size = is_list ? result.items().size() : result.text().size() / 16;
  if (!evaluation.spend(cost_of_making(size), line, column)) result = {};
}
}  // namespace

Value Builtin::call(std::span<const Value> arguments, std::span<const std::string> names,
                    Evaluation& evaluation, int line, int column, const Pattern* pattern) const {
  if (!evaluation.spend(1 + burden_of(arguments), line, column)) return {};
  const Signature& first = signatures.front();
  if (names.empty() && is_count_right(arguments.size(), first) && all_as_wanted(arguments, first)) {
    Value result = body(Arguments(arguments, evaluation, line, column, name, pattern));
    pay_for(result, evaluation, line, column);
    return result;
  }
  return call_converted(arguments, names, evaluation, line, column, pattern);
}

Value Builtin::call_converted(std::span<const Value> arguments, std::span<const std::string> names,
                              Evaluation& evaluation, int line, int column,
                              const Pattern* pattern) const {
  Few fitted;
  Few ordered;
  std::string wrong;
  Fit best = Fit::WrongCount;
  const bool is_written =
      std::any_of(signatures.begin(), signatures.end(),
                  [names](const Signature& one) { return is_in_order(names, one); });
  for (size_t i = 0; i < signatures.size(); ++i) {
    std::span<const Value> given = arguments;
    if (!names.empty()) {
      // "before(range, point)" beside "before(point, range)": the order says which is meant.
      if (is_written && !is_in_order(names, signatures[i])) continue;
      if (!order_named(arguments, names, signatures[i], ordered)) continue;
      given = {ordered.data(), ordered.size()};
    }
    if (!is_count_right(given.size(), signatures[i])) continue;
    if (all_as_wanted(given, signatures[i])) {
      Value result = body(Arguments(given, evaluation, line, column, name, pattern));
      pay_for(result, evaluation, line, column);
      return result;
    }
    best = fit_all(given, signatures[i], fitted, wrong);
    if (best == Fit::Yes) {
      const Arguments converted({fitted.data(), fitted.size()}, evaluation, line, column, name,
                                pattern);
      Value result = body(converted);
      pay_for(result, evaluation, line, column);
      return result;
    }
  }
  std::string reason = name + ": ";
  if (best == Fit::WrongCount) reason += "no such parameters";
  if (best == Fit::WrongKind) reason += "wrong kind of value for " + wrong;
  if (best == Fit::IsNull) reason += wrong + " is null";
  evaluation.note(line, column, std::move(reason));
  return {};
}

const Builtin* find_builtin(std::string_view name, Dialect dialect) {
  const auto& table = table_of(dialect);
  const auto found = table.find(name);
  return found == table.end() ? nullptr : &found->second;
}

std::vector<std::string> built_in_names(Dialect dialect) {
  std::vector<std::string> names;
  for (const auto& [name, builtin] : table_of(dialect)) names.push_back(name);
  return names;
}

const std::vector<std::string>& awkward_builtin_names() {
  static const std::vector<std::string> names = {
      "date and time", "years and months duration", "days and time duration",
      "get or else",   "working days between",      "working hours between"};
  return names;
}

namespace {
class BuiltinValue final : public Function {
 public:
  explicit BuiltinValue(const Builtin& builtin) : builtin_(builtin) {
    for (const auto& parameter : builtin.signatures.front().parameters) {
      names_.push_back(parameter.name);
    }
  }
  std::string name() const override { return builtin_.name; }
  std::span<const std::string> parameters() const override { return names_; }
  bool accepts(size_t) const override { return true; }
  Value call(std::span<const Value> arguments, Evaluation& evaluation) const override {
    return builtin_.call(arguments, {}, evaluation, 0, 0);
  }
  // By the names of any of its signatures.
  Value call_named(std::span<const Value> arguments, std::span<const std::string> names,
                   Evaluation& evaluation, int line, int column) const override {
    return builtin_.call(arguments, names, evaluation, line, column);
  }

 private:
  const Builtin& builtin_;
  std::vector<std::string> names_;
};
}  // namespace

Value builtin_value(const Builtin& builtin) {
  return Value::function(std::make_shared<BuiltinValue>(builtin));
}

}  // namespace feel
