// Values of FEEL: immutable, cheap to copy, safe to share between threads.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/decimal.h"
#include "base/ensure.h"
#include "base/json.h"
#include "base/result.h"
#include "base/time.h"

namespace feel {

enum class Kind : uint8_t {
  Null,
  Boolean,
  Number,
  String,
  Date,
  Time,
  DateTime,
  DayTimeDuration,
  YearMonthDuration,
  List,
  Context,
  Range,
  Function,
};
// As `instance of` and reasons call it: "number", "days and time duration" …
std::string_view name_of(Kind kind);

__extension__ typedef __int128 Nanos;

// Nothing, an offset, or an IANA zone.
struct Zone {
  enum class Kind : uint8_t { None, Offset, Named };
  Kind kind = Kind::None;
  int offset_seconds = 0;  // of Offset
  std::string name;        // of Named
  static Zone utc() { return {Kind::Offset, 0, {}}; }
  static Zone offset(int seconds) { return {Kind::Offset, seconds, {}}; }
  static Zone named(std::string name) { return {Kind::Named, 0, std::move(name)}; }
  friend bool operator==(const Zone&, const Zone&) = default;
};

// A wall clock of FEEL. `day` counts from 1970-01-01 and is 0 for a time; years reach ±999,999,999.
struct Clock {
  int64_t day = 0;
  int64_t nanos_of_day = 0;
  Zone zone;
  // Of a named zone whose clocks go back: the second time that they show this. No text says so.
  bool is_repeated = false;
};

class Value;
class Function;  // feel/function.h
struct Range;

// The shared part of a value, counted; what it holds is private to this module.
struct Cell {
  mutable std::atomic<uint32_t> uses{1};
  Cell() = default;
  Cell(const Cell&) = delete;
  Cell& operator=(const Cell&) = delete;
  virtual ~Cell() = default;
};

using Values = std::vector<Value>;

// Where a context kept a name that was looked for. Contexts of one kind keep it at one place, so
// it is tried first. Any number does no harm; threads may share it.
using Guess = std::atomic<uint32_t>;

class Value {
 public:
  Value() noexcept : kind_(Kind::Null), integer_(0) {}
  Value(std::nullptr_t) noexcept : Value() {}
  Value(bool value) noexcept : kind_(Kind::Boolean), integer_(value) {}
  Value(base::Decimal value) noexcept : kind_(Kind::Number), number_(value) {}
  Value(int value) : Value(base::Decimal(value)) {}
  Value(int64_t value) : Value(base::Decimal(value)) {}
  Value(std::string text);
  Value(std::string_view text);
  Value(const char* text) : Value(std::string_view(text)) {}
  Value(const Value& other) noexcept : kind_(other.kind_), number_(other.number_) { retain(); }
  Value(Value&& other) noexcept : kind_(other.kind_), number_(other.number_) {
    other.kind_ = Kind::Null;
  }
  Value& operator=(const Value& other) noexcept;
  Value& operator=(Value&& other) noexcept;
  ~Value() { release(); }

  static Value date(base::Date date) { return date_of_day(date.day); }
  static Value date_of_day(int64_t day);
  static Value time(Clock clock);  // the day is ignored
  static Value date_time(Clock clock);
  static Value instant(base::Time time, std::string_view zone);  // date and time in an IANA zone
  static Value day_time(Nanos nanos);
  static Value day_time(base::Span span) { return day_time(Nanos{span.micros} * 1000); }
  static Value year_month(int64_t months);
  // Lists and contexts nested more than 1,000 deep, or with more in them than can be walked through
  // (16 million values, each met as often as it is held), become null.
  static Value list(Values items);
  static Value range(Range range);
  static Value function(std::shared_ptr<const Function> function);
  // Later entries of the same name replace earlier ones.
  static Value context(std::vector<std::pair<std::string, Value>> entries);

  Kind kind() const { return kind_; }
  bool is(Kind kind) const { return kind_ == kind; }
  bool is_null() const { return kind_ == Kind::Null; }
  bool is_true() const { return kind_ == Kind::Boolean && integer_ != 0; }
  bool is_false() const { return kind_ == Kind::Boolean && integer_ == 0; }

