#include "feel/nodes/loops.h"

#include "feel/compare.h"
#include "feel/nodes/basic.h"
#include "feel/temporal/temporal.h"
#include "feel/value/cells.h"

namespace feel {
namespace {

// What one variable of a loop runs over: the items of a list or a run of whole steps.
struct Run {
  std::span<const Value> items;  // unless it is of steps
  bool is_dates = false;
  int64_t low = 0;
  int64_t high = 0;
  bool is_steps = false;

  int64_t size() const {
    if (!is_steps) return static_cast<int64_t>(items.size());
    return (low <= high ? high - low : low - high) + 1;
  }
  // The step of that index is made in `room`.
  const Value& at(int64_t index, Value& room) const {
    if (!is_steps) return items[static_cast<size_t>(index)];
    const int64_t step = low <= high ? low + index : low - index;
    return room = is_dates ? Value::date_of_day(step) : Value(step);
  }
};

// The items of a list; of anything else itself.
std::span<const Value> items_or_self(const Value& value) {
  return value.is(Kind::List) ? value.items() : std::span(&value, 1);
}

std::optional<Run> steps_between(const Value& low, const Value& high) {
  Run run;
  run.is_steps = true;
  constexpr int64_t max = INT64_MAX / 4;
  if (low.is(Kind::Date) && high.is(Kind::Date)) {
    run.is_dates = true;
    run.low = low.day();
    run.high = high.day();
    return run;
  }
  if (!low.is(Kind::Number) || !high.is(Kind::Number)) return {};
  const auto from = low.number().to_int64();
  const auto to = high.number().to_int64();
  if (!from || !to || *from > max || *from < -max || *to > max || *to < -max) return {};
  run.low = *from;
  run.high = *to;
  return run;
}

std::optional<Run> steps_of_range(const Range& range) {
  auto run = steps_between(range.low, range.high);
  if (!run) return {};
  const bool is_up = run->low <= run->high;
  if (!range.has_low_included) run->low += is_up ? 1 : -1;
  if (!range.has_high_included) run->high -= is_up ? 1 : -1;
  if (is_up != (run->low <= run->high)) run->is_steps = false;
  return run;
}

// Valid while `room` is left alone.
std::optional<Run> run_of(const Domain& domain, Frame& frame, Value& room) {
  const Value& from = domain.from->look(frame, room);
  if (domain.to) {
    auto run = steps_between(from, domain.to->evaluate(frame));
    if (!run) domain.from->fail(frame, "the ends of the iteration are no whole numbers or dates");
    return run;
  }
  if (from.is(Kind::Range)) {
    auto run = steps_of_range(from.range());
    if (!run) domain.from->fail(frame, "the range cannot be iterated");
    return run;
  }
  if (from.is_null()) return domain.from->fail(frame, "iteration over null"), std::nullopt;
  Run run;
  run.items = items_or_self(from);
  return run;
}

enum class Go { On, Stop };

// Runs `body` for each combination, the first variable outermost. False when a domain is no list.
template <class Body>
bool iterate(const auto& node, Frame& frame, size_t depth, Go& go, const Body& body) {
  const auto& domains = node.domains;
  if (depth == domains.size()) {
    go = node.spend(frame, 1 + node.burden) ? body() : Go::Stop;
    return true;
  }
  Value domain_room;
  const auto run = run_of(domains[depth], frame, domain_room);
  if (!run) return false;
  const int64_t size = run->size();
  Value room;
  for (int64_t i = 0; i < size && go == Go::On; ++i) {
    if (!node.spend(frame, 1)) return false;
    frame.slots[domains[depth].slot] = &run->at(i, room);
    if (!iterate(node, frame, depth + 1, go, body)) return false;
  }
  return true;
}

}  // namespace

Value For::evaluate(Frame& frame) const {
  if (reads_partial) return evaluate_with_partial(frame);
  Values results;
  results.reserve(8);
  Go go = Go::On;
  const bool is_done = iterate(*this, frame, 0, go, [&] {
    results.push_back(body->evaluate(frame));
    return Go::On;
  });
  if (!is_done || frame.evaluation.is_exhausted()) return {};
  return whole(frame, Value::list(std::move(results)));
}

// The results so far lie in a slot. A body that keeps them costs a copy of the list each time.
Value For::evaluate_with_partial(Frame& frame) const {
  Value partial = Value::list({});
  frame.slots[partial_slot] = &partial;
  Go go = Go::On;
  const bool is_done = iterate(*this, frame, 0, go, [&] {
    Value result = body->evaluate(frame);
    const auto copied = static_cast<int64_t>(partial.items().size() / 2);
    if (!Cells::is_held_once(partial) && !spend(frame, copied)) return Go::Stop;
    Cells::append(partial, std::move(result));
    return partial.is_null() ? Go::Stop : Go::On;
  });
  if (!is_done || frame.evaluation.is_exhausted()) return {};
  return whole(frame, std::move(partial));
}

Value Quantified::evaluate(Frame& frame) const {
  bool is_decided = false;
  bool is_unknown = false;
  Go go = Go::On;
  const bool is_done = iterate(*this, frame, 0, go, [&] {
    Value room;
    const Value& holds = condition->look(frame, room);
    if (!holds.is(Kind::Boolean)) {
      if (!holds.is_null()) condition->fail(frame, "the condition gave no boolean");
      is_unknown = true;
      return Go::On;
    }
    is_decided = holds.is_true() != is_every;
    return is_decided ? Go::Stop : Go::On;
  });
  if (!is_done || frame.evaluation.is_exhausted()) return {};
  if (is_decided) return !is_every;
  if (is_unknown) return {};
  return is_every;
}

namespace {
Value item_at(const Node& node, Frame& frame, std::span<const Value> items, const Value& index) {
  const auto position = index.number().to_int64();
  const auto size = static_cast<int64_t>(items.size());
  if (!position || *position == 0 || *position > size || *position < -size) {
    return node.fail(frame,
                     "no item " + index.number().print() + " in a list of " + std::to_string(size));
  }
  return items[static_cast<size_t>(*position > 0 ? *position - 1 : size + *position)];
}
}  // namespace

Value Filter::evaluate(Frame& frame) const {
  Value room;
  const Value& found = list->look(frame, room);
  if (found.is_null()) {
    if (condition->constant() && condition->constant()->is(Kind::Number)) return {};
    return Value::list({});
  }
  const auto items = items_or_self(found);
  if (const Value* constant = condition->constant(); constant && constant->is(Kind::Number)) {
    return item_at(*this, frame, items, *constant);
  }
  if (items.empty()) {
    frame.slots[slot] = &kNothing;
    const Value index = condition->evaluate(frame);
    return index.is(Kind::Number) ? item_at(*this, frame, items, index) : Value::list({});
  }
  Values kept;
  kept.reserve(std::min<size_t>(items.size(), 8));
  for (const auto& item : items) {
    if (!spend(frame, 1 + burden)) return {};
    frame.slots[slot] = &item;
    Value held;
    const Value& holds = condition->look(frame, held);
    if (holds.is(Kind::Number)) return item_at(*this, frame, items, holds);
    if (holds.is_true()) kept.push_back(item);
  }
  return Value::list(std::move(kept));
}

namespace {

// With their fraction.
Value seconds_of_minute(Nanos nanos) {
  const auto rest = static_cast<int64_t>(nanos % (60 * Nanos{kNanosPerSecond}));
  if (rest % kNanosPerSecond == 0) return Value(rest / static_cast<int64_t>(kNanosPerSecond));
  return base::Decimal::scaled(rest, 9);
}

std::optional<Value> member_of_clock(const Value& value, std::string_view member) {
  const Clock& clock = value.clock();
  const int64_t seconds = clock.nanos_of_day / kNanosPerSecond;
  if (member == "hour") return Value(seconds / 3600);
  if (member == "minute") return Value(seconds / 60 % 60);
  if (member == "second") return seconds_of_minute(clock.nanos_of_day);
  if (member == "time offset") {
    const auto offset = offset_of(clock);
    return offset ? Value::day_time(Nanos{*offset} * kNanosPerSecond) : Value();
  }
  if (member == "timezone") {
    return clock.zone.kind == Zone::Kind::Named ? Value(clock.zone.name) : Value();
  }
  return {};
}

std::optional<Value> member_of_day(int64_t day, std::string_view member) {
  const Civil civil = civil_of(day);
  if (member == "year") return Value(civil.year);
  if (member == "month") return Value(civil.month);
  if (member == "day") return Value(civil.day);
  if (member == "weekday") return Value(weekday_of(day));
  return {};
}

std::optional<Value> member_of_day_time(Nanos nanos, std::string_view member) {
  const Nanos seconds = nanos / kNanosPerSecond;
  if (member == "days") return Value(static_cast<int64_t>(seconds / 86'400));
  if (member == "hours") return Value(static_cast<int64_t>(seconds / 3600 % 24));
  if (member == "minutes") return Value(static_cast<int64_t>(seconds / 60 % 60));
  if (member == "seconds") return seconds_of_minute(nanos);
  return {};
}

std::optional<Value> member_of_range(const Range& range, std::string_view member) {
  if (member == "start") return range.low;
  if (member == "end") return range.high;
  if (member == "start included") return Value(range.has_low_included);
  if (member == "end included") return Value(range.has_high_included);
  return {};
}

}  // namespace

namespace {
std::optional<Value> member_of(const Node& node, Frame& frame, const Value& value,
                               std::string_view member);

// The member of each item; null of those that have none.
Value members_of(const Node& node, Frame& frame, std::span<const Value> items,
                 std::string_view member, Guess& guess) {
  if (!node.spend(frame, cost_of_making(items.size()))) return {};
  Values members;
  members.reserve(items.size());
  for (const auto& item : items) {
    if (item.is(Kind::Context)) {
      const Value* found = item.find(member, guess);
      members.push_back(found ? *found : Value());
    } else {
      members.push_back(member_of(node, frame, item, member).value_or(Value()));
    }
  }
  return Value::list(std::move(members));
}

std::optional<Value> member_of(const Node& node, Frame& frame, const Value& value,
                               std::string_view member) {
  switch (value.kind()) {
    case Kind::Context: {
      const Value* found = value.find(member);
      return found ? std::optional(*found) : std::nullopt;
    }
    case Kind::List: {
      Guess guess;
      return members_of(node, frame, value.items(), member, guess);
    }
    case Kind::Date: return member_of_day(value.day(), member);
    case Kind::Time: return member_of_clock(value, member);
    case Kind::DateTime: {
      auto found = member_of_day(value.clock().day, member);
      return found ? found : member_of_clock(value, member);
    }
    case Kind::DayTimeDuration: return member_of_day_time(value.nanos(), member);
    case Kind::YearMonthDuration:
      if (member == "years") return Value(value.months() / 12);
      if (member == "months") return Value(value.months() % 12);
      return {};
    case Kind::Range: return member_of_range(value.range(), member);
    default: return {};
  }
}
}  // namespace

// What is found lies inside of a context that the frame or `room` keeps.
const Value& Path::look(Frame& frame, Value& room) const {
  const Value& value = base->look(frame, room);
  if (value.is(Kind::Context)) {
    if (const Value* found = value.find(member, guess)) return *found;
  } else if (value.is(Kind::List)) {
    room = members_of(*this, frame, value.items(), member, guess);
    return room;
  } else if (auto found = member_of(*this, frame, value, member)) {
    room = std::move(*found);
    return room;
  }
  const bool is_silent = value.is_null() && dialect == Dialect::Camunda;
  room = is_silent ? Value()
                   : fail(frame, std::string(name_of(value.kind())) + " has no member: " + member);
  return room;
}
Value Path::evaluate(Frame& frame) const {
  Value room;
  return look(frame, room);
}

}  // namespace feel
