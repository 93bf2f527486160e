// Unary tests and types.
#include <algorithm>

#include "feel/syntax/parser.h"

namespace feel {
namespace {
void note_reading(In& in) {
  in.reads_input = std::any_of(in.tests.begin(), in.tests.end(),
                               [](const Test& test) { return test.kind == Test::Kind::Question; });
}
}  // namespace

// Behind `in`: one test, or several in parentheses. "(1..5)" is a range, "(a) + b" an expression.
NodePtr Parser::in_tests(NodePtr value, Place place) {
  const Level level(*this);
  auto made = node<In>(place);
  made->value = std::move(value);
  const bool was_read = reads_question_;
  made->slot = push_local("?");
  const Place start = scanner_.place();
  if (!scanner_.take("(")) {
    made->tests.push_back(positive_test(kAdditive));
  } else {
    made->tests = tests_in_a_row();
    auto& only = made->tests.front();
    const bool is_plain = made->tests.size() == 1 && only.kind != Test::Kind::Compare;
    if (is_plain && scanner_.is_at("..")) {
      only.operand =
          continued(postfix(finish_range(std::move(only.operand), false, start)), kAdditive);
    } else {
      scanner_.expect(")");
      if (is_plain) only.operand = continued(postfix(std::move(only.operand)), kAdditive);
    }
  }
  pop_local("?");
  reads_question_ = was_read;
  note_reading(*made);
  return made;
}

std::vector<Test> Parser::tests_in_a_row() {
  std::vector<Test> tests;
  do {
    tests.push_back(positive_test(kOr));
  } while (scanner_.take(","));
  return tests;
}

Test Parser::positive_test(int rank) {
  Test test;
  if (take_comparator(test.comparator)) {
    test.kind = Test::Kind::Compare;
    test.operand = ranked(kAdditive);
    return test;
  }
  const bool was_read = std::exchange(reads_question_, false);
  test.operand = ranked(rank);
  test.kind = reads_question_ ? Test::Kind::Question : Test::Kind::Plain;
  reads_question_ = was_read || reads_question_;
  return test;
}

NodePtr Parser::unary_tests() {
  auto made = node<In>(scanner_.place());
  const size_t start = scanner_.position();
  if (scanner_.take("-") && scanner_.is_at_end()) {
    made->is_anything = true;
    return made;
  }
  scanner_.rewind(start);
  if (scanner_.take_word("not") && scanner_.take("(")) {
    made->tests = tests_in_a_row();
    if (scanner_.take(")") && scanner_.is_at_end()) {
      made->is_negated = true;
      note_reading(*made);
      return made;
    }
    made->tests.clear();
  }
  scanner_.rewind(start);
  made->tests = tests_in_a_row();
  note_reading(*made);
  return made;
}

TypeRef Parser::type() {
  const Level level(*this);
  auto made = std::make_shared<Type>();
  if (scanner_.take_word("list")) {
    made->kind = Type::Kind::List;
    if (scanner_.take("<")) made->element = type(), scanner_.expect(">");
    return made;
  }
  if (scanner_.take_word("range")) {
    made->kind = Type::Kind::Range;
    if (scanner_.take("<")) made->element = type(), scanner_.expect(">");
    return made;
  }
  if (scanner_.take_word("context")) {
    made->kind = Type::Kind::Context;
    if (!scanner_.take("<")) return made;
    do {
      std::string name;
      if (!scanner_.take_key(name)) scanner_.fail("expected a name and ':'");
      made->fields.emplace_back(name, type());
    } while (scanner_.take(","));
    scanner_.expect(">");
    return made;
  }
  if (scanner_.take_word("function")) {
    made->kind = Type::Kind::Function;
    if (!scanner_.take("<")) return made;
    made->parameters = types_until(">");
    scanner_.expect("->");
    made->element = type();
    made->has_signature = true;
    return made;
  }
  return named_type();
}

std::vector<TypeRef> Parser::types_until(std::string_view end) {
  std::vector<TypeRef> types;
  if (scanner_.take(end)) return types;
  do {
    types.push_back(type());
  } while (scanner_.take(","));
  scanner_.expect(end);
  return types;
}

TypeRef Parser::named_type() {
  if (!scanner_.is_at_name()) scanner_.fail("expected a type");
  std::string name = scanner_.name();
  while (scanner_.is_at(".") && !scanner_.is_at("..")) {
    scanner_.take(".");
    name += "." + member_name(nullptr);
  }
  if (auto built_in = built_in_type(name)) return built_in;
  if (options_.types) {
    const auto found = options_.types->find(name);
    if (found != options_.types->end()) return found->second;
  }
  auto unknown = std::make_shared<Type>();
  unknown->kind = Type::Kind::Unknown;
  unknown->name = std::move(name);
  return unknown;
}

}  // namespace feel
