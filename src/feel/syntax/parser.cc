#include "feel/syntax/parser.h"

#include <algorithm>
#include <typeinfo>

#include "feel/value/cells.h"

namespace feel {

Parser::Level::Level(Parser& parser) : scope_(*parser.scope_) {
  scope_.enter();
  if (scope_.levels > kLevelsMax) {
    scope_.leave();
    parser.fail_too_deep();
  }
}

void Parser::fail_too_deep() {
  scanner_.fail("nested more than " + std::to_string(kLevelsMax) + " deep");
}

Parser::Parser(std::string_view text, const Options& options, Program& program)
    : options_(options), program_(program), scanner_(text) {
  for (const auto& name : options.known_names) scanner_.know(name);
  for (const auto& name : options.known_members) scanner_.know_member(name);
  if (options.is_filter) scanner_.enter_filter();
}

void Parser::parse_all() {
  Scope scope(program_, nullptr);
  scope_ = &scope;
  if (program_.form == Form::UnaryTests) {
    scope.add_local("?");
    program_.root = unary_tests();
  } else {
    program_.root = expression();
  }
  if (!scanner_.is_at_end()) scanner_.fail("unexpected text");
  const auto* tests = dynamic_cast<const In*>(program_.root.get());
  if (!tests || !tests->reads_input) program_.literals = {};
  for (const auto& use : program_.names) {
    if (names_read_.contains(use.name)) program_.read.push_back(use);
  }
  program_.index_of_name = {};  // only reading needs it
  program_.guesses = std::vector<Guess>(program_.names.size());
  program_.slots = scope.slots();
  program_.levels = scope.levels_max;
  program_.burden = burden_since(0);
}

NodePtr Parser::constant(Value value, Place place) {
  if (program_.form == Form::UnaryTests && !value.is_null()) program_.literals.push_back(value);
  auto made = std::make_unique<Constant>(std::move(value));
  made->place = place;
  ++nodes_;
  return made;
}

size_t Parser::push_local(const std::string& name) {
  scanner_.know(name);
  return scope_->add_local(name);
}
void Parser::pop_local(const std::string& name) {
  scanner_.forget(name);
  scope_->drop_names(1);
}

NodePtr Parser::expression() {
  const bool was_end = std::exchange(ends_range_, false);
  NodePtr made = ranked(kOr);
  ends_range_ = was_end;
  return made;
}

NodePtr Parser::ranked(int rank) {
  const Level level(*this);
  return continued(unary(), rank);
}

// Takes operators of at least `rank` behind `left`.
NodePtr Parser::continued(NodePtr left, int rank) {
  if (rank <= kPower) left = arithmetic(std::move(left), rank);
  int links = 0;
  while (rank <= kComparison) {
    // Each link holds all before it.
    if (++links > kLevelsMax) fail_too_deep();
    const Place place = scanner_.place();
    Comparator comparator;
    if (scanner_.is_at_word("between")) {
      left = between(std::move(left), place);
    } else if (scanner_.take_word("in")) {
      left = in_tests(std::move(left), place);
    } else if (take_comparator(comparator)) {
      left = comparison(std::move(left), comparator, place);
    } else {
      break;
    }
    scope_->levels_max = std::max(scope_->levels_max, scope_->levels + links);
  }
  if (rank <= kAnd) left = junction(std::move(left), true);
  if (rank <= kOr) left = junction(std::move(left), false);
  return left;
}

NodePtr Parser::junction(NodePtr left, bool is_and) {
  const std::string_view word = is_and ? "and" : "or";
  if (!scanner_.is_at_word(word)) return left;
  auto made = node<Junction>(scanner_.place());
  made->is_and = is_and;
  made->operands.push_back(std::move(left));
  while (scanner_.take_word(word)) made->operands.push_back(ranked(is_and ? kComparison : kAnd));
  return made;
}

bool Parser::take_operator(int rank, Operator& op) {
  if (rank == kPower) return op = Operator::Power, scanner_.take("**");
  if (rank == kMultiplicative) {
    if (scanner_.is_at("**")) return false;
    if (scanner_.take("*")) return op = Operator::Multiply, true;
    return op = Operator::Divide, scanner_.take("/");
  }
  if (scanner_.take("+")) return op = Operator::Add, true;
  return op = Operator::Subtract, scanner_.take("-");
}

// Chains of one rank become one node, so that long sums are not deep.
NodePtr Parser::arithmetic(NodePtr left, int rank) {
  for (int at = kPower; at >= std::max<int>(rank, kAdditive); --at) {
    const Place place = scanner_.place();
    Operator op;
    if (!take_operator(at, op)) continue;
    auto made = node<Arithmetic>(place);
    made->first = std::move(left);
    Place step_place = place;
    do {
      made->steps.push_back({op, at == kPower ? unary() : ranked(at + 1), step_place});
      step_place = scanner_.place();
    } while (take_operator(at, op));
    left = std::move(made);
  }
  return left;
}

bool Parser::take_comparator(Comparator& comparator) {
  if (scanner_.take("!=")) return comparator = Comparator::NotEqual, true;
  if (scanner_.take("<=")) return comparator = Comparator::LessEqual, true;
  if (scanner_.take(">=")) return comparator = Comparator::GreaterEqual, true;
  if (scanner_.take("<")) return comparator = Comparator::Less, true;
  if (scanner_.take(">")) return comparator = Comparator::Greater, true;
  return comparator = Comparator::Equal, scanner_.take("=");
}

NodePtr Parser::comparison(NodePtr left, Comparator comparator, Place place) {
  const Level level(*this);
  auto made = node<Comparison>(place);
  made->comparator = comparator;
  made->left = std::move(left);
  made->right = ranked(kAdditive);
  return made;
}

NodePtr Parser::between(NodePtr value, Place place) {
  scanner_.expect_word("between");
  auto made = node<Between>(place);
  made->value = std::move(value);
  made->low = ranked(kAdditive);
  scanner_.expect_word("and");
  made->high = ranked(kAdditive);
  return made;
}

NodePtr Parser::unary() {
  const Level level(*this);
  const Place place = scanner_.place();
  if (!scanner_.take("-")) return postfix(primary());
  auto made = node<Negation>(place);
  made->operand = unary();
  const Value* known = made->operand->constant();
  if (known && known->is(Kind::Number)) return constant(-known->number(), place);
  return made;
}

NodePtr Parser::postfix(NodePtr base) {
  int links = 0;
  while (true) {
    if (++links > kLevelsMax) scanner_.fail("path too long");
    const Place place = scanner_.place();
    if (scanner_.is_at(".") && !scanner_.is_at("..")) {
      base = path(std::move(base));
    } else if (scanner_.is_at("[") && !(ends_range_ && scanner_.closes_range())) {
      base = filter(std::move(base));
    } else if (scanner_.is_at("(")) {
      base = call_of_value(std::move(base), place);
    } else if (scanner_.is_at_word("instance")) {
      base = instance_of(std::move(base), place);
    } else {
      scope_->levels_max = std::max(scope_->levels_max, scope_->levels + links);
      return base;
    }
  }
}

NodePtr Parser::path(NodePtr base) {
  const Place place = scanner_.place();
  scanner_.expect(".");
  auto made = node<Path>(place);
  made->dialect = options_.dialect;
  made->base = std::move(base);
  std::vector<std::string> names;
  const Node* link = made->base.get();
  while (typeid(*link) == typeid(Path)) {
    const auto& inner = static_cast<const Path&>(*link);
    names.insert(names.begin(), inner.member);
    link = inner.base.get();
  }
  if (typeid(*link) == typeid(Global)) {
    made->member = member_name(nullptr);
    names.insert(names.begin(), static_cast<const Global*>(link)->name);
    names.push_back(made->member);
    program_.paths.push_back(std::move(names));
  } else {
    const auto* literal = literal_of(*made->base);
    made->member = member_name(literal ? literal->shape.get() : nullptr);
  }
  return made;
}

std::string Parser::back_quoted_name() {
  if (options_.dialect == Dialect::Camunda) return scanner_.back_quoted_name();
  scanner_.fail("names in back-quotes are of Camunda's dialect");
}

// The context literal that the node gives, when the text tells. Members that are names or paths
// themselves are not followed: they may be a long chain.
const ContextLiteral* Parser::literal_of(const Node& node) const {
  if (typeid(node) == typeid(ContextLiteral)) return static_cast<const ContextLiteral*>(&node);
  if (typeid(node) == typeid(Local)) {
    return scope_->literal_in(static_cast<const Local&>(node).slot);
  }
  if (typeid(node) != typeid(Path)) return nullptr;
  const auto& path = static_cast<const Path&>(node);
  const auto* outer = literal_of(*path.base);
  const auto at = outer ? outer->shape->position(path.member) : -1;
  if (at < 0) return nullptr;
  const auto& value = *outer->values[static_cast<size_t>(at)];
  return typeid(value) == typeid(ContextLiteral) ? static_cast<const ContextLiteral*>(&value)
                                                 : nullptr;
}

std::string Parser::member_name(const Shape* own) {
  if (scanner_.peek() == '`') return back_quoted_name();
  if (!scanner_.is_at_name()) scanner_.fail("expected a name");
  return scanner_.member(own);
}

NodePtr Parser::filter(NodePtr base) {
  auto made = node<Filter>(scanner_.place());
  scanner_.expect("[");
  made->list = std::move(base);
  made->slot = scope_->add_filter_item();
  const size_t before = nodes_;
  scanner_.enter_filter();
  made->condition = expression();
  scanner_.leave_filter();
  made->burden = burden_since(before);
  scope_->drop_names(1);
  scanner_.expect("]");
  return made;
}

NodePtr Parser::instance_of(NodePtr value, Place place) {
  scanner_.expect_word("instance");
  scanner_.expect_word("of");
  auto made = node<InstanceOf>(place);
  made->value = std::move(value);
  made->type = type();
  return made;
}

NodePtr Parser::primary() {
  const Place place = scanner_.place();
  if (scanner_.is_at_number()) {
    const auto number = base::Decimal::parse(scanner_.number());
    if (!number || !number->is_finite()) throw SyntaxError(place, "number out of range");
    return constant(*number, place);
  }
  switch (scanner_.peek()) {
    case '"': return constant(scanner_.string(), place);
    case '@': return at_literal(place);
    case '(': return parenthesis();
    case '[': return list_or_range();
    case '{': return context();
    case '`': return variable_or_call();
    case ']': scanner_.take("]"); return finish_range(ranked(kAdditive), false, place);
    default: break;
  }
  if (!scanner_.is_at_name()) scanner_.fail("expected an expression");
  if (auto made = keyword_expression()) return made;
  return variable_or_call();
}

NodePtr Parser::unusable(std::string reason, Place place) {
  auto made = node<Unusable>(place);
  made->reason = std::move(reason);
  return made;
}

NodePtr Parser::at_literal(Place place) {
  scanner_.expect("@");
  if (scanner_.peek() != '"') scanner_.fail("expected text behind '@'");
  const std::string text = scanner_.string();
  Value value = parse_date(text);
  if (value.is_null()) value = parse_time(text);
  if (value.is_null()) value = parse_date_time(text);
  if (value.is_null()) value = parse_duration(text);
  if (value.is_null()) return unusable("neither a date, time nor duration: " + text, place);
  return constant(std::move(value), place);
}

NodePtr Parser::parenthesis() {
  const Place place = scanner_.place();
  scanner_.expect("(");
  for (const auto symbol : {"<", ">", "=", "!="}) {
    if (scanner_.is_at(symbol)) return operator_range(place);
  }
  NodePtr inner = expression();
  if (scanner_.is_at("..")) return finish_range(std::move(inner), false, place);
  scanner_.expect(")");
  return inner;
}

// "(< 5)": a range with one end; "(= 5)" one with both.
NodePtr Parser::operator_range(Place place) {
  Comparator comparator;
  if (!take_comparator(comparator)) scanner_.fail("expected an operator");
  auto made = node<RangeLiteral>(place);
  made->is_comparison = true;
  NodePtr end = ranked(kAdditive);
  scanner_.expect(")");
  if (comparator == Comparator::NotEqual) return unusable("no range: (!= …)", place);
  const bool is_low = comparator == Comparator::Greater || comparator == Comparator::GreaterEqual;
  made->has_low_included = comparator == Comparator::GreaterEqual;
  made->has_high_included = comparator == Comparator::LessEqual;
  if (comparator == Comparator::Equal) {
    made->has_low_included = made->has_high_included = true;
    made->low = std::move(end);
  } else {
    (is_low ? made->low : made->high) = std::move(end);
  }
  made->settle();
  return made;
}

NodePtr Parser::finish_range(NodePtr low, bool has_low_included, Place place) {
  scanner_.expect("..");
  auto made = node<RangeLiteral>(place);
  made->low = std::move(low);
  made->has_low_included = has_low_included;
  const bool was_end = std::exchange(ends_range_, true);
  made->high = ranked(kAdditive);
  ends_range_ = was_end;
  if (scanner_.take("]")) {
    made->has_high_included = true;
  } else if (!scanner_.take(")") && !scanner_.take("[")) {
    scanner_.fail("expected the end of a range");
  }
  made->settle();
  return made;
}

NodePtr Parser::list_or_range() {
  const Place place = scanner_.place();
  scanner_.expect("[");
  auto made = node<ListLiteral>(place);
  if (scanner_.take("]")) return made;
  do {
    made->items.push_back(expression());
    if (made->items.size() == 1 && scanner_.is_at("..")) {
      return finish_range(std::move(made->items.front()), true, place);
    }
  } while (scanner_.take(","));
  scanner_.expect("]");
  return made;
}

NodePtr Parser::variable_or_call() {
  const Place place = scanner_.place();
  const std::string name = scanner_.peek() == '`' ? back_quoted_name() : scanner_.name();
  if (scanner_.is_at("(")) return call_of_name(name, place);
  if (name == "?") reads_question_ = true;
  if (name == "partial") reads_partial_ = true;
  names_read_.insert(name);
  ++nodes_;
  return scope_->read(name, place);
}

}  // namespace feel
