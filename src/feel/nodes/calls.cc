#include "feel/nodes/calls.h"

#include <algorithm>
#include <boost/container/small_vector.hpp>

#include "feel/value/cells.h"

namespace feel {
namespace {

using Few = boost::container::small_vector<Value, 4>;

Few evaluate_all(const std::vector<NodePtr>& nodes, Frame& frame) {
  Few values;
  values.reserve(nodes.size());
  for (const auto& node : nodes) values.push_back(node->evaluate(frame));
  return values;
}

// Named arguments in the order of the parameters, null where none is given; empty, with the reason,
// when a name is unknown or given twice.
std::optional<Few> in_order(std::span<const Value> values, std::span<const std::string> names,
                            std::span<const std::string> parameters, std::string& reason) {
  Few ordered(parameters.size());
  for (size_t i = 0; i < names.size(); ++i) {
    const auto at = std::find(parameters.begin(), parameters.end(), names[i]);
    if (at == parameters.end()) return reason = "no such parameter: " + names[i], std::nullopt;
    if (std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(i), names[i]) !=
        names.begin() + static_cast<std::ptrdiff_t>(i)) {
      return reason = "parameter given twice: " + names[i], std::nullopt;
    }
    ordered[static_cast<size_t>(at - parameters.begin())] = values[i];
  }
  return ordered;
}

}  // namespace

Value invoke(const Function& function, std::span<const Value> arguments, Evaluation& evaluation,
             int line, int column) {
  if (!function.accepts(arguments.size())) {
    evaluation.note(line, column, "wrong number of arguments: " + std::to_string(arguments.size()));
    return {};
  }
  if (!evaluation.spend(1, line, column)) return {};
  const Deeper deeper(evaluation, 8);
  if (!deeper.is_allowed()) {
    evaluation.note(line, column, "calls nested too deeply");
    return {};
  }
  return function.call(arguments, evaluation);
}

Value Function::call_named(std::span<const Value> arguments, std::span<const std::string> names,
                           Evaluation& evaluation, int line, int column) const {
  std::string reason;
  const auto ordered = in_order(arguments, names, parameters(), reason);
  if (ordered) {
    return invoke(*this, {ordered->data(), ordered->size()}, evaluation, line, column);
  }
  evaluation.note(line, column, std::move(reason));
  return {};
}

Value UserFunction::call(std::span<const Value> arguments, Evaluation& evaluation) const {
  const Deeper deeper(evaluation, code_->levels);
  if (!deeper.is_allowed()) {
    evaluation.note(code_->body->place.line, code_->body->place.column, "calls nested too deeply");
    return {};
  }
  if (code_->is_external) {
    evaluation.note(code_->body->place.line, code_->body->place.column,
                    "external functions (Java, PMML) are not supported");
    return {};
  }
  boost::container::small_vector<const Value*, 8> slots(code_->slots, &kNothing);
  if (!evaluation.spend(code_->burden, code_->body->place.line, code_->body->place.column)) {
    return {};
  }
  Few fitted(code_->is_typed ? arguments.size() : 0);
  Meter meter(evaluation, code_->body->place.line, code_->body->place.column);
  for (size_t i = 0; i < arguments.size(); ++i) {
    slots[i] = &arguments[i];
    const auto& type = code_->types[i];
    if (!type) continue;
    auto fit = coerce(arguments[i], *type, meter);
    if (!fit && evaluation.is_exhausted()) return {};
    if (!fit) {
      evaluation.note(code_->body->place.line, code_->body->place.column,
                      "argument " + code_->parameters[i] + " is no " + print(*type) + ": " +
                          std::string(name_of(arguments[i].kind())));
      return {};
    }
    fitted[i] = std::move(*fit);
    slots[i] = &fitted[i];
  }
  Frame frame{evaluation, nullptr, slots.data(), captured_.data(), this};
  return code_->body->evaluate(frame);
}

TypeRef UserFunction::parameter_type(size_t index) const {
  return index < code_->types.size() && code_->types[index] ? code_->types[index] : any_type();
}