  // Each ensures the kind.
  bool boolean() const;
  const base::Decimal& number() const {
    base::ensure(kind_ == Kind::Number, "not a number");
    return number_;
  }
  const std::string& text() const;
  int64_t day() const;                   // Date: days since 1970-01-01
  const Clock& clock() const;            // Time, DateTime
  Nanos nanos() const;                   // DayTimeDuration
  int64_t months() const;                // YearMonthDuration
  std::span<const Value> items() const;  // List
  const Range& range() const;
  const Function& function() const;
  std::shared_ptr<const Function> shared_function() const;

  // Context: names and values in the same order. `find` gives nullptr when absent or no context.
  std::span<const std::string> names() const;
  std::span<const Value> values() const;
  const Value* find(std::string_view name) const;
  const Value* find(std::string_view name, Guess& guess) const;
  // Null when absent; for hosts that read results.
  const Value& operator[](std::string_view name) const;
  // The text of a String, else empty.
  std::string text_or_empty() const;

  // The instant of a date and time (without zone: in `zone`) or date (its midnight); empty
  // otherwise.
  std::optional<base::Time> instant_in(std::string_view zone) const;

  // Same value as FEEL's `=` says; null equals null, different kinds differ. Total, for tests and
  // keys.
  friend bool operator==(const Value& a, const Value& b);

 private:
  friend struct Cells;
  void retain() const noexcept {
    if (is_shared()) cell_->uses.fetch_add(1, std::memory_order_relaxed);
  }
  void release() noexcept {
    if (!is_shared()) return;
    // Who holds it alone needs no locked subtraction to know that.
    if (cell_->uses.load(std::memory_order_acquire) == 1 ||
        cell_->uses.fetch_sub(1, std::memory_order_acq_rel) == 1) {
      delete cell_;
    }
  }
  bool is_shared() const {
    constexpr auto bit = [](Kind kind) { return 1U << static_cast<unsigned>(kind); };
    constexpr unsigned shared = bit(Kind::String) | bit(Kind::Time) | bit(Kind::DateTime) |
                                bit(Kind::List) | bit(Kind::Context) | bit(Kind::Range) |
                                bit(Kind::Function);
    return (shared & bit(kind_)) != 0;
  }

  Kind kind_;
  union {
    int64_t integer_;     // Boolean, Date, YearMonthDuration
    uint64_t halves_[2];  // DayTimeDuration: low, high
    base::Decimal number_;
    const Cell* cell_;  // all others
  };
};

// [low..high]. `(< 5)` is a comparison: its missing end is unbounded; a null end of `[1..null]` is
// unknown.
struct Range {
  Value low;
  Value high;
  bool has_low_included = false;
  bool has_high_included = false;
  bool is_comparison = false;
};

// Builds a context entry by entry.
class Fields {
 public:
  Fields& set(std::string name, Value value);
  Value build() { return Value::context(std::move(entries_)); }

 private:
  std::vector<std::pair<std::string, Value>> entries_;
};

// JSON null, booleans, numbers, text, arrays, objects. Doubles become the shortest decimal.
Value from_json(const base::Json& json);
// Numbers with more than 15 significant digits, dates, times and durations become text.
base::Json to_json(const Value& value);
// JSON text whose numbers keep all their digits (34). Refuses with feel.json and line:column.
base::Result<Value> parse_json_exact(std::string_view text);

// FEEL text: what `string()` gives, with strings quoted inside of lists and contexts.
std::string to_text(const Value& value);
// FEEL text that reads back as the value: strings quoted, temporals as @"…".
std::string print(const Value& value);

// Text of dates, times and durations as FEEL's conversion functions read it; null when it is no
// such text.
Value parse_date(std::string_view text);
Value parse_time(std::string_view text);
Value parse_date_time(std::string_view text);
Value parse_duration(std::string_view text);

inline Value& Value::operator=(const Value& other) noexcept {
  other.retain();
  release();
  kind_ = other.kind_;
  number_ = other.number_;
  return *this;
}
inline Value& Value::operator=(Value&& other) noexcept {
  if (this == &other) return *this;
  const Kind kind = other.kind_;
  const base::Decimal bits = other.number_;
  other.kind_ = Kind::Null;
  release();
  kind_ = kind;
  number_ = bits;
  return *this;
}

}  // namespace feel
