#include "feel/nodes/basic.h"

#include "feel/builtins/builtin.h"
#include "feel/compare.h"
#include "feel/nodes/calls.h"
#include "feel/nodes/loops.h"
#include "feel/value/cells.h"

namespace feel {

const Value* Globals::ask(size_t index) {
  Value room;
  const Value* found = names_.look(program_.names[index].name, program_.guesses[index], room);
  if (!room.is_null() || found == &room) {
    made_.push_front(std::move(room));
    if (found == &room) found = &made_.front();
  }
  return found_[index] = found;
}

Value Node::fail(Frame& frame, std::string_view reason) const {
  frame.evaluation.note(place.line, place.column, std::string(reason));
  return {};
}

// What was meant to be large would be nothing, and nobody would know: the evaluation fails.
Value Node::whole(Frame& frame, Value made) const {
  if (!made.is_null()) return made;
  frame.evaluation.steps_left = 0;
  return fail(frame, "the value is too large or nested too deeply");
}

Value Self::evaluate(Frame& frame) const { return Value::function(frame.self->shared_from_this()); }

const Value& Global::look(Frame& frame, Value& room) const {
  if (frame.globals) {
    if (const Value* found = frame.globals->get(index)) return *found;
  }
  const auto* builtin = find_builtin(name, dialect);
  room = builtin ? builtin_value(*builtin) : fail(frame, "unknown name: " + name);
  return room;
}
Value Global::evaluate(Frame& frame) const {
  if (frame.globals) {
    if (const Value* found = frame.globals->get(index)) return *found;
  }
  Value room;
  return look(frame, room);
}

const Value& MaybeMember::look(Frame& frame, Value& room) const {
  if (const Value* member = frame.slots[slot]->find(name, guess)) return *member;
  return otherwise->look(frame, room);
}
Value MaybeMember::evaluate(Frame& frame) const {
  Value room;
  return look(frame, room);
}

const Value& If::look(Frame& frame, Value& room) const {
  Value condition_room;
  const Value& chosen = condition->look(frame, condition_room);
  if (chosen.is_true()) return then->look(frame, room);
  return otherwise->look(frame, room);
}
Value If::evaluate(Frame& frame) const {
  Value room;
  return look(frame, room);
}

namespace {
const Value kTrue = true;
const Value kFalse = false;
const Value& as_value(bool holds) { return holds ? kTrue : kFalse; }
}  // namespace

const Value& Junction::look(Frame& frame, Value& room) const {
  bool is_unknown = false;
  for (const auto& operand : operands) {
    const Value& value = operand->look(frame, room);
    if (value.is(Kind::Boolean)) {
      if (value.is_true() != is_and) return as_value(!is_and);
      continue;
    }
    if (!value.is_null()) {
      operand->fail(frame, is_and ? "'and' of no boolean" : "'or' of no boolean");
    }
    is_unknown = true;
  }
  return is_unknown ? kNothing : as_value(is_and);
}
Value Junction::evaluate(Frame& frame) const {
  Value room;
  return look(frame, room);
}

namespace {
std::string mismatch(std::string_view what, const Value& left, const Value& right) {
  return std::string(what) + ": " + std::string(name_of(left.kind())) + " and " +
         std::string(name_of(right.kind()));
}
}  // namespace

namespace {
bool is_so(Comparator comparator, std::partial_ordering ordered) {
  switch (comparator) {
    case Comparator::Equal: return ordered == 0;
    case Comparator::NotEqual: return ordered != 0;
    case Comparator::Less: return ordered < 0;
    case Comparator::LessEqual: return ordered <= 0;
    case Comparator::Greater: return ordered > 0;
    default: return ordered >= 0;
  }
}
}  // namespace

std::optional<bool> compare(const Node& node, Frame& frame, Comparator comparator,
                            const Value& left, const Value& right) {
  if (left.is(Kind::Number) && right.is(Kind::Number)) {
    return is_so(comparator, left.number() <=> right.number());
  }
  Meter meter(frame.evaluation, node.place.line, node.place.column);
  if (comparator == Comparator::Equal || comparator == Comparator::NotEqual) {
    const auto same = equal(left, right, meter);
    if (same) return *same == (comparator == Comparator::Equal);
    if (frame.evaluation.is_exhausted()) return {};
    node.fail(frame, mismatch("cannot be equal", left, right));
    return {};
  }
  const auto ordered = order(left, right, meter);
  if (ordered) return is_so(comparator, *ordered);
  if (frame.evaluation.is_exhausted()) return {};
  node.fail(frame, mismatch("no order between", left, right));
  return {};
}

const Value& Comparison::look(Frame& frame, Value& room) const {
  Value right_room;
  const Value& a = left->look(frame, room);
  const Value& b = right->look(frame, right_room);
  if (a.is(Kind::Number) && b.is(Kind::Number)) {
    return as_value(is_so(comparator, a.number() <=> b.number()));
  }
  const auto holds = compare(*this, frame, comparator, a, b);
  return holds ? as_value(*holds) : kNothing;
}
Value Comparison::evaluate(Frame& frame) const {
  Value room;
  return look(frame, room);
}

Value Between::evaluate(Frame& frame) const {
  Value rooms[3];
  const Value& v = value->look(frame, rooms[0]);
  const Value& from = low->look(frame, rooms[1]);
  const Value& to = high->look(frame, rooms[2]);
  Meter meter(frame.evaluation, place.line, place.column);
  const auto above = order(v, from, meter);
  const auto below = order(v, to, meter);
  if (frame.evaluation.is_exhausted()) return {};
  if ((above && *above < 0) || (below && *below > 0)) return false;
  if (!above || !below) return fail(frame, "'between' of values without order");
  return true;
}

Value In::evaluate(Frame& frame) const {
  Value room;
  const Value& input = value->look(frame, room);
  const size_t reasons = frame.evaluation.reasons.size();
  Value passed = test(frame, input);
  if (passed.is_null() && reasons == frame.evaluation.reasons.size()) {
    fail(frame, "'in' cannot tell of " + std::string(name_of(input.kind())));
  }
  return passed;
}

namespace {
// What one test says of the input; nothing when it cannot be said.
std::optional<bool> run_test(const Node& node, Frame& frame, const Test& one, const Value& input) {
  Value room;
  const Value& operand = one.operand->look(frame, room);
  if (one.kind == Test::Kind::Compare) {
    const bool is_order =
        one.comparator != Comparator::Equal && one.comparator != Comparator::NotEqual;
    if (is_order && input.is_null() != operand.is_null()) return {};
    return compare(node, frame, one.comparator, input, operand);
  }
  if (operand.is(Kind::Boolean)) {
    const bool is_answer =
        one.kind == Test::Kind::Question || (!input.is(Kind::Boolean) && !one.operand->constant());
    if (is_answer) return operand.is_true();
  }
  // Who asks for `?` is answered by true, never by a null that equals the input (7.3.2, case d).
  if (one.kind == Test::Kind::Question && operand.is_null()) return {};
  Meter meter(frame.evaluation, node.place.line, node.place.column);
  return passes(input, operand, meter);
}
}  // namespace

Value In::test(Frame& frame, const Value& input) const {
  if (is_anything) return true;
  if (reads_input) frame.slots[slot] = &input;
  bool is_unknown = false;
  for (const auto& one : tests) {
    const auto passed = run_test(*this, frame, one, input);
    if (passed == true) return !is_negated;
    is_unknown = is_unknown || !passed;
  }
  if (is_unknown) return {};
  return is_negated;
}

Value InstanceOf::evaluate(Frame& frame) const {
  const Value v = value->evaluate(frame);
  if (type->kind == Type::Kind::Unknown) return fail(frame, "unknown type: " + type->name);
  Meter meter(frame.evaluation, place.line, place.column);
  const bool is_it = is_instance(v, *type, meter);
  return frame.evaluation.is_exhausted() ? Value() : Value(is_it);
}

Value ListLiteral::evaluate(Frame& frame) const {
  constexpr size_t few = 8;
  const size_t steps = 1 + (items.size() > few ? items.size() : items.size() / 2);
  if (!spend(frame, static_cast<int64_t>(steps))) return {};
  Values values;
  values.reserve(items.size());
  for (const auto& item : items) values.push_back(item->evaluate(frame));
  return whole(frame, Value::list(std::move(values)));
}

void RangeLiteral::settle() {
  const auto is_settled = [](const NodePtr& end) { return !end || end->constant(); };
  if (!is_settled(low) || !is_settled(high)) return;
  Evaluation evaluation;
  Frame frame{evaluation, nullptr, nullptr};
  known = evaluate(frame);
}

const Value& RangeLiteral::look(Frame& frame, Value& room) const {
  if (!known.is_null()) return known;
  room = evaluate(frame);
  return room;
}

Value RangeLiteral::evaluate(Frame& frame) const {
  if (!known.is_null()) return known;
  if (!spend(frame, 1)) return {};
  Range range;
  range.has_low_included = has_low_included;
  range.has_high_included = has_high_included;
  range.is_comparison = is_comparison;
  if (low) range.low = low->evaluate(frame);
  if (high) range.high = high->evaluate(frame);
  if (is_comparison && has_low_included && has_high_included) range.high = range.low;
  if (range.low.is_null() && range.high.is_null()) return fail(frame, "range without ends");
  if (range.low.is_null() || range.high.is_null()) return Value::range(std::move(range));
  Meter meter(frame.evaluation, place.line, place.column);
  const auto ordered = order(range.low, range.high, meter);
  if (frame.evaluation.is_exhausted()) return {};
  if (!ordered) return fail(frame, mismatch("no range between", range.low, range.high));
  if (*ordered > 0) return fail(frame, "the low end of the range is above its high end");
  return Value::range(std::move(range));
}

Value ContextLiteral::evaluate(Frame& frame) const {
  if (!spend(frame, 1 + static_cast<int64_t>(values.size() / 2))) return {};
  Values made;
  made.reserve(values.size());
  for (size_t i = 0; i < values.size(); ++i) {
    made.push_back(values[i]->evaluate(frame));
    frame.slots[slots[i]] = &made.back();  // stays there: room is reserved
  }
  return whole(frame, Cells::context(shape, std::move(made)));
}

}  // namespace feel