Value FunctionLiteral::evaluate(Frame& frame) const {
  if (!spend(frame, 1 + static_cast<int64_t>(captures.size() / 2))) return {};
  Values captured;
  captured.reserve(captures.size());
  for (const auto& capture : captures) captured.push_back(capture->evaluate(frame));
  return Value::function(std::make_shared<UserFunction>(code, std::move(captured)));
}

namespace {
// The arguments of a call that lasts no longer than this. What lies elsewhere is not counted.
class Lent {
 public:
  Lent() = default;
  Lent(const Lent&) = delete;
  Lent& operator=(const Lent&) = delete;
  ~Lent() {
    for (size_t i = 0; i < values_.size(); ++i) {
      if (is_borrowed(i)) Cells::give_back(values_[i]);
    }
  }
  void look_at(const std::vector<NodePtr>& nodes, Frame& frame) {
    values_.resize(nodes.size());
    for (size_t i = 0; i < nodes.size(); ++i) {
      Value& room = values_[i];
      const Value& found = nodes[i]->look(frame, room);
      if (&found == &room) continue;
      // What lies inside of the room is copied, and so are arguments beyond the marks.
      if (!room.is_null() || i >= kMarks) {
        room = Value(found);
        continue;
      }
      borrowed_ |= uint64_t{1} << i;
      Cells::borrow(room, found);
    }
  }
  std::span<const Value> values() const { return {values_.data(), values_.size()}; }

 private:
  static constexpr size_t kMarks = 64;
  bool is_borrowed(size_t index) const { return index < kMarks && (borrowed_ >> index & 1) != 0; }

  Few values_;
  uint64_t borrowed_ = 0;  // a mark for each
};
}  // namespace

Value CallBuiltin::evaluate(Frame& frame) const {
  Lent lent;
  lent.look_at(arguments, frame);
  return builtin->call(lent.values(), names, frame.evaluation, place.line, place.column,
                       pattern.get());
}

namespace {
// Fills left-out parameters with null where the host allows it.
Value call_host(const CallValue& node, Frame& frame, const HostFunction& host, Few values) {
  const auto& names = host.parameters;
  if (!node.names.empty()) {
    std::string reason;
    auto ordered = in_order({values.data(), values.size()}, node.names, names, reason);
    if (!ordered) return node.fail(frame, node.host_name + ": " + reason);
    values = std::move(*ordered);
  }
  const bool is_enough = values.size() >= std::min(host.optional_from, names.size());
  if (!is_enough || values.size() > names.size()) {
    return node.fail(frame, "wrong number of arguments of " + node.host_name);
  }
  values.resize(names.size());
  if (!node.spend(frame, 1)) return {};
  return host.call({values.data(), values.size()}, frame.evaluation);
}
}  // namespace

Value CallValue::evaluate(Frame& frame) const {
  Few values = evaluate_all(arguments, frame);
  if (!host_name.empty() && frame.evaluation.functions) {
    const auto host = frame.evaluation.functions->find(host_name);
    if (host != frame.evaluation.functions->end()) {
      return call_host(*this, frame, host->second, std::move(values));
    }
  }
  const size_t reasons = frame.evaluation.reasons.size();
  const Value function = callee->evaluate(frame);
  if (!function.is(Kind::Function)) {
    if (builtin) {
      return builtin->call({values.data(), values.size()}, names, frame.evaluation, place.line,
                           place.column);
    }
    if (!host_name.empty()) {
      frame.evaluation.reasons.resize(std::min(reasons, frame.evaluation.reasons.size()));
      return fail(frame, "unknown function: " + host_name);
    }
    return fail(frame, "a call of " + std::string(name_of(function.kind())));
  }
  if (!names.empty()) {
    return function.function().call_named({values.data(), values.size()}, names, frame.evaluation,
                                          place.line, place.column);
  }
  return invoke(function.function(), {values.data(), values.size()}, frame.evaluation, place.line,
                place.column);
}

}  // namespace feel
