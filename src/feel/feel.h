// FEEL of DMN 1.5: compile once into an immutable, shareable form, evaluate many times.
//
// Errors of evaluation are null with a reason; reasons are collected in the Evaluation.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "base/result.h"
#include "base/time.h"
#include "base/working_calendar.h"
#include "feel/value.h"

namespace feel {

class Evaluation;
struct Type;     // feel/type.h
struct Node;     // private
struct Program;  // private

enum class Dialect {
  Standard,
  Camunda,  // back-quoted names, Camunda's extra functions and null handling
};

enum class Form {
  Expression,
  UnaryTests,  // of an input value `?`: "< 5, [10..20]", "not(1, 2)", "-"
};

struct Options {
  Dialect dialect = Dialect::Standard;
  Form form = Form::Expression;
  // Names that the host knows. Only needed where they hold spaces next to keywords or operators
  // ("date and time of birth", "a-b"); plain names, also Chinese ones, need no entry.
  std::vector<std::string> known_names = {};
  // The same for names behind a dot or in a filter: nowhere else are they names.
  std::vector<std::string> known_members = {};
  bool is_filter = false;  // the text is the condition of a filter
  // Types of the host by name, for `instance of` and declared parameters; must outlive compile().
  const std::map<std::string, std::shared_ptr<const Type>, std::less<>>* types = nullptr;
};

// Variables of the host, looked up when an expression first reads them, once an evaluation.
class Names {
 public:
  virtual ~Names() = default;
  virtual std::optional<Value> find(std::string_view name) const = 0;
  // The same without a copy of what is kept somewhere already; else it is put into `room`. Null
  // when absent; valid while these names and `room` are left alone.
  virtual const Value* look(std::string_view name, Guess& guess, Value& room) const;
};

class NoNames final : public Names {
 public:
  std::optional<Value> find(std::string_view) const override { return {}; }
};

// The entries of a context value.
class ContextNames final : public Names {
 public:
  explicit ContextNames(Value context) : context_(std::move(context)) {}
  std::optional<Value> find(std::string_view name) const override;
  const Value* look(std::string_view name, Guess& guess, Value&) const override {
    return context_.find(name, guess);
  }

 private:
  Value context_;
};

// The inner ones hide the outer ones. Both must outlive this.
class NestedNames final : public Names {
 public:
  NestedNames(const Names& inner, const Names& outer) : inner_(inner), outer_(outer) {}
  std::optional<Value> find(std::string_view name) const override;
  const Value* look(std::string_view name, Guess& guess, Value& room) const override;

 private:
  const Names& inner_;
  const Names& outer_;
};

// A function of the host, found after the built-in ones. Arguments come in the order of
// `parameters`;
// fewer arguments than parameters are filled with null when `optional_from` allows it.
struct HostFunction {
  std::vector<std::string> parameters;
  std::function<Value(std::span<const Value>, Evaluation&)> call;
  size_t optional_from = SIZE_MAX;  // parameters from this one on may be left out
};
using HostFunctions = std::map<std::string, HostFunction, std::less<>>;

// `add working days(from, n)`, `add working hours(from, n)`, `working days between(from, to)`,
// `working hours between(from, to)`, `is working day(date)` on a calendar.
HostFunctions working_time_functions(const base::WorkingCalendar& calendar);

// A cell of a table whose text is evaluated.
struct TableCell {
  std::string_view table;  // as the host named it
  int rule = 0;            // from 1; 0: an input expression or a default value
  int column = 0;          // from 1, outputs behind inputs; 0: no cell
  std::string_view name;   // of the column
};

// Why a value is null: "3:14: division by zero"; "Fee, rule 2, age:1:3: division by zero".
struct Reason {
  int line = 0;
  int column = 0;
  std::string source;  // which expression, as the host named it; may be empty
  std::string text;
  // The cell in whose text the place lies; as in TableCell.
  std::string table = {};
  int rule = 0;
  int cell = 0;
  std::string cell_name = {};
  std::string print() const;
};

// What one evaluation is given and what it leaves behind. Not shared between threads.
class Evaluation {
 public:
  base::Time now;                            // of now() and today()
  std::string zone = "Asia/Shanghai";        // IANA name, of now() and today()
  const HostFunctions* functions = nullptr;  // may be absent; must outlive the evaluation
  base::Random* random = nullptr;            // of uuid() and random number(), null without it
  int64_t steps_left = 5'000'000;            // about one a call, item made or rule tried
  size_t reasons_max = 100;
  std::vector<Reason> reasons;
  std::string source;   // put into reasons
  TableCell cell = {};  // the same; what it names outlives its evaluation

