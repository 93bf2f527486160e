// FEEL text to nodes, in one pass: precedence climbing over a scanner, names resolved on the way.
#pragma once

#include <set>

#include "feel/nodes/arithmetic.h"
#include "feel/nodes/basic.h"
#include "feel/nodes/calls.h"
#include "feel/nodes/loops.h"
#include "feel/syntax/scanner.h"
#include "feel/syntax/scope.h"

namespace feel {

class Parser {
 public:
  Parser(std::string_view text, const Options& options, Program& program);
  void parse_all();

 private:
  enum Rank { kOr = 1, kAnd, kComparison, kAdditive, kMultiplicative, kPower, kUnary };

  // Keeps the depth of nesting.
  class Level {
   public:
    explicit Level(Parser& parser);
    ~Level() { scope_.leave(); }

   private:
    Scope& scope_;
  };

  template <class T>
  std::unique_ptr<T> node(Place place) {
    auto made = std::make_unique<T>();
    made->place = place;
    ++nodes_;
    return made;
  }
  [[noreturn]] void fail_too_deep();
  NodePtr constant(Value value, Place place);
  // Steps for what lies in the text since `nodes`, of which small texts have none.
  int64_t burden_since(size_t nodes) const { return static_cast<int64_t>((nodes_ - nodes) / 8); }

  // expressions
  NodePtr expression();
  NodePtr ranked(int rank);
  NodePtr continued(NodePtr left, int rank);
  NodePtr junction(NodePtr left, bool is_and);
  NodePtr arithmetic(NodePtr left, int rank);
  bool take_operator(int rank, Operator& op);
  bool take_comparator(Comparator& comparator);
  NodePtr comparison(NodePtr left, Comparator comparator, Place place);
  NodePtr between(NodePtr value, Place place);
  NodePtr unary();
  NodePtr postfix(NodePtr base);
  NodePtr path(NodePtr base);
  NodePtr filter(NodePtr base);
  NodePtr instance_of(NodePtr value, Place place);
  NodePtr primary();
  NodePtr parenthesis();
  NodePtr list_or_range();
  NodePtr context();
  NodePtr keyword_expression();
  NodePtr if_expression(Place place);
  NodePtr for_expression(Place place);
  NodePtr quantified(Place place, bool is_every);
  std::vector<Domain> domains();
  void pop_domains(size_t count);
  NodePtr function_literal(Place place, const std::string& self);
  NodePtr entry_value(const std::string& name);
  NodePtr variable_or_call();
  NodePtr call_of_name(const std::string& name, Place place);
  NodePtr call_of_builtin(const std::string& name, Place place);
  void forget_patterns(const CallBuiltin& call, std::span<const Value* const> constants);
  NodePtr call_of_value(NodePtr callee, Place place);
  void call_arguments(std::vector<NodePtr>& arguments, std::vector<std::string>& names);
  NodePtr finish_range(NodePtr low, bool has_low_included, Place place);
  NodePtr operator_range(Place place);
  NodePtr at_literal(Place place);
  // Null with the reason when it is evaluated.
  NodePtr unusable(std::string reason, Place place);

  // tests
  NodePtr in_tests(NodePtr value, Place place);
  NodePtr unary_tests();
  Test positive_test(int rank);
  std::vector<Test> tests_in_a_row();

  // types
  TypeRef type();
  TypeRef named_type();
  std::vector<TypeRef> types_until(std::string_view end);

  std::string variable_name();
  // Behind a dot: `own` are the members, when they are known.
  std::string member_name(const Shape* own);
  const ContextLiteral* literal_of(const Node& node) const;
  std::string back_quoted_name();
  size_t push_local(const std::string& name);
  void pop_local(const std::string& name);

  const Options& options_;
  Program& program_;
  Scanner scanner_;
  Scope* scope_ = nullptr;
  std::vector<std::string> domain_names_;
  std::set<std::string, std::less<>> names_read_;
  std::set<std::string, std::less<>> called_;
  std::set<std::string, std::less<>> members_;
  size_t nodes_ = 0;
  bool reads_question_ = false;
  bool reads_partial_ = false;
  bool ends_range_ = false;  // in the high end of a range: "[" may close it
};

}  // namespace feel
