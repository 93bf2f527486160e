// The outcome of what a caller can get wrong: a value, or a refusal that says what would satisfy
// it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/ensure.h"

namespace base {

// A text for people in both languages of the product. `zh` is the source.
struct Text {
  std::string zh;
  std::string en;
  friend bool operator==(const Text&, const Text&) = default;
};

enum class ErrorKind {
  Invalid,          // 400: cannot be read, or a value of the wrong type
  Unauthenticated,  // 401
  Forbidden,        // 403
  NotFound,         // 404
  Conflict,         // 409: the state or version does not allow it
  TooLarge,         // 413
  Refused,          // 422: a rule of the business says no
  TooMany,          // 429
  Internal,         // 500: a defect; the request was set aside
  Unavailable,      // 503: try again later
};

// One thing that would have to be given or done before the act is allowed.
struct Missing {
  enum class Kind { Field, Condition };
  Kind kind = Kind::Field;
  std::string name;  // field id or path ("items[2].amount"), or the condition's id
  Text label;        // how people call it
  Text how;          // what would satisfy it
};

// A refusal. `code` is stable ("records.field_required"), listed in base/error_codes.txt with its
// kind and titles, and has a page in docs/errors.
struct Error {
  ErrorKind kind = ErrorKind::Internal;
  std::string code;
  Text title;
  std::string clause;  // the clause that refuses ("S18-R13"), empty when none does
  std::string place;   // where in the input ("file:line:column", a field path), may be empty
  std::string detail;  // technical detail in English for engineers, may be empty
  std::vector<Missing> missing;

  Error with_title(Text value) && {
    title = std::move(value);
    return std::move(*this);
  }
  Error with_clause(std::string value) && {
    clause = std::move(value);
    return std::move(*this);
  }
  Error at(std::string value) && {
    place = std::move(value);
    return std::move(*this);
  }
  Error because(std::string value) && {
    detail = std::move(value);
    return std::move(*this);
  }
  Error lacking(Missing value) && {
    missing.push_back(std::move(value));
    return std::move(*this);
  }
};

// The listed refusal with its kind and titles; ensures that `code` is listed.
Error refusal(std::string_view code);

struct ErrorCode {
  std::string_view code;
  ErrorKind kind;
  std::string_view zh;
  std::string_view en;
};
// Every code the program can answer with, in the order of base/error_codes.txt.
const std::vector<ErrorCode>& error_codes();

int http_status(ErrorKind kind);

// A value or an Error. Reading the wrong side is a defect.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & {
    ensure(ok(), "value of a refused result");
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    ensure(ok(), "value of a refused result");
    return *std::get_if<0>(&state_);
  }
  T&& value() && {
    ensure(ok(), "value of a refused result");
    return std::move(*std::get_if<0>(&state_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const& {
    ensure(!ok(), "error of a good result");
    return *std::get_if<1>(&state_);
  }
  Error&& error() && {
    ensure(!ok(), "error of a good result");
    return std::move(*std::get_if<1>(&state_));
  }

 private:
  std::variant<T, Error> state_;
};

struct Nothing {};

// The outcome of an act that has no value.
template <>
class [[nodiscard]] Result<void> : public Result<Nothing> {
 public:
  Result() : Result<Nothing>(Nothing{}) {}
  Result(Error error) : Result<Nothing>(std::move(error)) {}
};

// A finding in a file that people wrote. Readers collect all of them and do not stop at the first.
struct Problem {
  std::string file;
  int line = 0;    // 1-based, 0 when it concerns the file as a whole
  int column = 0;  // 1-based, 0 when unknown
  std::string text;
  // "file:line:column: text"
  std::string print() const;
  friend bool operator==(const Problem&, const Problem&) = default;
};

}  // namespace base