  bool is_exhausted() const { return steps_left <= 0; }
  // Whether its value is none, not even null: the budget is exceeded, or an assert() does not hold.
  bool has_failed() const { return is_exhausted() || has_failed_assertion; }
  bool has_failed_assertion = false;
  void note(int line, int column, std::string text);
  // Uses steps; false, with a reason once, when the budget is exceeded.
  bool spend(int64_t steps, int line, int column) {
    steps_left -= steps;
    if (steps_left > 0) return true;
    note_exhaustion(line, column);
    return false;
  }
  int depth = 0;  // of calls, kept by the evaluator

 private:
  void note_exhaustion(int line, int column);
  bool noted_exhaustion_ = false;
};

// A name or function that an expression reads and the scope lacks.
struct NameUse {
  std::string name;
  int line = 0;
  int column = 0;
  bool may_be_member = false;  // only read in filters, whose items may have a member of that name
};

// A compiled expression. Cheap to copy, immutable.
class Expression {
 public:
  Value evaluate(const Names& names, Evaluation& evaluation) const {
    return settled_ ? *settled_ : run(names, evaluation);
  }
  // Of unary tests: whether `input` passes; null when it cannot be said.
  Value test(const Value& input, const Names& names, Evaluation& evaluation) const;
  // Of unary tests: what they accept, when that is constant: values and ranges; empty for "-".
  // Nothing when only evaluation can tell.
  struct Accepted {
    bool is_anything = false;
    std::vector<Value> choices;
  };
  std::optional<Accepted> accepted() const;
  // Of unary tests: what an input is set beside, as far as it has a value without one.
  struct Operands {
    std::vector<Value> compared;  // values, ranges and lists that it may equal, lie in or exceed
    std::vector<Value> asked;     // literals and variables in tests that ask with `?`
  };
  Operands operands(const Names& names, Evaluation& evaluation) const;
  // Free names it reads, each once, with its first place; functions it calls that are neither
  // built in nor defined in it.
  const std::vector<NameUse>& names() const;
  const std::vector<NameUse>& called() const;
  // For members of a read name ("record.amount"): paths as far as they are static.
  const std::vector<std::vector<std::string>>& paths() const;
  std::string_view text() const;
  const Program& program() const { return *program_; }

 private:
  friend base::Result<Expression> compile(std::string_view, const Options&);
  explicit Expression(std::shared_ptr<const Program> program);
  Value run(const Names& names, Evaluation& evaluation) const;

  std::shared_ptr<const Program> program_;
  const Value* settled_;  // the value, when it needs no evaluation; lies in the program
};

// Refuses with feel.syntax; `place` is line:column of the text.
base::Result<Expression> compile(std::string_view text, const Options& options = {});

// Names and functions that are unknown in a scope; `is_function` tells which.
std::vector<NameUse> check(const Expression& expression,
                           const std::set<std::string, std::less<>>& names,
                           const HostFunctions& functions);

// All of them, sorted.
std::vector<std::string> built_in_names(Dialect dialect = Dialect::Standard);
bool is_built_in(std::string_view function, Dialect dialect = Dialect::Standard);

// Short cuts for hosts: compile and evaluate once; a syntax error is null with a reason.
Value evaluate(std::string_view text, const Names& names, Evaluation& evaluation,
               const Options& options = {});

}  // namespace feel
